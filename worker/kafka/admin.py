"""The topics on the cluster: made as documented, and compared with what Dateline needs."""

import asyncio
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from aiokafka.admin import NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import TopicAlreadyExistsError, for_code

from worker.core.errors import Unavailable
from worker.core.model import Topic
from worker.kafka import clients
from worker.settings import Settings
from worker.topics import FOR_GOOD, TopicSpec, specs

MAX_REPLICATION = 3
SET_ON_TOPIC = 1  # DescribeConfigs' source of a value: the topic itself, not the broker's default
APPEARS = 30.0  # seconds that a new topic may take until every broker knows it
COPARTITIONED = {Topic.ARTICLES_CLEAN: Topic.IDENTIFY_STATE, Topic.ARTICLES_IDENTIFIED: Topic.DEDUPE_STATE}
CREATE = "make it with `dateline topics create`"
MEND = "set it with `dateline topics create --mend`"
AFRESH = "use a new DATELINE_PREFIX and `dateline topics create`"
OF_MANY = {"is": "are", "has": "have", "needs": "need", "it": "them"}  # words of what is said of one topic
_OF_ONE = re.compile(rf"\b(?:{'|'.join(OF_MANY)})\b")


@dataclass(frozen=True, slots=True)
class TopicState:
    """A topic as it is on the cluster. `configs` are the effective values, `own` those set on the topic itself."""

    name: str
    partitions: int
    replication: int
    configs: Mapping[str, str]
    own: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which a topic isn't as documented, and what mends it, as parts of a sentence.

    `blocks`: the worker must not start like this. `mends`: the configuration to set, where that mends it.
    """

    topic: str
    problem: str
    mend: str
    blocks: bool = False
    mends: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.topic} {self.problem}; {self.mend}"


@dataclass(frozen=True, slots=True)
class Cluster:
    """What the cluster has of our topics."""

    id: str
    brokers: int
    topics: Mapping[str, TopicState]


def compare(wanted: Sequence[TopicSpec], cluster: Cluster) -> list[Difference]:
    """All differences between the topics as documented and as they are, in the order of the flow."""
    unequal = _unequal_pairs(wanted, cluster)
    enlarge = AFRESH if unequal else _fewer_wanted(cluster)
    found: list[Difference] = []
    for spec in wanted:
        state = cluster.topics.get(spec.name)
        if state is None:
            found.append(Difference(spec.name, "is missing", CREATE, blocks=True))
        else:
            found += _compared(spec, state, cluster.brokers, enlarge)
    return found + unequal


def missing(wanted: Sequence[TopicSpec], cluster: Cluster) -> list[TopicSpec]:
    """The topics to make, each as it is to be made beside those that exist.

    Of a state topic and its input, the one that is missing gets the partitions of the one that exists, whatever
    the setting says: unequal ones can't be mended.
    """
    names = {spec.topic: spec.name for spec in wanted}
    partner = COPARTITIONED | {state: source for source, state in COPARTITIONED.items()}
    found = []
    for spec in wanted:
        if spec.name not in cluster.topics:
            other = cluster.topics.get(names[partner[spec.topic]]) if spec.topic in partner else None
            found.append(replace(spec, partitions=other.partitions) if other else spec)
    return found


def _compared(spec: TopicSpec, state: TopicState, brokers: int, enlarge: str) -> Iterable[Difference]:
    if state.partitions < spec.partitions:
        problem = f"has {_count(state.partitions, 'partition')}, needs {spec.partitions}"
        yield Difference(spec.name, problem, enlarge, blocks=True)
    for name, value in wanted_configs(spec, state.replication).items():
        is_value = state.configs.get(name, "")
        if not _fits(name, is_value, value):
            blocks = name in ("max.message.bytes", "cleanup.policy")
            problem = f"has {name}={is_value or 'unset'}, needs {value}"
            yield Difference(spec.name, problem, MEND, blocks, {name: value})
    if state.replication < replication(brokers):
        problem = (
            f"has {_count(state.replication, 'replica')} of each partition, needs {replication(brokers)}"
        )
        yield Difference(spec.name, problem, "move it with Kafka's own kafka-reassign-partitions.sh")


def _fewer_wanted(cluster: Cluster) -> str:
    """What mends too few partitions: one setting that every topic there is fulfils.

    Adding partitions moves keys to other partitions, away from the state held for them: never done unasked.
    """
    fewest = min((state.partitions for state in cluster.topics.values()), default=1)
    return f"set DATELINE_PARTITIONS={fewest}, or {AFRESH}"


def _unequal_pairs(wanted: Sequence[TopicSpec], cluster: Cluster) -> list[Difference]:
    """State topics whose partitions aren't their input's: decisions would be looked up in the wrong place."""
    names = {spec.topic: spec.name for spec in wanted}
    found = []
    for source, state in COPARTITIONED.items():
        has, needs = cluster.topics.get(names[state]), cluster.topics.get(names[source])
        if has and needs and has.partitions != needs.partitions:
            problem = f"has {_count(has.partitions, 'partition')}, but {needs.name} has {needs.partitions}"
            found.append(Difference(has.name, problem, AFRESH, blocks=True))
    return found


def _fits(name: str, is_value: str, wanted: str) -> bool:
    if name == "cleanup.policy":
        return set(is_value.split(",")) == set(wanted.split(","))
    if name == "max.message.bytes":
        return int(is_value or 0) >= int(wanted)
    if name == "retention.ms":
        return int(is_value or 0) == FOR_GOOD or 0 <= int(wanted) <= int(is_value or 0)
    return is_value == wanted


def replication(brokers: int) -> int:
    """Replicas of each partition: three, or as many as there are brokers."""
    return min(MAX_REPLICATION, brokers)


def wanted_configs(spec: TopicSpec, replicas: int) -> dict[str, str]:
    """The topic's configuration with so many replicas of each partition: of three, two must have each record."""
    return {**spec.configs, "min.insync.replicas": "2" if replicas >= MAX_REPLICATION else "1"}


