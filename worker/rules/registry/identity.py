"""Who is who among the terms: what is certain first, then what is likely, where nothing speaks against it.

An id is Wikidata's own in Wikidata's rows; in another source's it was looked up by name, and tells no more than a name does.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import partial

import msgspec

from worker.core.tags.lexicon.calendar import day
from worker.core.tags.text.folding import fold
from worker.rules.registry import wikidata
from worker.rules.registry.names import PARTICLES, differ, initials, name_key
from worker.rules.registry.offices import SINGLE, rank, role
from worker.rules.registry.sources import LISTED, Term

OWN_IDS = frozenset(("wikidata-2022", wikidata.SOURCE))
PATRONYMIC = frozenset(["SA", "BH", "KW", "QA", "AE", "OM"])  # names of one family are made of the same words
FIRST_LOOK = (
    "2003-01-01"  # from which one source knows ministers: the first day of whoever held an office then
)
CLOSE = 366 * 15  # terms of one person, by part of a name, are no farther apart
CALLED = 366 * 25  # by the whole name
SAME_DAYS = 10  # days by which sources differ on the first day of a head
ALIKE = 0.72  # share of letters in common, in order, of two spellings of a name; below it are successors, above hardly any
SAME = 0.8  # the same of two that two sources tell of one of the four great ministries at one time
SAME_OF_SEVERAL = 0.87  # of heads and of other offices, which several may hold
ONE_HOLDER = frozenset(("foreign", "defence", "interior", "finance"))
HANDOVER = 31  # days
AND = frozenset("ye")  # between two surnames: Calvo-Sotelo y Bustelo

Pairs = Iterator[tuple[int, int]]
Called = tuple[tuple[str, str], ...]  # one person's country and keys of names, the usual one first


def persons(terms: list[Term], one_person: Iterable[Called] = ()) -> list[list[Term]]:
    """The terms by person: by Wikidata's id, an id looked up, one name, one surname, office and first day, a name inside another.

    `one_person` are names (with their country) of which we know that they are one person's.
    """
    terms = _without_wrong_ids(terms)
    people = People(terms)
    told = partial(_as_told, one_person)
    rules = (_by_own_id, told, _by_id, _by_name, _by_first_day, _by_part_of_a_name, _by_spelling, _by_time)
    for pairs in rules:
        for one, other in pairs(terms):
            if pairs is not _by_part_of_a_name or people.agree(one, other):
                people.join(one, other)
    return people.groups()


class People:
    """Terms joined to persons; a join that two ids or two names of one list speak against is not made."""

    def __init__(self, terms: list[Term]) -> None:
        self.terms = terms
        self.of = list(range(len(terms)))  # the person of each term
        self.all = {number: [number] for number in self.of}
        self.ids = {
            number: {term.qid} if term.qid and term.source in OWN_IDS else set()
            for number, term in enumerate(terms)
        }

    def join(self, one: int, other: int) -> None:
        """Make the persons of two terms one, where they may be."""
        kept, gone = self.of[other], self.of[one]
        if kept == gone or not self._may_be_one(kept, gone):
            return
        for number in self.all[gone]:
            self.of[number] = kept
        self.all[kept] += self.all.pop(gone)
        self.ids[kept] |= self.ids.pop(gone)

    def agree(self, one: int, other: int) -> bool:
        """False where the persons of two terms have names that differ.

        Andreas Papandreou is in the name of Georgios Andreas Papandreou, his son, who is Giorgos Papandreou too.
        """
        mine, its = (
            list(dict.fromkeys(self.terms[number].name for number in self.all[self.of[term]]))
            for term in (one, other)
        )
        return not any(differ(name, other_name) for name in mine for other_name in its)

    def groups(self) -> list[list[Term]]:
        """The terms of each person, in the order of their first."""
        found: dict[int, list[Term]] = defaultdict(list)
        for number, term in enumerate(self.terms):
            found[self.of[number]].append(term)
        return list(found.values())

    def _may_be_one(self, one: int, other: int) -> bool:
        if self.ids[one] and self.ids[other] and self.ids[one].isdisjoint(self.ids[other]):
            return False
        mine, its = (
            [self.terms[number] for number in self.all[person] if _is_listed(self.terms[number])]
            for person in (one, other)
        )
        return not any(_told_apart(term, its_term) for term in mine for its_term in its)


def _is_listed(term: Term) -> bool:
    return term.source == LISTED and term.kind == "head" and term.exact


def _told_apart(term: Term, other: Term) -> bool:
    """True for two heads of one list whose names differ in their initials alone: George Bush, George W. Bush."""
    return (
        role(term.office) == role(other.office)
        and name_key(term.name) == name_key(other.name)
        and initials(term.name) != initials(other.name)
    )


def _without_wrong_ids(terms: list[Term]) -> list[Term]:
    """The terms without ids that are another person's: no word of the name is that one's, or the office was held at another time."""
    words: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    own: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        if term.qid:
            for word in name_key(term.name).split():
                words[term.qid][word] += 1
            if term.source in OWN_IDS:
                own[term.qid].append(term)
    wrong = {
        _looked_up(term)
        for term in terms
        if term.qid and (_at_another_time(term, own[term.qid]) or _of_another_name(term, own[term.qid]))
    }
    return [
        term
        if _fits(term, words) and _looked_up(term) not in wrong
        else msgspec.structs.replace(term, qid=None)
        for term in terms
    ]


def _looked_up(term: Term) -> tuple[str, str, str | None]:
    """What one look gave an id to."""
    return term.source, term.name, term.qid


def _at_another_time(term: Term, own: list[Term]) -> bool:
    """True where an id was looked up for somebody who was head when the id's bearer, also a head, was not."""
    if term.source in OWN_IDS or term.kind != "head" or role(term.office) not in SINGLE:
        return False
    held = [one for one in own if role(one.office) == role(term.office) and one.country == term.country]
    return bool(held) and not any(_near(term, one, 0) for one in held)


