"""`asyncapi.yaml` names the topics, keys and messages that there are."""

from typing import Any

import pytest
import yaml

from worker.core.model import Topic
from worker.schemas.folder import shipped
from worker.schemas.messages import BODIES, BODIES_BY_HEADER

DOCUMENT: dict[str, Any] = yaml.safe_load((shipped() / "asyncapi.yaml").read_text())
CHANNELS: dict[str, dict[str, Any]] = {
    channel["address"]: channel for channel in DOCUMENT["channels"].values()
}
MESSAGES: dict[str, dict[str, Any]] = DOCUMENT["components"]["messages"]
CONTRACT = sorted(set(Topic) - {Topic.IDENTIFY_STATE, Topic.DEDUPE_STATE})


def referred(reference: dict[str, str]) -> Any:
    """What a reference inside the document points to."""
    value: Any = DOCUMENT
    for step in reference["$ref"].removeprefix("#/").split("/"):
        value = value[step]
    return value


def test_every_topic_is_a_channel() -> None:
    """All but the state topics, which are the worker's own."""
    assert sorted(CHANNELS) == CONTRACT


@pytest.mark.parametrize("topic", CONTRACT)
def test_messages_of_a_topic(topic: Topic) -> None:
    """A channel's messages have the bodies that `validate` holds messages on that topic to, and its headers."""
    messages = [referred(message) for message in CHANNELS[topic]["messages"].values()]
    bodies = {message["payload"]["schema"]["$ref"] for message in messages if "payload" in message}
    _, by_header = BODIES_BY_HEADER.get(topic, ("", {}))
    expected = set(by_header.values()) or ({BODIES[topic]} if topic in BODIES else set())
    assert bodies == {f"./{name}.json" for name in expected}
    assert {message["headers"]["schema"]["$ref"] for message in messages} == {f"./{topic}/headers.v1.json"}


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_a_message_is_whole(name: str) -> None:
    """Its schemas exist, its key is described, and a channel carries it."""
    parts = [MESSAGES[name][part] for part in ("headers", "payload") if part in MESSAGES[name]]
    assert all((shipped() / part["schema"]["$ref"]).is_file() for part in parts)
    assert MESSAGES[name]["bindings"]["kafka"]["key"]["description"]
    assert any(name in channel["messages"] for channel in CHANNELS.values())


def test_every_type_on_the_tagged_topic_is_a_message() -> None:
    """The types of events, by the titles of their messages."""
    _, types = BODIES_BY_HEADER[Topic.ARTICLES_TAGGED]
    messages = CHANNELS[Topic.ARTICLES_TAGGED]["messages"].values()
    assert {referred(message)["title"] for message in messages} == set(types)


def test_every_channel_is_read_or_written() -> None:
    """Each operation has a channel and an action; each channel an operation."""
    operations = DOCUMENT["operations"].values()
    assert {operation["action"] for operation in operations} == {"receive", "send"}
    assert {referred(operation["channel"])["address"] for operation in operations} == set(CHANNELS)
