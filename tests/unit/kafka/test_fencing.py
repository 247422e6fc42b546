"""The lease between aiokafka and the broker: told by the coordinator's answers, asked before each request with records."""

import asyncio
import socket
import struct
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.errors import KafkaConnectionError, NodeNotReadyError, ProducerFenced
from aiokafka.protocol.group import HeartbeatRequest, JoinGroupRequest, LeaveGroupRequest, SyncGroupRequest
from aiokafka.protocol.metadata import MetadataRequest
from aiokafka.protocol.produce import ProduceRequest

from worker.core.errors import Fenced
from worker.kafka import fencing
from worker.runtime.lease import Lease

FINE, REBALANCING, UNKNOWN_MEMBER = 0, 27, 25  # Kafka's error codes
HEARTBEAT = HeartbeatRequest("group", 1, "member")
SYNC = SyncGroupRequest("group", 1, "member", None, [])
LEAVE = LeaveGroupRequest("group", "member")
JOIN = JoinGroupRequest("group", 1, 1, "member", None, "consumer", [])
PRODUCE = ProduceRequest(transactional_id=None, required_acks=-1, timeout=1, topics=[])


class Group:
    """A coordinator of aiokafka's as far as the lease is concerned. `code` is what it answers, `delay` how late."""

    def __init__(self) -> None:
        self.now, self.code, self.delay = 100.0, FINE, 0.0
        self.resets = self.joins = self.leaves = 0
        self._closing: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.lease = Lease(10, 60, lambda: self.now)
        fencing.attend(self, self.lease)

    async def _send_req(self, _: Any) -> Any:
        self.now += self.delay
        return SimpleNamespace(error_code=self.code)

    async def _on_join_prepare(self, _: Any) -> None:
        assert self.lease.left > 0  # what is in hand may be finished

    async def _do_rejoin_group(self, _: Any) -> bool:
        self.joins += 1
        return True

    async def _maybe_leave_group(self) -> None:
        self.leaves += 1

    def reset_generation(self) -> None:
        self.resets += 1

    async def ask(self, request: Any, code: int = FINE) -> float:
        """Send a request that is answered so; what is left of the lease then."""
        self.code = code
        await self._send_req(request)
        return self.lease.left


@pytest.fixture
async def group() -> Group:
    """At 100 s, without a generation."""
    return Group()


async def test_a_share_begins_it_and_heartbeats_renew_it(group: Group) -> None:
    """From when they were sent. A join alone gives nothing."""
    assert await group.ask(JOIN) == 0
    assert await group.ask(HEARTBEAT) == 0
    assert await group.ask(SYNC) == 7.5
    group.delay = 2
    assert await group.ask(HEARTBEAT) == 5.5
    assert await group.ask(HEARTBEAT, UNKNOWN_MEMBER) == 3.5
    group.delay = 0
    assert await group.ask(HEARTBEAT, REBALANCING) == 7.5


async def test_a_heartbeat_without_an_answer_renews_nothing(group: Group) -> None:
    """It may have reached the coordinator, or not."""
    await group.ask(SYNC)

    async def broken(_: Any) -> Any:
        raise KafkaConnectionError

    group._send_req = broken  # type: ignore[method-assign]
    fencing.attend(group, group.lease)
    group.now += 7
    with pytest.raises(KafkaConnectionError):
        await group.ask(HEARTBEAT)
    assert group.lease.left == 0.5


async def test_a_rebalance_takes_it_once_all_in_hand_is_done(group: Group) -> None:
    """And the next share brings it back."""
    await group.ask(SYNC)
    await group._on_join_prepare(None)
    assert group.lease.left == 0
    group.reset_generation()  # refused as it joins, with nothing in hand
    assert await group.ask(SYNC) == 7.5


async def test_a_generation_that_is_reset_with_partitions_in_hand_ends_it(group: Group) -> None:
    """Whichever request it was that the coordinator refused."""
    await group.ask(SYNC)
    group.reset_generation()
    assert group.resets == 1
    with pytest.raises(Fenced, match="put this worker out"):
        _ = group.lease.left


async def test_leaving_ends_it_before_the_group_hears_of_it(group: Group) -> None:
    """The next owner may begin as soon as the coordinator has the request."""
    await group.ask(SYNC)
    assert await group.ask(LEAVE) == 0
    group.reset_generation()  # as aiokafka does then: no alarm
    assert group.lease.left == 0


