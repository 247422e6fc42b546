"""Whether two articles are fillings of one frame, with other numbers or names in it: two stories in the same words.

A single other number in a whole article is a correction, or a later version's sum, where names can be told and it comes
within hours. What comes a day later with one other number is the next notice of a series: a price, a level, a count. So is
what comes on the same site a day later with other words alone: the weather, the quality of the air.
"""

from collections.abc import Sequence

import msgspec

from worker.core.copies.fillings import refilled
from worker.core.copies.sketch import MARK_BITS, VALUE_BITS, Marks, Sketch

CORRECTED_IN = 60  # words that both texts must have for one other number to be a correction ...
SAME_NAMES, ONE_NAME = (
    0.12,
    1,
)  # ... and the share of other names up to which it is one, and how many they may be
SOON = 8  # hours: corrections come within a few, the next notice of a series after half a day or a whole one
SAME_DAY = 16  # hours: versions of a story that say so come through a day, the next day's report of a series after that
# Share by which a text that goes on is longer; and the difference of two texts' shares of each other that tells the same.
LENGTHENED = 0.10
PUT_RIGHT = 1  # numbers that a correction puts right; twice as many of so many, where no name is another
ONE_OF_MANY = 0.20  # share of the numbers that it may be where a name is another, too: a frame tells one or two figures of each place
MANY_NUMBERS = 8
MOVED_ON, MOVED_ON_SHARE = (
    3,
    0.50,
)  # numbers that a text marked as a later version may bring up to date; or the share, if it is longer
OTHER_NAMES = 0.33  # share of other names, of the text that has fewer, from which on it is another story
PLACES = 2  # sentences in which another of the same names stands where one stood
SOMEBODY = 2  # names that are others, or a share above `SAME_NAMES`, where a sentence that is the same otherwise has some of them
# The same where so many names are others, as in the long templates of notices.
MANY_NAMES, OTHER_NAMES_OF_MANY = 3, 0.20


class Replaced(msgspec.Struct, frozen=True):
    """Words of the smaller of two sets that the larger lacks while it has others instead: how many, and their share."""

    count: int = 0
    share: float = 0.0


def other_names(new: Sketch, held: Sketch) -> bool:
    """Whether so many names are others that it is another story."""
    names = replaced(new.names, held.names)
    least = OTHER_NAMES_OF_MANY if names.count >= MANY_NAMES else OTHER_NAMES
    return (
        names.share >= least
        or _other_subject(new, held, names)
        or _other_places(new, held, names)
        or (names.share > SAME_NAMES and _one_form(new, held))
    )


def _one_form(new: Sketch, held: Sketch) -> bool:
    """Whether one site has both under one title, and as long: notices of one form, or a version in which a name was put right."""
    same = new.site > 0 and new.site == held.site and new.title == held.title
    return same and not (goes_on(new, held) or goes_on(held, new))


def other_numbers(new: Sketch, held: Sketch) -> bool:
    """Whether more numbers are others than were put right, or brought up to date."""
    numbers = replaced(new.numbers, held.numbers)
    others = numbers.count or int(_changed_places(new, held))
    return others > 0 and others > _allowed(new, held, numbers)


def next_notice(new: Sketch, held: Sketch) -> bool:
    """Whether one site has both, on two days, and no mark says that the one is a version of the other."""
    return new.site > 0 and new.site == held.site and new.update == held.update and two_days(new, held)


def stands_in(new: Sketch, held: Sketch) -> bool:
    """Whether both are what one site shows in its stories' place, to who hasn't subscribed: a few words, each time under another title, of which they say nothing."""
    return new.untold and held.untold and new.site == held.site != 0 and new.title != held.title


def two_days(new: Sketch, held: Sketch) -> bool:
    """Whether both came further apart than versions of a story do. Where a time is unknown that isn't known."""
    return bool(new.hour and held.hour) and not _within(new, held, SAME_DAY)


def goes_on(longer: Sketch, shorter: Sketch) -> bool:
    """Whether the one text is so much longer as a story's later version is, and the next notice of a series isn't."""
    return longer.shingles >= (1 + LENGTHENED) * shorter.shingles


def moved_on(longer: Sketch, shorter: Sketch) -> bool:
    """Whether a later version that says so and goes on can be one of the shorter text: of one day, the same names, and few other numbers."""
    if not _within(longer, shorter, SAME_DAY):
        return False
    names, numbers = replaced(longer.names, shorter.names), replaced(longer.numbers, shorter.numbers)
    few = numbers.count <= MOVED_ON or numbers.share <= MOVED_ON_SHARE
    refitted = numbers.share > ONE_OF_MANY and refilled(longer.fillings, shorter.fillings).names
    return few and not refitted and _same_names(longer, shorter, names) and not other_names(longer, shorter)


