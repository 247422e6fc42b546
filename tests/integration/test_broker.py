"""The broker that tests, demo and `make broker` share."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from tests.support.broker import Broker, Kafka, cluster
from tests.support.broker.cluster import CACHE
from tests.support.broker.ports import free_ports

pytestmark = pytest.mark.integration
REPO = Path(__file__).parents[2]
MESSAGE = 16 << 20


async def test_takes_messages_of_sixteen_mebibytes_where_the_topic_allows_it(kafka: Kafka) -> None:
    topic = f"large-{os.getpid()}"
    await make_topic(kafka.bootstrap, topic, {"max.message.bytes": str(MESSAGE + 1000)})
    value = os.urandom(MESSAGE - 1000)
    await send(kafka.bootstrap, topic, value)
    assert await read(kafka.bootstrap, topic, 1) == [value]


async def test_a_killed_node_comes_back_on_its_port_with_its_data(broker_of_my_own: Broker) -> None:
    broker, before = broker_of_my_own, broker_of_my_own.bootstrap
    await make_topic(broker.bootstrap, "kept", {})
    await send(broker.bootstrap, "kept", b"before")
    broker.kill()
    assert broker.pids == []
    broker.restart()
    assert broker.bootstrap == before
    await send(broker.bootstrap, "kept", b"after")
    assert await read(broker.bootstrap, "kept", 2) == [b"before", b"after"]


async def test_three_nodes_serve_on_without_one(make_broker: Callable[[int], Broker]) -> None:
    broker = make_broker(3)
    await make_topic(broker.bootstrap, "replicated", {}, replicas=3)
    await send(broker.bootstrap, "replicated", b"three")
    broker.kill(1)
    await send(broker.bootstrap, "replicated", b"two")
    assert await read(broker.bootstrap, "replicated", 2) == [b"three", b"two"]
    assert len(broker.pids) == 2
    broker.restart(1)
    assert len(broker.pids) == 3


def test_a_port_that_is_taken_meanwhile_is_replaced(monkeypatch: pytest.MonkeyPatch, kafka: Kafka) -> None:
    """Between the choice of a port and the broker's bind another process may take it."""
    with socket.create_server(("127.0.0.1", free_ports(1)[0])) as rival:
        taken = rival.getsockname()[1]
        choices = iter([[taken, *free_ports(1)]])
        monkeypatch.setattr(cluster, "free_ports", lambda count: next(choices, None) or free_ports(count))
        with Broker() as broker:
            assert next(choices, None) is None
            assert broker.bootstrap != f"127.0.0.1:{taken}"
            assert len(broker.pids) == 1


def test_an_error_in_the_block_leaves_no_process_and_no_data(kafka: Kafka) -> None:
    left: list[tuple[int, Path]] = []
    with pytest.raises(ZeroDivisionError):
        fail_with_a_broker(left)
    [(pid, folder)] = left
    assert not psutil.pid_exists(pid)
    assert not folder.exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_outlives_the_starter(foreground: subprocess.Popen[str], number: signal.Signals) -> None:
    """Ctrl-C, SIGTERM and even kill -9 of whoever started the broker end the broker and remove its data."""
    family = psutil.Process(foreground.pid).children(recursive=True)
    folders = list((CACHE / "data").glob(f"{foreground.pid}-*"))
    assert any("java" in process.name() for process in family)
    assert len(folders) == 1
    foreground.send_signal(number)
    code = foreground.wait(30)
    assert code == (-signal.SIGKILL if number == signal.SIGKILL else 0)
    until(lambda: not any(alive(process) for process in family), lambda: f"still there: {family}")
    until(lambda: not folders[0].exists(), lambda: f"still there: {folders}")


def test_the_broker_ends_with_its_guard(kafka: Kafka) -> None:
    with Broker() as broker:
        java = psutil.Process(broker.pids[0])
        guard = java.parent()
        assert guard is not None
        guard.kill()
        until(lambda: not alive(java), lambda: f"still there: {java}")


def fail_with_a_broker(left: list[tuple[int, Path]]) -> None:
    """Fail while a broker runs, having noted its process and its folder."""
    with Broker() as broker:
        left.append((broker.pids[0], data_of(os.getpid(), broker)))
        raise ZeroDivisionError


@pytest.fixture
def foreground(kafka: Kafka) -> Iterator[subprocess.Popen[str]]:
    """`make broker`, up; taking `kafka` skips this test where no broker can be had."""
    command = [sys.executable, "-m", "tests.support.broker"]
    with subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().startswith("export KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:")
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def data_of(pid: int, broker: Broker) -> Path:
    """The folder of this process's broker: the one that names its port."""
    port = broker.bootstrap.rpartition(":")[2]
    return next(
        path.parents[1]
        for path in (CACHE / "data").glob(f"{pid}-*/0/server.properties")
        if port in path.read_text()
    )


def alive(process: psutil.Process) -> bool:
    """Whether the process runs; a zombie doesn't."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def until(holds: Callable[[], bool], complaint: Callable[[], str], seconds: float = 20) -> None:
    """Poll until it holds; fail with the complaint at the deadline."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, complaint()
        time.sleep(0.02)


async def make_topic(bootstrap: str, name: str, configs: dict[str, str], replicas: int = 1) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(name, 1, replicas, topic_configs=configs)])
    finally:
        await admin.close()


async def send(bootstrap: str, topic: str, value: bytes) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", max_request_size=2 * MESSAGE)
    await producer.start()
    try:
        await producer.send_and_wait(topic, value)
    finally:
        await producer.stop()


async def read(bootstrap: str, topic: str, count: int) -> list[bytes | None]:
    consumer = AIOKafkaConsumer(
        topic, bootstrap_servers=bootstrap, auto_offset_reset="earliest", enable_auto_commit=False
    )
    await consumer.start()
    try:
        return [(await consumer.getone()).value for _ in range(count)]
    finally:
        await consumer.stop()
