"""The words that languages have for numbers, in digits: *seven*, *twenty-five*, *2.5 million*, *the third*."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, takewhile

import msgspec

from worker.core.copies.numerals import numbers, shifted
from worker.core.copies.weekdays import Calendar
from worker.core.languages import kin

READ = 200_000  # characters of a text in which words are told: more than articles have
RUN = 12  # words that one number has at most
# Letters, and the marks and apostrophes within words: all but digits, space and punctuation.
_LETTERS = r"[^\s\d!-&(-/:-@\[-`{-~\u00a0-\u00bf\u060c\u061b\u061f\u0964\u2010-\u2018\u201a-\u203a\u3000-\u303f\uff00-\uff0f]"
_WORD = re.compile(f"{_LETTERS}+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff]"
)  # Thai and Lao: a unit stands right behind its figure, whatever follows
_GAP = re.compile(r"[ \u00a0\u202f-]")
# A figure before its unit, of bounded length: what stands before it is looked through once for each unit.
FIGURE = 40
_FIGURE = re.compile(
    r"(?<![\d.,])\d{1,15}(?:[.,' \u00a0\u202f]\d{3}(?!\d)){0,4}(?:[.,\u066b]\d{1,12})?(?=[ \u00a0\u202f-]?$)"
)
_HUNDRED = 2  # zeros


class NumberWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A language's words for numbers; with texts that have some, and texts that have none."""

    id: str  # the language
    why: str
    words: tuple[str, ...]  # each a number and the forms that it takes: "2 deux deuxième"
    counts: tuple[str, ...]  # texts with two numbers
    keeps: tuple[str, ...]
    units: tuple[str, ...] = ()  # each the zeros of a unit and its forms: "6 million millions"
    links: tuple[str, ...] = ()  # words for *and*, which may stand within a number
    joined: tuple[str, ...] = ()  # how ones and tens make one word: "{ones}und{tens}"
    one: str = ""  # the form of one in such a word, where it has any


@dataclass(frozen=True)
class _Words:
    """The words of a language and its kin, folded."""

    digits: Mapping[str, str]
    zeros: Mapping[str, int]
    links: frozenset[str]

    def known(self, word: str) -> str:
        """The form that a word has here, folded; of a run of letters without spaces, the unit that it begins with. Else empty."""
        form = word.casefold()
        if form in self.digits or form in self.zeros or form in self.links:
            return form
        if not self.unspaced:
            return ""
        return max((unit for unit in self.unspaced if form.startswith(unit)), key=len, default="")

    @cached_property
    def unspaced(self) -> tuple[str, ...]:
        """The units that stand within runs of letters."""
        return tuple(form for form in self.zeros if _UNSPACED.match(form))


class _Token(msgspec.Struct, frozen=True):
    """A word for a number, and where it stands."""

    start: int
    end: int
    form: str


@dataclass(frozen=True)
class Numerals:
    """The words for numbers of all languages, those for the days of the week, and the digest that names them."""

    languages: tuple[NumberWords, ...] = ()
    version: str = ""
    calendar: Calendar = field(default_factory=Calendar)
    _words: Mapping[str, _Words] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        kindred: dict[str, list[NumberWords]] = {}
        for one in self.languages:
            kindred.setdefault(kin(one.id)[0], []).append(one)
        object.__setattr__(self, "_words", {name: _of(some) for name, some in kindred.items()})

    def links(self, lang: str) -> frozenset[str]:
        """The words for *and* in a language and its kin, folded."""
        words = self._words.get(kin(lang)[0])
        return words.links if words else frozenset()

    def in_digits(self, text: str, lang: str) -> str:
        """The text with digits for the numbers that it has in words of its language, and of those that it can be taken for."""
        words = self._words.get(kin(lang)[0])
        if words is None:
            return text
        pieces, at = list[str](), 0
        for run in _runs(text[:READ], words):
            start, numbers_told = _told(text, run, words)
            pieces += (text[at:start], " ".join(numbers_told))
            at = run[-1].end
        return "".join((*pieces, text[at:]))


