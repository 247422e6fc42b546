"""Whether two articles are the same story, by their sketches alone, and on what evidence."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from worker.core.copies import templates
from worker.core.copies.sketch import VALUE_BITS, Sketch
from worker.core.copies.templates import LENGTHENED

SAME_TEXT = 0.65  # Jaccard from which two texts are edits of each other
# From this share of the shorter text on, if the longer one holds it, the one extends the other or is cut out of it ...
CONTAINED = 0.85
# ... where it makes up this share of the longer text: a round-up isn't a copy of each of its briefs.
LEAST_SHARED = 0.15
# A text that holds another whole under another title, behind another opening, and is less of it than this, or of another day, is a story of its
# own: a follow-up that ends with what came before, a round-up of few briefs.
MOSTLY = 0.50
COUNTED = 0.05  # less is enough of either where it is counted and not estimated from samples: about an estimate's standard error
WHOLLY = 0.99  # share of a text that a much longer one holds, from which on no number or name in it can be replaced
# A text that is marked as a later version of a story, and goes on, is one of a text that it holds so much of, if its names are the same
# and hardly any numbers others.
UPDATED = 0.70
PASSAGES = 12  # of a copy that its evidence lists: the first in its text


class CopyKind(StrEnum):
    """How an article is a copy."""

    EXACT = "exact"  # the same words
    NEAR = "near"  # edited, shortened or extended
    WIRE = "wire"  # an agency's story, as another site carries it


class Verdict(StrEnum):
    """What comparing two articles comes to."""

    SAME_WORDS = "same-words"
    EDITED = "edited"
    EXTENDS = "extends"  # the new one holds the other and adds to it
    SHORTENED = "shortened"  # the new one is cut out of the other
    OTHER_LANGUAGE = "other-language"
    TOO_SHORT = "too-short"  # to be more than an exact copy
    OTHER_TEXT = "other-text"
    OTHER_NUMBERS = "other-numbers"  # the same frame about something else
    OTHER_NAMES = "other-names"
    OTHER_TITLE = "other-title"  # a few words that a site shows in a story's place
    OTHER_DAY = "other-day"  # a site's next notice in nearly the same words


COPIES = (Verdict.SAME_WORDS, Verdict.EDITED, Verdict.EXTENDS, Verdict.SHORTENED)


class Overlap(msgspec.Struct, frozen=True):
    """How much of their shingles two texts share; exact where both are short, else by their samples."""

    jaccard: float
    of_new: float  # share of the new text that stands in the held one
    of_held: float  # share of the held text that stands in the new one


class Comparison(msgspec.Struct, frozen=True):
    """Two articles side by side: what they share, where they differ, and what that makes of the new one."""

    verdict: Verdict
    overlap: Overlap
    differs: tuple[str, ...]  # of title, opening, ending, numbers, names, site, agency
    passages: tuple[tuple[int, int], ...] = ()  # of the new text, that the held one lacks; in code points
    whole: bool = False  # whether the shares are counted, not estimated, and the passages are all there are
    kind: CopyKind | None = None  # None: no copy


class Likeness(msgspec.Struct, frozen=True, omit_defaults=True):
    """On what evidence an article is a copy of another."""

    kind: CopyKind
    how: Verdict  # same words, edited, extends or shortened
    jaccard: float
    of_new: float
    of_held: float
    differs: tuple[str, ...] = ()
    passages: tuple[tuple[int, int], ...] = ()
    whole: bool = False  # whether these are all passages, and the shares exact


def compare(new: Sketch, held: Sketch) -> Likeness | None:
    """How the new article is a copy of the held one; None where it is none."""
    found = examine(new, held)
    if found.kind is None:
        return None
    overlap = found.overlap
    return Likeness(
        found.kind,
        found.verdict,
        overlap.jaccard,
        overlap.of_new,
        overlap.of_held,
        found.differs,
        found.passages[:PASSAGES],
        found.whole and len(found.passages) <= PASSAGES,
    )


def examine(new: Sketch, held: Sketch) -> Comparison:
    """Both side by side, whatever comes of it."""
    overlap, differs = overlap_of(new, held), _differences(new, held)
    verdict = _verdict(new, held, overlap)
    passages = _passages(new, held) if verdict in COPIES and verdict is not Verdict.SAME_WORDS else ()
    whole = verdict is Verdict.SAME_WORDS or (new.whole and held.whole)
    return Comparison(verdict, overlap, differs, passages, whole, _kind(verdict, new, held))


def _verdict(new: Sketch, held: Sketch, overlap: Overlap) -> Verdict:
    if new.lang != held.lang:
        return Verdict.OTHER_LANGUAGE
    if new.text == held.text:
        return Verdict.OTHER_TITLE if templates.stands_in(new, held) else Verdict.SAME_WORDS
    if not (new.comparable and held.comparable):
        return Verdict.TOO_SHORT
    return _of_two_texts(new, held, overlap)


def _of_two_texts(new: Sketch, held: Sketch, overlap: Overlap) -> Verdict:
    """The verdict on two that differ, and are long enough to be judged."""
    if _later_version(new, held, overlap.of_held, overlap.of_new):
        return Verdict.EXTENDS
    if _later_version(held, new, overlap.of_new, overlap.of_held):
        return Verdict.SHORTENED
    likeness = _likeness(overlap, COUNTED)
    if likeness and not ((new.whole and held.whole) or templates.same_hours(new, held)):
        likeness = _likeness(overlap, 0.0)
    if likeness is None or (likeness is Verdict.EXTENDS and _only_holds(new, held, overlap)):
        return Verdict.OTHER_TEXT
    return _template(new, held, overlap, likeness) or likeness


def _only_holds(new: Sketch, held: Sketch, overlap: Overlap) -> bool:
    """Whether the new text is a story of its own that has the held one within it."""
    told_anew = new.title != held.title and new.opening != held.opening
    return told_anew and (overlap.of_new < MOSTLY or templates.two_days(new, held))


def _later_version(longer: Sketch, shorter: Sketch, held: float, of_longer: float) -> bool:
    """Whether the longer text says that it is a later version, and is one of the other: figures have moved on by then."""
    if not longer.update or held < UPDATED or of_longer < LEAST_SHARED:
        return False
    return templates.goes_on(longer, shorter) and templates.moved_on(longer, shorter)


def _likeness(overlap: Overlap, less: float) -> Verdict | None:
    """How much alike, whatever numbers and names say, where so much less than of estimates is enough."""
    larger, smaller = sorted((overlap.of_new, overlap.of_held), reverse=True)
    contained = larger >= CONTAINED - less
    if overlap.jaccard < SAME_TEXT - less and not (contained and smaller >= LEAST_SHARED):
        return None
    if not contained or larger - smaller < LENGTHENED:
        return Verdict.EDITED
    return Verdict.EXTENDS if overlap.of_held > overlap.of_new else Verdict.SHORTENED


def _template(new: Sketch, held: Sketch, overlap: Overlap, likeness: Verdict) -> Verdict | None:
    """Whether it is the same frame with other numbers or names in it, or a site's next notice in other words: another story."""
    if templates.stands_in(new, held):
        return Verdict.OTHER_TITLE
    shared = max(overlap.of_new, overlap.of_held)
    if overlap.jaccard < SAME_TEXT and shared >= WHOLLY:
        return None
    if templates.other_names(new, held):
        return Verdict.OTHER_NAMES
    if templates.other_numbers(new, held):
        return Verdict.OTHER_NUMBERS
    reworded = likeness is Verdict.EDITED and shared < 1
    return Verdict.OTHER_DAY if reworded and templates.next_notice(new, held) else None


