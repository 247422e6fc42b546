"""The article that a page's JSON-LD declares."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from worker.core.clean.metadata import ownarticle
from worker.core.clean.metadata.ownarticle import OwnPage
from worker.core.clean.text.wellformed import clean_string

ARTICLES = re.compile(
    r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|Review|SocialMediaPosting|DiscussionForumPosting)$"
)
PAGES = re.compile(r"(?:WebPage|ItemPage)$")
# What a page says it is where it is no article.
OTHERS = re.compile(
    r"(?:CollectionPage|SearchResultsPage|ProfilePage|ContactPage|CheckoutPage|AboutPage|Product|ProductGroup|VideoObject|QAPage|ItemList|"
    r"\w*Event|EventSeries|Festival|JobPosting|Recipe|FAQPage|ImageGallery|MediaGallery|DiscussionForumPosting)$"
)
ORGANIZATIONS = re.compile(r"Organization|Corporation|Brand|WebSite")
SCRIPT_LIMIT = 2_000_000  # characters; the longest real ones carry an article's body
NODE_LIMIT = 5000
_ARTICLE_KEYS = frozenset({"headline", "datePublished"})  # a node of no type that has these is an article's
NOTHING: Mapping[str, Any] = MappingProxyType({})
ANY_PAGE = OwnPage()  # of no known address and title
_TAGS = re.compile(r"<[^<>]*>")
_WRAPPING = re.compile(
    r"<!--|-->|/\*\s*(?:<!\[CDATA\[|\]\]>)\s*\*/|//\s*(?:<!\[CDATA\[|\]\]>)|<!\[CDATA\[|\]\]>"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_SEPARATORS = re.compile(r"[\s,;]*")
_decoder = json.JSONDecoder(strict=False)


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """What the JSON-LD says, as it stands; times unread."""

    kinds: tuple[str, ...] = ()  # what the page is, in its words: NewsArticle, CollectionPage, Product, …
    title: str | None = None
    authors: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()  # authors that are no persons
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    site: str | None = None
    lang: str | None = None
    image: str | None = None
    body: str | None = None
    paywalled: bool = False
    others: bool = False  # all articles that it tells of are other pages'


def declared_article(scripts: Iterable[str], own: OwnPage = ANY_PAGE) -> Declared:
    """The article of this page, with what it lacks from its page node; empty where there is neither.

    An article that only stands in a list of the page (teasers, a live blog's posts) is the page's own only if no other article is there.
    """
    nodes = [node for script in scripts for value in _parsed(script) for node in _nodes(value)][:NODE_LIMIT]
    values = [node.value for node in nodes]
    named = {node["@id"]: node for node in values if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = sorted(
        (node for node in nodes if ARTICLES.match(_kind(node.value))), key=lambda node: node.listed
    )
    listed = len(articles) > 1 and articles[0].listed
    alike = [node.value for node in articles if node.listed == articles[0].listed]
    article = None if listed else ownarticle.choose(alike, own)
    page = next((node for node in values if PAGES.match(_kind(node))), {})
    kinds = dict.fromkeys(_kind(node.value) for node in nodes if not node.listed)
    told = tuple(kind for kind in kinds if ARTICLES.match(kind) or OTHERS.match(kind))
    found = declared(article or {}, page, named)
    return msgspec.structs.replace(found, kinds=told, others=bool(alike) and not listed and article is None)


class _Node(msgspec.Struct, frozen=True):
    value: dict[str, Any]
    listed: bool  # within a list of other things, not of the page itself


def _parsed(script: str) -> Iterator[Any]:
    """The JSON values of a script. What sites get wrong is mended once: comments and CDATA around it, commas before a bracket, values in a row."""
    if len(script) > SCRIPT_LIMIT:
        return
    text = _WRAPPING.sub("", script).strip().rstrip(";").strip()
    try:
        yield _decoder.decode(text)
    except RecursionError:
        return
    except ValueError:
        yield from _mended(text)


def _mended(text: str) -> Iterator[Any]:
    text, at = _TRAILING_COMMA.sub(r"\1", text), 0
    while at < len(text):
        try:
            value, at = _decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return  # broken JSON-LD is common; the page's other declarations stand
        yield value
        at = _SEPARATORS.match(text, at).end()  # type: ignore[union-attr]  # matches the empty string, too


def _nodes(value: Any, depth: int = 8, *, listed: bool = False) -> Iterator[_Node]:
    if depth and isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth - 1, listed=listed)
    elif depth and isinstance(value, dict):
        yield _Node(value, listed)
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(key), depth - 1, listed=listed)
        for key in ("itemListElement", "hasPart", "liveBlogUpdate", "item"):
            yield from _nodes(value.get(key), depth - 1, listed=True)


def _kind(node: dict[str, Any]) -> str:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    found = [str(name).rsplit("/", 1)[-1] for name in names if name]
    untyped = "Article" if node.keys() >= _ARTICLE_KEYS else ""
    return next((name for name in found if ARTICLES.match(name)), found[0] if found else untyped)


def declared(
    article: dict[str, Any], page: Mapping[str, Any] = NOTHING, named: Mapping[str, dict[str, Any]] = NOTHING
) -> Declared:
    """What an article's node says, with what it lacks from its page's node; `named` are the nodes that others name by id."""
    people, organizations = _authors(article.get("author") or article.get("creator"), named)
    return Declared(
        title=_string(article.get("headline") or article.get("name")),
        authors=people,
        organizations=organizations,
        published=_time(article.get("datePublished") or page.get("datePublished")),
        modified=_time(article.get("dateModified") or page.get("dateModified")),
        section=_string(_one(article.get("articleSection"))),
        site=next(iter(_names(article.get("publisher"), named)), None),
        lang=_string(article.get("inLanguage") or page.get("inLanguage")),
        image=_image(article.get("image") or article.get("thumbnailUrl"), named),
        body=_body(article.get("articleBody")),
        paywalled=str(article.get("isAccessibleForFree")).lower() == "false",
    )


def _authors(value: Any, named: Mapping[str, dict[str, Any]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of persons, and of what isn't one."""
    people: list[str] = []
    organizations: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        node = _resolved(item, named)
        other = isinstance(node, dict) and ORGANIZATIONS.search(_kind(node))
        (organizations if other else people).extend(_names(node, named))
    return tuple(people), tuple(organizations)


def _one(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _string(value: Any) -> str | None:
    value = _one(value)
    if not isinstance(value, str):
        return None
    text = " ".join(_TAGS.sub(" ", html.unescape(clean_string(value))).split())
    return text or None


def _time(value: Any) -> str | None:
    """A time as it is declared: a text, or a number that counts from 1970."""
    value = _one(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else _string(value)


def _names(value: Any, named: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        node = _resolved(item, named)
        name = _string(node.get("name") if isinstance(node, dict) else node)
        if name:
            yield name


def _resolved(item: Any, named: Mapping[str, dict[str, Any]]) -> Any:
    """The node itself, where only its id is given."""
    key = item.get("@id") if isinstance(item, dict) and "name" not in item else None
    return named.get(key, item) if isinstance(key, str) else item


def _image(value: Any, named: Mapping[str, dict[str, Any]]) -> str | None:
    value = _resolved(_one(value), named)
    return _string((value.get("url") or value.get("contentUrl")) if isinstance(value, dict) else value)


def _body(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return html.unescape(clean_string(value)).strip() or None
