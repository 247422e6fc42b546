"""A stretch of `pages.raw` with every way in which pages relate, and what must become of each page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.support.pages import Row, page, reported, when
from worker.core.copies.compare import CopyKind

LATER = "Neighbours brought soup, and somebody found the old bell that used to call the children in from the fields."
CREDIT = "GENEVA (Reuters) - "
EVERY = 10  # of so many pages each relates to others in a way of its own


@dataclass(frozen=True)
class Expected:
    """A page of the scenario and the fates it may have."""

    row: Row
    fates: tuple[str, ...]
    pair: int | None = (
        None  # of two pages with this number one is shown, the other its copy: the later in the log
    )
    kind: CopyKind | None = None  # of copy that it is, where it is one


def scenario(count: int, start: int = 0) -> Iterator[Expected]:
    """`count` pages and, among them, what comes of them later.

    Versions (back to the first text, in another language, late, grown), re-crawls, copies (exact, updates, an agency's
    story on two sites), a page that turns into a copy, and a frame with other names and numbers, which is none. Rows that
    relate come far apart, so that a crash can fall between them.
    """
    later: list[Expected] = []
    for number in range(start, start + count):
        first, *relatives = _RELATED[number % EVERY](number)
        yield first
        later += relatives
        if len(later) > 4 * EVERY:
            yield later.pop(0)
    yield from later


def _framed(number: int) -> Sequence[Expected]:
    """Two reports in one frame, about others, with other figures: no copies."""
    other = reported(number, about=_other(number))
    return [_tale(number), Expected(_page(_other(number), other), ("published",))]


def _back_to_the_first_text(number: int) -> Sequence[Expected]:
    return [
        Expected(page(number), ("published",)),
        Expected(page(number, text=_other(number), day=11), ("replaced",)),
        Expected(page(number, day=12), ("replaced",)),
    ]


def _in_another_language_and_back(number: int) -> Sequence[Expected]:
    return [
        Expected(page(number), ("published",)),
        Expected(page(number, text=_other(number), lang="fr", day=11), ("replaced",)),
        Expected(page(number, text=_other(number), lang="de", day=12), ("replaced",)),
        Expected(page(number, day=13), ("replaced",)),
    ]


def _one_arrives_late(number: int) -> Sequence[Expected]:
    return [
        Expected(page(number), ("published",)),
        Expected(page(number, text=_other(number), day=12), ("replaced",)),
        Expected(page(number, text=_other(number) + 250_000, day=11), ("stale",)),
    ]


def _crawled_again(number: int) -> Sequence[Expected]:
    return [Expected(page(number), ("published",)), Expected(page(number, day=11), ("unchanged",))]


def _under_another_address(number: int) -> Sequence[Expected]:
    return _pair(number, CopyKind.EXACT, page(number), page(_other(number), text=number))


def _updated_under_another_address(number: int) -> Sequence[Expected]:
    first = _page(number, reported(number))
    update = _page(_other(number), f"{reported(number)}\n\n{LATER}", title=f"UPDATE 2 - {first.title}")
    return _pair(number, CopyKind.NEAR, first, update)


def _carried_by_another_site(number: int) -> Sequence[Expected]:
    """An agency's report under another title, and without its last paragraph."""
    report = CREDIT + reported(number)
    theirs = _page(_other(number), report.rpartition("\n\n")[0], title="What we know", site="daily.example")
    return _pair(number, CopyKind.WIRE, _page(number, report), theirs)


def _turns_into_a_copy(number: int) -> Sequence[Expected]:
    """A page that was published has nearly the text of another; where it has it first, that other one is the copy."""
    other = _other(number)
    turned = _page(number, f"{LATER}\n\n{reported(other)}", day=11)
    return [
        _tale(number),
        Expected(_page(other, reported(other)), ("published", "copy"), number, CopyKind.NEAR),
        Expected(turned, ("replaced", "copy"), number, CopyKind.NEAR),
    ]


def _grows_at_its_address(number: int) -> Sequence[Expected]:
    grown = _page(number, f"{reported(number)}\n\n{LATER}", day=11)
    return [_tale(number), Expected(grown, ("replaced",))]


_RELATED = (
    _framed,
    _back_to_the_first_text,
    _in_another_language_and_back,
    _one_arrives_late,
    _crawled_again,
    _under_another_address,
    _updated_under_another_address,
    _carried_by_another_site,
    _turns_into_a_copy,
    _grows_at_its_address,
)


def _other(number: int) -> int:
    """The number of a page that nothing else has."""
    return number + 500_000


def _tale(number: int) -> Expected:
    return Expected(_page(number, reported(number)), ("published",))


def _pair(number: int, kind: CopyKind, first: Row, second: Row) -> Sequence[Expected]:
    """An original that is copied may itself be the copy: the first in dedupe's log is canonical, not the first loaded."""
    return [Expected(row, ("published", "copy"), number, kind) for row in (first, second)]


def _page(number: int, text: str, *, title: str = "", site: str = "news.example", day: int = 10) -> Row:
    return Row(f"https://{site}/{number}", title or f"What happened in case {number}", text, when(day))
