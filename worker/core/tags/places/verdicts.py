"""Why a form that looks like a country is none: the words beside it, a street, a language, somebody's name."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import ANY, Context, Entry
from worker.core.tags.places.calledafter import PART, RIVER, CalledAfter
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.places.credits import Credits
from worker.core.tags.places.houses import Houses
from worker.core.tags.places.namesakes import SURNAME, Namesakes
from worker.core.tags.places.ships import Ships
from worker.core.tags.places.stops import Stops
from worker.core.tags.places.streets import Streets
from worker.core.tags.places.tongues import Tongues
from worker.core.tags.text.reading import Reading

PERSON = "person"  # in a context's kinds: forms that are also a person's name
ELSE = "a name of something else"
WORK = "the title of a work"
LANGUAGE = "a language"
STREET = "a street"
HOUSE = "a house, a ship, a work called so"
CLOSES_A_TITLE = re.compile(r"[,.]?[”’\"'»“]")
OPENS_A_TITLE = re.compile(r"[“‘\"'«„](?:The|An?) $")


# A rule, and the reason where the rule itself says but yes or no.
Rule = Callable[[Reading, Candidate, Entry], str | bool | None]
Asked = tuple[str | None, Rule]


class Rules(dict[tuple[str, str], tuple[Asked, ...]]):
    """By language and kind of form the rules that it can fall under: most forms can under half of them."""

    def __init__(self, asked: Callable[[str, str], Iterable[Asked]]) -> None:
        super().__init__()
        self._of = asked

    def __missing__(self, key: tuple[str, str]) -> tuple[Asked, ...]:
        """The rules, remembered."""
        self[key] = found = tuple(self._of(*key))
        return found


class Verdicts:
    """Judges candidates. Every rule answers with the name of its reason to drop, or None."""

    def __init__(self, index: Index) -> None:
        self.tongues = Tongues(index)
        self.called_after = CalledAfter(index.gazetteer.words)
        self.streets = Streets(index)
        self.houses = Houses(index)
        self.ships = Ships(index)
        self.credits = Credits(index)
        self.stops = Stops(index)
        self.namesakes = Namesakes(index)
        self.before = _by_word(index.gazetteer.contexts, "before")
        self.after = _by_word(index.gazetteer.contexts, "after")
        self._rules = Rules(self._asked)

    def why_not(self, reading: Reading, found: Candidate) -> str | None:
        """The reason why the form, one of a place, is no country here, or None."""
        entry = found.entries[0]
        for reason, rule in self._rules[reading.lang or "", entry.kind]:
            told = rule(reading, found, entry)
            if told:
                return told if isinstance(told, str) else reason
        return None

    def _asked(self, lang: str, kind: str) -> Iterator[Asked]:
        """The rules of a language that a kind of form can fall under, in the order in which they are asked."""
        yield LANGUAGE, self.tongues.signed
        if self.tongues.asked(lang, kind):
            yield LANGUAGE, self.tongues.names_one
        if kind == "demonym":
            yield None, _a_work
        yield None, self._beside
        if self.called_after.asked(kind):
            yield None, self._called_after
        if self.streets.asked(kind):
            yield STREET, self.streets.has
        if self.stops.asked(kind):
            yield STREET, self.stops.has
        if self.houses.asked(lang, kind):
            yield HOUSE, self.houses.has
        if self.ships.asked(lang, kind):
            yield HOUSE, self.ships.has
        if self.credits.asked(lang, kind):
            yield SURNAME, self.credits.name
        yield None, self.namesakes.why_not
        if kind == "metonym":
            yield None, self.namesakes.titled

    def _called_after(self, reading: Reading, found: Candidate, entry: Entry) -> str | None:
        """What is called after the form's place, or as it is: a river or a region that is known as one is its own country's (die Moldau, Moldova românească)."""
        reason = self.called_after.why_not(reading, found.start, found.end, entry)
        regions = [one for one in found.entries if one.kind == "region"] if reason in (RIVER, PART) else []
        if not regions:
            return reason
        found.entries = regions
        return None

    def _beside(self, reading: Reading, found: Candidate, entry: Entry) -> str | None:
        """Words beside the form that make it the name of something else."""
        for word, rules in ((found.after, self.after), (found.before, self.before)):
            contexts = rules.get(word)
            if contexts is None:
                continue
            for lang in (reading.lang or "", ANY):
                context = contexts.get(lang)
                if context and (entry.kind in context.kinds or (entry.person and PERSON in context.kinds)):
                    return context.reason
        return None


def _a_work(reading: Reading, found: Candidate, entry: Entry) -> str | None:
    """`“The Irishman”`, `"An American"`: an inhabitant and an article with a capital that are all of a quotation."""
    if entry.kind != "demonym" or not CLOSES_A_TITLE.match(reading.text, found.end):
        return None
    return WORK if OPENS_A_TITLE.search(reading.text, max(0, found.start - 5), found.start) else None


def _by_word(contexts: Iterable[Context], side: str) -> dict[str, dict[str, Context]]:
    """The contexts of a side, by word, then by language."""
    found: dict[str, dict[str, Context]] = defaultdict(dict)
    for context in contexts:
        if context.side == side:
            for word in context.words.split("|"):
                found[word] |= dict.fromkeys(context.langs, context)
    return dict(found)
