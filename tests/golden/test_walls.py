"""Pages that are no article, or only its opening, in many languages: a file of `walls/` is a kind, a line a page, made here as sites and crawlers make it, as HTML and as plain text.

`walls.tsv` has what stands behind an opening; `consent.tsv` title, text and buttons of a notice; `titles.tsv` titles by kind; `prose.tsv` and `about-cookies.tsv` what must stay an article.
"""

import json
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import pytest

from tests.golden.test_lines import language
from tests.support.released import RULES
from worker.core.clean.article import clean
from worker.core.clean.page.page import parse_page
from worker.core.model import Article, Message, RawPage, Rejection

FOLDER = Path(__file__).parent / "walls"
LANGUAGES = 31
WALLS = 40  # languages with walls
BUTTONS = ("<button>{}</button>", '<a class="btn" href="#">{}</a>', '<div role="button">{}</div>')


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines]


@cache
def made(**fields: str) -> Article | Rejection:
    record: dict[str, Any] = {"url": "https://post.example/town/a-b"} | fields
    page = parse_page(Message("pages.raw", 0, 0, 0, None, json.dumps(record).encode()))
    assert isinstance(page, RawPage)
    return clean(page, None, RULES, {})


def html(lang: str, title: str, body: str) -> str:
    return f"<html lang={lang}><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def kind(found: Article | Rejection) -> str | None:
    """The kind of a page that was rejected for it."""
    return found.detail.partition(":")[0] if isinstance(found, Rejection) else None


@pytest.mark.parametrize("lang, wall", [(row[0], row[1:]) for row in rows("walls")])
def test_an_opening_with_a_wall_is_marked_and_the_wall_is_gone(lang: str, wall: tuple[str, ...]) -> None:
    opening = [language(lang)["paragraph"]] * 2
    page = html(lang, "A harbour", f"<article>{paragraphs(*opening)}<div>{paragraphs(*wall)}</div></article>")
    for found in (made(title="A harbour", text="\n\n".join((*opening, *wall))), made(html=page)):
        assert isinstance(found, Article)
        assert found.partial
        assert [line for line in wall if line in found.text] == []
        assert found.text.count(opening[0]) == 2


@pytest.mark.parametrize("lang, wall", [(row[0], row[1:]) for row in rows("walls")])
def test_a_wall_alone_is_no_article(lang: str, wall: tuple[str, ...]) -> None:
    assert kind(made(title="A harbour", text="\n\n".join(wall))) == "wall"
    stub = html(lang, "A harbour", f"<article><div>{paragraphs(*wall)}</div></article>")
    assert isinstance(made(html=stub), Rejection)


@pytest.mark.parametrize("row", rows("consent"), ids=lambda row: row[0])
def test_a_notice_is_no_article_however_its_buttons_are_made(row: tuple[str, ...]) -> None:
    lang, title, *texts, accept, reject = row
    for button in BUTTONS:
        body = paragraphs(*texts) + button.format(accept) + button.format(reject)
        assert kind(made(html=html(lang, title, body))) == "consent", button
    assert kind(made(text="\n\n".join(row[1:]))) == "consent"


@pytest.mark.parametrize("told, lang, title", rows("titles"))
def test_a_title_tells_the_kind(told: str, lang: str, title: str) -> None:
    said = language(lang)["paragraph"][: 20 if lang in {"zh", "ja"} else 60]
    bodies = {
        "error": f"<p>{said}</p>",
        "login": f"<form><input name=u><input type=password><button>OK</button></form><p>{said}</p>",
        "search": "".join(f"<div><a href=/x/{i}>{said} {i}</a><p>{said}</p></div>" for i in range(9)),
    }
    assert kind(made(html=html(lang, title, bodies[told]))) == told


@pytest.mark.parametrize("lang, line", rows("prose"))
def test_a_story_on_walls_is_whole(lang: str, line: str) -> None:
    paragraph = language(lang)["paragraph"]
    found = made(title="A harbour", text=f"{paragraph}\n\n{paragraph}\n\n{line}")
    assert isinstance(found, Article)
    assert line in found.text
    assert not found.partial


@pytest.mark.parametrize("lang, title, first, second", rows("about-cookies"))
def test_a_story_on_cookies_above_a_banner_is_an_article(
    lang: str, title: str, first: str, second: str
) -> None:
    banner = paragraphs(first, second) + "<a href=#>Akzeptieren</a><button>Accept all</button>"
    assert isinstance(made(title=title, text=f"{first}\n\n{second}"), Article)
    assert isinstance(made(html=html(lang, title, f"<article>{banner}</article>")), Article)


def test_there_are_walls_and_notices_in_every_language() -> None:
    assert len({row[0] for row in rows("walls")}) == WALLS
    assert len({row[0] for row in rows("consent")}) == LANGUAGES


def test_a_gallery_keeps_its_captions_without_their_credits() -> None:
    captions = [f"Workers look at span {number} of the bridge on a cold morning." for number in range(1, 10)]
    figures = "".join(
        f'<figure><img src="/{number}.jpg"><figcaption>{caption} Photo: Ann Oak/Reuters</figcaption></figure>'
        for number, caption in enumerate(captions)
    )
    found = made(html=html("en", "In pictures: the bridge comes down", figures))
    assert isinstance(found, Article)
    assert found.page_kind == "gallery"
    assert [caption for caption in captions if caption not in found.text] == []
    assert "Ann Oak" not in found.text
