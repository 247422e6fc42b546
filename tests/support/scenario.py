"""A stretch of `pages.raw` with every way in which pages relate, and what must become of each page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.support.pages import Row, page

EVERY = 10  # of so many pages, one comes in versions, one as a copy, one again


@dataclass(frozen=True)
class Expected:
    """A page of the scenario and the fates it may have."""

    row: Row
    fates: tuple[str, ...]


def scenario(count: int, start: int = 0) -> Iterator[Expected]:
    """`count` pages and, among them: versions (back to the first text, in another language, late), copies, re-crawls.

    Rows that relate come far apart, so that a crash can fall between them.
    """
    later: list[Expected] = []
    for number in range(start, start + count):
        yield Expected(page(number), _original(number))
        later += _relatives(number)
        if len(later) > 4 * EVERY:
            yield later.pop(0)
    yield from later


def _original(number: int) -> tuple[str, ...]:
    """An original that is copied may itself be the copy: the first in dedupe's log is canonical, not the first loaded."""
    return ("published", "copy") if number % EVERY == 5 else ("published",)


def _relatives(number: int) -> Sequence[Expected]:
    kind = number % EVERY
    other = number + 500_000
    if kind == 1:  # back to the first text
        return [
            Expected(page(number, text=other, day=11), ("replaced",)),
            Expected(page(number, day=12), ("replaced",)),
        ]
    if kind == 2:  # in another language and back
        return [
            Expected(page(number, text=other, lang="fr", day=11), ("replaced",)),
            Expected(page(number, text=other, lang="de", day=12), ("replaced",)),
            Expected(page(number, day=13), ("replaced",)),
        ]
    if kind == 3:  # one arrives late
        return [
            Expected(page(number, text=other, day=12), ("replaced",)),
            Expected(page(number, text=other + 250_000, day=11), ("stale",)),
        ]
    if kind == 4:  # crawled again
        return [Expected(page(number, day=11), ("unchanged",))]
    if kind == 5:  # the text under another address
        return [Expected(page(other, text=number), ("published", "copy"))]
    return []
