"""The part of `make quality` on copies: our own pairs, and the newswire of 1987, over pinned floors.

`python -m tests.quality.copies` prints both tables and exits 1 under a floor. The newswire needs ../shared beside the checkout.
"""

import sys
import time
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.quality import copynews, copypairs
from tests.quality.copypairs import NONE, Case
from tests.quality.tagscore import CORPORA
from tests.quality.textscore import SKIPPED

FLOORS: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("copy_floors.toml").read_text("utf-8")
)
KINDS = ("exact", "near", "wire", NONE)
ANEW = "measured on other data than its floors were set on: measure anew, and set floors and digest together"


def judged(cases: Sequence[Case]) -> dict[str, str]:
    """What the stages say of each pair's second page, by the pair's name."""
    return {case.name: copypairs.judged(case) for case in cases}


def pair_figures(cases: Sequence[Case], verdicts: Mapping[str, str]) -> dict[str, float]:
    """The figures of the pairs that have floors."""
    right = sum(verdicts[case.name] == case.pair.kind for case in cases)
    return {
        "kind_right": right / len(cases),
        "templates_as_copies": sum(case.is_template and verdicts[case.name] != NONE for case in cases),
    }


def wrong_pairs(cases: Sequence[Case], verdicts: Mapping[str, str]) -> list[str]:
    """The pairs judged wrong, a line each."""
    lines = [(case, verdicts[case.name]) for case in cases]
    return [f"{case.name}: {said}, not {case.pair.kind}" for case, said in lines if said != case.pair.kind]


def shortfalls(part: str, digest: str, figures: Mapping[str, float]) -> list[str]:
    """What is under the floors of a part; a count is held to a ceiling."""
    floors = dict(FLOORS[part])
    if floors.pop("digest") != digest:
        return [f"{part}: {ANEW} ({digest})"]
    return [
        f"{part}: {name} is {figures[name]:.4f}, pinned is {floor}"
        for name, floor in floors.items()
        if (figures[name] > floor if name.endswith("_as_copies") else figures[name] < floor)
    ]


def _pairs() -> list[str]:
    cases = copypairs.cases()
    verdicts = judged(cases)
    figures = pair_figures(cases, verdicts)
    said = Counter((case.pair.kind, verdicts[case.name]) for case in cases)
    print(f"copies, {len(cases)} pairs of our own: kind right {figures['kind_right']:.3f}, "
          f"templates called copies {figures['templates_as_copies']:.0f}")  # fmt: skip
    print("".join(f"{name:>8}" for name in ("", *KINDS, "(said)")))
    for kind in KINDS:
        print(f"{kind:>8}" + "".join(f"{said[kind, other]:>8}" for other in KINDS))
    print(*wrong_pairs(cases, verdicts), sep="\n")
    return shortfalls("pairs", copypairs.digest(cases), figures)


def _news() -> list[str]:
    if not CORPORA.is_dir():
        print("SKIPPED: ../shared is not there, so copies were not measured on the newswire")
        return []
    stream = copynews.stories()
    begun = time.process_time()
    found = copynews.measure(stream)
    seconds = time.process_time() - begun
    print(f"copies, newswire of 1987: {len(stream)} stories in {seconds:.0f} s, {dict(found.kinds)}")
    alike = f"alike by {copynews.ALIKE} within {copynews.WITHIN.days} days"
    right = f"alike by {copynews.COPY} or contained by {copynews.CUT}"
    print(f"  {found.recall:.4f} of {found.pairs} pairs {alike} found")
    print(f"  {found.precision:.4f} of {found.marked} marked copies {right}")
    print(f"  {found.edited_precision:.4f} of the {found.edited} of them that aren't exact copies")
    print(
        f"  {found.cut_recall:.4f} of {found.cut} pairs contained by {copynews.HELD} and less alike found (no floor)"
    )
    print(
        f"  {found.other_numbers} marked copies with other numbers left out, {found.frames} with numbers replaced"
    )
    print(
        *(f"  missed: {pair}" for pair in found.missed),
        *(f"  wrong: {pair}" for pair in found.wrong),
        sep="\n",
    )
    figures = {name: getattr(found, name) for name in ("recall", "precision", "edited_precision")}
    return shortfalls("newswire", copynews.digest(), figures)


def main() -> int:
    """Print the tables; 1 where a floor is missed or was set on other data, else `SKIPPED` where the newswire isn't there."""
    missed = [*_pairs(), *_news()]
    print(*missed, sep="\n")
    return 1 if missed else 0 if CORPORA.is_dir() else SKIPPED


if __name__ == "__main__":
    sys.exit(main())