def _of(languages: Iterable[NumberWords]) -> _Words:
    some = tuple(languages)
    digits = {form: number for one in some for number, form in chain(_forms(one.words), _fused(one))}
    zeros = {form: int(number) for one in some for number, form in _forms(one.units)}
    return _Words(digits, zeros, frozenset(link.casefold() for one in some for link in one.links))


def _forms(entries: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each form with its number."""
    for number, *forms in map(str.split, entries):
        yield from ((number, form.casefold()) for form in forms)


def _fused(language: NumberWords) -> Iterator[tuple[str, str]]:
    """The numbers between the tens, where they are one word."""
    forms = [(int(number), form) for number, form in _forms(language.words)]
    ones = [(number, form) for number, form in forms if number < 10]
    ones += [(1, language.one)] if language.one else []
    tens = [(number, form) for number, form in forms if number >= 20]
    for pattern in language.joined:
        yield from (
            (str(ten + one), pattern.format(ones=form, tens=form_of_ten))
            for ten, form_of_ten in tens
            for one, form in ones
        )


def _runs(text: str, words: _Words) -> Iterator[list[_Token]]:
    """The words of a text that tell one number, or several that follow each other."""
    forms = {word: form for word in set(_WORD.findall(text)) if (form := words.known(word))}
    if not words.links.issuperset(forms.values()):
        yield from _runs_of(forms, text, words)


def _runs_of(forms: Mapping[str, str], text: str, words: _Words) -> Iterator[list[_Token]]:
    run = list[_Token]()
    for at in _WORD.finditer(text):
        form = forms.get(at[0])
        if form is None or not _counts(text, at, form, words):
            continue
        if run and (len(run) == RUN or not _GAP.fullmatch(text, run[-1].end, at.start())):
            yield from _without_links(run, words)
            run = []
        run.append(_Token(at.start(), at.start() + len(form), form))
    yield from _without_links(run, words)


def _counts(text: str, at: "re.Match[str]", form: str, words: _Words) -> bool:
    """Whether a word is one for a number there, and not the end of something else."""
    unit = form in words.zeros
    if unit and _figure(text, at.start()):
        return True
    is_part = len(form) < len(at[0].casefold()) or (unit and _UNSPACED.match(form))
    return not is_part and not text[max(0, at.start() - 1) : at.start()].isdigit()


def _figure(text: str, unit: int) -> "re.Match[str] | None":
    """The figure that stands before the unit at this place."""
    return _FIGURE.search(text, max(0, unit - FIGURE), unit)


def _without_links(run: list[_Token], words: _Words) -> Iterator[list[_Token]]:
    """The run from its first number to its last, where it has one."""
    told = [place for place, token in enumerate(run) if token.form not in words.links]
    if told:
        yield run[told[0] : told[-1] + 1]


def _told(text: str, run: list[_Token], words: _Words) -> tuple[int, list[str]]:
    """Where what a run tells begins, and its numbers in digits."""
    forms = [token.form for token in run if token.form not in words.links]
    figure = _figure(text, run[0].start) if forms[0] in words.zeros else None
    if figure is None:
        return run[0].start, [str(number) for number in _spelled(forms, words)]
    *before, number = numbers(figure[0])
    units = list(takewhile(words.zeros.__contains__, forms))
    counted = shifted(number, sum(map(words.zeros.__getitem__, units)))
    return figure.start(), [*before, counted, *map(str, _spelled(forms[len(units) :], words))]


def _spelled(forms: Iterable[str], words: _Words) -> Iterator[int]:
    """The numbers in words: a unit counts what stands before it, and ones and tens follow on what is larger."""
    total = part = 0
    for form in forms:
        zeros = words.zeros.get(form)
        if zeros is None:
            value = int(words.digits[form])
            if (total or part) and not _follows(value, part):
                yield total + part
                total = part = 0
            part += value
        elif zeros == _HUNDRED:
            part = (part or 1) * 100
        elif part or not total:
            total, part = total + (part or 1) * 10**zeros, 0
        else:
            total *= 10**zeros
    if total or part:
        yield total + part


def _follows(value: int, part: int) -> bool:
    """Whether a number goes on with this one: twenty-five, a hundred and twenty."""
    if part % 100 == 0:
        return value < 100
    return part % 10 == 0 and part % 100 >= 20 and value < 10
