"""Of two who held a post one after the other, the day on which they changed is the successor's."""

import pytest

from worker.core.tags.lexicon.calendar import day, standing
from worker.core.tags.lexicon.nouns import Office, Person, Registry
from worker.core.tags.tagger import Tagger
from worker.rules.registry.handovers import marked


def head(office: str, start: str, end: str | None = None, country: str = "NO") -> Office:
    """A term of a head."""
    return Office(country, office, "head", start, end)


def statuses(persons: list[Person], at: str) -> list[str | None]:
    """What each is on a day."""
    found = [standing(person, day(at)) for person in persons]
    return [one.status if one else None for one in found]


def test_on_the_day_of_a_handover_one_alone_is_in_office() -> None:
    """A premier follows a prime minister: one post under two names."""
    changed = marked(
        [
            Person("Anna Berg", (head("Prime Minister", "2010-01-01", "2014-06-30"),)),
            Person("Carl Dahl", (head("Premier", "2014-06-30"),)),
        ]
    )
    assert [office.handed_over for person in changed for office in person.offices] == [True, False]
    assert statuses(changed, "2014-06-29") == ["current", "designate"]
    assert statuses(changed, "2014-06-30") == ["former", "current"]


def test_a_last_day_without_a_successor_is_whole() -> None:
    """Another post, another country, another day, or the same person again end nobody's day."""
    terms = (head("Prime Minister", "2010-01-01", "2014-06-30"), head("Prime Minister", "2014-06-30"))
    others = [
        Person("Carl Dahl", (head("President", "2014-06-30"),)),
        Person("Eva Holm", (head("Prime Minister", "2014-06-30", country="SE"),)),
        Person("Ole Vik", (head("Prime Minister", "2014-07-01"),)),
    ]
    assert not any(
        office.handed_over for person in marked([Person("Anna Berg", terms)]) for office in person.offices
    )
    assert not any(
        office.handed_over
        for person in marked([Person("Anna Berg", terms[:1]), *others])
        for office in person.offices
    )


@pytest.mark.parametrize(
    "at, text, told",
    [
        ("2021-01-20", "Joe Biden took the oath; Donald Trump had left Washington.", {"Joe Biden": "current", "Donald Trump": "former"}),
        ("2021-01-19", "Joe Biden and Donald Trump stayed in Washington.", {"Joe Biden": "designate", "Donald Trump": "current"}),
        ("2024-07-05", "Keir Starmer and Rishi Sunak both went to the palace.", {"Keir Starmer": "current", "Rishi Sunak": "former"}),
    ],
)  # fmt: skip
def test_who_is_in_office_on_the_day(whole: Tagger, at: str, text: str, told: dict[str, str]) -> None:
    """The days on which well-known heads changed."""
    tags = whole.tag(None, text, "en", at, "published")
    assert {leader.name: leader.status for leader in tags.leaders} == told


def test_what_only_we_tell_of_late_days_is_doubted(released: Registry) -> None:
    """A term that begins after every list of all countries was made, and that no source tells of, says so."""
    late = [
        office
        for person in released.persons
        for office in person.offices
        if office.sources == ("held",) and (office.start or "") > "2026-01-22"
    ]
    assert late
    assert {office.doubt for office in late} == {"single, and later than any other source looked"}
