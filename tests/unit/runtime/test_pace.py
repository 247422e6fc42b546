"""How long records gather, and how soon a pause ends once the children run out of pages."""

import asyncio
import math

import pytest

from worker.runtime.pace import BUSY, IDLE, Pace, gathered, rest


@pytest.mark.parametrize("busy, pause", [(True, BUSY), (False, IDLE)])
def test_records_gather_longer_while_pages_wait_for_a_child(*, busy: bool, pause: float) -> None:
    assert Pace(lambda: busy)() == pause


@pytest.mark.parametrize(
    "pace, since, expected",
    [
        (BUSY, 10.0, IDLE),  # long: a look in between
        (IDLE, 10.0, IDLE),
        (IDLE, 10.0 - IDLE / 2, IDLE / 2),
        (IDLE, 9.0, 0.0),
        (BUSY, -math.inf, 0.0),  # nothing came that would want to be gathered with more
    ],
)
def test_the_next_look_is_at_the_pauses_end_and_never_far(pace: float, since: float, expected: float) -> None:
    assert rest(lambda: pace, since, 10.0) == pytest.approx(expected)


async def test_a_long_pause_ends_when_the_children_run_out_of_pages() -> None:
    """Not when it would have ended by what was so at its beginning."""
    waiting = [True]
    pause = asyncio.create_task(
        gathered(lambda: 3600.0 if waiting else 0.0, asyncio.get_running_loop().time())
    )
    await asyncio.sleep(2 * IDLE)
    assert not pause.done()
    waiting.clear()
    await asyncio.wait_for(pause, 5)
