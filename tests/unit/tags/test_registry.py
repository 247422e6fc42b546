"""The registry: facts that must be right, files that are wrong, and how sources become persons."""

from pathlib import Path

import msgspec
import pytest

from worker.core.errors import SettingsError
from worker.core.tags.calendar import day, standing
from worker.core.tags.nouns import Office, Person, Registry
from worker.core.tags.tagger import Tagger
from worker.rules import gazetteer, registry
from worker.rules.registry import described, held, identity, scripts, serbian, wikidata
from worker.rules.registry.build import build
from worker.rules.registry.check import check
from worker.rules.registry.coverage import since
from worker.rules.registry.iberian import first_surname, without_second_surname
from worker.rules.registry.offices import role
from worker.rules.registry.sources import Term, name_key, tidy


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
    assert next(row for row in since([]) if row.country == "SE").either == ""


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
        (
            '{"name": "A B", "offices": [{"country": "ZZ", "office": "King", "kind": "head"}]}',
            r"offices\[0\].country: 'ZZ' is no country's code",
        ),
        (
            '{"name": "A B", "offices": [{"country": "NO", "office": "King", "kind": "head", "start": "2024-02-30"}]}',
            r"offices\[0\].start: '2024-02-30' is no day of the calendar",
        ),
        (
            '{"name": "A B", "offices": [{"country": "NO", "office": "King", "kind": "head", "start": "2024-13"}]}',
            r"offices\[0\].start: '2024-13'",
        ),
        (
            '{"name": "A B", "offices": [{"country": "NO", "office": "King", "kind": "head", "start": "2024", "seen": "2023"}]}',
            r"offices\[0\].seen: 2023 lies before the start",
        ),
        (
            '{"name": "A B", "nick": "C", "offices": [{"country": "NO", "office": "King", "kind": "head"}]}',
            "line 1, nick: no such field",
        ),
        (
            '{"name": "A B", "offices": [{"country": "NO", "office": "King", "kind": "head", "until": "2014"}]}',
            r"line 1, offices\[0\].until: no such field",
        ),
        (
            '{"name": "A B", "offices": [{"country": "NO", "office": "King", "kind": "head"}], "checked": "lately"}',
            "checked: 'lately' is no day",
        ),
        (
            '{"name": "A B", "offices": [{"country": "NO", "kind": "head"}]}',
            r"line 1, offices\[0\]: .*office",
        ),
        ('{"name": 5, "offices": []}', "line 1, name: Expected `str`"),
        ("{", "line 1, line: "),
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
        "one person in two",
        "overlap",
    ]


def _found(*persons: Person) -> list[tuple[str, str]]:
    return [(finding.level, finding.kind) for finding in check(persons)]


def test_two_people_in_one_entry_are_found() -> None:
    """More years in office than a life has; two heads whose names differ in an initial; a king with a later ministry."""
    first = Office("NO", "President", "head", "1971-01-01", "1975-01-01")
    second = Office("NO", "President", "head", "1990-01-01", "1994-01-01")
    minister = Office("NO", "Minister of Fish", "minister", "1995-01-01", "1996-01-01")
    king = Office("NO", "King", "head", "1950-01-01", "1980-01-01")
    old = Office("NO", "Minister of War", "minister", "1910-01-01", "1911-01-01")
    assert ("fault", "two people in one") in _found(Person("Ole Dahl", (old, minister)))
    assert ("fault", "two people in one") in _found(
        Person("Ole B. Dahl", (first, second), names=("Ole C. B. Dahl",))
    )
    assert ("doubt", "two people in one") in _found(
        Person("Ole B. Dahl", (first,), names=("Ole C. B. Dahl",))
    )
    assert ("doubt", "two people in one") in _found(Person("Olav V", (king, minister)))
    assert _found(Person("Ole B. Dahl", (first, minister), names=("Ole Dahl", "Ole O'Dahl"))) == []


def test_one_person_in_two_entries_is_found() -> None:
    """The same name and office under two ids, within some years; a grandchild is another."""
    first = Office("NO", "President", "head", "1971-01-01", "1975-01-01")
    second = Office("NO", "President", "head", "1980-01-01", "1984-01-01")
    third = Office("NO", "President", "head", "2014-01-01", "2018-01-01")
    one, two = Person("Ole Dahl", (first,), "Q1"), Person("Ole Dahl", (second,), "Q2", ("Ole Eriksen Dahl",))
    assert ("doubt", "one person in two") in _found(one, two)
    assert ("doubt", "one person in two") not in _found(one, Person("Ole Dahl", (third,), "Q2"))


