"""Which of a page's `<time>` elements may be its article's by where they stand, where none is marked as such.

A `<time>` tells of what stands with it. Between the headline and the text that is the article. Elsewhere it is the article where the element around it that
has words of its own holds the headline, too; else it is a comment, a teaser, a box, or the site's head with its clock. In a sentence it is what the story tells,
in a link what that leads to, and in the site's own head or foot, or outside the element that holds the story, it is the site's.
"""

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from worker.core.clean.metadata import prose
from worker.core.clean.text.words import word_count

SAID = 5  # words beside a <time> that make an element another's
TEASER = 4  # linked words; the name of an author or a section has fewer
PARAGRAPH = 25  # words; with so many in sentences the text has begun
LINKED = 2  # words of a link on one line with a <time> behind the text
LINE = 20  # words of a line that tells of the page
_LINES = frozenset({"p", "div", "li", "td", "section", "article"})
_STORY, _FRAME = frozenset({"article", "main"}), frozenset({"header", "footer"})


def own(tree: HtmlElement, times: Sequence[HtmlElement]) -> Iterator[HtmlElement]:
    """Those of these elements, in the page's order, that may tell the article's time. On a page without a heading of the first rank it needs no headline to stand with."""
    headline = next((found for found in tree.iter("h1") if _text(found)), None)
    between = _between(tree, headline) if headline is not None else frozenset(times)
    for time in times:
        holder = _holder(time)
        if _is_told(holder) or _is_sites(time, headline) or _is_in_link(time):
            continue
        is_here = time in between and not _is_teaser(holder)
        if is_here or (headline is not None and _holds(holder, headline) and not _is_beside_link(time)):
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


def _is_sites(time: HtmlElement, headline: HtmlElement | None) -> bool:
    """Whether a <time> stands outside the element that holds the story's headline, or in a head or foot that is no part of a story."""
    around = list(time.iterancestors())
    if headline is not None:
        story = next((node for node in headline.iterancestors() if node.tag in _STORY), None)
        if story is not None:
            return story not in around
        around = [node for node in around if not _holds(node, headline)]
    tags = {node.tag for node in around}
    return not tags.isdisjoint(_FRAME) and tags.isdisjoint(_STORY)


def _is_in_link(time: HtmlElement) -> bool:
    """Whether a <time> stands in a link that says more than it."""
    link = next(time.iterancestors("a"), None)
    return link is not None and word_count(_text(link)) - word_count(_text(time)) >= LINKED


def _is_beside_link(time: HtmlElement) -> bool:
    """Whether a <time> has a link on its line."""
    line = next((node for node in time.iterancestors() if node.tag in _LINES), None)
    return line is not None and any(word_count(_text(link)) >= LINKED for link in line.iter("a"))


def _holds(holder: HtmlElement | None, element: HtmlElement) -> bool:
    return holder is None or holder is element or any(node is holder for node in element.iterancestors())


def _text(element: HtmlElement | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
