"""The heads of state and government among the people that stories of 1987 are labelled with, and how many of them are tagged.

Counted: every label of a story whose person's own line (`reuters1987-people.csv`) gives the office of a head of state or government, former ones too, of a country. Found: a leader
of that country, tagged as a head, whose name holds the last word of the label. Labels are all counted, also where the story says "the president" only.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from babel import Locale

from tests.quality import tagscore
from worker.core.model import Leader
from worker.core.tags.tagger import Tagger
from worker.core.tags.text.folding import fold

PEOPLE = "reuters1987-people.csv"
STORIES = "reuters1987-odd.jsonl.gz"
# "Chancellor of the Exchequer" and "President of the People's Bank" are no heads.
HEAD = re.compile(
    r"(\(former\) )?(President|Prime Minister|Premier|Chancellor|Head of State|General Secretary|King|Queen)\b(?! of\b(?! the Communist Party))"
)
CODES = {
    "West Germany": "DE", "East Germany": "DD", "USSR (Soviet Union)": "SU", "Czechoslovakia": "CS", "Yugoslavia": "YU",
    "The Netherlands": "NL", "Turkey": "TR",
}  # fmt: skip
MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
UMLAUTS = re.compile("([aou])e")


class Head(NamedTuple):
    """A head of state or government, as a label names him."""

    label: str
    country: str


def heads() -> dict[str, Head]:
    """Label to head, of all labels that are heads'."""
    codes = {name: code for code, name in Locale("en").territories.items()} | CODES
    with (tagscore.CORPORA / PEOPLE).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))[1:]
    return {
        label: Head(label, codes[country])
        for country, person, label in rows
        if HEAD.match(person) and country in codes
    }


def recall(tagger: Tagger) -> tagscore.Count:
    """The labels found and missed, over all stories."""
    known, count = heads(), tagscore.Count()
    for row in tagscore.rows(STORIES):
        labelled = [known[label] for label in row["people"] if label in known]
        if labelled:
            found = _heads(tagger, row)
            count.right += sum(_is_among(head, found) for head in labelled)
            count.missed += sum(not _is_among(head, found) for head in labelled)
    return count


def _heads(tagger: Tagger, row: tagscore.Row) -> list[Leader]:
    text = f"{row['dateline']} {row['body']}".replace("\n", " ")
    leaders = tagger.tag(row["title"], text, "en", _day(row["date"]), "published").leaders
    return [leader for leader in leaders if leader.kind == "head"]


def _day(date: str) -> str:
    """`19-OCT-1987 00:03:21.69` in ISO 8601."""
    day, month, year = date.strip().split()[0].split("-")
    return f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}"


def _is_among(head: Head, found: Iterable[Leader]) -> bool:
    last = _plain(head.label).split()[-1]
    return any(leader.country == head.country and last in _words(leader.name) for leader in found)


def _words(name: str) -> Iterator[str]:
    yield from _plain(name).split()


def _plain(name: str) -> str:
    """Folded, with ue for ü and u alike."""
    return UMLAUTS.sub(r"\1", fold(name))
