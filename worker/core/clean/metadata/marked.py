"""What a page's elements say of times and authors: `<time>`, microdata, and what they are marked as."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from worker.core import times
from worker.core.clean.htmltree import finder

TIMES = 200  # <time> elements looked at; more are a list's
_UPDATE_MARK = re.compile(r"updat|modif|edited|\bchanged\b|-changed")
_PUBLISHED_MARK = re.compile(r"publish|entry-date|post-date|pubdate")
# By their attributes, which are fewer than elements; and one path for each mark: as one path with `or` it costs twice as much.
_AUTHORS = finder(
    './/@itemprop[.="author"]/.. | .//a/@rel[contains(concat(" ",.," ")," author ")]/..'
    ' | .//*/@class[contains(.,"author-name")][contains(concat(" ",.," ")," author-name ")]/..'
)
_NAMES = finder('.//*/@itemprop[.="name"]/..')
_DATES = finder('.//*/@itemprop[.="datePublished"]/..')


def authors(tree: HtmlElement) -> tuple[str, ...]:
    """The authors that are marked as such."""
    return tuple(dict.fromkeys(_author_text(element) for element in _AUTHORS(tree)[:5]))


def _author_text(element: HtmlElement) -> str:
    """An author's name: what is marked as the name within, where something is."""
    inner = _NAMES(element)
    named = inner[0] if inner else element
    return named.get("content") or _text(named)


def published(tree: HtmlElement) -> Iterator[str]:
    """The publication dates in microdata."""
    for element in _DATES(tree)[:3]:
        inner = next((child.get("datetime") for child in element.iter("time")), None)
        yield element.get("content") or element.get("datetime") or inner or _text(element)


def moments(tree: HtmlElement) -> dict[str, str]:
    """The <time> elements of a page, without the words among them: what each shows, and what it says to machines."""
    found: dict[str, str] = {}
    for element in list(tree.iter("time"))[:TIMES]:
        time = times.as_told(element.get("datetime") or "")
        shown = _text(element)
        if time and len(shown) > 4:
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
    """<time> marked as the publication's, or the only date that the page's <time> elements name; none that is marked as a change's."""
    dated = (element for element in tree.iter("time") if element.get("datetime"))
    elements = [element for element in dated if not is_change(_marks(element))]
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
