"""The article in an HTML page: the only module that knows trafilatura.

The page is parsed once. Its blocks are judged by its tree alone; where that leaves doubt, trafilatura reads the page too and the blocks are judged again
with its text as a witness. Measured in docs/decisions/0013, 0016 and 0017.
"""

from itertools import accumulate

import msgspec
import numpy as np
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document, Extractor
from trafilatura.utils import repair_faulty_html

from worker.core import times
from worker.core.clean.blocks import blocks, decision, features, walk, witness
from worker.core.clean.blocks.blocks import Block, Blocks
from worker.core.clean.blocks.features import Hints
from worker.core.clean.blocks.model import SCALE, BlockModels
from worker.core.clean.blocks.surroundings import PROSE
from worker.core.clean.blocks.witness import Witness
from worker.core.clean.body import bare, selection
from worker.core.clean.body.selection import Seen
from worker.core.clean.kind import signs, verdicts
from worker.core.clean.kind.rules import PageKind, PageRules
from worker.core.clean.kind.verdicts import Verdict
from worker.core.clean.metadata import metadata
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.page import htmltree
from worker.core.clean.page.htmltree import Parsed
from worker.core.clean.text.passages import (
    FEW,
    Passage,
)
from worker.core.clean.text.words import word_count

DOUBT = 0.20  # of the words; on sites not seen, reading the pages under it twice changes no F1 by 0.001 (docs/decisions/0084)
UNSURE = 3 * SCALE // 2  # log-odds up to which a block is in doubt
HUGE = 3_000  # lines in blocks; no article has as many, and a second reading of them costs seconds
NO_WORDS = PageRules()
HEAD = 4096  # characters in which a page's own faulty tags are looked for
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\r"})
HELD = 0.1  # of the articleBody's words in the page's elements; other texts of it than a page's own had 0.29 and more
OWN_WORDS = 100  # of paragraphs that the declared body doesn't have; so many are an article, not what stands around one
_RECALL = Extractor(output_format="python", recall=True, comments=False, dedup=False)  # never `dedup`
FEW_WORDS = 80  # with less text than this there is always doubt


class Extracted(msgspec.Struct, frozen=True):
    """The blocks of a page, those of its main text kept, and what the page declares about it."""

    passages: tuple[Passage, ...]
    metadata: Metadata
    notes: tuple[str, ...] = ()  # what wasn't read, for people
    verdict: Verdict | None = None  # where it is no article like any other
    limit: str | None = None  # that the page is beyond, so that not all of it was read
    bare: str | None = None  # the text of a page that is HTML in name only; it has no blocks


def extract(
    html: str,
    url: str | None = None,
    latest: str = times.LAST_DAY,
    models: BlockModels | None = None,
    kinds: PageRules = NO_WORDS,
) -> Extracted:
    """The blocks and metadata of a page, and its kind. It may be that no block is kept."""
    parsed = parse(html)
    if parsed.tree is None:
        return Extracted((), Metadata(), ("html: no tree could be parsed",), limit=parsed.limit)
    page = walk.read(parsed.tree)
    declared = metadata.read(parsed.tree, page, kinds.bylines, url, latest)
    verdict = verdicts.judge(signs.read(parsed.tree, page, declared, url, kinds), kinds)
    notes = (
        () if page.is_whole else (f"html: nothing read after its first {blocks.MAX_BLOCKS} blocks of text",)
    )
    kind = verdict.kind if verdict else None
    seen = Seen(declared, url, kind is PageKind.LIVE_BLOG, kind is PageKind.GALLERY)
    if text := bare.text_of(parsed.tree):
        return Extracted((), declared, notes, verdict, parsed.limit, text)
    passages = _judged(parsed, page, seen, models) if models else _as_text(_read_again(parsed))
    return Extracted(passages, declared, notes, verdict, parsed.limit)


def parse(html: str) -> Parsed:
    """The page's tree, with the faults repaired that the parser would trip over."""
    return htmltree.parse(_repaired(html))


def _repaired(html: str) -> str:
    """The page that the parser can read. But for illegal characters all faults are in the first lines: repairing all of a page takes five times as long."""
    end = -1 if _has_illegal(html) else html.find("\n", HEAD)
    head, rest = (html, "") if end < 0 else (html[: end + 1], html[end + 1 :])
    return repair_faulty_html(head, head[:50].lower()) + rest


def _has_illegal(html: str) -> bool:
    """Whether a character stands in the page that no XML may have."""
    plain = html.encode("utf-8", "surrogatepass")
    return len(plain.translate(None, _CONTROLS)) < len(plain) or "\ufffe" in html or "\uffff" in html


