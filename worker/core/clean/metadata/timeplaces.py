"""Which of a page's `<time>` elements may be its article's by where they stand, where none is marked as such.

A `<time>` tells of what stands with it. Between the headline and the text that is the article. Elsewhere it is the article where the element around it that
has words of its own holds the headline, too; else it is a comment, a teaser, a box, or the site's head with its clock. In a sentence it is what the story tells.
"""

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from worker.core.clean.metadata import prose
from worker.core.clean.text.words import word_count

SAID = 5  # words beside a <time> that make an element another's
TEASER = 4  # linked words; the name of an author or a section has fewer
PARAGRAPH = 25  # words; with so many in sentences the text has begun
LINE = 20  # words of a line that tells of the page
_LINES = frozenset({"p", "div", "li", "td", "section", "article"})


def own(tree: HtmlElement, times: Sequence[HtmlElement]) -> Iterator[HtmlElement]:
    """Those of these elements, in the page's order, that may tell the article's time. On a page without a heading of the first rank all may."""
    headline = next((found for found in tree.iter("h1") if _text(found)), None)
    between = _between(tree, headline) if headline is not None else frozenset(times)
    for time in times:
        holder = _holder(time)
        is_here = time in between and not _is_teaser(holder)
        if headline is None or (not _is_told(holder) and (is_here or _holds(holder, headline))):
            yield time


def in_lines(times: Sequence[HtmlElement]) -> Iterator[HtmlElement]:
    """Those of these elements that stand in a line which is no sentence and no teaser: where all else is silent, a guess."""
    for time in times:
        holder = _holder(time)
        is_line = holder is not None and not any(child.tag in _LINES for child in holder.iterdescendants())
        if is_line and word_count(_text(holder)) <= LINE and not (_is_told(holder) or _is_teaser(holder)):
            yield time


def _between(tree: HtmlElement, headline: HtmlElement) -> frozenset[HtmlElement]:
    """The <time> elements between the headline and the text: a paragraph, or a standfirst and a shorter one."""
    found, is_below, words = [], False, 0
    for element in tree.iter("time", "p", "h1"):
        is_below = is_below or element is headline
        if is_below and element.tag == "time":
            found.append(element)
        elif is_below and element.tag == "p" and prose.ends(said := _text(element)):
            words += word_count(said)
        if words >= PARAGRAPH:
            break
    return frozenset(found)


def _holder(time: HtmlElement) -> HtmlElement | None:
    """The nearest element around a <time> that says something beside it."""
    own_words = word_count(_text(time))
    return next((node for node in time.iterancestors() if word_count(_text(node)) - own_words >= SAID), None)


def _is_told(holder: HtmlElement | None) -> bool:
    """Whether a <time> stands in a sentence of a text."""
    return (
        holder is not None
        and holder.tag in _LINES
        and prose.ends(_text(holder))
        and not any(child.tag in _LINES for child in holder.iterdescendants())
    )


def _is_teaser(holder: HtmlElement | None) -> bool:
    return holder is not None and any(word_count(_text(link)) >= TEASER for link in holder.iter("a"))


def _holds(holder: HtmlElement | None, element: HtmlElement) -> bool:
    return holder is None or holder is element or any(node is holder for node in element.iterancestors())


def _text(element: HtmlElement | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
