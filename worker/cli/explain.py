"""`dateline explain`: what was cut from a page by which rule, each tag with its evidence; or two pages side by side."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn

import click

from worker.cli import common

if TYPE_CHECKING:
    from rich.console import Console

    from worker.core.clean.text.passages import Passage
    from worker.settings import Settings
    from worker.sources import Row
    from worker.stages.page import PageHandler

AROUND = 40  # characters on both sides of a span

Why = Callable[[str], str | None]
Show = Callable[[dict[str, Any], "Console"], None]


@click.command()
@click.argument("page")
@click.argument("other", required=False)
@click.option(
    "--line",
    "lines",
    type=click.IntRange(min=1),
    multiple=True,
    help="Which row of a JSONL, or record of a WARC; the first by default. Of two pages give it twice.",
)
@click.option("--json", "as_json", is_flag=True, help="All of it as one JSON object.")
def explain(page: str, other: str | None, lines: tuple[int, ...], *, as_json: bool) -> int:
    r"""Show the page's text with what was cut, by which rule and why, and why each tag is there.

    With a second page: why that is a copy of the first, or why it is none.

    PAGE is a file as `process` takes it (HTML, plain text, JSON, a row of a JSONL, a record of a WARC), or "-" for any of
    these on stdin.

    All text of the page is shown in its order, its navigation and footer too. A line that was cut has a minus before it
    and the rule's name above it; the rules are told below. On a terminal it is red, and countries and leaders are
    marked in what was kept.

    With --json, `passages` holds the same: each has its `text`, and `start` and `end` in the article's text where it was
    kept, `rule` and `why` where it was cut; of HTML also `where`, the elements around it.

    \b
    Examples:
      dateline explain story.html
      dateline explain samples/pages.jsonl --line 3
      dateline explain story.html elsewhere.html
      dateline explain pages.jsonl pages.jsonl --line 3 --line 17
      dateline dead show 0:17 --raw | dateline explain -
    """
    settings = common.read_settings()
    pages = (page,) if other is None else (page, other)
    rows = [_row(*one) for one in zip(pages, _lines(lines, len(pages)), strict=True)]
    found, show = _one(settings, *rows) if other is None else _pair(settings, rows)
    if as_json:
        from worker.core.codec import to_json

        click.echo(to_json(found))
    else:
        show(found, _console())
    return 0


def _console() -> "Console":
    """Where a person reads. A reader that goes away is told as of any command: rich would end the process with 1."""
    from rich.console import Console

    class Piped(Console):
        def on_broken_pipe(self) -> NoReturn:
            raise BrokenPipeError

    return Piped(file=sys.stdout, soft_wrap=True, highlight=False)


def _lines(given: tuple[int, ...], pages: int) -> list[int]:
    if len(given) > pages:
        raise click.UsageError(f"--line is given {len(given)} times, for {pages} page{'s'[: pages - 1]}")
    return [*given, *[1] * (pages - len(given))]


def _one(settings: "Settings", row: "Row") -> tuple[dict[str, Any], Show]:
    """What there is to say of one page, and what shows it to a person."""
    from worker.cli import report
    from worker.stages import children
    from worker.stages.page import PageHandler

    cleaner = children.cleaner(settings.boilerplate_rules, settings.furniture_rules)
    tagger = children.tagger(settings.gazetteer_additions, settings.registry_additions)
    return explained(row, PageHandler(cleaner, tagger), cleaner.rules.why), report.show


def _pair(settings: "Settings", rows: "list[Row]") -> tuple[dict[str, Any], Show]:
    """The same of two pages side by side."""
    from worker.cli import pair
    from worker.stages import children

    cleaner = children.cleaner(settings.boilerplate_rules, settings.furniture_rules)
    return pair.compared(rows, cleaner), pair.show


def explained(row: "Row", handler: "PageHandler", why: Why) -> dict[str, Any]:
    """The body of the page's event, its passages, each cut one with the rule's reason, each span with the words around it."""
    from worker.core.codec import from_json
    from worker.core.model import FateKind

    read = handler.handle(row.message)
    body = from_json(read.body)
    for removed in body["removed"]:
        removed["why"] = why(removed["rule"])
    for tag in (*body["countries"], *body["leaders"]):
        for span in tag["spans"]:
            span["around"] = _around(body[span.get("field", "text")] or "", span["start"], span["end"])
    fate = {"fate": FateKind.REJECTED, "reason": read.reason, "detail": read.detail} if read.reason else {}
    passages = list(_passages(handler.passages(row.message), body["text"], why))
    return {"source": row.place, **fate, **body, "passages": passages}


def _passages(passages: "Iterable[Passage]", text: str, why: Why) -> Iterator[dict[str, Any]]:
    """The passages as a tool reads them; the kept ones with their place in the article's text, empty lines left out."""
    end = 0
    for passage in passages:
        where = {"where": passage.where} if passage.where else {}
        if passage.rule is not None:
            yield {"text": passage.text, "rule": passage.rule, "why": why(passage.rule), **where}
        elif kept := passage.text.rstrip():
            start = text.index(kept, end)
            end = start + len(kept)
            yield {"text": kept, "start": start, "end": end, **where}


def _row(page: str, line: int) -> "Row":
    """The row that is asked for. Raises Unavailable where there is none, or no page in it."""
    from worker.core.errors import Unavailable

    for row in _rows(page):
        if row.line in (None, line):
            if row.error:
                raise Unavailable(f"{row.place}: {row.error}")
            return row
    raise Unavailable(f"{page} has no page at line {line}")


def _rows(page: str) -> "Iterator[Row]":
    from worker import sources

    stdin = click.get_binary_stream("stdin")
    if page == sources.STDIN:
        return sources.unnamed(stdin)
    files = sources.find([page])
    if len(files) > 1:
        raise click.UsageError(f"{page} has {len(files)} files; name one of them, such as {files[0]}")
    return sources.read(files, stdin)


def _around(text: str, start: int, end: int) -> list[str]:
    """The words before a span, the span, and those after it, each in one line."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return [before.replace("\n", " "), text[start:end], after.replace("\n", " ")]
