"""What pages declare, which source wins, and that a broken declaration never raises."""

import json

import pytest

from tests.support.declared import BODY, ld, meta, read


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
            None,
            None,
        ),
        ("", BODY, None, None),
    ],
)
def test_the_date_and_its_source(head: str, body: str, published: str | None, source: str | None) -> None:
    found = read(head, body)
    assert (found.published, found.sources.get("published")) == (published, source)


def test_a_date_after_the_crawl_is_no_publication_date() -> None:
    head = ld(datePublished="2031-01-01") + meta("article:published_time", "2024-06-21")
    assert read(head, latest="2024-06-30").published == "2024-06-21"


@pytest.mark.parametrize("zero", ["1970-01-01T00:00:00Z", "0001-01-01T00:00:00", "1900-01-01", "2099-06-20"])
def test_a_clocks_zero_and_a_far_future_are_no_dates(zero: str) -> None:
    """No source of a page is believed with one, with no word on when it was fetched; the next that tells a date is."""
    assert read(ld(datePublished=zero)).published is None
    assert (
        read(
            f"<meta name='pubdate' content='{zero}'>", f'<time datetime="{zero}">then</time>{BODY}'
        ).published
        is None
    )
    assert (
        read(ld(datePublished=zero) + meta("article:published_time", "2024-06-21")).published == "2024-06-21"
    )


def test_the_day_of_the_last_change_is_never_the_publications_unmarked() -> None:
    found = read(
        ld(dateModified="2024-06-25", dateCreated="2024-06-24") + meta("og:updated_time", "2024-06-25")
    )
    assert (found.published, found.modified) == (None, "2024-06-25")


@pytest.mark.parametrize(
    "stamp, change, shown, published, source",
    [
        ("2025-11-05", "2025-11-05", "14 March 2024", "2024-03-14", "byline"),
        ("2025-11-05T10:00:00Z", "2025-11-05T09:59:00Z", "14 March 2024", "2024-03-14", "byline"),
        ("2025-11-05T10:00:00+02:00", "2025-11-05T08:00:00Z", "14 March 2024", "2024-03-14", "byline"),
        ("2025-11-05T10:00:00Z", "2025-11-06T10:00:00Z", "14 March 2024", "2025-11-05T10:00:00Z", "json-ld"),
        ("2025-11-05", "2025-11-05", "14 March 2026", "2025-11-05", "json-ld"),
        ("2025-11-05", "2025-11-05", "Updated 14 March 2024", "2025-11-05", "json-ld"),
    ],
)
def test_a_stamp_of_both_dates_at_once_gives_way_to_an_earlier_day_that_readers_are_shown(
    stamp: str, change: str, shown: str, published: str, source: str
) -> None:
    """A system that writes its pages anew dates publication and change alike; the day by the headline is the story's."""
    head, body = ld(datePublished=stamp, dateModified=change), f"<h1>A bridge</h1><p>{shown}</p>{BODY}"
    found = read(head, body)
    assert (found.published, found.sources["published"]) == (published, source)


@pytest.mark.parametrize(
    "around",
    [
        "<figure><img src=a><figcaption>Flood water in the library on 3 March 2015.</figcaption></figure>",
        "<p>FILE - The library in Corran, March 3, 2015. (Photo: Bo Fry)</p>",
        "<p>1 May 1931 – 3 March 2015</p>",
        "<h2>3 March 2015</h2>",
        "<p>Opening: 3 March 2015</p>",
        "<p>A year after the flood of 3 March 2015, the books are back</p>",
        "<p>3 March 2015</p><time datetime='2026-11-18T08:00:00Z'>18 November 2026</time>",
        "<p>18 November 2026</p><p>3 March 2015</p>",
    ],
)
def test_no_day_but_one_on_a_line_of_its_own_stands_against_a_declared_one(around: str) -> None:
    """A caption, a headline, a life's dates tell of what happened; and what readers see as the declared day is it."""
    stamp = ld(datePublished="2026-11-18T08:00:00Z", dateModified="2026-11-18T08:00:00Z")
    found = read(stamp, f"<h1>A bridge</h1>{around}{BODY}")
    assert (found.published, found.sources["published"]) == ("2026-11-18T08:00:00Z", "json-ld")


@pytest.mark.parametrize(
    "around", ['<p class="field--type-changed">{}</p>', '<div class="last-updated"><p>{}</p></div>']
)
def test_a_time_that_the_page_marks_as_a_changes_is_the_publications_only_as_a_guess(around: str) -> None:
    made = read(body=around.format('<time datetime="2024-06-24">a day</time>') + BODY)
    assert (made.modified, made.sources["published"]) == ("2024-06-24", "updated")


def test_a_day_in_an_element_that_is_named_for_changes_is_a_change() -> None:
    made = read(body='<h1>A bridge</h1><div class="field field--name-changed">2 January 2025</div>' + BODY)
    assert (made.modified, made.sources["published"]) == ("2025-01-02", "updated")


