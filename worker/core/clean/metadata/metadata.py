"""What a page declares about its article, each field from the first of a stated order of sources that has it.

JSON-LD, then Open Graph, then <meta>, then microdata and <time>, then what stands around the headline (`byline`), then the data in the page's own
scripts; a date at last from the URL. docs/metadata.md has the order of each field. What no source tells is not guessed.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

import msgspec
from lxml.html import HtmlElement

from worker.core import times, urls
from worker.core.clean.blocks.blocks import Blocks
from worker.core.clean.metadata import authors, byline, dates, titles
from worker.core.clean.metadata.byline import Byline, Lines
from worker.core.clean.metadata.bylinewords import BylineWords
from worker.core.clean.metadata.jsonld import Declared, declared_article

SOURCE_LD, SOURCE_OG, SOURCE_META, SOURCE_MICRODATA = "json-ld", "open-graph", "meta", "microdata"
SOURCE_TIME, SOURCE_BYLINE, SOURCE_SCRIPT, SOURCE_HTML = "time", "byline", "script", "html"
# The marks of a guess: the day in the URL's path; the day of the last change, where the page shows no other.
SOURCE_URL, SOURCE_UPDATED = "url", "updated"
GUESSES = frozenset({SOURCE_URL, SOURCE_UPDATED})

TITLE_META = (
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "headline",
    "twitter:title",
    "title",
)
AUTHOR_META = (
    "author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "article:author_name",
    "cxenseparse:author",
)
PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "pubdate", "publishdate",
    "publish-date", "publication_date", "date_published", "published_time", "article_date_original", "article.published",
    "citation_publication_date", "cxenseparse:recs:publishtime", "originalpublicationdate", "dcterms.issued", "published", "published-date",
    "article:published_date", "article.created", "ptime", "weibo:article:create_at",
)  # fmt: skip
# Names that don't say which date they have; where it is the day of the last change, it may be that.
DATE_META = ("dc.date", "dcterms.date", "date", "timestamp")
MODIFIED_META = (
    "article:modified_time",
    "og:updated_time",
    "og:modified_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
    "lastmod",
)
SECTION_META = ("article:section", "parsely-section", "cxenseparse:category", "section")
SITE_META = ("og:site_name", "application-name", "dc.publisher", "publisher")
IMAGE_META = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
NAME_LIMIT, URL_LIMIT = 100, 2048
TIMES = 200  # <time> elements looked at; more are a list's
_UPDATE_MARK = re.compile(r"updat|modif|edited|\bchanged\b|-changed")
_PUBLISHED_MARK = re.compile(r"publish|entry-date|post-date|pubdate")
Sourced = tuple[str, str | None]  # a source, and what it has


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What was found; `sources` says of each field that has a value where it came from."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    site: str | None = None
    lang: str | None = None
    canonical: str | None = None
    image: str | None = None
    sources: dict[str, str] = {}
    body: str | None = None  # JSON-LD's articleBody, a witness for the text
    paywalled: bool = False
    kinds: tuple[str, ...] = ()  # the page's own words for what it is, in JSON-LD
    og_type: str = ""  # and in Open Graph


class _Page(msgspec.Struct, frozen=True, dict=True):
    """What the fields are read from."""

    tree: HtmlElement
    blocks: Blocks
    words: BylineWords
    meta: dict[str, list[str]]
    ld: Declared
    title: str | None
    url: str | None
    tag: str | None  # the declared language
    latest: str

    @cached_property
    def lines(self) -> Lines:
        """The page's lines; a page that declares all needs none."""
        return byline.lines(self.blocks, self.tag, _moments(self.tree), self.words, self.title)

    @cached_property
    def around(self) -> Byline:
        """What the page tells its readers around the headline."""
        return byline.read(self.lines) if self.blocks.blocks else Byline()


