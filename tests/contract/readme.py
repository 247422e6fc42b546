"""What the README and the runbook show of the code: tables, and a command's output. `python -m tests.contract.readme` writes them anew."""

from collections.abc import Callable, Iterable
from pathlib import Path

from click.testing import CliRunner

from worker.cli import COMMANDS, main
from worker.settings import Settings, table
from worker.telemetry import metrics_table
from worker.topics import DAY_MS, FOR_GOOD, MIB, TopicSpec, specs

ROOT = Path(__file__).parents[2]
README, RUNBOOK = ROOT / "README.md", ROOT / "deploy/runbook.md"
EXAMPLE = 12  # the row of the samples that the README shows: a president in office, and one elected


def _commands() -> str:
    rows = ((f"`dateline {name}`", entry.summary) for name, entry in COMMANDS.items())
    return _rows(("command", "what it does"), rows)


def _topics() -> str:
    return _rows(("topic", "what it carries", "kept", "largest message"), map(_topic, specs(Settings())))


def _settings() -> str:
    rows = ((f"`{name}`", f"`{default}`" if default else "", text) for name, default, text in table())
    return _rows(("variable", "default", "meaning"), rows)


def _metrics() -> str:
    rows = ((f"`{name}`", kind, labels, meaning) for name, kind, labels, meaning in metrics_table())
    return _rows(("metric", "kind", "labels", "meaning"), rows)


def _example() -> str:
    """What `dateline explain` says of a sample page, as a terminal of 100 columns would show it."""
    args = ("explain", "samples/pages.jsonl", "--line", str(EXAMPLE))
    done = CliRunner(env={"COLUMNS": "100"}).invoke(main, [args[0], str(ROOT / args[1]), *args[2:]])
    assert done.exit_code == 0, done.output
    return f"```\n$ dateline {' '.join(args)}\n{done.stdout.strip()}\n```\n"


# By the name of its marks in a page.
MADE: dict[str, Callable[[], str]] = {
    "commands": _commands,
    "topics": _topics,
    "settings": _settings,
    "metrics": _metrics,
    "example": _example,
}


def _topic(spec: TopicSpec) -> tuple[str, ...]:
    kept = int(spec.configs["retention.ms"])
    days = "for good" if kept == FOR_GOOD else f"{kept // DAY_MS} days"
    compacted = ", compacted by key" if "compact" in spec.configs["cleanup.policy"] else ""
    return (f"`{spec.topic}`", spec.meaning, f"{days}{compacted}", f"{spec.message_limit // MIB} MiB")


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def filled(text: str) -> str:
    """A page with all that is made for it made anew."""
    for name, make in MADE.items():
        begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, found, rest = text.partition(begin)
        if found:
            text = f"{before}{begin}\n{make()}\n{end}{rest.partition(end)[2]}"
    return text


if __name__ == "__main__":
    for page in (README, RUNBOOK):
        page.write_text(filled(page.read_text()))
