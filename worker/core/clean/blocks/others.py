"""Other stories that a page sets beside or below its own: the next one that loads while the reader scrolls, and teasers with a few lines of text.

Told by form, in any language. A story is an element that opens with a headline and goes on with text. It is another one where that headline leads to
another page of the site, as two or more of one form do; or where the element is an `<article>` beside the one that holds the page's headline, and has a
first headline or a date of its own.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from worker.core import urls
from worker.core.clean.blocks import features
from worker.core.clean.blocks.blocks import Block, Container, lineage, span
from worker.core.clean.blocks.features import HEADINGS
from worker.core.clean.blocks.surroundings import PROSE, pairs

HEADLINE = 4  # words of a link that may be a headline
LETTERS = 24  # of one with fewer: Turkish and Finnish need few words
TEXT = 8  # words of a block that may be a teaser's text
TEASER = 100  # words of a whole one; an entry of an article has more
LABEL = 8  # words of what may stand above a headline: a date, a section
OWN = 40  # words of the page's own story, from which on what stands beside it can be another
ROW_HEADLINE = 3  # words of a headline beside its date or picture
ROWS = 3  # teasers of one block each, at least
DATED = 20  # characters of such a one in which its date stands
OPENING = 6  # blocks in which a story's date stands
ITEMS = 2  # teasers of one form, at least
ALL = 0.8  # of the elements of that form
DEPTH = 60  # elements around a block that are looked at
_DATE = re.compile(r"(?<!\d)(?:19|20|24|25)\d\d(?!\d)|(?<!\d)\d{1,2}[:.]\d\d(?!\d)")


@dataclass(frozen=True)
class Scored:
    """A page's blocks with what was decided of each, its title, and the domain it is on."""

    blocks: Sequence[Block]
    scores: Sequence[int]
    title: str | None = None
    domain: str | None = None

    def words(self, numbers: Sequence[int] | frozenset[int]) -> int:
        """The words of those of these blocks that would be kept."""
        return sum(self.blocks[number].words for number in numbers if self.scores[number] > 0)

    def span(self, node: Container, at: int) -> range:
        """The numbers of the blocks in an element that holds this one."""
        return span(self.blocks, node, at)

    def is_title(self, number: int) -> bool:
        """Whether a block is the page's headline."""
        return features.repeats(self.blocks[number].text, self.title)

    def is_headline(self, number: int) -> bool:
        """Whether a block is a headline that leads to another page of the site."""
        block = self.blocks[number]
        is_long = block.words >= HEADLINE or (block.words > 1 and len(block.text) >= LETTERS)
        return (
            block.linked == block.words
            and is_long
            and not self.is_title(number)
            and self.leads_on(block.href)
        )

    def leads_on(self, href: str) -> bool:
        """Whether an address is another page's of the site."""
        target = href.strip()
        if not target or target.startswith("#"):
            return False
        try:
            parts = urlsplit(target)
        except ValueError:
            return False
        if parts.netloc:
            return bool(self.domain) and urls.registrable_domain(f"https://{parts.netloc}") == self.domain
        return not parts.scheme


def others(page: Scored) -> frozenset[int]:
    """The numbers of the blocks that are other stories'."""
    beside = frozenset(number for story in _articles(page) for number in story)
    teasers = frozenset(number for item in (*_teasers(page), *_rows(page)) for number in item) - beside
    own = frozenset(range(len(page.blocks))) - beside - teasers
    return beside | teasers if _is_less(page, teasers, own) else beside


def _is_less(page: Scored, teasers: frozenset[int], own: frozenset[int]) -> bool:
    """Whether teasers are less than the page's own text, or its text stands in an element that has none of them; else they may be an article of entries."""
    words = page.words(own)
    if page.words(teasers) < words:
        return True
    text = [n for n in own if page.scores[n] > 0 and page.blocks[n].words >= PROSE]
    around = [node.parent for n in text if (node := page.blocks[n].container).parent]
    numbers = [page.blocks[number].container.number for number in teasers]
    return words >= OWN and not any(node.number <= number < node.end for node in around for number in numbers)