async def describe(settings: Settings, wanted: Sequence[TopicSpec]) -> Cluster:
    """What the cluster has of these topics."""
    async with clients.admin(settings) as admin:
        about = await admin.describe_cluster()
        names = set(await admin.list_topics()) & {spec.name for spec in wanted}
        described = await admin.describe_topics(sorted(names)) if names else []
        configs = await _configs(admin, names)
    topics = {topic["topic"]: _state(topic, configs[topic["topic"]]) for topic in described}
    return Cluster(about["cluster_id"], len(about["brokers"]), topics)


async def create(settings: Settings) -> list[str]:
    """Make the topics that are missing; returns their names once every one has its leaders."""
    wanted = specs(settings)
    cluster = await describe(settings, wanted)
    absent = missing(wanted, cluster)
    if absent:
        async with clients.admin(settings) as admin:
            answer = await admin.create_topics([_new_topic(spec, cluster.brokers) for spec in absent])
            _check(answer.topic_errors)
            await _appear(admin, [spec.name for spec in absent])
    return [spec.name for spec in absent]


async def ensure(settings: Settings, name: str, partitions: int, configs: Mapping[str, str]) -> None:
    """Make one topic beside the documented ones, where it isn't there yet."""
    async with clients.admin(settings) as admin:
        if name in await admin.list_topics():
            return
        brokers = len((await admin.describe_cluster())["brokers"])
        topic = NewTopic(name, partitions, replication(brokers), topic_configs=dict(configs))
        _check((await admin.create_topics([topic])).topic_errors)
        await _appear(admin, [name])


async def mend(settings: Settings, differences: Iterable[Difference]) -> None:
    """Set the configuration that these differences ask for. What a topic has of its own beside them stays."""
    changes: dict[str, dict[str, str]] = {}
    for difference in differences:
        if difference.mends:
            changes.setdefault(difference.topic, {}).update(difference.mends)
    cluster = await describe(settings, specs(settings))
    # AlterConfigs replaces all values of a topic, so its own ones go along.
    resources = [
        ConfigResource(ConfigResourceType.TOPIC, name, {**cluster.topics[name].own, **values})
        for name, values in changes.items()
    ]
    if resources:
        async with clients.admin(settings) as admin:
            for answer in await admin.alter_configs(resources):
                _check((row[3], row[0], row[1]) for row in answer.resources)
            await _take_hold(admin, changes)