def _allowed(new: Sketch, held: Sketch, numbers: Replaced) -> int:
    """How many numbers can be others in the same story."""
    names = replaced(new.names, held.names)
    if min(new.words, held.words) < CORRECTED_IN or not _same_names(new, held, names):
        return 0
    if names.count > ONE_NAME or (names.count and numbers.share > ONE_OF_MANY):
        return 0
    if not _within(new, held, SOON):
        return PUT_RIGHT if new.update != held.update else 0
    if new.update or held.update or goes_on(new, held) or goes_on(held, new):
        return MOVED_ON
    if _other_headline(new, held):
        return 0
    many = min(new.numbers.count, held.numbers.count) >= MANY_NUMBERS
    told = min(new.names.count, held.names.count) >= MANY_NAMES and not names.count
    return 2 * PUT_RIGHT if many and told else PUT_RIGHT


def same_hours(new: Sketch, held: Sketch) -> bool:
    """Whether all beside the shares says that it is one story: the hours, the names, and the title or sentences that tell of them."""
    told = (
        new.title == held.title
        or _one_subject(new.subject, held.subject)
        or len({*new.fillings} & {*held.fillings}) >= PLACES
    )
    names = replaced(new.names, held.names)
    return told and new.named and held.named and not names.count and _within(new, held, SOON)


def _one_subject(ours: Sequence[int], theirs: Sequence[int]) -> bool:
    """Whether one title names what the other does, or less of it."""
    fewer, more = sorted(({*ours}, {*theirs}), key=len)
    return bool(fewer) and fewer <= more


def _changed_places(new: Sketch, held: Sketch) -> bool:
    """Whether the same numbers stand in another order within a sentence: who had four and who had two."""
    return 0 not in (new.order, held.order) and new.order != held.order and new.numbers == held.numbers


def _within(new: Sketch, held: Sketch, hours: int) -> bool:
    """Whether both are of the same hours. Where a time is unknown they aren't: a story told twice is less bad than one lost."""
    return bool(new.hour and held.hour) and abs(new.hour - held.hour) <= hours


def _other_headline(new: Sketch, held: Sketch) -> bool:
    """Whether each title has a number that stands nowhere in the other text: that is what each of them is about."""
    return _lacks(held.numbers, new.figures) and _lacks(new.numbers, held.figures)


def _other_subject(new: Sketch, held: Sketch, names: Replaced) -> bool:
    """Whether each title names what stands nowhere in the other text.

    Where capitals don't tell what is a name: whether the titles, too, stand in one frame, and what the held one's has instead is gone.
    """
    if new.named and held.named:
        return names.count > 0 and _lacks(held.names, new.subject) and _lacks(new.names, held.subject)
    ours, theirs = set(new.subject), set(held.subject)
    if new.named or held.named or ours <= theirs:
        return False
    framed, gone = 2 * len(ours & theirs) >= min(len(ours), len(theirs)), theirs.difference(ours, new.terms)
    return len(gone) >= (1 if framed else max(2, len(theirs - ours)))


def _other_places(new: Sketch, held: Sketch, names: Replaced) -> bool:
    """Whether the same sentences have their names in other places (who beat whom), or those of somebody, or something, else."""
    found = refilled(new.fillings, held.fillings)
    if found.places or not found.names:
        return found.places > 0
    if not names.count:
        return found.names >= PLACES
    return names.count >= SOMEBODY or names.share > SAME_NAMES


def _lacks(known: Marks, hashes: Sequence[int]) -> bool:
    marks = {value >> (VALUE_BITS - MARK_BITS) for value in hashes}
    return any(mark <= known.known_up_to for mark in marks.difference(known.sample))


def _same_names(new: Sketch, held: Sketch, names: Replaced) -> bool:
    """Whether both tell of the same names.

    Where capitals don't tell what is a name, all that the held one's title and text both speak of has to be in the new text.
    """
    if new.named and held.named:
        return names.share <= SAME_NAMES
    return bool(held.subject) and not (new.named or held.named) and set(held.subject) <= set(new.terms)


def replaced(ours: Marks, theirs: Marks) -> Replaced:
    """What stands in one text where the other has something else; nothing where one only has more."""
    if ours == theirs or not ours.count or not theirs.count:
        return Replaced()
    limit = min(ours.known_up_to, theirs.known_up_to)
    mine = {mark for mark in ours.sample if mark <= limit}
    others = {mark for mark in theirs.sample if mark <= limit}
    if limit == 1 << MARK_BITS and ours.digest and theirs.digest:
        return _counted(ours, theirs, len(mine - others), len(others - mine))
    changed, known = min(len(mine - others), len(others - mine)), min(len(mine), len(others))
    if not changed:
        return Replaced()
    return Replaced(-(-changed * min(ours.count, theirs.count) // known), _share(changed, known))


def _counted(ours: Marks, theirs: Marks, gone: int, new: int) -> Replaced:
    """Of two sets that are known whole. What two words of one hash hide on one side their numbers tell."""
    more = ours.count - theirs.count
    gone = max(gone, new + more)
    count = min(gone, gone - more) or int(not more and not ours.same_as(theirs))
    return Replaced(count, _share(count, min(ours.count, theirs.count)))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3)
