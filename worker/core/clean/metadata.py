"""What a page declares about its article, each field from the first of a stated order of sources that has it.

JSON-LD, then Open Graph, then <meta>, then microdata and <time>; the title's last sources are the page's only <h1> and its <title>. A date that
no source declares is guessed (`worker.core.clean.dates`), and its source says so.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec
from lxml.html import HtmlElement

from worker.core import times
from worker.core.clean import dates
from worker.core.clean.jsonld import Declared, declared_article

SOURCE_LD, SOURCE_OG, SOURCE_META, SOURCE_MICRODATA, SOURCE_TIME = (
    "json-ld",
    "open-graph",
    "meta",
    "microdata",
    "time",
)

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
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "pubdate", "publishdate",
    "publish-date", "publication_date", "date_published", "published_time", "article_date_original", "article.published",
    "citation_publication_date", "cxenseparse:recs:publishtime", "originalpublicationdate", "date", "timestamp",
)  # fmt: skip
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
TITLE_TAIL = re.compile(r"\s+[|–—·•»«:-]\s+[^|–—·•»«]{2,50}$")
NAME_LIMIT, TITLE_LIMIT, URL_LIMIT = 100, 500, 2048
BYLINE = re.compile(r"^(?:by|von|par|por|di|door|af|av|od|autor|author)[:\s]\s*", re.IGNORECASE)
NOT_A_NAME = re.compile(r"https?:|@|\d{4}|^\W*$")


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What was found; `published_source` is one of this module's sources, or `dates`' marks of a guess."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    published_source: str | None = None
    modified: str | None = None
    section: str | None = None
    site: str | None = None
    lang: str | None = None
    canonical: str | None = None
    image: str | None = None
    body: str | None = None  # JSON-LD's articleBody, a witness for the text
    paywalled: bool = False
    kind: str | None = None  # JSON-LD's or Open Graph's word for what the page is


def read(tree: HtmlElement, url: str | None = None, latest: str | None = None) -> Metadata:
    """The metadata of a parsed page. `latest` (an ISO date) is the last day on which it can have been published."""
    meta = _meta(tree)
    ld = declared_article(script.text or "" for script in tree.iter("script") if _is_ld(script))
    published, source = _published(tree, meta, ld, url, latest)
    return Metadata(
        title=_title(tree, meta, ld),
        authors=_authors(tree, meta, ld),
        published=published,
        published_source=source,
        modified=_first_time((ld.modified, *_values(meta, MODIFIED_META))),
        section=_text(ld.section or _first(meta, SECTION_META), NAME_LIMIT),
        site=_text(_first(meta, SITE_META[:1]) or ld.site or _first(meta, SITE_META[1:]), NAME_LIMIT),
        lang=_lang(tree, meta, ld),
        canonical=_canonical(tree, meta),
        image=_text(_first(meta, IMAGE_META) or ld.image, URL_LIMIT),
        body=ld.body,
        paywalled=ld.paywalled,
        kind=ld.kind or _first(meta, ("og:type",)),
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


def _text(value: str | None, limit: int) -> str | None:
    """One line of text without tags, or None where there is none or it is too long to be what it says."""
    if not value:
        return None
    line = " ".join(re.sub(r"<[^<>]*>", " ", value).split())
    return line if 0 < len(line) <= limit else None


def _title(tree: HtmlElement, meta: dict[str, list[str]], ld: Declared) -> str | None:
    headings = [
        text for element in tree.iter("h1") if (text := _text("".join(element.itertext()), TITLE_LIMIT))
    ]
    heading = headings[0] if len(headings) == 1 else None
    page = next((_text("".join(element.itertext()), TITLE_LIMIT) for element in tree.iter("title")), None)
    open_graph = _text(_first(meta, ("og:title",)), TITLE_LIMIT)
    declared = ld.title or open_graph or _text(_first(meta, TITLE_META), TITLE_LIMIT)
    if heading and page and heading in page:
        return heading
    found = declared or heading or page or (headings[0] if headings else None)
    return TITLE_TAIL.sub("", found) if found and found == (open_graph or page) else found


def _authors(tree: HtmlElement, meta: dict[str, list[str]], ld: Declared) -> tuple[str, ...]:
    candidates: Iterable[str] = ld.authors or tuple(_values(meta, AUTHOR_META)) or _marked_authors(tree)
    names = (_name(part) for text in candidates for part in re.split(r"\s*[;|]\s*|,\s+(?=\w+\s)", text))
    return tuple(dict.fromkeys(name for name in names if name))[:20]


def _marked_authors(tree: HtmlElement) -> tuple[str, ...]:
    marked = tree.xpath(
        './/*[@itemprop="author"]|.//a[@rel="author"]|.//*[contains(concat(" ",@class," ")," author-name ")]'
    )
    return tuple(" ".join("".join(element.itertext()).split()) for element in marked[:5])


def _name(text: str) -> str | None:
    name = _text(BYLINE.sub("", text.strip()), NAME_LIMIT)
    return None if name is None or NOT_A_NAME.search(name) else name


def _published(
    tree: HtmlElement, meta: dict[str, list[str]], ld: Declared, url: str | None, latest: str | None
) -> tuple[str | None, str | None]:
    sources = (
        (SOURCE_LD, [ld.published] if ld.published else []),
        (SOURCE_OG, meta.get("article:published_time", [])),
        (SOURCE_META, list(_values(meta, PUBLISHED_META))),
        (SOURCE_MICRODATA, list(_microdata(tree))),
        (SOURCE_TIME, list(_time_elements(tree))),
    )
    for source, values in sources:
        found = _first_time(values, latest)
        if found:
            return found, source
    guess = dates.guess(tree, url, latest)
    return (guess.date, guess.source) if guess else (None, None)


def _first_time(values: Iterable[str | None], latest: str | None = None) -> str | None:
    read = (times.iso(value) or dates.parse(value) for value in values if value)
    return next((time for time in read if time and (latest is None or time[:10] <= latest)), None)


def _microdata(tree: HtmlElement) -> Iterator[str]:
    for element in tree.xpath('.//*[@itemprop="datePublished"]')[:3]:
        yield (
            element.get("content") or element.get("datetime") or " ".join("".join(element.itertext()).split())
        )


def _time_elements(tree: HtmlElement) -> Iterator[str]:
    """<time> marked as the publication's, or the only date that the article's <time> elements name."""
    elements = [element for element in tree.iter("time") if element.get("datetime")]
    for element in elements:
        marks = " ".join(
            (element.get("class") or "", element.get("itemprop") or "", element.get("pubdate") or "-")
        )
        if "publish" in marks.lower() or "entry-date" in marks or element.get("pubdate") is not None:
            yield element.get("datetime") or ""
    values = {(element.get("datetime") or "")[:10] for element in elements}
    if len(values) == 1:
        yield elements[0].get("datetime") or ""


def _lang(tree: HtmlElement, meta: dict[str, list[str]], ld: Declared) -> str | None:
    root = tree.getroottree().getroot()
    return (
        root.get("lang")
        or ld.lang
        or _first(meta, ("og:locale", "content-language", "dc.language", "language"))
    )


def _canonical(tree: HtmlElement, meta: dict[str, list[str]]) -> str | None:
    links = (link for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    declared = next((href for link in links if (href := (link.get("href") or "").strip())), None)
    return _text(declared or _first(meta, ("og:url",)), URL_LIMIT)
