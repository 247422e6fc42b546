"""A page's HTML to its tree, parsed once. What the parser can't read in bounded time, or not to the end, is said and never lost in silence."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from lxml.etree import ElementDefaultClassLookup, ErrorTypes, LxmlError, XPath
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from worker.core.clean.page import tokens

# Tags, or lines, of a page (and < that open nothing): an element costs up to 30 µs, so that the two million that ten megabytes can hold cost a minute. Real pages have up to 20,000.
PIECE_LIMIT = 150_000
# Of one tag: the parser hangs each behind all before it, so that these cost a quarter of a second and 200,000 minutes. Real tags have some dozens.
ATTRIBUTE_LIMIT = 10_000
DEEPEST = 2048  # elements inside each other that the parser can be asked for; browsers stop at 512


def _parser(*, deep: bool) -> HTMLParser:
    """One class for all elements: looking it up by name runs Python code for each element that is touched, an eighth of all time."""
    made = HTMLParser(
        collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=deep
    )
    made.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))
    return made


_PARSER, _DEEP_PARSER = _parser(deep=False), _parser(deep=True)


@dataclass(frozen=True)
class Parsed:
    """A page's tree, as far as it could be read; None where nothing could. `limit` names the limit that the page is beyond, for people."""

    tree: HtmlElement | None
    limit: str | None = None
    is_deep: bool = (
        False  # of more than the 255 elements inside each other that the parser takes without being asked
    )


def parse(html: str) -> Parsed:
    """The tree of a page, or of a fragment as if it stood in a page."""
    if limit := _too_costly(html):
        return Parsed(None, limit)
    content = html.encode("utf-8", "surrogatepass")
    try:
        root = document_fromstring(content, parser=_PARSER)
        if not _stopped(_PARSER):
            return Parsed(_with_the_rest(root))
        root = document_fromstring(content, parser=_DEEP_PARSER)
    except LxmlError:  # nothing to parse
        return Parsed(None)
    limit = f"elements nested deeper than {DEEPEST}" if _stopped(_DEEP_PARSER) else None
    return Parsed(_with_the_rest(root), limit, is_deep=True)


def finder(path: str) -> Callable[[HtmlElement], list[HtmlElement]]:
    """Finds the elements of a path, in the page's order. Compiled once."""
    return cast("Callable[[HtmlElement], list[HtmlElement]]", XPath(path))


def _too_costly(html: str) -> str | None:
    """The limit of time that a page is beyond."""
    may_have = html.count("<") - html.count("</") if len(html) > PIECE_LIMIT else 0
    if may_have > PIECE_LIMIT and (count := tokens.pieces(html)) > PIECE_LIMIT:
        return f"{count} tags, the limit is {PIECE_LIMIT}"
    count = tokens.most_attributes(html, ATTRIBUTE_LIMIT)
    return (
        f"{count} attributes of one tag, the limit is {ATTRIBUTE_LIMIT}" if count > ATTRIBUTE_LIMIT else None
    )


def _stopped(parser: HTMLParser) -> bool:
    """Whether the parser left off in the middle of the page that it was last given."""
    return any(entry.type == ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)


def _with_the_rest(root: HtmlElement) -> HtmlElement:
    """The tree with what stands after a </html> that came too early: browsers read on, the parser puts it beside the tree."""
    body = root.find("body")
    rest = [element for element in root.itersiblings() if isinstance(element.tag, str)]
    (root if body is None else body).extend(rest)
    return root
