"""`dateline explain`: what was cut from a page by which rule, and each tag with its evidence in the text."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from worker.cli import settings as cli

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from worker.sources import Row
    from worker.stages.page import PageHandler

AROUND = 40  # characters on both sides of a span
SHOWN = 5  # spans of a tag that are shown to a person; --json has all
COUNTRY, LEADER, CUT = "bold cyan", "bold magenta", "red"


@click.command()
@click.argument("page")
@click.option(
    "--line",
    type=click.IntRange(min=1),
    default=1,
    help="Which row of a JSONL, or record of a WARC; the first by default.",
)
@click.option("--json", "as_json", is_flag=True, help="All of it as one JSON object.")
def explain(page: str, line: int, *, as_json: bool) -> int:
    r"""Show what was cut from a page and by which rule, and why each tag is there.

    PAGE is a file as `process` takes it (HTML, plain text, JSON, a row of a JSONL, a record of a WARC), or "-" for JSON
    on stdin. On a terminal, countries and leaders are marked in the text.

    \b
    Examples:
      dateline explain story.html
      dateline explain samples/pages.jsonl --line 3
      dateline dead show 0:17 --raw | dateline explain -
    """
    settings = cli.read()
    row = _row(page, line)
    handler, why = _handler(settings)
    found = explained(row, handler, why)
    if as_json:
        from worker.core.codec import to_json

        click.echo(to_json(found))
    else:
        from rich.console import Console

        _Report(Console(file=sys.stdout, soft_wrap=True, highlight=False)).show(found)
    return 0


def explained(row: "Row", handler: "PageHandler", why: Any) -> dict[str, Any]:
    """The body of the page's event, each removed passage with the rule's reason, each span with the words around it."""
    from worker.core.codec import from_json
    from worker.core.model import FateKind, Message

    read = handler.handle(Message("", 0, 0, -1, row.key, row.value, row.headers))
    body = from_json(read.body)
    for removed in body["removed"]:
        removed["why"] = why(removed["rule"])
    for tag in (*body["countries"], *body["leaders"]):
        for span in tag["spans"]:
            span["around"] = _around(body[span.get("field", "text")] or "", span["start"], span["end"])
    fate = {"fate": FateKind.REJECTED, "reason": read.reason, "detail": read.detail} if read.reason else {}
    return {"source": row.place, **fate, **body}


def _row(page: str, line: int) -> "Row":
    from worker import sources
    from worker.core.errors import Unavailable

    for row in sources.read(sources.find([page]), click.get_binary_stream("stdin")):
        if row.line in (None, line):
            if row.error:
                raise Unavailable(f"{row.place}: {row.error}")
            return row
    raise Unavailable(f"{page} has no page at line {line}")


def _handler(settings: Any) -> tuple["PageHandler", Any]:
    from worker.stages import children
    from worker.stages.page import PageHandler

    cleaner = children.cleaner(settings.boilerplate_rules)
    tagger = children.tagger(settings.gazetteer_additions, settings.registry_additions)
    return PageHandler(cleaner, tagger), cleaner.rules.why


def _around(text: str, start: int, end: int) -> list[str]:
    """The words before a span, the span, and those after it, each in one line."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return [before.replace("\n", " "), text[start:end], after.replace("\n", " ")]


