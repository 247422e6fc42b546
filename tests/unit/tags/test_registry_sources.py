"""The registry: what its sources say, and what is no source."""

import csv
import gzip
from pathlib import Path

import msgspec
import pytest

from worker.core.errors import SettingsError
from worker.core.tags.lexicon.nouns import Registry
from worker.core.tags.tagger import Tagger
from worker.rules import registry
from worker.rules.registry import described, held, misfiled, sources, titles, wikidata
from worker.rules.registry.build import build
from worker.rules.registry.names import name_key, tidy
from worker.rules.registry.offices import rank, role
from worker.rules.registry.sources import Term


@pytest.mark.parametrize(
    "raw, name",
    [
        ("Swiss Confederation Viola Amherd", "Viola Amherd"),
        ("Charles Iii", "Charles III"),
        ("Prawit Wongsuwan, Gen.", "Prawit Wongsuwan"),
        ("MA Kai", "Ma Kai"),
        ("Taliban Leader Haybatullah Akhundzada", "Haybatullah Akhundzada"),
        ("for Infrastructure Khalid bin Abdallah", "Khalid bin Abdallah"),
        ("Nikolay Todorov (Acting", "Nikolay Todorov"),
        ("vacant", ""),
        ("Jan Strask\x1aY", "Jan Strasky"),
        ("Crown Prince SALMAN bin Hamad Al-Khalifa", "Salman bin Hamad Al-Khalifa"),
    ],
)
def test_titles_leave_names(raw: str, name: str) -> None:
    """What sources leave stuck to a name goes."""
    assert tidy(raw) == name


def test_spellings_of_one_name_have_one_key() -> None:
    """Accents, hyphens, initials and order don't matter."""
    assert name_key("Donald J. Trump") == name_key("Trump, Donald")
    assert name_key("Kim Jong-un") == name_key("Kim Jong Un")


def test_what_a_minister_sees_to(released: Registry) -> None:
    """By the words of the office; deputies of heads are `deputy`, heads nothing."""
    told = {
        office.portfolio: office.office
        for person in released.persons
        for office in person.offices
        if office.portfolio
    }
    assert {
        "foreign",
        "defence",
        "interior",
        "finance",
        "deputy",
        "justice",
        "health",
        "education",
    } <= told.keys()
    lavrov = next(person for person in released.persons if person.name == "Sergey Lavrov")
    assert [office.portfolio for office in lavrov.offices] == ["foreign"]
    xi = next(person for person in released.persons if person.name == "Xi Jinping")
    assert {office.office: office.portfolio for office in xi.offices}["Vice President"] == "deputy"
    assert {office.office: office.portfolio for office in xi.offices}["President"] is None


def test_a_portfolio_stands_on_the_tag(whole: Tagger) -> None:
    """A subscriber sees what the minister sees to."""
    (leader,) = whole.tag(None, "Sergey Lavrov met farmers.", "en", "2024-05-01", "published").leaders
    assert (leader.kind, leader.portfolio) == ("minister", "foreign")


@pytest.mark.parametrize(
    "table, line, said",
    [
        ("voted.tsv", "XX\tstate\t-\t90\twhy", "country"),
        ("voted.tsv", "MX\tparty\t-\t90\twhy", "whom"),
        ("voted.tsv", "MX\tstate\t2012\t90\twhy", "years"),
        ("voted.tsv", "MX\tstate\t-\tninety\twhy", "days"),
        ("voted.tsv", "MX\t90", ""),
        ("portfolios.tsv", "health\tmedic|\twhy", "words"),
    ],
)
def test_a_wrong_line_on_offices_is_named(tmp_path: Path, table: str, line: str, said: str) -> None:
    """File, line, field and reason."""
    for name in ("voted.tsv", "portfolios.tsv"):
        (tmp_path / name).write_text("", "utf-8")
    (tmp_path / table).write_text(f"# remark\n{line}\n", "utf-8")
    with pytest.raises(SettingsError, match=rf"{table}, line 2{said and ', '}{said}: "):
        described.over([], tmp_path)


