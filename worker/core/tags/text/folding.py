"""One letter for one letter: text folded so that case, accents and spelling habits don't matter, offsets kept."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

# Letters that news of one language writes in several ways.
SAME = {
    "ё": "е", "ґ": "г", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ی", "ي": "ی", "ئ": "ی", "ؤ": "و", "ك": "ک",
    "ة": "ه", "ۀ": "ه", "ہ": "ه", "ۃ": "ه", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "s", "æ": "a", "œ": "o", "ð": "d", "þ": "t",
    "ς": "σ", "ה": "ה", "ー": "ー", "һ": "h", "ħ": "h", "ə": "e", "臺": "台", "韓": "韩", "國": "国", "蘭": "兰",
    "俄": "俄", "烏": "乌", "羅": "罗", "爾": "尔", "馬": "马", "亞": "亚", "東": "东", "華": "华",
}  # fmt: skip
# Scripts whose marks are letters of their own: taking them off would merge words.
KEEP = (("\u0400", "\u052f"), ("\u0900", "\u0dff"), ("\u3040", "\u30ff"), ("\uac00", "\ud7a3"))


class Folds(dict[int, str]):
    """Code point to folded character, worked out when first met."""

    def __missing__(self, point: int) -> str:
        """The folded form of one code point: always exactly one character."""
        self[point] = folded = fold_letter(chr(point))
        return folded


def fold_letter(letter: str) -> str:
    """One character folded; anything but a letter, digit or mark becomes a space."""
    low = letter.lower()[:1]
    low = SAME.get(low, low)
    if unicodedata.category(low)[0] == "M":
        return low
    if not low.isalnum():
        return " "
    if any(first <= low <= last for first, last in KEEP):
        return low
    base = unicodedata.normalize("NFKD", low)[0].lower()
    base = SAME.get(base, base)
    return base if len(base) == 1 and base.isalnum() else low


FOLDS = Folds()
LINES = Folds({ord("\n"): "\n"})  # of texts that are folded as lines of one
UNFIT = 0  # stands for a letter of Latin-1 that folds to one outside of it; nothing folds to it otherwise
LATIN1 = bytes(
    ord(folded) if ord(folded := fold_letter(chr(point))) < 256 else UNFIT for point in range(256)
)  # a table of bytes folds ten times as fast as a dictionary of letters
LAST = "\xff"  # of Latin-1
SHORT = 80  # code points up to which looking for those marks and letters costs more than it saves
ODD = 24  # different letters outside Latin-1 up to which replacing each is quicker than a dictionary of all
AT_ONCE = 4_000  # texts folded together
MARKS = "’‘“”„–—…•"  # outside Latin-1, but in most of its texts; all fold to a space


def fold(text: str) -> str:
    """The text folded; the same length in code points, so that every offset holds."""
    plain = text
    if len(text) > SHORT and not text.isascii():
        for mark in MARKS:
            plain = plain.replace(mark, " ")
    folded = _latin(plain, ODD if len(text) > SHORT else 0)
    return text.translate(FOLDS) if folded is None or "\0" in folded else folded


def _latin(text: str, odd: int) -> str | None:
    """A text of Latin-1 folded, with up to so many different letters that only fold to one of it (ł, č, ő); None for any other."""
    try:
        return text.encode("latin-1").translate(LATIN1).decode("latin-1")
    except UnicodeEncodeError as error:
        letter = text[error.start]
        folded = FOLDS[ord(letter)]
        return _latin(text.replace(letter, folded), odd - 1) if odd and folded <= LAST else None


def fold_all(texts: Iterable[str]) -> Iterator[str]:
    """Each text folded, some thousand at once: of a short text alone most of the time goes into the calls."""
    left = iter(texts)
    while some := list(islice(left, AT_ONCE)):
        plain = [text for text in some if text.isascii()]
        other = [text for text in some if not text.isascii()]
        folded = dict(zip(plain, _fold_lines(plain), strict=True))
        folded.update(zip(other, _fold_lines(other), strict=True))
        yield from map(folded.__getitem__, some)


def _fold_lines(texts: list[str]) -> list[str]:
    folded = "\n".join(texts).translate(LINES).split("\n")
    return folded if len(folded) == len(texts) else list(map(fold, texts))  # none, or with lines in them


@lru_cache(maxsize=50_000)
def bare(word: str) -> str:
    """A word folded, without what isn't letters around it; the words beside names come again and again."""
    return fold(word).strip()


@lru_cache(maxsize=80_000)
def glued(letter: str) -> bool:
    """True for scripts that set no spaces between words (Han, Kana, Thai, Lao, Khmer, Burmese)."""
    return "\u0e00" <= letter <= "\u0eff" or "\u1000" <= letter <= "\u109f" or "\u1780" <= letter <= "\u17ff" or (
        "\u3005" <= letter <= "\u30ff" or "\u3400" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff"
    )  # fmt: skip