def _judged(parsed: Parsed, page: Blocks, seen: Seen, models: BlockModels) -> tuple[Passage, ...]:
    declared = seen.declared
    known = hints(declared)
    body = _only_declared(page, declared.body or "", known.body) if known.body else ""
    if body and _own_words(page, known, models) < min(OWN_WORDS, word_count(body)):
        return _as_text(body)
    if not page.blocks:  # or all of them in what is skipped, as in a noscript that is never closed
        return _read_alone(_read_again(parsed), ())
    unseen = features.features(page, known)
    scores = models.by_tree.scores(unseen)
    if parsed.is_deep or _lines(page) > HUGE or is_sure(page.blocks, scores):
        return selection.kept(page.blocks, decision.decided(page.blocks, scores), seen)
    read = _read_again(parsed)
    witnessed = features.witnessed(page, witness.of(read))
    scores = mixed(scores, models.by_witness.scores(np.concatenate([unseen, witnessed], axis=1)))
    found = selection.kept(page.blocks, decision.decided(page.blocks, scores), seen)
    return _read_alone(read, found) if all(passage.rule for passage in found) else found


def _lines(page: Blocks) -> int:
    return len(page.blocks) + sum(block.text.count("\n") for block in page.blocks)


def _only_declared(page: Blocks, body: str, own: Witness) -> str:
    """The publisher's own articleBody, a paragraph at least as any article, where the page's elements hold next to nothing of it: a script would have shown it."""
    words = word_count(body)
    if words < PROSE:
        return ""
    held = accumulate(block.words * own.has(block.text) for block in page.blocks if block.kind != "h1")
    enough = HELD * words * witness.WHOLE
    return "" if any(so_far >= enough for so_far in held) else _without_markup(body)


def _own_words(page: Blocks, known: Hints, models: BlockModels) -> int:
    """The words of the paragraphs that a page has beside the declared body: of another story's article, or below a summary."""
    scores = models.by_tree.scores(features.features(page, known)) if page.blocks else []
    return sum(
        block.words
        for block, score in zip(page.blocks, scores, strict=True)
        if score > 0
        and block.words >= PROSE
        and not (known.body and 2 * known.body.has(block.text) >= witness.WHOLE)
    )


def _without_markup(body: str) -> str:
    tree = parse(body).tree if "</" in body else None
    return body if tree is None else "\n".join(block.text for block in walk.read(tree).blocks)


def _read_alone(read: str, found: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """What a second reading alone found, where that is as much as an article; less is left out, for a reason of its own."""
    if word_count(read) >= FEW_WORDS:
        return _as_text(read)
    seen = witness.of(read)
    marked = (
        Passage(passage.text, FEW, passage.where) if _is_little(passage.text, seen) else passage
        for passage in found
    )
    return tuple(marked) or ((Passage(read, FEW),) if _is_little(read, seen) else ())


def _is_little(text: str, seen: Witness) -> bool:
    """Whether a text may be a paragraph, and the second reading has it."""
    return word_count(text) >= PROSE and 2 * seen.has(text) > witness.WHOLE


def _as_text(text: str) -> tuple[Passage, ...]:
    return (Passage(text),) if text else ()


def hints(declared: Metadata) -> Hints:
    """What a page's metadata say about its blocks."""
    return Hints(declared.title, witness.of(declared.body) if declared.body else None)


def mixed(alone: list[int], seen: list[int]) -> list[int]:
    """The scores of a page that was read twice: those with the witness count double (docs/decisions/0082)."""
    return [(one + 2 * two) // 3 for one, two in zip(alone, seen, strict=True)]


def is_sure(found: list[Block], scores: list[int]) -> bool:
    """Whether the scores leave so few of the text's words open that a second reading would change nothing."""
    words = sum(block.words for block, score in zip(found, scores, strict=True) if score > 0)
    open_words = sum(block.words for block, score in zip(found, scores, strict=True) if abs(score) < UNSURE)
    return words >= FEW_WORDS and open_words < DOUBT * words


def _read_again(parsed: Parsed) -> str:
    """A second reading, but of a deep tree: that costs half a minute, or ends where functions may not call each other any deeper."""
    return "" if parsed.is_deep or parsed.tree is None else second_reading(parsed.tree)


def second_reading(tree: HtmlElement) -> str:
    """The text that trafilatura finds, in its recall mode: the best single mode on the corpora."""
    document = bare_extraction(tree, options=_RECALL)
    return (document.text or "") if isinstance(document, Document) else ""
