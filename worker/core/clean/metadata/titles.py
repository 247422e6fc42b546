"""Which of a page's titles is the article's headline."""

import html
import re
from collections.abc import Sequence

import msgspec
from lxml import etree
from lxml.html import HtmlElement

from worker.core import urls
from worker.core.clean.metadata import typesizes, writtendates
from worker.core.clean.metadata.ownarticle import AGREED, agreement, tokens

TITLE_LIMIT, DECLARED_LIMIT = 500, 250  # characters; a longer declared one is a summary
SITE_WORDS = 6  # of the last part of a <title>; a site's name is hardly longer
LABEL_WORDS = 2  # before a colon
TAIL_WORDS = 4  # of a last part that nothing but its place tells
_TAGS = re.compile(r"<[^<>]*>")
_TOKEN = re.compile(r"[^\W_]+")
_BAR = re.compile(r"\s+[|–—·•»«:\-/]+\s+|\s*[|｜_]\s*|:\s+")
_GLUED = re.compile(r"(?<=[^\s–—-])[-–—]+(?=[^\s–—-]+$)")  # the last dash, or dashes, without a space
_ADDRESS = re.compile(r"\(\w[\w.-]*\.[a-z]{2,}\)")
# Elements around a heading that is the site's and not the article's.
_BREAKING = frozenset({"br", "div", "p", "small"})
_SITE_PLACE = frozenset({"nav", "footer", "aside", "dialog"})


class Titles(msgspec.Struct, frozen=True, kw_only=True):
    """All titles of a page; `declared` in the order in which they are believed, each with its source."""

    headings: tuple[str, ...]
    lesser: str | None  # the first heading of the second rank
    element: str | None
    declared: tuple[tuple[str, str], ...]
    site_names: tuple[str, ...]


def read(
    tree: HtmlElement,
    declared: Sequence[tuple[str, str | None]],
    site_names: Sequence[str | None],
    url: str | None,
) -> Titles:
    """The titles in the tree, beside those declared. A heading that only links to the site's front page is the site's name. Where there is no heading, the largest type is one."""
    normal = urls.normalize(url)
    domain = urls.registrable_domain(normal) if normal else None
    element = next((_line_of(element) for element in tree.iter("title") if not _in_svg(element)), None)
    headings = [element for element in tree.iter("h1") if not _is_placed_elsewhere(element)]
    logos = [line for heading in headings if _leads_home(heading, domain) and (line := _line_of(heading))]
    own = [line for heading in headings if (line := _line_of(heading)) and line not in logos]
    second = (_line_of(heading) for heading in tree.iter("h2") if not _is_placed_elsewhere(heading))
    lesser = next((line for line in second if line), None)
    logos += [line for line in own if element and lesser and _ends(element, lesser, line)]
    if not (headings or lesser) and (typed := typesizes.headline(tree)):
        own.append(typed)
    return Titles(
        headings=tuple(dict.fromkeys(line for line in own if line not in logos)),
        lesser=lesser,
        element=element,
        declared=tuple(
            (source, line)
            for source, text in declared
            if (line := one_line(text)) and len(line) <= DECLARED_LIMIT
        ),
        site_names=(*(name for name in (*site_names, domain and domain.split(".")[0]) if name), *logos),
    )


def shown(tree: HtmlElement) -> tuple[str, ...]:
    """What the page shows as its title, without a look at which of it is the headline."""
    headings = (element for element in tree.iter("title", "h1") if not _in_svg(element))
    return tuple(line for heading in headings if (line := _line_of(heading)))


def _ends(element: str, lesser: str, heading: str) -> bool:
    """Whether a heading is the site's name: the end of the <title>, all before which is the heading of the second rank."""
    bar = list(_BAR.finditer(element))[-1:]
    return any(
        _squeezed(element[cut.end() :]) == _squeezed(heading)
        and _squeezed(element[: cut.start()]) == _squeezed(lesser)
        for cut in bar
    )


def choose(titles: Titles) -> tuple[str | None, str | None]:
    """The headline and where it was found.

    First the heading that agrees best with what the page declares; then what it declares, in order; then the only heading; then the <title>.
    A site's name at either end is cut, and a title that is nothing but that is none.
    """
    declared = [(source, cut) for source, text in titles.declared if (cut := without_site(text, titles))]
    element = without_site(titles.element, titles) if titles.element else None
    headings = [cut for text in titles.headings if (cut := without_site(text, titles))]
    known = [*declared, *([("title", element)] if element else [])]
    agreed = _agreeing(headings, [text for _, text in known])
    if agreed:
        return next(
            ((text, source) for source, text in known if _is_inside(text, agreed)), (agreed, "heading")
        )
    if declared:
        return declared[0][1], declared[0][0]
    if len(headings) == 1 or (headings and not element):
        return headings[0], "heading"
    found = (element, "title") if element else (titles.lesser, "heading")
    return found if found[0] else (None, None)


def without_site(text: str, titles: Titles) -> str | None:
    """The title without the site's name at its end or beginning; None where nothing else is in it."""
    if _is_site(text, titles):
        return None
    unsigned = _without_glued(text, titles)
    cuts = list(_BAR.finditer(text))
    if not cuts or text != unsigned:
        return unsigned
    last, first = cuts[-1], cuts[0]
    if ":" not in last[0] and _names_site(text[last.end() :], titles):
        return without_site(text[: last.start()].strip(), titles)
    if _is_site(text[: first.start()], titles) or (
        ":" not in first[0] and _names_site(text[: first.start()], titles)
    ):
        return without_site(text[first.end() :].strip(), titles)
    if (
        (text == titles.element and ":" not in last[0] and not _goes_on(text, last, titles))
        or "|" in last[0]
        or "｜" in last[0]
    ):
        return _without_tail(text, last)
    return text


