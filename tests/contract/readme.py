"""The tables of the README, made of the code. `python -m tests.contract.readme` writes them anew."""

from collections.abc import Iterable
from pathlib import Path

from worker.cli import COMMANDS
from worker.settings import Settings, table
from worker.topics import DAY_MS, MIB, TopicSpec, specs

README = Path(__file__).parents[2] / "README.md"


def tables() -> dict[str, str]:
    """Each table by the name of its marks in the README."""
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
    }


def _topic(spec: TopicSpec) -> tuple[str, ...]:
    days = int(spec.configs["retention.ms"]) // DAY_MS
    compacted = ", compacted by key" if "compact" in spec.configs["cleanup.policy"] else ""
    return (f"`{spec.topic}`", spec.meaning, f"{days} days{compacted}", f"{spec.message_limit // MIB} MiB")


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def filled(text: str) -> str:
    """The README with its tables made anew."""
    for name, content in tables().items():
        begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, _, rest = text.partition(begin)
        text = f"{before}{begin}\n{content}\n{end}{rest.partition(end)[2]}"
    return text


if __name__ == "__main__":
    README.write_text(filled(README.read_text()))
