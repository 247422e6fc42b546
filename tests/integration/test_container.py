"""The container: built from deploy/Dockerfile and run, also where no container engine runs."""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import pytest

from tests.conftest import give_up
from tests.support.broker import Kafka
from tests.support.broker.ports import free_ports
from tests.support.container import (
    Mount,
    NoEngine,
    base_image,
    build_image,
    buildah,
    container,
    require_tools,
    run_command,
)
from tests.support.kafka import produce, read_all
from tests.support.workers import wait_for

pytestmark = [pytest.mark.integration, pytest.mark.slow]
REPO = Path(__file__).parents[2]
USER = 10001
PAGE = {
    "url": "https://harbour-post.example/2023/ferry",
    "fetched_at": "2023-05-04T10:00:00Z",
    "title": "Ferry line between Portugal and Morocco to reopen",
    "text": "Portugal and Morocco will reopen the ferry line between them in June, the ports of both countries said on "
    "Thursday.\n\nThe line had been closed for two years. Officials in Lisbon said that the first ship would carry "
    "six hundred passengers and that tickets would be sold from Monday.",
}


@dataclass(frozen=True, slots=True)
class Box:
    """A container with a sample, a state folder and a /tmp, and the environment of its worker."""

    name: str
    mounts: Sequence[Mount]
    environ: dict[str, str]

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command in it to its end."""
        line = run_command(self.name, command, self.environ, self.mounts)
        done = subprocess.run(line, capture_output=True, text=True, timeout=180, check=False)
        assert not check or done.returncode == 0, done.stderr[-3000:]
        return done

    @contextmanager
    def started(self, *command: str) -> Iterator[subprocess.Popen[bytes]]:
        """Start a command in it; all that it started ends with the block."""
        line = run_command(self.name, command, self.environ, self.mounts)
        with self._log.open("wb") as log, subprocess.Popen(line, stderr=log) as process:
            try:
                yield process
            finally:
                if process.poll() is None:
                    for child in psutil.Process(process.pid).children(recursive=True):
                        child.kill()
                    process.kill()

    def log(self) -> str:
        """The end of what the started command said."""
        return self._log.read_text(errors="replace")[-3000:]

    @property
    def _log(self) -> Path:
        return self.mounts[-1].source / "log"


@pytest.fixture(scope="module")
def image() -> Iterator[str]:
    """The image, built from this checkout; removed at the end."""
    try:
        require_tools()
    except NoEngine as reason:
        give_up(str(reason))
    name = build_image(base_image(), f"dateline-test-{os.getpid()}")
    yield name
    buildah("rmi", "--force", name)


@pytest.fixture(scope="module")
def box(image: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Box]:
    """A container of the image."""
    folder = tmp_path_factory.mktemp("container")
    sample = folder / "sample.jsonl"
    sample.write_text(json.dumps(PAGE) + "\n")
    mounts = [Mount(sample, "/sample.jsonl")]
    for name, target in (("state", "/var/lib/dateline"), ("tmp", "/tmp")):
        (folder / name).mkdir()
        os.chown(folder / name, USER, USER)
        mounts.append(Mount(folder / name, target, "rw"))
    with container(image) as name:
        yield Box(name, mounts, {"DATELINE_CHILDREN": "1"})


def test_it_runs_as_a_user_who_can_write_nothing_but_the_mounts(box: Box) -> None:
    assert box.run("id", "-u").stdout.strip() == str(USER)
    writable = box.run(
        "sh", "-c", "find / -xdev -writable -not -type l -not -path '/proc/*' 2>/dev/null", check=False
    )
    assert set(writable.stdout.split()) <= {"/tmp", "/var/lib/dateline"}
    assert box.run("touch", "/var/tmp/x", check=False).returncode != 0


def test_it_holds_what_the_lock_names_and_nothing_of_the_machine(box: Box) -> None:
    code = "import importlib.metadata as m, json; print(json.dumps([d.metadata['Name'] for d in m.distributions()]))"
    found = {canonical(name) for name in json.loads(box.run("python", "-c", code).stdout)}
    locked = {
        canonical(line.split("==")[0])
        for line in (REPO / "requirements.lock").read_text().splitlines()
        if "==" in line and (";" not in line or "python_full_version <" in line)
    }
    assert found - locked == {"dateline"}
    assert "pytest" not in found
    assert box.run("sh", "-c", "cat /etc/pip.conf /root/.cache/pip/* 2>/dev/null", check=False).stdout == ""


def test_dateline_process_works_in_it(box: Box) -> None:
    [line] = box.run("dateline", "process", "/sample.jsonl").stdout.splitlines()
    result = json.loads(line)
    assert result["fate"] == "published", line
    assert {country["code"] for country in result["countries"]} == {"PT", "MA"}


def test_dateline_run_works_in_it(box: Box, kafka: Kafka) -> None:
    """Topics made, a page tagged, the health check content, SIGTERM obeyed, every page accounted for."""
    prefix = f"container-{os.getpid()}."
    settings = {
        "KAFKA_BOOTSTRAP_SERVERS": kafka.bootstrap,
        "DATELINE_PREFIX": prefix,
        "DATELINE_PARTITIONS": "1",
        "DATELINE_HEALTH_ADDRESS": f"127.0.0.1:{free_ports(1)[0]}",
    }
    mine = replace(box, environ=box.environ | settings)
    mine.run("dateline", "topics", "create")
    produce(kafka.bootstrap, f"{prefix}pages.raw", [(PAGE["url"].encode(), json.dumps(PAGE).encode())])
    with mine.started("dateline", "run") as running:
        wait_for(lambda: tagged(kafka, prefix) == 1 or ended(running), 120, mine.log)
        assert healthy(mine).returncode == 0
        worker_under(running.pid).terminate()
        assert running.wait(60) == 0, mine.log()
    assert tagged(kafka, prefix) == 1
    assert healthy(mine).returncode == 1
    mine.run("dateline", "audit")


def healthy(box: Box) -> subprocess.CompletedProcess[str]:
    """What the image's HEALTHCHECK finds."""
    asked = json.loads(buildah("inspect", box.name))["Docker"]["config"]["Healthcheck"]["Test"]
    assert asked[0] == "CMD"
    return box.run(*asked[1:], check=False)


def tagged(kafka: Kafka, prefix: str) -> int:
    return len(read_all(kafka.bootstrap, f"{prefix}articles.tagged"))


def ended(process: subprocess.Popen[bytes]) -> bool:
    assert process.poll() is None, "the worker ended on its own"
    return False


def worker_under(pid: int) -> psutil.Process:
    """The worker's parent process among buildah's own."""
    family = {child: child.cmdline() for child in psutil.Process(pid).children(recursive=True)}
    found = [child for child, line in family.items() if line and "python" in line[0] and line[-1] == "run"]
    assert len(found) == 1, family
    return found[0]


def canonical(name: str) -> str:
    return name.strip().lower().replace("_", "-").replace(".", "-")
