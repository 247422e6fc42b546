import msgspec

from tests.unit.runtime.fakes import Bench, published, settle
from worker.core.model import Topic


async def test_a_barrier_is_sent_when_all_before_it_is_acknowledged() -> None:
    """Neither it nor anything after it goes ahead; what is before it goes on."""
    bench = Bench()
    for offset in range(4):
        outcome = msgspec.structs.replace(published(offset), barrier=offset == 2)
        (await bench.submit(offset)).set_result(outcome)
    await settle()
    assert bench.producer.keys(Topic.ARTICLES_TAGGED) == ["0", "1"]
    bench.producer.deliver(0)
    bench.producer.deliver(1)
    await settle()
    bench.producer.deliver(2)  # the first of their fates
    await settle()
    assert bench.acked == [0]
    assert bench.producer.keys(Topic.ARTICLES_TAGGED) == ["0", "1"]
    bench.producer.deliver(3)
    await settle()
    assert bench.acked == [0, 1]
    assert bench.producer.keys(Topic.ARTICLES_TAGGED) == ["0", "1", "2", "3"]
    bench.lane.close()


async def test_a_barrier_at_the_head_waits_for_nothing() -> None:
    bench = Bench(at_once=True)
    (await bench.submit(0)).set_result(msgspec.structs.replace(published(0), barrier=True))
    await settle()
    assert bench.acked == [0]
    bench.lane.close()


async def test_a_lane_closed_at_a_barrier_sends_nothing() -> None:
    bench = Bench()
    for offset in range(2):
        (await bench.submit(offset)).set_result(
            msgspec.structs.replace(published(offset), barrier=offset == 1)
        )
    await settle()
    bench.lane.close()
    await settle()
    assert bench.producer.keys(Topic.ARTICLES_TAGGED) == ["0"]
    assert bench.failures == []
