"""The runbook's table of ACLs, on a Kafka that asks for them: what it allows is enough, and without it nothing goes."""

import asyncio
import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.protocol.admin import CreateAclsRequest

from tests.chaos import poison
from tests.conftest import give_up
from tests.support.broker import Broker, BrokerUnavailable
from tests.support.broker.secured import PASSWORD, USER, authorized
from tests.support.deployment import Deployment
from tests.support.pages import page
from tests.support.workers import REPO, Worker, wait_for
from worker.core.model import Topic
from worker.kafka.deadletters import REDRIVEN

pytestmark = pytest.mark.integration

PREFIX = "acls."
CLI = REPO / "worker" / "cli"
EVERY, WATCHED = "every one", "the one that is watched"
# Numbers of Kafka's protocol.
KINDS = {"topic": 2, "group": 3}
OPERATIONS = {
    "Read": 3,
    "Write": 4,
    "Create": 5,
    "Describe": 8,
    "DescribeConfigs": 10,
    "AlterConfigs": 11,
}
LITERAL, ALLOW = 3, 3


@dataclass(frozen=True)
class Acl:
    """One thing that a command has to be allowed."""

    command: str
    kind: str
    name: str
    operation: str

    @property
    def user(self) -> str:
        """Each command logs in as a user of its own."""
        return re.sub(r"\W+", "-", self.command)

    def request(self) -> CreateAclsRequest:
        """What asks the broker for it."""
        principal, operation = f"User:{self.user}", OPERATIONS[self.operation]
        return CreateAclsRequest(
            KINDS[self.kind], PREFIX + self.name, LITERAL, principal, "*", operation, ALLOW
        )


def table() -> list[Acl]:
    """The runbook's table, a line each for command, name and operation."""
    text = (REPO / "deploy" / "runbook.md").read_text()
    _, _, rows = text.partition("<!-- acls -->")[2].partition("<!-- /acls -->")[0].partition("| --- |")
    cells = [[cell.strip() for cell in row.strip("| ").split("|")] for row in rows.splitlines()[1:] if row]
    return [
        Acl(command, kind, name, operation)
        for commands, kind, names, operations in cells
        for command, name, operation in product(
            re.findall(r"`([^`]+)`", commands), _names(names), operations.split(", ")
        )
    ]


def _names(cell: str) -> Iterable[str]:
    if cell == EVERY:
        return Topic
    return [Topic.ARTICLES_TAGGED] if cell == WATCHED else re.findall(r"`([^`]+)`", cell)


def allow(bootstrap: str, acls: Iterable[Acl]) -> None:
    """Have the broker allow all of these."""

    async def ask() -> None:
        admin = AIOKafkaAdminClient(
            bootstrap_servers=bootstrap,
            security_protocol="SASL_PLAINTEXT",
            sasl_mechanism="PLAIN",
            sasl_plain_username=USER,
            sasl_plain_password=PASSWORD,
        )
        await admin.start()
        try:
            for acl in acls:
                answer = await admin._send_request(acl.request())  # it has no method for this
                assert [code for code, *_ in answer.creation_responses] == [0]
        finally:
            await admin.close()

    asyncio.run(ask())


@pytest.fixture
def guarded() -> Iterator[Broker]:
    """A Kafka that knows a user for each command of the table, and allows nobody anything."""
    try:
        with Broker(settings=authorized({acl.user for acl in table()}).broker) as broker:
            yield broker
    except BrokerUnavailable as error:
        give_up(str(error))


def as_user(broker: Broker, command: str, **settings: str) -> Deployment:
    """A deployment in which everything is done as the user of this command."""
    client = {**authorized(()).client, "DATELINE_SASL_USERNAME": Acl(command, "", "", "").user}
    return Deployment(broker.bootstrap, PREFIX, **client, **settings)


