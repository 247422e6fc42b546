"""Which of the articles, times and headings that a page declares are those of its own article."""

import pytest

from tests.support.declared import BODY, ld, read

TITLE = "<title>Oldport builds a bridge</title>"
OTHER = {
    "headline": "Ferry runs aground",
    "url": "https://a.example/ferry",
    "datePublished": "2020-01-20",
    "author": {"@type": "Person", "name": "Ann Alder"},
}
OWN = {"headline": "Oldport builds a bridge", "datePublished": "2024-06-20", "author": {"name": "Jane Roe"}}


@pytest.mark.parametrize("url", ["https://a.example/x", "/x", "http://www.a.example/x/#article"])
def test_of_several_articles_the_one_at_the_page_s_address_is_its_own(url: str) -> None:
    for named in ({"url": url}, {"mainEntityOfPage": url}, {"mainEntityOfPage": {"@id": url}}, {"@id": url}):
        found = read(TITLE + ld(**OTHER) + ld(**OWN | named | {"headline": "A bridge at last"}))
        assert (found.published, found.authors) == ("2024-06-20", ("Jane Roe",))


def test_of_several_articles_without_an_address_the_one_under_the_page_s_title_is_its_own() -> None:
    found = read(TITLE + ld(**OTHER) + ld(**OWN))
    assert (found.published, found.authors) == ("2024-06-20", ("Jane Roe",))


def test_an_article_with_another_address_and_another_headline_is_not_the_page_s() -> None:
    found = read(TITLE + ld(**OTHER), f"<h1>Oldport builds a bridge</h1>{BODY}")
    assert (found.published, found.authors, found.title) == (None, (), "Oldport builds a bridge")


def test_an_article_that_differs_in_one_of_them_may_be_the_page_s() -> None:
    moved = read(TITLE + ld(**OWN | {"url": "https://a.example/old/address"}))
    renamed = read(TITLE + ld(**OTHER | {"url": "https://a.example/x"}))
    home = read(TITLE + ld(**OTHER | {"url": "https://a.example/"}))
    assert [found.published for found in (moved, renamed, home)] == ["2024-06-20", "2020-01-20", "2020-01-20"]


@pytest.mark.parametrize(
    "around",
    [
        '<section id="comments"><li class="comment">{}</li></section>',
        '<aside class="related">{}</aside>',
        '<div class="related-articles"><p>{}</p></div>',
        "<nav>{}</nav>",
        "<aside><a href='/ferry'>Ferry runs aground</a> {}</aside>",
    ],
)
def test_a_time_beside_the_article_is_not_its_own(around: str) -> None:
    time = '<time datetime="2024-05-29T10:00:00Z">yesterday</time>'
    assert read(body=BODY + around.format(time)).published is None
    assert read(body=time + BODY).published == "2024-05-29T10:00:00Z"


def test_a_heading_that_ends_the_title_above_the_headline_is_the_site_s_name() -> None:
    head = "<title>Oldport builds a bridge | The Lune Post</title>"
    body = "<h1>The Lune Post</h1><h2>Oldport builds a bridge</h2>" + BODY
    assert read(head, body).title == "Oldport builds a bridge"
    other = "<h1>Oldport builds a bridge</h1><h2>The Lune Post</h2>" + BODY
    assert read(head, other).title == "Oldport builds a bridge"


@pytest.mark.parametrize(
    "changed, told",
    [
        ("2024-06-19", None),
        ("2024-06-20T09:59:00+02:00", None),
        ("2024-06-20T08:00:00Z", "2024-06-20T08:00:00Z"),
        ("2024-06-20", "2024-06-20"),
    ],
)
def test_a_change_before_the_publication_is_none(changed: str, told: str | None) -> None:
    assert read(ld(datePublished="2024-06-20T10:00:00+02:00", dateModified=changed)).modified == told
