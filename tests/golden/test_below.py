"""What stands below a story in one element with it, or in one text: the next story that a page appends, a tail with a line below it that no rule knows, posts that open with their time."""

import pytest

from tests.golden.test_around import made
from tests.golden.test_lines import language
from tests.support.released import RULES
from worker.core.clean.boilerplate import extents
from worker.core.clean.boilerplate.boilerplate import strip

OWN, NEXT = "Old port votes for a second bridge", "Ferry runs aground off the pier"
SIGNS = {"en": "By", "de": "Von", "fr": "Par", "es": "Por", "ru": "Автор:", "pl": "Autor:", "tr": "Haber:"}
REACHES = (extents.JUDGED, extents.UNJUDGED)


def told(lang: str) -> tuple[str, str]:
    """A paragraph of a language, and another of its words."""
    paragraph = language(lang)["paragraph"]
    return paragraph, " ".join(reversed(paragraph.rstrip(".").split())).capitalize() + "."


def page(lang: str, below: str) -> str:
    own = f"<p>{told(lang)[0]}</p>" * 3
    head = f"<h1>{OWN}</h1><p>{SIGNS[lang]} Ana Oak</p>"
    body = f"<div class='content'>{head}{own}{below}</div>"
    found = made(html=f"<html lang={lang}><head><title>{OWN}</title></head><body>{body}</body></html>")
    assert found.text.count(told(lang)[0]) == 3
    return found.text


@pytest.mark.parametrize("lang", SIGNS)
def test_the_next_story_in_the_same_element_goes(lang: str) -> None:
    other = f"<p>{told(lang)[1]}</p>" * 3
    assert told(lang)[1] not in page(lang, f"<h2>{NEXT}</h2><p>{SIGNS[lang]} Tom Reed</p>{other}")


@pytest.mark.parametrize("lang", SIGNS)
def test_a_part_of_the_story_below_a_subheading_stays(lang: str) -> None:
    other = f"<p>{told(lang)[1]}</p>" * 3
    assert page(lang, f"<h2>{NEXT}</h2>{other}").count(told(lang)[1]) == 3


def test_a_line_of_two_words_below_a_subheading_signs_nothing() -> None:
    """“By night” may head a list; who wrote a story has a name of two words and more behind the “By”."""
    other = f"<p>{told('en')[1]}</p>" * 3
    assert page("en", f"<h2>{NEXT}</h2><p>By night</p>{other}").count(told("en")[1]) == 3


def test_entries_with_their_writers_stay() -> None:
    """What each of a newspaper's critics writes below a line of introduction is the article."""
    paragraph = told("en")[1]
    entries = "".join(
        f"<h2>The best film of the year {number}</h2><p>By Tom Reed</p><p>{paragraph}</p><p>{paragraph}</p>"
        for number in range(6)
    )
    assert page("en", entries).count(paragraph) == 12


@pytest.mark.parametrize("lang", ["en", "de", "fr", "es", "ru", "pl", "ja", "ar", "hi"])
def test_a_last_line_that_no_rule_knows_shields_no_tail(lang: str) -> None:
    paragraph = language(lang)["paragraph"]
    tail = next(
        rule.drops[0] for rule in RULES.rules if lang in rule.languages and rule.id == f"{lang}.footer"
    )
    for reach in REACHES:
        found = strip(f"{paragraph}\n\n{paragraph}\n\n{tail}\n\nHafen 24", RULES, lang, reach).text
        assert found == f"{paragraph}\n\n{paragraph}\n\nHafen 24"


@pytest.mark.parametrize("last", ["He left the town on the ninth day.", "- A second item of the list"])
def test_a_last_line_of_the_story_keeps_what_stands_above_it(last: str) -> None:
    paragraph = language("en")["paragraph"]
    text = f"{paragraph}\n\n{paragraph}\n\nTags: ferries, Oldport, pier\n\n{last}"
    assert last in strip(text, RULES, "en").text
    above = "Topics: trade and fish"
    assert above in strip(text.replace("Tags: ferries, Oldport, pier", above), RULES, "en").text


@pytest.mark.parametrize("opening", ["{} – ", "{}: ", "<strong>{}</strong> ", "{} Uhr: ", "kl. {} "])
def test_posts_that_open_with_their_time_are_a_live_blog(opening: str) -> None:
    paragraph = language("de")["paragraph"]
    times = ["16:42", "16:10", "15:33", "14:59", "14:05", "13:20"]
    posts = "".join(f"<p>{opening.format(time)}{paragraph}</p>" for time in times)
    found = made(
        html=f"<html lang=de><head><title>{OWN}</title></head><body><h1>{OWN}</h1>{posts}</body></html>"
    )
    assert found.page_kind == "live_blog"
    assert found.text.count(paragraph) == 6


def test_a_story_with_times_is_no_live_blog() -> None:
    paragraph = language("de")["paragraph"]
    posts = "".join(f"<p>{start}{paragraph}</p>" for start in ("16:42 – ", "Um 9:10 Uhr: ", "", "", ""))
    found = made(
        html=f"<html lang=de><head><title>{OWN}</title></head><body><h1>{OWN}</h1>{posts}</body></html>"
    )
    assert found.page_kind is None
