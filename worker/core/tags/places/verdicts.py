"""Why a form that looks like a country is none: the words beside it, a street, a language, somebody's name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import ANY, Context, Entry
from worker.core.tags.places.calledafter import PART, RIVER, CalledAfter
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.places.credits import Credits
from worker.core.tags.places.houses import Houses
from worker.core.tags.places.inhabitants import Inhabitants
from worker.core.tags.places.namesakes import SURNAME, Namesakes
from worker.core.tags.places.needs import BEFORE, BEHIND, SIGN, Asked, Rules
from worker.core.tags.places.ships import Ships
from worker.core.tags.places.stops import Stops
from worker.core.tags.places.streets import Streets
from worker.core.tags.places.tongues import Tongues
from worker.core.tags.places.villages import Villages
from worker.core.tags.text.reading import Reading

PERSON = "person"  # in a context's kinds: forms that are also a person's name
ELSE = "a name of something else"
WORK = "the title of a work"
LANGUAGE = "a language"
STREET = "a street"
VILLAGE = "a village or a quarter called so"
HOUSE = "a house, a ship, a work called so"
MOST_FORMS = 20_000  # whose rules are remembered: a bound
CLOSES_A_TITLE = re.compile(r"[,.]?[”’\"'»“]")
OPENS_A_TITLE = re.compile(r"[“‘\"'«„](?:The|An?) $")


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
        self.villages = Villages(index)
        self.inhabitants = Inhabitants(index)
        self.namesakes = Namesakes(index)
        self.before = _by_word(index.gazetteer.contexts, "before")
        self.after = _by_word(index.gazetteer.contexts, "after")
        self._rules: dict[tuple[str, str, tuple[str, ...]], Rules] = {}
        self._of: dict[tuple[str | None, str, str | None, str], Rules] = {}

    def why_not(self, reading: Reading, found: Candidate) -> str | None:
        """The reason why the form, one of a place, is no country here, or None."""
        entry = found.entries[0]
        form = reading.lang, entry.kind, entry.code, entry.form
        rules = self._of.get(form)
        if rules is None:
            if len(self._of) >= MOST_FORMS:
                self._of.clear()
            rules = self._of[form] = self._under(reading.lang or "", entry)
        return rules.why_not(reading, found, entry)

    def _under(self, lang: str, entry: Entry) -> Rules:
        """The rules that a form can fall under in a language: most forms have theirs in common."""
        key = lang, entry.kind, self.called_after.kinds(entry)
        if key not in self._rules:
            self._rules[key] = Rules(self._asked(*key))
        return self._rules[key]

    def _asked(self, lang: str, kind: str, called: tuple[str, ...]) -> Iterator[Asked]:
        """The rules of a language that a kind of form, after whose place some things are `called`, can fall under, in the order in which they are asked."""
        yield Asked(LANGUAGE, self.tongues.signed, SIGN)
        if self.tongues.asked(lang, kind):
            yield Asked(LANGUAGE, self.tongues.names_one)
        if kind == "demonym":
            yield Asked(None, _a_work, SIGN | BEFORE)
        yield Asked(None, self._beside, BEFORE | BEHIND, self._beside_words(lang, kind))
        if called:
            words, begins = self.called_after.words(lang, called)
            ends = partial(self.called_after.ends, lang, called)
            yield Asked(None, self._called_after, SIGN, words, begins, ends)
        if self.streets.asked(kind):
            yield Asked(STREET, self.streets.ends_as_one, 0, ends=self.streets.suffix.search)
            yield Asked(STREET, self.streets.has, self.streets.needs(lang, kind), self.streets.words(lang))
        if self.stops.asked(kind):
            yield Asked(STREET, self.stops.has, 0, self.stops.words(lang))
        if self.houses.asked(lang, kind):
            yield Asked(HOUSE, self.houses.has, SIGN, self.houses.words(lang))
        if self.ships.asked(lang, kind):
            yield Asked(HOUSE, self.ships.has, SIGN | BEHIND)
        if self.villages.asked(kind) and self.villages.words(lang):
            yield Asked(VILLAGE, self.villages.called, 0, self.villages.words(lang))
        yield from self._asked_of_persons(lang, kind)

    def _asked_of_persons(self, lang: str, kind: str) -> Iterator[Asked]:
        """Of these the ones that tell a person."""
        if self.credits.asked(lang, kind):
            yield Asked(SURNAME, self.credits.name, BEFORE | BEHIND)
        if self.inhabitants.asked(kind):
            yield Asked(SURNAME, self.inhabitants.titled, 0, self.inhabitants.words(lang))
        if kind == "demonym":
            yield Asked(SURNAME, self.inhabitants.initialled, self.inhabitants.needs(lang))
        if kind == "demonym" and lang in self.inhabitants.says:
            yield Asked(SURNAME, self.inhabitants.speaks)
        needs, words = self.namesakes.needs(lang, kind)
        yield Asked(None, self.namesakes.why_not, needs, words)
        if kind == "metonym":
            yield Asked(None, self.namesakes.titled, BEHIND)

    def _beside_words(self, lang: str, kind: str) -> Iterator[str]:
        """The small words of which `_beside` needs one."""
        for rules in (self.after, self.before):
            for word, contexts in rules.items():
                for of in (lang, ANY) if not word[0].isupper() else ():
                    if of in contexts and not {kind, PERSON}.isdisjoint(contexts[of].kinds):
                        yield word

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
