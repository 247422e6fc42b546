"""Dead letters read, and the messages that send them through once more."""

from collections.abc import Mapping

import msgspec

from worker.core import headers
from worker.core.model import Headers, Message, Topic

CLEAN, TAG = "clean", "tag"
# What identify gave a message that came as far as tag, and gives it anew.
_DECIDED: dict[str, str | None] = {headers.KIND: None, headers.PREDECESSOR: None}


class Letter(msgspec.Struct, frozen=True):
    """A dead letter: the message as it stands on `pages.dead`, and what its headers say. Missing ones are ""."""

    message: Message
    topic: str  # where the message was read when it failed
    stage: str
    error: str  # class: timeout, crash, memory, exception, undeliverable
    detail: str
    origin: str  # of the input page
    retraction: bool  # it takes an article back, and carries no page

    @property
    def place(self) -> str:
        """Where the letter stands, as `topic:partition:offset`."""
        return self.message.coordinates


class Sending(msgspec.Struct, frozen=True):
    """A message to send, to a topic by its real name."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers


def letter_of(message: Message) -> Letter:
    """The dead letter in a record of `pages.dead`."""
    values = headers.as_dict(message.headers)
    named = {
        name: values.get(headers.ERRORS + name, "") for name in ("topic", "partition", "offset", "stage")
    }
    return Letter(
        message,
        topic=named["topic"],
        stage=named["stage"],
        error=values.get(f"{headers.ERRORS}exception.class.name", ""),
        detail=values.get(f"{headers.ERRORS}exception.message", ""),
        origin=values.get(headers.ORIGIN, "") or f"{named['topic']}:{named['partition']}:{named['offset']}",
        # A page's own headers, which clean failed on, are anybody's word.
        retraction=named["stage"] != CLEAN and values.get(headers.KIND) == headers.RETRACTED,
    )


def send_again(letter: Letter, prefix: str, replay_id: str) -> Sending:
    """What sends the page of a letter through once more, with the replay's id.

    A letter of clean goes to `pages.replay`, as it came, with its origin. One of identify or dedupe goes to the topic it was
    read from, and an article that died at tag to `articles.clean`, past the stages that know whether a newer version
    was published meanwhile. A retraction goes where it was read, past nobody who knows: look before you send one.
    Raises ValueError where the letter doesn't say enough.
    """
    message = letter.message
    if message.key is None and message.value is None:
        raise ValueError("it has neither key nor value; Kafka's producer doesn't send that")
    values = headers.as_dict(message.headers)
    topic, changed = _replayed(values) if letter.stage == CLEAN else _returned(letter, prefix)
    kept = tuple((name, value) for name, value in message.headers if not name.startswith(headers.ERRORS))
    told = headers.with_values(kept, {**changed, headers.REPLAY_ID: replay_id})
    return Sending(prefix + topic, message.key, message.value, told)


def _replayed(values: Mapping[str, str]) -> tuple[Topic, Mapping[str, str | None]]:
    """Where a page goes that clean failed on, and the headers that it gets."""
    for name in (headers.ORIGIN, headers.ORIGIN_TIME):
        if name not in values:
            raise ValueError(f"its header {name} is missing")
    return Topic.PAGES_REPLAY, {name: values[name] for name in (headers.ORIGIN, headers.ORIGIN_TIME)}


def _returned(letter: Letter, prefix: str) -> tuple[Topic, Mapping[str, str | None]]:
    """The same for a message between the stages. A retraction has no article that could be decided on."""
    topic = next((topic for topic in Topic if prefix + topic == letter.topic), None)
    if topic is None:
        raise ValueError(
            f"it was read from {letter.topic or 'no named topic'}, which is none of this deployment's"
        )
    if letter.stage == TAG and not letter.retraction:
        return Topic.ARTICLES_CLEAN, _DECIDED
    return topic, {}
