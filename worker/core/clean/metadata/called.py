"""The names in the element that a page calls its author's: each in an element of its own there, whatever stands between them and beside them.

A line of text tells less: where a page sets its parts apart by style alone, names, places and times run together in it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from worker.core.clean.metadata import authors, marked
from worker.core.clean.metadata.bylinewords import BylineWords
from worker.core.clean.page.htmltree import finder

MOST = 12  # elements that are called so; more are a list's
NAMES = 6  # of one element
UP = 4  # elements around the headline in one of which its author's stands
WORDS = 5  # of a name
BARE_WORDS = 15  # of an element in which nothing sets the names apart: more is a text on somebody
CARD = 4  # words of a link that is another story's headline
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")
_CALLED = frozenset(
    "author authors autor autora autores autore autori auteur auteurs byline bylines forfatter forfattere författare redaktor redaktorzy"
    " skribent skribenter signature signatur writer writers journalist journalists reporter reporters verfasser penulis yazar credit credits".split()
)
_OTHERS = frozenset(
    "photo photos image images img foto picture pic caption media video comment comments related avatar quote teaser card footer editor".split()
)
_FIGURES = frozenset({"figure", "figcaption", "aside", "nav", "blockquote"})
_NO_PAGE = ("mailto:", "javascript:", "tel:", "#")
_WHOLE = frozenset({"body", "html"})
_HANGUL, _EAST = re.compile(r"[가-힣]"), re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_MAY_CALL = re.compile(
    "|".join(
        "uthor utor uteur yline orfatter redaktor kribent ignatur riter ournalist eporter erfasser penulis yazar redit örfattare".split()
    )
)
_CLASSES = finder(".//*/@class")  # texts, each of which knows its element
_LINKS, _STRESSED = finder(".//a[@href]"), finder(".//b | .//strong")


def names(tree: HtmlElement, words: BylineWords) -> tuple[str, ...]:
    """The names of the first such element that belongs to the headline; none where the page has no headline, or calls too much an author's."""
    title = next((heading for heading in tree.iter("h1") if _text(heading)), None)
    near = list(islice(title.iterancestors(), UP)) if title is not None else []
    called = [element for element in _marked(near[-1]) if _is_called(element)] if near else []
    if len(called) > MOST:
        return ()
    own = (element for element in called if _belongs(element, near))
    named = ((element, found) for element in own if (found := tuple(_names(element, words))))
    first, found = next(named, (None, ()))
    if first is None or len(first):
        return found
    # A name alone in each of several elements called alike: what comes behind is of the same authors.
    alike = (name for one, more in named if one.get("class") == first.get("class") for name in more)
    return tuple(dict.fromkeys((*found, *alike)))[:NAMES]


def is_authors(signature: str) -> bool:
    """Whether the names that a page gives an element say that it is an author's, and no picture's or reader's."""
    said = {word.lower() for word in _WORD.findall(signature)}
    return not said.isdisjoint(_CALLED) and said.isdisjoint(_OTHERS)


def _marked(around: HtmlElement) -> Iterator[HtmlElement]:
    """The elements in another whose classes may call them an author's."""
    return (said.getparent() for said in _CLASSES(around) if _MAY_CALL.search(said))


def _is_called(element: HtmlElement) -> bool:
    return is_authors(element.get("class") or "")


def _belongs(element: HtmlElement, near: Sequence[HtmlElement]) -> bool:
    """Whether an element stands in one around the headline, and in no figure, no navigation, no page's footer and no card of another story."""
    around = list(element.iterancestors())
    tags = [item.tag for item in around]
    if not _FIGURES.isdisjoint(tags) or _is_below(tags) or marked.is_elsewhere(element):
        return False
    at = next((number for number, item in enumerate(around) if item in near), None)
    if at is None or any(map(_is_card, around[:at])):
        return False
    return at > 0 or around[0].tag not in _WHOLE or not _is_card(element)


def _is_below(tags: Sequence[str]) -> bool:
    """Whether the elements around one, by their tags from the nearest outwards, are a page's footer: an article has one of its own, where some themes name its author."""
    return "footer" in tags and "article" not in tags[tags.index("footer") :]


def _is_card(element: HtmlElement) -> bool:
    """Whether an element has a headline of its own, or leads to one."""
    has_heading = next(element.iter("h2", "h3", "h4"), None) is not None
    return has_heading or any(len(_text(link).split()) > CARD for link in _LINKS(element))


def _names(element: HtmlElement, words: BylineWords) -> Iterator[str]:
    """The names in links, or in bold type, or else in the pieces of text up to a date."""
    links = (link for link in _LINKS(element) if not (link.get("href") or "").startswith(_NO_PAGE))
    for texts in (map(_text, links), map(_text, _STRESSED(element))):
        found = list(_persons(texts, words))
        if found:
            yield from found[:NAMES]
            return
    if len(_text(element).split()) <= BARE_WORDS:
        yield from list(_persons(_up_to_date(element), words))[:NAMES]


def _up_to_date(element: HtmlElement) -> Iterator[str]:
    """The pieces of text before the first with a number in it."""
    for piece in element.itertext():
        if any(map(str.isdigit, piece)):
            return
        if text := " ".join(piece.split()):
            yield text


def _persons(texts: Iterable[str], words: BylineWords) -> Iterator[str]:
    """Those of these texts that are nothing but names: each of two words at least, or of some letters of a script that writes without spaces."""
    seen = set()
    for text in texts:
        found = authors.plain(text, words)
        for name in found:
            if _is_whole(name) and name.casefold() not in seen and _is_all(found, text, words):
                seen.add(name.casefold())
                yield name


def _is_all(found: Sequence[str], text: str, words: BylineWords) -> bool:
    said = words.after_by(f"{text} ") or text
    return len("".join(_LETTER.findall("".join(found)))) * 10 >= 9 * len("".join(_LETTER.findall(said)))


def _is_whole(name: str) -> bool:
    """Whether a name has two words; of East Asia's scripts a few letters."""
    parts = name.split()
    if _HANGUL.search(name):
        return len(parts) == 1 and 2 <= len(name) <= 4
    if _EAST.search(name):
        return len(parts) <= 2 and 2 <= len(name) <= 9
    return 2 <= len(parts) <= WORDS


def _text(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())
