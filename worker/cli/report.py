"""A page for a person: its facts, its text with what was cut, the rules that cut, each tag with its evidence."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from worker.cli.common import counted, printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

SHOWN = 5  # spans of a tag that are shown to a person; --json has all
COUNTRY, LEADER, CUT = "bold cyan", "bold magenta", "red"


def show(found: dict[str, Any], console: "Console") -> None:
    """Print what `worker.cli.explain.explained` found of a page."""
    Report(console).show(found)


class Report:
    """The page for a person, section by section."""

    def __init__(self, console: "Console") -> None:
        self._console = console

    def show(self, found: dict[str, Any]) -> None:
        """All of it."""
        self._facts(found)
        self._passages(found)
        self._rules(found["passages"])
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
                source = found.get(note) if note else found.get("sources", {}).get(name)
                self._line(name.replace("_", " "), _words(found[name]), source)

    def _line(self, name: str, text: str, note: str | None = None) -> None:
        line = f"{name:<14}{text}" + (f"  ({note})" if note else "")
        self._console.print(printable(line), markup=False)

    def _passages(self, found: dict[str, Any]) -> None:
        cut = sum("rule" in passage for passage in found["passages"])
        kept = counted(len(found["passages"]) - cut, "passage")
        self._head(f"Page: {kept} kept, {cut} cut")
        marked = _marked(found, "text")
        rule = None
        for passage in found["passages"]:
            if "rule" not in passage:
                self._console.print("  ", marked[passage["start"] : passage["end"]], sep="")
            elif passage["rule"] != rule:
                self._console.print(f"[{passage['rule']}]", style="dim", markup=False)
            rule = passage.get("rule")
            if rule:
                self._cut(passage["text"])

    def _cut(self, text: str) -> None:
        for line in filter(None, text.splitlines()):
            self._console.print(f"- {line}", style=CUT, markup=False)

    def _rules(self, passages: list[dict[str, Any]]) -> None:
        cut = [(passage["rule"], passage["why"]) for passage in passages if "rule" in passage]
        self._head("Rules that cut" if cut else "Rules that cut: none")
        for (rule, why), times in Counter(cut).items():
            self._console.print(f"{rule}  × {times}", style="bold", markup=False)
            self._console.print(f"  {why or ''}", markup=False)

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
    "page_kind": None,
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
