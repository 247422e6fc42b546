"""Which forms are countries, and which only look so."""

import pytest

from worker.core.tags.tagger import Tagger


def _codes(tagger: Tagger, text: str, lang: str | None = "en") -> set[str]:
    return {country.code for country in tagger.tag(None, text, lang, "2015-01-01", "published").countries}


@pytest.mark.parametrize(
    "text, codes",
    [
        ("Norland voted.", {"NO"}),
        ("New Norland voted.", {"NZ"}),
        ("Ships crossed the Norland Sea.", set()),
        ("The Norses voted.", {"NO"}),
        ("norland is no name.", set()),
        ("Norlandia is another word.", set()),
        ("Give us time, US ships left.", {"US"}),
        ("GIVE US TIME SAID THE CROWD", set()),
        ("Chad Smith sang.", set()),
        ("Refugees in Chad waited.", {"TD"}),
        ("Carl Norland sang.", set()),
        ("Shops in Springfield closed.", {"US"}),
        ("Ottawa and Springfield closed shops.", {"CA"}),
        ("It was Carl. Norland voted.", {"NO"}),
        ("They read it in Norse.", set()),
        ("They met in Norse waters.", {"NO"}),
        ("A Norse salad, soup and bread were served.", set()),
    ],
)
def test_a_form_is_a_country_or_not(small: Tagger, text: str, codes: set[str]) -> None:
    """Longest form, case, endings, persons, shared names by context, languages and dishes."""
    assert _codes(small, text) == codes


def test_a_language_without_a_table_is_partial(small: Tagger) -> None:
    """What can't be mistaken is read in any language, and the tags say that it was only a part."""
    tags = small.tag(None, "Norland! Norse!", "sw", None, "none")
    assert ({country.code for country in tags.countries}, tags.evaluated["countries"]) == ({"NO"}, "partial")


def test_a_title_can_carry_a_tag_and_no_form_reaches_over_it(small: Tagger) -> None:
    """Spans say which field they lie in; the title's last word and the text's first make no form together."""
    tags = small.tag("New", "Norland voted.", "en", None, "none")
    assert [country.code for country in tags.countries] == ["NO"]
    titled = small.tag("Norland", "It voted.", "en", None, "none")
    assert titled.countries[0].spans[0].field == "title"


def test_evidence_is_counted_by_kind(small: Tagger) -> None:
    """Name and demonym are told apart, spans lie where they say."""
    text = "Norland and the Norse of Norland."
    country = small.tag(None, text, "en", None, "none").countries[0]
    assert country.evidence == {"demonym": 1, "name": 2}
    assert [text[span.start : span.end] for span in country.spans] == ["Norland", "Norse", "Norland"]
