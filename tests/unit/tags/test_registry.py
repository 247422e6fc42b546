"""The registry: facts that must be right, files that are wrong, and how sources become persons."""

from pathlib import Path

import msgspec
import pytest

from worker.core.errors import SettingsError
from worker.core.tags.calendar import day, standing
from worker.core.tags.nouns import Office, Person, Registry
from worker.core.tags.tagger import Tagger
from worker.rules import gazetteer, registry
from worker.rules.registry import held, scripts, wikidata
from worker.rules.registry.build import build
from worker.rules.registry.check import check
from worker.rules.registry.offices import role
from worker.rules.registry.sources import name_key, tidy


@pytest.fixture(scope="module")
def released() -> Registry:
    """The registry of this release."""
    return registry.load()


@pytest.fixture(scope="module")
def whole(released: Registry) -> Tagger:
    """The tagger with the data of this release."""
    return Tagger(gazetteer.load(), released)


@pytest.mark.parametrize(
    "name, at, office, status",
    [
        ("David Cameron", "2014-05-01", "Prime Minister", "current"),
        ("David Cameron", "2017-05-01", "Prime Minister", "former"),
        ("Theresa May", "2017-05-01", "Prime Minister", "current"),
        ("Boris Johnson", "2020-05-01", "Prime Minister", "current"),
        ("Liz Truss", "2022-10-01", "Prime Minister", "current"),
        ("Rishi Sunak", "2023-05-01", "Prime Minister", "current"),
        ("Keir Starmer", "2025-05-01", "Prime Minister", "current"),
        ("Donald Trump", "2018-05-01", "President", "current"),
        ("Donald Trump", "2022-05-01", "President", "former"),
        ("Donald Trump", "2025-08-01", "President", "current"),
        ("Joe Biden", "2023-08-09", "President", "current"),
        ("Tô Lâm", "2024-06-20", "President", "current"),
        ("Tô Lâm", "2025-06-20", "General Secretary of the Communist Party", "current"),
        ("Tô Lâm", "2026-05-20", "President", "current"),
        ("Phạm Minh Chính", "2024-06-20", "Prime Minister", "current"),
        ("Kim Jong Un", "2024-06-20", "Supreme Leader", "current"),
        ("Vladimir Putin", "2010-06-20", "Prime Minister", "current"),
        ("Mohammed bin Salman", "2018-06-20", "Crown Prince", "current"),
        ("Salman bin Abdulaziz Al Saud", "2025-06-20", "King", "current"),
        ("Jens Stoltenberg", "2012-06-01", "Prime Minister", "current"),
        ("Jens Stoltenberg", "2018-06-01", "Prime Minister", "former"),
        ("António Guterres", "2020-01-01", "Prime Minister", "former"),
        ("Kaja Kallas", "2025-03-01", "Prime Minister", "former"),
        ("Mark Rutte", "2025-03-01", "Prime Minister", "former"),
        ("Ronald Reagan", "1987-03-01", "President", "current"),
        ("Yasuhiro Nakasone", "1987-03-01", "Prime Minister", "current"),
        ("Suharto", "1987-03-01", "President", "current"),
        ("Golda Meir", "1970-03-01", "Prime Minister", "current"),
        # Second terms, behind a first one that an old source left open.
        ("Michelle Bachelet", "2012-05-01", "President", "former"),
        ("Michelle Bachelet", "2016-05-01", "President", "current"),
        ("Janez Janša", "2021-05-01", "Prime Minister", "current"),
        ("Micheál Martin", "2025-06-01", "Taoiseach", "current"),
        ("José Ramos-Horta", "2023-06-01", "President", "current"),
        ("Boyko Borisov", "2019-05-01", "Prime Minister", "current"),
        # Ends that an old source had not seen, and ends at one who stood in or had been given the title by mistake.
        ("José Luis Rodríguez Zapatero", "2013-05-01", "Prime Minister", "former"),
        ("Leonid Kuchma", "2004-05-01", "President", "current"),
        ("Traian Băsescu", "2010-05-01", "President", "current"),
        ("Thabo Mbeki", "2006-05-01", "President", "current"),
        ("Mikuláš Dzurinda", "2006-01-10", "Prime Minister", "current"),
        ("Dominique de Villepin", "2006-05-01", "Prime Minister", "current"),
    ],
)
def test_who_held_what_when(released: Registry, name: str, at: str, office: str, status: str) -> None:
    """Facts in which sources err, pinned."""
    found = next(person for person in released.persons if person.name == name and person.fame > 1)
    held = standing(found, day(at))
    assert held is not None
    assert (held.office.office, held.status) == (office, status)


