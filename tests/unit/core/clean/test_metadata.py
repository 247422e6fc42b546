"""What pages declare, which source wins, and that a broken declaration never raises."""

import json
from typing import Any

import pytest

from worker.core.clean import extract, metadata
from worker.core.clean.metadata import Metadata

BODY = "<article><p>The council met on Monday and talked about the bridge.</p></article>"


def read(
    head: str = "", body: str = BODY, url: str | None = "https://a.example/x", latest: str | None = None
) -> Metadata:
    tree = extract.parse(f"<html><head>{head}</head><body>{body}</body></html>")
    assert tree is not None
    return metadata.read(tree, url, latest)


def ld(**fields: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle"} | fields)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    "head, body, published, source",
    [
        (ld(datePublished="2024-06-20T10:00:00+02:00"), BODY, "2024-06-20T10:00:00+02:00", "json-ld"),
        (
            ld(datePublished="2024-06-20") + meta("article:published_time", "2024-06-21"),
            BODY,
            "2024-06-20",
            "json-ld",
        ),
        (
            ld(datePublished="soon") + meta("article:published_time", "2024-06-21"),
            BODY,
            "2024-06-21",
            "open-graph",
        ),
        (meta("pubdate", "20240622"), BODY, "2024-06-22", "meta"),
        ("", f'<span itemprop="datePublished" content="2024-06-23"></span>{BODY}', "2024-06-23", "microdata"),
        ("", f'<time datetime="2024-06-24T08:00Z">today</time>{BODY}', "2024-06-24T08:00:00Z", "time"),
        (
            "",
            f'<time datetime="2024-06-24">a</time><time datetime="2020-01-01">b</time>{BODY}',
            "2020-01-01",
            "text",
        ),
        ("", BODY, None, None),
    ],
)
def test_the_date_and_its_source(head: str, body: str, published: str | None, source: str | None) -> None:
    found = read(head, body)
    assert (found.published, found.published_source) == (published, source)


def test_a_date_after_the_crawl_is_no_publication_date() -> None:
    head = ld(datePublished="2031-01-01") + meta("article:published_time", "2024-06-21")
    assert read(head, latest="2024-06-30").published == "2024-06-21"


def test_a_date_in_the_url_is_marked_as_one() -> None:
    found = read(url="https://a.example/2024/06/20/bridge")
    assert (found.published, found.published_source) == ("2024-06-20", "url")


def test_title_from_headline_heading_and_page_title() -> None:
    assert read(ld(headline="A bridge &amp; a flood")).title == "A bridge & a flood"
    assert read("<title>A bridge | The Oldport Post</title>").title == "A bridge"
    assert (
        read("<title>A bridge for Oldport | Post</title>", f"<h1>A bridge for Oldport</h1>{BODY}").title
        == "A bridge for Oldport"
    )
    assert read("", "<p>nothing</p>").title is None


def test_authors_sections_sites_and_images() -> None:
    graph = ld(
        author=[{"name": "Ann Alder"}, {"@id": "#bob"}],
        publisher={"name": "The Oldport Post"},
        articleSection=["Local", "Bridges"],
        image={"url": "https://a.example/i.jpg"},
    )
    people = '<script type="application/ld+json">{"@graph": [{"@type": "Person", "@id": "#bob", "name": "Bob Birch"}]}</script>'
    found = read(graph + people)
    assert found.authors == ("Ann Alder", "Bob Birch")
    assert (found.site, found.section, found.image) == (
        "The Oldport Post",
        "Local",
        "https://a.example/i.jpg",
    )
    assert read(meta("author", "By Ann Alder; Bob Birch")).authors == ("Ann Alder", "Bob Birch")
    assert read(meta("author", "https://a.example/ann")).authors == ()


def test_language_and_canonical_url() -> None:
    assert read('<link rel="canonical" href="/y">').canonical == "/y"
    assert read(meta("og:url", "https://a.example/z")).canonical == "https://a.example/z"
    assert read(meta("og:locale", "de_DE")).lang == "de_DE"


def test_a_paywall_is_declared() -> None:
    assert read(ld(isAccessibleForFree="False")).paywalled
    assert read(ld(isAccessibleForFree=False)).paywalled
    assert not read(ld(isAccessibleForFree=True)).paywalled


@pytest.mark.parametrize(
    "script",
    ["", "{", "[" * 100_000, "null", '"x"', '{"@type": 3}', '{"@type": "NewsArticle", "author": [[1]], "image": [[]], "headline": {}}',
     '{"@type": ["x", "NewsArticle"], "headline": "\\ud800"}', '{"@graph": {"@graph": [null, 1, "x"]}}'],
)  # fmt: skip
def test_broken_json_ld_is_passed_over(script: str) -> None:
    found = read(f'<script type="application/ld+json">{script}</script><title>A bridge</title>')
    assert found.title in {"A bridge", "\ufffd"}