def _term(name: str, start: str, end: str | None, **more: object) -> Term:
    values: dict[str, object] = {
        "source": "countryinfo-2012", "country": "NO", "kind": "head", "office": "President", "aliases": (),
        "surname": None, "qid": None, "seen": "2012-01", "exact": True,
    }  # fmt: skip
    return Term(name=name, start=start, end=end, **(values | more))  # type: ignore[arg-type]


def _persons(*terms: Term) -> list[set[str]]:
    return [{term.start or "" for term in group} for group in identity.persons(list(terms))]


def test_terms_of_one_person_come_together() -> None:
    """One id of Wikidata's under two spellings; one name in two sources; a name inside another; one surname, office and day."""
    assert (
        len(_persons(_term("Ole Dahl", "1971", None, qid="Q1"), _term("Olav Dahl", "1999", None, qid="Q1")))
        == 1
    )
    assert (
        len(_persons(_term("Ole Dahl", "1971-01-01", "1975-01-01"), _term("Dahl, Ole", "1980", "1981"))) == 1
    )
    assert len(_persons(_term("Ole Dahl", "1971", "1975"), _term("Ole Eriksen Dahl", "1980", "1981"))) == 1
    assert (
        len(_persons(_term("Ole Dahl", "1971-01-01", "1975"), _term("Olav Dahl", "1971-01-01", "1975"))) == 1
    )


def test_terms_of_two_people_stay_apart() -> None:
    """Two ids of Wikidata's; initials that differ in one list; an id looked up for somebody who was head at another time; the day of a first look."""
    own = {"source": "wikidata-2022"}
    assert (
        len(
            _persons(
                _term("Ole Dahl", "2003", None, qid="Q1", **own),
                _term("Ole Dahl", "2009", None, qid="Q2", **own),
            )
        )
        == 2
    )
    assert len(_persons(_term("Ole Dahl", "1971", "1975"), _term("Ole B. Dahl", "1980", "1984"))) == 2
    son = _term("Ole B. Dahl", "1990-01-01", "1994-01-01", qid="Q1", **own)
    listed = _term("Ole B. Dahl", "1990-01-01", "1994-01-01", qid="Q1")
    father = _term("Ole Dahl", "1971-01-01", "1975-01-01", qid="Q1")
    assert _persons(father, listed, son) == [{"1971-01-01"}, {"1990-01-01"}]
    first_look = {"kind": "minister", "office": "Minister of Fish"}
    assert (
        len(
            _persons(
                _term("Ole Dahl", "2003-01-01", None, **first_look),
                _term("Eva Dahl", "2003-01-01", None, **first_look),
            )
        )
        == 2
    )


@pytest.mark.parametrize(
    "name, country, id_, heads",
    [
        ("George H. W. Bush", "US", "Q23505", 2),
        ("George W. Bush", "US", "Q207", 1),
        ("Juan Carlos I", "ES", "Q19943", 1),
        ("Idriss Déby", "TD", "Q57350", 1),
        ("Kostas Karamanlis", "GR", "Q188978", 1),
        ("Sabah Al-Ahmad Al-Jaber Al-Sabah", "KW", "Q57555", 4),
    ],
)
def test_namesakes_are_two_persons(released: Registry, name: str, country: str, id_: str, heads: int) -> None:
    """Father and son, a king and a minister, cousins: each with the own id and offices alone."""
    found = next(person for person in released.persons if person.name == name and person.id == id_)
    offices = [office for office in found.offices if office.kind == "head"]
    assert ({office.country for office in offices}, len(offices)) == ({country}, heads)


@pytest.mark.parametrize(
    "name, country, also",
    [
        ("Bola Tinubu", "NG", "Bola Tinbu"),
        ("Dina Boluarte", "PE", "Dina Ercilia Boluarte Zegarra"),
        ("Mir-Hossein Mousavi", "IR", "Mir Hossein Moussavi"),
    ],
)
def test_spellings_of_one_head_are_one_person(released: Registry, name: str, country: str, also: str) -> None:
    """What sources spell otherwise is another name of one entry, not another head of the same day."""
    bearers = [
        person
        for person in released.persons
        if person.offices[0].country == country and also in (person.name, *person.names)
    ]
    assert [person.name for person in bearers] == [name]


