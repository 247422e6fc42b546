"""The headline by the size of its type: pages from before style sheets have no headings, but `<font size="5">`."""

from itertools import islice

from lxml.html import HtmlElement

from worker.core.clean.text.words import word_count

NORMAL = 3  # the size of a page's type where nothing is said; `+1` is one above it
LEAST = 3  # words of a headline
STORY = 80  # words in the cell around a headline; a masthead's holds fewer
LONGEST = 40  # words of a headline; more is a text in large type
MOST, PIECES = 1_000, 1_000  # elements that are looked at, and pieces of text in one
PIECE = 4_000  # characters of such a piece
_CELLS = frozenset({"td", "th", "div", "body"})


def headline(tree: HtmlElement) -> str | None:
    """The line in the largest type of those that stand above a text in their cell; None where there are several of that size, as on a front page."""
    found: dict[int, list[str]] = {}
    for element in islice(tree.iter("font"), MOST):
        size = _size(element.get("size") or "")
        line = _beginning(element, LONGEST) if size > NORMAL else ""
        if LEAST <= word_count(line) <= LONGEST and _is_above_story(element):
            found.setdefault(size, []).append(line)
    lines = dict.fromkeys(found[max(found)]) if found else {}
    return next(iter(lines)) if len(lines) == 1 else None


def _size(said: str) -> int:
    """A font's size from 1 to 7; 0 where it says none."""
    digits = said.strip().lstrip("+-")
    if not (digits.isascii() and digits.isdigit() and len(digits) == 1):
        return 0
    sign = {"+": 1, "-": -1}.get(said.strip()[0])
    return NORMAL + sign * int(digits) if sign else int(digits)


def _is_above_story(element: HtmlElement) -> bool:
    cell = next((around for around in element.iterancestors() if around.tag in _CELLS), None)
    return cell is not None and word_count(_beginning(cell, STORY)) >= STORY


def _beginning(element: HtmlElement, most: int) -> str:
    """An element's text on one line, up to a piece beyond as many words: elements within elements must not cost their square."""
    parts: list[str] = []
    words = 0
    for text in islice(element.itertext(), PIECES):
        parts.append(text[:PIECE])
        words += len(parts[-1].split())
        if words > most:
            break
    return " ".join("".join(parts).split())
