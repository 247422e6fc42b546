"""What a page says to its readers around the headline: when, and by whom.

The zone is what stands a little above the title and below it, down to the text's second paragraph.
"""

import msgspec

from worker.core.clean.blocks.features import HEADINGS
from worker.core.clean.metadata import signed, told, writtendates
from worker.core.clean.metadata.pagelines import Lines, zone


class Byline(msgspec.Struct, frozen=True):
    """The dates and the line of names found; a date is a day where the page gives no machine's time with it."""

    published: str | None = None
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
    found = [
        (number >= page.at, date)
        for number in zone(page)
        if (block := page.blocks[number]).kind not in HEADINGS
        and (date := writtendates.alone(block.text, page.tag))
        and len(told.dates(page, block.text)) == 1
    ]
    below = [date for is_below, date in found if is_below]
    return below[0] if below else found[-1][1] if found else None


def read(page: Lines) -> Byline:
    """The by-line of a page."""
    around = list(zone(page))
    dated = [(number, *told.labelled(page, number)) for number in around]
    published = [(number >= page.at, found) for number, found, _ in dated if found]
    modified = [found for _, _, found in dated if found]
    below = [found for is_below, found in published if is_below]
    first = below[0] if below else published[-1][1] if published else None
    dates = [number for number, *found in dated if any(found)]
    return Byline(first, modified[0] if modified else None, signed.beside_headline(page, around, dates))