@pytest.mark.parametrize("at, name", [("1990-05-01", "George H. W. Bush"), ("2005-05-01", "George W. Bush")])
def test_the_date_tells_which_president_bush_is_meant(whole: Tagger, at: str, name: str) -> None:
    """By full name without initials, in another script, and by surname behind the title."""
    for text, lang in (
        ("George Bush spoke to the farmers.", "en"),
        ("President Bush spoke to the farmers in Washington.", "en"),
        ("Джордж Буш выступил перед фермерами.", "ru"),
    ):
        assert [leader.name for leader in whole.tag(None, text, lang, at, "published").leaders] == [name], (
            text
        )


@pytest.mark.parametrize(
    "name, at, status",
    [
        ("Massimo D'Alema", "1999-05-01", "current"),  # one source tells his second cabinet alone
        ("Nayib Bukele", "2024-02-01", "current"),  # somebody stood in for half a year
        ("Nayib Bukele", "2025-06-01", "current"),
        ("Bhumibol Adulyadej", "2010-05-01", "current"),  # spelled otherwise in one source
        ("Bhumibol Adulyadej", "2017-05-01", "former"),
        ("João Figueiredo", "1984-05-01", "current"),
        ("Wolfgang Schüssel", "2006-05-01", "current"),
        ("Helmut Schmidt", "1980-05-01", "current"),  # not ended by East Germany's
        ("José María Aznar", "2002-05-01", "current"),  # nor by Aragon's
        ("Helen Clark", "2006-05-01", "current"),  # nor by the Cook Islands'
        ("Giorgos Papandreou", "2011-05-01", "current"),
        ("Fahd bin Abdulaziz", "2000-05-01", "current"),
        ("Hồ Chí Minh", "1968-05-01", "current"),
        ("Robert Golob", "2024-05-01", "current"),
        ("Sadyr Japarov", "2025-05-01", "current"),
        ("Hamad bin Isa Al Khalifa", "2024-05-01", "current"),
        ("Vajiralongkorn", "2024-05-01", "current"),
        ("Norodom Sihanouk", "2000-05-01", "current"),
        ("Ranil Wickremesinghe", "2018-06-01", "current"),
    ],
)
def test_a_term_that_a_source_closes_is_not_cut_short(
    released: Registry, name: str, at: str, status: str
) -> None:
    """Neither by one who stood in, nor by another office's holder, nor by the day on which a source looked first."""
    found = next(person for person in released.persons if person.name == name and person.fame > 1)
    held_then = standing(found, day(at))
    assert held_then is not None
    assert held_then.status == status


def test_every_person_has_the_day_of_the_last_look(released: Registry) -> None:
    """And no open term is without one: long after it the status is unknown, not current."""
    assert [person.name for person in released.persons if not person.checked] == []
    far = day("2099-01-01")
    current = [
        person.name
        for person in released.persons
        if (held := standing(person, far)) and held.status == "current"
    ]
    assert current == []


def test_a_given_name_alone_is_no_king(whole: Tagger) -> None:
    """A monarch whom a source calls by one name is found by it behind the title only."""
    assert (
        whole.tag(None, "Henri et Guillaume jouaient aux cartes.", "fr", "2026-01-10", "published").leaders
        == ()
    )


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
        ("voted.tsv", "XX\t90\twhy", "country"),
        ("voted.tsv", "MX\tninety\twhy", "days"),
        ("voted.tsv", "MX\t90", "line"),
        ("portfolios.tsv", "health\tmedic|\twhy", "words"),
    ],
)
def test_a_wrong_line_on_offices_is_named(tmp_path: Path, table: str, line: str, said: str) -> None:
    """File, line, field and reason."""
    for name in ("voted.tsv", "portfolios.tsv"):
        (tmp_path / name).write_text("", "utf-8")
    (tmp_path / table).write_text(f"# remark\n{line}\n", "utf-8")
    with pytest.raises(SettingsError, match=rf"{table}, line 2, {said}: "):
        described.over([], tmp_path)


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
