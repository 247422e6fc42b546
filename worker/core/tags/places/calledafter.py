"""What is called after a place and isn't it: the Sea of Japan, the Gulf of Mexico, Latin America, the Paris Agreement, Spanish flu; and rivers that countries are called after."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from worker.core.tags.lexicon.nouns import Entry, by_language
from worker.core.tags.text.folding import bare
from worker.core.tags.text.patterns import Patterns
from worker.core.tags.text.reading import Reading

SEA, TREATY, DISEASE = "a sea", "a treaty", "a disease"
CONTINENT = "a part of the world"
RIVER = "a river"
PART = "a part of another country"
SAINT = "a saint, whom a church or a mine is called after"
SAINTS = ("san ", "santa ", "santo ", "sao ", "saint ", "sainte ", "sant ", "st ", "st. ")
AMERICA = "US"  # the one that is called as its part of the world
# What kinds of places they are called after.
KINDS = {
    "name": (SEA, CONTINENT, RIVER, PART),
    "demonym": (SEA, CONTINENT, DISEASE),
    "city": (TREATY, SAINT),
}
TOWARDS = 40  # code points before a form in which their word stands
# What stands between that word and the name: golfe du Mexique, Golf von Mexiko, Κόλπος του Μεξικού, accord sur le climat de Paris.
OF = (
    "(?:(?:de|du|des|d|la|l|del|dels|dell|della|di|do|da|dos|of|von|van|z|του|τησ|των|sur|sobre|sul|le|el|o|clima|climat"
    "|climatico|climatica|climatique) )*"
)


SMALL = frozenset(re.findall(r"\w+", OF))
NONE: frozenset[str] = frozenset()  # for languages without a list


class Words(NamedTuple):
    """The words of one kind of thing, by language, before a form and behind it; and what a pattern need not be tried without."""

    before: Patterns
    behind: Patterns
    lasts: dict[str, frozenset[str]]  # the last words of those before
    firsts: dict[str, frozenset[str]]  # the letters that those of `behind` begin with
    starts: dict[str, frozenset[str]]  # and the words


class CalledAfter:
    """The words that make a place's name or adjective something else's, by language, as patterns over folded text."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self.america = tuple(sorted(map(bare, words.get("america:*", ()))))
        # The countries that share a name with something else, by what that is.
        self.namesakes = {what: words.get(f"named as {what}:*", frozenset()) for what in (RIVER, PART)}
        self.things = {
            what: _words(words, what) for what in (SEA, CONTINENT, RIVER, PART, TREATY, DISEASE, SAINT)
        }

    def kinds(self, entry: Entry) -> tuple[str, ...]:
        """What is called after the place of an entry, in the order in which it is asked for."""
        return tuple(what for what in KINDS.get(entry.kind, ()) if self._is_called(what, entry))

    def words(self, lang: str, kinds: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        """The words of some kinds of things of which one is near before a form, and how one begins that stands right behind it, where `why_not` holds and nothing in the form's own word does."""
        of = [self.things[what] for what in kinds]
        before = NONE.union(*(one.lasts.get(lang, NONE) for one in of))
        return before, NONE.union(*(one.starts.get(lang, NONE) for one in of))

    def ends(self, lang: str, kinds: Iterable[str], rest: str) -> bool:
        """True where `why_not` may hold for what follows the form's own letters inside its word: Guineabukten."""
        patterns = (self.things[what].behind[lang] for what in kinds)
        return any(pattern is not None and pattern.search(rest) for pattern in patterns)

    def why_not(self, reading: Reading, start: int, end: int, entry: Entry) -> str | None:
        """The reason why the form from `start` to `end`, read as an entry, is no country, or None."""
        nearest = _nearest(reading.folded, start)
        for what in self.kinds(entry):
            if _stands(self.things[what], reading, start, end, entry, nearest):
                return what
        return None

    def _is_called(self, what: str, entry: Entry) -> bool:
        """True where a kind of thing is called after an entry's place: of America alone a part of the world, a church of a city that is a saint's."""
        if what == CONTINENT:
            return entry.code == AMERICA and _of_the_continent(entry, self.america)
        if what == SAINT:
            return bare(entry.form).startswith(SAINTS)
        return entry.code in self.namesakes.get(what, (entry.code,))


def _of_the_continent(entry: Entry, america: tuple[str, ...]) -> bool:
    """True for America and its adjective, not for the United States of it."""
    return " " not in entry.form and bare(entry.form).startswith(america)


def _nearest(folded: str, start: int) -> str:
    """The folded word right before a form, a space between; empty where there is none."""
    if folded[start - 1 : start] != " ":
        return ""
    return folded[folded.rfind(" ", 0, start - 1) + 1 : start - 1]


def _stands(words: Words, reading: Reading, start: int, end: int, entry: Entry, nearest: str) -> bool:
    lang, folded = reading.lang or "", reading.folded
    lasts = words.lasts.get(lang, NONE)
    if nearest in lasts or (
        nearest in SMALL and not lasts.isdisjoint(folded[max(0, start - TOWARDS) : start].split())
    ):
        before = words.before[lang]
        if before is not None and before.search(folded, max(0, start - TOWARDS), start):
            return True
    behind = words.behind[lang]
    if behind is None:
        return False
    if folded[end : end + 2].strip()[:1] in words.firsts[lang] and behind.match(folded, end):
        return True
    own = start + len(entry.form) - entry.stem
    return own < end and behind.search(folded, own, end) is not None


def _words(words: Mapping[str, frozenset[str]], what: str) -> Words:
    return Words(
        Patterns((lang, rf"(?:^| )(?:{any_of}) {OF}$") for lang, any_of in _lists(words, f"{what} before")),
        # As a word of its own, or in the same one: Mexikanska golfen, Guineabukten, Japán-tenger, 日本海.
        Patterns((lang, rf" ?(?:{any_of})") for lang, any_of in _lists(words, f"{what} behind")),
        {
            lang: frozenset(word.rstrip("$").rpartition(" ")[2] for word in found)
            for lang, found in by_language(words, f"{what} before").items()
        },
        {
            lang: frozenset(word[:1] for word in found)
            for lang, found in by_language(words, f"{what} behind").items()
        },
        {
            lang: frozenset(word.rstrip("$").partition(" ")[0] for word in found)
            for lang, found in by_language(words, f"{what} behind").items()
        },
    )


def _lists(words: Mapping[str, frozenset[str]], name: str) -> list[tuple[str, str]]:
    """The languages of a list, with its words as alternatives of a pattern; `$` ends a word that may not go on."""
    return [
        (lang, "|".join(re.escape(word).replace(r"\$", r"\b") for word in sorted(found)))
        for lang, found in by_language(words, name).items()
    ]