def test_the_day_of_creation_beside_that_of_a_change_is_the_publications() -> None:
    shown = '<span class="field--name-{}"><time datetime="{}">{}</time></span>'
    line = shown.format("created", "2024-12-02", "2 December 2024") + shown.format(
        "changed", "2025-01-02", "2 January 2025"
    )
    made = read(body=f"<h1>A bridge</h1><div>{line}</div>{BODY}")
    assert (made.published, made.modified) == ("2024-12-02", "2025-01-02")


def test_a_date_in_the_url_is_marked_as_one() -> None:
    found = read(url="https://a.example/2024/06/20/bridge")
    assert (found.published, found.sources.get("published")) == ("2024-06-20", "url")


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


@pytest.mark.parametrize(
    "head, url, image",
    [
        (meta("og:image", "/i.jpg"), "https://a.example/x/y", "https://a.example/i.jpg"),
        (meta("og:image", "i.jpg"), "https://a.example/x/y", "https://a.example/x/i.jpg"),
        (meta("og:image", "//cdn.example/i.jpg"), "http://a.example/x", "http://cdn.example/i.jpg"),
        ('<base href="/pictures/">' + meta("og:image", "i.jpg"), "https://a.example/x/y", "https://a.example/pictures/i.jpg"),
        ('<link rel="canonical" href="https://a.example/x/y">' + meta("og:image", "i.jpg"), None, "https://a.example/x/i.jpg"),
        (meta("og:image", "i.jpg"), None, None),
        (meta("og:image", "data:image/png;base64,AAAA") + meta("twitter:image", "/i.jpg"), "https://a.example/x", "https://a.example/i.jpg"),
        (meta("og:image", "http://[") + meta("og:image", "https://a.example/i.jpg"), None, "https://a.example/i.jpg"),
    ],
)  # fmt: skip
def test_a_pictures_address_is_whole(head: str, url: str | None, image: str | None) -> None:
    """As the page means it; what can't be made whole is passed over."""
    assert read(head, url=url).image == image


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


@pytest.mark.parametrize(
    "lang, line, published, source",
    [
        ("de", "Von Eva Ahorn, 18. Dezember 2025", "2025-12-18", "byline"),
        ("cs", "Publikováno 3. listopadu 2025", "2025-11-03", "byline"),
        ("th", "เผยแพร่ 18 ธันวาคม 2568", "2025-12-18", "byline"),
        ("fa", "۲۷ آذر ۱۴۰۴", "2025-12-18", "byline"),
        ("bn", "প্রকাশ: ১৮ ডিসেম্বর ২০২৫", "2025-12-18", "byline"),
        ("en-US", "3/4/2025", "2025-03-04", "byline"),
        ("en-GB", "3/4/2025", "2025-04-03", "byline"),
        ("en", "3/4/2025", None, None),
        ("fr", "Mis à jour le 4 mars 2025", "2025-03-04", "updated"),
        ("en", "Today at noon", None, None),
    ],
)
def test_a_date_in_words_by_the_headline(
    lang: str, line: str, published: str | None, source: str | None
) -> None:
    """Names and order by the page's language; an order that it doesn't settle is no date; a change's date is marked."""
    found = read(body=f"<h1>A bridge for Oldport</h1><p>{line}</p>{BODY}", lang=lang)
    assert (found.published, found.sources.get("published")) == (published, source)


def test_one_line_may_say_when_it_was_published_and_when_changed() -> None:
    line = "<p>Published 3 March 2025, updated 5 March 2025</p>"
    found = read(body=f"<h1>A bridge for Oldport</h1>{line}{BODY}")
    assert (found.published, found.modified) == ("2025-03-03", "2025-03-05")


@pytest.mark.parametrize(
    "count, published",
    [
        (1732012345, "2024-11-19T10:32:25Z"),
        (1732012345123, "2024-11-19T10:32:25.123Z"),
        (1732012345.5, "2024-11-19T10:32:25Z"),
        (931204567, "1999-07-05T19:56:07Z"),
        (631152000, None),  # before the Web
        (1999999999, None),  # a broken clock's
        (17320123450, None),
        (1732012345000000, None),
        (0, None),
        (-1732012345, None),
        (True, None),
        (20241119, "2024-11-19"),
    ],
)
def test_a_number_counts_the_seconds_or_milliseconds_since_1970(count: float, published: str | None) -> None:
    """As a number or a text, in JSON-LD, in <meta> and in the data of scripts; a number of any other size is no time."""
    assert read(ld(datePublished=count)).published == published
    assert read(ld(datePublished=str(count))).published == published
    assert read(meta("article:published_time", str(count))).published == published
    if isinstance(count, int) and count > 10**9:
        assert read(f'<script>x={{"publishedAt":{count},"id":1}}</script>').published == published