def read(
    tree: HtmlElement, page: Blocks, words: BylineWords, url: str | None = None, latest: str = times.LAST_DAY
) -> Metadata:
    """The metadata of a parsed page with these blocks. `latest` is the last day on which it can have been published."""
    meta = _meta(tree)
    ld = declared_article(script.text or "" for script in tree.iter("script") if _is_ld(script))
    fields = {"lang": _first_of(_langs(tree, meta, ld)), "site": _first_of(_sites(meta, ld))}
    fields["title"] = title = _title(tree, meta, ld, fields["site"][1], url)
    found = _Page(tree, page, words, meta, ld, title[1], url, fields["lang"][1], latest)
    fields["published"] = _first_of(_published(found))
    fields["modified"] = _first_of(_modified(found))
    fields["section"] = _first_of(_lines(((SOURCE_LD, ld.section), *_of_meta(meta, SECTION_META))))
    fields["canonical"] = _first_of(_canonicals(tree, meta))
    fields["image"] = _first_of(_images(tree, meta, ld, url or fields["canonical"][1]))
    names, names_source = _authors(found, fields["site"][1])
    sources = {name: source for name, (source, value) in fields.items() if value}
    return Metadata(
        **{name: value for name, (_, value) in fields.items()},
        authors=names,
        sources=sources | ({"authors": names_source} if names else {}),
        body=ld.body,
        paywalled=ld.paywalled,
        kinds=ld.kinds,
        og_type=(_first(meta, ("og:type",)) or "").strip().lower(),
    )


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    """The contents of <meta> by lower-case name, property or itemprop, in the page's order."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        name = (
            element.get("property")
            or element.get("name")
            or element.get("itemprop")
            or element.get("http-equiv")
        )
        if content and name:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _is_ld(script: HtmlElement) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _values(meta: dict[str, list[str]], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from meta.get(name, ())


def _first(meta: dict[str, list[str]], names: Iterable[str]) -> str | None:
    return next(_values(meta, names), None)


def _of_meta(meta: dict[str, list[str]], names: Iterable[str]) -> Iterator[Sourced]:
    """The values under these names; those of Open Graph's own vocabulary are its."""
    for name in names:
        source = SOURCE_OG if name.startswith(("og:", "article:")) else SOURCE_META
        yield from ((source, value) for value in meta.get(name, ()))


def _first_of(values: Iterable[Sourced]) -> Sourced:
    return next((found for found in values if found[1]), ("", None))


def _lines(values: Iterable[Sourced], limit: int = NAME_LIMIT) -> Iterator[Sourced]:
    """The values as one line of text without tags, without those too long to be what they say."""
    for source, value in values:
        line = titles.one_line(value)
        if line and len(line) <= limit:
            yield source, line


def _langs(tree: HtmlElement, meta: dict[str, list[str]], ld: Declared) -> Iterator[Sourced]:
    yield SOURCE_HTML, tree.getroottree().getroot().get("lang")
    yield SOURCE_LD, ld.lang
    yield from _of_meta(meta, ("og:locale", "content-language", "dc.language", "language"))


def _sites(meta: dict[str, list[str]], ld: Declared) -> Iterator[Sourced]:
    return _lines((*_of_meta(meta, SITE_META[:1]), (SOURCE_LD, ld.site), *_of_meta(meta, SITE_META[1:])))


