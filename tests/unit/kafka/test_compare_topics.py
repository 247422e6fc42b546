"""How topics differ from what is documented, and what mends it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from worker.kafka.admin import MEND, Cluster, Difference, TopicState, compare, lines, missing, wanted_configs
from worker.settings import Settings
from worker.topics import TopicSpec, specs

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


def test_dead_letters_are_kept_whatever_their_age() -> None:
    """A letter has its message's time: in a topic that deletes by age one of an old page is gone within minutes."""
    found = cluster()
    dead = found.topics["t.pages.dead"]
    by_age = replace(dead, configs={**dead.configs, "retention.ms": str(2**62)})
    (difference,) = compare(WANTED, replace(found, topics={**found.topics, dead.name: by_age}))
    assert (difference.topic, difference.mends) == (dead.name, {"retention.ms": "-1"})


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


def test_topics_that_lack_the_same_stand_in_one_line_and_others_by_themselves() -> None:
    there = existing(articles_clean=2, identify_state=2, pages_dead=1, pages_raw=2)
    found = lines(compare(wanted(4), created(4, there)))
    assert [line.partition("; ")[0] for line in found] == [
        "3 topics have 2 partitions, need 4 (t.pages.raw, t.articles.clean, t.identify.state)",
        "t.pages.dead has 1 partition, needs 4",
    ]


def test_one_setting_of_many_topics_is_mended_by_one_command() -> None:
    (line,) = lines([Difference(name, "has retention.ms=1, needs 2", MEND) for name in ("t.a", "t.b")])
    assert (
        line
        == "2 topics have retention.ms=1, need 2 (t.a, t.b); set them with `dateline topics create --mend`"
    )


# ── what is advised for too few partitions, followed ────────────────────────────────────────────────────────


def wanted(partitions: int) -> list[TopicSpec]:
    return specs(Settings(prefix="t.", partitions=partitions))


def made(found: Iterable[TopicSpec]) -> dict[str, TopicState]:
    return {spec.name: TopicState(spec.name, spec.partitions, 3, wanted_configs(spec, 3)) for spec in found}


def existing(**partitions: int) -> Cluster:
    """A cluster with only these topics (`pages_dead=1`), as documented but for their partitions."""
    counts = {"t." + name.replace("_", "."): count for name, count in partitions.items()}
    return Cluster(
        "id",
        3,
        made(replace(spec, partitions=counts[spec.name]) for spec in WANTED if spec.name in counts),
    )


def created(setting: int, there: Cluster) -> Cluster:
    """The cluster after `topics create`."""
    return replace(there, topics={**there.topics, **made(missing(wanted(setting), there))})


def advised(setting: int, there: Cluster) -> set[int]:
    """All values of DATELINE_PARTITIONS that the lines of `topics check` name."""
    text = "\n".join(lines(compare(wanted(setting), there)))
    return {int(value) for value in re.findall(r"DATELINE_PARTITIONS=(\d+)", text)}


def test_too_few_partitions_in_several_topics_get_one_advice() -> None:
    there = existing(articles_clean=2, pages_dead=1)
    found = [str(item) for item in compare(WANTED, there) if "needs 4" in item.problem]
    assert [line.split(";")[0] for line in found] == [
        "t.articles.clean has 2 partitions, needs 4",
        "t.pages.dead has 1 partition, needs 4",
    ]
    assert all("; set DATELINE_PARTITIONS=1, or " in line for line in found)


@pytest.mark.parametrize(
    "there, new, partitions",
    [
        ({"articles_clean": 2}, "t.identify.state", 2),
        ({"articles_clean": 8}, "t.identify.state", 8),
        ({"articles_identified": 2}, "t.dedupe.state", 2),
        ({"identify_state": 8}, "t.articles.clean", 8),
        ({"pages_dead": 1}, "t.identify.state", 4),
        ({"articles_clean": 2}, "t.dedupe.state", 4),
    ],
)
def test_a_topic_is_made_with_the_partitions_of_its_pair(
    there: dict[str, int], new: str, partitions: int
) -> None:
    assert created(4, existing(**there)).topics[new].partitions == partitions


@pytest.mark.parametrize("create_first", [False, True])
@pytest.mark.parametrize("counts", list(product([None, 1, 2, 4, 8], repeat=3)))
def test_following_the_advice_leaves_nothing_to_mend(
    counts: tuple[int | None, ...], create_first: bool
) -> None:
    """Whichever of these topics exist, and whether `create` runs before the setting is changed or after it."""
    names = ("articles_clean", "dedupe_state", "pages_dead")
    there = existing(**{name: count for name, count in zip(names, counts, strict=True) if count})
    if create_first:
        there = created(4, there)
    values = advised(4, there)
    assert len(values) <= 1
    setting = values.pop() if values else 4
    assert compare(wanted(setting), created(setting, there)) == []


def test_no_setting_is_advised_where_none_mends() -> None:
    there = existing(articles_clean=2, identify_state=4, pages_dead=1)
    assert advised(4, there) == set()
    assert sum("use a new DATELINE_PREFIX" in line for line in lines(compare(WANTED, there))) == 3
