"""The normal form of URLs is part of every article id: these vectors never change within v1."""

import pytest

from worker.core.urls import article_url, normalize, registrable_domain


@pytest.mark.parametrize(
    "given, expected",
    [
        ("http://Example.ORG:80/News/", "https://example.org/News"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org:443/a?b=1&a=2#top", "https://example.org/a?b=1&a=2"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://user:secret@example.org/a", "https://example.org/a"),
        ("https://example.org/a?utm_source=x&id=7&fbclid=y", "https://example.org/a?id=7"),
        ("https://example.org/a?utm_source=x", "https://example.org/a"),
        ("https://example.org/%c3%bcber uns", "https://example.org/%C3%BCber%20uns"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        (" https://example.org/a ", "https://example.org/a"),
        ("http://[2001:db8::1]/a", "https://[2001:db8::1]/a"),
        ("ftp://example.org/a", None),
        ("mailto:a@example.org", None),
        ("/relative", None),
        ("https:///a", None),
        ("http://[broken/a", None),
        ("https://example.org:port/a", None),
        ("https://exa mple.org/a", None),
        ("https://" + "ü" * 70 + ".example/", None),
        ("", None),
        (None, None),
    ],
)
def test_normal_form(given: str | None, expected: str | None) -> None:
    assert normalize(given) == expected


@pytest.mark.parametrize("url", ["http://Example.ORG:80/a b/?q=%c3", "https://bücher.example/ü?x=ä&utm_id=1"])
def test_the_normal_form_is_its_own_normal_form(url: str) -> None:
    once = normalize(url)
    assert normalize(once) == once


@pytest.mark.parametrize(
    "url, canonical, expected",
    [
        ("https://m.example.co.uk/a?p=1", "https://www.example.co.uk/a", "https://www.example.co.uk/a"),
        ("https://blog.example.org/post", "https://blog.example.org/", "https://blog.example.org/post"),
        ("https://blog.example.org/post", "https://example.org/?p=12", "https://example.org/?p=12"),
        ("https://portal.example/a", "https://agency.test/a", "https://portal.example/a"),
        ("https://ann.blogspot.com/a", "https://bob.blogspot.com/b", "https://ann.blogspot.com/a"),
        ("https://example.org/a/print", "/a", "https://example.org/a"),
        ("https://example.org/a", "https://[broken", "https://example.org/a"),
        ("https://example.org/a", None, "https://example.org/a"),
        (None, "https://example.org/a", None),
    ],
)
def test_which_url_names_the_article(url: str | None, canonical: str | None, expected: str | None) -> None:
    assert article_url(url, canonical) == expected


@pytest.mark.parametrize(
    "url, domain",
    [
        ("https://news.bbc.co.uk/", "bbc.co.uk"),
        ("https://ann.blogspot.com/", "ann.blogspot.com"),
        ("https://localhost/", "localhost"),
        ("https://www.lune.unknown-suffix/", "lune.unknown-suffix"),
        ("https://[2001:db8::1]/", "2001:db8::1"),
        ("https://192.0.2.1/", "192.0.2.1"),
    ],
)
def test_registrable_domain(url: str, domain: str) -> None:
    assert registrable_domain(url) == domain