def ran(broker: Broker, command: str, *args: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A command that is run as its own user, and goes well."""
    return as_user(broker, command, **settings).dateline(*command.split(), *args)


def audited(broker: Broker) -> dict[str, Any]:
    """What the audit says."""
    done = as_user(broker, "audit").dateline("audit", "--json", check=False)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def brought_through(broker: Broker, worker: Worker, dead: int) -> dict[str, Any]:
    """What the audit says, once this worker has brought every page through, but for so many, and was stopped."""

    def through() -> bool:
        report = audited(broker)
        return bool(report["proven"]) and len(report["dead"]) == dead

    worker.start()
    try:
        wait_for(through, 120, worker.tail, 1)
        assert worker.stop() == 0, worker.tail()
    finally:
        if worker.alive():
            worker.kill()
    return audited(broker)


def test_what_the_runbook_allows_is_enough(guarded: Broker, tmp_path: Path) -> None:
    """A page comes out, another dies, is redriven and comes out: each command as a user who may do nothing else."""
    for command in ("topics create", "topics check", "audit"):
        refused = as_user(guarded, command).dateline(*command.split(), check=False)
        assert refused.returncode == 1
        assert "Traceback" not in refused.stderr
    fates = Acl("run", "topic", Topic.PAGES_FATES, "Write")
    allow(guarded.bootstrap, set(table()) - {fates})

    ran(guarded, "topics create")
    ran(guarded, "topics create --mend", DATELINE_IDENTITY_DAYS="100")  # its state is to be kept for longer
    ran(guarded, "topics check", DATELINE_IDENTITY_DAYS="100")
    dies = page(2, more=f"{poison.RAISE.decode()}.")
    (source := tmp_path / "pages.jsonl").write_bytes(page(1).value() + b"\n" + dies.value() + b"\n")
    assert "loaded 2 pages" in ran(guarded, "load", str(source)).stderr

    environ = as_user(guarded, "run").environ
    refused_worker = Worker(tmp_path, "refused", environ).start()
    assert refused_worker.process
    assert refused_worker.process.wait(120) == 1, refused_worker.tail()
    told = [line for line in refused_worker.log.read_text().splitlines() if '"event": "failing"' in line]
    assert "TopicAuthorizationFailedError: acls.pages.fates" in told[0]
    assert refused_worker.tail(1).startswith("dateline: Kafka: ")
    assert "Traceback" not in refused_worker.log.read_text()
    allow(guarded.bootstrap, [fates])
    report = brought_through(
        guarded, Worker(tmp_path, "sick", environ, module=("tests.chaos.poison", "run")), 1
    )
    assert report["fates"] == {"published": 1, "dead": 1}
    letter = json.loads(ran(guarded, "dead list", "--json").stdout)
    place = f"{letter['partition']}:{letter['offset']}"
    assert dies.url in ran(guarded, "dead show", place).stdout
    ran(guarded, "dead redrive", "--all")
    assert "(redriven)" in ran(guarded, "dead list").stdout
    report = brought_through(guarded, Worker(tmp_path, "well", environ), 0)
    assert len(report["superseded"]) == 1
    seen = ran(guarded, "watch", Topic.ARTICLES_TAGGED, "--from-beginning", "--limit", "2", "--json")
    assert dies.title in seen.stdout
    ran(guarded, "furniture learn", "--out", str(tmp_path / "learned.toml"))


def test_the_table_has_every_topic_and_every_command_that_needs_kafka() -> None:
    """One that is new must be in it; its names are those of the code."""
    acls = table()
    asked = {acl.name for acl in acls if acl.command == "run" and acl.operation in ("Read", "Write")}
    assert asked == {*Topic, "dateline"}
    assert {acl.name for acl in acls} == {*Topic, REDRIVEN, "dateline"}
    connects = {path.stem for path in CLI.glob("*.py") if "common.with_kafka(" in path.read_text()}
    modules = {"furniture": "corpus"}  # where a command's work is in another module
    told = {acl.command.split()[0] for acl in acls} - {"run"}
    assert {modules.get(command, command) for command in told} == connects