def test_roles() -> None:
    """What counts as one office."""
    assert role("Federal Chancellor") == role("Prime Minister") == "head of government"
    assert role("Deputy Prime Minister") != role("Prime Minister")
    assert role("Secretary of State") == role("Minister of External Affairs")
    assert role("President of Council of Ministers") == role("President of the Government") == role("Premier")
    assert role("President of the Council of State") == role("President") != role("Premier")
    assert rank("King") == rank("President") == "state" != rank("Chief Adviser") == "government"
    assert rank("Deputy Prime Minister") is rank("Crown Prince") is None


def _row(**cells: str) -> dict[str, str]:
    row = {
        "source": "factbook",
        "iso2": "NO",
        "kind": "head_of_state",
        "office": "President",
        "name": "Anna Berg",
    }
    return (
        row
        | {"aliases": "", "qid": "", "start": "2024-01-04", "end": "", "seen": "2024-02-01..2026-01-31"}
        | cells
    )


@pytest.mark.parametrize(
    "cells, offices",
    [
        ({"office": "General"}, ["Head of State"]),
        ({"office": "Lt. Col.", "kind": "head_of_government"}, ["Deputy Head of Government"]),
        ({"office": "Chairman of the", "kind": "head_of_government"}, ["Deputy Head of Government"]),
        ({"office": "Captain Regent"}, ["Captain Regent"]),
        ({"iso2": "AD", "office": "chief of state", "name": "French Coprince Jean Petit"}, []),
    ],
)
def test_what_stands_where_a_title_should(tmp_path: Path, cells: dict[str, str], offices: list[str]) -> None:
    """A soldier's rank and half a title are none; a foreign head who is a realm's too is named in the own country."""
    assert [term.office for term in _read(tmp_path, _row(**cells))] == offices


def test_a_day_that_a_source_writes_a_year_early_is_put_right(tmp_path: Path) -> None:
    """She followed on 3 January 2024 one whom the source saw until the end of 2023."""
    (term,) = _read(tmp_path, _row(iso2="MH", name="Hilda C. Heine", start="2023-01-03"))
    assert term.start == "2024-01-03"


def _read(tmp_path: Path, row: dict[str, str]) -> list[Term]:
    path = tmp_path / "leaders.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(row))
        table.writeheader()
        table.writerow(row)
    return list(sources.read(path))


def test_the_build_is_what_is_released() -> None:
    """Built anew from the shared reference beside the checkout, the registry is the released one, byte for byte."""
    reference = Path(__file__).resolve().parents[4] / "shared" / "reference"
    if not reference.is_dir():
        pytest.skip("../shared is not there")
    encoded = b"".join(msgspec.json.encode(person) + b"\n" for person in build(reference))
    assert encoded == registry.BUILT.read_bytes()


def test_our_own_source_is_read(tmp_path: Path) -> None:
    """`held.tsv`: an office a line, its holders one behind the other; open, and open when last seen."""
    table = tmp_path / "held.tsv"
    table.write_text(
        "# remark\nNO\thead\tKing\tOlav V|King Olav, 1957-09-21..1991-01-17; Harald V, 1991..?2025-10\n"
    )
    old, new = held.read(table)
    assert (old.name, old.aliases, old.start, old.end, old.exact) == (
        "Olav V",
        ("King Olav",),
        "1957-09-21",
        "1991-01-17",
        True,
    )
    assert (new.name, new.start, new.end, new.seen, new.exact) == ("Harald V", "1991", None, "2025-10", False)


@pytest.mark.parametrize("line", ["NO\thead\tKing", "NO\thead\tKing\tOlav V", "NO\thead\tKing\tOlav V, 1957"])
def test_a_wrong_line_of_our_own_source_is_named(tmp_path: Path, line: str) -> None:
    """File, line, field and reason."""
    table = tmp_path / "held.tsv"
    table.write_text(f"# remark\n{line}\n")
    with pytest.raises(SettingsError, match=r"held.tsv, line 2(, holders)?: "):
        list(held.read(table))


