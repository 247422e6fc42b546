"""What an operator sees: the log, the list of metrics, and one line a minute."""

import logging
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TextIO, get_type_hints

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

QUIET = ("aiokafka", "faust", "mode", "kafka")  # they build a record per debug call otherwise: 0.7 ms a page
# By logger, the beginning of a line that it logs as an error and mends by itself: said, but no alarm. A group's first
# start makes the broker's topic of offsets, and there is no coordinator until that is done.
HARMLESS = {"aiokafka.consumer.group_coordinator": "Group Coordinator Request failed"}
RECORDED: list[Any] = [  # what every line of the log has, whoever logs it
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


def set_up_logging(form: str, stream: TextIO) -> None:
    """Log through structlog to `stream`: JSON lines, or readable ones (`console`, and `auto` on a terminal).

    Records of the standard library's loggers take the same way; those of Kafka's and Faust's from WARNING up. Kafka's
    clients say sixty times a second that there is no broker: of a kind one line in ten seconds is kept.
    """
    readable = form == "console" or (form == "auto" and stream.isatty())
    structlog.configure(
        processors=[*RECORDED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.addFilter(_Sparing(time.monotonic))
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=RECORDED, processors=_renderers(stream, readable=readable)
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.captureWarnings(True)  # noqa: FBT003 - the standard library's signature
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in HARMLESS:
        logging.getLogger(name).addFilter(_calm)


def _calm(record: logging.LogRecord) -> bool:
    """Let a record through, a harmless one as information."""
    if str(record.msg).startswith(HARMLESS[record.name]):
        record.levelno, record.levelname = logging.INFO, "INFO"
    return True


class _Sparing(logging.Filter):
    """Lets a line of a Kafka client's code speak once in `EVERY` seconds, and then say how often it wanted to meanwhile."""

    EVERY = 10.0

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._clock = clock
        self._places: dict[
            tuple[str, int], tuple[float, int]
        ] = {}  # when it last spoke, and how often not since

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is to be written."""
        if not record.name.startswith("aiokafka"):
            return True
        place, now = (record.name, record.lineno), self._clock()
        spoken, held = self._places.get(place, (-math.inf, 0))
        if now - spoken < self.EVERY:
            self._places[place] = (spoken, held + 1)
            return False
        self._places[place] = (now, 0)
        if held:
            record.msg = f"{record.msg} (and {held} more since the last)"
        return True


def _renderers(stream: TextIO, *, readable: bool) -> list[Any]:
    """No local variables in tracebacks: they may hold pages and passwords."""
    strip = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    plain = structlog.dev.plain_traceback
    if readable:
        return [strip, structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=plain)]
    return [strip, structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]


@dataclass(frozen=True, slots=True)
class Metrics:
    """Every metric of a worker. A field `x` is `dateline_x` (counters: `dateline_x_total`) on /metrics.

    Each is annotated with its meaning and its labels.
    """

    fates: Annotated[
        Counter, "Pages that ended at this worker, by stage, fate and reason.", "stage", "fate", "reason"
    ]
    dead_letters: Annotated[
        Counter,
        "Dead letters made, by stage, what died (page or retraction) and error. A dead retraction is no page's fate.",
        "stage",
        "what",
        "error",
    ]
    messages: Annotated[Counter, "Messages that a stage has done, acknowledged or about to be.", "stage"]
    stage_seconds: Annotated[
        Histogram, "Seconds from a message's entry into its lane to its acknowledgement.", "stage"
    ]
    in_flight: Annotated[Gauge, "Messages in the lanes of a stage.", "stage"]
    in_flight_bytes: Annotated[Gauge, "Bytes of the messages in the lanes of a stage.", "stage"]
    lag: Annotated[
        Gauge, "Records between the committed offset and the end, over this worker's partitions.", "topic"
    ]
    deliveries: Annotated[Counter, "Records that the broker has confirmed.", "topic"]
    delivered_bytes: Annotated[
        Counter, "Bytes of keys and values in these records, before compression.", "topic"
    ]
    undeliverable: Annotated[
        Counter, "Records that the broker will never take: too large, or a wrong timestamp.", "topic"
    ]
    child_restarts: Annotated[
        Counter, "Children replaced: timeout, crash, memory, exception, worn or start.", "cause"
    ]
    children: Annotated[Gauge, "Child processes that take pages now."]
    pool_pages: Annotated[Gauge, "Pages handed to the pool and not done."]
    rebalances: Annotated[Counter, "Assignments that this worker was given by the group."]
    partitions: Annotated[Gauge, "Partitions this worker owns.", "topic"]
    last_ack_seconds: Annotated[Gauge, "Seconds without an acknowledgement while there was work in hand."]
    state_entries: Annotated[Gauge, "Entries of a stage's local index.", "stage", "kind"]
    state_bytes: Annotated[Gauge, "Bytes of a stage's local indexes on disk.", "stage"]
    crowded: Annotated[
        Gauge,
        "Searches for near copies, since the partition came, that may have left candidates out.",
        "stage",
    ]
    state_behind: Annotated[Gauge, "Records of the state log that a stage has yet to read.", "stage"]


@dataclass(frozen=True, slots=True)
class _Described:
    name: str
    kind: Any
    meaning: str
    labels: tuple[str, ...]


def _described() -> list[_Described]:
    hints = get_type_hints(Metrics, include_extras=True)
    return [
        _Described(name, hint.__origin__, hint.__metadata__[0], hint.__metadata__[1:])
        for name, hint in hints.items()
    ]


def new_registry() -> CollectorRegistry:
    """A registry of our own: what a library registers globally doesn't show on /metrics."""
    return CollectorRegistry()


def make_metrics(registry: CollectorRegistry) -> Metrics:
    """The metrics, made on this registry."""
    made = {
        metric.name: metric.kind(
            f"dateline_{metric.name}",
            metric.meaning,
            metric.labels,
            registry=registry,
            **({"buckets": SECONDS} if metric.kind is Histogram else {}),
        )
        for metric in _described()
    }
    return Metrics(**made)


def metrics_table() -> list[tuple[str, str, str, str]]:
    """Every metric as (name on /metrics, kind, labels, meaning), in order."""
    return [
        (
            f"dateline_{metric.name}" + ("_total" if metric.kind is Counter else ""),
            metric.kind.__name__.lower(),
            ", ".join(metric.labels),
            metric.meaning,
        )
        for metric in _described()
    ]


@dataclass(frozen=True, slots=True)
class Totals:
    """Counters and levels of a moment; two of them make the line of the time between. `at` in seconds."""

    at: float
    fates: Mapping[str, float]
    messages: Mapping[str, float]
    restarts: Mapping[str, float]
    lag: Mapping[str, float]
    in_flight: Mapping[str, float]


def totals(metrics: Metrics, at: float) -> Totals:
    """The totals of this moment."""
    return Totals(
        at,
        by_label(metrics.fates, "fate"),
        by_label(metrics.messages, "stage"),
        by_label(metrics.child_restarts, "cause"),
        by_label(metrics.lag, "topic"),
        by_label(metrics.in_flight, "stage"),
    )


def by_label(metric: Counter | Gauge, label: str) -> dict[str, float]:
    """The values of a metric, summed by one of its labels."""
    sums: dict[str, float] = {}
    for family in metric.collect():
        for sample in family.samples:
            if not sample.name.endswith("_created"):
                name = sample.labels[label]
                sums[name] = sums.get(name, 0) + sample.value
    return sums


def minute_line(before: Totals, now: Totals) -> dict[str, Any]:
    """What the line of a minute says: messages a second by stage, fates and restarts since, lag and in flight now."""
    seconds = max(now.at - before.at, 1e-9)
    done = _since(before.messages, now.messages)
    return {
        "per_second": {stage: round(count / seconds, 1) for stage, count in done.items()},
        "fates": {fate: int(count) for fate, count in _since(before.fates, now.fates).items() if count},
        "restarts": {
            cause: int(count) for cause, count in _since(before.restarts, now.restarts).items() if count
        },
        "lag": {topic: int(records) for topic, records in now.lag.items()},
        "in_flight": {stage: int(count) for stage, count in now.in_flight.items()},
    }


def _since(before: Mapping[str, float], now: Mapping[str, float]) -> dict[str, float]:
    return {name: value - before.get(name, 0) for name, value in now.items()}