def _canonicals(tree: HtmlElement, meta: dict[str, list[str]]) -> Iterator[Sourced]:
    links = (link for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    hrefs = ((SOURCE_HTML, (link.get("href") or "").strip()) for link in links)
    return _lines((*hrefs, *_of_meta(meta, ("og:url",))), URL_LIMIT)


def _images(
    tree: HtmlElement, meta: dict[str, list[str]], ld: Declared, url: str | None
) -> Iterator[Sourced]:
    """The pictures' addresses, whole: what can't be made one is none."""
    base = next((element.get("href") for element in tree.iter("base") if element.get("href")), "")
    whole = urls.absolute(base, url) or url
    found = _lines((*_of_meta(meta, IMAGE_META), (SOURCE_LD, ld.image)), URL_LIMIT)
    yield from ((source, urls.absolute(value, whole)) for source, value in found if value)


def _title(
    tree: HtmlElement, meta: dict[str, list[str]], ld: Declared, site: str | None, url: str | None
) -> Sourced:
    declared = ((SOURCE_LD, ld.title), *_of_meta(meta, ("og:title", *TITLE_META)))
    found, source = titles.choose(titles.read(tree, declared, (site, ld.site), url))
    return source or "", found


def _authors(page: _Page, site: str | None) -> tuple[tuple[str, ...], str]:
    """The authors of the first source that names others than the site itself and its desks; else of the first that names any."""
    itself: tuple[tuple[str, ...], str] = ((), "")
    own = (site or "").casefold()
    for source, texts in _author_texts(page):
        found = authors.names(texts, page.words)
        others = tuple(name for name in found if name.casefold() != own and not page.words.is_desk(name))
        if others:
            return others, source
        itself = itself if itself[0] else (found, source)
    return itself


def _author_texts(page: _Page) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield SOURCE_LD, page.ld.authors
    yield from ((source, (value,)) for source, value in _all_meta_authors(page.meta))
    yield SOURCE_MICRODATA, _marked_authors(page.tree)
    yield SOURCE_BYLINE, page.around.authors
    yield SOURCE_BYLINE, byline.signed_elsewhere(page.lines)
    yield SOURCE_LD, page.ld.organizations


def _all_meta_authors(meta: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """All values of the first name that has some, as one text."""
    for name in AUTHOR_META:
        if name in meta:
            yield SOURCE_OG if name.startswith("article:") else SOURCE_META, ";".join(meta[name])


def _marked_authors(tree: HtmlElement) -> tuple[str, ...]:
    marked = tree.xpath(
        './/*[@itemprop="author" or self::a and contains(concat(" ",@rel," ")," author ") or contains(concat(" ",@class," ")," author-name ")]'
    )
    return tuple(dict.fromkeys(_author_text(element) for element in marked[:5]))


def _author_text(element: HtmlElement) -> str:
    """An author's name: what is marked as the name within, where something is."""
    inner = element.xpath('.//*[@itemprop="name"]')
    named = inner[0] if inner else element
    return named.get("content") or " ".join("".join(named.itertext()).split())


def _published(page: _Page) -> Iterator[Sourced]:
    """The publication dates, most believed first. Each source is looked at only where those before it have none."""
    for source, time in _timed(((SOURCE_LD, page.ld.published), *_of_meta(page.meta, PUBLISHED_META)), page):
        yield from _shown_before(page, time)
        yield source, time
    changed = next((time[:10] for _, time in _modified(page) if time), None)
    yield from (
        (source, time)
        for source, time in _timed(_of_meta(page.meta, DATE_META), page)
        if time[:10] != changed
    )
    yield from _timed(((SOURCE_MICRODATA, value) for value in _microdata(page.tree)), page)
    yield from _timed(((SOURCE_TIME, value) for value in _unchanged(page)), page)
    yield from _timed(((SOURCE_BYLINE, page.around.published),), page)
    for elsewhere in (byline.said_elsewhere, byline.stands_alone):
        yield from _timed(((SOURCE_BYLINE, elsewhere(page.lines)),), page)
    yield from _timed(((SOURCE_SCRIPT, dates.of_scripts(page.tree)),), page)
    guesses = ((SOURCE_UPDATED, value) for _, value in _of_meta(page.meta, DATE_META))
    yield from _timed(
        ((SOURCE_URL, dates.of_url(page.url, page.tag)), (SOURCE_UPDATED, page.around.modified), *guesses),
        page,
    )


def _shown_before(page: _Page, stamp: str) -> Iterator[Sourced]:
    """The earlier day that the page shows its readers, where the declared one is no earlier than the last change: a system stamped both when it wrote the page anew."""
    change = next((time for _, time in _declared_changes(page)), None)
    if change is None or (times.utc(stamp) or "") < (times.utc(change) or ""):
        return
    for source, time in _timed(((SOURCE_BYLINE, page.around.published),), page):
        if time[:10] < stamp[:10]:
            yield source, time


def _unchanged(page: _Page) -> Iterator[str]:
    """The dates of <time> elements but for the day that the page calls the last change's."""
    changed = page.around.modified or "-"
    return (value for value in _time_elements(page.tree) if value[:10] != changed[:10])


def _modified(page: _Page) -> Iterator[tuple[str, str]]:
    yield from _declared_changes(page)
    yield from _timed(((SOURCE_BYLINE, page.around.modified),), page)


def _declared_changes(page: _Page) -> Iterator[tuple[str, str]]:
    return _timed(((SOURCE_LD, page.ld.modified), *_of_meta(page.meta, MODIFIED_META)), page)


def _timed(values: Iterable[Sourced], page: _Page) -> Iterator[tuple[str, str]]:
    """The values that are times, written as such, but for those after the last possible day."""
    for source, value in values:
        time = dates.declared(value, page.tag) if value else None
        if time and time[:10] <= page.latest:
            yield source, time


def _microdata(tree: HtmlElement) -> Iterator[str]:
    for element in tree.xpath('.//*[@itemprop="datePublished"]')[:3]:
        inner = next((child.get("datetime") for child in element.iter("time")), None)
        text = " ".join("".join(element.itertext()).split())
        yield element.get("content") or element.get("datetime") or inner or text


def _moments(tree: HtmlElement) -> dict[str, str]:
    """The <time> elements of a page, without the words among them and those marked as a change's: what each shows, and what it says to machines."""
    found: dict[str, str] = {}
    for element in list(tree.iter("time"))[:TIMES]:
        time = times.as_told(element.get("datetime") or "")
        shown = " ".join("".join(element.itertext()).split())
        if time and len(shown) > 4 and not _UPDATE_MARK.search(_marks(element)):
            found.setdefault(shown, time)
    return found


def _time_elements(tree: HtmlElement) -> Iterator[str]:
    """<time> marked as the publication's, or the only date that the page's <time> elements name; none that is marked as a change's."""
    dated = (element for element in tree.iter("time") if element.get("datetime"))
    elements = [element for element in dated if not _UPDATE_MARK.search(_marks(element))]
    for element in elements:
        if _PUBLISHED_MARK.search(_marks(element, around=0)) or element.get("pubdate") is not None:
            yield element.get("datetime") or ""
    values = {(element.get("datetime") or "")[:10] for element in elements}
    if len(values) == 1:
        yield elements[0].get("datetime") or ""


def _marks(element: HtmlElement, around: int = 2) -> str:
    """What an element is named, and the elements right around it."""
    named = [element, *islice(element.iterancestors(), around)]
    return " ".join(f"{item.get('class') or ''} {item.get('itemprop') or ''}" for item in named).lower()
