"""A network that can be cut: a proxy on the loopback before a broker, and a `dateline run` that reaches it through there.

    python -m tests.support.cut run …      DATELINE's own command; PROXIED says which port is reached through which

What a cut holds up arrives when it is mended, as TCP sends again what wasn't confirmed; but of a connection that one end
has reset meanwhile nothing does.
"""

import asyncio
import contextlib
import os
import sys
import threading
from typing import Any, Self

PROXIED = "PROXIED"  # the variable: `broker's port:proxy's port`
ROOM = 1 << 28  # bytes that a connection may hold up: reading never stops, so a reset is always seen


class CutNetwork:
    """The way to a broker's port on the loopback, open at first. A context manager; its `port` leads there."""

    def __init__(self, broker_port: int) -> None:
        self._broker_port = broker_port
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    @property
    def environ(self) -> dict[str, str]:
        """What a process needs that is to come this way."""
        return {PROXIED: f"{self._broker_port}:{self.port}"}

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)

    def cut(self) -> None:
        """From now on nothing passes, either way, and nobody is told."""
        self._loop.call_soon_threadsafe(self._open.clear)

    def mend(self) -> None:
        """Let pass what waits, and what comes."""
        self._loop.call_soon_threadsafe(self._open.set)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._open, self._end = asyncio.Event(), asyncio.Event()
        self._open.set()
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0, limit=ROOM)
        self.port: int = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._end.wait()
        server.close()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.closing(writer), contextlib.suppress(OSError, asyncio.CancelledError):  # at the end
            await self._open.wait()
            there = await asyncio.open_connection("127.0.0.1", self._broker_port, limit=ROOM)
            with contextlib.closing(there[1]):
                await asyncio.gather(self._carry(reader, there[1]), self._carry(there[0], writer))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(1 << 16):
                await self._open.wait()
                if reader.exception():  # reset
                    break
                writer.write(data)
                await writer.drain()
        writer.close()


def reroute(broker_port: int, proxy_port: int) -> None:
    """Have every connection of this process to the one port go to the other."""
    connect = asyncio.BaseEventLoop.create_connection

    async def rerouted(self: Any, factory: Any, host: Any = None, port: Any = None, **options: Any) -> Any:
        return await connect(self, factory, host, proxy_port if port == broker_port else port, **options)

    asyncio.BaseEventLoop.create_connection = rerouted  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    from worker.cli import main

    reroute(*map(int, os.environ[PROXIED].split(":")))
    main(sys.argv[1:])
