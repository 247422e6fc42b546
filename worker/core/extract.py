"""The article in an HTML page: the only module that knows trafilatura."""

import msgspec
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document
from trafilatura.utils import load_html

from worker.core import metadata
from worker.core.metadata import Metadata


class Extracted(msgspec.Struct, frozen=True):
    """The main text of a page, a paragraph a line, and what the page declares about it."""

    text: str
    metadata: Metadata


def extract(html: str, url: str | None = None, latest: str | None = None) -> Extracted | None:
    """The text and metadata of a page; None where the parser finds no tree in it. The text may be empty."""
    tree = parse(html)
    if tree is None:
        return None
    declared = metadata.read(tree, url, latest)
    document = bare_extraction(tree, include_comments=False, deduplicate=False)
    return Extracted((document.text or "") if isinstance(document, Document) else "", declared)


def parse(html: str) -> HtmlElement | None:
    """The page's tree; a fragment is wrapped into a page."""
    tree = load_html(html)
    return load_html(f"<html><body>{html}</body></html>") if tree is None else tree
