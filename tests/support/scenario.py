"""A stretch of `pages.raw` with every way in which pages relate, and what must become of each page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.support.pages import Row, page

LATER = "Neighbours brought soup, and somebody found the old bell that used to call the children in from the fields."
EVERY = 10  # of so many pages, one comes in versions, one as a copy, one as a near copy, one again


@dataclass(frozen=True)
class Expected:
    """A page of the scenario and the fates it may have."""

    row: Row
    fates: tuple[str, ...]
    pair: int | None = (
        None  # of two pages with this number one is published, the other a copy: whichever came first
    )


def scenario(count: int, start: int = 0) -> Iterator[Expected]:
    """`count` pages and, among them: versions (back to the first text, in another language, late), copies, near copies, re-crawls.

    Rows that relate come far apart, so that a crash can fall between them.
    """
    later: list[Expected] = []
    for number in range(start, start + count):
        yield _original(number)
        later += _relatives(number)
        if len(later) > 4 * EVERY:
            yield later.pop(0)
    yield from later


def _original(number: int) -> Expected:
    """An original that is copied may itself be the copy: the first in dedupe's log is canonical, not the first loaded."""
    if number % EVERY in (5, 6):
        return Expected(page(number), ("published", "copy"), number)
    return Expected(page(number), ("published",))


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
    if kind in (5, 6):  # the text under another address, or nearly
        more = LATER if kind == 6 else ""
        return [Expected(page(other, text=number, more=more), ("published", "copy"), number)]
    return []
