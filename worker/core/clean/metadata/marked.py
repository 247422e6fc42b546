"""What a page's elements say of times and authors: `<time>`, and what they are marked as."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from worker.core import times
from worker.core.clean.blocks import marks
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.metadata import timeplaces
from worker.core.clean.page.htmltree import finder

_ELSEWHERE = frozenset({"nav", "aside"})
_WHOLE = frozenset({"html", "body"})
_BESIDE = int(Mark.COMMENT | Mark.RELATED)
TIMES = 200  # <time> elements looked at; more are a list's
_UPDATE_MARK = re.compile(r"updat|modif|edited|\bchanged\b|-changed")
_PUBLISHED_MARK = re.compile(r"publish|entry-date|post-date|pubdate")
# By their attributes, which are fewer than elements; and one path for each mark: as one path with `or` it costs twice as much.
_AUTHORS = finder(
    './/@itemprop[.="author"]/.. | .//a/@rel[contains(concat(" ",.," ")," author ")]/..'
    ' | .//*/@class[contains(.,"author-name")][contains(concat(" ",.," ")," author-name ")]/..'
)
_NAMES = finder('.//*/@itemprop[.="name"]/..')


def authors(tree: HtmlElement) -> tuple[str, ...]:
    """The authors that are marked as such."""
    found = (element for element in _AUTHORS(tree) if not kind(scope(element)).endswith("Comment"))
    return tuple(dict.fromkeys(_author_text(element) for element in islice(found, 5)))


def scope(element: HtmlElement) -> HtmlElement | None:
    """The element of the item that an element is a property of, in microdata."""
    return next((node for node in element.iterancestors() if node.get("itemscope") is not None), None)


def kind(item: HtmlElement | None) -> str:
    """What an item is, without the vocabulary's address: NewsArticle."""
    kinds = (item.get("itemtype") or "").split() if item is not None else []
    return kinds[0].rstrip("/").rsplit("/", 1)[-1] if kinds else ""


def _author_text(element: HtmlElement) -> str:
    """An author's name: what is marked as the name within, where something is."""
    inner = _NAMES(element)
    named = inner[0] if inner else element
    return named.get("content") or _text(named)


def moments(tree: HtmlElement) -> dict[str, str]:
    """The <time> elements of an article, without the words among them: what each shows, and what it says to machines."""
    found: dict[str, str] = {}
    for element in list(tree.iter("time"))[:TIMES]:
        time = times.as_told(element.get("datetime") or "")
        shown = _text(element)
        if time and len(shown) > 4 and not is_elsewhere(element):
            found.setdefault(shown, time)
    return found


def changes(tree: HtmlElement) -> frozenset[str]:
    """What is shown by the <time> elements that are marked as a change's."""
    every = list(tree.iter("time"))[:TIMES]
    return frozenset(_text(element) for element in every if is_change(_marks(element)))


def is_change(names: str) -> bool:
    """Whether an element of these names tells of a change."""
    return _UPDATE_MARK.search(names) is not None


def _text(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def publication_times(tree: HtmlElement) -> Iterator[str]:
    """<time> marked as the publication's, or the only date that the page's <time> elements name; none that is marked as a change's, none beside the article."""
    dated = (element for element in tree.iter("time") if element.get("datetime"))
    elements = [element for element in dated if not is_change(_marks(element))]
    for element in elements:
        is_marked = _PUBLISHED_MARK.search(_marks(element, around=0)) or element.get("pubdate") is not None
        if is_marked and not is_elsewhere(element):
            yield element.get("datetime") or ""
    if _are_of_a_day(elements):
        own = (element for element in timeplaces.own(tree, elements) if not is_elsewhere(element))
        yield from (element.get("datetime") or "" for element in islice(own, 1))


def times_in_lines(tree: HtmlElement) -> Iterator[str]:
    """The only day of the page's <time> elements, where one stands in a line that tells of the page, wherever it is."""
    elements = [element for element in tree.iter("time") if element.get("datetime")]
    if _are_of_a_day(elements):
        own = (element for element in timeplaces.in_lines(elements) if not is_elsewhere(element))
        yield from (element.get("datetime") or "" for element in islice(own, 1))


def _are_of_a_day(elements: Sequence[HtmlElement]) -> bool:
    return len({(element.get("datetime") or "")[:10] for element in elements}) == 1


def is_elsewhere(element: HtmlElement) -> bool:
    """Whether an element stands among comments, navigation or what leads to other pages, by the names that the page gives these."""
    around = list(element.iterancestors())
    if any(item.tag in _ELSEWHERE for item in around):
        return True
    names = (f"{item.get('class') or ''} {item.get('id') or ''}" for item in around if item.tag not in _WHOLE)
    return any(marks.named(name) & _BESIDE for name in names if len(name) > 1)


def _marks(element: HtmlElement, around: int = 2) -> str:
    """What an element is named, and the elements right around it."""
    named = [element, *islice(element.iterancestors(), around)]
    return " ".join(f"{item.get('class') or ''} {item.get('itemprop') or ''}" for item in named).lower()
