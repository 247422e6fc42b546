"""Dead letters read, and the messages that send them through once more."""

import msgspec

from worker.core import headers
from worker.core.model import Headers, Message, Topic

CLEAN = "clean"


class Letter(msgspec.Struct, frozen=True):
    """A dead letter: the message as it stands on `pages.dead`, and what its headers say. Missing ones are ""."""

    message: Message
    topic: str  # where the message was read when it failed
    stage: str
    error: str  # class: timeout, crash, memory, exception, undeliverable
    detail: str
    origin: str  # of the input page

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
    )


def send_again(letter: Letter, prefix: str, replay_id: str) -> Sending:
    """What sends the page of a letter through once more.

    A letter of clean goes to `pages.replay`, as it came, with its origin and the replay's id; one of a later stage to the
    topic it was read from, untouched but for the headers of its death. Raises ValueError where the letter doesn't say enough.
    """
    message = letter.message
    kept = tuple((name, value) for name, value in message.headers if not name.startswith(headers.ERRORS))
    if message.key is None and message.value is None:
        raise ValueError("it has neither key nor value; Kafka's producer doesn't send that")
    if letter.stage != CLEAN:
        if letter.topic not in {prefix + topic for topic in Topic}:
            raise ValueError(
                f"it was read from {letter.topic or 'no named topic'}, which is none of this deployment's"
            )
        return Sending(letter.topic, message.key, message.value, kept)
    values = headers.as_dict(message.headers)
    for name in (headers.ORIGIN, headers.ORIGIN_TIME):
        if name not in values:
            raise ValueError(f"its header {name} is missing")
    tagged = headers.with_values(
        kept,
        {name: values[name] for name in (headers.ORIGIN, headers.ORIGIN_TIME)}
        | {headers.REPLAY_ID: replay_id},
    )
    return Sending(prefix + Topic.PAGES_REPLAY, message.key, message.value, tagged)
