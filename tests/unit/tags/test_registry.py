"""The registry: facts that must be right, and files that are wrong."""

import re
from pathlib import Path

import pytest

from worker.core.errors import SettingsError
from worker.core.tags.lexicon.calendar import day, standing
from worker.core.tags.lexicon.nouns import Office, Person, Registry
from worker.core.tags.tagger import Tagger
from worker.rules.registry import HERE, explained
from worker.rules.registry.check import Finding, check
from worker.rules.registry.coverage import OFFICES, coverage, since

MOST_UNKNOWN = 36_000  # days, of all countries together; it may only fall
LONG_UNKNOWN = {"BA", "DO", "EG", "KP", "LR", "LY", "NI", "SD", "SL", "SV", "TL"}


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
        ("Pierre Mendès France", "1954-09-01", "Prime Minister", "current"),
        ("Getúlio Vargas", "1952-05-01", "President", "current"),
        ("Miguel Alemán Valdés", "1950-05-01", "President", "current"),
        ("Jan Smuts", "1947-05-01", "Prime Minister", "current"),
        ("Mario Scelba", "1954-09-01", "Prime Minister", "current"),
        ("Celâl Bayar", "1955-05-01", "President", "current"),
        ("Yun Posun", "1961-02-01", "President", "current"),
        ("Sutan Sjahrir", "1946-09-01", "Prime Minister", "current"),
        ("Pedro Eugenio Aramburu", "1957-05-01", "President", "current"),
        ("Shigeru Yoshida", "1946-09-01", "Prime Minister", "current"),
        ("Abdulaziz of Saudi Arabia", "1950-05-01", "King", "current"),
        ("Joseph Stalin", "1950-05-01", "Prime Minister", "current"),
        ("Max Petitpierre", "1955-05-01", "President", "current"),
        ("Kurt Furgler", "1981-05-01", "President", "current"),
        ("Bülent Ecevit", "1977-07-01", "Prime Minister", "current"),
        ("Abdul Karim Qasim", "1960-05-01", "Prime Minister", "current"),
        ("Slobodan Milošević", "1995-05-01", "President", "current"),
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
        # An office of another kind taken on the day the old one ended; a president of a government heads that.
        ("Faure Gnassingbé", "2024-06-01", "President", "current"),
        ("Faure Gnassingbé", "2026-06-01", "President of the Council of Ministers", "current"),
        ("Pedro Sánchez", "2026-06-01", "President of the Government", "current"),
        # A day that a source writes a year early.
        ("David Kabua", "2023-06-01", "President", "current"),
        ("Hilda C. Heine", "2023-06-01", "President", "former"),
        ("Hilda C. Heine", "2024-06-01", "President", "current"),
        # Who stood in first, or only stood in.
        ("Vjosa Osmani", "2021-01-10", "Acting President", "current"),
        ("Vjosa Osmani", "2026-06-01", "President", "current"),
        ("Phumtham Wechayachai", "2025-09-01", "Acting Prime Minister", "current"),
        ("Muhammad Yunus", "2025-06-01", "Chief Adviser", "current"),
        ("Muhammad Yunus", "2026-06-01", "Chief Adviser", "former"),
        # A title that a source leaves out, or gives as a soldier's rank.
        ("Abdourahamane Tchiani", "2025-06-01", "President", "current"),
        ("Adylbek Kasymaliyev", "2025-06-01", "Prime Minister", "current"),
        ("Antoni Martí", "2015-06-01", "Head of Government", "current"),
        # What a source goes on listing.
        ("Mohammed al-Bashir", "2025-02-01", "Prime Minister", "current"),
        ("Mohammed al-Bashir", "2026-02-01", "Prime Minister", "former"),
        ("Iliana Yotova", "2025-06-01", "Vice President", "current"),
        ("Iliana Yotova", "2026-06-01", "President", "current"),
        ("Rumen Radev", "2026-06-01", "President", "former"),
        ("Laurent Saint-Cyr", "2025-11-01", "President of the Transitional Presidential Council", "current"),
        ("Shaya Mohsin al-Zindani", "2026-06-01", "Prime Minister", "current"),
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


def test_every_finding_in_the_released_registry_is_explained(released: Registry) -> None:
    """What `dateline registry check` finds was looked at by a person; no explanation outlives its finding."""
    findings, table = check(released.persons), explained.read()
    assert [finding for finding in findings if not explained.why(finding, table)] == []
    assert [line for line in table if not any(map(line.holds, findings))] == []


def test_an_explanation_holds_for_its_finding_alone() -> None:
    """Not for another pair of people in the same office, nor for a fault."""
    table = [explained.Explained("overlap", "NO president", "Ole and Eva", "stood in")]
    told = Finding("doubt", "overlap", "NO president", "Ole and Eva, 40 days")
    assert explained.why(told, table) == "stood in"
    assert explained.why(told._replace(text="Ole and Ida, 40 days"), table) is None
    assert explained.why(told._replace(level="fault"), table) is None


