"""Readers' comments that nothing but their order tells, in a plain text and in a page of bare paragraphs: a line of `readers/comments.tsv` is a language, the heading, and what stands below it.

`stories.tsv` has a story's own part under such a heading; it stays whole.
"""

from html import escape
from pathlib import Path

import pytest

from tests.golden.test_around import TITLE, made
from tests.golden.test_lines import language
from worker.core.model import Article

FOLDER = Path(__file__).parent / "readers"
LANGUAGES = 40


def rows(name: str) -> list[tuple[str, ...]]:
    return [tuple(row.split("\t")) for row in (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()]


def both(lang: str, heading: str, lines: tuple[str, ...]) -> tuple[Article, Article]:
    """The lines below two paragraphs of a story, as a plain text and as a page."""
    paragraph = language(lang)["paragraph"]
    plain = made(title=TITLE, text="\n\n".join((paragraph, paragraph, heading, *lines)))
    told = "".join(f"<p>{escape(line)}</p>" for line in (paragraph, paragraph))
    below = "".join(f"<p>{escape(line)}</p>" for line in lines)
    body = f"<h1>{TITLE}</h1><div>{told}<h3>{heading}</h3>{below}</div>"
    page = f"<html lang={lang}><head><title>{TITLE}</title></head><body>{body}</body></html>"
    return plain, made(html=page)


@pytest.mark.parametrize("lang, heading, lines", [(row[0], row[1], row[2:]) for row in rows("comments")])
def test_readers_comments_go(lang: str, heading: str, lines: tuple[str, ...]) -> None:
    for found in both(lang, heading, lines):
        assert [line for line in (heading, *lines) if line in found.text.split("\n")] == []
        assert found.text.count(language(lang)["paragraph"]) == 2


@pytest.mark.parametrize("lang, heading, lines", [(row[0], row[1], row[2:]) for row in rows("stories")])
def test_a_storys_own_part_on_comments_stays(lang: str, heading: str, lines: tuple[str, ...]) -> None:
    for found in both(lang, heading, lines):
        assert [line for line in lines if line not in found.text.split("\n")] == []


def test_comments_below_each_other_do_not_take_the_story_between_them() -> None:
    """Only what ends the text is readers': a paragraph that goes on below it is the story's."""
    paragraph = language("en")["paragraph"]
    text = "\n\n".join((paragraph, "Comments (2)", "Jane R.", paragraph, "Subheading", *[paragraph] * 4))
    assert made(title=TITLE, text=text).text.count(paragraph) == 6


def test_there_are_comments_in_every_language() -> None:
    assert len({row[0] for row in rows("comments")}) == LANGUAGES
