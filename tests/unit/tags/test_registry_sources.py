"""The registry: how sources, readers' scripts and the press spell its names, and what is no source."""

import csv
import gzip
import re
from pathlib import Path

import msgspec
import pytest

from worker.core.errors import SettingsError
from worker.core.tags.lexicon.calendar import day, status
from worker.core.tags.lexicon.nouns import Person, Registry
from worker.core.tags.tagger import Tagger
from worker.rules import registry
from worker.rules.registry import described, held, misfiled, scripts, serbian, sources, titles, wikidata
from worker.rules.registry.build import build
from worker.rules.registry.iberian import first_surname, without_second_surname
from worker.rules.registry.names import name_key, tidy
from worker.rules.registry.offices import SINGLE, rank, role
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


@pytest.mark.parametrize(
    "line, said",
    [
        ("US\tDonald Trump\tDonald", "ru"),
        ("US\tAnna Berg\tАнна Берг", "name"),
        ("US\tDonald Trump" + "\t" * 14, ""),
    ],
)
def test_a_wrong_line_of_names_in_other_scripts_is_named(
    tmp_path: Path, released: Registry, line: str, said: str
) -> None:
    """File, line, field and reason."""
    table = tmp_path / "scripts.tsv"
    table.write_text(f"# remark\n{line}\n", "utf-8")
    with pytest.raises(SettingsError, match=f"scripts.tsv, line 2{said and ', '}{said}: "):
        scripts.over(released.persons, table)


@pytest.mark.parametrize(
    "lang, text, name",
    [
        ("ru", "Владимира Путина ждут в Китае, сообщил Кремль.", "Vladimir Putin"),
        ("uk", "Президента України Володимира Зеленського чекають у Парижі.", "Volodymyr Zelensky"),
        ("bg", "Доналд Тръмп", "Donald Trump"),
        ("el", "Ο Κυριάκος Μητσοτάκης μίλησε στη Βουλή.", "Kyriakos Mitsotakis"),
        ("ar", "التقى إيمانويل ماكرون نظيره في باريس.", "Emmanuel Macron"),
        ("fa", "مسعود پزشکیان در تهران سخنرانی کرد.", "Masoud Pezeshkian"),
        ("he", "נתניהו נפגש בוושינגטון עם דונלד טראמפ.", "Donald Trump"),
        ("hi", "नरेंद्र मोदी ने शी जिनपिंग से मुलाकात की।", "Xi Jinping"),
        ("bn", "ঢাকায় শেখ হাসিনা বলেন।", "Sheikh Hasina"),
        ("zh", "冯德莱恩周二抵达北京。", "Ursula von der Leyen"),
        ("ja", "メルツ首相はベルリンで演説した。", "Friedrich Merz"),
        ("ko", "젤렌스키 대통령은 키이우에서 프리드리히 메르츠 총리를 만났다.", "Friedrich Merz"),
        ("th", "ทรัมป์เดินทางถึงกรุงปารีส", "Donald Trump"),
    ],
)
def test_leaders_are_known_in_their_readers_script(whole: Tagger, lang: str, text: str, name: str) -> None:
    """A plain sentence of each language names whom its readers know."""
    found = [leader.name for leader in whole.tag(None, text, lang, "2025-06-01", "published").leaders]
    assert name in found


@pytest.mark.parametrize(
    "lang, text, country",
    [
        ("nl", "Gisteren sprak Vladimir Poetin met de pers.", "RU"),
        ("cs", "Včera přijali Volodymyra Zelenského na hradě.", "UA"),
        ("hu", "Tegnap Vlagyimir Putyin beszélt.", "RU"),
        ("sv", "I går talade Aleksandr Lukasjenko i tv.", "BY"),
        ("fr", "Hier, Alexandre Loukachenko a parlé.", "BY"),
        ("hr", "Jučer je predsjednika Aleksandra Vučića primio kolega.", "RS"),
        ("lv", "Vakar Donalds Tramps runāja presē.", "US"),
        ("sr", "Јуче је Си Ђинпинг говорио.", "CN"),
        ("el", "Χθες η δήλωση του Κυριάκου Μητσοτάκη συζητήθηκε.", "GR"),
        ("ka", "გუშინ ირაკლი კობახიძე გამოვიდა სიტყვით.", "GE"),
        ("hy", "Երեկ, ինչպես Նիկոլ Փաշինյան ասաց, քվեարկեցին։", "AM"),
        ("th", "เมื่อวานนี้ คิม จอง อึน กล่าวสุนทรพจน์", "KP"),
    ],
)
def test_leaders_as_the_press_of_a_language_spells_them(
    whole: Tagger, lang: str, text: str, country: str
) -> None:
    """Transliterations and cases of both words of a name; Georgian and Armenian too."""
    found = whole.tag(None, text, lang, "2025-11-20", "published").leaders
    assert [leader.country for leader in found] == [country]


