"""The registry: which terms are one person's, and when they end."""

from pathlib import Path

import pytest

from worker.core.errors import SettingsError
from worker.core.tags.lexicon.calendar import day, standing
from worker.core.tags.lexicon.nouns import Registry
from worker.core.tags.tagger import Tagger
from worker.rules.registry import HERE, held, identity, known, spelled
from worker.rules.registry.names import differ, name_key
from worker.rules.registry.sources import Term


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


def test_one_office_at_one_time_under_names_spelled_alike_is_one_persons() -> None:
    """Told by two sources: yes; by one, after one another, of one family, or by a name less alike: no."""
    minister = {"kind": "minister", "office": "Minister of Defence"}
    own = {"source": "wikidata-2022", "qid": "Q1"} | minister
    one = _term("Olav Dahlberg", "2003-02-10", "2007-02-01", **own)
    assert len(_persons(one, _term("Olaf Dahlbergh", "2005-12-01", None, **minister))) == 1
    assert len(_persons(one, _term("Olaf Dahlbergh", "2007-02-01", None, **minister))) == 2
    assert len(_persons(one, _term("Eva Dahl", "2005-12-01", None, **minister))) == 2
    listed = _term("Olav Dahlberg", "2003-02-10", "2007-02-01", **minister)
    assert len(_persons(listed, _term("Olaf Dahlbergh", "2005-12-01", None, **minister))) == 2
    emirs = {"country": "KW"}
    assert (
        len(
            _persons(
                _term("Hamad bin Ahmad Al Dahl", "2003", "2007", **own | emirs),
                _term("Jaber bin Ahmad Al Dahl", "2003", "2007", **minister | emirs),
            )
        )
        == 2
    )


def test_one_person_whom_we_know_under_several_names() -> None:
    """Spellings that no rule joins, and terms of one name that lie far apart."""
    reign, second = _term("Ole V", "1951", "1955"), _term("King Olav", "1990", "1995")
    keys = [tuple(("NO", name_key(name)) for name in ("Ole V", "King Olav"))]
    assert [len(group) for group in identity.persons([reign, second])] == [1, 1]
    assert [len(group) for group in identity.persons([reign, second], keys)] == [2]


@pytest.mark.parametrize(
    "line, said", [("NO\tOle|", "names"), ("Norway\tOle|Olav", "country"), ("NO", "names")]
)
def test_a_wrong_line_of_spellings_is_named(tmp_path: Path, line: str, said: str) -> None:
    """File, line, field and reason."""
    table = tmp_path / "spelled.tsv"
    table.write_text(f"# remark\n{line}\n", "utf-8")
    with pytest.raises(SettingsError, match=f"spelled.tsv, line 2, {said}: "):
        list(spelled.read(table))


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
        ("Sergei Ivanov", "RU", "Sergey Ivanov"),
        ("Roman Golovchenko", "BY", "Raman Halowchenka"),
        ("Thaksin Shinawatra", "TH", "Thaksin Chinnawat"),
        ("Abdourahamane Tchiani", "NE", "Abdourahame Tiani"),
        ("Abdourahamane Tchiani", "NE", "Abdourahame Tchiani"),
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


TWO = (
    ("GR", "Andreas Papandreou", "Giorgos Papandreou"),
    ("QA", "Khalifa bin Hamad Al Thani", "Hamad bin Khalifa Al Thani"),
    ("PK", "Ghulam Ishaq Khan", "Ghulam Sarwar Khan"),
    ("VN", "Le Duc Anh", "Le Hong Anh"),
    ("KW", "Muhammad Sabah Al-Salem Al-Sabah", "Mohammad Al Khalid Al Sabah"),
    ("GN", "Bah Oury", "Amadou Lamarana Bah"),
    ("MT", "Karmenu Mifsud Bonnici", "Carmelo Mifsud Bonnici"),
    ("NG", "Mohammed Badaru Abubakar", "Abubakar Sadiq Mohammed"),
    ("PF", "Edouard Fritch", "Moetai Brotherson"),
)


@pytest.mark.parametrize("country, one, other", TWO)
def test_two_leaders_with_names_in_common_are_two_entries(
    released: Registry, country: str, one: str, other: str
) -> None:
    """Each stands for itself, and neither under the other's names."""
    found = [
        [
            person
            for person in released.persons
            if person.offices[0].country == country and name in (person.name, *person.names)
        ]
        for name in (one, other)
    ]
    assert [len(bearers) for bearers in found] == [1, 1]
    assert found[0] != found[1]


@pytest.mark.parametrize(
    "country, name",
    [
        ("PK", "Chaudhry Shahbaz Hussain"),
        ("SA", "Turki Al Faysal Bin Abd Al Aziz Al Saud"),
        ("GE", "David Sikharulidze"),
        ("PE", "Alejandro Tudela Chopitea"),
    ],
)
def test_another_persons_name_is_no_alias(released: Registry, country: str, name: str) -> None:
    """One source has among a person's other names those of somebody else."""
    assert not [
        person for person in released.persons if person.offices[0].country == country and name in person.names
    ]


def test_no_name_begins_with_a_title_of_an_office(released: Registry) -> None:
    """`prime minister Andrey Kobyakov` is an office and a name."""
    titles = ("prime minister ", "minister ", "president ", "gnu ", "interim ", "french polynesia ")
    assert not [
        name
        for person in released.persons
        for name in (person.name, *person.names)
        if name.lower().startswith(titles)
    ]


