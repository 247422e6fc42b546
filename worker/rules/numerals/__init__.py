"""The words that languages have for numbers and for the days of the week: two TOML files beside this module, read once and checked whole.

numerals.toml, tables `[[language]]` with `worker.core.copies.numberwords.NumberWords`' fields: id (the language), why, words (each a number
and the forms that it takes), counts (texts with two numbers), keeps (texts without), and where the language has them units, links, joined and one.
weekdays.toml, the same with `worker.core.copies.weekdays.Weekdays`' fields: id, days (from Monday on, each with the forms that it takes), tells and keeps.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec

from worker.core.copies.numberwords import NumberWords, Numerals
from worker.core.copies.weekdays import ANY, WEEK, Calendar, Weekdays
from worker.core.errors import SettingsError
from worker.rules import tables

FILE, WEEKDAYS = (Path(__file__).with_name(f"{name}.toml") for name in ("numerals", "weekdays"))
_FIELDS = re.compile(r"\{\w*\}|[{}]")


def load(file: Path = FILE, weekdays: Path = WEEKDAYS) -> Numerals:
    """All words. Raises SettingsError that names the language, the field and the reason."""
    languages, weeks = tables.read(file, NumberWords, "language"), tables.read(weekdays, Weekdays, "language")
    for language in languages:
        _check(language, f"{file.name}, language {language.id!r}")
    for week in weeks:
        _check_week(week, f"{weekdays.name}, language {week.id!r}, field 'days'")
    _check_once(file, (language.id for language in languages))
    _check_once(weekdays, (week.id for week in weeks))
    version = hashlib.sha256(msgspec.json.encode((languages, weeks))).hexdigest()[:12]
    return Numerals(languages, version, Calendar(weeks))


def _check_once(file: Path, ids: Iterable[str]) -> None:
    if twice := [name for name, count in Counter(ids).items() if count > 1]:
        raise SettingsError(f"{file.name}: language {twice[0]!r} is told twice")


def _check_week(week: Weekdays, place: str) -> None:
    """Seven days with a form each, and no form of two."""
    if len(week.days) != len(WEEK) or not all(day.split() for day in week.days):
        raise SettingsError(f"{place}: must be {len(WEEK)} days with their forms")
    forms = Counter(form.strip(ANY) for day in week.days for form in day.split())
    if twice := [form for form, count in forms.items() if count > 1]:
        raise SettingsError(f"{place}: {twice[0]!r} is there twice")


def _check(language: NumberWords, place: str) -> None:
    """Every entry is a number, or the zeros of a unit, and its forms; no form of two; and ones and tens are joined once each."""
    seen: dict[str, str] = {}
    for name, entries in (("words", language.words), ("units", language.units)):
        for entry in entries:
            number, *forms = entry.split() or [""]
            if not (number.isdecimal() and forms):
                raise SettingsError(
                    f"{place}, field {name!r}: {number!r} must be a number with its forms behind it"
                )
            for form in forms:
                told = f"{number} zeros" if name == "units" else number
                if seen.setdefault(form.casefold(), told) != told:
                    raise SettingsError(
                        f"{place}, field {name!r}: {form!r} is {seen[form.casefold()]} and {told}"
                    )
    for pattern in language.joined:
        if sorted(_FIELDS.findall(pattern)) != ["{ones}", "{tens}"]:
            raise SettingsError(
                f"{place}, field 'joined': {pattern!r} must have {{ones}} and {{tens}} once each"
            )
