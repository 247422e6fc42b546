import asyncio
import gc
import inspect

import pytest

from tests.unit.runtime.fakes import Bench, message, published, settle
from worker.core import codec
from worker.core.errors import Fenced, PoisonPage
from worker.core.model import Fate, FateKind, Outcome, Topic
from worker.runtime.lane import fate_record

UNDELIVERABLE = PoisonPage("undeliverable", "message too large")


async def test_outputs_and_acks_keep_the_input_order() -> None:
    """Work that is done out of order is released, and acknowledged, in input order."""
    bench = Bench(at_once=True)
    works = [await bench.submit(offset) for offset in range(4)]
    for offset in (3, 1, 2):
        works[offset].set_result(published(offset))
    await settle()
    assert bench.acked == []
    assert bench.producer.taken == []
    works[0].set_result(published(0))
    await settle()
    assert bench.producer.keys(Topic.ARTICLES_TAGGED) == ["0", "1", "2", "3"]
    assert bench.acked == [0, 1, 2, 3]
    bench.lane.close()


async def test_ack_waits_for_the_fate_and_the_fate_for_the_outputs() -> None:
    """The fate is sent when the outputs are delivered, the ack comes when the fate is."""
    bench = Bench()
    (await bench.submit(7)).set_result(published(7))
    await settle()
    assert [output.topic for output in bench.producer.taken] == [Topic.ARTICLES_TAGGED]
    bench.producer.deliver(0)
    await settle()
    assert [output.topic for output in bench.producer.taken] == [Topic.ARTICLES_TAGGED, Topic.PAGES_FATES]
    assert bench.acked == []
    bench.producer.deliver(1)
    await settle()
    assert bench.acked == [7]
    bench.lane.close()


async def test_sends_are_pipelined() -> None:
    """Later outputs, and later fates, are handed over while earlier deliveries are still awaited."""
    bench = Bench()
    for offset in range(3):
        (await bench.submit(offset)).set_result(published(offset))
    await settle()
    assert bench.producer.keys(Topic.ARTICLES_TAGGED) == ["0", "1", "2"]
    for index in range(3):
        bench.producer.deliver(index)
    await settle()
    assert bench.producer.keys(Topic.PAGES_FATES) == [f"pages.raw:0:{offset}" for offset in range(3)]
    assert bench.acked == []
    bench.lane.close()


async def test_a_full_lane_makes_the_submitter_wait() -> None:
    """A hung page bounds its lane: nothing more is taken in until the head is acknowledged."""
    bench = Bench(at_once=True, items=2)
    first = await bench.submit(0)
    (await bench.submit(1)).set_result(published(1))
    third = asyncio.ensure_future(bench.submit(2))
    await settle()
    assert not third.done()
    first.set_result(published(0))
    await settle()
    assert third.done()
    assert bench.acked == [0, 1]
    bench.lane.close()


async def test_a_lane_is_bounded_in_bytes_too() -> None:
    """One message over the limit is taken into an empty lane; the next one waits."""
    bench = Bench(at_once=True, size=10)
    work = await bench.submit(0, b"x" * 1000)
    assert bench.lane.size == 1000
    second = asyncio.ensure_future(bench.submit(1))
    await settle()
    assert not second.done()
    work.set_result(published(0))
    await settle()
    assert second.done()
    bench.lane.close()


async def test_waiting_submitters_keep_their_order() -> None:
    """Several submitters at a full lane get in as they came."""
    bench = Bench(at_once=True, items=1)
    works = [asyncio.ensure_future(bench.submit(offset)) for offset in range(5)]
    for work in works:
        await settle()
        work.result().set_result(published(0))
    await settle()
    assert bench.acked == [0, 1, 2, 3, 4]
    bench.lane.close()


async def test_nobody_jumps_the_queue() -> None:
    """Who comes just when there is room goes behind those who waited for it."""
    bench = Bench(at_once=True, items=1)
    late: list[asyncio.Task[asyncio.Future[Outcome]]] = []
    head: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
    # The acknowledgement comes right before the room.
    await bench.lane.submit(message(0), head, lambda: late.append(asyncio.create_task(bench.submit(2))))
    waiting = asyncio.ensure_future(bench.submit(1))
    await settle()
    head.set_result(published(0))
    await settle()
    assert (waiting.done(), late[0].done()) == (True, False)
    bench.lane.close()


