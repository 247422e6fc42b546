"""Other stories that a page sets beside or below its own: the next one that loads while the reader scrolls, and teasers with a few lines of text.

Told by form, in any language. A story is an element that opens with a headline and goes on with text. It is another one where that headline leads to
another page of the site, as two or more of one form do; or where the element is an `<article>` beside the one that holds the page's headline, and has a
first headline or a date of its own.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

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
MORE = 4  # words of a link behind a text that breaks off
LEVELS = 4  # elements around it in which its heading stands
BROKEN = 40  # characters of its end
DEPTH = 60  # elements around a block that are looked at
NEAR = 20  # characters by which a headline may be longer or shorter than the title that it repeats
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|csv|zip|odt|ods)(?:[?#]|$)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_HOST = re.compile(r"(?:https?:)?//(?:[^/?#@]*@)?([^/?#:]*)", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_BREAKS_OFF = re.compile(r"(?:…|\.\.\.)[^.]*$|[»›→]\s*$")
_DATE = re.compile(r"(?<!\d)(?:19|20|24|25)\d\d(?!\d)|(?<!\d)\d{1,2}[:.]\d\d(?!\d)")


@dataclass(frozen=True)
class Scored:
    """A page's blocks with what was decided of each, its title, and the domain it is on."""

    blocks: Sequence[Block]
    scores: Sequence[int]
    title: str | None = None
    domain: str | None = None

    def words(self, numbers: Iterable[int]) -> int:
        """The words of those of these blocks that would be kept."""
        return sum(self.blocks[number].words for number in numbers if self.scores[number] > 0)

    def size(self, numbers: Iterable[int]) -> int:
        """The words of these blocks."""
        return sum(self.blocks[number].words for number in numbers)

    @cached_property
    def elements(self) -> list[Container]:
        """All elements that hold a block, each once."""
        found: dict[int, Container] = {}
        for block in self.blocks:
            node: Container | None = block.container
            while node and node.number not in found:
                found[node.number] = node
                node = node.parent
        return list(found.values())

    @cached_property
    def headings(self) -> list[int]:
        """The blocks that are headings by their element."""
        return [number for number, block in enumerate(self.blocks) if block.kind in HEADINGS]

    @cached_property
    def titles(self) -> frozenset[int]:
        """The blocks that are the page's headline."""
        title = self.title or ""
        first = next(iter(_WORD.findall(title.casefold())), "\0")
        near = (n for n, block in enumerate(self.blocks) if abs(len(block.text) - len(title)) <= NEAR)
        held = (n for n in near if first in self.blocks[n].text.casefold())
        return frozenset(n for n in held if features.repeats(self.blocks[n].text, title))

    @cached_property
    def headlines(self) -> frozenset[int]:
        """The blocks that are a headline which leads to another page of the site."""
        return frozenset(
            number
            for number, block in enumerate(self.blocks)
            if block.linked == block.words > 1
            and (block.words >= HEADLINE or len(block.text) >= LETTERS)
            and self.leads_on(block.href)
            and number not in self.titles
        )

    def leads_on(self, href: str) -> bool:
        """Whether an address is another page's of the site; a document is none."""
        target = href.strip()
        if not target or target.startswith("#") or _DOCUMENT.search(target):
            return False
        if not _ELSEWHERE.match(target):
            return True
        match = _HOST.match(target)
        host = match[1].lower() if match else ""
        return bool(self.domain) and (host == self.domain or host.endswith(f".{self.domain}"))


def others(page: Scored) -> frozenset[int]:
    """The numbers of the blocks that are other stories'."""
    beside = frozenset(number for story in (*_articles(page), *_entries(page)) for number in story)
    teasers = frozenset(number for item in (*_teasers(page), *_rows(page)) for number in item) - beside
    own = frozenset(range(len(page.blocks))) - beside - teasers
    return beside | teasers if _is_less(page, teasers, own) else beside


def has_date(text: str) -> bool:
    """Whether a year or a time of day stands in a text."""
    return _DATE.search(text) is not None


