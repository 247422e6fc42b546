"""What a page's elements say of times and authors: `<time>`, microdata, and what they are marked as."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from worker.core import times

TIMES = 200  # <time> elements looked at; more are a list's
_UPDATE_MARK = re.compile(r"updat|modif|edited|\bchanged\b|-changed")
_PUBLISHED_MARK = re.compile(r"publish|entry-date|post-date|pubdate")
# One path for each mark: as one path with `or` it costs twice as much.
_AUTHORS = (
    './/@itemprop[.="author"]/.. | .//a[contains(concat(" ",@rel," ")," author ")]'
    ' | .//*[contains(@class,"author-name")][contains(concat(" ",@class," ")," author-name ")]'
)


def authors(tree: HtmlElement) -> tuple[str, ...]:
    """The authors that are marked as such."""
    marked = tree.xpath(_AUTHORS)
    return tuple(dict.fromkeys(_author_text(element) for element in marked[:5]))


def _author_text(element: HtmlElement) -> str:
    """An author's name: what is marked as the name within, where something is."""
    inner = element.xpath('.//*[@itemprop="name"]')
    named = inner[0] if inner else element
    return named.get("content") or " ".join("".join(named.itertext()).split())


def published(tree: HtmlElement) -> Iterator[str]:
    """The publication dates in microdata."""
    for element in tree.xpath('.//*[@itemprop="datePublished"]')[:3]:
        inner = next((child.get("datetime") for child in element.iter("time")), None)
        text = " ".join("".join(element.itertext()).split())
        yield element.get("content") or element.get("datetime") or inner or text


def moments(tree: HtmlElement) -> dict[str, str]:
    """The <time> elements of a page, without the words among them and those marked as a change's: what each shows, and what it says to machines."""
    found: dict[str, str] = {}
    for element in list(tree.iter("time"))[:TIMES]:
        time = times.as_told(element.get("datetime") or "")
        shown = " ".join("".join(element.itertext()).split())
        if time and len(shown) > 4 and not _UPDATE_MARK.search(_marks(element)):
            found.setdefault(shown, time)
    return found


def publication_times(tree: HtmlElement) -> Iterator[str]:
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
