"""A lane whose works and deliveries end, or fail, in any order."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.runtime.fakes import Bench, published, settle
from worker.core.errors import PoisonPage
from worker.core.model import Outcome, Output, Topic

UNDELIVERABLE = PoisonPage("undeliverable", "message too large")
FAULTS = ["none"] * 6 + ["poison", "undeliverable", "bug", "broker"]


@settings(max_examples=150, deadline=None)
@given(faults=st.lists(st.sampled_from(FAULTS), min_size=1, max_size=12), data=st.data())
def test_acks_are_always_a_prefix_of_delivered_input(faults: list[str], data: st.DataObject) -> None:
    """Whatever finishes or fails in whatever order: acks are a prefix of the input, each item's records delivered."""
    asyncio.run(_random_run(faults, data))


async def _random_run(faults: list[str], data: st.DataObject) -> None:
    bench = Bench()
    works = {offset: await bench.submit(offset) for offset in range(len(faults))}
    while steps := [
        *(("work", offset) for offset in works),
        *(("deliver", index) for index in _pending(bench)),
    ]:
        step, index = data.draw(st.sampled_from(steps))
        if step == "work":
            _finish(works.pop(index), index, faults[index])
        else:
            bench.producer.deliver(index, _delivery_fault(bench.producer.taken[index], faults))
        await settle(data.draw(st.integers(0, 12)) if works else 40)
        _check(bench)
    broken = [offset for offset, fault in enumerate(faults) if fault in ("bug", "broker")]
    if broken:
        assert len(bench.acked) <= broken[0]
    else:
        assert len(bench.acked) == len(faults)
    assert len(bench.failures) == min(1, len(broken))
    bench.lane.close()


def _pending(bench: Bench) -> list[int]:
    return [index for index, delivery in enumerate(bench.producer.deliveries) if not delivery.done()]


def _finish(work: asyncio.Future[Outcome], offset: int, fault: str) -> None:
    if work.done():  # cancelled with its lane
        return
    if fault == "poison":
        work.set_exception(PoisonPage("crash", "signal 11"))
    elif fault == "bug":
        work.set_exception(ZeroDivisionError())
    else:
        work.set_result(published(offset))


def _delivery_fault(output: Output, faults: list[str]) -> Exception | None:
    if output.topic is not Topic.ARTICLES_TAGGED:
        return None
    return {"undeliverable": UNDELIVERABLE, "broker": OSError("gone")}.get(faults[int(output.key or b"")])


def _check(bench: Bench) -> None:
    assert bench.acked == list(range(len(bench.acked)))
    producer = bench.producer
    delivered = {
        (output.topic, str(output.key or b"", "utf-8"))
        for output, delivery in zip(producer.taken, producer.deliveries, strict=True)
        if delivery.done() and not delivery.cancelled() and delivery.exception() is None
    }
    for offset in bench.acked:
        assert (Topic.PAGES_FATES, f"pages.raw:0:{offset}") in delivered
        assert {(Topic.ARTICLES_TAGGED, str(offset)), (Topic.PAGES_DEAD, str(offset))} & delivered