async def test_a_worker_that_stops_leaves_instead_of_joining_once_more(group: Group) -> None:
    """And then waits to be closed: it would ask over and over."""
    assert await group._do_rejoin_group(None)
    group.lease.decline()
    rejoining = asyncio.ensure_future(group._do_rejoin_group(None))
    await asyncio.sleep(0.01)
    assert (group.joins, group.leaves, rejoining.done()) == (1, 1, False)
    group._closing.set_result(None)
    assert not await asyncio.wait_for(rejoining, 10)


class Client:
    """A client of aiokafka's with one node, whose requests are answered when `answer` is set."""

    def __init__(self, lease: Lease, connection: Any) -> None:
        self.sent: list[Any] = []
        self.answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.connection = connection
        fencing.leash(self, lease)

    async def _get_conn(self, _: int) -> Any:
        return self.connection

    async def send(self, _: int, request: Any) -> str:
        self.sent.append(request)
        return await self.answer


class Connection:
    """A connection over a real socket, to a peer that takes nothing."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client

    async def open(self) -> "Connection":
        """Connect it."""
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        address = self.listener.getsockname()
        _, self._writer = await asyncio.open_connection(*address)
        self.peer, _ = self.listener.accept()
        return self

    def connected(self) -> bool:
        """As aiokafka's."""
        return not self._writer.is_closing()

    def close(self) -> None:
        """As aiokafka's: whoever waits for an answer is told."""
        if self.client and not self.client.answer.done():
            self.client.answer.set_exception(KafkaConnectionError("closed"))

    def end(self) -> None:
        """Close the sockets."""
        self._writer.close()
        self.peer.close()
        self.listener.close()


@pytest.fixture
async def connection() -> Any:
    """Open."""
    made = await Connection().open()
    yield made
    made.end()


@pytest.fixture
async def client(group: Group, connection: Connection) -> Client:
    """A client on the leash of the group's lease."""
    made = Client(group.lease, connection)
    connection.client = made
    return made


async def test_records_go_out_with_the_lease_alone(
    group: Group, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it aiokafka is told to try again; all other requests pass."""
    monkeypatch.setattr(fencing, "WAIT", 0)
    client.answer.set_result("answered")
    with pytest.raises(NodeNotReadyError):
        await client.send(1, PRODUCE)
    other = MetadataRequest([])
    assert await client.send(1, other) == "answered"
    await group.ask(SYNC)
    assert await client.send(1, PRODUCE) == "answered"
    assert client.sent == [other, PRODUCE]


async def test_a_lost_lease_fails_what_is_sent(group: Group, client: Client) -> None:
    """The sender of aiokafka fails each batch that it holds, for this error alone at once."""
    await group.ask(SYNC)
    group.reset_generation()
    with pytest.raises(ProducerFenced, match="put this worker out"):
        await client.send(1, PRODUCE)
    assert client.sent == []


async def test_a_request_in_flight_is_cut_when_the_lease_ends(
    group: Group, client: Client, connection: Connection
) -> None:
    """What waits in the socket is dropped with it, however it ended: the peer gets part of it, and a reset."""
    await group.ask(SYNC)
    connection._writer.write(bytes(1 << 24))
    sending = asyncio.ensure_future(client.send(1, PRODUCE))
    await asyncio.sleep(0.05)
    assert not sending.done()
    group.lease.surrender()  # seconds before its time
    with pytest.raises(KafkaConnectionError):
        await asyncio.wait_for(sending, 30)
    await asyncio.sleep(0)
    with pytest.raises(ConnectionResetError):
        read_on(connection.peer)


def read_on(peer: socket.socket) -> None:
    """To the end of what comes."""
    while peer.recv(1 << 20):
        pass


async def test_the_kernel_is_told_to_give_up_what_isnt_taken(
    group: Group, client: Client, connection: Connection
) -> None:
    """It goes on sending for a process that stands still: no longer than a quarter of a session."""
    await group.ask(SYNC)
    client.answer.set_result("answered")
    await client.send(1, PRODUCE)
    plug = connection._writer.get_extra_info("socket")
    assert plug.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 2500
    assert plug.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8) == struct.pack("ii", 1, 0)
