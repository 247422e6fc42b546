"""The sketch of an article: enough to tell how much of its text another shares, in some 250 bytes.

Of the text's distinct shingles the smallest hashes are kept (a bottom-k, or KMV, sample) with the number of all. Below
the lesser of two sketches' greatest hashes both know every shingle there is, so the share of one in the other can be
counted there, either way. Beside it stand fingerprints of what makes a template another story: numbers and names.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, takewhile
from unicodedata import normalize

import msgspec
from msgspec import structs

from worker.core import times
from worker.core.copies.agencies import Agencies
from worker.core.copies.ascending import Ascending
from worker.core.copies.compare import joined
from worker.core.copies.fillings import LOOKED_AT, Filling, fillings
from worker.core.copies.fingerprint import untold
from worker.core.copies.names import Names, names_of, words_of
from worker.core.copies.numberwords import Numerals
from worker.core.copies.numerals import CURRENCIES, numbers, without_numbers
from worker.core.copies.shingles import shingles, terms, token_hash
from worker.core.copies.sketch import KEY_BITS, MARK_BITS, MARKS, VALUE_BITS, Marks, Sketch
from worker.core.model import Article

SAMPLE = 80  # shingles kept of a text
ASKED = 24  # of them that a new article asks the index for
# Languages whose names have no cases: what begins like a name of the title is another word there, Chile and Chilean.
UNINFLECTED = frozenset("af bg ca da en es fr gl id it nl no pt ro sv vi".split())
STEM = 4  # letters that two forms of a name have in common at least, and half of the longer
SUBJECT, FIGURES = 12, 4  # words, or parts of them, and numbers of the title
TERMS, TERMS_IN = (
    1_500,
    20_000,
)  # words of a text without capitals, and the characters that they are looked for in
TIMES = 3  # that one number is counted in a text
HASH_BITS = 64
NO_WORDS = Numerals()  # digits alone are numbers
_CURRENCY = re.compile(f"[{CURRENCIES}]")
_SENTENCE_END = re.compile(r"[.!?…؟۔]\s+|[。！？।]")
_DIGESTS = (1 << 16) - 1  # that tell one set of words from another


class Beside(msgspec.Struct, frozen=True):
    """What a sketch tells beside a text: its site, the ids of the agencies it credits, whether it says that it is a later version."""

    site: str | None = None
    agencies: tuple[str, ...] = ()
    update: bool = False


NOTHING = Beside()


def sketch(
    text: str,
    *,
    copy_hash: str,
    lang: str,
    title: str | None = None,
    beside: Beside = NOTHING,
    numerals: Numerals = NO_WORDS,
) -> Sketch:
    """The sketch of an article.

    `copy_hash` is `fingerprint.copy_hash(text)`. Its time says nothing of the text, and is left to the caller.
    """
    found, count = shingles(text, SAMPLE)
    counted = numerals.in_digits(text, lang)
    headline = numerals.in_digits(title or "", lang)
    days = weekdays(text, lang, numerals)
    names, sentences = names_of(counted), _SENTENCE_END.split(normalize("NFC", counted))
    if days:
        names = _without_days(names, lang, numerals)
    told = [numbers(sentence) for sentence in sentences]
    spoken = set() if names.told else terms(without_numbers(counted[:TERMS_IN]))
    subject = _subject(headline, lang, names, spoken)
    zeros = HASH_BITS - found.hashes[-1].bit_length() if count > SAMPLE else 0
    return Sketch(
        lang=lang,
        words=found.words,
        shingles=count,
        sample=Ascending.of(value >> (HASH_BITS - VALUE_BITS - zeros) for value in found.hashes),
        zeros=zeros,
        keys=_keys(found.hashes, lang),
        text=int(copy_hash[:16], 16),
        title=_hashed(" ".join(words_of(title or "")), 4),
        opening=found.opening >> (HASH_BITS - VALUE_BITS),
        ending=found.ending >> (HASH_BITS - VALUE_BITS),
        numbers=marks(chain(_counted(chain.from_iterable(told)), days, _CURRENCY.findall(text))),
        names=marks(names.words),
        named=names.told,
        site=_hashed(beside.site or "", 4),
        agencies=tuple(sorted({_hashed(agency, 2) for agency in beside.agencies})),
        update=beside.update,
        untold=untold(text, title),
        subject=_hashes(subject)[:SUBJECT],
        figures=_hashes(
            {*numbers(headline), *weekdays(title or "", lang, numerals)}.intersection(chain(*told, days))
        )[:FIGURES],
        order=_order(told),
        fillings=fillings(sentences[:LOOKED_AT], _filling(names, subject, numerals.links(lang))),
        spans=found.spans,
        terms=Ascending.of(_hashes(spoken)[:TERMS]),
    )


def sketch_of(article: Article, lang: str, agencies: Agencies, numerals: Numerals) -> Sketch:
    """The sketch of an article; `lang` is dedupe's key."""
    made = sketch(
        article.text,
        copy_hash=article.copy_hash,
        lang=lang,
        title=article.title,
        beside=Beside(
            article.site,
            credited(article, agencies),
            agencies.updates.marked(article.title or "", article.text),
        ),
        numerals=numerals,
    )
    return structs.replace(made, hour=times.hour(article.published) or times.hour(article.event_time))


