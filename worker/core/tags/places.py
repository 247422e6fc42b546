"""Places: which of the forms found in a text are countries, and why the others are not."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import msgspec

from worker.core.tags import surface
from worker.core.tags.folding import fold, glued
from worker.core.tags.index import Index, Place, Reading
from worker.core.tags.nouns import ANY, Context, Entry, Evidence
from worker.core.tags.taken import Taken

PERSON = "person"  # in a context's kinds: forms that are also a person's name
SURNAME = "a person's surname"
LONG_STEM = 5


class Candidate(msgspec.Struct, gc=False):
    """A form in the text with the entries that read it there, best first."""

    start: int
    end: int
    entries: list[Entry]


Verdict = Callable[[Reading, Candidate, Entry], str | None]


class Places:
    """Decides on places. Every rule answers with the name of its reason to drop, or None."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.before = _by_language(index.gazetteer.contexts, "before")
        self.after = _by_language(index.gazetteer.contexts, "after")

    def find(self, reading: Reading, hits: Iterable[Place], taken: Taken) -> list[Evidence]:
        """The places of a text in order. `taken` are the letters of persons' names: what lies in them is no place."""
        candidates = longest(self._candidates(reading, hits), taken)
        reasons = [self.why_not(reading, found) for found in candidates]
        kept = [
            found
            for found, reason in zip(candidates, reasons, strict=True)
            if found.entries[0].code and not reason
        ]
        kept = without_persons(
            reading,
            kept,
            [found for found, reason in zip(candidates, reasons, strict=True) if reason == SURNAME],
        )
        regions = {found.start: found for found in kept if any(one.kind == "region" for one in found.entries)}
        kept = [found for found in kept if not in_a_region(reading, found, regions)]
        codes = Counter(found.entries[0].code for found in kept if len(_codes(found)) == 1)
        return [_evidence(found, entry) for found in kept for entry in _read_as(found, codes)]

    def _candidates(self, reading: Reading, hits: Iterable[Place]) -> list[Candidate]:
        found = []
        for start, end, readings in hits:
            entries = [entry for entry in readings if self._reads(reading, start, end, entry)]
            if entries:
                stop = reading.folded.find(" ", end) if entries[0].stem else end
                if len(entries) > 1:
                    entries.sort(key=_weight)
                found.append(
                    Candidate(start, end if stop < 0 or glued(reading.text[start]) else stop, entries)
                )
        return found

    def _reads(self, reading: Reading, start: int, end: int, entry: Entry) -> bool:
        """True where the entry can be read at this place: its case, its endings."""
        text = reading.text
        if not entry.lower and text[start].islower():
            return False
        if entry.exact and (text[start:end] != entry.form or surface.shouted(text, start, end)):
            return False
        if entry.stem and not self._ends(reading, start, end, entry.langs):
            return False
        # In Vietnamese an accent makes another word.
        return (
            reading.lang != "vi" or "vi" not in entry.langs or text[start:end].lower() == entry.form.lower()
        )

    def _ends(self, reading: Reading, start: int, end: int, langs: tuple[str, ...]) -> bool:
        stop = reading.folded.find(" ", end)
        rest = reading.folded[end : stop if stop >= 0 else None]
        if len(langs) > 1 or langs == (ANY,):  # cities: only what a proper name may take
            return self.index.ends(f"{reading.lang}:person", rest, long=False) or rest == "s"
        return self.index.ends(reading.lang, rest, long=end - start >= LONG_STEM)

    def why_not(self, reading: Reading, found: Candidate) -> str | None:
        """The reason why the form is no country here, or None."""
        entry = found.entries[0]
        for rule in RULES:
            reason = rule(reading, found, entry)
            if reason:
                return reason
        return self._beside(reading, found, entry) or self._named_person(reading, found, entry)

    def _beside(self, reading: Reading, found: Candidate, entry: Entry) -> str | None:
        """Words beside the form that make it the name of something else."""
        after = surface.word_after(reading.text, found.end)
        before = surface.word_before(reading.text, found.start)
        for word, rules in ((after, self.after), (before, self.before)):
            if not word:
                continue
            for lang in (reading.lang or "", ANY):
                context = rules.get((lang, word))
                if context and (entry.kind in context.kinds or (entry.person and PERSON in context.kinds)):
                    return context.reason
        return None

    def _named_person(self, reading: Reading, found: Candidate, entry: Entry) -> str | None:
        """A given name before it, or, for forms that are given names themselves, a surname behind it."""
        first = reading.text[found.start]
        if glued(first) or first.islower():
            return None
        before = surface.word_before(reading.text, found.start)
        if entry.kind == "demonym":
            return self._nationality_as_surname(reading, found, before)
        if before[:1].isupper() and fold(before).strip() in self.index.given:
            return SURNAME
        if entry.person and before not in PLACE_WORDS:
            after = surface.word_after(reading.text, found.end)
            if after[:1].isupper() and after not in INSTITUTIONS and not after.isupper():
                return "a person's given name"
        return None

    def _nationality_as_surname(self, reading: Reading, found: Candidate, before: str) -> str | None:
        """`Halina Czech`, `Rachel Holland`: a capital where the language writes nationalities small, or a given name before."""
        if not before[:1].isupper() or len(before) < 3:
            return None
        if fold(before).strip() in self.index.given:
            return SURNAME
        middle = not surface.opens_sentence(reading.text, found.start - len(before) - 1)
        small = (
            reading.lang in SMALL_NATIONALITIES and middle and not before.isupper() and before[:1].isupper()
        )
        return SURNAME if small else None