def _of_another_name(term: Term, own: list[Term]) -> bool:
    """True where an id was looked up for somebody whose name is not the bearer's, who held no office of theirs at the time."""
    if term.source in OWN_IDS or not own:
        return False
    names = dict.fromkeys(name for one in own for name in (one.name, *one.aliases))
    return all(differ(term.name, name) for name in names) and not any(_one_office(term, one) for one in own)


def _one_office(term: Term, other: Term) -> bool:
    """True for two terms in one office at one time."""
    same = (term.kind, role(term.office)) == (other.kind, role(other.office))
    return same and together(term, other)


def _fits(term: Term, words: dict[str, dict[str, int]]) -> bool:
    if not term.qid:
        return True
    counts = words[term.qid]
    return any(counts[word] * 2 >= max(counts.values()) for word in name_key(term.name).split())


def _as_told(one_person: Iterable[Called], terms: list[Term]) -> Pairs:
    called: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, term in enumerate(terms):
        called[term.country, name_key(term.name)].append(number)
    for names in one_person:
        found = sorted(number for name in names for number in called.get(name, ()))
        yield from ((number, found[0]) for number in found[1:])


def _by_own_id(terms: list[Term]) -> Pairs:
    return _by_id(terms, OWN_IDS)


def _by_id(terms: list[Term], of: Iterable[str] | None = None) -> Pairs:
    first: dict[tuple[str, str], int] = {}
    for number, term in enumerate(terms):
        if term.qid and (of is None or term.source in of):
            yield number, first.setdefault((term.country, term.qid), number)


def _by_name(terms: list[Term]) -> Pairs:
    """One whole name, not a lifetime apart; the nearest in time first, for namesakes."""
    called: dict[tuple[str, str], list[int]] = defaultdict(list)
    found = []
    for number, term in enumerate(terms):
        for name in dict.fromkeys((term.name, *term.aliases)):
            bearers = called[term.country, name_key(name)]
            found += [(_apart(term, terms[other]), number, other) for other in bearers if other != number]
            bearers.append(number)
    yield from ((number, other) for apart, number, other in sorted(found) if apart <= CALLED)


def _by_first_day(terms: list[Term]) -> Pairs:
    """One surname, office and first day: two spellings of a given name. Of one family many may begin on the day a source first looked.

    One source that tells two names which differ tells of two people: Kim Doo-kwan, and Huh Sung-kwan after him.
    """
    first: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, term in enumerate(terms):
        if term.start and len(term.start) > len("2014-05") and term.start != FIRST_LOOK:
            surname = fold(term.name).split()[-1]
            bearers = first[term.country, f"{role(term.office)} {term.start} {surname}"]
            yield from ((number, other) for other in bearers if not _two_in_one_source(term, terms[other]))
            bearers.append(number)


