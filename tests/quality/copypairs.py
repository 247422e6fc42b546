"""The pairs of pages under tests/golden/copies, and what the stages say of them.

A file a language. A `[[story]]` is the page that comes first; a `[[pair]]` is a second page, told by its edits of that
story, with the kind of copy it is. Their README says how a pair is written and what the kinds mean.
"""

import hashlib
import html
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from tests.support.released import RULES
from worker.core.codec import from_json
from worker.core.copies import fingerprint
from worker.core.decisions import facts_of
from worker.core.model import FateKind, Message
from worker.core.times import from_millis
from worker.rules import agencies, numerals
from worker.stages.batch import BatchDecider
from worker.stages.clean import CleanHandler

FOLDER = Path(__file__).resolve().parents[1] / "golden" / "copies"
START = 1_767_225_600_000  # 2026-01-01, ms
HOUR = 3_600_000
LATER = 5  # hours between the two pages, where a pair doesn't say
CREDIT = 20  # characters: what is shorter only credits an agency
NONE = "none"


class Story(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page as its site has it: paragraphs parted by an empty line."""

    name: str
    site: str
    title: str
    by: str
    text: str

    @property
    def paragraphs(self) -> list[str]:
        """Its paragraphs; a pair counts them from 1."""
        return self.text.strip().split("\n\n")


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A second page, by its edits of the story `of`: what isn't given is as the story has it."""

    of: str
    kind: str  # exact | near | wire | none
    case: str  # what was done, in words
    site: str | None = None
    title: str | None = None
    by: str | None = None
    hours: int = LATER  # after the story
    fetched: int | None = (
        None  # hours after it that it is fetched, where pages tell when they were published; else both are one
    )
    keep: tuple[int, ...] = ()  # the paragraphs that remain
    change: tuple[tuple[str, str], ...] = ()  # wording to wording, all at once and everywhere
    before: str = ""
    after: str = ""
    text: str = ""  # instead of the edits: a text of its own, in which {3} is the story's third paragraph
    story: str = ""  # instead of all: another file's story, "lang:name"


class Case(msgspec.Struct, frozen=True):
    """A pair as it is judged: both pages, and the kind that is right."""

    name: str
    lang: str
    pair: Pair
    first: Story
    second: Story

    @property
    def is_template(self) -> bool:
        """Whether both pages are fillings of one frame."""
        return self.pair.kind == NONE and self.pair.case.startswith("template")


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    lang: str
    story: tuple[Story, ...]
    pair: tuple[Pair, ...]


def cases() -> list[Case]:
    """All pairs, by language and in the order of their files."""
    files = [_read(path) for path in sorted(FOLDER.glob("*.toml"))]
    stories = {f"{file.lang}:{story.name}": story for file in files for story in file.story}
    assert len(stories) == sum(len(file.story) for file in files), "two stories of one name"
    return [case for file in files for case in _cases(file, stories)]


def _read(path: Path) -> _File:
    file = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File)
    assert file.lang == path.stem.partition("-")[0], path
    return file


def _cases(file: _File, stories: dict[str, Story]) -> Iterator[Case]:
    for number, pair in enumerate(file.pair, 1):
        first = stories[f"{file.lang}:{pair.of}"]
        second = stories[pair.story] if pair.story else _edited(first, pair)
        yield Case(f"{file.lang}-{number:02}-{pair.of}: {pair.case}", file.lang, pair, first, second)


def _edited(story: Story, pair: Pair) -> Story:
    text = re.sub(r"\{(\d+)\}", lambda at: story.paragraphs[int(at[1]) - 1], pair.text) or _text(story, pair)
    return Story(
        name=story.name,
        site=pair.site or story.site,
        title=pair.title or story.title,
        by=pair.by or story.by,
        text=text.strip(),
    )


def _text(story: Story, pair: Pair) -> str:
    kept = [story.paragraphs[number - 1] for number in pair.keep] or story.paragraphs
    text = _changed("\n\n".join(kept), dict(pair.change))
    return "\n\n".join(part.strip() for part in (pair.before, text, pair.after) if part)


def _changed(text: str, changes: dict[str, str]) -> str:
    """All at once, so that what one change writes no other changes. A wording that isn't there is a slip of the pair."""
    if not changes:
        return text
    missing = [old for old in changes if old not in text]
    assert not missing, missing
    pattern = "|".join(re.escape(old) for old in sorted(changes, key=len, reverse=True))
    return re.sub(pattern, lambda at: changes[at[0]], text)


def judged(case: Case) -> str:
    """The kind of copy that the stages take the second page for, after the first; "none" where for none."""
    decider = BatchDecider()
    verdicts = [decider.decide(facts_of(message)) for message in messages(case)]
    assert verdicts[0].fate is FateKind.PUBLISHED, case.name
    return verdicts[1].copy_kind or NONE


def misplaced(chosen: Sequence[Case], alone: Mapping[str, str]) -> list[str]:
    """What differs where all pages come in one stream: pages of another kind than `alone`, or copies of another's story."""
    decider, owners, wrong = BatchDecider(), dict[str, str](), list[str]()
    for number, paged in enumerate(_all_pages(chosen, alone)):
        message = cleaned(paged.raw(number))
        assert message, paged.name
        facts = facts_of(message)
        verdict = decider.decide(facts)
        owners[facts.article_id] = paged.of
        owner = owners[verdict.copy_of] if verdict.copy_of else paged.of
        if (verdict.copy_kind or NONE, owner) != (paged.kind, paged.of):
            wrong.append(f"{paged.name}: {verdict.copy_kind or NONE} of {owner}, not {paged.kind}")
    return wrong