# Languages in which an adjective of nationality opens with a small letter.
SMALL_NATIONALITIES = frozenset("fr es it pt sv no da fi hu ru uk bg sr ro ca".split())
# Words before a form that say it is a place, whatever follows.
PLACE_WORDS = frozenset(
    [
        "in",
        "at",
        "from",
        "to",
        "near",
        "of",
        "across",
        "around",
        "into",
        "via",
        "for",
        "with",
        "between",
        "toward",
        "towards",
        "outside",
        "inside",
        "against",
        "aus",
        "nach",
        "bei",
        "von",
        "für",
        "à",
        "en",
        "de",
        "du",
        "dans",
        "par",
        "vers",
        "chez",
        "desde",
        "hacia",
        "hasta",
        "em",
        "a",
        "no",
        "na",
        "di",
        "da",
        "nel",
        "dal",
    ]
)
# Capitalised words behind a place's name that are no surnames.
INSTITUTIONS = frozenset(
    [
        "President",
        "King",
        "Queen",
        "Prince",
        "Prime",
        "Minister",
        "Police",
        "University",
        "Airport",
        "Parliament",
        "Government",
        "Army",
        "Governor",
        "Mayor",
        "Republicans",
        "Republican",
        "Democrats",
        "Democrat",
        "Senate",
        "Senator",
        "House",
        "Supreme",
        "Court",
        "Attorney",
        "Secretary",
        "State",
        "County",
        "City",
        "River",
        "Valley",
        "Bridge",
        "Bank",
        "Street",
        "Opera",
        "Festival",
        "Olympics",
        "Games",
        "Conference",
        "Summit",
        "Declaration",
        "Accords",
        "Club",
        "Marathon",
        "Convention",
        "Stock",
        "Exchange",
        "Tower",
        "Zoo",
        "Museum",
        "Cathedral",
        "Hospital",
        "Institute",
        "College",
        "School",
        "Airlines",
        "Railways",
        "Ministry",
        "Embassy",
        "Premier",
        "National",
        "International",
        "Central",
        "North",
        "South",
        "East",
        "West",
        "New",
        "Metro",
        "Fashion",
        "Week",
        "Biennale",
        "Film",
    ]
)


def a_language(reading: Reading, found: Candidate, entry: Entry) -> str | None:
    """`in English.` is a language, `in English courts` is not; `en français`, `po angielsku`, `auf Deutsch` always are."""
    if entry.kind != "demonym":
        return None
    before = surface.word_before(reading.text, found.start).lower()
    if before in SPOKEN.get(reading.lang or "", ()):
        follows = reading.text[found.end : found.end + 1]
        return "a language" if reading.lang != "en" or not follows or follows in '.,;:!?)"”' else None
    return None


