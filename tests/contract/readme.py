"""The tables of the README and the runbook, made of the code. `python -m tests.contract.readme` writes them anew."""

from collections.abc import Iterable
from pathlib import Path

from worker.cli import COMMANDS
from worker.settings import Settings, table
from worker.telemetry import metrics_table
from worker.topics import DAY_MS, MIB, TopicSpec, specs

ROOT = Path(__file__).parents[2]
README, RUNBOOK = ROOT / "README.md", ROOT / "deploy/runbook.md"


def tables() -> dict[str, str]:
    """Each table by the name of its marks in a page."""
    return {
        "commands": _rows(
            ("command", "what it does"),
            ((f"`dateline {name}`", entry.summary) for name, entry in COMMANDS.items()),
        ),
        "topics": _rows(
            ("topic", "what it carries", "kept", "largest message"), map(_topic, specs(Settings()))
        ),
        "settings": _rows(
            ("variable", "default", "meaning"),
            ((f"`{name}`", f"`{default}`" if default else "", text) for name, default, text in table()),
        ),
        "metrics": _rows(
            ("metric", "kind", "labels", "meaning"),
            ((f"`{name}`", kind, labels, meaning) for name, kind, labels, meaning in metrics_table()),
        ),
    }


def _topic(spec: TopicSpec) -> tuple[str, ...]:
    days = int(spec.configs["retention.ms"]) // DAY_MS
    compacted = ", compacted by key" if "compact" in spec.configs["cleanup.policy"] else ""
    return (f"`{spec.topic}`", spec.meaning, f"{days} days{compacted}", f"{spec.message_limit // MIB} MiB")


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def filled(text: str) -> str:
    """A page with its tables made anew."""
    for name, content in tables().items():
        begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, found, rest = text.partition(begin)
        if found:
            text = f"{before}{begin}\n{content}\n{end}{rest.partition(end)[2]}"
    return text


if __name__ == "__main__":
    for page in (README, RUNBOOK):
        page.write_text(filled(page.read_text()))
