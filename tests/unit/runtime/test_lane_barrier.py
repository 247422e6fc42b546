from msgspec.structs import replace

from tests.unit.runtime.fakes import Bench, published, settle
from worker.core.model import Topic


async def waiting(bench: Bench, barrier: bytes) -> None:
    """Four items with the outputs 0 to 3; the third waits for what has the key `barrier`."""
    for offset in range(4):
        outcome = replace(published(offset), barrier=barrier if offset == 2 else None)
        (await bench.submit(offset)).set_result(outcome)
    await settle()


async def test_a_barrier_waits_until_its_key_is_acknowledged() -> None:
    """Neither it nor anything after it goes ahead; what is before it goes on."""
    bench = Bench()
    await waiting(bench, b"1")
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


async def test_a_barrier_does_not_wait_for_other_keys_nor_for_what_is_behind_it() -> None:
    for barrier in (b"none", b"3"):
        bench = Bench()
        await waiting(bench, barrier)
        assert bench.producer.keys(Topic.ARTICLES_TAGGED) == ["0", "1", "2", "3"]
        assert bench.acked == []
        bench.lane.close()


async def test_a_lane_closed_at_a_barrier_sends_nothing() -> None:
    bench = Bench()
    await waiting(bench, b"0")
    bench.lane.close()
    await settle()
    assert bench.producer.keys(Topic.ARTICLES_TAGGED) == ["0", "1"]
    assert bench.failures == []