class _Page(msgspec.Struct, frozen=True):
    """A page in a stream: the story it belongs to, and what kind of copy it is."""

    time: int
    name: str
    of: str
    kind: str
    lang: str
    story: Story

    published: int | None = None

    def raw(self, offset: int) -> Message:
        slug = re.sub(r"\W+", "-", self.name)
        at = Message("pages.raw", 0, offset, self.time, None, None)
        return _raw(self.story, self.lang, slug, at, self.published)


def _all_pages(chosen: Sequence[Case], kinds: Mapping[str, str]) -> list[_Page]:
    """Each story once, and each pair's second page with its kind; in the order of their times."""
    firsts = {f"{case.lang} {case.pair.of}": case for case in chosen}
    pages = [_Page(START, of, of, NONE, case.lang, case.first) for of, case in firsts.items()]
    pages += [
        _Page(
            _later(case),
            case.name,
            f"{case.lang} {case.pair.of}",
            kinds[case.name],
            case.lang,
            case.second,
            None if case.pair.fetched is None else _later(case),
        )
        for case in chosen
        if not case.pair.story
    ]
    return sorted(pages, key=lambda one: (one.time, one.name))


def _later(case: Case) -> int:
    return START + case.pair.hours * HOUR


def _fetched_first(case: Case) -> int:
    """When the story itself is fetched: when it comes out, or so long before its second page as the pair says."""
    return START if case.pair.fetched is None else _later(case) - case.pair.fetched * HOUR


def read_whole(case: Case) -> bool:
    """Whether clean keeps each paragraph of both pages; a credit line it may take for furniture."""
    texts = [fingerprint.normal_form(from_json(message.value or b"")["text"]) for message in messages(case)]
    stories = (case.first, case.second)
    return all(
        fingerprint.normal_form(paragraph) in text
        for story, text in zip(stories, texts, strict=True)
        for paragraph in story.paragraphs
        if len(paragraph) > CREDIT
    )


@cache
def messages(case: Case) -> tuple[Message, ...]:
    """Both pages as clean sends them."""
    told = case.pair.fetched is not None
    stories = ((START, _fetched_first(case), case.first), (_later(case), _later(case), case.second))
    pages = [
        _raw(
            story,
            case.lang,
            f"{story.name}-{number}",
            Message("pages.raw", 0, number, fetched, None, None),
            published if told else None,
        )
        for number, (published, fetched, story) in enumerate(stories)
    ]
    sent = tuple(cleaned(page) for page in pages)
    assert None not in sent, f"{case.name} was rejected"
    return tuple(message for message in sent if message)


def cleaned(page: Message) -> Message | None:
    """What clean sends for a page; None where it rejects it."""
    outputs = _handler().handle(page).outputs
    if not outputs:
        return None
    sent = outputs[0]
    return Message(sent.topic, 0, page.offset, page.timestamp, sent.key, sent.value, sent.headers)


@cache
def _handler() -> CleanHandler:
    return CleanHandler(RULES, {}, agencies.load(), numerals.load())


def _raw(story: Story, lang: str, slug: str, at: Message, published: int | None) -> Message:
    """The page under an address of its own, fetched when its record was written; it may tell when it was published."""
    body = {
        "url": f"https://{story.site}/{lang}/{slug}",
        "html": page(story, lang, published),
        "fetched_at": from_millis(at.timestamp),
    }
    return msgspec.structs.replace(at, value=json.dumps(body).encode())


def page(story: Story, lang: str, published: int | None = None) -> str:
    """The story as one of two sites would show it: which of them, its address says."""
    told = {name: html.escape(value) for name, value in msgspec.structs.asdict(story).items()}
    paragraphs = "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in story.paragraphs)
    design = _DESIGNS[len(story.site) % 2]
    meta = f'<meta property="article:published_time" content="{from_millis(published)}">' if published else ""
    return design.format(lang=lang, paragraphs=paragraphs, meta=meta, **told)


_DESIGNS = (
    """<!doctype html><html lang="{lang}"><head><title>{title} | {site}</title>
<meta property="og:title" content="{title}"><meta name="author" content="{by}">{meta}</head><body>
<header><a href="/">{site}</a><nav><a href="/1">1</a> <a href="/2">2</a></nav></header>
<main><article><h1>{title}</h1><p class="byline">{by}</p>
{paragraphs}
</article></main><footer>© {site}</footer></body></html>""",
    """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="author" content="{by}"><meta property="og:site_name" content="{site}">{meta}</head><body>
<div class="top"><a href="/">{site}</a></div><h1>{title}</h1><div class="article-body">
{paragraphs}
</div><aside><ul><li><a href="/3">3</a></li></ul></aside><div class="footer">{site}</div></body></html>""",
)


def digest(chosen: Sequence[Case]) -> str:
    """What the pairs were when their floors were set."""
    told: list[Any] = [msgspec.to_builtins(case) for case in chosen]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