def credited(article: Article, agencies: Agencies) -> tuple[str, ...]:
    """The ids of the agencies that an article credits, also in a line that was cut from its text."""
    cut = (removed.text for removed in article.removed)
    return agencies.credited(article.text, article.authors, article.site, cut)


def weekdays(text: str, lang: str, numerals: Numerals) -> set[str]:
    """The days of the week that a text names: they count as numbers, each once."""
    return numerals.calendar.days(normalize("NFC", text), lang)


def _without_days(names: Names, lang: str, numerals: Numerals) -> Names:
    """The names in a text, but those of days: these are numbers."""
    words = frozenset(word for word in names.words if not numerals.calendar.days(word, lang))
    return Names(words, names.told)


def lacking(text: str, other: str) -> tuple[tuple[int, int], ...]:
    """The passages of a text whose shingles the other lacks, all of them; in code points."""
    ours, theirs = (shingles(one, len(one))[0] for one in (text, other))
    known = set(theirs.hashes)
    return joined(span for value, span in zip(ours.hashes, ours.spans, strict=True) if value not in known)


def _keys(hashes: tuple[int, ...], lang: str) -> tuple[int, ...]:
    """What the smallest shingles are found under: apart by language, so that one's texts aren't another's candidates."""
    own = token_hash(lang, KEY_BITS // 8)
    return tuple((value >> (HASH_BITS - KEY_BITS)) ^ own for value in hashes[:ASKED])


def _counted(words: Iterable[str]) -> Iterator[str]:
    """Words, of which one that comes again counts as another up to `TIMES`: small numbers stand in a text more than once."""
    times: Counter[str] = Counter()
    for word in words:
        times[word] += 1
        if times[word] <= TIMES:
            yield word if times[word] == 1 else f"{word}#{times[word]}"


def _order(told: Iterable[list[str]]) -> int:
    """A digest of the numbers of each sentence in their order, whatever the order of the sentences; 0 where none has two."""
    digests = [token_hash(" ".join(some)) for some in told if len(some) > 1]
    return sum(digests) % _DIGESTS + 1 if digests else 0


def marks(words: Iterable[str]) -> Marks:
    """A set of words as marks."""
    known = {token_hash(word): word for word in words}
    digest = sum(known) % _DIGESTS + 1 if known else 0
    smallest = dict.fromkeys(value >> (VALUE_BITS - MARK_BITS) for value in _hashes(known.values()))
    return Marks(len(known), digest, Ascending.of(tuple(smallest)[:MARKS]))


def _hashes(words: Iterable[str]) -> tuple[int, ...]:
    """The hashes of words, ascending."""
    return tuple(sorted({token_hash(word, VALUE_BITS // 8) for word in words}))


def _subject(title: str, lang: str, names: Names, spoken: set[str]) -> set[str]:
    """What both the title and the text name, if need be in another case; where capitals tell no names, all words that both have."""
    if not names.told:
        return spoken & terms(without_numbers(title))
    told = {word.casefold() for word in words_of(title)}
    as_written = told & names.words
    if as_written and lang in UNINFLECTED:
        return as_written
    return as_written | {name for name in names.words if any(_inflected(word, name) for word in told)}


def _inflected(one: str, other: str) -> bool:
    """Whether two words can be forms of one name: *Stalmetu* and *Stalmet*, *Egeçelik'ten* and *Egeçelik*."""
    if one[:STEM] != other[:STEM] or len(one) < STEM:
        return False
    stem = sum(1 for _ in takewhile(lambda letters: letters[0] == letters[1], zip(one, other, strict=False)))
    return 2 * stem >= max(len(one), len(other))


def _filling(names: Names, subject: set[str], links: frozenset[str]) -> Filling:
    """What counts as a name in the sentences of a text: where capitals tell none, what the title speaks of."""
    if names.told:
        return Filling(names.words.__contains__, subject.__contains__, links)

    @cache
    def told(word: str) -> bool:
        parts = terms(word)
        return bool(parts) and parts <= subject

    return Filling(told, told, links, in_order=True)


def _hashed(word: str, size: int) -> int:
    return token_hash(word, size) if word else 0
