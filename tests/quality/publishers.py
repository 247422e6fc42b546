"""Sixty-four pages of our own in 27 languages, laid out as publishers lay them out, by somebody who had seen nothing of Dateline: scored beside trafilatura's default.

`publishers/NN-LANG.html` is a page, `NN-LANG.json` what a reader takes from it: `text` with its paragraphs a line each, `with` and `without` as in the shared
corpora, `title`, `authors`, `published`. `python -m tests.quality.publishers` prints the table and exits 1 under a floor.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.quality import text
from tests.quality.textscore import page_f1, shingle_score
from worker.rules.boilerplate import load

FOLDER = Path(__file__).with_name("publishers")
# A little under what is reached; what it was when nobody had looked is in docs/decisions/0089.
FLOORS = {"english_f1": 0.989, "others_f1": 0.983, "kept": 0.996, "dates_right": 0.98}
MOST_LEFT = 0.056  # of the sites' own snippets


def pages() -> list[text.Page]:
    """The pages with what is expected of them, by their file's name."""
    return [
        {
            **json.loads(file.read_text("utf-8")),
            "id": file.stem,
            "html": file.with_suffix(".html").read_text("utf-8"),
        }
        for file in sorted(FOLDER.glob("*.json"))
    ]


def figures(golds: list[text.Page], found: Mapping[str, text.Read]) -> dict[str, float]:
    """Shingle F1 in English and in the other languages, the shares of snippets that stayed and were left, and of days that are right."""
    texts = {name: one.text for name, one in found.items()}
    english = [page for page in golds if page["lang"] == "en"]
    whole = shingle_score(golds, texts)
    dated = [page for page in golds if page["published"]]
    right = sum((found[page["id"]].date or "")[:10] == page["published"][:10] for page in dated)
    return {
        "english_f1": shingle_score(english, texts).f1,
        "others_f1": shingle_score([page for page in golds if page["lang"] != "en"], texts).f1,
        "kept": whole.kept,
        "left": whole.left,
        "dates_right": right / len(dated),
    }


def worst(golds: list[text.Page], found: Mapping[str, text.Read], count: int = 10) -> list[tuple[float, str]]:
    """The pages with the lowest F1."""
    return sorted((page_f1(page["text"], found[page["id"]].text), page["id"]) for page in golds)[:count]


def missed(found: dict[str, float]) -> list[str]:
    """The figures that are under their floors, or over what may be left."""
    return [name for name, floor in FLOORS.items() if found[name] < floor] + ["left"] * (
        found["left"] > MOST_LEFT
    )


def main() -> int:
    """Print both extractors' figures and our worst pages."""
    rules, golds = load(), pages()
    read = {page["id"]: text.by_dateline(page, rules) for page in golds}
    found = figures(golds, read)
    theirs = figures(golds, {page["id"]: text.by_trafilatura(page) for page in golds})
    print(f"{'':20}{'dateline':>12}{'trafilatura':>14}")
    for name, value in found.items():
        print(f"{name:20}{value:12.4f}{theirs[name]:14.4f}")
    print("worst:", ", ".join(f"{name} {value:.3f}" for value, name in worst(golds, read)))
    print("under its floor:", ", ".join(missed(found)) or "none")
    return 1 if missed(found) else 0


if __name__ == "__main__":
    sys.exit(main())
