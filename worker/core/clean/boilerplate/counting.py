"""Lines that count a gallery's pictures: "1 / 6", "2 / 6", "3 / 6". Alone such a line may be a rating, a score or a fraction."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from worker.core.clean.boilerplate.linerules import Rule

COUNT = ".slide-count"  # the end of the ids of rules for such lines
LEAST = 3  # of them in a row
_NUMBERS = re.compile(r"\d+")


def counted(lines: Sequence[str], matched: Mapping[int, tuple[Rule, ...]]) -> dict[int, tuple[Rule, ...]]:
    """What rules matched, without lines of two numbers that don't count up to the same one in steps of one, three at least."""
    told = [
        number for number, found in sorted(matched.items()) if all(rule.id.endswith(COUNT) for rule in found)
    ]
    runs: list[list[int]] = [told[:1]]
    for above, number in pairwise(told):
        if _is_next(lines[above], lines[number]):
            runs[-1].append(number)
        else:
            runs.append([number])
    stray = {number for run in runs if len(run) < LEAST for number in run}
    return {number: found for number, found in matched.items() if number not in stray}


def _is_next(above: str, line: str) -> bool:
    numbers = [*map(int, _NUMBERS.findall(above)), *map(int, _NUMBERS.findall(line))]
    return len(numbers) == 4 and numbers[1] == numbers[3] and numbers[2] == numbers[0] + 1 <= numbers[1]
