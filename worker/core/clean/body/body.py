"""What a page holds before the rules: its blocks or its plain text, and what it declares."""

from collections.abc import Sequence

import msgspec

from worker.core.clean.body import extract, plainhead, plaintext
from worker.core.clean.boilerplate import boilerplate
from worker.core.clean.boilerplate.linerules import BoilerplateRules
from worker.core.clean.boilerplate.plaintop import Above
from worker.core.clean.kind.plain import of_plain
from worker.core.clean.kind.verdicts import Verdict
from worker.core.clean.metadata import persons
from worker.core.clean.metadata.bylinewords import BylineWords
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.text import language, passages
from worker.core.clean.text.passages import Passage
from worker.core.model import RawPage


class Body(msgspec.Struct, frozen=True):
    """A page's blocks and their text before the rules, with what the page declares."""

    passages: tuple[Passage, ...]
    metadata: Metadata
    notes: tuple[str, ...] = ()
    verdict: Verdict | None = None
    limit: str | None = None  # that the page is beyond, so that not all of it was read
    detected: str | None = None  # the language that a plain text tells, with its headline

    @property
    def text(self) -> str:
        """The text of the blocks that are kept."""
        return passages.text_of(self.passages)


def body_of(page: RawPage, rules: BoilerplateRules, latest: str) -> Body:
    """The body of a page, HTML or plain text; no date in it is after the day `latest`."""
    return (_plain_body if page.html is None else _html_body)(page, rules, latest)


def _html_body(page: RawPage, rules: BoilerplateRules, latest: str) -> Body:
    found = extract.extract(page.html or "", page.url, latest, rules.blocks, rules.pages)
    blocks = tuple(map(_cleaned, found.passages))
    below = plaintext.below_title(passages.text_of(blocks), page.title, found.metadata.title)
    return Body(passages.below_title(blocks, below), found.metadata, found.notes, found.verdict, found.limit)


def _cleaned(passage: Passage) -> Passage:
    text = plaintext.clean(passage.text)
    return passage if text is passage.text else msgspec.structs.replace(passage, text=text)


def _plain_body(page: RawPage, rules: BoilerplateRules, latest: str) -> Body:
    words, text = rules.pages.bylines, page.text or ""
    lang = language.detect(text, language.declared(page.lang))
    plain = plaintext.read(
        text,
        page.title,
        lambda line: Above.TICKER if words.is_ticker(line) else boilerplate.above_title(line, rules, lang),
        lambda lines: plainhead.is_headed(lines, page.lang, words),
    )
    text, dated = _undated_head(plain.text, page.lang, words)
    text, named = _unsigned_head(text, plain.text, [line for line, _, _ in dated], page.lang, words)
    times_told = [(name, date) for _, name, date in dated if date[:10] <= latest]
    told = dict(reversed(times_told))  # the first of each
    declared = Metadata(
        title=plain.title,
        published=told.get("published"),
        modified=told.get("modified"),
        authors=persons.people(named, words, page.lang),
        signed=named,
        sources=dict.fromkeys([*told, *(["authors"] if named else [])], "text"),
    )
    verdict = of_plain(plain.title, text, rules.pages)
    others = (Passage(line, passages.OTHER) for line in plain.others)
    cut = (Passage(line, passages.DATE) for line, _, _ in dated)
    signed = (Passage(line, passages.BYLINE) for line in named)
    return Body((*others, *signed, *cut, Passage(text)), declared, verdict=verdict, detected=lang)


def _undated_head(text: str, tag: str | None, words: BylineWords) -> tuple[str, list[tuple[str, str, str]]]:
    """A text without the lines above its first paragraph that say when it was published or changed, and these: the line, the field, the date."""
    lines, dated, seen = text.split("\n"), [], 0
    kept: list[str] = []
    for number, line in enumerate(lines):
        found = plainhead.date_of(line, tag, words) if line.strip() else None
        if found:
            dated.append((line, "modified" if found[1] else "published", found[0]))
        elif line.strip() and (seen >= plainhead.LINES or not plainhead.may_stand_above(line, words)):
            kept += lines[number:]
            break
        else:
            kept.append(line)
            seen += bool(line.strip())
    return ("\n".join(kept).strip("\n"), dated) if dated and "".join(kept).strip() else (text, [])


def _unsigned_head(
    text: str, whole: str, dated: Sequence[str], tag: str | None, words: BylineWords
) -> tuple[str, tuple[str, ...]]:
    """A text without the line of names that stood right above or below a dated line at its head, and these names."""
    lines = [line for line in whole.split("\n") if line.strip()]
    for number, line in enumerate(lines[: plainhead.LINES]):
        beside = [*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2]]
        names = plainhead.names_of(line, tag, words) if any(other in dated for other in beside) else ()
        rest = text.split("\n", 1)
        if names and rest[0] == line and len(rest) > 1 and rest[1].strip():
            return rest[1].strip("\n"), names
    return text, ()