async def test_a_coroutine_starts_once_there_is_room() -> None:
    """Work given as a coroutine doesn't run before its message is in the lane."""
    bench = Bench(at_once=True, items=1)
    started: list[int] = []

    async def work(offset: int) -> Outcome:
        started.append(offset)
        return published(offset)

    blocking = await bench.submit(0)
    waiting = asyncio.ensure_future(bench.lane.submit(message(1), work(1), lambda: bench.acked.append(1)))
    await settle()
    assert started == []
    blocking.set_result(published(0))
    await waiting
    await settle()
    assert started == [1]
    assert bench.acked == [0, 1]
    bench.lane.close()


async def test_a_poison_page_becomes_a_dead_letter() -> None:
    """Work that ends in PoisonPage: the dead letter goes out in order, with the fate dead, and is acknowledged."""
    bench = Bench(at_once=True)
    (await bench.submit(0)).set_exception(PoisonPage("timeout", "not done after 20 s"))
    (await bench.submit(1)).set_result(published(1))
    await settle()
    assert bench.acked == [0, 1]
    assert bench.producer.keys(Topic.PAGES_DEAD) == ["0"]
    assert [outcome.fate.fate for _, outcome, _ in bench.done if outcome.fate] == [
        FateKind.DEAD,
        FateKind.PUBLISHED,
    ]
    bench.lane.close()


async def test_an_undeliverable_output_becomes_a_dead_letter() -> None:
    """A record that the broker will never take is a fate of its page, not of the worker."""
    bench = Bench()
    (await bench.submit(0)).set_result(published(0))
    await settle()
    bench.producer.deliver(0, UNDELIVERABLE)
    await settle()
    assert [output.value for output in bench.producer.taken[1:]] == [b"undeliverable"]
    for _ in range(2):
        bench.producer.deliver(len(bench.producer.taken) - 1)
        await settle()
    assert [outcome.fate.fate for _, outcome, _ in bench.done if outcome.fate] == [FateKind.DEAD]
    assert bench.acked == [0]
    bench.lane.close()


async def test_an_output_refused_by_the_producer_becomes_a_dead_letter() -> None:
    """The same where the producer itself says so before it takes the record."""
    bench = Bench(at_once=True)
    bench.producer.refuses = Topic.ARTICLES_TAGGED
    (await bench.submit(0)).set_result(published(0))
    await settle()
    assert bench.producer.keys(Topic.PAGES_DEAD) == ["0"]
    assert bench.acked == [0]
    bench.lane.close()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_of_several_errors_the_one_that_concerns_all_counts(order: tuple[int, int]) -> None:
    """A broker that is gone isn't hidden by a record that is too large."""
    bench = Bench()
    both = Outcome(published(0).outputs * 2)
    (await bench.submit(0)).set_result(both)
    await settle()
    gone = OSError("broker gone")
    bench.producer.deliver(order[0], UNDELIVERABLE)
    bench.producer.deliver(order[1], gone)
    await settle()
    assert bench.failures == [gone]
    assert bench.producer.keys(Topic.PAGES_DEAD) == []


async def test_a_dead_letter_that_cannot_be_delivered_is_a_failure() -> None:
    """Nothing is acknowledged when even the dead letter is refused."""
    bench = Bench()
    (await bench.submit(0)).set_result(published(0))
    await settle()
    bench.producer.deliver(0, UNDELIVERABLE)
    await settle()
    bench.producer.deliver(1, UNDELIVERABLE)
    await settle()
    assert bench.failures == [UNDELIVERABLE]
    assert bench.acked == []


@pytest.mark.parametrize("error", [RuntimeError("broker gone"), Fenced("claimed by another")])
async def test_any_other_error_stops_the_lane(error: Exception) -> None:
    """It is told once; what was before it may be acknowledged, nothing after."""
    bench = Bench(at_once=True)
    works = [await bench.submit(offset) for offset in range(3)]
    works[0].set_result(published(0))
    await settle()
    works[1].set_exception(error)
    works[2].set_exception(ValueError("a second one"))
    await settle()
    assert bench.acked == [0]
    assert bench.failures == [error]
    (await bench.submit(3)).cancel()
    assert len(bench.lane) == 0


