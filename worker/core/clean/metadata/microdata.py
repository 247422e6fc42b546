"""The article that a page's microdata declares: `itemscope`, `itemtype` and `itemprop`, in the form of JSON-LD's nodes.

A property belongs to the item that it stands in: the picture of an author's `Person` is no picture of the article.
"""

import re
from functools import cached_property
from itertools import islice
from typing import Any

import msgspec
from lxml.html import HtmlElement

from worker.core.clean.metadata import jsonld, marked, ownarticle
from worker.core.clean.metadata.jsonld import PAGES, Declared
from worker.core.clean.metadata.ownarticle import OwnPage
from worker.core.clean.page.htmltree import finder

PROPERTIES = 1000  # elements looked at; a list of teasers may have more
READ = frozenset(
    "headline name url mainEntityOfPage datePublished dateModified articleSection image thumbnailUrl contentUrl publisher author".split()
)
# What themes call their posts; in JSON-LD a page that says no more isn't said to be an article.
_ARTICLES = re.compile(rf"{jsonld.ARTICLES.pattern}|CreativeWork$")
_WORKS = re.compile(
    r"(?:Recipe|AudioObject|\w*Episode)$"
)  # what a page may be instead, with all that is on it
_MARKED = finder(".//@itemprop/..")
# Where an element of this name has its value, if it has it in an attribute.
_VALUES = {
    **dict.fromkeys(("a", "area", "link"), "href"),
    **dict.fromkeys(("img", "source", "embed"), "src"),
}
_ADDRESSES = frozenset({"url", "image", "thumbnailUrl", "contentUrl", "mainEntityOfPage"})
Item = dict[str, Any]


class Microdata(msgspec.Struct, frozen=True, dict=True):
    """A page's microdata, read when first asked for: most pages declare in other ways all that they do."""

    tree: HtmlElement
    own: OwnPage

    @cached_property
    def article(self) -> Declared:
        """The page's own article, with what it lacks from what stands in no item, or in the page's."""
        items = _items(self.tree)
        articles = [item for item in items if _ARTICLES.match(item["@type"])]
        article = (ownarticle.told if len(articles) > 1 else ownarticle.choose)(articles, self.own)
        return jsonld.declared(_of_the_page(items) | (article or {}))


def _items(tree: HtmlElement) -> list[Item]:
    """The items of a page in its order; first what stands in none."""
    items: dict[HtmlElement | None, Item] = {None: {"@type": ""}}
    for element in islice(_MARKED(tree), PROPERTIES):
        names = READ.intersection((element.get("itemprop") or "").split())
        scope = marked.scope(element) if names else None
        if scope is None and names and marked.is_elsewhere(element):
            continue
        for name in names:
            _add(_item(items, scope), name, _value(items, element, name))
    return list(items.values())


def _add(item: Item, name: str, value: Item | str) -> None:
    """The first value of each property; of the authors all."""
    if name == "author":
        item[name] = [*item.get(name, ()), value]
    else:
        item.setdefault(name, value)


def _item(items: dict[HtmlElement | None, Item], scope: HtmlElement | None) -> Item:
    return items.setdefault(scope, {"@type": marked.kind(scope)})


def _value(items: dict[HtmlElement | None, Item], element: HtmlElement, name: str) -> Item | str:
    if element.get("itemscope") is not None:
        return _item(items, element)
    attribute = _VALUES.get(str(element.tag), "datetime") if name in _ADDRESSES else "datetime"
    told = element.get("content") or element.get(attribute)
    if told is None and name.startswith("date"):  # around a <time>
        told = next((time.get("datetime") for time in element.iter("time")), None)
    return told or " ".join("".join(element.itertext()).split())


def _of_the_page(items: list[Item]) -> Item:
    """What the page says of itself: in no item, in that of the page, or of the work that it shows. Of several values the first."""
    own = [item for item in items if not item["@type"]]
    for kinds in (PAGES, _WORKS):
        own += [item for item in items if kinds.match(item["@type"])]
    return {name: value for item in reversed(own) for name, value in item.items()}
