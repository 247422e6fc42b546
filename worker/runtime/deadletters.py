"""Dead letters as Kafka Connect writes them, and the share of them past which the worker itself is suspect.

The header names are those of Kafka Connect's DeadLetterQueueReporter; the stack trace is left out, because the error
may have been in a process that no longer exists.
"""

from collections import deque

from worker.core import headers
from worker.core.errors import DatelineError, PoisonPage
from worker.core.model import Fate, FateKind, Message, Origin, Outcome, Output, Topic

CONNECTOR = "dateline"
MESSAGE_LIMIT = 200  # characters of the error's text


class TooManyDead(DatelineError):
    """So many pages are dead that the worker must be at fault. It ends un-acked."""


def dead_letter(message: Message, error: PoisonPage, stage: str) -> Outcome:
    """The message as its dead letter, and the fate `dead` with the error's class as reason.

    Key, value, headers and timestamp are untouched; `__connect.errors.*` and, where they aren't there yet, the origin
    headers are added behind them.
    """
    source = _source(message)
    values = {headers.ERRORS + name: value for name, value in _context(message, error, stage).items()}
    if source and headers.ORIGIN not in _own_attributes(message):
        values |= {headers.ORIGIN: str(source), headers.ORIGIN_TIME: str(source.timestamp)}
    letter = Output(
        Topic.PAGES_DEAD,
        message.key,
        message.value,
        message.headers + headers.encode(values),
        message.timestamp,
    )
    return Outcome((letter,), _fate(message, error, stage))


def is_retraction(message: Message) -> bool:
    """Whether a message takes a published article back. Dead, it is no page's end: readers keep what they should drop."""
    return _own_attributes(message).get(headers.KIND) == headers.RETRACTED


def is_dead(outcome: Outcome) -> bool:
    """Whether this is the outcome of a dead letter, of a page or of what has no fate to tell."""
    return any(output.topic is Topic.PAGES_DEAD for output in outcome.outputs)


def _context(message: Message, error: PoisonPage, stage: str) -> dict[str, str]:
    return {
        "topic": message.topic,
        "partition": str(message.partition),
        "offset": str(message.offset),
        "connector.name": CONNECTOR,
        "task.id": "0",
        "stage": stage,
        "class.name": f"worker.stages.{stage}",
        "exception.class.name": error.error,
        "exception.message": error.detail.encode("utf-8", "replace").decode()[:MESSAGE_LIMIT],
    }


def _is_input(message: Message) -> bool:
    return message.topic.endswith((Topic.PAGES_RAW, Topic.PAGES_REPLAY))


def _own_attributes(message: Message) -> dict[str, str]:
    """Headers that may be believed: on `pages.raw` anybody writes, so there an origin is a stranger's word."""
    return {} if message.topic.endswith(Topic.PAGES_RAW) else headers.as_dict(message.headers)


def _source(message: Message) -> Origin | None:
    """Where the page came in; None where a message between the stages has lost it."""
    if message.topic.endswith(Topic.PAGES_RAW):
        return Origin(message.topic, message.partition, message.offset, message.timestamp)
    try:
        return headers.origin_of(message)
    except ValueError:
        return None


def _fate(message: Message, error: PoisonPage, stage: str) -> Fate | None:
    """The fate of the input page. A message that has lost its origin has none to write it for."""
    if not _is_input(message):
        return _fate_between(message, error, stage)
    source = _source(message)
    replayed = not message.topic.endswith(Topic.PAGES_RAW)
    return Fate(
        message.topic,
        message.partition,
        message.offset,
        FateKind.DEAD,
        reason=error.error,
        stage=stage,
        origin=str(source) if source and replayed else None,
        replay_id=headers.replay_id_in(_own_attributes(message)),
    )


def _fate_between(message: Message, error: PoisonPage, stage: str) -> Fate | None:
    """None, too, for a retraction: dedupe called its page a copy, and that is its fate."""
    if is_retraction(message):
        return None
    try:
        return headers.fate_of(message, FateKind.DEAD, stage, reason=error.error)
    except ValueError:
        return None


class DeadShare:
    """Watches the share of the dead among the last `window` messages; judges only once it has seen `least` of them dead."""

    def __init__(self, limit: float, window: int = 100, least: int = 20) -> None:
        self._limit, self._least = limit, least
        self._last: deque[bool] = deque(maxlen=window)

    def count(self, outcome: Outcome) -> None:
        """Count a message before it is acknowledged. Raises TooManyDead where the share is passed with it."""
        self._last.append(is_dead(outcome))
        dead = sum(self._last)
        if dead >= self._least and dead > self._limit * len(self._last):
            raise TooManyDead(
                f"{dead} of the last {len(self._last)} pages are dead: something is wrong with this worker, "
                "not with the pages; see `dateline dead list`"
            )
