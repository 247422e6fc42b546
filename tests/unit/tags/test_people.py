"""Whose name it is."""

import pytest

from worker.core.tags.tagger import Tagger

Names = list[tuple[str, str]]


def _leaders(tagger: Tagger, text: str, at: str | None = "2012-05-05") -> Names:
    tags = tagger.tag(None, text, "en", at, "published")
    return [(leader.name, leader.status) for leader in tags.leaders]


@pytest.mark.parametrize(
    "text, leaders",
    [
        ("Anna Berg spoke.", [("Anna Berg", "current")]),
        ("Anna M. Berg spoke.", [("Anna Berg", "current")]),
        ("Anna Bergspoke.", [("Anna Berg", "current")]),
        ("Anna Bergman spoke.", []),
        ("Berg slept.", []),
        ("In Norland, Berg slept.", [("Anna Berg", "current")]),
        ("In Norland, Prime Minister Berg slept.", [("Anna Berg", "current")]),
        ("In Norland, Otto Hall and Carl Berg slept.", []),
        ("Tourists in Norland saw Berg Tower.", []),
        ("The prime minister of Norland slept.", []),
        ("In Norland, Prime Minister Ana Bergh slept.", [("Anna Berg", "current")]),
    ],
)
def test_a_name_is_a_leader_or_not(small: Tagger, text: str, leaders: Names) -> None:
    """In full anywhere; a surname with its title or country; never a namesake, a tower or an office alone."""
    assert _leaders(small, text) == leaders


def test_the_day_decides_who_it_is(small: Tagger) -> None:
    """The same words name a former head two years on."""
    assert _leaders(small, "Anna Berg of Norland spoke.", "2016-01-01") == [("Anna Berg", "former")]
    assert _leaders(small, "Carl Dahl of Norland spoke.", "2012-01-01") == []


def test_the_pages_own_word_is_kept_and_does_not_decide(small: Tagger) -> None:
    """`former` in the text is evidence; the calendar has the say."""
    leader = small.tag(
        None, "Former Prime Minister Anna Berg spoke.", "en", "2012-05-05", "published"
    ).leaders[0]
    assert (leader.status, leader.wording) == ("current", "Former")


def test_one_entry_a_person_with_all_spans(small: Tagger) -> None:
    """A surname later in the article is the person named in full before."""
    text = "Anna Berg spoke. Later Berg left."
    leader = small.tag(None, text, "en", "2016-01-01", "published").leaders[0]
    assert [text[span.start : span.end] for span in leader.spans] == ["Anna Berg", "Berg"]


def test_a_leader_is_evidence_for_the_country(small: Tagger) -> None:
    """Named leaders count for their country, as leaders."""
    country = small.tag(None, "Anna Berg spoke.", "en", "2012-05-05", "published").countries[0]
    assert (country.code, country.evidence) == ("NO", {"leader": 1})


@pytest.mark.parametrize(
    "lang, text",
    [
        ("en", "The baker Macron sells bread on Sundays, too."),
        ("fr", "Le boulanger Macron ouvre aussi le dimanche."),
        ("de", "Der Bäcker Macron öffnet auch am Sonntag."),
        ("pl", "Piekarz Macron otwiera także w niedzielę."),
        ("ru", "Пекарь Макрон открывает и в воскресенье."),
    ],
)
def test_a_calling_makes_a_surname_anybodys(whole: Tagger, lang: str, text: str) -> None:
    """Nothing else tells that the baker is the president; where the page names him, he is."""
    assert whole.tag(None, text, lang, "2019-03-04", "published").leaders == ()
    assert whole.tag("Emmanuel Macron", text, lang, "2019-03-04", "published").leaders != ()
