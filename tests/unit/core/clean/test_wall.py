"""An article's free opening is told from an article with an invitation below it, by the words behind the text."""

import pytest

from tests.support.released import RULES
from worker.core.clean.article import clean
from worker.core.clean.boilerplate import linerules, wall
from worker.core.clean.boilerplate.linerules import Rule
from worker.core.clean.text.passages import MODEL, Passage
from worker.core.model import Article, RawPage

WALLS = [rule for rule in RULES.rules if rule.id.endswith(wall.RULES)]
OPENING = (
    "The council of Oldport met on Monday and talked about the bridge over the river, and the mayor said that"
)
WHOLE = "The council of Oldport met on Monday and talked about the bridge over the river. " * 15


def is_opening(text: str, *behind: Passage, lang: str = "en") -> bool:
    return wall.is_opening((Passage(text), *behind), RULES, linerules.scope(RULES, lang))


@pytest.mark.parametrize("rule", WALLS, ids=lambda rule: rule.id)
def test_the_walls_of_every_language_are_known(rule: Rule) -> None:
    """Whether the line rules cut them or the model leaves them out."""
    lang = rule.languages[0]
    assert is_opening(OPENING, *(Passage(line, rule.id) for line in rule.drops * 2), lang=lang)
    assert is_opening(OPENING, Passage("\n".join(rule.drops * 2), MODEL), lang=lang)


def test_there_are_walls_in_thirty_languages() -> None:
    assert len({language for rule in WALLS for language in rule.languages}) >= 30


def test_a_whole_article_above_an_invitation_is_whole() -> None:
    invitation = Passage("Already a subscriber? Log in", MODEL)
    assert not is_opening(WHOLE, invitation)
    assert is_opening(WHOLE + "But the mayor…", invitation)


def test_a_button_alone_is_no_wall() -> None:
    assert not is_opening(OPENING, Passage("Log in", MODEL), Passage("Share", MODEL))


def test_a_wall_far_behind_the_text_is_the_sites() -> None:
    between = [Passage(f"Another story {number}", MODEL) for number in range(wall.NEAR)]
    assert not is_opening(OPENING, *between, Passage("Already a subscriber? Log in", MODEL))
    assert not is_opening("", Passage("Already a subscriber? Log in", MODEL))


def test_a_page_that_breaks_off_before_a_wall_is_marked() -> None:
    """Without a word of it in the page's declarations; not where a sentence of the story only quotes it."""
    page = f"<h1>A bridge</h1><article>{f'<p>{OPENING} it takes time.</p>' * 3}<p>And then…</p>{{}}</article>"
    walled = clean(RawPage(html=page.format("<p>Subscribe to continue reading</p>")), None, RULES, {})
    quoted = clean(
        RawPage(html=page.format("<p>The banner said: subscribe to continue reading.</p>")), None, RULES, {}
    )
    assert isinstance(walled, Article)
    assert isinstance(quoted, Article)
    assert (walled.partial, quoted.partial) == (True, False)
