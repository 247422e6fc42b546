"""Pages of our own, laid out as publishers lay them out, by people who had seen nothing of Dateline: two sets of sixty-four, two of forty, one of forty-four, two of twenty-four and one of thirty, in 27, 37, 25, 31, 25, 15, 17 and 21 languages, scored beside trafilatura's default.

`publishers/NN-LANG.html` is a page, `NN-LANG.json` what a reader takes from it: `text` with its paragraphs a line each, `with` and `without` as in the shared
corpora, `title`, `authors`, `published`; in the later sets (`publishers/second` to `publishers/eighth`) `unsure_in` and `unsure_out` name what another reader might have left out or
taken. `python -m tests.quality.publishers` prints a table a set and exits 1 under a floor.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.quality import text
from tests.quality.textscore import page_f1, shingle_score
from worker.core.clean.boilerplate.linerules import BoilerplateRules
from worker.core.clean.page import charset
from worker.rules.boilerplate import load

FOLDER = Path(__file__).with_name("publishers")


@dataclass(frozen=True)
class Pages:
    """A set: where its pages are, the least that each figure may be, and the most of the sites' own snippets that may be left."""

    folder: Path
    floors: Mapping[str, float]
    most_left: float


# A little under what is reached; what it was when nobody had looked is in docs/decisions/0089.
SETS = {
    "first": Pages(
        FOLDER,
        {"english_f1": 0.989, "others_f1": 0.983, "kept": 0.996, "dates_right": 0.98},
        0.056,
    ),
    "second": Pages(
        FOLDER / "second",
        {"english_f1": 0.987, "others_f1": 0.992, "kept": 0.968, "dates_right": 1.0},
        0.01,
    ),
    "third": Pages(
        FOLDER / "third",
        {"english_f1": 0.986, "others_f1": 0.992, "kept": 0.962, "dates_right": 1.0},
        0.006,
    ),
    "fourth": Pages(
        FOLDER / "fourth",
        {"english_f1": 0.96, "others_f1": 0.989, "kept": 1.0, "dates_right": 0.97},
        0.056,
    ),
    "fifth": Pages(
        FOLDER / "fifth",
        {"english_f1": 0.989, "others_f1": 0.992, "kept": 0.977, "dates_right": 0.977},
        0.016,
    ),
    "sixth": Pages(
        FOLDER / "sixth",
        {"english_f1": 0.963, "others_f1": 0.978, "kept": 1.0, "dates_right": 1.0},
        0.07,
    ),
    "seventh": Pages(
        FOLDER / "seventh",
        {"english_f1": 0.988, "others_f1": 0.982, "kept": 1.0, "dates_right": 1.0},
        0.033,
    ),
    "eighth": Pages(
        FOLDER / "eighth",
        {"english_f1": 0.984, "others_f1": 0.988, "kept": 1.0, "dates_right": 1.0},
        0.022,
    ),
}


def pages(name: str) -> list[text.Page]:
    """A set's pages with what is expected of them, by their file's name."""
    return [
        {
            **json.loads(file.read_text("utf-8")),
            "id": file.stem,
            "html": _decoded(file.with_suffix(".html").read_bytes()),
        }
        for file in sorted(SETS[name].folder.glob("*.json"))
    ]


def _decoded(page: bytes) -> str:
    found = charset.decode(page)
    if found is None:
        raise ValueError("a page of ours is in no encoding")
    return found.text


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


def missed(name: str, found: dict[str, float]) -> list[str]:
    """The figures that are under a set's floors, or over what may be left."""
    asked = SETS[name]
    under = [figure for figure, floor in asked.floors.items() if found[figure] < floor]
    return under + ["left"] * (found["left"] > asked.most_left)


def main() -> int:
    """Print both extractors' figures and our worst pages, a set after the other."""
    rules = load()
    return max([_show(name, rules) for name in SETS])


def _show(name: str, rules: BoilerplateRules) -> int:
    golds = pages(name)
    read = {page["id"]: text.by_dateline(page, rules) for page in golds}
    found = figures(golds, read)
    theirs = figures(golds, {page["id"]: text.by_trafilatura(page) for page in golds})
    print(f"{name + ' set':20}{'dateline':>12}{'trafilatura':>14}")
    for figure, value in found.items():
        print(f"{figure:20}{value:12.4f}{theirs[figure]:14.4f}")
    print("worst:", ", ".join(f"{page} {value:.3f}" for value, page in worst(golds, read)))
    print("under its floor:", ", ".join(missed(name, found)) or "none")
    return 1 if missed(name, found) else 0


if __name__ == "__main__":
    sys.exit(main())
