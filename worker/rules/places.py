"""Makes `worker/rules/pages/places.txt` from the gazetteer: `python -m worker.rules.places > worker/rules/pages/places.txt`.

Names of countries, cities and regions of two to five words, in scripts that have capitals, each in small letters: what stands in front of a dateline's date
(`Buenos Aires, 3 March`) looks like a person's name there. Those of one word are taken for none anyhow.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

TABLES = ("generated.tsv", "homes_generated.tsv", "famous.tsv")
REGIONS = "regions.tsv"  # a language, a country and many forms a line
KINDS = frozenset({"name", "city", "region"})
WORDS = range(2, 6)
_MARKS = "*?!"


def names(folder: Path = Path(__file__).parent / "gazetteer") -> list[str]:
    """The names, sorted."""
    forms = [form for table in TABLES for form in _of_table(folder / table)]
    forms += _of_regions(folder / REGIONS)
    written = (form.strip(_MARKS) for form in forms)
    return sorted(
        {name.casefold() for name in written if len(name.split()) in WORDS and name != name.lower()}
    )


def _of_table(file: Path) -> Iterator[str]:
    for line in file.read_text("utf-8").splitlines():
        form, *cells = line.split("\t")
        if len(cells) > 1 and cells[1] in KINDS:
            yield form


def _of_regions(file: Path) -> Iterator[str]:
    for line in file.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield from line.split("\t")[2].split("|")


if __name__ == "__main__":
    sys.stdout.write("\n".join(names()) + "\n")
