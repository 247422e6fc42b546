"""The parts of the benchmarks that can be wrong without showing it."""

import os

from tests.benchmarks import cpu
from tests.benchmarks.soak import growth


def test_a_stack_is_taken_for_its_innermost_known_frame() -> None:
    """What the library does for a lane is the library's; what no place names is the loop's."""
    stacks = [
        "run (asyncio/runners.py:118);_settle (worker/runtime/lane.py:170) 3",
        "_send (worker/runtime/lane.py:150);send (aiokafka/conn.py:423);write (asyncio/streams.py:343) 5",
        "run (asyncio/runners.py:118);wait_for (asyncio/tasks.py:12) 2",
        "_readable (worker/runtime/process.py:83) 1",
    ]
    assert cpu.classified(stacks) == {
        "lanes": 3,
        "requests to the broker": 5,
        cpu.REST: 2,
        "frames to and from children": 1,
    }


def test_the_threads_of_a_process_are_counted() -> None:
    """All CPU of this process is in its threads, and none of them is a broker's."""
    sum(number * number for number in range(3_000_000))
    spent = cpu.threads([os.getpid()])
    assert spent["all else"] > 0
    assert spent["requests"] == 0


def test_growth_compares_the_last_quarter_with_the_second() -> None:
    """What comes before is warm-up; one peak doesn't decide."""
    assert growth([50, 90] + [100] * 6) == 1.0
    assert growth([50, 60, 100, 100, 110, 120, 200, 200]) == 2.0
    assert growth([100] * 7 + [150]) == 1.25