def _goes_on(text: str, last: "re.Match[str]", titles: Titles) -> bool:
    """Whether the last part of a title is the headline's own: it begins with a small letter, and a heading has it, too."""
    is_small = text[last.end() : last.end() + 1].islower()
    return is_small and any(_squeezed(text) == _squeezed(heading) for heading in titles.headings)


def _without_glued(text: str, titles: Titles) -> str:
    """A title without what a dash without spaces parts from it, where that is the site's name or all before it is a heading of the page: East Asia's sites sign so."""
    dash = _GLUED.search(text)
    if dash is None:
        return text
    rest, tail = text[: dash.start()].strip(), text[dash.end() :]
    known = {_squeezed(heading) for heading in (*titles.headings, titles.lesser or "") if heading != text}
    is_signed = _is_site(tail, titles) or (bool(_squeezed(rest)) and _squeezed(rest) in known)
    return rest if is_signed else text


def one_line(text: str | None) -> str | None:
    """One line of text without tags and entities, or None where there is none or it is too long for a title."""
    if not text:
        return None
    line = " ".join(_TAGS.sub(" ", html.unescape(text) if "&" in text else text).split())
    return line if 0 < len(line) <= TITLE_LIMIT else None


def _line_of(element: HtmlElement) -> str | None:
    """An element's text on one line, with a space where the page breaks the line."""
    parts: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        breaks = inner.tag in _BREAKING
        if event == "start":
            parts += [" " if breaks else "", inner.text if isinstance(inner.tag, str) and inner.text else ""]
        elif inner is not element:
            parts += [" " if breaks else "", inner.tail or ""]
    line = " ".join("".join(parts).split())
    return line if 0 < len(line) <= TITLE_LIMIT else None


def _without_tail(text: str, last: "re.Match[str]") -> str:
    """A title without its last part, where that is short beside the rest: a section, or a site's name that nothing else tells."""
    tail, rest = text[last.end() :], text[: last.start()].strip()
    return (
        rest if len(tail.split()) <= TAIL_WORDS and len(rest.split()) >= min(2, len(tail.split())) else text
    )


def _agreeing(headings: Sequence[str], known: Sequence[str]) -> str | None:
    """The heading that shares most words with one of the titles, if it shares enough."""
    scored = [
        (max((_agreement(heading, title) for title in known), default=0.0), -number)
        for number, heading in enumerate(headings)
    ]
    best = max(scored, default=(0.0, 0))
    return headings[-best[1]] if best[0] >= AGREED else None


def _agreement(heading: str, title: str) -> float:
    return agreement(tokens(heading), tokens(title))


def _is_inside(title: str, heading: str) -> bool:
    """Whether a declared title is the heading but for its spacing, or but for a label or a date that a page puts into the heading with it."""
    mine, whole = _squeezed(title), _squeezed(heading)
    if mine == whole:
        return title != heading and not title.isupper()
    return len(mine) * 2 > len(whole) and mine in whole and _is_label(*_around(title, heading))


def _around(title: str, heading: str) -> tuple[str, str]:
    """What stands in a heading before the title that it holds, and after it."""
    folded = heading.casefold()
    words = [(match.start(), match.end()) for match in _TOKEN.finditer(folded)]
    letters = [place for start, end in words for place in range(start, end)]
    at = _squeezed(heading).find(_squeezed(title))
    first, last = letters[at], letters[min(at + len(_squeezed(title)), len(letters)) - 1]
    return folded[:first].strip(), folded[last + 1 :].strip()


def _is_label(before: str, after: str) -> bool:
    """Whether what stands around a title is no part of it: "Blog:", a date, the address of another site. All else is a headline that is declared shortened."""
    labels = before.endswith(":") and len(before.split()) <= LABEL_WORDS
    return labels or any(writtendates.find(text) or _ADDRESS.search(text) for text in (before, after))


def _is_site(text: str, titles: Titles) -> bool:
    return any(_squeezed(text) == _squeezed(name) for name in titles.site_names)


def _names_site(part: str, titles: Titles) -> bool:
    """Whether a part of a title is the site's name, or a part of it, or holds it and is hardly longer."""
    mine = _squeezed(part)
    names = [_squeezed(name) for name in titles.site_names]
    initials = "".join(word[0] for word in part.split()).casefold()
    if not mine or mine in names or (len(initials) > 1 and initials in names):
        return True
    few = len(part.split()) <= SITE_WORDS
    return any(
        len(name) > 3 and ((name in mine and few) or (mine in name and len(mine) > 3)) for name in names
    )


def _squeezed(text: str) -> str:
    return "".join(_TOKEN.findall(text.casefold())).removeprefix("www")


def _is_placed_elsewhere(element: HtmlElement) -> bool:
    return any(around.tag in _SITE_PLACE for around in element.iterancestors())


def _leads_home(heading: HtmlElement, domain: str | None) -> bool:
    """Whether a heading is, or stands in, a link to the site's front page."""
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    home = re.compile(rf"/|\./|(?:https?:)?//(?:[\w-]+\.)?{re.escape(domain or '-')}/?")
    return any(home.fullmatch((link.get("href") or "").strip()) for link in links)


def _in_svg(element: HtmlElement) -> bool:
    return any(around.tag == "svg" for around in element.iterancestors())
