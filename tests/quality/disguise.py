"""Pages rewritten so that nothing in them can be known by its words: how much does a model lean on the language it was trained in?

A disguise maps text to text, letter by letter or word by word, always the same way, and leaves the page's elements as they are: block by block
the page stays comparable with itself.
"""

import hashlib
import re
import string
from collections.abc import Callable
from dataclasses import dataclass

from lxml.html import HtmlElement

NAMING = ("class", "id", "role", "itemprop")
DENSITY = 0.33  # characters of a script without spaces for a letter of English
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PAUSE = re.compile(r"(?<!\d)[.,:?!;()]|[.,:?!;()](?!\d)")  # not those within numbers
_WIDE = str.maketrans(".,:?!;()", "。，：？！；（）")
_BETWEEN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) +(?=[\u3000-\u9fff\uff00-\uffef])")
_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمن"
_LETTERS = str.maketrans(
    string.ascii_letters + ",;?",
    "".join(_ARABIC[number % len(_ARABIC)] for number in [*range(26), *range(26)]) + "،؛؟",
)
_SHUFFLED = str.maketrans(string.ascii_lowercase, "qzxjkvbpwmfgycudrlhsnitoea")


@dataclass(frozen=True)
class Disguise:
    """What becomes of a page's text, and of the names of its elements."""

    text: Callable[[str], str]
    name: Callable[[str], str]

    def put_on(self, tree: HtmlElement) -> None:
        """Rewrite a page's tree in place; scripts stay."""
        for element in tree.iter():
            if isinstance(element.tag, str):
                if element.tag not in {"script", "style"} and element.text:
                    element.text = self.text(element.text)
                for key in NAMING:
                    if key in element.attrib:
                        element.attrib[key] = self.name(element.attrib[key])
            if element.tail:
                element.tail = self.text(element.tail)


def _dense(text: str) -> str:
    return _BETWEEN.sub("", _PAUSE.sub(lambda mark: mark[0].translate(_WIDE), _WORD.sub(_signs, text)))


def _signs(word: re.Match[str]) -> str:
    """As many signs as a word would take in a script without spaces, the same ones for the same word."""
    digest = hashlib.sha256(word[0].lower().encode()).digest()
    length = min(len(digest) // 2, max(1, round(DENSITY * len(word[0]))))
    return "".join(chr(0x4E00 + int.from_bytes(digest[2 * at : 2 * at + 2]) % 6000) for at in range(length))


DISGUISES = {
    "arabic": Disguise(lambda text: text.translate(_LETTERS), str),  # no capitals
    "dense": Disguise(_dense, str),  # no capitals, no spaces, a third of the length
    "names": Disguise(str, lambda name: name.lower().translate(_SHUFFLED)),  # no class or id says anything
}
