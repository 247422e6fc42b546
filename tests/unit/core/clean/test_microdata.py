"""What a page's microdata declare: each property is that of the item it stands in."""

import pytest

from tests.support.declared import BODY, ld, read

ITEM = '<div itemscope itemtype="https://schema.org/{}">{}</div>'
PERSON = '<div itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">Ann Alder</span><img itemprop="image" src="/ann.jpg"></div>'
PUBLISHER = '<div itemprop="publisher" itemscope itemtype="https://schema.org/Organization"><div itemprop="logo" itemscope itemtype="https://schema.org/ImageObject"><img itemprop="url" src="/logo.png"></div><meta itemprop="name" content="The Oldport Post"></div>'
DATES = '<meta itemprop="datePublished" content="2024-06-20T10:00:00+02:00"><meta itemprop="dateModified" content="2024-06-21">'


def article(inner: str, kind: str = "NewsArticle") -> str:
    return ITEM.format(kind, f'<h1 itemprop="headline">A bridge for Oldport</h1>{inner}{BODY}')


@pytest.mark.parametrize(
    "inner, field, value",
    [
        ('<a itemprop="articleSection" href="/local">Local</a>', "section", "Local"),
        ('<meta itemprop="articleSection" content="Local">', "section", "Local"),
        (PUBLISHER, "site", "The Oldport Post"),
        ('<span itemprop="publisher">The Oldport Post</span>', "site", "The Oldport Post"),
        ('<img itemprop="image" src="/i.jpg">', "image", "https://a.example/i.jpg"),
        ('<link itemprop="image" href="/i.jpg">', "image", "https://a.example/i.jpg"),
        (
            '<figure itemprop="image" itemscope itemtype="https://schema.org/ImageObject"><img src="/small.jpg"><meta itemprop="url" content="/i.jpg"></figure>',
            "image",
            "https://a.example/i.jpg",
        ),
        (DATES, "published", "2024-06-20T10:00:00+02:00"),
        ('<p itemprop="datePublished"><time datetime="2024-06-20">Thursday</time></p>', "published", "2024-06-20"),
        (DATES, "modified", "2024-06-21"),
        (PERSON, "authors", ("Ann Alder",)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["NewsArticle", "BlogPosting", "CreativeWork"])
def test_a_property_of_the_article(inner: str, field: str, value: str | tuple[str, ...], kind: str) -> None:
    found = read(body=article(inner, kind))
    assert (getattr(found, field), found.sources[field]) == (value, "microdata")


@pytest.mark.parametrize("around", ["", "WebPage"])
def test_what_stands_in_no_item_or_in_the_pages_is_its_own(around: str) -> None:
    inner = f'{DATES}<meta itemprop="articleSection" content="Local">{BODY}'
    found = read(body=ITEM.format(around, inner) if around else inner)
    assert (found.published, found.section) == ("2024-06-20T10:00:00+02:00", "Local")
    assert (found.sources["published"], found.sources["section"]) == ("microdata", "microdata")


@pytest.mark.parametrize(
    "inner, field",
    [
        (PERSON, "image"),
        (PUBLISHER, "image"),
        (ITEM.format("Comment", DATES), "published"),
        (ITEM.format("Comment", PERSON), "authors"),
        (ITEM.format("VideoObject", DATES), "published"),
        (ITEM.format("Product", '<img itemprop="image" src="/thing.jpg">'), "image"),
    ],
)
def test_a_property_of_another_item_is_not_the_articles(inner: str, field: str) -> None:
    assert not getattr(read(body=article(inner)), field)


@pytest.mark.parametrize("around", ["<aside>{}</aside>", '<div class="related-content">{}</div>'])
def test_what_stands_beside_the_article_in_no_item_is_not_its_own(around: str) -> None:
    assert read(body=f"<h1>A bridge</h1>{BODY}{around.format(DATES)}").published is None


def test_another_storys_item_is_not_the_pages() -> None:
    tile = '<a itemprop="url" href="/other"><h3 itemprop="headline">Harbour gates closed on Monday</h3></a>{}'.format(
        DATES + '<img itemprop="image" src="/other.jpg">'
    )
    tiles = ITEM.format("NewsArticle", tile)
    for body in (f"<h1>A bridge for Oldport</h1>{BODY}{tiles}", f"{tiles}{article('')}"):
        found = read(body=body)
        assert (found.published, found.image) == (None, None)


def test_of_several_items_that_say_no_headline_none_is_the_pages() -> None:
    tile = ITEM.format("Article", DATES)
    assert read(body=f"<h1>A bridge for Oldport</h1>{BODY}{tile}{tile}").published is None


def test_json_ld_and_open_graph_come_before_microdata_and_other_meta_after_it() -> None:
    og = '<meta property="article:published_time" content="2024-06-18">'
    plain = '<meta name="sailthru.date" content="2024-06-19">'
    told = read(ld(datePublished="2024-06-17") + og + plain, article(DATES)).published
    assert told == "2024-06-17"
    assert read(og + plain, article(DATES)).published == "2024-06-18"
    assert read(plain, article(DATES)).published == "2024-06-20T10:00:00+02:00"


def test_many_properties_cost_no_more_than_the_first_of_them() -> None:
    many = '<i itemprop="articleSection">Local</i>' * 20_000
    assert read(body=article(many)).section == "Local"
