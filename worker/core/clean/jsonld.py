"""The article that a page's JSON-LD declares."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from worker.core.clean.wellformed import clean_string

ARTICLES = re.compile(
    r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|Review|SocialMediaPosting|DiscussionForumPosting)$"
)
PAGES = re.compile(r"(?:WebPage|ItemPage)$")
SCRIPT_LIMIT = 2_000_000  # characters; the longest real ones carry an article's body
NODE_LIMIT = 5000
_TAGS = re.compile(r"<[^<>]*>")


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """What the JSON-LD says, as it stands; times unread."""

    kind: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    site: str | None = None
    lang: str | None = None
    image: str | None = None
    body: str | None = None
    paywalled: bool = False


def declared_article(scripts: Iterable[str]) -> Declared:
    """The first article in the scripts, with what it lacks from the first page node; empty where there is neither."""
    nodes = [node for script in scripts for node in _nodes(_parsed(script))][:NODE_LIMIT]
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    article = next((node for node in nodes if ARTICLES.match(_kind(node))), None)
    page = next((node for node in nodes if PAGES.match(_kind(node))), {})
    return _declared(article or {}, page, named)


def _parsed(script: str) -> Any:
    if len(script) > SCRIPT_LIMIT:
        return None
    try:
        return json.loads(
            script.strip().removeprefix("<!--").removesuffix("-->").rstrip().rstrip(";"), strict=False
        )
    except (ValueError, RecursionError):
        return None  # broken JSON-LD is common; the page's other declarations stand


def _nodes(value: Any, depth: int = 8) -> Iterator[dict[str, Any]]:
    if depth and isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth - 1)
    elif depth and isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart"):
            yield from _nodes(value.get(key), depth - 1)


def _kind(node: dict[str, Any]) -> str:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    found = [str(name).rsplit("/", 1)[-1] for name in names]
    return next((name for name in found if ARTICLES.match(name)), found[0] if found else "")


def _declared(article: dict[str, Any], page: dict[str, Any], named: dict[str, dict[str, Any]]) -> Declared:
    return Declared(
        kind=_kind(article) if article else None,
        title=_string(article.get("headline") or article.get("name")),
        authors=tuple(_names(article.get("author") or article.get("creator"), named)),
        published=_string(article.get("datePublished") or page.get("datePublished")),
        modified=_string(article.get("dateModified") or page.get("dateModified")),
        section=_string(_one(article.get("articleSection"))),
        site=next(iter(_names(article.get("publisher"), named)), None),
        lang=_string(article.get("inLanguage") or page.get("inLanguage")),
        image=_image(article.get("image")),
        body=_body(article.get("articleBody")),
        paywalled=str(article.get("isAccessibleForFree")).lower() == "false",
    )


def _one(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _string(value: Any) -> str | None:
    value = _one(value)
    if not isinstance(value, str):
        return None
    text = " ".join(_TAGS.sub(" ", html.unescape(clean_string(value))).split())
    return text or None


def _names(value: Any, named: dict[str, dict[str, Any]]) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        node = named.get(item.get("@id", ""), item) if isinstance(item, dict) and "name" not in item else item
        name = _string(node.get("name") if isinstance(node, dict) else node)
        if name:
            yield name


def _image(value: Any) -> str | None:
    value = _one(value)
    return _string(value.get("url") if isinstance(value, dict) else value)


def _body(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return html.unescape(clean_string(value)).strip() or None
