"""Which of a minister's titles is of which term, where one source joins all of them in one cell.

The lists of 2012 give a person's titles in one cell, `Minister of Foreign Affairs & Minister of Agriculture`, and the same
cell with each of the terms. There is a title a term, nearly always, and they stand in one order; but the term of which the source did
not see the beginning (`<20030101`) is the last of the terms, and its title may stand anywhere among the titles. Where that is, is
told by what other sources say of the person and by who else held an office then; where nothing tells it, the terms that
it would change are left out. Before, each title was taken with each term: Michel Barnier headed foreign affairs in 2008.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from typing import NamedTuple

from worker.core.tags.lexicon.calendar import day
from worker.rules.registry.names import name_key
from worker.rules.registry.offices import role

LISTED = "countryinfo-2012"
OF_SEVERAL = "minister (one of several titles)"  # the kind of such a row from here on
BEGAN = "2003-01"  # where it has no first day: the month in which it began to look
LOOKED = "2011-02"
WHILE = 45  # days two terms must share to be one, and not a handover in a source of months
ROUNDS = 3
OWN, OTHERS, IN_ORDER = (
    4,
    2,
    1,
)  # what another source's word for a title counts, another holder against it, the usual order
MOST = 5  # titles of which every order is looked at

Row = dict[str, str]


class Span(NamedTuple):
    """An office that a person held, in days."""

    role: str
    first: int
    last: int

    def shares(self, other: "Span") -> bool:
        """True of the same office in the same time."""
        shared = min(self.last, other.last) - max(self.first, other.first)
        return self.role == other.role and shared > WHILE


def told_apart(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows; those of ministers in the lists of 2012 with the title of that term alone, and without the terms that nothing tells apart."""
    everyone = list(rows)
    own: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for row in everyone:
        if not _is_listed(row):
            for name in _names(row):
                own[row["iso2"], name].append(_span(row, row["office"]))
    told = _titles_told([row for row in everyone if _is_listed(row)], own)
    for row in everyone:
        titles = told.get(id(row), ())
        if titles and "&" in row["office"]:
            yield {**row, "office": " & ".join(titles), "kind": OF_SEVERAL}
        elif titles or not _is_listed(row):
            yield row


def _titles_told(rows: list[Row], own: Mapping[tuple[str, str], list[Span]]) -> dict[int, tuple[str, ...]]:
    """The titles of each row, by the row's identity. Who is told apart in one round is another holder in the next."""
    careers: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        careers[row["iso2"], row["name"], row["office"]].append(row)
    told: dict[int, tuple[str, ...]] = {id(row): (row["office"],) for row in rows if "&" not in row["office"]}
    for _ in range(ROUNDS):
        holders: dict[str, list[tuple[str, Span]]] = defaultdict(list)
        for row in rows:
            if len(titles := told.get(id(row), ())) == 1:
                holders[row["iso2"]].append((row["name"], _span(row, titles[0])))
        for (country, name, _), terms in careers.items():
            mine = [span for key in sorted(_names(terms[0])) for span in own.get((country, key), ())]
            others = [span for holder, span in holders[country] if holder != name]
            told.update(zip(map(id, terms), _by_term(terms, mine, others), strict=True))
    return told


def _by_term(terms: list[Row], mine: list[Span], others: list[Span]) -> list[tuple[str, ...]]:
    """The titles of each term; none where nothing tells which it is."""
    titles = _titles(terms[0]["office"])
    if len({role(title) for title in titles}) == 1:
        return [(titles[0],)] * len(terms)
    if len(titles) != len(terms):
        return [_told(row, titles, mine) for row in terms] if len(terms) > 1 else [tuple(titles)]
    usual = _usual_orders(titles, unseen=terms[-1]["start"].startswith("<"))
    counts = dict.fromkeys(usual, IN_ORDER)
    if len(titles) <= MOST:
        counts = dict.fromkeys(permutations(titles), 0) | counts
    for order in counts:
        counts[order] += sum(_count(_span(*pair), mine, others) for pair in zip(terms, order, strict=True))
    best = [order for order, count in counts.items() if count == max(counts.values())]
    return [_agreed([order[number] for order in best]) for number in range(len(terms))]


def _usual_orders(titles: list[str], *, unseen: bool) -> list[tuple[str, ...]]:
    """The order that the source has; where the last term's beginning was not seen, its title may stand anywhere."""
    places = range(len(titles)) if unseen else (len(titles) - 1,)
    return [(*titles[:place], *titles[place + 1 :], titles[place]) for place in places]


def _agreed(titles: list[str]) -> tuple[str, ...]:
    return (titles[0],) if len({role(title) for title in titles}) == 1 else ()


def _told(row: Row, titles: list[str], mine: list[Span]) -> tuple[str, ...]:
    """The titles that another source tells of that term."""
    return tuple(title for title in titles if any(_span(row, title).shares(span) for span in mine))


def _count(span: Span, mine: list[Span], others: list[Span]) -> int:
    return OWN * any(span.shares(one) for one in mine) - OTHERS * any(span.shares(one) for one in others)


def _span(row: Row, title: str) -> Span:
    first, last = row["start"], row["end"]
    if row["source"] == LISTED:
        first = BEGAN if first.startswith("<") else first
        last = LOOKED if last.startswith("open") else last
    return Span(role(title), day(first.lstrip("<~")) or 0, day(last.lstrip("<~"), last=True) or 10**6)


def _titles(office: str) -> list[str]:
    return re.split(r"\s*[&;]\s*", office)


def _names(row: Row) -> set[str]:
    return {
        name_key(name) for name in (row["name"], *re.split(r"[|;]", row["aliases"])) if " " in name.strip()
    }


def _is_listed(row: Row) -> bool:
    return row["source"] == LISTED and not row["kind"].startswith("head")
