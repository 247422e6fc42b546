"""Lines that are numbers alone, and say by how many there are what they count.

Three that count up are a gallery's pictures ("1 / 6", "2 / 6", "3 / 6"); alone such a line may be a rating, a score or a fraction. A time or two is how long a
player's recording is ("1:24"); more are the times of a report or a race.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from worker.core.clean.boilerplate.linerules import Rule

COUNT, DURATION = ".slide-count", ".duration"  # the ends of the ids of rules for such lines
LEAST = 3  # pictures in a row, or times of a report
_NUMBERS = re.compile(r"\d+")


def counted(lines: Sequence[str], matched: Mapping[int, tuple[Rule, ...]]) -> dict[int, tuple[Rule, ...]]:
    """What rules matched, without lines of two numbers that don't count up to the same one in steps of one, three at least, and without times that are so many."""
    times = _all_by(matched, DURATION)
    stray = _uncounted(lines, _all_by(matched, COUNT)) | set(times if len(times) >= LEAST else ())
    return {number: found for number, found in matched.items() if number not in stray}


def _all_by(matched: Mapping[int, tuple[Rule, ...]], end: str) -> list[int]:
    """The lines that no rule matches but those whose ids end so."""
    return [
        number for number, found in sorted(matched.items()) if all(rule.id.endswith(end) for rule in found)
    ]


def _uncounted(lines: Sequence[str], told: Sequence[int]) -> set[int]:
    runs: list[list[int]] = [list(told[:1])]
    for above, number in pairwise(told):
        if _is_next(lines[above], lines[number]):
            runs[-1].append(number)
        else:
            runs.append([number])
    return {number for run in runs if len(run) < LEAST for number in run}


def _is_next(above: str, line: str) -> bool:
    numbers = [*map(int, _NUMBERS.findall(above)), *map(int, _NUMBERS.findall(line))]
    return len(numbers) == 4 and numbers[1] == numbers[3] and numbers[2] == numbers[0] + 1 <= numbers[1]