def _two_in_one_source(term: Term, other: Term) -> bool:
    return term.source == other.source and differ(term.name, other.name)


def _by_part_of_a_name(terms: list[Term]) -> Pairs:
    by_end: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, term in enumerate(terms):
        words = fold(term.name).split()
        for word in dict.fromkeys((words[-1], words[0])):
            by_end[(term.country, word)].append(number)
    for numbers in by_end.values():
        yield from _inside(terms, numbers)


def _inside(terms: list[Term], numbers: list[int]) -> Pairs:
    """Pairs where one name's words are all in the other's, at least two of them, and the offices lie near."""
    keys = [(number, frozenset(name_key(terms[number].name).split())) for number in numbers]
    for place, (number, words) in enumerate(keys):
        for other, others in keys[place + 1 :]:
            small, large = sorted((words, others), key=len)
            if (
                small < large
                and len(small - PARTICLES) > 1
                and terms[number].country not in PATRONYMIC
                and _near(terms[number], terms[other], CLOSE)
                and _initials_fit(terms[number].name, terms[other].name)
            ):
                yield number, other


def _initials_fit(name: str, other: str) -> bool:
    """False where an initial of one begins no word of the other: Mohammed K. and Mohammed Badaru Abubakar."""
    return all(
        {word[0] for word in fold(two).split()}.issuperset({*initials(one)} - AND)
        for one, two in ((name, other), (other, name))
    )


def _by_spelling(terms: list[Term]) -> Pairs:
    """Heads of one country who begin one office on one day, as far as sources agree, and whose names are spelled much alike."""
    heads: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for number, term in enumerate(terms):
        first = day(term.start)
        if (
            first
            and term.kind == "head"
            and (led := rank(term.office))
            and len(term.start or "") == len(FIRST_LOOK)
        ):
            heads[term.country, led].append((first, number))
    for found in heads.values():
        found.sort()
        for place, (first, number) in enumerate(found):
            for later, other in found[place + 1 :]:
                if later - first > SAME_DAYS:
                    break
                if spelled_alike(terms[number].name, terms[other].name):
                    yield number, other


def _by_time(terms: list[Term]) -> Pairs:
    """Names spelled alike that two sources tell of one office at one time: two cousins don't hold it together."""
    held: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number, term in enumerate(terms):
        if term.start and term.country not in PATRONYMIC:
            held[term.country, term.kind, role(term.office)].append(number)
    for (_, _, office), found in held.items():
        least = SAME if office in ONE_HOLDER else SAME_OF_SEVERAL
        for place, number in enumerate(found):
            for other in found[place + 1 :]:
                one, two = terms[number], terms[other]
                if one.source != two.source and together(one, two) and _likeness(one.name, two.name) >= least:
                    yield number, other


def together(term: Term, other: Term) -> bool:
    """True where two terms lie in one time for more than a handover, or for most of the shorter one."""
    (first, last), (start, end) = _span(term), _span(other)
    shared = min(last, end) - max(first, start)
    return shared > HANDOVER or (shared > 0 and shared * 2 >= min(last - first, end - start))


def _likeness(name: str, other: str) -> float:
    """The share of letters that two names have in common, in order."""
    return SequenceMatcher(None, fold(name).strip(), fold(other).strip(), autojunk=False).ratio()


def spelled_alike(name: str, other: str) -> bool:
    """True for two spellings of one name (Hroysman, Groysman), and for a name within a longer one."""
    one, two = fold(name).strip(), fold(other).strip()
    small, large = sorted((set(one.split()), set(two.split())), key=len)
    return (len(small) > 1 and small <= large) or _likeness(one, two) >= ALIKE


def _near(term: Term, other: Term, close: int) -> bool:
    """False for a grandfather: the terms lie too far apart."""
    return _apart(term, other) <= close


def _apart(term: Term, other: Term) -> int:
    """Days between two terms; 0 where they touch."""
    (first, last), (start, end) = _span(term), _span(other)
    return max(0, start - last, first - end)


def _span(term: Term) -> tuple[int, int]:
    return day(term.start) or day(term.end) or 0, day(term.end) or day(term.seen) or 10**6