def _export(tmp_path: Path, **cells: str) -> Path:
    row = {
        "person": "http://www.wikidata.org/entity/Q7",
        "personLabel": "Anna Berg",
        "officeLabel": "Prime Minister",
        "country": "NO",
        "start": "2026-10-01T00:00:00Z",
    } | cells
    bindings = [{name: {"type": "literal", "value": value} for name, value in row.items()}]
    path = tmp_path / "export.json"
    path.write_bytes(msgspec.json.encode({"head": {}, "results": {"bindings": bindings}}))
    return path


def test_a_wikidata_export_is_a_source(tmp_path: Path) -> None:
    """SPARQL results in JSON: a term a row, open ones held on the day of the export."""
    (term,) = wikidata.read(_export(tmp_path), "2026-11-26")
    assert (term.qid, term.country, term.kind, term.start, term.end, term.seen) == (
        "Q7",
        "NO",
        "head",
        "2026-10-01",
        None,
        "2026-11-26",
    )
    (ended,) = wikidata.read(_export(tmp_path, end="2026-11-01T00:00:00Z"), "2026-11-26")
    assert (ended.end, ended.seen) == ("2026-11-01", None)


@pytest.mark.parametrize("column, value", [("country", "Norway"), ("personLabel", "")])
def test_a_wrong_row_of_an_export_is_named(tmp_path: Path, column: str, value: str) -> None:
    """File, row, column and reason."""
    with pytest.raises(SettingsError, match=f"export.json, row 1, {column}: "):
        list(wikidata.read(_export(tmp_path, **{column: value}), "2026-11-26"))


def test_what_is_no_export_is_refused(tmp_path: Path) -> None:
    """Anything else than SPARQL results is said to be none."""
    path = tmp_path / "export.json"
    path.write_text("[1]")
    with pytest.raises(SettingsError, match="no SPARQL results"):
        list(wikidata.read(path, "2026-11-26"))


def _told(office: str, start: str, end: str, name: str = "Anna Berg", **more: str) -> dict[str, str]:
    row = {
        "source": "countryinfo-2012",
        "iso2": "NO",
        "kind": "minister_or_other",
        "office": office,
        "name": name,
    }
    return {**row, "aliases": "", "qid": "", "start": start, "end": end, **more}


def test_titles_of_one_cell_are_told_apart() -> None:
    """A title a term, in their order; the title of the term without a beginning stands where another source says so."""
    both = "Minister of Fish & Minister of Foreign Affairs"
    rows = [_told(both, "2007-06-01", "2009-06-30"), _told(both, "<20030101", "2005-05-31")]
    assert list(titles.told_apart(rows)) == []  # either may be the first one
    other = _told("Minister of Foreign Affairs", "2007-06-02", "2009-06-30", source="wikidata-2022")
    told = [row["office"] for row in titles.told_apart([*rows, other])]
    assert told == ["Minister of Foreign Affairs", "Minister of Fish", "Minister of Foreign Affairs"]
    dated = [_told(both, "2004-04-01", "2005-06-30"), _told(both, "2007-06-01", "2009-06-30")]
    assert [row["office"] for row in titles.told_apart(dated)] == both.split(" & ")


def test_what_stands_above_the_nations_head_is_of_its_parts() -> None:
    """One source has the states' ministers under the country's code, above the first head; civil servants are none."""
    wiki = {"source": "wikidata-2022", "iso2": "IN"}
    rows = [
        _told("Treasurer", "2006-04-05", "2010-12-06", "Anna Berg", **wiki),
        _told("President", "2007-07-25", "2012-07-25", "Bea Dal", **{**wiki, "kind": "head_of_state"}),
        _told("Treasurer", "2006-04-05", "2010-12-06", "Cora Eng", **wiki),
        _told("Home Secretary", "2006-04-05", "2010-12-06", "Dina Fos", **wiki),
    ]
    assert [row["name"] for row in misfiled.of_the_nation(rows)] == ["Bea Dal", "Cora Eng"]