def _is_less(page: Scored, teasers: frozenset[int], own: frozenset[int]) -> bool:
    """Whether teasers are less than the page's own text, or its text stands in an element that has none of them; else they may be an article of entries."""
    words = page.words(own)
    if page.words(teasers) < words:
        return True
    text = (number for number in own if page.scores[number] > 0 and page.blocks[number].words >= PROSE)
    around = {node.number: node.end for number in text if (node := page.blocks[number].container.parent)}
    numbers = sorted(page.blocks[number].container.number for number in teasers)
    return words >= OWN and all(
        bisect_left(numbers, first) == bisect_left(numbers, end) for first, end in around.items()
    )


def _articles(page: Scored) -> Iterator[range]:
    """The articles beside the page's own that are other stories."""
    spans = _outermost(page)
    own = next((inside for inside in spans if not page.titles.isdisjoint(inside)), None)
    own = own or next((inside for inside in spans if not _opens(page, inside)), None)
    if own and page.words(own) >= OWN:
        yield from (inside for inside in spans if inside != own and _is_another(page, inside))


def _entries(page: Scored) -> Iterator[range]:
    """The elements beside the one that holds the page's own story, of its form, that open with a heading which leads to another page, or is a first one."""
    own = _own(page) if any(_may_lead(page, number) for number in page.headings) else None
    at = 0
    while own and at < len(page.blocks):
        node = _child(page.blocks[at].container, own.parent)
        inside = span(page.blocks, node, at) if node else range(at, at + 1)
        if node and node is not own and node.signature == own.signature and _leads(page, inside):
            yield inside
        at = inside.stop


def _may_lead(page: Scored, number: int) -> bool:
    """Whether a block is another story's heading by itself: a link to it, or one of the first degree."""
    kind = page.blocks[number].kind
    if kind not in HEADINGS:
        return False
    return number in page.headlines or (kind == "h1" and number not in page.titles)


def _own(page: Scored) -> Container | None:
    """The widest element, with a class or without an attribute, that holds the page's headline and a story's text, and has siblings of its form."""
    at = min(page.titles, default=None)
    if at is None:
        return None
    forms = Counter(map(_form, page.elements))
    around = [
        node
        for node in lineage(page.blocks[at].container, DEPTH)
        if node.parent and not node.signature.endswith(".") and forms[_form(node)] > 1
    ]
    return next((node for node in reversed(around) if page.words(span(page.blocks, node, at)) >= OWN), None)


def _child(node: Container, parent: Container | None) -> Container | None:
    """The element right below this parent that a node stands in, or is."""
    while node.parent is not parent:
        if node.parent is None:
            return None
        node = node.parent
    return node


def _leads(page: Scored, inside: range) -> bool:
    """Whether an element without the page's headline opens with another story's heading."""
    at = _opens(page, inside)
    return at is not None and page.titles.isdisjoint(inside) and _may_lead(page, at)


def _outermost(page: Scored) -> list[range]:
    """What stands in each article that stands in no other."""
    articles: dict[int, Container | None] = {}
    found: list[range] = []
    for number, block in enumerate(page.blocks):
        node = _article_around(block.container, articles) if block.container.article else None
        if node and not (found and number in found[-1]):
            found.append(span(page.blocks, node, number))
    return found


def _article_around(node: Container, known: dict[int, Container | None]) -> Container | None:
    """The outermost article that an element stands in. What is found on the way goes to `known`."""
    path: list[Container] = []
    above: Container | None = node
    while above and above.number not in known:
        path.append(above)
        above = above.parent
    found = known[above.number] if above else None
    for step in reversed(path):
        found = found or (step if step.kind == "article" else None)
        known[step.number] = found
    return found


def _is_another(page: Scored, inside: range) -> bool:
    """Whether an article opens with a headline that is a link or a page's first one, or has a date of its own."""
    at = _opens(page, inside)
    if at is None or at in page.titles:
        return False
    opening = (page.blocks[number] for number in inside[: at - inside.start + OPENING])
    labels = (block for block in opening if block.words <= LABEL and block.kind not in HEADINGS)
    is_dated = any(_DATE.search(block.text) for block in labels)
    return is_dated or page.blocks[at].kind == "h1" or at in page.headlines


