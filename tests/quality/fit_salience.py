"""Fits the table of points in `worker/core/tags/salience.py`: `python -m tests.quality.fit_salience` prints it.

Logistic regression over every country of every labelled article (a third held out, reported apart), of the exams that were read and of
the articles that are about one country; regularised, solved by Newton's method, rounded to tens. Run it after the data have changed, and
copy what it prints.
"""

import json
from collections.abc import Iterator
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
SHIFT = 0.5  # the threshold, in units of the fit: swept 0.3..0.7 with the three below
FOCUS = 0.3  # the weight of articles labelled with one country only: swept 0.3, 0.5
# The weight of an exam's passage, of which there are more than of all others: swept 0, 0.3, 0.5, 1; of the sixth, whose news
# is of another sort, 0.05 to 0.3. None is fitted on the fifth.
READ = {"first": 0.3, "second": 0.3, "third": 0.3, "fourth": 0.3, "sixth": 0.05}
RIDGE = 0.3  # how much points cost: swept 0.3, 0.5, 1
EXAMS = Path(__file__).parent / "exams"
BY_HAND = frozenset(("passing",))  # what isn't fitted
Table = dict[str, int]


class Example(NamedTuple):
    """An article: the features of its countries, and the ones it is about."""

    focus: bool
    held: bool
    weight: float
    countries: dict[str, dict[str, int]]
    about: frozenset[str]
    implied: frozenset[str]


def examples(tagger: Tagger) -> list[Example]:
    """All labelled articles."""
    labelled = [*tagscore.rows(tagscore.PASSAGES), *tagscore.labelled_pages()]
    exams = [
        (json.loads(line), weight)
        for name, weight in READ.items()
        for line in (EXAMS / f"{name}.jsonl").open(encoding="utf-8")
    ]
    focus = [
        {"text": row["text"], "lang": "en", "date": "2013-06-01", "about": [row["country_about"]]}
        for row in tagscore.rows("cliff-focus.jsonl.gz")
        if row["country_about"]
    ]
    return [
        *(_example(tagger, row, held=tagscore.held_out(row)) for row in labelled),
        *(_example(tagger, row, weight=weight) for row, weight in exams),
        *(_example(tagger, row, weight=FOCUS, focus=True) for row in focus),
    ]


def _example(
    tagger: Tagger, row: tagscore.Row, *, weight: float = 1.0, held: bool = False, focus: bool = False
) -> Example:
    countries = tagger.features(row.get("title"), row["text"], row["lang"], row.get("date"))
    return Example(focus, held, weight, countries, frozenset(row["about"]), frozenset(row.get("implied", ())))


def fit(chosen: list[Example]) -> Table:
    """The points of each feature."""
    names = [name for name in salience.POINTS if name not in BY_HAND]
    rows = [(one, code) for one in chosen for code in one.countries]
    matrix = np.array([[one.countries[code][name] / 1000 for name in names] for one, code in rows])
    right = np.array([code in one.about for one, code in rows], dtype=float)
    weight = np.array([one.weight for one, _ in rows])
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


def first(chosen: list[Example], table: Table) -> float:
    """Share of articles whose most salient country is the one they are about."""
    hits = [
        {max(found, key=lambda code: found[code], default="")} == set(one.about)
        for one in chosen
        for found in [values(one, table)]
    ]
    return sum(hits) / max(1, len(hits))


def crossed(chosen: list[Example]) -> tuple[float, float]:
    """F1 and the share of first countries, each article judged by tables it had no part in."""
    total, hits = tagscore.Count(), []
    for fitted, rest in folds(chosen):
        table = fit(fitted)
        count = f1([one for one in rest if not one.focus], table)
        total.right, total.wrong, total.missed = (
            total.right + count.right,
            total.wrong + count.wrong,
            total.missed + count.missed,
        )
        hits += [first([one], table) for one in rest if one.focus]
    return total.f1, sum(hits) / max(1, len(hits))


def folds(chosen: list[Example]) -> Iterator[tuple[list[Example], list[Example]]]:
    """What to fit and what to judge by it: every article is judged once a shuffle."""
    for shuffle in range(SHUFFLES):
        order = [chosen[place] for place in np.random.default_rng(shuffle).permutation(len(chosen))]
        for fold in range(FOLDS):
            fitted = [one for place, one in enumerate(order) if place % FOLDS != fold]
            yield fitted, order[fold::FOLDS]


def main() -> None:
    """Fit, cross-validate, print."""
    found = examples(Tagger(gazetteer.load(), registry.load()))
    dev = [one for one in found if not one.held]
    table = fit(dev)
    about, focus = crossed(dev)
    print(f"cross-validated: about F1 {about:.3f}, one country {focus:.3f}")
    print(f"held out: about F1 {f1([one for one in found if one.held], table).f1:.3f}")
    print("POINTS =", table)


if __name__ == "__main__":
    main()
