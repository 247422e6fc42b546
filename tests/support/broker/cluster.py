"""A Kafka of one or more nodes, made for one purpose and gone afterwards."""

import base64
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.broker.classes import archived
from tests.support.broker.errors import PortTaken
from tests.support.broker.jars import classpath
from tests.support.broker.java import find_java
from tests.support.broker.node import Java, Node
from tests.support.broker.ports import free_ports

CACHE = Path(__file__).resolve().parents[3] / ".broker"  # ignored by git
ORDERLY = 120.0  # seconds for an end at which Java writes a file
TRIES = 5  # fresh ports each time: between choosing a port and binding it another process may take it


class Broker:
    """A Kafka cluster in KRaft mode on free loopback ports, its data in a folder that goes with it.

    Nodes are numbered from 0. `settings` are lines of server.properties on top of ours; `logins` are SCRAM's users, as Kafka's
    format tool takes them. What a node is asked returns when it is done: `start` and `restart` when the node serves.
    Raises BrokerUnavailable, which says what to do.
    Not for use from several threads at once.
    """

    def __init__(
        self,
        nodes: int = 1,
        settings: Mapping[str, str] | None = None,
        cache: Path = CACHE,
        logins: Sequence[str] = (),
    ) -> None:
        self._count = nodes
        self._settings = dict(settings or {})
        self._logins = logins
        self._cache = cache
        self._folder: Path | None = None
        self._nodes: list[Node] = []

    @property
    def bootstrap(self) -> str:
        """The addresses of all nodes, as KAFKA_BOOTSTRAP_SERVERS takes them."""
        return ",".join(f"127.0.0.1:{node.port}" for node in self._nodes)

    @property
    def pids(self) -> list[int]:
        """The process ids of the nodes that run."""
        return [node.pid for node in self._nodes if node.running and node.pid]

    def start(self) -> Self:
        """Fetch what is missing, start all nodes, return when all of them serve."""
        cache = self._cache.resolve()
        return self._start(archived(Java(find_java(), classpath(cache)), cache, self._run_once))

    def _start(self, java: Java) -> Self:
        for last in (turn == TRIES for turn in range(1, TRIES + 1)):
            try:
                self._begin(java)
            except PortTaken:
                self.stop()
                if last:
                    raise
            except BaseException:
                self.stop()
                raise
            else:
                break
        return self

    def _run_once(self, java: Java) -> None:
        """A node as this Java runs it, ended in order as soon as it serves."""
        broker = Broker(cache=self._cache)._start(java)
        try:
            broker._nodes[0].shut(ORDERLY)
        finally:
            broker.stop()

    def stop(self) -> None:
        """End all nodes at once and remove their data. Does nothing where nothing runs."""
        for node in self._nodes:
            node.kill()
        self._nodes = []
        if self._folder:
            shutil.rmtree(self._folder)
            self._folder = None

    def shut(self, node: int = 0) -> None:
        """End a node in order; it keeps its ports and data."""
        self._nodes[node].shut()

    def kill(self, node: int = 0) -> None:
        """End a node by SIGKILL; it keeps its ports and data."""
        self._nodes[node].kill()

    def restart(self, node: int = 0) -> None:
        """Start a node again on its ports and data, ending it first where it still runs."""
        self._nodes[node].shut()
        self._nodes[node].start()
        self._nodes[node].wait()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _begin(self, java: Java) -> None:
        self._folder = _fresh_folder(self._cache.resolve() / "data")
        ports = free_ports(2 * self._count)
        listeners, controllers = ports[: self._count], ports[self._count :]
        self._nodes = [
            Node(java, self._folder / str(number), port, settings | self._settings)
            for number, (port, settings) in enumerate(
                zip(listeners, _settings(listeners, controllers), strict=True)
            )
        ]
        cluster_id = _cluster_id()
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda node: node.format(cluster_id, self._logins), self._nodes))
        for node in self._nodes:
            node.start()
        for node in self._nodes:
            node.wait()


def _settings(listeners: list[int], controllers: list[int]) -> Iterator[dict[str, str]]:
    """Each node's server.properties but for its folder."""
    common = _common(len(listeners))
    voters = ",".join(f"{number}@127.0.0.1:{port}" for number, port in enumerate(controllers, 1))
    for number, (listener, controller) in enumerate(zip(listeners, controllers, strict=True), 1):
        yield common | {
            "node.id": str(number),
            "controller.quorum.voters": voters,
            "listeners": f"PLAINTEXT://127.0.0.1:{listener},CONTROLLER://127.0.0.1:{controller}",
            "advertised.listeners": f"PLAINTEXT://127.0.0.1:{listener}",
        }


def _common(nodes: int) -> dict[str, str]:
    replicas = str(min(3, nodes))
    return {
        "process.roles": "broker,controller",
        "controller.listener.names": "CONTROLLER",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name": "PLAINTEXT",
        # As strict as a careful operator's: nothing is made by a typo. message.max.bytes stays at Kafka's 1 MiB, so
        # that a topic that forgot its own limit shows.
        "auto.create.topics.enable": "false",
        "offsets.topic.replication.factor": replicas,
        "transaction.state.log.replication.factor": replicas,
        "transaction.state.log.min.isr": "1",
        # Quick and small.
        "group.initial.rebalance.delay.ms": "0",
        "offsets.topic.num.partitions": "4",
        "transaction.state.log.num.partitions": "4",
        "broker.session.timeout.ms": "6000",
        "broker.heartbeat.interval.ms": "1000",
        "num.network.threads": "2",
        "num.io.threads": "4",
        "log.cleaner.dedupe.buffer.size": str(16 << 20),
    }


def _cluster_id() -> str:
    """A random id. One that begins with "-" would look like an option to the format tool."""
    while (name := base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")).startswith("-"):
        pass
    return name


def _fresh_folder(parent: Path) -> Path:
    """A new folder named after this process; those of processes that are gone are removed."""
    parent.mkdir(parents=True, exist_ok=True)
    for folder in parent.iterdir():
        if not Path(f"/proc/{folder.name.split('-')[0]}").exists():
            shutil.rmtree(folder, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=parent))
