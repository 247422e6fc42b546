"""The words that languages have for numbers: a TOML file beside this module, read once and checked whole.

numerals.toml, tables `[[language]]` with `worker.core.copies.numberwords.NumberWords`' fields: id (the language), why, words (each a number
and the forms that it takes), counts (texts with two numbers), keeps (texts without), and where the language has them units, links, joined and one.
"""

import hashlib
import re
from collections import Counter
from pathlib import Path

import msgspec

from worker.core.copies.numberwords import NumberWords, Numerals
from worker.core.errors import SettingsError
from worker.rules import tables

FILE = Path(__file__).with_name("numerals.toml")
_FIELDS = re.compile(r"\{\w*\}|[{}]")


def load(file: Path = FILE) -> Numerals:
    """All words. Raises SettingsError that names the language, the field and the reason."""
    languages = tables.read(file, NumberWords, "language")
    for language in languages:
        _check(language, f"{file.name}, language {language.id!r}")
    ids = Counter(language.id for language in languages)
    if twice := [name for name, count in ids.items() if count > 1]:
        raise SettingsError(f"{file.name}: language {twice[0]!r} is told twice")
    return Numerals(languages, hashlib.sha256(msgspec.json.encode(languages)).hexdigest()[:12])


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
