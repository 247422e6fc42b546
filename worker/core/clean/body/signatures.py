"""Blocks that say who wrote an article and when, and nothing of the story: in any language, because the names and the dates are the page's own."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, reduce

from worker.core.clean.blocks import blocks
from worker.core.clean.blocks.blocks import Block
from worker.core.clean.blocks.features import HEADINGS
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.blocks.surroundings import PROSE
from worker.core.clean.metadata import called, writtendates
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.text.words import word_count

BYLINE_WORDS = 20  # of a block that names the authors
BY_WORDS = 2  # of it beside names and date: "by", "text and pictures"
BY_WORD = 1  # likewise, where the name is one word: "desk" and "agencies" are words of a text, too
HEAD = 4  # blocks of the text among which a by-line may stand, as below a standfirst
BELOW = 8  # blocks below its last paragraph
NOTE_WORDS, MOST_NOTE_WORDS = 5, 60  # of a note on an author
NEAR = 2  # elements around it whose names say that it is one
DATE_WORDS = 4  # of a line that tells when, beside the date
_LETTERS = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"""[.!?…。！？।؟:：]['"”’»)\]]*$""")
_MAIL = re.compile(r"[\w.+-]+@[\w.-]+")


def signed(found: Sequence[Block], scores: Sequence[int], declared: Metadata) -> Iterator[int]:
    """The numbers of the blocks at the head of the text, or below its last paragraph, that name the authors or say when the page appeared or was changed."""
    taken = [number for number in range(len(found)) if scores[number] > 0]
    last = next((number for number in reversed(taken) if found[number].words >= PROSE), 0)
    below = range(last + 1, min(len(found), last + 1 + BELOW))
    for number in dict.fromkeys((*taken[:HEAD], *below)):
        if is_byline(found[number], declared) or is_own_date(found[number], declared):
            yield number


def is_date_line(block: Block, lang: str | None) -> bool:
    """Whether a block says when the article appeared, and perhaps a few words more: its section, its readers, who wrote it."""
    if writtendates.is_alone(block.text, lang):
        return True
    if block.words > BYLINE_WORDS or block.kind in HEADINGS or _SENTENCE_END.search(block.text):
        return False
    has_date = len(writtendates.find(block.text, lang)) > 0
    return has_date and _words_beside_dates(block.text, lang) <= DATE_WORDS


def is_own_date(block: Block, declared: Metadata) -> bool:
    """Whether a block is such a line, and its dates are those of the page: other dates may be a story's."""
    days = {date[:10] for date in (declared.published, declared.modified) if date}
    if not days or block.words > BYLINE_WORDS:
        return False
    written = writtendates.find(block.text, declared.lang)
    are_own = bool(written) and {found.date[:10] for found in written} <= days
    return are_own and _words_beside_dates(block.text, declared.lang) <= DATE_WORDS * len(written)


def is_byline(block: Block, declared: Metadata) -> bool:
    """Whether a block says who wrote the article, perhaps when and at which address, and hardly a word more."""
    if not declared.authors or block.words > BYLINE_WORDS:
        return False
    text = block.text.casefold()
    named = [name for name in _known(declared) if name in text]
    rest = _MAIL.sub(" ", reduce(lambda left, name: left.replace(name, " "), named, text))
    has_date = bool(writtendates.find(rest, declared.lang))
    most = BY_WORDS if any(word_count(name) > 1 for name in named) else BY_WORD
    return bool(named) and _words_beside_dates(rest, declared.lang) <= most + has_date


def is_note(block: Block, declared: Metadata) -> bool:
    """Whether a block says who an author is: set apart in type or called so by the page, and it begins with the name. Before a colon stands who speaks."""
    text = block.text.casefold() if NOTE_WORDS <= block.words <= MOST_NOTE_WORDS else ""
    name = next((name for name in _known(declared) if text.startswith(name)), None) if text else None
    if name is None:
        return False
    around = (block.container, block.container.parent)
    is_apart = (
        10 * block.stressed >= 9 * block.words
        or blocks.is_called(block.container, Mark.BYLINE, NEAR)
        or any(called.is_authors(item.signature) for item in around if item)
    )
    return is_apart and not block.text[len(name) :].lstrip().startswith((":", "："))


def _known(declared: Metadata) -> tuple[str, ...]:
    """The authors' names, as the page writes them first."""
    return _folded(declared.signed, declared.authors)


@lru_cache(maxsize=1)  # each block of a page asks for the same ones
def _folded(signed: tuple[str, ...], authors: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(str.casefold, (*signed, *authors))))


def _words_beside_dates(text: str, lang: str | None) -> int:
    dates, rest = writtendates.find(text, lang), writtendates.folded(text)
    for written in reversed(dates):
        rest = rest[: written.start] + rest[written.end :]
    return sum(map(word_count, _LETTERS.findall(rest)))
