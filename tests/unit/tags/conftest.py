"""A small world: enough places and leaders to see each rule work, and nothing else; and the world of this release."""

import pytest

from tests.support import released as data
from worker.core.tags.lexicon.nouns import Entry, Gazetteer, Office, Person, Registry, Suffixes
from worker.core.tags.tagger import Tagger


def entry(form: str, code: str | None, kind: str = "name", **more: object) -> Entry:
    """A place with usual values."""
    weight = {"block": 5000, "name": 4000, "demonym": 3000}.get(kind, 1000)
    values: dict[str, object] = {"langs": ("en",), "rule": f"{kind}:en", "weight": weight} | more
    return Entry(form, code, kind, **values)  # type: ignore[arg-type]


def head(country: str, office: str, start: str | None, end: str | None = None) -> Office:
    """A term of a head."""
    return Office(country, office, "head", start, end)


PLACES = (
    entry("Norland", "NO"),
    entry("New Norland", "NZ", "region"),
    entry("Norland Sea", None, "block", lower=True),
    entry("Norse", "NO", "demonym", stem=True),
    entry("Chad", "TD", person=True),
    entry("Springfield", "US", "city", weight=10),
    entry("Springfield", "CA", "city", weight=5),
    entry("Ottawa", "CA", "city"),
    entry("US", "US", exact=True),
    entry("turkey", "TR"),
)
PERSONS = (
    Person(
        "Anna Berg",
        (head("NO", "Prime Minister", "2010-01-01", "2014-06-30"),),
        "Q1",
        ("Anna M. Berg",),
        ("Berg",),
        3,
    ),
    Person("Carl Dahl", (head("NO", "Prime Minister", "2014-07-01"),), "Q2", (), ("Dahl",), 2),
    Person(
        "Otto Berg",
        (Office("CA", "Minister of Fish", "minister", "2012-01-01", "2013-01-01"),),
        None,
        (),
        ("Berg",),
        0,
    ),
)
ENDINGS = {"en": Suffixes("s", "s", ()), "en:person": Suffixes("ski", "ski", ())}
WORDS = {
    "place:*": frozenset(("in",)),
    "institution:*": frozenset(("airport",)),
    "speech:en": frozenset(("learn",)),
    "before a language:en": frozenset(("in",)),
    "joint:en": frozenset(("and", "learn")),
    "street:en": frozenset(("avenue",)),
    "of:*": frozenset(("de",)),
    "monument:*": frozenset(("tower",)),
}
TITLES = {"en:head": ("prime minister", "president"), "en:minister": ("minister",), "en:former": ("former",)}


@pytest.fixture(scope="session")
def small() -> Tagger:
    """A tagger of the small world."""
    places = Gazetteer(
        PLACES,
        ENDINGS,
        (),
        TITLES,
        food={"en": ("salad", "soup", "bread")},
        things={"en": ("hound",)},
        given={},
        words=WORDS,
        version="test",
    )
    return Tagger(places, Registry(PERSONS, "test"))


@pytest.fixture(scope="session")
def released() -> Registry:
    """The registry of this release."""
    return data.leaders()


@pytest.fixture(scope="session")
def whole() -> Tagger:
    """The tagger with the data of this release."""
    return data.tagger()