@pytest.mark.parametrize(
    "name, country, shorter",
    [
        ("Ana Lucía Robles Serrano", "MX", "Ana Lucía Robles"),
        ("Paulo Sérgio Nogueira de Oliveira", "BR", "Paulo Sérgio Nogueira"),
        ("Juan Carlos Varela", "PA", None),  # one surname behind two given names
        ("Luis Alberto Arce", "BO", None),
        ("José Eduardo dos Santos", "AO", None),
        ("Luís Filipe Marques Amado", "PT", None),  # the last one is said in Portuguese
        ("Jose Gabriel Carrizo De La Espriella", "CR", "Jose Gabriel Carrizo"),
        ("Anna Maria Berg Dahl", "NO", None),
    ],
)
def test_a_second_surname_is_left_out_by_the_press(name: str, country: str, shorter: str | None) -> None:
    """In Spanish, and in Portuguese behind a small word, where enough is left to be nobody else's name."""
    given = frozenset(("ana", "lucia", "carlos", "alberto", "eduardo", "jose", "gabriel", "filipe", "luis"))
    assert without_second_surname(name, country, given) == shorter
    assert first_surname(name, country, given) == (
        shorter and shorter.split()[-1] if country != "BR" else None
    )


def test_a_minister_without_the_second_surname_is_found(whole: Tagger) -> None:
    """As the papers of the country write it."""
    text = "O ministro da Defesa, general Paulo Sérgio Nogueira, falou ontem no Brasil."
    found = whole.tag(None, text, "pt", "2022-05-04", "published").leaders
    assert [leader.name for leader in found] == ["Paulo Sérgio Nogueira de Oliveira"]


@pytest.mark.parametrize(
    "name, written",
    [
        ("Aleksandar Vučić", "Александар Вучић"),
        ("Ljubiša Njegoš Džaja", "Љубиша Његош Џаја"),
        ("Zoran Đinđić", "Зоран Ђинђић"),
        ("Ana Wyss", None),
    ],
)
def test_serbian_names_stand_in_cyrillic_too(name: str, written: str | None) -> None:
    """Letter for letter, pairs of letters as one; a letter that Serbian hasn't makes it none."""
    assert serbian.cyrillic(name) == written


# The sixty largest countries, and how many of their heads of 2024 to 2026 have a name of our own in a script; it may only rise. Others are read by their sound.
KANA = "\u30a0-\u30ff"
LARGEST = frozenset(
    (
        "CN IN US ID PK NG BR BD RU ET MX JP EG PH CD VN IR TR DE TH TZ GB FR ZA IT KE MM CO KR SD UG ES DZ IQ AR AF YE CA "
        "PL MA AO UA UZ MY MZ GH PE SA MG CI CM NP VE NE AU KP SY ML BF LK TW IL"
    ).split()
)
NAMED = {
    "zh": 117,
    "ja": 101,
    "ko": 117,
    "ar": 115,
    "he": 92,
    "ru": 117,
    "el": 101,
    "hi": 91,
    "bn": 85,
    "th": 59,
}
YEARS = ("2024-06-30", "2025-06-30", "2026-06-30")


def _headed(person: Person) -> bool:
    """True for a head of one of the largest countries in one of the years."""
    return any(
        office.kind == "head"
        and role(office.office) in SINGLE
        and office.country in LARGEST
        and any(status(office, day(at) or 0) == "current" for at in YEARS)
        for office in person.offices
    )


@pytest.mark.parametrize("lang", NAMED)
def test_most_heads_of_today_have_a_name_in_their_readers_script(released: Registry, lang: str) -> None:
    """Of the sixty largest countries; in Japanese in its own letters, not in Chinese ones alone."""
    letters = re.compile(f"[{scripts.COLUMNS[lang] if lang != 'ja' else KANA}]")
    heads = [person for person in released.persons if _headed(person)]
    named = [person for person in heads if any(map(letters.search, (*person.names, *person.short)))]
    assert len(named) >= NAMED[lang]


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
