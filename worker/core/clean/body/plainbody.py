"""The body of a page without a tree worth reading: of a plain text, and of a page that is HTML in name only."""

import itertools
from collections.abc import Callable, Sequence

import msgspec

from worker.core.clean.body import (
    datedlines,
    extract,
    headnames,
    plainhead,
    plainsigns,
    plaintext,
    sitename,
    sitetop,
)
from worker.core.clean.body.body import Body
from worker.core.clean.boilerplate import boilerplate, furniture, linerules
from worker.core.clean.boilerplate.linerules import BoilerplateRules
from worker.core.clean.boilerplate.plaintop import Above
from worker.core.clean.kind import lines, plainkinds, signs
from worker.core.clean.kind.plain import of_plain
from worker.core.clean.metadata import persons
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.metadata.sources import SOURCE_BYLINE, SOURCE_NEARBY
from worker.core.clean.text import language, passages
from worker.core.clean.text.passages import Passage
from worker.core.model import RawPage


def of_text(
    page: RawPage, text: str, rules: BoilerplateRules, latest: str, *, says_article: bool = False
) -> Body:
    """The body of a plain text; no date in it is after the day `latest`. `says_article`: the page around it declares one."""
    words = rules.pages.bylines
    lang = language.detect(text, language.declared(page.lang))
    tag = page.lang or (
        lang if lang != "en" else None
    )  # English, unless declared, settles no order of day and month
    scope = linerules.scope(rules, lang)
    learned = rules.furniture.of(page.url)
    name = sitename.names(page, text)

    def above(line: str) -> Above:
        if furniture.is_above(line, learned):
            return Above.LINE
        if words.is_ticker(line):
            return Above.TICKER
        return Above.SITE if name.is_in(line) else boilerplate.above_title(line, rules, scope)

    def is_name(line: str) -> bool:
        return name.is_in(line) or furniture.is_above(line, learned)

    def is_caption(line: str) -> bool:
        return boilerplate.is_caption(line, rules, scope)

    def is_beside(line: str) -> bool:
        return above(line) != Above.NOTHING or is_caption(line)

    def is_headed(lines: Sequence[str]) -> bool:
        return any(plainhead.is_headed(below, tag, words) for below in (lines, _without(lines, is_beside)))

    plain = plaintext.read(
        text,
        page.title,
        above,
        is_headed,
        sitetop.Says(
            is_sites=lambda line: not is_name(line) and above(line) != Above.NOTHING,
            is_name=is_name,
            is_section=lambda line: sitetop.is_label(line) and words.is_beside(line),
            is_date=lambda line: bool(datedlines.told(line, tag, words)),
            is_of_the_text=lambda line: datedlines.is_of_the_text(line, tag, words),
            is_sign=words.is_sign,
            is_person=lambda line: bool(headnames.names_of(line, tag, words)),
            is_caption=is_caption,
        ),
    )
    head = plainsigns.read(plain.text, tag, words, is_titled=plain.title is not None, is_site=name.is_in)
    text = head.text
    said = [one for dated in head.dated for one in dated.told if one.date[:10] <= latest]
    told = {
        "modified" if one.is_change else "published": one.date for one in reversed(said)
    }  # the first of each
    declared = Metadata(
        title=plain.title,
        published=told.get("published"),
        modified=told.get("modified"),
        authors=persons.people(head.names, words, tag),
        signed=head.names,
        sources=dict.fromkeys([*told, *(["authors"] if head.names else [])], "text"),
    )
    verdict = of_plain(plain.title, text, rules.pages)
    if verdict is None and not says_article:
        whole = "\n".join(filter(None, (plain.title, *plain.top, *plain.others, *head.signing, text)))
        shown = lines.read(whole, plain.title, signs.address(page.url), tag, rules.pages, is_caption)
        verdict = plainkinds.told(shown, dated=page.published is not None)
    top = (Passage(line, passages.TOP) for line in plain.top)
    others = (Passage(line, passages.OTHER) for line in plain.others)
    cut = (Passage(one.line, passages.DATE) for one in head.dated)
    signed = (Passage(line, passages.BYLINE) for line in head.signing)
    found = (*top, *others, *signed, *cut, Passage(text))
    return Body(found, declared, verdict=verdict, detected=lang, is_plain=True)


def _without(lines: Sequence[str], is_beside: Callable[[str], bool]) -> list[str]:
    """A line and those below it, but for those of the site's right below it, to share it, to listen to it, and a picture's caption."""
    below = itertools.dropwhile(lambda line: bool(line.strip()) and is_beside(line), lines[1:])
    return [*lines[:1], *below]


def of_bare(page: RawPage, found: extract.Extracted, rules: BoilerplateRules, latest: str) -> Body:
    """The body of a page that is HTML in name only: its text as a plain one's, below what its head declares."""
    declared, text = found.metadata, found.bare or ""
    title = page.title or declared.title
    is_told = title is not None and plaintext.has_line(text, title)
    lang = page.lang or declared.lang or language.detect(text)
    said = msgspec.structs.replace(page, title=title if is_told else None, lang=lang)
    plain = of_text(said, text, rules, latest, says_article=signs.says_article(declared))
    return msgspec.structs.replace(
        plain,
        metadata=_declared_first(declared, plain.metadata),
        notes=found.notes,
        verdict=found.verdict or plain.verdict,
        limit=found.limit,
    )


def _declared_first(declared: Metadata, told: Metadata) -> Metadata:
    """What a page declares, and what its text tells where nothing is declared or that was guessed from the tree."""
    guessed = {name for name, source in declared.sources.items() if source in (SOURCE_BYLINE, SOURCE_NEARBY)}
    taken = {
        name: value
        for name in ("title", "published", "modified", "authors", "signed")
        if (value := getattr(told, name))
        and (not getattr(declared, name) or ("authors" if name == "signed" else name) in guessed)
    }
    sources = {**declared.sources, **{name: "text" for name in taken if name != "signed"}}
    return msgspec.structs.replace(declared, **taken, sources=sources)
