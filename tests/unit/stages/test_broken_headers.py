"""Messages that a stage can't decide on: each is a dead letter, and none gets half a decision."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.stories import HOUR, START, page
from worker.core import headers
from worker.core.decisions import facts_of, millis
from worker.core.errors import PoisonPage
from worker.core.headers import with_values
from worker.core.model import Message
from worker.stages import dedupe, identify
from worker.stages.deciding import DecidingStage
from worker.state.owner import PartitionState
from worker.state.partitions import Partitions


def no_state(partition: int) -> PartitionState[Any]:
    """The message isn't fit: nothing is decided."""
    raise AssertionError(partition)


BROKEN = [
    (headers.ORIGIN, None, "header 'ce_origin' is missing"),
    (headers.ORIGIN, "no origin", "is no topic:partition:offset"),
    (headers.ORIGIN, "pages.raw:0:-1", "is no topic:partition:offset"),
    (headers.ORIGIN_TIME, "9" * 30, "header 'ce_origintime' is no time"),
    (headers.REPLAY_AT, "somewhere", "is no topic:partition:offset"),
    (headers.CE_TIME, None, "header 'ce_time' is missing"),
    (headers.CE_TIME, "yesterday", "Invalid isoformat string"),
    (headers.CE_TIME, "2026-01-01T00:00:00", "has no zone"),
    (headers.TEXT_HASH, None, "header 'ce_texthash' is missing"),
    (headers.SKETCH, "no sketch", "."),
]


@pytest.mark.parametrize("name, value, said", BROKEN)
@pytest.mark.parametrize("stage", [identify.stage, dedupe.stage])
async def test_broken_headers_make_a_dead_letter(
    stage: Callable[[Any], DecidingStage[Any]], name: str, value: str | None, said: str
) -> None:
    sound = page(0, "A", "T1", more={"ce_kind": "new", "ce_route": "en", "ce_hop": "0"})
    broken = Message("t", 0, 0, START, b"A", b"{}", with_values(sound.headers, {name: value}))
    with pytest.raises(PoisonPage, match=said):
        await stage(Partitions(no_state)).begin(broken)


@pytest.mark.parametrize(
    "more", [{}, {"ce_kind": "new"}, {"ce_kind": "new", "ce_route": "en", "ce_hop": "1"}]
)
async def test_dedupe_takes_no_message_without_its_way(more: dict[str, str]) -> None:
    with pytest.raises(PoisonPage, match="no way through dedupe"):
        await dedupe.stage(Partitions(no_state)).begin(page(0, "A", "T1", more=more))


def test_event_times_of_any_year_are_read() -> None:
    assert millis("1970-01-01T00:00:01Z") == 1000
    assert millis("2099-12-31T23:59:59.5+01:00") == 4102444800000 - 500 - HOUR
    assert millis("0001-01-01T00:00:00Z") < 0
    assert facts_of(page(0, "A", "T1")).event_time == START
