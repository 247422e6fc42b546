"""Every file under `embedded/` is a language: a story, and a block of other stories that stands inside it, under each of two headings.

The block may stand anywhere between the story's paragraphs, in plain text and in HTML that names nothing. All of it goes, and not a word of the story.
"""

import tomllib
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import pytest

from tests.support.released import RULES
from worker.core.clean.article import clean
from worker.core.model import Article, RawPage

FILES = {file.stem: file for file in sorted((Path(__file__).parent / "embedded").glob("*.toml"))}
LANGUAGES = 19
Story = dict[str, Any]


@cache
def story(name: str) -> Story:
    return tomllib.loads(FILES[name].read_text("utf-8"))


def linked(headlines: list[str]) -> list[str]:
    return [f'<a href="/n/{number}">{escape(line)}</a>' for number, line in enumerate(headlines)]


def tagged(tag: str, texts: list[str]) -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


BLOCKS = {
    "list": lambda heading, lines: f"<p><strong>{heading}</strong></p><ul>{tagged('li', linked(lines))}</ul>",
    "heading": lambda heading, lines: f"<h3>{heading}</h3>{tagged('p', linked(lines))}",
    "breaks": lambda heading, lines: f"<p><b>{heading}</b><br>{'<br>'.join(linked(lines))}</p>",
    "unlinked": lambda heading, lines: tagged("p", [escape(text) for text in (heading, *lines)]),
}


GONE = [(heading, block) for heading in ("more", "also") for block in ("breaks", "unlinked")]


def plain(made: Story, heading: str, above: int, parted: str) -> RawPage:
    told = made["paragraphs"]
    lines = [made["title"], *told[:above], heading, *made["headlines"], *told[above:]]
    return RawPage(text=parted.join(lines), title=made["title"], lang=made["lang"])


def html(made: Story, heading: str, above: int, block: str) -> RawPage:
    told = [tagged("p", [escape(text)]) for text in made["paragraphs"]]
    told.insert(above, BLOCKS[block](escape(heading), made["headlines"]))
    body = f"<main><article><h1>{escape(made['title'])}</h1>{''.join(told)}</article></main>"
    head = f'<meta charset="utf-8"><title>{escape(made["title"])}</title>'
    return RawPage(html=f'<html lang="{made["lang"]}"><head>{head}</head><body>{body}</body></html>')


def left(page: RawPage) -> list[str]:
    made = clean(page, None, RULES, {})
    assert isinstance(made, Article)
    return [line for line in made.text.split("\n") if line]


@pytest.mark.parametrize("parted", ["\n", "\n\n"], ids=["lines", "paragraphs"])
@pytest.mark.parametrize("heading", ["more", "also"])
@pytest.mark.parametrize("name", FILES)
def test_a_block_inside_a_plain_text_goes_alone(name: str, heading: str, parted: str) -> None:
    made = story(name)
    for above in (1, 2, 3):
        assert left(plain(made, made[heading], above, parted)) == made["paragraphs"]


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("heading", ["more", "also"])
@pytest.mark.parametrize("name", FILES)
def test_a_block_inside_html_takes_no_paragraph(name: str, heading: str, block: str) -> None:
    made = story(name)
    for above in (1, 2, 3):
        told = left(html(made, made[heading], above, block))
        assert [line for line in told if line in made["paragraphs"]] == made["paragraphs"]


@pytest.mark.parametrize("heading, block", [("more", "list"), *GONE])
@pytest.mark.parametrize("name", FILES)
def test_a_block_inside_html_goes_whole(name: str, heading: str, block: str) -> None:
    made = story(name)
    for above in (1, 2, 3):
        assert left(html(made, made[heading], above, block)) == made["paragraphs"]


def test_there_are_as_many_languages() -> None:
    assert len(FILES) >= LANGUAGES
