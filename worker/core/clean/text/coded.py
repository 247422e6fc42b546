"""Bytes coded in letters within a text that is one: a picture as base64 in a paragraph or on lines of their own. Nobody can read them, and they are a hundred times the story."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from worker.core.clean.text import writing
from worker.core.clean.text.passages import CODED, Passage, text_of


def without(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The passages with such bytes apart, as left out. A text that is nothing else stays as it is: it is no text, which its verdict says."""
    if not any(map(_holds, passages)) or writing.is_coded(text_of(passages)):
        return passages
    return tuple(part for passage in passages for part in (_parts(passage) if _holds(passage) else [passage]))


def _holds(passage: Passage) -> bool:
    """Whether a kept passage has a line that may be such bytes."""
    if passage.rule is not None or len(passage.text) < writing.CODED_LONG:
        return False
    lines = passage.text.split("\n")
    return any(map(writing.coded_runs, lines)) or any(_in_rows(lines))


def _parts(passage: Passage) -> Iterator[Passage]:
    """A passage in as many as its coded bytes part it into."""
    lines = passage.text.split("\n")
    told = ((is_row, line) for is_row, line in zip(_in_rows(lines), lines, strict=True))
    for is_row, group in groupby(told, lambda one: one[0]):
        texts = [line for _, line in group]
        if is_row:
            yield msgspec.structs.replace(passage, text="\n".join(texts), rule=CODED)
        else:
            yield from _of_lines(passage, texts)


def _of_lines(passage: Passage, lines: Iterable[str]) -> Iterator[Passage]:
    """Lines, and the coded runs in them behind the line that they stand in."""
    kept: list[str] = []
    for line in lines:
        runs = writing.coded_runs(line)
        left = line
        for run in runs:
            left = left.replace(run, " ", 1)
        if not runs or any(map(str.isalpha, left)):
            kept.append(" ".join(left.split()) if runs else line)
        if runs:
            yield from _kept(passage, kept)
            kept = []
            yield msgspec.structs.replace(passage, text="\n".join(runs), rule=CODED)
    yield from _kept(passage, kept)


def _kept(passage: Passage, lines: Sequence[str]) -> Iterator[Passage]:
    if lines:
        yield msgspec.structs.replace(passage, text="\n".join(lines))


def _in_rows(lines: Sequence[str]) -> list[bool]:
    """Of each line whether it is one of many in a row that are coded bytes, or the shorter one that ends them."""
    found: list[bool] = []
    for is_coded, group in groupby(lines, writing.is_coded_line):
        size = sum(1 for _ in group)
        found += [is_coded and size >= writing.CODED_LINES] * size
    ends = [at for at in range(1, len(lines)) if found[at - 1] and not found[at]]
    for at in ends:
        found[at] = 0 < len(lines[at].strip()) < len(lines[at - 1]) and " " not in lines[at].strip()
    return found