@pytest.mark.parametrize(
    "name, at, status",
    [
        ("Ursula von der Leyen", "2015-06-01", "current"),
        ("Ursula von der Leyen", "2023-06-01", "former"),
        ("Josep Borrell", "2021-06-01", "former"),
        ("Federica Mogherini", "2016-06-01", "former"),
        ("Christine Lagarde", "2009-06-01", "current"),
        ("Christine Lagarde", "2015-06-01", "former"),
        ("Javier Solana", "2004-06-01", "former"),
        ("James Baker", "1987-06-01", "current"),
        ("Hakan Fidan", "2024-06-01", "current"),
        ("Sergey Lavrov", "2015-06-01", "current"),
    ],
)
def test_ministers_and_who_went_on_to_international_office(
    released: Registry, name: str, at: str, status: str
) -> None:
    """With their national office; once they have left it, it is a former one."""
    found = next(person for person in released.persons if person.name == name and person.fame > 0)
    held = standing(found, day(at))
    assert held is not None
    assert held.status == status


def test_the_released_registry_has_no_fault(released: Registry) -> None:
    """No impossible days, no two people on one id."""
    assert [finding for finding in check(released.persons) if finding.level == "fault"] == []


def test_the_g20_and_the_p5_have_a_head_all_years(released: Registry) -> None:
    """Somebody governs each of the great countries in the middle of every year from 2014 on."""
    countries = "AR AU BR CA CN DE FR GB ID IN IT JP KR MX RU SA TR US ZA".split()
    missing = []
    for year in range(2014, 2026):
        at = day(f"{year}-06-30")
        held = {
            found.office.country
            for person in released.persons
            if person.fame > 1 and (found := standing(person, at)) and found.status == "current"
        }
        missing += [f"{country} {year}" for country in countries if country not in held]
    assert missing == []


@pytest.mark.parametrize(
    "line, said",
    [
        ('{"name": "A B", "offices": []}', "offices"),
        (
            '{"name": "A B", "id": "P1", "offices": [{"country": "NO", "office": "King", "kind": "head"}]}',
            "id",
        ),
        (
            '{"name": "A B", "offices": [{"country": "Norway", "office": "King", "kind": "head"}]}',
            r"offices\[0\].country",
        ),
        (
            '{"name": "A B", "offices": [{"country": "NO", "office": "King", "kind": "boss"}]}',
            r"offices\[0\].kind",
        ),
        (
            '{"name": "A B", "offices": [{"country": "NO", "office": "King", "kind": "head", "start": "soon"}]}',
            r"offices\[0\].start",
        ),
        (
            '{"name": "A B", "offices": [{"country": "NO", "office": "King", "kind": "head", "start": "2015", "end": "2014"}]}',
            r"offices\[0\].end",
        ),
        ("{", "line 1"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    """File, line, field and reason."""
    own = tmp_path / "leaders.jsonl"
    own.write_text(line + "\n", "utf-8")
    with pytest.raises(SettingsError, match=said):
        registry.load(own)


def test_an_operators_entry_replaces_ours(tmp_path: Path, released: Registry) -> None:
    """The same id: the operator's line stands; another version says so."""
    own = tmp_path / "leaders.jsonl"
    person = Person("Vladimir Putin", (Office("RU", "Hermit", "head", "2000-01-01"),), "Q7747")
    own.write_bytes(msgspec.json.encode(person))
    loaded = registry.load(own)
    assert [found for found in loaded.persons if found.id == "Q7747"] == [person]
    assert loaded.version != released.version


def test_findings() -> None:
    """Faults and doubts of a bad registry are found."""
    term = Office("NO", "Prime Minister", "head", "2010-01-01", "2014-06-30")
    late = Office("NO", "Prime Minister", "head", "2012-01-01", "2016-01-01")
    later = Office("NO", "Prime Minister", "head", "2019-01-01")
    odd = Office("NO", "King", "head", "2010-01-01", "2009-01-01")
    persons = [
        Person("A", (term,), "Q1"),
        Person("B", (late,), "Q1"),
        Person("C", (odd,)),
        Person("A", (later,), "Q3"),
    ]
    assert [finding.kind for finding in check(persons)] == [
        "impossible days",
        "two people on one id",
        "gap",
        "namesakes",
        "overlap",
    ]


@pytest.mark.parametrize(
    "raw, name",
    [
        ("Swiss Confederation Viola Amherd", "Viola Amherd"),
        ("Charles Iii", "Charles III"),
        ("Prawit Wongsuwan, Gen.", "Prawit Wongsuwan"),
        ("MA Kai", "Ma Kai"),
        ("vacant", ""),
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


def test_roles() -> None:
    """What counts as one office."""
    assert role("Federal Chancellor") == role("Prime Minister") == "head of government"
    assert role("Deputy Prime Minister") != role("Prime Minister")
    assert role("Secretary of State") == role("Minister of External Affairs")


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
    with pytest.raises(SettingsError, match=r"held.tsv, line 2, (line|holders): "):
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
        ("US\tDonald Trump" + "\t" * 14, "line"),
    ],
)
def test_a_wrong_line_of_names_in_other_scripts_is_named(
    tmp_path: Path, released: Registry, line: str, said: str
) -> None:
    """File, line, field and reason."""
    table = tmp_path / "scripts.tsv"
    table.write_text(f"# remark\n{line}\n", "utf-8")
    with pytest.raises(SettingsError, match=f"scripts.tsv, line 2, {said}: "):
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