async def check_ready(settings: Settings, tell: clients.Tell) -> None:
    """Return when the cluster can take the worker: it answers, and has every topic as needed.

    Says in a line where it waits for a broker. Raises Unavailable with every topic that must be mended first, by
    name and with the command that mends it. What merely differs is told, and passes.
    """
    await clients.reach(settings, settings.broker_wait, tell)
    wanted = specs(settings)
    found = compare(wanted, await describe(settings, wanted))
    for difference in found:
        if not difference.blocks:
            tell(str(difference))
    blocking = [difference for difference in found if difference.blocks]
    if blocking:
        raise Unavailable("; ".join(lines(blocking)))


def lines(differences: Sequence[Difference]) -> list[str]:
    """The differences for a person: a line each, but one for all topics that lack the same."""
    alike: dict[tuple[str, str], list[str]] = {}
    for item in differences:
        alike.setdefault((item.problem, item.mend), []).append(item.topic)
    return [_line(names, problem, mend) for (problem, mend), names in alike.items()]


def _line(names: Sequence[str], problem: str, mend: str) -> str:
    if len(names) == 1:
        return f"{names[0]} {problem}; {mend}"
    of_many = _OF_ONE.sub(lambda word: OF_MANY[word[0]], f"{problem}; {mend}")
    what, _, then = of_many.partition("; ")
    return f"{len(names)} topics {what} ({', '.join(names)}); {then}"


async def _configs(admin: Any, names: Iterable[str]) -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    """By topic, the effective configuration and the part that is set on the topic itself."""
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in sorted(names)]
    found = {}
    for answer in await admin.describe_configs(resources) if resources else ():
        for _, _, _, name, entries in answer.resources:
            effective = {entry[0]: entry[1] for entry in entries}
            own = {entry[0]: entry[1] for entry in entries if entry[3] == SET_ON_TOPIC}
            found[name] = (effective, own)
    return found


def _state(topic: Mapping[str, Any], configs: tuple[dict[str, str], dict[str, str]]) -> TopicState:
    partitions = topic["partitions"]
    replicas = min((len(partition["replicas"]) for partition in partitions), default=0)
    return TopicState(topic["topic"], len(partitions), replicas, *configs)


def _new_topic(spec: TopicSpec, brokers: int) -> NewTopic:
    return NewTopic(
        spec.name,
        spec.partitions,
        replication(brokers),
        topic_configs=wanted_configs(spec, replication(brokers)),
    )


def _check(errors: Iterable[Sequence[Any]]) -> None:
    """Raise for what the broker refused. A topic that someone else has just made is as good."""
    for name, code, *message in errors:
        if code not in (0, TopicAlreadyExistsError.errno):
            detail = message[0] if message and message[0] else for_code(code).__name__
            raise Unavailable(f"Kafka refused {name}: {detail}")


async def _appear(admin: Any, names: list[str]) -> None:
    async with asyncio.timeout(APPEARS):
        while not _led(await admin.describe_topics(names), len(names)):  # noqa: ASYNC110 - Kafka tells nobody
            await asyncio.sleep(0.1)


async def _take_hold(admin: Any, changes: Mapping[str, Mapping[str, str]]) -> None:
    """Wait until the broker tells these settings: it has them from the controller a moment after they were confirmed."""
    with suppress(TimeoutError):  # whoever looks then is told what still differs
        async with asyncio.timeout(APPEARS):
            while not _are_set(await _configs(admin, changes), changes):  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.1)


def _are_set(
    found: Mapping[str, tuple[dict[str, str], dict[str, str]]], wanted: Mapping[str, Mapping[str, str]]
) -> bool:
    return all(values.items() <= found[name][0].items() for name, values in wanted.items())


def _led(topics: Sequence[Mapping[str, Any]], count: int) -> bool:
    leaders = [partition["leader"] for topic in topics for partition in topic["partitions"]]
    return len(topics) == count and bool(leaders) and all(leader >= 0 for leader in leaders)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("s" if number != 1 else "")
