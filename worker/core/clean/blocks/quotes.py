"""Quotations that a page sets apart from its text in large type: the story says them already, or nearly so."""

import re
from collections.abc import Iterator, Sequence

from worker.core.clean.blocks.blocks import Block, lineage
from worker.core.clean.blocks.features import HEADINGS
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.text.words import word_count

WORDS = 5  # of what is repeated, at least
MOST = 45  # words of a quotation that is set apart
NAMED = 8  # words behind it: who said so
ALIKE = 8  # tenths of the words of what the page calls a pulled quote that one paragraph has, too
LEVELS = 3  # elements around it
_PULLED = re.compile(r"pull-?_?quote", re.IGNORECASE)
_APART = frozenset({"blockquote", "aside"})
_NEVER = HEADINGS | {"li"}  # what an aside's heading says, the text may well say, too
_MAY_BE = (Mark.QUOTE | Mark.ASIDE | Mark.PULL).value
_WORD = re.compile(r"\w+")
_QUOTED = re.compile('["“”„«»「」]')
_FIRST = re.compile(r"^.*?[.!?…。！？।؟][\"'”’»」)]*", re.DOTALL)


def repeated(blocks: Sequence[Block], scores: Sequence[int]) -> Iterator[int]:
    """The numbers of the blocks in a quotation that is set apart, and whose words stand in a longer paragraph of the text."""
    asked = [number for number in range(len(blocks)) if _is_apart(blocks[number])]
    if not asked:
        return
    kept = [block for block, score in zip(blocks, scores, strict=True) if score > 0]
    said = [(block.words, _words(block.text)) for block in kept]
    for number in asked:
        longer = [text for words, text in said if words > blocks[number].words]
        if _is_said(blocks[number], longer):
            yield number


def _is_apart(block: Block) -> bool:
    if block.words > MOST or block.kind in _NEVER or not block.container.marks & _MAY_BE:
        return False
    return any(
        node.kind in _APART or _PULLED.search(node.signature) for node in lineage(block.container, LEVELS)
    )


def _is_said(block: Block, texts: Sequence[str]) -> bool:
    whole = _words(block.text)
    if any(_PULLED.search(node.signature) for node in lineage(block.container, LEVELS)):
        own = set(whole.split())
        return any(10 * len(own & set(text.split())) >= ALIKE * len(own) for text in texts)
    first = _FIRST.match(block.text)
    if not first and not _QUOTED.search(block.text):
        return False  # a name, a heading
    pieces = [whole]
    named = block.text[first.end() :] if first else ""
    if first and word_count(named) <= NAMED and not _FIRST.match(named):
        pieces.append(_words(first[0]))
    return any(
        word_count(piece) >= WORDS and any(f" {piece} " in f" {text} " for text in texts) for piece in pieces
    )


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
