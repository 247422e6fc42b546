"""The persons behind names as pages write them: without titles, degrees and places, in capitals as names have them, and without the agency beside them."""

import re
from collections.abc import Iterable

from worker.core.clean.metadata.bylinewords import BylineWords

LEAST = 4  # letters of a surname in capitals beside a name that isn't: a shorter word may be an agency's sign
_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile(r"[AEIOUYÀ-ÆÈ-ÏÒ-ÖØ-ÝĀĂĄĒĖĘĚĪĮİŌŐŒŪŮŰŲƠƯ]|[^\u0000-\u024f]")
_SURNAME = re.compile(r"(Ma?c|D[eai]|L[ae]|Fitz|Van)(?=\w)")
_NUMERAL = re.compile(r"[IVX]{2,4}")
# What begins or ends the name of a firm or a paper, whose capitals are its own.
_ARTICLES = frozenset("the die der das le la les el il lo al team".split())
_FIRMS = frozenset("AG GMBH LTD INC LLC SA SL SRL OY AB AS KG EV".split())
_PARTICLES = frozenset(
    "de del della der den di da do dos das du van von und af av el al la le las los bin ibn y e zu ten ter zum zur".split()
)
_LETTER_BEFORE = frozenset("ODLMОД")  # an apostrophe, behind which a name begins anew
_TURKIC = frozenset({"tr", "az"})


def people(names: Iterable[str], words: BylineWords, tag: str | None = None) -> tuple[str, ...]:
    """The persons of these names, each once; where none is one, the desks and agencies. `tag` is the page's language."""
    found: dict[str, str] = {}
    for name in names:
        person = name if words.is_desk(name) else words.bare(name)
        person = person if words.is_beside(person) else capitalised(person, tag)
        found.setdefault(person.casefold(), person)
    persons = [name for name in found.values() if not words.is_desk(name)]
    return tuple(persons or found.values())


def capitalised(name: str, tag: str | None = None) -> str:
    """A name in capitals, or its surname, with capitals at the start of its words alone. One word is a sign, as AFP is, and stays."""
    words = name.split()
    if len(words) < 2 or name == name.lower() or words[0].lower() in _ARTICLES:
        return name
    if name == name.upper():
        return (
            name
            if _is_firms(words)
            else " ".join(_lowered(word, number, tag) for number, word in enumerate(words))
        )
    first = next((number for number, word in enumerate(words) if number and _shouts(word)), len(words))
    is_signed = any(len(word) > 1 and word.isalpha() and word.isupper() for word in words[:first])
    is_surname = not is_signed and all(_shouts(word) or _small(word) for word in words[first:])
    if not is_surname:
        return name
    return " ".join(words[:first] + [_lowered(word, first or 1, tag) for word in words[first:]])


def _is_firms(words: list[str]) -> bool:
    """Whether words in capitals are no person's: a sign without a vowel among them, a firm's form at their end, or not three letters in any."""
    is_sign = any(len(part) > 2 and not _VOWEL.search(part) for word in words for part in _WORD.findall(word))
    return (
        is_sign or words[-1] in _FIRMS or all(len(word) < 3 for word in words)
    )  # letters of a language's sign


def _shouts(word: str) -> bool:
    """Whether a word is written in capitals: all of it, or what follows a Mc."""
    rest = _SURNAME.sub("", word, count=1)
    return len(rest) >= LEAST and rest.isupper() and bool(_VOWEL.search(rest))


def _small(word: str) -> bool:
    return word.lower() in _PARTICLES


def _lowered(word: str, number: int, tag: str | None) -> str:
    if number and _small(word):
        return word.lower()
    return _WORD.sub(lambda part: _part(word, part, number, tag), word)


def _part(word: str, part: "re.Match[str]", number: int, tag: str | None) -> str:
    """A part of a name: an initial and a number stay as they are, Mc is set apart, and behind an apostrophe only some names begin anew."""
    text = part[0]
    if (number and _NUMERAL.fullmatch(text)) or _are_initials(text):
        return text
    is_inner = (
        part.start() > 0
        and word[part.start() - 1] in "'’ʼ"
        and word[: part.start() - 1] not in _LETTER_BEFORE
    )
    if is_inner:
        return _lower(text, tag)
    if text.startswith("MC") and len(text) > LEAST:
        return "Mc" + text[2] + _lower(text[3:], tag)
    prefix = _SURNAME.match(text)
    if prefix and text[prefix.end() :].isupper() and not text.isupper():
        return prefix[0] + text[prefix.end()] + _lower(text[prefix.end() + 1 :], tag)
    return text[0] + _lower(text[1:], tag)


def _are_initials(text: str) -> bool:
    """Whether capitals are initials: one, or two that are no name, as TJ and AJ."""
    return len(text) == 1 or (len(text) == 2 and (text[1] == "J" or not _VOWEL.search(text)))


def _lower(text: str, tag: str | None) -> str:
    is_turkic = tag is not None and tag[:2].lower() in _TURKIC
    return (text.replace("I", "ı").replace("İ", "i") if is_turkic else text).lower()