@pytest.mark.parametrize("line", ["overlap\tNO president\tOle and Eva", "overlap\tNO president\tOle\t "])
def test_a_wrong_line_of_explanations_is_named(tmp_path: Path, line: str) -> None:
    """File and line."""
    table = tmp_path / "explained.tsv"
    table.write_text(f"# remark\n{line}\n", "utf-8")
    with pytest.raises(SettingsError, match=r"explained\.tsv, line 2: not 4 cells"):
        explained.read(table)


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


def test_the_heads_of_the_great_countries_are_known_from_1945_on(released: Registry) -> None:
    """Without a gap, or from the first day of the state; Russia's from the end of the Soviet Union on."""
    founded = {
        "DE": "1949-09-15",
        "CN": "1949-10-01",
        "IN": "1947-08-15",
        "KR": "1948-07-24",
        "RU": "1991-07-10",
    }
    known = {row.country: row.either for row in since(released.persons)}
    countries = "AR AU BR CA CN DE FR GB ID IN IT JP KR MX RU SA TR US ZA CH".split()
    assert {code: known[code] for code in countries if known[code] > founded.get(code, "1945-09-02")} == {}


def test_since_when_heads_are_known() -> None:
    """From the first of the terms that follow one another up to the last, a handover of two months counting as none."""
    terms = [
        Office("NO", "Prime Minister", "head", "1950-01-01", "1953-01-01"),
        Office("NO", "Prime Minister", "head", "1960-01-01", "1964-01-01"),
        Office("NO", "Prime Minister", "head", "1964-02-10", "1999-01-01"),
        Office("NO", "King", "head", "1958-01-01"),
    ]
    row = next(row for row in since([Person("A B", tuple(terms))]) if row.country == "NO")
    assert (row.either, row.state, row.government) == ("1958-01-01", "1958-01-01", "1960-01-01")
    assert row.unknown == (1958 - 1953) * 372
    assert next(row for row in since([]) if row.country == "SE").either == ""


def test_hardly_a_day_is_without_a_known_head(released: Registry) -> None:
    """From the first head that is known on: of the years that led to more, somebody else's title is to blame, or a war."""
    days = {row.country: row.unknown for row in since(released.persons) if row.unknown}
    assert sum(days.values()) <= MOST_UNKNOWN
    assert {code for code, number in days.items() if number > 372} <= LONG_UNKNOWN


@pytest.mark.parametrize(
    "year, fewest",
    [
        (2000, (191, 83, 65, 46, 63)),
        (2005, (193, 154, 119, 110, 161)),
        (2010, (195, 157, 128, 120, 167)),
        (2015, (196, 114, 79, 68, 89)),
        (2020, (196, 122, 85, 73, 94)),
        (2025, (196, 121, 60, 36, 51)),
        (2026, (196, 117, 56, 34, 50)),
    ],
)
def test_so_many_countries_have_a_known_holder(
    released: Registry, year: int, fewest: tuple[int, ...]
) -> None:
    """A head, a minister of foreign affairs, defence, interior, finance; of 197. It may only rise."""
    (found,) = coverage(released.persons, [year])
    known = {office: len(found.held[office]) for office in OFFICES}
    assert {
        office: known[office] for office, least in zip(OFFICES, fewest, strict=True) if known[office] < least
    } == {}


def test_the_readme_says_how_much_is_known(released: Registry) -> None:
    """Its table is what `dateline registry check --coverage` prints of those years."""
    told = re.findall(r"^\| (\d{4}) \| (.*) \|$", (HERE / "README.md").read_text("utf-8"), re.MULTILINE)
    years = coverage(released.persons, [int(year) for year, _ in told])
    counted = [(str(one.year), " | ".join(str(len(one.held[office])) for office in OFFICES)) for one in years]
    assert told == counted
    assert len(told) > len(OFFICES)


def test_two_names_for_one_dictator(whole: Tagger) -> None:
    """By what the press called them: the surname behind a title, other spellings of the whole name."""
    for text, at, name in (
        ("President Mobutu met the farmers in Kinshasa.", "1985-05-01", "Mobutu Sese Seko"),
        ("Abdel Karim Kassem spoke in Baghdad.", "1960-05-01", "Abdul Karim Qasim"),
        ("Slobodan Milosevic spoke in Belgrade.", "1993-05-01", "Slobodan Milošević"),
    ):
        assert [leader.name for leader in whole.tag(None, text, "en", at, "published").leaders] == [name], (
            text
        )


def test_what_stands_over_the_sources_says_who_else_tells_it(released: Registry) -> None:
    """Each office of ours alone carries a doubt: two sources agree, or the entry says so."""
    ours = [one for person in released.persons for one in person.offices if "known" in one.sources]
    alone = [one for one in ours if one.sources == ("known",)]
    assert len(ours) - len(alone) > 300
    assert [one for one in alone if not one.doubt] == []


@pytest.mark.parametrize("name", ["Giorgia Meloni", "Luc Frieden", "Irfaan Ali", "José Mário Vaz"])
def test_a_ministry_that_no_source_closed_is_not_held_for_years(released: Registry, name: str) -> None:
    """What was last seen in 2011 is nobody's in 2013, though its holder came to head the country years later."""
    found = next(person for person in released.persons if person.name == name)
    held = standing(found, day("2013-11-01"))
    assert held is not None
    assert held.status in ("former", "unknown")
