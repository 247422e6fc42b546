"""Fits the table of points in `worker/core/tags/salience.py`: `python -m tests.quality.fit_salience` prints it.

Logistic regression over every country of every labelled article and of our own texts on news of all kinds (of both a third held out,
reported apart), of the exams that were read and of the articles that are about one country; regularised, solved
by Newton's method, rounded to tens. Run it after the data have changed, and copy what it prints.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tests.quality import tagscore
from worker.core.tags import salience
from worker.core.tags.tagger import Tagger
from worker.rules import gazetteer, registry

FOLDS = 8
SHUFFLES = (
    6  # orders in which the articles are cut into folds: one alone is worth an article of sixty either way
)
ROUNDS = 60
SHIFT = 0.3  # the threshold, in units of the fit
# What an article of each source weighs; swept together with the threshold and the ridge (docs/decisions/0023).
WEIGHTS = {
    "passages": 2.4, "pages": 1.9, "first": 0.8, "second": 1.3, "third": 0.9, "fourth": 0.2, "fifth": 0.7, "sixth": 0.6,
    "ninth": 0.7, "tenth": 0.2, "texts": 1.2, "cliff": 0.8,
}  # fmt: skip
HELD_OUT = frozenset(("passages", "pages", "texts"))  # of these a third is
FOCUS = "cliff"  # articles labelled with one country only
RIDGE = 0.7  # how much points cost
HERE = Path(__file__).parent
BY_HAND = frozenset(("passing",))  # what isn't fitted
Table = dict[str, int]


class Example(NamedTuple):
    """An article: the features of its countries, and the ones it is about."""

    source: str
    held: bool
    countries: dict[str, dict[str, int]]
    about: frozenset[str]
    implied: frozenset[str]


def examples(tagger: Tagger) -> list[Example]:
    """All labelled articles."""
    return [_example(tagger, source, row) for source in WEIGHTS for row in _rows(source)]


def _rows(source: str) -> Iterable[tagscore.Row]:
    if source == "passages":
        return tagscore.rows(tagscore.PASSAGES)
    if source == "pages":
        return tagscore.labelled_pages()
    if source == FOCUS:
        return (
            {
                "id": "",
                "text": row["text"],
                "lang": "en",
                "date": "2013-06-01",
                "about": [row["country_about"]],
            }
            for row in tagscore.rows("cliff-focus.jsonl.gz")
            if row["country_about"]
        )
    return tagscore.about_texts() if source == "texts" else _exam(source)


def _exam(name: str) -> Iterator[tagscore.Row]:
    with (HERE / "exams" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _example(tagger: Tagger, source: str, row: tagscore.Row) -> Example:
    countries = tagger.features(row.get("title"), row["text"], row["lang"], row.get("date"))
    held = source in HELD_OUT and tagscore.held_out(row)
    return Example(source, held, countries, frozenset(row["about"]), frozenset(row.get("implied", ())))


def fit(chosen: list[Example]) -> Table:
    """The points of each feature."""
    names = [name for name in salience.POINTS if name not in BY_HAND]
    rows = [(one, code) for one in chosen for code in one.countries]
    matrix = np.array([[one.countries[code][name] / 1000 for name in names] for one, code in rows])
    right = np.array([code in one.about for one, code in rows], dtype=float)
    weight = np.array([WEIGHTS[one.source] for one, _ in rows])
    solved = np.zeros(len(names))
    for _ in range(ROUNDS):
        guess = 1 / (1 + np.exp(-matrix @ solved))
        slope = matrix.T @ (weight * (guess - right)) + RIDGE * solved
        curve = (matrix * (weight * guess * (1 - guess))[:, None]).T @ matrix + RIDGE * np.eye(len(names))
        solved = solved - np.linalg.solve(curve, slope)
    table = {name: round(float(value) * 100) * 10 for name, value in zip(names, solved, strict=True)}
    by_hand = {name: salience.POINTS[name] for name in sorted(BY_HAND)}
    return table | {"base": table["base"] + round(SHIFT * 1000)} | by_hand


def values(one: Example, table: Table) -> dict[str, int]:
    """The salience of an article's countries by a table."""
    return {
        code: salience.permille(sum(table[name] * value for name, value in found.items()) // 1000)
        for code, found in one.countries.items()
    }


def f1(chosen: list[Example], table: Table) -> tagscore.Count:
    """The count of countries about, by the labelling guide."""
    total = tagscore.Count()
    for one in chosen:
        found = salience.about(values(one, table))
        total.right += len((one.about - one.implied) & found)
        total.wrong += len(found - one.about)
        total.missed += len(one.about - one.implied - found)
    return total


def is_first(one: Example, table: Table) -> bool:
    """True where the most salient country is the one that the article is about."""
    return salience.ranking(values(one, table))[:1] == list(one.about)


class Judged(NamedTuple):
    """Counts of countries about by source, and whether the most salient country is the one, of the articles about one."""

    counts: dict[str, tagscore.Count]
    firsts: list[bool]

    def told(self) -> str:
        """The figures of each source, in one line."""
        figures = [f"{source} {count.f1:.3f}" for source, count in self.counts.items()]
        return ", ".join([*figures, f"one country {sum(self.firsts) / max(1, len(self.firsts)):.3f}"])


def judged(splits: Iterable[tuple[list[Example], list[Example]]]) -> Judged:
    """The judgement on each second part by the table fitted on the first."""
    found = Judged({source: tagscore.Count() for source in WEIGHTS if source != FOCUS}, [])
    for fitted, rest in splits:
        table = fit(fitted)
        for source, total in found.counts.items():
            count = f1([one for one in rest if one.source == source], table)
            total.right += count.right
            total.wrong += count.wrong
            total.missed += count.missed
        found.firsts.extend(is_first(one, table) for one in rest if one.source == FOCUS)
    return found


def folds(chosen: list[Example]) -> Iterator[tuple[list[Example], list[Example]]]:
    """What to fit and what to judge by it: every article is judged once a shuffle."""
    for shuffle in range(SHUFFLES):
        order = [chosen[place] for place in np.random.default_rng(shuffle).permutation(len(chosen))]
        for fold in range(FOLDS):
            fitted = [one for place, one in enumerate(order) if place % FOLDS != fold]
            yield fitted, order[fold::FOLDS]


def by_source(chosen: list[Example]) -> Iterator[tuple[list[Example], list[Example]]]:
    """The same, every source judged by what all others say."""
    for source in WEIGHTS:
        yield (
            [one for one in chosen if one.source != source],
            [one for one in chosen if one.source == source],
        )


def main() -> None:
    """Fit, cross-validate, print."""
    found = examples(Tagger(gazetteer.load(), registry.load()))
    dev = [one for one in found if not one.held]
    table = fit(dev)
    print("about, F1, cross-validated:", judged(folds(dev)).told())
    print("each source by all others: ", judged(by_source(dev)).told())
    for source in sorted(HELD_OUT):
        count = f1([one for one in found if one.held and one.source == source], table)
        print(f"held out, {source}: {count.f1:.3f}")
    print("POINTS =", table)


if __name__ == "__main__":
    main()
