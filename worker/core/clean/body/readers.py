"""Readers' comments below a story whose site says no more of them than a heading: told by that heading, which a rule of the language knows, and by their form.

In a page below the heading stand units in a row, each of a short line or several (who, when) and of paragraphs in elements of a kind of their own,
in which no paragraph of the story stands. Where their elements tell nothing, and in a plain text, their order does (`readerpairs`).
"""

from collections.abc import Callable, Sequence

import msgspec

from worker.core.clean.body import readerpairs
from worker.core.clean.text import sentences
from worker.core.clean.text.passages import COMMENTS, Passage
from worker.core.clean.text.words import word_count

HEADING = 6  # words of the heading of comments: "12 comments on this article"
HEADING_CHARS = 24  # of one in letters that are counted as half a word each
SIGNED = 8  # words of a line above a comment
SIGNS = 3  # such lines above one: who, from where, when
LEAST = 2  # comments; a line and a paragraph below it may as well be a part of the story


class Words(msgspec.Struct, frozen=True):
    """What rules of the language tell of a line."""

    is_heading: Callable[[str], bool]  # of comments
    is_label: Callable[[str], bool]  # one that stands alone, as a button
    opens_list: Callable[[str], bool]  # the heading of a list of other stories


def without(passages: Sequence[Passage], words: Words) -> tuple[Passage, ...]:
    """The passages of a page with the comments below such a heading cut."""
    marked, story = list(passages), 0
    texts = [passage.text for passage in passages]
    last = max((number for number, one in enumerate(passages) if one.rule is None), default=0)
    for number, passage in enumerate(passages[:last]):  # below the last kept one nothing is left to cut
        is_text = passage.rule is None and _is_prose(passage)
        story += is_text
        if story and not is_text and _is_short(passage.text) and words.is_heading(passage.text):
            end = _end(passages, number)
            if end == number + 1:
                end = readerpairs.end(texts, number, words.is_label, _ends(passages, words))
            cut = (
                msgspec.structs.replace(one, rule=one.rule or COMMENTS) for one in passages[number + 1 : end]
            )
            marked[number + 1 : end] = cut
    return tuple(marked)


def without_in_text(passages: Sequence[Passage], words: Words) -> tuple[Passage, ...]:
    """The same of a plain text, whose passages are other stories' headlines, dates and one text."""
    *above, body = passages
    lines = body.text.split("\n")
    first = next(
        (number for number, line in enumerate(lines) if sentences.is_prose(line, sentences.size(line))),
        len(lines),
    )
    for number in range(first + 1, len(lines)):
        if not lines[number].strip() or not _is_short(lines[number]) or not words.is_heading(lines[number]):
            continue
        end = readerpairs.end(lines, number, words.is_label, lambda at: words.opens_list(lines[at]))
        if end > number + 1:
            parts = ((lines[: number + 1], None), (lines[number + 1 : end], COMMENTS), (lines[end:], None))
            return (*above, *(Passage("\n".join(part), rule) for part, rule in parts if part))
    return tuple(passages)


def _ends(passages: Sequence[Passage], words: Words) -> Callable[[int], bool]:
    """Whether at a passage something else begins: a heading, or a list of other stories."""
    return lambda at: _is_heading(passages[at]) or words.opens_list(passages[at].text)


def _is_short(text: str) -> bool:
    return word_count(text) <= HEADING or len(text) <= HEADING_CHARS


def _end(passages: Sequence[Passage], heading: int) -> int:
    """Where the comments below a heading end; right below it where there are none."""
    own = next((one.where for one in passages[heading + 1 :] if _is_prose(one)), "")
    if any(one.where == own and one.rule is None for one in passages[:heading]):
        return heading + 1
    units, signs, end = 0, 0, heading + 1
    for number in range(heading + 1, len(passages)):
        one = passages[number]
        if one.where == own:
            if not units and not signs:
                break
            units += signs > 0
            signs, end = 0, number + 1
        elif signs == SIGNS or not _may_sign(one):
            break
        else:
            signs += 1
    return end if units >= LEAST else heading + 1


def _is_prose(passage: Passage) -> bool:
    return sentences.is_prose(passage.text, sentences.size(passage.text))


def _may_sign(passage: Passage) -> bool:
    """Whether a passage may say who wrote a comment, or when: short, and no heading of what follows."""
    return word_count(passage.text) <= SIGNED and not _is_prose(passage) and not _is_heading(passage)


def _is_heading(passage: Passage) -> bool:
    return passage.where.rpartition("> ")[2][:2] in {"h1", "h2", "h3"}
