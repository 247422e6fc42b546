"""Every country and territory, by the name that CLDR has of it, in sentences of 40 languages: that country and no other.

`carriers.tsv` holds the sentences and, for inflecting languages, what a name's last letters become there. `misses.tsv` names
each form that is read as nothing, or as something else, with the reason: a form that is read right later must leave it.
One test over some 15,000 sentences, for a test each would take minutes.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from babel import Locale

from tests.support import released
from worker.core.tags.tagger import Tagger
from worker.rules.countries import PLACES

HERE = Path(__file__).parent
# Nobody lives there, or CLDR's name of it is another country's with a remark (`Saint Martin (partie néerlandaise)`, `RAE de Macao (China)`).
LEFT_OUT = frozenset("AQ BV HM TF UM GS IO CC HK MO MF SX".split())
CONSONANTS = "bcdfghjklmnpqrstvwxyz"
LOCALES = {"no": "nb"}  # what babel calls it
SENTENCES, LANGUAGES = 15_000, 40  # at least


class Cell(NamedTuple):
    """A country's name in one sentence."""

    lang: str
    code: str
    form: str
    carrier: str


def _rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _inflected(name: str, rules: str) -> str | None:
    """The name with the ending of the longest rule that fits; None where none does, or the name is of several words."""
    if not rules:
        return name
    if " " in name or "-" in name:
        return None
    fits = [
        (len(last) if last != "." else 0, len(name) - (len(last) if last != "." else 0), new.lstrip("."))
        for last, new in (rule.split("=") for rule in rules.split("|"))
        if (name[-1] in CONSONANTS if last == "." else name.endswith(last))
    ]
    if not fits:
        return None
    _, kept, new = max(fits)
    return name[:kept] + new


def cells() -> Iterator[Cell]:
    """All sentences of the grid."""
    for lang, carrier, rules in _rows("carriers.tsv"):
        names = Locale.parse(LOCALES.get(lang, lang)).territories
        for code in sorted(PLACES - LEFT_OUT):
            form = _inflected(names.get(code, ""), rules) if names.get(code) else None
            if form:
                yield Cell(lang, code, form, carrier)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger with the data of this release."""
    return released.tagger()


def missed(tagger: Tagger) -> set[tuple[str, str, str]]:
    """Language, code and form of each name that isn't read as its country alone in one of the sentences."""
    return {
        (cell.lang, cell.code, cell.form)
        for cell in cells()
        if {
            country.code
            for country in tagger.tag(
                None, cell.carrier.replace("{}", cell.form), cell.lang, "2024-05-01", "published"
            ).countries
        }
        != {cell.code}
    }


def test_every_country_is_read_by_its_name_in_every_language(tagger: Tagger) -> None:
    """All but the forms of misses.tsv, and those not: the list is what is missed, no more and no less."""
    known = {(lang, code, form) for lang, code, form, _ in _rows("misses.tsv")}
    found = missed(tagger)
    assert {"new": found - known, "read now": known - found} == {"new": set(), "read now": set()}


def test_the_grid_is_large_and_nearly_all_of_it_read() -> None:
    """The list of misses has a reason each, and can't grow past one in a hundred."""
    grid, misses = list(cells()), _rows("misses.tsv")
    assert len(grid) >= SENTENCES
    assert len({cell.lang for cell in grid}) >= LANGUAGES
    assert all(len(row) == 4 and row[3] for row in misses)
    assert len(misses) < len({cell[:3] for cell in grid}) * 0.01
