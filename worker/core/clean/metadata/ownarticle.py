"""Which of the articles that a page declares is its own, told by address and headline."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec

from worker.core import urls

AGREED = 0.4  # of the words that a headline must share with one of the page's titles to be the page's
_TOKEN = re.compile(r"[^\W_]+")
Node = dict[str, Any]


class OwnPage(msgspec.Struct, frozen=True):
    """What tells a page's own article: its addresses in normal form, and all its titles."""

    addresses: frozenset[str] = frozenset()
    titles: tuple[str, ...] = ()

    @classmethod
    def of(cls, addresses: Iterable[str | None], titles: Iterable[str | None]) -> "OwnPage":
        """The page of these addresses and titles, each where there is one."""
        known = (_address(address, None) for address in addresses)
        return cls(frozenset(filter(None, known)), tuple(filter(None, titles)))


def choose(articles: Sequence[Node], page: OwnPage) -> Node | None:
    """The article that is told to be the page's, else the first that isn't another page's by address and headline."""
    return told(articles, page) or next((node for node in articles if not _is_anothers(node, page)), None)


def told(articles: Sequence[Node], page: OwnPage) -> Node | None:
    """The first article at the page's address, else under its headline."""
    here = next((node for node in articles if page.addresses.intersection(_addresses(node, page))), None)
    return here or next((node for node in articles if _has_title(node, page)), None)


def _is_anothers(node: Node, page: OwnPage) -> bool:
    """Whether an article that no address of the page names, and no title, names an address and a headline of its own."""
    tells = page.addresses and page.titles and _headline(node)
    return bool(tells) and any(_addresses(node, page))


def _has_title(node: Node, page: OwnPage) -> bool:
    mine = tokens(_headline(node))
    return bool(mine) and any(agreement(mine, tokens(title)) >= AGREED for title in page.titles)


def _headline(node: Node) -> str:
    found = node.get("headline") or node.get("name")
    return found if isinstance(found, str) else ""


def _addresses(node: Node, page: OwnPage) -> Iterator[str]:
    """The addresses that an article gives itself, whole; a site's front page is nobody's."""
    base = min(page.addresses, default=None)
    main = node.get("mainEntityOfPage")
    for value in (node.get("url"), main.get("@id") if isinstance(main, dict) else main, node.get("@id")):
        address = _address(value, base) if isinstance(value, str) else None
        if address:
            yield address


def _address(value: str | None, base: str | None) -> str | None:
    """An address in the form in which two are compared: without `www.` and fragment."""
    found = (
        urls.normalize(urls.absolute(value.partition("#")[0], base)) if value and value[:1] != "#" else None
    )
    if found is None or (urlsplit(found).path == "/" and not urlsplit(found).query):
        return None
    return found.replace("https://www.", "https://", 1)


def tokens(text: str) -> frozenset[str]:
    """The words of a title; of unspaced script the characters."""
    words = _TOKEN.findall(text.casefold())
    return frozenset(piece for word in words for piece in ([word] if word < "\u2e80" else word))


def agreement(mine: frozenset[str], its: frozenset[str]) -> float:
    """How much two titles share, of 1."""
    return 2 * len(mine & its) / max(1, len(mine) + len(its))
