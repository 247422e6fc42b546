"""Which words of a text sound as a leader's name in another script than their own entry's, or as it is respelt."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from worker.core.tags.leaders.phonetic import coarse
from worker.core.tags.leaders.scene import LATIN_ENDS, SHOUTED
from worker.core.tags.leaders.sounds import FEW, MOST_WORDS, SYLLABIC, Heard, Sounds
from worker.core.tags.lexicon.calendar import distance, standing
from worker.core.tags.lexicon.nouns import Naming, Person

WORD = re.compile("[\u0370-\u03ff\u0400-\u052f]+|[\u0590-\u06ff]+|[\u0900-\u09ff]+|[ァ-ヺー]+|[가-힣]+")
# Languages in Latin letters that spell foreign names their own way.
RESPELLING = frozenset("pl cs sk sl hr hu tr lt lv et fi de az".split())
# Of these, the ones that write every foreign name as it sounds, as Cyrillic does: Hilari Klinton, Emanuels Makrons.
BY_SOUND = frozenset(("sr", "lv", "az"))
AS_CYRILLIC = "а"  # the script whose rules they follow
CASED_ENDS = "\u0530"  # behind Greek and Cyrillic, which have capitals, too
SURE = 5  # classes in a key from which on a whole name needs no country beside it
AWAY = 372 * 15
RECENT = 372 * 3  # days out of office in which a paper names one of its own country without it


class Word(NamedTuple):
    """A word that may be a name or a part of one: where, how it sounds, and whether a name that may be meant begins or ends with it.

    `own`: the same of a name from home, looked for apart where no capital tells a name.
    """

    start: int
    end: int
    heard: Heard
    edge: bool
    own: bool = False


class Near(NamedTuple):
    """The countries that speak for a name: those that the text names, and those at home in its language."""

    named: frozenset[str]
    home: frozenset[str] = frozenset()


def words(text: str, folded: str, sounds: Sounds, near: Near, free: Callable[[int, int], bool]) -> list[Word]:
    """The words in other scripts that may be names: capitalised ones, where the script has capitals, and `free` to be one."""
    found = []
    for match in WORD.finditer(folded):
        start, end = match.span()
        word = match[0]
        cased = word[0] < CASED_ENDS
        if (not cased or text[start].isupper()) and free(start, end):
            heard = sounds.heard[word]
            # With capitals a long name of somebody well known needs no country beside it: see `rigour`.
            edge = bool(heard.countries) if cased else not heard.countries.isdisjoint(near.named)
            own = not cased and not heard.countries.isdisjoint(near.home)
            found.append(Word(start, end, heard, edge, own))
    return found


def respelt(
    runs: Iterable[re.Match[str]],
    folded: str,
    sounds: Sounds,
    countries: frozenset[str] | None,
) -> list[Word]:
    """The capitalised words of a Latin text's `runs` that may be a name respelt.

    A name is one of the `countries`' leaders (None: of any's): a run of words without two that such a name begins or ends with holds none.
    """
    found = []
    for match in runs:
        start, end = match.span()
        run = [sounds.heard[word] for word in folded[start:end].split(" ")]
        edges = [
            bool(heard.countries) if countries is None else not heard.countries.isdisjoint(countries)
            for heard in run
        ]
        if edges.count(True) > 1 and not SHOUTED.search(match[0]):
            ends = [start - 1, *(start + at for at, letter in enumerate(match[0]) if letter == " "), end]
            spans = zip(ends, ends[1:], run, edges, strict=False)
            found += [Word(gap + 1, end, heard, edge) for gap, end, heard, edge in spans]
    return found


def windows(found: list[Word]) -> Iterator[tuple[Word, ...]]:
    """Runs of two to four words with one character between that may be a name by their first and last, the longest first."""
    for place, first in enumerate(found):
        if not (first.edge or first.own):
            continue
        run = [first]
        for following in found[place + 1 : place + MOST_WORDS]:
            if following.start != run[-1].end + 1:
                break
            run.append(following)
        for length in range(len(run), 1, -1):
            last = run[length - 1]
            if (first.edge and last.edge) or (first.own and last.own):
                yield tuple(run[:length])


def run_keys(run: tuple[Word, ...], *, latin: bool) -> Iterable[str]:
    """The keys a run of words may have, as a whole name; outside Latin letters a middle name may be left out."""
    runs = [run] if len(run) == 2 or latin else [run, (run[0], run[-1])]
    found = (".".join(parts) for words in runs for parts in product(*(word.heard.keys for word in words)))
    return dict.fromkeys(found)


class Rigour(NamedTuple):
    """What a name must have beside it: its country, an office no longer ago than `away` days, and whether one of no fame will do.

    Where the script has capitals, a whole name in office on the day, its country beside it, may be any minister's. `own`:
    the same days, where the country is the language's own and isn't named.
    """

    country: bool
    away: int
    lesser: bool = False
    own: int = -1


def rigour(key: str, first: str) -> Rigour:
    """The longer the key, the less is asked; scripts without capitals ask for more, Korean for the most."""
    length = len(key.replace(".", "").replace("A", "").replace("H", ""))
    if "가" <= first <= "힣":
        return Rigour(country=True, away=0 if length >= SURE + 1 else -1)
    if first < LATIN_ENDS:  # a respelt name in Latin letters
        return Rigour(country=True, away=372 * 3 if length >= SURE else -1, lesser=True)
    if first < CASED_ENDS:
        return Rigour(
            country=length < SURE,
            away=AWAY if length >= FEW else -1,
            lesser=length >= SURE,
            own=RECENT if length >= SURE else -1,
        )
    return Rigour(
        country=True,
        away=AWAY if length > SURE else 372 * 3 if length >= SURE else 0 if length >= FEW + 1 else -1,
        own=0 if length > SURE else -1,
    )


def best(
    persons: Iterable[int], table: Mapping[int, Person], at: int | None, near: Near, need: Rigour
) -> int | None:
    """Of the persons of one key the one that time and countries speak for; None where nothing does."""
    if at is None:
        return None
    ranked = []
    for number in persons:
        person = table[number]
        here = any(office.country in near.named for office in person.offices)
        if need.country and not here and need.own < 0:
            continue
        away = distance(person, at)
        # A paper names its own ministers without their country: `Антон Силуанов заявил`.
        own = away <= need.own and any(office.country in near.home for office in person.offices)
        if (need.country and not (here or own)) or not standing(person, at):
            continue
        known = person.fame or (here and need.lesser and away == 0)
        if away <= need.away and (((here or own) and known) or (not need.country and person.fame > 1)):
            ranked.append((not here, not own, away > 0, -person.fame, away, number))
    return min(ranked)[-1] if ranked else None


def find(
    sounds: Sounds,
    folded: str,
    candidates: list[Word],
    at: int | None,
    near: Near,
    free: Callable[[int, int], bool] | None = None,
    *,
    by_sound: bool = False,
) -> list[Naming]:
    """Whole names among the candidate words by their sound, the longest first, none overlapping.

    Where words are asked whether they are `free` to be one, those of a name are, for few sound as one. A text in a language
    of `BY_SOUND` is judged as one in Cyrillic letters.
    """
    found = []
    stop = -1
    for run in windows(candidates):
        start, end = run[0].start, run[-1].end
        first = AS_CYRILLIC if by_sound else folded[start]
        person = _heard(sounds, run, first, at, near) if start >= stop else None
        if person is not None and (free is None or all(free(word.start, word.end) for word in run)):
            found.append(Naming(start, end, person, "full name by its sound"))
            stop = end
    return found


def _heard(sounds: Sounds, run: tuple[Word, ...], first: str, at: int | None, near: Near) -> int | None:
    syllabic = SYLLABIC.match(first) is not None
    for key in run_keys(run, latin=first < LATIN_ENDS):
        persons = sounds.keys.whole.get(coarse(key)) if syllabic else sounds.whole(key)
        if persons and (person := best(persons, sounds.persons, at, near, rigour(key, first))) is not None:
            return person
    return None