def test_names_that_differ() -> None:
    """Each has a word of its own; spellings, a name left out and titles make no difference."""
    assert differ("Ghulam Ishaq Khan", "Ghulam Sarwar Khan")
    assert not differ("Andreas Papandreou", "Georgios Andreas Papandreou")
    assert not differ("Yeoryios Papandreou", "Georgios Papandreou")
    assert not differ("Sheikh Hasina Wajed", "Hasina Wazed")


def test_an_id_looked_up_by_name_is_not_given_to_a_bearer_of_another_name() -> None:
    """The id's bearer held no such office at that time, and each name has a word of its own."""
    own = {"source": "wikidata-2022", "qid": "Q1", "kind": "minister", "office": "Minister of Defence"}
    bearer = _term("Ole Berg Dahl", "2003-01-05", "2007-02-01", **own)
    assert len(_persons(bearer, _term("Ole Lund Dahl", "1990-01-01", "1995-01-01", qid="Q1"))) == 2
    assert len(_persons(bearer, _term("Ole Dahl", "1990-01-01", "1995-01-01", qid="Q1"))) == 1
    same = {"qid": "Q1", "kind": "minister", "office": "Minister of Defence"}
    assert len(_persons(bearer, _term("Oliver Lund Dahl", "2004-01-01", "2006-01-01", **same))) == 1


def test_a_father_within_the_name_of_his_son_is_not_his_son() -> None:
    """Where the longer name is somebody's whose usual name differs."""
    father = _term("Andreas Berg", "1981-10-21", "1989-07-02")
    whole = _term("Georgios Andreas Berg", "1999-10-01", None)
    son = _term("Giorgos Berg", "1999-10-06", "2011-11-11", source="wikidata-2022", qid="Q1")
    spelled_as = [(("NO", name_key(son.name)), ("NO", name_key(whole.name)))]
    groups = identity.persons([father, whole, son], spelled_as)
    assert sorted(len(group) for group in groups) == [1, 2]


BREAK = 60  # days for which a head may have been out of office, between two elections say
PARTY = "First Secretary of the Communist Party"  # of Cuba: without the presidency we don't count it


def test_what_stands_over_the_sources_shortens_no_heads_time(released: Registry) -> None:
    """Whoever `held.tsv` has as head is one on those days too where `known.tsv` has a line of the person."""
    ours = {
        (entry.offices[0].country, name_key(name))
        for entry in known.read(HERE / "known.tsv")
        for name in (entry.name, *entry.names)
    }
    terms = [
        term
        for term in held.read(HERE / "held.tsv")
        if term.kind == "head" and term.end and (term.country, name_key(term.name)) in ours
    ]
    assert len(terms) > 100
    assert not [
        (term.country, term.name, term.office, term.start)
        for term in terms
        if term.office != PARTY and _days_lost(released, term) > BREAK
    ]


def _days_lost(released: Registry, term: Term) -> int:
    """The days of a term on which the registry doesn't know its holder as a head."""
    spans = sorted(
        (day(office.start) or 0, day(office.end, last=True) or 10**6)
        for person in released.persons
        if term.country == person.offices[0].country
        and name_key(term.name) in {name_key(name) for name in (person.name, *person.names)}
        for office in person.offices
        if office.kind == "head"
    )
    reached, end, lost = day(term.start) or 0, day(term.end, last=True) or 0, 0
    for first, last in spans:
        lost += max(0, min(first, end) - reached)
        reached = max(reached, min(last, end))
    return lost + max(0, end - reached)


@pytest.mark.parametrize(
    "text, at, name, status",
    [
        ("Fidel Castro spoke in Havana.", "1962-10-25", "Fidel Castro", "current"),
        ("Raúl Castro spoke in Havana.", "2007-03-01", "Raúl Castro", "current"),
        ("Andreas Papandreou spoke in Athens.", "1985-05-01", "Andreas Papandreou", "current"),
        ("President Ghulam Ishaq Khan spoke in Islamabad.", "1990-08-07", "Ghulam Ishaq Khan", "current"),
        ("Muammar Qaddafi spoke in Tripoli.", "1990-05-01", "Muammar Gaddafi", "current"),
        ("King Saud received the envoys in Riyadh.", "1962-05-01", "Saud bin Abdulaziz", "current"),
        ("President Somoza spoke in Managua.", "1975-05-01", "Anastasio Somoza Debayle", "current"),
        ("Boun Oum spoke in Vientiane.", "1961-05-01", "Boun Oum", "current"),
        ("Malam Bacai Sanhá spoke in Bissau.", "2010-05-01", "Malam Bacai Sanhá", "current"),
        ("João Bernardo Vieira was mourned in Bissau.", "2010-05-01", "João Bernardo Vieira", "former"),
        ("Arsen Avakov spoke in Kyiv.", "2015-05-01", "Arsen Avakov", "current"),
        ("President Farmajo spoke in Mogadishu.", "2019-05-01", "Mohamed Abdullahi Farmajo", "current"),
        ("Bah Oury spoke in Conakry.", "2024-06-01", "Amadou Oury Bah", "current"),
        (
            "Salman bin Hamad Al Khalifa spoke in Manama.",
            "2024-06-01",
            "Salman bin Hamad bin Isa Al Khalifa",
            "current",
        ),
        ("Nick Clegg spoke in London.", "2013-05-01", "Nick Clegg", "current"),
    ],
)
def test_heads_are_found_on_their_days(whole: Tagger, text: str, at: str, name: str, status: str) -> None:
    """Each is one entry, known as the office's holder on the day."""
    found = whole.tag(None, text, "en", at, "published").leaders
    assert [(leader.name, leader.status) for leader in found] == [(name, status)]
