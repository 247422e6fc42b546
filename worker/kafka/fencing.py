"""The lease where it counts: what the group's coordinator answers renews it, and no request of the producer outlives it."""

import asyncio
import socket
import struct
from typing import Any

from aiokafka.errors import NodeNotReadyError, NoError, ProducerFenced, RebalanceInProgressError, for_code
from aiokafka.protocol.group import HeartbeatRequest, LeaveGroupRequest, SyncGroupRequest
from aiokafka.protocol.produce import ProduceRequest

from worker.core.errors import Fenced
from worker.runtime.lane import drop
from worker.runtime.lease import LOOK, Lease

WAIT = 1.0  # seconds that a request waits for the lease before aiokafka is told to try again
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing drops what the broker hasn't taken, and says so


def attend(coordinator: Any, lease: Lease) -> None:
    """Have an aiokafka coordinator's dealings with its group told to the lease."""
    send, prepare, reset = coordinator._send_req, coordinator._on_join_prepare, coordinator.reset_generation  # noqa: SLF001 - no hooks
    rejoin = coordinator._do_rejoin_group  # noqa: SLF001 - as above

    async def telling(request: Any) -> Any:
        if isinstance(request, LeaveGroupRequest):
            lease.surrender()
        asked = lease.clock()
        answer = await send(request)
        _tell(lease, request, answer, asked)
        return answer

    async def surrendering(previous: Any) -> None:
        await prepare(previous)
        lease.surrender()

    async def staying_away(subscription: Any) -> Any:
        if not lease.declined:
            return await rejoin(subscription)
        # aiokafka would join to leave after that: the group would wait for its slowest member first, and count on this one.
        await coordinator._maybe_leave_group()  # noqa: SLF001 - as above
        await asyncio.wait([coordinator._closing])  # noqa: SLF001 - as above
        return False

    def losing() -> None:
        lease.lose("the group has put this worker out")
        reset()

    coordinator._send_req, coordinator._on_join_prepare = telling, surrendering  # noqa: SLF001 - as above
    coordinator._do_rejoin_group, coordinator.reset_generation = staying_away, losing  # noqa: SLF001 - as above


def _tell(lease: Lease, request: Any, answer: Any, asked: float) -> None:
    if not isinstance(request, HeartbeatRequest | SyncGroupRequest):
        return
    error = for_code(answer.error_code)
    if error is RebalanceInProgressError and isinstance(request, HeartbeatRequest):
        lease.await_rebalance(asked)
    elif error is NoError:
        tell = lease.renew if isinstance(request, HeartbeatRequest) else lease.begin
        tell(asked)


def leash(client: Any, lease: Lease) -> None:
    """Have a producer's aiokafka client send records with the lease alone, and none that waits in a socket when it ends.

    Without it they wait, and go out once it is held again. Where it is lost, each batch that the
    producer holds fails with ProducerFenced.
    """
    client.send = _Leashed(client, lease).send


class _Leashed:
    """What stands in for a client's `send`."""

    def __init__(self, client: Any, lease: Lease) -> None:
        self._client, self._send, self._lease = client, client.send, lease

    async def send(self, node: int, request: Any, **options: Any) -> Any:
        if not isinstance(request, ProduceRequest):
            return await self._send(node, request, **options)
        try:
            return await self._within_lease(node, request, **options)
        except Fenced as error:
            raise ProducerFenced(str(error)) from error

    async def _within_lease(self, node: int, request: Any, **options: Any) -> Any:
        connection = await self._client._get_conn(node)  # noqa: SLF001 - connecting takes time: it comes before the look
        if connection is None or not await self._lease.held(WAIT) or not connection.connected():
            raise NodeNotReadyError(f"no connection to node {node}, or no lease")
        _drop_when_closed(connection, self._lease.margin)
        answer = asyncio.ensure_future(self._at_once(node, request, **options))
        try:
            while not answer.done() and (left := self._lease.left):
                await asyncio.wait([answer], timeout=min(left, LOOK))
        except Fenced:
            drop(answer)
            raise
        finally:
            if not answer.done():
                _cut(connection)
        return await answer

    async def _at_once(self, node: int, request: Any, **options: Any) -> Any:
        if not self._lease.left:
            raise NodeNotReadyError("the lease has lapsed")
        return await self._send(
            node, request, **options
        )  # over a connection that stands this writes before it waits


def _drop_when_closed(connection: Any, seconds: float) -> None:
    """Have the kernel give up what the broker's doesn't take within this time: it goes on where a process stands still."""
    plug = connection._writer.get_extra_info("socket")  # noqa: SLF001 - aiokafka sets no options
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux
        plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, round(seconds * 1000))


def _cut(connection: Any) -> None:
    """Close a connection at once: what isn't sent yet never will be, and requests without an answer fail."""
    if connection._writer is not None:  # noqa: SLF001 - `close` would send what waits first
        connection._writer.transport.abort()  # noqa: SLF001 - as above
    connection.close()
