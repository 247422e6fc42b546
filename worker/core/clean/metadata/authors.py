"""Names of authors out of what pages write where an author should stand."""

import re
from collections.abc import Iterable

from worker.core.clean.metadata import persons
from worker.core.clean.metadata.bylinewords import BylineWords

NAME_LIMIT = 100  # characters
NAME_WORDS = 6
MOST = 20
_TAGS = re.compile(r"<[^<>]*>")
_SPLIT = re.compile(r"\s*[;|•·⋅]\s*|\s+[/–—-]\s+|\s*&\s*|\s*[،、，]\s*")
_ADDRESS = re.compile(r"\s*(?:https?:|www\.|/)")
# What is a link, an address, a date, a style sheet or a template's leftover is no name.
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\d{4}|[{}<>=\[\]\\]|\w:\w|^[\W\d]*$|\.(?:com|net|org|css|js|php)\b|^[\w-]+(?:\.[\w-]+)+$|\bposts\b|\bread more\b",
    re.IGNORECASE,
)
_CREDENTIAL = re.compile(
    r"^(?:[A-Z][A-Za-z]?\.?){1,5}(?:-[A-Z])?$|^(?:M\.D\.|Ph\.?D\.?|FACLM|RD|RN|MS|MA|BA|Jr\.?|Sr\.?)$"
)
_ACCOUNT = re.compile(r"(?<!\S)[(<]?[\w.+-]*@[\w.-]+[)>]?,?")
_IN_BRACKETS = re.compile(r"(?<=\w\s)\([^().:/@]*\)$")
_QUOTES = frozenset("\"'“”„‟«»‘’")
_PARTICLES = frozenset(
    "de del della der den di da do dos das du van von und af av el al la le bin ibn ben y e zu ten ter".split()
)
_CHINESE = re.compile(r"[\u3400-\u9fff]{2,4}")  # a name without its space
_KOREAN = re.compile(r"[가-힣]{3}")
# What no name has in it: words of the web's, and small words of sentences, which a line in capitals hides ("POR ESO INFORMAR ES").
_NO_NAME_WORD = re.compile(
    r"\b(?:min(?:ute)?s?|read|news|editor(?:ial)?|staff|team|updated|posted|share|blog|guide|best|the|how|what|why|for|with|in|on|to"
    r"|eso|esto|es|que|qué|una|para|cuando|porque|según|está|isso|isto|uma|não|você|est|sont|dans|pour|avec|nous|vous|notre|votre|une"
    r"|che|sono|questo|come|ist|und|für|mit|wir|sind|nicht|eine)\b",
    re.IGNORECASE,
)


def written(texts: Iterable[str], words: BylineWords, tag: str | None = None) -> tuple[str, ...]:
    """The names in these texts as they are written, each once, in their order; what can't be a name, or is nobody's, is left out. `tag` is their language."""
    found: dict[str, str] = {}
    named = (name for text in texts for part in _parts(text, words) if (name := _name(part, words)))
    for one in (one for name in named for one in _in_a_row(name, tag)):
        found.setdefault(one.casefold(), one)
    return tuple(found.values())[:MOST]


def names(texts: Iterable[str], words: BylineWords, tag: str | None = None) -> tuple[str, ...]:
    """The persons that these texts name; where they name none, the desks. `tag` is their language."""
    return persons.people(written(texts, words, tag), words, tag)


def plain(text: str, words: BylineWords) -> tuple[str, ...]:
    """The names at the start of a line for readers: those before the first part that doesn't look like a person's name."""
    found: list[str] = []
    for part in _parts(text, words):
        name = _name(part, words)
        is_beside = bool(found) and name is not None and words.is_desk(name)  # an agency's sign
        if name is None or not (is_beside or _looks_like_one(words.bare(name))):
            break
        found.append(name)
    return tuple(found)


def _looks_like_one(name: str) -> bool:
    """Two to five words that begin with capitals, but for particles; of a script without capitals any two to five, or a few letters."""
    words = name.split()
    if name.upper() == name.lower():
        return len(words) <= 5 and len(name) <= 30
    if not 2 <= len(words) <= 5 or _NO_NAME_WORD.search(name) or any(char.isdigit() for char in name):
        return False
    return all(word[0].isupper() or word.lower() in _PARTICLES or word[0] in "‘'’" for word in words)


def _parts(text: str, words: BylineWords) -> list[str]:
    if len(text) > 10 * NAME_LIMIT or _ADDRESS.match(text):
        return []
    line = _bare(" ".join(_TAGS.sub(" ", text).split()))
    if words.is_nobody(line):
        return []
    if words.is_desk(line) or _CREDENTIAL.match(
        line
    ):  # alone it is the sign of an agency, as AFP is, and no degree
        return [line]
    pieces = (piece for piece in _SPLIT.split(words.without_label(line)) if piece)
    return [part for piece in pieces for name in words.apart(piece) for part in _commas(name, words)]


def _bare(line: str) -> str:
    """A line without the accounts and addresses in it, what stands in brackets at its end, and quotation marks around it; as it stands where nothing else does."""
    told = _IN_BRACKETS.sub("", _ACCOUNT.sub("", line)).strip()
    quoted = len(told) > 1 and told[0] in _QUOTES and told[-1] in _QUOTES
    return (told[1:-1].strip() if quoted else told) or line


def _in_a_row(name: str, tag: str | None) -> list[str]:
    """The names that nothing but a space parts: in Chinese and Korean, where none is within one."""
    parts = name.split(" ")
    form = _KOREAN if _KOREAN.fullmatch(parts[0]) else _CHINESE if (tag or "")[:2].lower() == "zh" else None
    return parts if form and len(parts) > 1 and all(map(form.fullmatch, parts)) else [name]


def _commas(piece: str, words: BylineWords) -> list[str]:
    """The parts between commas; of `Birch, Bob` and of a name with its degrees, job or place there is one."""
    parts = [part.strip() for part in piece.split(",")]
    are_words = len(parts) == 2 and all(len(part.split()) == 1 for part in parts)
    if are_words and piece.lower() != piece.upper() and not _CREDENTIAL.match(parts[1]):
        return [f"{parts[1]} {parts[0]}".strip()]
    found = [part for part in parts if part and not _CREDENTIAL.match(part)]
    is_person = bool(found) and len(found[0].split()) > 1
    return found[:1] + [part for part in found[1:] if not (is_person and _is_beside(part, words))]


def _is_beside(part: str, words: BylineWords) -> bool:
    """Whether what a comma parts from a name of several words is what the person is, or where: one word, one with a small first letter, or with a job in it."""
    first, *rest = part.split()
    if part.lower() == part.upper():
        return words.has_job(part)
    return not rest or (first[0].islower() and first not in _PARTICLES) or words.has_job(part)


def _name(text: str, words: BylineWords) -> str | None:
    bare = words.without_label(text.strip(" \t:–—-,.") + " ")
    name = words.alone(" ".join(bare.split()).strip(" ,:–—-"))
    if not 0 < len(name) <= NAME_LIMIT or _NOT_A_NAME.search(name):
        return None
    if len(name.split()) > NAME_WORDS and len(words.bare(name).split()) > NAME_WORDS:
        return None
    return None if words.is_nobody(name) or words.is_update(name.lower()) else name
