"""Two pages side by side: whether the second is a copy of the first, and on what evidence."""

from typing import TYPE_CHECKING, Any

import msgspec

from worker.core.copies import compare as rules
from worker.core.copies.compare import Verdict, examine
from worker.core.copies.fillings import refilled
from worker.core.copies.names import names_of
from worker.core.copies.numerals import numbers
from worker.core.copies.sketch import LEAST_WORDS
from worker.core.copies.sketching import credited, lacking, weekdays
from worker.core.copies.templates import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from worker.core.copies.numberwords import Numerals
    from worker.core.copies.sketch import Sketch
    from worker.core.model import Article
    from worker.sources import Row
    from worker.stages.clean import CleanHandler

SHOWN = 12  # numbers, names or passages of one side that are shown to a person; --json has all
WIDTH = 90  # characters of a passage that are shown

WHY = {
    Verdict.SAME_WORDS: "the same words, but for case, punctuation and spacing",
    Verdict.EDITED: "nearly the same words, edited",
    Verdict.EXTENDS: "the first stands in the second, which goes on",
    Verdict.SHORTENED: "the second is cut out of the first",
    Verdict.OTHER_LANGUAGE: "two languages: a translation is an article of its own",
    Verdict.TOO_SHORT: f"a text of under {LEAST_WORDS} words, or of few different ones, is only ever an exact copy",
    Verdict.OTHER_TEXT: f"too little in common: a copy shares {rules.SAME_TEXT:.0%} of both texts, or {rules.CONTAINED:.0%} of "
    f"one that makes up {rules.LEAST_SHARED:.0%} of the other ({rules.COUNTED:.0%} less where both are short enough to be counted whole)",
    Verdict.OTHER_NUMBERS: "the same frame with other numbers, or days of the week, in it: another story",
    Verdict.OTHER_NAMES: "the same frame with other names in it, or with its names in other places: another story",
    Verdict.OTHER_TITLE: "a few words that one site shows under several titles and that say nothing of them (a notice to subscribe): other pages",
    Verdict.OTHER_DAY: "the same site's next notice in nearly the same words, a day later: another story",
}


def compared(rows: "Iterable[Row]", cleaner: "CleanHandler") -> dict[str, Any]:
    """What dedupe would say of the second page after the first, with what only the texts themselves can show.

    Raises Unavailable where a page holds no article.
    """
    first, second = (_article(row, cleaner) for row in rows)
    held, new = cleaner.sketch(first), cleaner.sketch(second)
    found = examine(new, held)
    same_page = first.article_id == second.article_id
    kind = None if same_page else found.kind
    return {
        "copy": kind is not None,
        "kind": kind,
        "verdict": "same-page" if same_page else found.verdict,
        "why": "two versions of one page: the second is unchanged or replaces the first"
        if same_page
        else WHY[found.verdict],
        "overlap": msgspec.structs.asdict(found.overlap),
        "differs": found.differs,
        "first": _side(first, held, cleaner),
        "second": _side(second, new, cleaner),
        "replaced": {
            "numbers": msgspec.structs.asdict(replaced(new.numbers, held.numbers)),
            "names": msgspec.structs.asdict(replaced(new.names, held.names)),
        },
        "sentences": msgspec.structs.asdict(refilled(new.fillings, held.fillings)),
        "only_first": _alone(first, second, held.lang, cleaner.numerals),
        "only_second": _alone(second, first, held.lang, cleaner.numerals),
    }


def _article(row: "Row", cleaner: "CleanHandler") -> "Article":
    from worker.core.errors import Unavailable
    from worker.core.model import Rejection

    made = cleaner.article(row.message)
    if isinstance(made, Rejection):
        raise Unavailable(
            f"{row.place} holds no article: {made.reason}, {made.detail}; see `dateline explain {row.place}`"
        )
    return made


def _side(article: "Article", sketch: "Sketch", cleaner: "CleanHandler") -> dict[str, Any]:
    return {
        "article_id": article.article_id,
        "url": article.url,
        "title": article.title,
        "site": article.site,
        "lang": article.lang,
        "agencies": credited(article, cleaner.agencies),
        "words": sketch.words,
        "shingles": sketch.shingles,
    }


def _alone(one: "Article", other: "Article", lang: str, numerals: "Numerals") -> dict[str, Any]:
    """What one text has and the other lacks; days of the week are numbers here."""
    ours, theirs = (numerals.in_digits(article.text, lang) for article in (one, other))
    days, others = (weekdays(article.text, lang, numerals) for article in (one, other))
    return {
        "numbers": sorted({*numbers(ours), *days} - {*numbers(theirs), *others}),
        "names": sorted(names_of(ours).words - names_of(theirs).words),
        "passages": [
            {"start": start, "end": end, "text": one.text[start:end]}
            for start, end in lacking(one.text, other.text)
        ],
    }


def show(found: dict[str, Any], console: "Console") -> None:
    """The comparison for a person."""
    kind = f"a copy ({found['kind']})" if found["copy"] else "no copy"
    console.print(f"The second page is {kind} of the first: {found['why']}.", style="bold", markup=False)
    overlap = found["overlap"]
    lines = {
        "in common": f"{overlap['jaccard']:.0%} of both texts; {overlap['of_new']:.0%} of the second stands in the first, "
        f"{overlap['of_held']:.0%} of the first in the second",
        "differ": ", ".join(found["differs"]) or "nothing",
        **{f"other {what}": _replaced(found, what) for what in ("numbers", "names")},
        "sentences": f"{found['sentences']['places']} the same with their names in other places, {found['sentences']['names']} with other names",
    }
    for name, text in lines.items():
        console.print(f"{name:<14}{text}", markup=False)
    for side in ("first", "second"):
        console.print()
        console.rule(f"The {side}", align="left")
        _show_side(found[side], found[f"only_{side}"], console)


def _replaced(found: dict[str, Any], what: str) -> str:
    one = found["replaced"][what]
    return f"{one['count']}, {one['share']:.0%} of those of the text that has fewer"


def _show_side(side: dict[str, Any], alone: dict[str, Any], console: "Console") -> None:
    for name, value in side.items():
        text = ", ".join(value) if isinstance(value, list | tuple) else value
        console.print(f"{name.replace('_', ' '):<14}{text or '-'}", markup=False)
    for what in ("numbers", "names"):
        if alone[what]:
            console.print(f"{'only here':<14}{what}: {', '.join(alone[what][:SHOWN])}", markup=False)
    for passage in alone["passages"][:SHOWN]:
        text = " ".join(passage["text"].split())
        cut = text if len(text) <= WIDTH else f"{text[:WIDTH]}…"
        console.print(f"{'only here':<14}{passage['start']}–{passage['end']}  {cut}", markup=False)
    if len(alone["passages"]) > SHOWN:
        console.print(f"{'':<14}and {len(alone['passages']) - SHOWN} passages more; --json has all")
