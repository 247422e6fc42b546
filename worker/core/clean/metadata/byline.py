"""What a page says to its readers around the headline: when, and by whom.

The zone is what stands a little above the title and below it, down to the text's second paragraph.
"""

from collections.abc import Iterable

import msgspec

from worker.core.clean.blocks.features import HEADINGS
from worker.core.clean.metadata import placed, signed, told, writtendates
from worker.core.clean.metadata.pagelines import Lines, zone


class Byline(msgspec.Struct, frozen=True):
    """The dates and the line of names found; a date is a day where the page gives no machine's time with it."""

    published: str | None = None
    nearby: str | None = None  # a date that nothing says to be the article's
    modified: str | None = None
    authors: tuple[str, ...] = ()


def days(page: Lines) -> frozenset[str]:
    """All days that the lines around the headline tell."""
    told_there = (
        found.date[:10] for number in zone(page) for found in told.dates(page, page.blocks[number].text)
    )
    return frozenset(told_there)


def alone(page: Lines) -> str | None:
    """The first date below the headline, else the last above it, on a line that says nothing else: no caption's, no heading's, no life's."""
    found = (
        (number, date)
        for number in zone(page)
        if (block := page.blocks[number]).kind not in HEADINGS
        and not placed.is_caption(page, number)
        and (date := writtendates.alone(block.text, page.tag))
        and len(told.dates(page, block.text)) == 1
    )
    return _nearest(page, found)


def read(page: Lines) -> Byline:
    """The by-line of a page."""
    around = list(zone(page))
    dated = [(number, told.labelled(page, number)) for number in around]
    dates = [number for number, found in dated if found.any]
    return Byline(
        _nearest(page, ((number, found.published) for number, found in dated)),
        _nearest(page, ((number, found.nearby) for number, found in dated)),
        next((found.modified for _, found in dated if found.modified), None),
        signed.beside_headline(page, around, dates),
    )


def _nearest(page: Lines, dated: Iterable[tuple[int, str | None]]) -> str | None:
    """The first date below the headline, else the last above it."""
    found = [(number >= page.at, date) for number, date in dated if date]
    below = [date for is_below, date in found if is_below]
    return below[0] if below else found[-1][1] if found else None
