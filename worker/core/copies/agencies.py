"""Which news agencies an article credits: in its opening, at its end, among its authors, or by being the agency's own."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import msgspec

from worker.core.copies.updates import Updates

OPENING, ENDING = 160, 200  # characters of a text in which a credit stands
SIGN = 40  # characters of a line that is an agency's sign alone
CAPTION = 80  # characters of a line before a name that can make it a picture's
_OPEN, _CLOSE = r"[(\[{（［【〔/«<]", r"[)\]}）］】〕/»>]"
_BRACKETS = r"()\[\]{}（）［］【】〔〕\n"
_DASH = r"[-–—−:]"
# A place in capitals and a sign in brackets before a dash, as agencies alone begin a story: OSLO (XYZ) - The
_DATELINE = re.compile(r"\W{0,3}([^\d\n()]{2,40})\(([A-Z]{3,6})\)\s?[-–—]")
# What stands there to tell of which country a place is.
_COUNTRIES = frozenset(
    "USA EUA EEUU UAE EAU VAE GBR DRC RDC RCA PRC CHN IRL AUS NSW CAN GER DEU AUT SUI ITA FRA ESP POR RSA".split()
)
_UNSPACED = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


class Picture(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that make a credit that of a picture, with such credits, and texts that credit an agency all the same."""

    id: str
    words: tuple[str, ...]
    why: str
    drops: tuple[str, ...]
    keeps: tuple[str, ...]


class Agency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A news agency: what articles call it, and texts that credit it and that only speak of it."""

    id: str
    names: tuple[str, ...]  # as they are written, upper and lower case told apart
    why: str
    credits: tuple[str, ...]
    keeps: tuple[str, ...]  # texts that name it and don't credit it
    hosts: tuple[str, ...] = ()  # registrable domains of its own


@dataclass(frozen=True)
class Agencies:
    """All agencies of a run, what tells the credit of a picture and the mark of a later version, and the digest that names all."""

    agencies: tuple[Agency, ...]
    pictures: tuple[Picture, ...]
    updates: Updates
    version: str

    def credited(
        self, text: str, authors: Iterable[str] = (), site: str | None = None, cut: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """The ids of the agencies that an article credits, in order; mostly none or one. Of one that isn't listed, its sign.

        Of the lines that were `cut` from the page only those count that are nothing but a sign in brackets: others are links and pictures.
        """
        signs = (line for line in cut if len(line) <= SIGN and self._forms.sign.match(line))
        named = {self._ids[name] for name in (*self._named(text), *self._in((*authors, *signs)))}
        own = (agency.id for agency in self.agencies if site in agency.hosts)
        return tuple(sorted({*named, *own})) or _unlisted(text)

    def _named(self, text: str) -> Iterable[str]:
        passages = [form.finditer(text[:OPENING]) for form in self._forms.opening]
        passages += [form.finditer(text[-ENDING:]) for form in self._forms.ending]
        return self._in(found[0] for found in chain.from_iterable(passages))

    def _in(self, passages: Iterable[str]) -> Iterable[str]:
        """The names in credits, but those of pictures."""
        written = (passage for passage in passages if not self._pictured.search(passage))
        return (found[0] for passage in written for found in self._forms.name.finditer(passage))

    @cached_property
    def _pictured(self) -> "re.Pattern[str]":
        words = sorted({word for picture in self.pictures for word in picture.words}, key=len, reverse=True)
        return re.compile("|".join(map(_bounded, words)), re.IGNORECASE)

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {name: agency.id for agency in self.agencies for name in agency.names}

    @cached_property
    def _forms(self) -> "_Forms":
        return _Forms(sorted(self._ids, key=len, reverse=True))


def _unlisted(text: str) -> tuple[str, ...]:
    """The sign in a dateline of an agency that nobody has listed."""
    found = _DATELINE.match(text)
    return (found[2].lower(),) if found and found[1].isupper() and found[2] not in _COUNTRIES else ()


class _Forms:
    """The ways a credit is written, with the names of all agencies in them."""

    def __init__(self, names: list[str]) -> None:
        name = f"({'|'.join(map(_bounded, names))})"
        within = rf"{_OPEN}[^{_BRACKETS}]{{0,40}}?{name}[^{_BRACKETS}]{{0,25}}{_CLOSE}"
        started = rf"^\W{{0,3}}{name}(?:\s?{_DASH}|.{{0,20}}?[电電讯訊])"
        dateline = rf"^(?:[^\n.!?。]|(?<=\d)\.){{0,50}}[,./]\s?{name}[.,]?\s?{_DASH}"
        alone = rf"^\W*{name}\W*$"
        told = rf"(?:^.{{0,{CAPTION}}})?(?:©|\([cC]\)|[–—])\s?(?:\d{{4}}\s)?(?:by\s)?{name}\W*$"
        # The Latvian way: RĪGA, 2.mar., LETA. And the text
        dated = rf"^[^\n.,\d]{{2,30}},\s?(?=[^\n,]{{0,14}}\d)[^\n,]{{1,15}},\s?{name}\.\s"
        self.opening = [re.compile(form) for form in (within, started, dateline, dated)]
        self.ending = [re.compile(form, re.MULTILINE) for form in (within, alone, told)]
        self.sign = re.compile(rf"\s*{within}\s*$")
        self.name = re.compile(name)


def _bounded(name: str) -> str:
    """A name as a word of its own; in scripts without spaces it may stand among other letters."""
    before = "" if _UNSPACED.match(name[0]) else r"(?<!\w)"
    after = "" if _UNSPACED.match(name[-1]) else r"(?!\w)"
    return before + re.escape(name) + after