async def test_work_cancelled_by_someone_else_is_a_failure() -> None:
    """Cancelled work must not look like a closed lane: its message would silently hang."""
    bench = Bench(at_once=True)
    (await bench.submit(0)).cancel()
    await settle()
    assert [type(error) for error in bench.failures] == [RuntimeError]


async def test_an_ack_that_fails_is_a_failure() -> None:
    """An exception of the ack stops the lane like any other."""
    bench = Bench(at_once=True)
    error = OSError("closed")

    def ack() -> None:
        raise error

    work: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
    work.set_result(published(0))
    await bench.lane.submit(message(0), work, ack)
    await settle()
    assert bench.failures == [error]


async def test_a_closed_lane_drops_everything() -> None:
    """After a revocation: no ack, no send, work cancelled, waiting submitters released, no complaint."""
    bench = Bench(items=2)
    done, running = await bench.submit(0), await bench.submit(1)
    waiting = asyncio.ensure_future(bench.submit(2))
    done.set_result(published(0))
    await settle()
    bench.lane.close()
    bench.producer.deliver(0)
    await settle()
    assert running.cancelled()
    assert (await waiting).cancelled()
    assert (bench.acked, bench.failures, len(bench.lane), bench.lane.size) == ([], [], 0, 0)
    assert bench.producer.keys(Topic.PAGES_FATES) == []


async def test_a_submission_that_is_cancelled_while_it_waits_leaves_no_work_behind() -> None:
    """An agent that is stopped at a full lane must not leave a coroutine that was never awaited."""
    bench = Bench(items=1)
    await bench.submit(0)

    async def never() -> Outcome:
        raise AssertionError

    work = never()
    waiting = asyncio.ensure_future(bench.lane.submit(message(1), work, lambda: None))
    await settle()
    waiting.cancel()
    await settle()
    assert inspect.getcoroutinestate(work) == inspect.CORO_CLOSED
    assert len(bench.lane) == 1
    bench.lane.close()


async def test_what_a_closed_lane_leaves_behind_is_never_reported_as_forgotten() -> None:
    """Exceptions of abandoned work and deliveries are taken, and coroutines closed."""
    complaints: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
    bench = Bench()
    works = [await bench.submit(offset) for offset in range(3)]
    works[0].set_result(published(0))
    works[1].set_result(published(1))
    await settle()
    bench.lane.close()
    bench.producer.deliver(0, RuntimeError("gone"))
    bench.producer.deliver(1, RuntimeError("gone"))
    bench.producer.deliveries.clear()

    async def never() -> Outcome:
        raise AssertionError

    await bench.lane.submit(message(3), never(), lambda: None)
    await settle()
    del works, bench
    gc.collect()
    assert complaints == []


async def test_a_lane_stalls_from_its_last_acknowledgement_or_since_it_was_empty() -> None:
    """Waiting for the broker counts as well as work."""
    bench = Bench()
    idle = bench.lane.stalled_since
    assert idle is None
    bench.now = 5.0
    first = await bench.submit(0)
    bench.now = 6.0
    await bench.submit(1)
    first.set_result(published(0))
    await settle()
    assert bench.lane.stalled_since == 5.0
    bench.now = 9.0
    for index in range(2):
        bench.producer.deliver(index)
        await settle()
    assert bench.lane.stalled_since == 9.0
    assert bench.done == [(0, published(0), 4.0)]
    bench.lane.close()


def test_a_fate_is_keyed_by_the_origin() -> None:
    """A replayed page's fate goes where its first one went."""
    first = fate_record(Fate("pages.raw", 2, 11, FateKind.DEAD, "crash"))
    again = fate_record(
        Fate("pages.replay", 0, 4, FateKind.PUBLISHED, origin="pages.raw:2:11", replay_id="r1")
    )
    assert first.key == again.key == b"pages.raw:2:11"
    assert codec.from_json(first.value or b"") == {
        "topic": "pages.raw",
        "partition": 2,
        "offset": 11,
        "fate": "dead",
        "reason": "crash",
    }