def _opens(page: Scored, inside: range) -> int | None:
    """The headline that an element opens with, below labels; None where it opens with text."""
    for number in inside:
        block = page.blocks[number]
        if block.kind in HEADINGS or number in page.headlines:
            return number
        if block.words > LABEL:
            return None
    return None


def _teasers(page: Scored) -> Iterator[range]:
    """The elements side by side of one form of which nearly all, two or more, open with a headline of another page and go on with text."""
    near = (number for number in sorted(page.headlines) if _goes_on(page, number))
    found = [item for number in near if (item := _item(page, number))]
    forms = Counter(map(_form, (*found, *_continued(page))))
    every = _elements(page, forms)
    for form, items in forms.items():
        if items >= max(ITEMS, ALL * len(every[form])):
            yield from (inside for inside in every[form].values() if page.size(inside) <= TEASER)


def _goes_on(page: Scored, at: int) -> bool:
    """Whether a text stands below a headline, before the next one: a menu's links are many, and have none."""
    for number in range(at + 1, min(at + 1 + OPENING, len(page.blocks))):
        if number in page.headlines and page.blocks[number].href != page.blocks[at].href:
            return False
        if page.blocks[number].words >= TEXT:
            return True
    return False


def _continued(page: Scored) -> Iterator[Container]:
    """The elements that open with a heading and go on with a text which breaks off before a link to where it goes on."""
    for at, block in enumerate(page.blocks):
        if not 0 < block.linked <= MORE < TEXT <= block.words <= TEASER:
            continue
        if not _BREAKS_OFF.search(block.text[-BROKEN:]) or not page.leads_on(block.href):
            continue
        for node in lineage(block.container, LEVELS):
            inside = span(page.blocks, node, at, TEASER)
            opens = _opens(page, inside)
            if opens is not None and opens < at and page.size(inside) <= TEASER and opens not in page.titles:
                yield node
                break


def _form(node: Container) -> tuple[int, str]:
    return (node.parent.number if node.parent else 0, node.signature)


def _elements(page: Scored, forms: Collection[tuple[int, str]]) -> dict[tuple[int, str], dict[int, range]]:
    """For each form the elements that hold a text, by their number, and what stands in them: of large ones a part."""
    every: dict[tuple[int, str], dict[int, range]] = {form: {} for form in forms}
    for at, block in enumerate(page.blocks) if forms else ():
        for node in lineage(block.container, DEPTH) if block.words >= TEXT else ():
            form = _form(node)
            if form in every and node.number not in every[form]:
                every[form][node.number] = span(page.blocks, node, at, TEASER)
    return every


def _item(page: Scored, at: int) -> Container | None:
    """The widest element that opens with this headline, where it has a text and no other headline."""
    found = None
    for node in lineage(page.blocks[at].container, DEPTH):
        inside = span(page.blocks, node, at, TEASER)
        if node.parent is None or page.size(inside) > TEASER:
            break
        if _opens(page, inside) != at or _has_more(page, inside, at):
            break
        if any(page.blocks[number].words >= TEXT for number in inside if number > at):
            found = node
    return found


def _has_more(page: Scored, inside: range, at: int) -> bool:
    """Whether an element has another story's headline too, or the page's own."""
    href = page.blocks[at].href
    return any(
        number in page.titles or (number in page.headlines and page.blocks[number].href != href)
        for number in inside
        if number != at
    )


def _rows(page: Scored) -> Iterator[Sequence[int]]:
    """The teasers that are one block each: all blocks of a form lead on with a headline's words, beside a date or a picture."""
    rows = {number for number in range(len(page.blocks)) if _is_row(page, number)}
    forms: dict[int, list[int]] = defaultdict(list)
    for number, form in enumerate(pairs(page.blocks)) if len(rows) >= ROWS else ():
        forms[form].append(number)
    yield from (row for row in forms.values() if len(row) >= ROWS and rows.issuperset(row))


def _is_row(page: Scored, number: int) -> bool:
    block = page.blocks[number]
    if not ROW_HEADLINE <= block.linked < block.words <= TEASER or not page.leads_on(block.href):
        return False
    pictured = number > 0 and block.pictures > page.blocks[number - 1].pictures
    return pictured or _DATE.search(block.text[:DATED]) is not None