def _kind(verdict: Verdict, new: Sketch, held: Sketch) -> CopyKind | None:
    if verdict not in COPIES:
        return None
    if verdict is Verdict.SAME_WORDS:
        return CopyKind.EXACT
    return CopyKind.WIRE if _by_one_agency(new, held) else CopyKind.NEAR


def _by_one_agency(new: Sketch, held: Sketch) -> bool:
    """Whether another site carries what one agency wrote: both credit it, or only one of them credits any."""
    if not new.site or not held.site or new.site == held.site:
        return False
    ours, theirs = set(new.agencies), set(held.agencies)
    return bool(ours & theirs) if ours and theirs else bool(ours or theirs)


def overlap_of(new: Sketch, held: Sketch) -> Overlap:
    """The shares of the shingles below the point up to which both sketches know all."""
    mine, others, limit = _side_by_side(new, held)
    ours, theirs = (set(values[: bisect_right(values, limit)]) for values in (mine, others))
    shared = len(ours & theirs)
    return Overlap(
        _share(shared, len(ours) + len(theirs) - shared),
        _share(shared, len(ours)),
        _share(shared, len(theirs)),
    )


def _side_by_side(new: Sketch, held: Sketch) -> tuple[Sequence[int], Sequence[int], int]:
    """Both samples on the coarser of their two scales, and the point there up to which both know all."""
    zeros = min(new.zeros, held.zeros)
    mine, others = _scaled(new, zeros), _scaled(held, zeros)
    ends = [values[-1] for values, one in ((mine, new), (others, held)) if not one.whole and values]
    return mine, others, min(ends, default=1 << VALUE_BITS)


def _scaled(one: Sketch, zeros: int) -> Sequence[int]:
    return [value >> (one.zeros - zeros) for value in one.sample] if one.zeros > zeros else one.sample.values


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def _differences(new: Sketch, held: Sketch) -> tuple[str, ...]:
    unlike = {
        "title": new.title != held.title,
        "opening": new.opening != held.opening,
        "ending": new.ending != held.ending,
        "numbers": not new.numbers.same_as(held.numbers),
        "names": not new.names.same_as(held.names),
        "site": new.site != held.site,
        "agency": new.agencies != held.agencies,
    }
    return tuple(name for name, differs in unlike.items() if differs)


def _passages(new: Sketch, held: Sketch) -> tuple[tuple[int, int], ...]:
    """The passages of the new text whose shingles the held one lacks, joined where they touch."""
    mine, others, limit = _side_by_side(new, held)
    known = set(others)
    both = zip(mine, new.spans, strict=False)
    return joined(span for value, span in both if value <= limit and value not in known)


def joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Passages in order, those that touch as one."""
    passages: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if passages and start <= passages[-1][1]:
            passages[-1] = (passages[-1][0], max(end, passages[-1][1]))
        else:
            passages.append((start, end))
    return tuple(passages)
