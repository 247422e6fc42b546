"""How topics differ from what is documented, and what mends it."""

from dataclasses import replace
from typing import Any

import pytest

from worker.kafka.admin import Cluster, TopicState, compare, lines, wanted_configs
from worker.settings import Settings
from worker.topics import specs

WANTED = specs(Settings(prefix="t.", partitions=4))


def cluster(brokers: int = 3, **changes: Any) -> Cluster:
    """A cluster with all topics as documented, but `t.pages.raw` with these changes."""
    topics = {
        spec.name: TopicState(spec.name, 4, min(3, brokers), wanted_configs(spec, min(3, brokers)))
        for spec in WANTED
    }
    topics["t.pages.raw"] = replace(topics["t.pages.raw"], **changes)
    return Cluster("id", brokers, topics)


def configs(**changes: str) -> dict[str, str]:
    return wanted_configs(WANTED[0], 3) | {name.replace("_", "."): value for name, value in changes.items()}


@pytest.mark.parametrize("brokers", [1, 2, 3, 5])
def test_topics_as_documented_differ_in_nothing(brokers: int) -> None:
    assert compare(WANTED, cluster(brokers)) == []


@pytest.mark.parametrize(
    "changes, problem, blocks",
    [
        ({"partitions": 3}, "has 3 partitions, needs 4", True),
        (
            {"replication": 2, "configs": wanted_configs(WANTED[0], 2)},
            "has 2 replicas of each partition, needs 3",
            False,
        ),
        (
            {"configs": configs(max_message_bytes="1048588")},
            "has max.message.bytes=1048588, needs 16777216",
            True,
        ),
        ({"configs": configs(retention_ms="1000")}, "has retention.ms=1000", False),
        ({"configs": configs(cleanup_policy="compact")}, "has cleanup.policy=compact", True),
        ({"configs": configs(min_insync_replicas="1")}, "has min.insync.replicas=1", False),
    ],
)
def test_a_difference_names_topic_problem_and_command(
    changes: dict[str, Any], problem: str, blocks: bool
) -> None:
    difference = compare(WANTED, cluster(**changes))[0]
    assert str(difference).startswith(f"t.pages.raw {problem}")
    assert "; " in str(difference)
    assert difference.blocks is blocks


@pytest.mark.parametrize(
    "changes",
    [
        {"configs": configs(max_message_bytes="99999999")},
        {"configs": configs(retention_ms="-1")},
        {"replication": 5},
        {"partitions": 4, "configs": configs(flush_ms="7")},
    ],
)
def test_more_than_needed_is_no_difference(changes: dict[str, Any]) -> None:
    assert compare(WANTED, cluster(**changes)) == []


def test_a_broker_that_is_down_makes_no_difference() -> None:
    assert compare(WANTED, replace(cluster(3), brokers=2)) == []


def test_a_state_topic_must_have_the_partitions_of_its_input() -> None:
    there = cluster()
    topics = dict(there.topics)
    topics["t.articles.clean"] = replace(topics["t.articles.clean"], partitions=8)
    (difference,) = compare(WANTED, replace(there, topics=topics))
    assert str(difference).startswith("t.identify.state has 4 partitions, but t.articles.clean has 8")


def test_missing_topics_are_summed_up_with_the_one_command() -> None:
    (line,) = lines(compare(WANTED, Cluster("id", 1, {})))
    assert line.startswith("11 topics are missing (t.pages.raw, ")
    assert line.endswith("make them with `dateline topics create`")