def test_the_data_of_scripts_counts_where_it_names_one_day() -> None:
    one = '<script>x={"story":{"publishedAt":"2025-03-03T10:00:00Z"}}</script>'
    other = '<script>x={"more":[{"publishedAt":"2025-01-01"}]}</script>'
    assert read(one).sources["published"] == "script"
    assert read(one + other).published is None


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "A bridge", "datePublished": "2025-03-03",}',
        '/*<![CDATA[*/{"@type": "NewsArticle", "headline": "A bridge", "datePublished": "2025-03-03"}/*]]>*/',
        '{"@type": "WebSite", "name": "Post"} {"@type": "NewsArticle", "headline": "A bridge", "datePublished": "2025-03-03"}',
        '[[{"@graph": [{"@type": ["Thing", "https://schema.org/NewsArticle"], "headline": "A bridge", "datePublished": "2025-03-03"}]}]]',
        '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "A bridge", "datePublished": "2025-03-03"}}',
    ],
)  # fmt: skip
def test_json_ld_is_found_and_mended(script: str) -> None:
    found = read(f'<script type="application/ld+json">{script}</script>')
    assert (found.title, found.published) == ("A bridge", "2025-03-03")


def test_a_teaser_in_a_list_is_not_the_pages_article() -> None:
    items = [
        {"@type": "ListItem", "item": {"@type": "NewsArticle", "headline": f"Story {n}"}} for n in range(3)
    ]
    teasers = f'<script type="application/ld+json">{json.dumps({"@type": "ItemList", "itemListElement": items})}</script>'
    assert read(teasers + ld(headline="A bridge")).title == "A bridge"
    assert read(teasers).title is None


def test_what_goes_on_behind_a_dash_is_the_headlines() -> None:
    for told in (
        "A bridge that moved twenty metres – for an old pine",
        "En bro som flyttade – för en gammal tall",
    ):
        assert read(f"<title>{told}</title>", f"<h1>{told}</h1>{BODY}").title == told
    assert read(
        "<title>A bridge for all – Post</title>", f"<h1>A bridge for all – Post</h1>{BODY}"
    ).title == ("A bridge for all")


@pytest.mark.parametrize("dashes", ["-", "--", "——", "––"])
def test_a_sites_name_is_cut_behind_any_dashes(dashes: str) -> None:
    told = "老码头边新桥通车 市民排队过江"
    assert read(f"<title>{told}{dashes}港口网</title>", f"<h1>{told}</h1>{BODY}").title == told


def test_the_heading_that_agrees_is_the_title() -> None:
    head = meta("og:title", "Oldport gets a bridge after all") + meta("og:site_name", "The Oldport Post")
    body = f'<h1><a href="/">The Oldport Post</a></h1><h1>Oldport gets a bridge</h1>{BODY}'
    assert read(head, body).title == "Oldport gets a bridge"
    assert read(head, f"<h1>Local news</h1>{BODY}").title == "Oldport gets a bridge after all"


@pytest.mark.parametrize(
    "page",
    [
        "A bridge for Oldport - The Oldport Post",
        "The Oldport Post: A bridge for Oldport",
        "A bridge for Oldport | Local | The Oldport Post",
    ],
)
def test_a_sites_name_is_cut_from_a_title(page: str) -> None:
    assert (
        read(meta("og:site_name", "The Oldport Post") + f"<title>{page}</title>").title
        == "A bridge for Oldport"
    )


def test_an_article_of_no_type_is_one_by_its_headline_and_date() -> None:
    node = {
        "@type": "",
        "headline": "A night at sea",
        "datePublished": "2024-06-20",
        "author": {"name": "Jane Roe"},
    }
    script = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    assert read(script, BODY).authors == ("Jane Roe",)
    assert not read(script.replace("headline", "name"), BODY).authors


STORY = "The ferry turned back twice before it reached the harbour. " * 12
MASTHEAD = '<tr><td><font size="7">The Harbour Post Weekly</font> at sea since 1901</td></tr>'


@pytest.mark.parametrize(
    "lines, title",
    [
        ('<font size="5"><b>Ferry turns back at the bar</b></font>', "Ferry turns back at the bar"),
        ('<font size="+2">Fer<b>ry</b> turns back at the bar</font>', "Ferry turns back at the bar"),
        ('<font size="5">Ferry turns back</font><font size="5">Bridge stays shut</font>', None),
        ('<font size="2">Ferry turns back at the bar</font>', None),
        ('<font size="">Ferry turns back at the bar</font><font size="+">Ferry at the bar</font>', None),
    ],
)
def test_where_there_is_no_heading_the_largest_type_above_a_text_is_one(
    lines: str, title: str | None
) -> None:
    found = read("", f"<table>{MASTHEAD}<tr><td>{lines}<br>{STORY}</td></tr></table>")
    assert found.title == title


def test_a_heading_is_believed_before_large_type() -> None:
    assert (
        read("", f'<h1>Ferry stays</h1><font size="6">Ferry turns back now</font>{STORY}').title
        == "Ferry stays"
    )
