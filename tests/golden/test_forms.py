"""What countries, their people and capitals are called, written down from the languages' grammars and not from our tables.

`forms/LANG.tsv`: `>` a carrier sentence, `:x` the endings of a paradigm (`-`: none), then a country a line: its code, names,
adjectives, inhabitants, capital, parted by spaces, `_` for a space in a form; `stem@x` stands for all forms of a paradigm.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support import released
from worker.core.model import Tags
from worker.core.tags.tagger import Tagger
from worker.core.tags.text.folding import fold
from worker.rules.gazetteer.coverage import BY_NAME

FILES = sorted((Path(__file__).parent / "forms").glob("*.tsv"))
LANGUAGES, COUNTRIES = 25, 60  # at least
# What evidence a form of each column may be.
KINDS = (frozenset(("name",)), frozenset(("demonym",)), frozenset(("demonym",)), frozenset(("city",)))
CAPITAL = 3
SEAT = "BE"  # its capital alone may be the Union that sits there, and is the city in a text on the country (test_traps: a union's seat)
LIKE = 4  # letters; of syllables, half


class Expected(NamedTuple):
    """A form, the column it stands in, and its country."""

    code: str
    column: int
    form: str


class Table(NamedTuple):
    """A language's carrier sentence and forms."""

    carrier: str
    forms: tuple[Expected, ...]


def read(path: Path) -> Table:
    """The table of one language."""
    carrier, endings, forms = "", dict[str, list[str]](), list[Expected]()
    for line in path.read_text("utf-8").splitlines():
        first, *cells = line.split("\t")
        if line.startswith("> "):
            carrier = line[2:]
        elif line.startswith(":"):
            endings[first[1:]] = ["" if ending == "-" else ending for ending in cells[0].split()]
        else:
            forms += [
                Expected(first, column, form)
                for column, cell in enumerate(cells)
                for marked in cell.split()
                for form in spelt(marked, endings)
            ]
    return Table(carrier, tuple(forms))


def spelt(marked: str, endings: dict[str, list[str]]) -> Iterator[str]:
    """All forms that a stem with its paradigm stands for."""
    stem, at, paradigm = marked.replace("_", " ").partition("@")
    yield from (stem + ending for ending in (endings[paradigm] if at else [""]))


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger with the data of this release."""
    return released.tagger()


def kinds(table: Table, expected: Expected, *, by_name: bool) -> frozenset[str]:
    """What evidence a form may be: more where its letters stand in several columns (Polen), or a capital begins like its country (Algier)."""
    same = fold(expected.form)
    found = {
        kind
        for one in table.forms
        if one.code == expected.code and fold(one.form) == same
        for kind in KINDS[one.column]
    }
    like = LIKE // 2 if "가" <= same[:1] <= "힣" else LIKE
    starts = {fold(one.form)[:like] for one in table.forms if one.code == expected.code and one.column == 0}
    either = by_name if expected.column < CAPITAL else same[:like] in starts
    return frozenset(found | {"name", "demonym"} if either else found)


def wrong(tags: Tags, expected: Expected, allowed: frozenset[str]) -> str | None:
    """What is wrong with the tags of a carrier sentence, if anything."""
    found = {country.code: frozenset(country.evidence) for country in tags.countries}
    if set(found) != {expected.code}:
        return f"{expected.code} {expected.form}: {' '.join(sorted(found)) or 'nothing'}"
    if not found[expected.code] <= allowed:
        return f"{expected.code} {expected.form}: a {'/'.join(sorted(found[expected.code]))}"
    return None


def faults(tagger: Tagger, path: Path) -> list[str]:
    """What is wrong in one language, a form each."""
    table, lang = read(path), path.stem
    belgium = next(one.form for one in table.forms if one.code == SEAT and one.column == 0)
    found = []
    for one in table.forms:
        allowed = kinds(table, one, by_name=lang in BY_NAME)
        if one.code == SEAT and one.column == CAPITAL:
            found.append(beside(tagger, lang, belgium, one, allowed))
        else:
            found.append(
                wrong(tagger.tag(None, table.carrier.format(one.form), lang, None, "none"), one, allowed)
            )
    return [fault for fault in found if fault]


def beside(
    tagger: Tagger, lang: str, country: str, expected: Expected, allowed: frozenset[str]
) -> str | None:
    """What is wrong with the evidence of a capital that is named below its country."""
    text = f"{country}\n{expected.form}"
    tags = tagger.tag(None, text, lang, None, "none")
    kinds = [
        span.rule.partition(":")[0]
        for found in tags.countries
        if found.code == expected.code
        for span in found.spans
        if span.start > len(country)
    ]
    return None if kinds and allowed.issuperset(kinds) else f"{expected.code} {expected.form}: {kinds}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_form_names_its_country(tagger: Tagger, path: Path) -> None:
    """In a sentence that says nothing of it, a form is its country and no other, as a name, an adjective or a city."""
    assert faults(tagger, path) == []


def test_there_are_forms_enough() -> None:
    """Twenty-five languages and more, sixty countries in each."""
    assert len(FILES) >= LANGUAGES
    for path in FILES:
        assert len({one.code for one in read(path).forms}) >= COUNTRIES, path.stem
