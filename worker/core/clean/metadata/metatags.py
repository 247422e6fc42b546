"""What a page says in its `<meta>`: the names under which sites write each thing, and their values."""

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from worker.core.clean.metadata.sources import SOURCE_META, SOURCE_OG, Sourced

TITLE = (
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "headline",
    "twitter:title",
    "title",
)
AUTHOR = (
    "author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "article:author_name",
    "article:author",
    "cxenseparse:author",
)
# For the tools that a site works with, not for its readers: it may name the first of several alone.
AUTHOR_OF_TOOLS = (
    "content_author",
    "mediator_author",
    "dable:author",
    "og:article:author",
    "analytics:author",
    "authors",
)
OG_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "article:published_date",
)  # fmt: skip
PUBLISHED = (
    "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "pubdate", "publishdate",
    "publish-date", "publication_date", "date_published", "published_time", "article_date_original", "article.published",
    "citation_publication_date", "cxenseparse:recs:publishtime", "originalpublicationdate", "dcterms.issued", "published", "published-date",
    "article.created", "ptime", "weibo:article:create_at",
)  # fmt: skip
# Names that don't say which date they have; where it is the day of the last change, it may be that.
DATE = ("dc.date", "dcterms.date", "date", "timestamp")
MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "og:modified_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
    "lastmod",
)
SECTION = ("article:section", "parsely-section", "cxenseparse:category", "section")
SITE = ("og:site_name", "application-name", "dc.publisher", "publisher")
IMAGE = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
Meta = dict[str, list[str]]  # contents by lower-case name, in the page's order


def read(tree: HtmlElement) -> Meta:
    """The contents of <meta> by lower-case name or property."""
    found: Meta = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        name = element.get("property") or element.get("name") or element.get("http-equiv")
        if content and name:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def first(meta: Meta, names: Iterable[str]) -> str | None:
    """The first value under the first of these names that has one."""
    return next((value for name in names for value in meta.get(name, ())), None)


def values(meta: Meta, names: Iterable[str]) -> Iterator[Sourced]:
    """The values under these names; those of Open Graph's own vocabulary are its."""
    for name in names:
        source = SOURCE_OG if name.startswith(("og:", "article:")) else SOURCE_META
        yield from ((source, value) for value in meta.get(name, ()))


def authors(meta: Meta, names: Iterable[str] = AUTHOR) -> Iterator[tuple[str, str]]:
    """All values of each name for authors, as one text."""
    for name in names:
        if name in meta:
            yield SOURCE_OG if name.startswith("article:") else SOURCE_META, ";".join(meta[name])
