"""Pages that are HTML in name only: a text without a tag, in one <pre>, or with nothing but <br> between its lines. Their tree tells nothing; the text is read as plain text is."""

import re

from lxml import etree
from lxml.html import HtmlElement

LEAST_LINES, LEAST_CHARS = 4, 200  # of such a text; less is a fragment
MOST_BLOCKS, MOST_LINKS = 3, 2  # elements that part text, and links, that may stand in it
# One of these says what stands where.
_STRUCTURE = tuple(
    "h1 h2 h3 h4 h5 h6 li td th dt article section main nav header footer aside form figure button img video iframe".split()
)
_BLOCKS = frozenset("p div pre center blockquote hr address".split())
_SKIPPED = frozenset("script style noscript template".split())
_SPACES = re.compile(r"\s+")


def text_of(tree: HtmlElement) -> str | None:
    """The text of such a page, its lines ended where a reader sees them end; None where the page has a structure worth reading, or hardly a text."""
    body = tree.find("body") if tree.tag == "html" else tree
    if body is None or next(body.iter(*_STRUCTURE), None) is not None:
        return None
    blocks = [element.tag for element in body.iter(*_BLOCKS)]
    if len(blocks) - blocks.count("hr") > MOST_BLOCKS or len(list(body.iter("a"))) > MOST_LINKS:
        return None
    is_broken = next(body.iter("br"), None) is not None
    text = _text(body, keeps="pre" in blocks or not is_broken)
    is_alone = blocks in ([], ["p"])  # the parser sets a text without a tag into one
    if not (is_broken or is_alone or "pre" in blocks):
        return None
    lines = [line for line in text.split("\n") if line.strip()]
    return text if len(lines) >= LEAST_LINES and len(text) >= LEAST_CHARS else None


def _text(body: HtmlElement, *, keeps: bool) -> str:
    """The text of an element with a line end for each <br> and around each block. `keeps`: the source's own line ends are the text's."""
    parts: list[str] = []

    def add(text: str | None) -> None:
        if text:
            parts.append(text if keeps else _SPACES.sub(" ", text))

    for event, element in etree.iterwalk(body, events=("start", "end")):
        is_block = element.tag in _BLOCKS
        if event == "start":
            parts.append("\n\n" if is_block else "\n" if element.tag == "br" else "")
            if element.tag not in _SKIPPED:
                add(element.text)
        elif element is not body:
            parts.append("\n\n" if is_block else "")
            add(element.tail)
    lines = "".join(parts).split("\n")
    return "\n".join(line.rstrip() if keeps else line.strip() for line in lines).strip("\n")