def _articles(page: Scored) -> Iterator[range]:
    """The articles beside the page's own that are other stories."""
    spans = _outermost(page)
    own = next((span for span in spans if any(map(page.is_title, span))), None)
    own = own or next((span for span in spans if not _opens(page, span)), None)
    if own and page.words(own) >= OWN:
        yield from (span for span in spans if span != own and _is_another(page, span))


def _outermost(page: Scored) -> list[range]:
    found: list[range] = []
    for number, block in enumerate(page.blocks):
        if found and number in found[-1]:
            continue
        around = [node for node in lineage(block.container, DEPTH) if node.kind == "article"]
        found += [page.span(around[-1], number)] if around else []
    return found


def _is_another(page: Scored, span: range) -> bool:
    """Whether an article opens with a headline that is a link or a page's first one, or has a date of its own."""
    at = _opens(page, span)
    if at is None or page.is_title(at):
        return False
    opening = (page.blocks[number] for number in span[: at - span.start + OPENING])
    is_dated = any(block.words <= LABEL and _DATE.search(block.text) for block in opening)
    return is_dated or page.blocks[at].kind == "h1" or page.is_headline(at)


def _opens(page: Scored, span: range) -> int | None:
    """The headline that an element opens with, below labels; None where it opens with text."""
    for number in span:
        block = page.blocks[number]
        if block.kind in HEADINGS or page.is_headline(number):
            return number
        if block.words > LABEL:
            return None
    return None


def _teasers(page: Scored) -> Iterator[range]:
    """The elements of those forms of which nearly all, two or more, open with a headline of another page and go on with text."""
    found = filter(
        None, (_item(page, number) for number in range(len(page.blocks)) if page.is_headline(number))
    )
    forms = Counter(item.signature for item in found)
    every = _elements(page, forms)
    for form, items in forms.items():
        if items >= max(ITEMS, ALL * len(every[form])):
            yield from every[form].values()


def _elements(page: Scored, forms: Collection[str]) -> dict[str, dict[int, range]]:
    """For each form the elements that hold a text, by their number, and what stands in them."""
    every: dict[str, dict[int, range]] = {form: {} for form in forms}
    for at, block in enumerate(page.blocks):
        for node in lineage(block.container, DEPTH) if block.words >= TEXT else ():
            if node.signature in every and node.number not in every[node.signature]:
                every[node.signature][node.number] = page.span(node, at)
    return every


def _item(page: Scored, at: int) -> Container | None:
    """The widest element that opens with this headline, where it has a text and no other headline."""
    found = None
    for node in lineage(page.blocks[at].container, DEPTH):
        inside = page.span(node, at)
        if node.parent is None or _opens(page, inside) != at or _has_more(page, inside, at):
            break
        words = sum(page.blocks[number].words for number in inside)
        if words <= TEASER and any(page.blocks[number].words >= TEXT for number in inside if number > at):
            found = node
    return found


def _has_more(page: Scored, span: range, at: int) -> bool:
    """Whether an element has another story's headline too, or the page's own."""
    href = page.blocks[at].href
    return any(
        page.is_title(number) or (page.is_headline(number) and page.blocks[number].href != href)
        for number in span
        if number != at
    )


def _rows(page: Scored) -> Iterator[Sequence[int]]:
    """The teasers that are one block each: all blocks of a form lead on with a headline's words, beside a date or a picture."""
    forms: dict[int, list[int]] = defaultdict(list)
    for number, form in enumerate(pairs(page.blocks)):
        forms[form].append(number)
    yield from (
        row for row in forms.values() if len(row) >= ROWS and all(_is_row(page, number) for number in row)
    )


def _is_row(page: Scored, number: int) -> bool:
    block = page.blocks[number]
    if not ROW_HEADLINE <= block.linked < block.words <= TEASER or not page.leads_on(block.href):
        return False
    pictured = number > 0 and block.pictures > page.blocks[number - 1].pictures
    return pictured or _DATE.search(block.text[:DATED]) is not None
