"""What a page says to its readers around the headline: when, and by whom.

The zone is what stands a little above the title and below it, down to the text's second paragraph.
"""

import msgspec

from worker.core.clean.metadata import signed, told
from worker.core.clean.metadata.pagelines import Lines, zone


class Byline(msgspec.Struct, frozen=True):
    """The dates and the line of names found; a date is a day where the page gives no machine's time with it."""

    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()


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
