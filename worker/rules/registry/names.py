"""Names of persons as sources write them: without titles, and compared whatever their accents, order and initials."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from worker.core.tags.text.folding import fold

TITLES = re.compile(
    r"^(also spelled|(?:first )?deputy prime ministers?|(?:Islamic )?Republic of Afghanistan|Cabinet of Ministers|Minister/Minister of Transport|(?:Gnu )?(?:Interim )?Prime Minister|prime minister|minister|transitional President|president|or (?:Acting )?Prime Minister|Minister-Designate|French Polynesia|of the|of|and|the|Swiss Confederation|Sheikh|Shaykh|Sir|Dame|Gen\.|General|Lt\.|Col\.|Maj\.|Capt\.|Dr\.|Dr|"
    r"Presidential (?:Leadership )?Council|Taliban Leader|Foreign Minister|(?:Co-|Temporary )?Vice President|Territorial Council|"
    r"(?:Lieutenant|Assistant) Governor|Bailiff|President-elect|(?:for )?(?:Infrastructure|Cabinet Affairs|Defense Affairs|Defense|Interior)|Ceo|CEO|Australia|First|SAC Chair|President-Elect|Crown Prince|Prince|Princess|Amir|Republic|Minister|Republics?|Government|State|Council|Ministers?)\s+",
)
PARTICLES = frozenset(
    ["al", "bin", "el", "ibn", "abd", "ben", "de", "da", "dos", "van", "von", "der", "la", "le", "abu", "aal"]
)
SON_OF = frozenset(("bin", "ibn", "bint"))
HONORIFICS = frozenset(
    (
        "ayatollah",
        "hojatolislam",
        "sayyed",
        "mullah",
        "mawlawi",
        "sheikh",
        "commodore",
        "capt",
        "lyonpo",
        "haji",
    )
)
LIKE = 0.6  # share of letters in common, in order, of two spellings of a word
SMALL = frozenset(
    ("DE", "DA", "DO", "DOS", "LA", "VAN", "VON", "DER", "BIN", "AL", "EL")
)  # words in capitals of names all in capitals
LOST = re.compile(
    r"[\x00-\x1f](\w*)"
)  # where a source lost an accented letter, and took the next for a word's first


def tidy(name: str) -> str:
    """A name without the titles and remarks that sources leave in it, and with its usual capitals."""
    name = LOST.sub(lambda found: found[1].lower(), name)
    name = unicodedata.normalize(
        "NFC", re.sub(r"\(.*?(?:\)|$)|\[.*?\]|,.*$| - previously .*$| appointed .*$", "", name)
    ).strip(" .;\"'’“”")
    name = re.sub(r"\s+", " ", name.replace("’", "'").replace("`", "'"))
    for _ in range(4):
        name = TITLES.sub("", name)
    name = " ".join(_capitals(word) for word in name.split())
    return name if name and not re.search(r"\d|vacant|none", name, re.IGNORECASE) else ""


def _capitals(word: str) -> str:
    if re.fullmatch(r"[IVX]+", word) or re.fullmatch(r"Ii|Iii|Iv|Vi|Vii|Viii|Ix|Xii|Xiii", word):
        return word.upper()
    if word in SMALL:
        return word.lower()
    return word.capitalize() if len(word) > 1 and word.isalpha() and word.isupper() else word


def differ(name: str, other: str) -> bool:
    """True for names of which each has a word unlike all of the other's: Ghulam Ishaq Khan, Ghulam Sarwar Khan."""
    one, two = (
        [word for word in fold(text).split() if len(word) > 1 and word not in PARTICLES | HONORIFICS]
        for text in (name, other)
    )
    return not all(_word_in(word, two) for word in one) and not all(_word_in(word, one) for word in two)


def _word_in(word: str, words: Iterable[str]) -> bool:
    return any(
        word == other or SequenceMatcher(None, word, other, autojunk=False).ratio() >= LIKE for other in words
    )


def name_key(name: str) -> str:
    """Equal for spellings of one name that differ in accents, hyphens, initials or order."""
    words = [word for word in fold(name).split() if len(word) > 1]
    if not SON_OF.isdisjoint(words):
        if words[0] in SON_OF:
            words = [words[-1], *words[:-1]]  # as one source has it: Bin Alawi Bin Abdallah, Yusuf
        return " ".join(words)  # Hamad bin Khalifa is the son of Khalifa bin Hamad
    if re.search(r" [VX]$", name):
        words.append(fold(name[-1]))  # Olav V
    return " ".join(sorted(words)) or fold(name).strip()


def initials(name: str) -> tuple[str, ...]:
    """The letters that stand for given names: `George H. W. Bush`, `A.P.J. Abdul Kalam`; none in O'Neill."""
    parts = (part for word in name.split() for part in word.split("."))
    return tuple(part.lower() for part in parts if len(part) == 1 and part.isascii() and part.isalpha())


def family_first(name: str, country: str) -> Iterator[str]:
    """`Kishida Fumio`: a Japanese name as Japan's government and Vietnam's press write it in Latin letters."""
    given, _, family = name.partition(" ")
    if country == "JP" and family.isalpha():
        yield f"{family} {given}"
