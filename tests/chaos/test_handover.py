"""Partitions that change hands at a bad moment: while a worker stops, and after the broker itself stood still."""

import asyncio
import time
from collections.abc import Collection
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener

from tests.chaos import poison
from tests.support.broker import Broker
from tests.support.deployment import Deployment
from tests.support.kafka import produce
from tests.support.pages import Row, page
from tests.support.scenario import scenario
from tests.support.verify import problems, wrong_fates
from tests.support.workers import Worker, wait_for, workers
from worker.core.model import Topic
from worker.kafka.fencing import attend
from worker.runtime.lease import Lease

pytestmark = [pytest.mark.integration, pytest.mark.slow]

POISONED = ("tests.chaos.poison", "run")  # a worker whose children obey the magic words in a page
FROZEN = 15  # seconds: two sessions and more
CONNECTS = '"event": "health"'  # a worker's children are up, and it turns to Kafka
WAITED_FOR = "because it is rebalancing"  # aiokafka, when the group waits for this worker
# Longer than a page is held at most, so that nothing but SIGTERM ends the wait for it.
PATIENT = {
    "DATELINE_PAGE_DEADLINE": "160",
    "DATELINE_REBALANCE_TIMEOUT": "600",
    "DATELINE_STUCK_AFTER": "400",
}


def send(made: Deployment, *rows: Row) -> None:
    """The pages, onto the topic of raw ones."""
    produce(made.bootstrap, made.name(Topic.PAGES_RAW), [(row.key(), row.value()) for row in rows])


def owns(worker: Worker) -> bool:
    """Whether it has partitions."""
    return worker.metric("dateline_partitions") > 0


def said(worker: Worker, words: str) -> bool:
    """Whether its log has these."""
    return words in worker.log.read_text()


@pytest.mark.parametrize("deadline, finishes", [(60, True), (25, False)], ids=["finishes", "gives up"])
def test_a_worker_that_stops_is_done_before_another_begins(
    deployment: Deployment, tmp_path: Path, deadline: int, *, finishes: bool
) -> None:
    """Another joins the group while it waits for a page: the group waits too, as long as the worker may. Nothing is sent twice."""
    slow = page(1, more=f"{poison.WAIT.decode()}.")
    released = tmp_path / "released"
    patient = PATIENT | {"DATELINE_SHUTDOWN_DEADLINE": str(deadline), poison.RELEASED: str(released)}
    old = Worker(tmp_path, "old", deployment.environ | patient, module=POISONED).start()
    new = Worker(tmp_path, "new", deployment.environ)
    try:
        wait_for(lambda: owns(old), 120, old.tail)
        send(deployment, slow, page(2))
        wait_for(lambda: old.metric("dateline_pool_pages") > 0, 60, old.tail)
        new.start()
        wait_for(lambda: said(new, CONNECTS), 60, new.tail)
        assert old.process is not None
        old.process.terminate()
        wait_for(lambda: said(old, WAITED_FOR), deadline, old.tail)
        if finishes:
            assert not owns(new)
            released.touch()
        assert old.process.wait(60) == 0, old.tail()
        assert said(old, '"abandoned": 0') == finishes, old.tail()
        assert not said(old, "may not know"), old.tail()
        send(deployment, page(1, text=500_001, day=11))
        deployment.wait_until_settled([new])
        assert new.stop() == 0, new.tail()
    finally:
        old.end()
        new.end()
    found = deployment.ledger()
    assert problems(found) == []
    assert sorted(found.fate(origin)["fate"] for origin in found.fates) == [
        "published",
        "published",
        "replaced",
    ]
    assert found.duplicates() == 0


class Member(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka has no types
    """Of a group, as aiokafka has it: it gives its partitions back as soon as it is allowed to."""

    def __init__(self, made: Deployment, lease: Lease) -> None:
        self.has, self.asked, self.allowed = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._topic, self._lease = made.name(Topic.PAGES_RAW), lease
        self.client: Any = AIOKafkaConsumer(
            bootstrap_servers=made.bootstrap,
            group_id=made.name(Topic.PAGES_RAW),
            enable_auto_commit=False,
            session_timeout_ms=10_000,
            heartbeat_interval_ms=500,
            rebalance_timeout_ms=60_000,
        )

    def join(self) -> None:
        """Begin to."""
        attend(self.client._coordinator, self._lease)
        self.client.subscribe([self._topic], listener=self)

    async def on_partitions_assigned(self, _: Collection[Any]) -> None:
        """It has its share."""
        self.has.set()

    async def on_partitions_revoked(self, revoked: Collection[Any]) -> None:
        """The group waits for it."""
        self.has.clear()
        if revoked:
            self.asked.set()
            await self.allowed.wait()


async def test_who_leaves_does_not_wait_for_the_slowest_of_the_group(topics: Deployment) -> None:
    """The group waits up to a minute for one that works on; a worker that stops is not to be counted on meanwhile."""
    leases = [Lease(10, 60) for _ in range(3)]
    async with AsyncExitStack() as stack:
        crew = [Member(topics, lease) for lease in leases]
        for member in crew:
            await stack.enter_async_context(member.client)
        for member in crew:
            stack.callback(member.allowed.set)  # before the first is closed
        leaving, slow, third = crew
        for member in (leaving, slow):
            member.allowed.set()
            member.join()
            await asyncio.wait_for(member.has.wait(), 60)
        await asyncio.wait_for(leaving.has.wait(), 60)
        for member in (leaving, slow):
            member.allowed.clear()
            member.asked.clear()
        third.join()
        for member in (leaving, slow):
            await asyncio.wait_for(member.asked.wait(), 30)
        leases[0].decline()
        leaving.allowed.set()
        await asyncio.wait_for(leaving.client.stop(), 20)
        assert not slow.allowed.is_set()


def test_a_broker_that_stands_still_for_longer_than_a_session(
    broker_of_my_own: Broker, tmp_path: Path
) -> None:
    """It may put workers out then, or hear of them in time: whoever ends does so with 1, and is started again.

    Either way nothing is lost, changed or out of order.
    """
    made = Deployment(broker_of_my_own.bootstrap, "still.")
    made.dateline("topics", "create")
    pages = list(scenario(150))
    codes: list[int | None] = []
    with workers(tmp_path, made.environ, 2) as crew:
        for worker in crew:
            wait_for(partial(owns, worker), 120, worker.tail)
        send(made, *(expected.row for expected in pages))
        made.wait_for_fates(len(pages) // 10, crew)
        stand_still(broker_of_my_own)
        wait_for(made.answers, 60, lambda: "the broker did not come back")

        def through() -> bool:
            for worker in crew:
                if worker.process and not worker.alive():
                    codes.append(worker.process.returncode)
                    worker.start()
            return made.settled()

        wait_for(through, 300, crew[0].tail, 1)
        made.dateline("audit")
    assert set(codes) <= {1}
    found = made.ledger()
    assert problems(found) == []
    assert wrong_fates(found, pages) == []
    print(f"\n{len(pages)} pages, {len(codes)} workers put out, {found.duplicates()} duplicate events")


def stand_still(broker: Broker) -> None:
    """Freeze its process for a while, as a virtual machine that is moved."""
    (process,) = (psutil.Process(pid) for pid in broker.pids)
    process.suspend()
    try:
        thawed = time.monotonic() + FROZEN
        wait_for(lambda: time.monotonic() > thawed, FROZEN + 5)
    finally:
        process.resume()
