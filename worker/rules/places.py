"""Makes `worker/rules/pages/places.txt` from the gazetteer: `python -m worker.rules.places > worker/rules/pages/places.txt`.

Names of countries, cities and regions of two to five words, in scripts that have capitals, each in small letters: what stands in front of a dateline's date
(`Buenos Aires, 3 March`) looks like a person's name there. Those of one word are taken for none anyhow.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

TABLES = ("generated.tsv", "homes_generated.tsv", "famous.tsv")
KINDS = frozenset({"name", "city", "region"})
WORDS = range(2, 6)
_MARKS = "*?!"


def names(folder: Path = Path(__file__).parent / "gazetteer") -> list[str]:
    """The names, sorted."""
    return sorted({name.casefold() for table in TABLES for name in _of_table(folder / table)})


def _of_table(file: Path) -> Iterator[str]:
    for line in file.read_text("utf-8").splitlines():
        form, *cells = line.split("\t")
        name = form.strip(_MARKS)
        if len(cells) > 1 and cells[1] in KINDS and len(name.split()) in WORDS and name != name.lower():
            yield name


if __name__ == "__main__":
    sys.stdout.write("\n".join(names()) + "\n")