class _Report:
    """The page for a person, section by section."""

    def __init__(self, console: "Console") -> None:
        self._console = console

    def show(self, found: dict[str, Any]) -> None:
        """All of it."""
        self._facts(found)
        self._head("Text")
        self._console.print(_marked(found, "text"))
        self._removed(found["removed"])
        self._countries(found)
        self._leaders(found)

    def _head(self, title: str) -> None:
        self._console.print()
        self._console.rule(title, align="left")

    def _facts(self, found: dict[str, Any]) -> None:
        if found.get("fate"):
            self._line("rejected", f"{found['reason']}: {found['detail']}")
        self._console.print("title".ljust(14), _marked(found, "title"), sep="")
        for name, note in FACTS.items():
            if found.get(name):
                self._line(name.replace("_", " "), _words(found[name]), found.get(note) if note else None)

    def _line(self, name: str, text: str, note: str | None = None) -> None:
        self._console.print(f"{name:<14}{text}" + (f"  ({note})" if note else ""), markup=False)

    def _removed(self, removed: list[dict[str, Any]]) -> None:
        self._head(f"Cut: {len(removed)} passages" if removed else "Cut: nothing")
        for passage in removed:
            self._console.print(f"{passage['rule']}: {passage['why'] or ''}", style="bold", markup=False)
            for line in passage["text"].splitlines():
                self._console.print(f"  {line}", style=CUT, markup=False)

    def _countries(self, found: dict[str, Any]) -> None:
        self._head(f"Countries{_judged(found, 'countries')}")
        for tag in found["countries"]:
            kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(tag["evidence"].items()))
            self._tag(
                f"{tag['code']} {_country_name(tag['code'])}",
                COUNTRY,
                f"{tag['relation']}, salience {tag['salience']}; {kinds}",
            )
            self._spans(tag["spans"], COUNTRY)

    def _leaders(self, found: dict[str, Any]) -> None:
        self._head(f"Leaders{_judged(found, 'leaders')}")
        date, source = found.get("tag_date"), found.get("tag_date_source")
        when = (
            f" at {date[:10]}, the day it was {source}" if date else ": the article has no date to judge by"
        )
        for tag in found["leaders"]:
            wording = f"; the page says “{tag['wording']}”" if tag.get("wording") else ""
            office = f"{tag['office']}, {_country_name(tag['country'])}; {tag['status']}{when}{wording}"
            self._tag(f"{tag['name']} {tag.get('id') or ''}".rstrip(), LEADER, office)
            self._spans(tag["spans"], LEADER)

    def _tag(self, name: str, style: str, text: str) -> None:
        from rich.text import Text

        self._console.print(Text(name, style).append(f"  {text}", "none"))

    def _spans(self, spans: list[dict[str, Any]], style: str) -> None:
        from rich.text import Text

        for span in spans[:SHOWN]:
            before, words, after = span["around"]
            where = "in the title" if span.get("field") == "title" else f"at {span['start']}"
            line = Text("    …").append(before).append(words, style).append(f"{after}…")
            self._console.print(line.append(f"  [{span['rule']}, {where}]", "dim"))
        if len(spans) > SHOWN:
            self._console.print(f"    and {len(spans) - SHOWN} more; --json has all", style="dim")


FACTS = {
    "url": None,
    "canonical_url": None,
    "id": None,
    "article_id": None,
    "site": None,
    "authors": None,
    "published": "published_source",
    "modified": None,
    "event_time": None,
    "lang": "lang_source",
    "notes": None,
}  # what is shown of a page, and the field that says where it is from


def _words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _judged(found: dict[str, Any], tagger: str) -> str:
    """What the data could judge in this language, where that isn't all."""
    how = found.get("evaluated", {}).get(tagger, "none")
    if how == "full":
        return "" if found[tagger] else ": none found"
    return {"partial": " (only what holds in any language)"}.get(how, ": not evaluated")


def _marked(found: dict[str, Any], field: str) -> "Text":
    """The title or text with its tags marked. A leader's span is also evidence for a country: the leader's mark wins."""
    from rich.text import Text

    text = Text(found.get(field) or "-")
    for tags, style in ((found["countries"], COUNTRY), (found["leaders"], LEADER)):
        for start, end in _places(tags, field):
            text.stylize(style, start, end)
    return text


def _places(tags: list[dict[str, Any]], field: str) -> Iterator[tuple[int, int]]:
    return (
        (span["start"], span["end"])
        for tag in tags
        for span in tag["spans"]
        if span.get("field", "text") == field
    )


def _country_name(code: str) -> str:
    from babel import Locale

    return str(Locale("en").territories.get(code, code))
