"""Readers' comments below a story whose site says no more of them than a heading: told by that heading, which a rule of the language knows, and by their form.

Below the heading stand units in a row, each of a short line or several (who, when) and of paragraphs in elements of a kind of their own,
in which no paragraph of the story stands.
"""

from collections.abc import Callable, Sequence

import msgspec

from worker.core.clean.text import sentences
from worker.core.clean.text.passages import COMMENTS, Passage
from worker.core.clean.text.words import word_count

HEADING = 6  # words of the heading of comments: "12 comments on this article"
SIGNED = 8  # words of a line above a comment
SIGNS = 3  # such lines above one: who, from where, when
LEAST = 2  # comments; a line and a paragraph below it may as well be a part of the story


def without(passages: Sequence[Passage], is_heading: Callable[[str], bool]) -> tuple[Passage, ...]:
    """The passages of a page with the comments below such a heading cut."""
    marked, story = list(passages), 0
    for number, passage in enumerate(passages):
        is_text = passage.rule is None and _is_prose(passage)
        story += is_text
        if story and not is_text and word_count(passage.text) <= HEADING and is_heading(passage.text):
            end = _end(passages, number)
            cut = (
                msgspec.structs.replace(one, rule=one.rule or COMMENTS) for one in passages[number + 1 : end]
            )
            marked[number + 1 : end] = cut
    return tuple(marked)


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
    element = passage.where.rpartition("> ")[2]
    return (
        word_count(passage.text) <= SIGNED
        and not _is_prose(passage)
        and element[:2] not in {"h1", "h2", "h3"}
    )