SPOKEN = {
    "en": frozenset("in speak speaks spoke speaking into learn learning fluent".split()),
    "de": frozenset("auf sprechen spricht sprach lernen".split()),
    "fr": frozenset(("en", "parle", "parler", "parlent", "parlait")),
    "es": frozenset(("en", "habla", "hablar", "hablan")),
    "pt": frozenset(("em", "fala", "falar", "falam", "língua")),
    "it": frozenset(("in", "parla", "parlare", "parlano")),
    "nl": frozenset(("het", "spreekt", "spreken")),
    "sv": frozenset(("på", "talar", "både")),
    "no": frozenset(("på", "snakker")),
    "da": frozenset(("på", "taler")),
    "pl": frozenset(("po",)),
}
RULES: tuple[Verdict, ...] = (a_language,)


def in_a_region(reading: Reading, found: Candidate, regions: Mapping[int, Candidate]) -> str | None:
    """`Kingston, Ontario`: the region behind a city says whose it is; `Moscow, Crimea and Kyiv` is a list."""
    region = regions.get(found.end + len(IN))
    if found.entries[0].kind != "city" or region is None or not reading.text.startswith(IN, found.end):
        return None
    if surface.word_after(reading.text, region.end) in ("and", "or"):
        return None
    return "another city of that name" if _codes(found).isdisjoint(_codes(region)) else None


IN = ", "  # between a city and its region


def without_persons(
    reading: Reading, kept: list[Candidate], surnames: Iterable[Candidate]
) -> list[Candidate]:
    """The places without those a text knows as somebody's surname: `Michael Jordan … Jordan said`.

    It stays a place behind a word of place, and where the text names the country by another form.
    """
    persons = {found.entries[0].form for found in surnames if found.entries[0].person}
    if not persons:
        return kept
    named = {code for found in kept if found.entries[0].form not in persons for code in _codes(found)}
    return [
        found
        for found in kept
        if found.entries[0].form not in persons
        or not named.isdisjoint(_codes(found))
        or surface.word_before(reading.text, found.start) in PLACE_WORDS
    ]


def _weight(entry: Entry) -> int:
    return -entry.weight


def longest(candidates: list[Candidate], taken: Taken) -> list[Candidate]:
    """Of overlapping candidates the longest, then the earliest; none that touches taken letters."""
    kept: list[Candidate] = []
    stop = -1
    for found in sorted(
        candidates,
        key=lambda found: (found.start, -found.end, -len(found.entries[0].form), -found.entries[0].weight),
    ):
        if found.start >= stop:
            kept.append(found)
            stop = found.end
    return [found for found in kept if not taken.holds(found.start, found.end)]


def _by_language(contexts: Iterable[Context], side: str) -> dict[tuple[str, str], Context]:
    return {
        (lang, word): context
        for context in contexts
        if context.side == side
        for lang in context.langs
        for word in context.words.split("|")
    }


def _codes(found: Candidate) -> set[str | None]:
    return {entry.code for entry in found.entries}


def _read_as(found: Candidate, codes: Counter[str | None]) -> list[Entry]:
    """The entry of a form; all entries of a form that names several countries at once (中美, 한일)."""
    first = found.entries[0]
    both = [entry for entry in found.entries if entry.kind == "demonym" and entry.langs == first.langs]
    if first.kind == "demonym" and len(both) > 1 and first.langs[0] in COMPOUNDING:
        return both
    return [_settle(found, codes)]


COMPOUNDING = frozenset(("zh", "ja", "ko"))  # languages that name two countries by a letter each


def _settle(found: Candidate, codes: Counter[str | None]) -> Entry:
    """The entry of a shared name: the country that the rest of the text names, else the greater place."""
    return max(found.entries, key=lambda entry: (codes[entry.code] if entry.code else 0, entry.weight))


def _evidence(found: Candidate, entry: Entry) -> Evidence:
    return Evidence(found.start, found.end, entry.code or "", entry.kind, entry.rule)
