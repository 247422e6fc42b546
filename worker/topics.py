"""The topics as Dateline needs them: partitions, limits, how long they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from worker.core.model import Topic
from worker.settings import Settings

MIB = 1 << 20
DAY_MS = 86_400_000
FOR_GOOD = -1  # as Kafka writes it; of dead letters: by age, those of old pages would go at once
MESSAGE_LIMIT = 16 * MIB  # of every topic that carries pages or articles
DEAD_LIMIT = MESSAGE_LIMIT + MIB  # a dead letter has its error's headers on top
SMALL_LIMIT = MIB  # of the topics of decisions and fates


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic: its real name, what it is for, and the configuration that `topics create` gives it."""

    topic: Topic
    name: str
    meaning: str
    partitions: int
    configs: Mapping[str, str] = field(default_factory=dict)

    @property
    def message_limit(self) -> int:
        """Bytes of the largest message it must take."""
        return int(self.configs["max.message.bytes"])


def specs(settings: Settings) -> list[TopicSpec]:
    """All topics of a deployment, in the order of the flow."""
    day = DAY_MS
    identity, copies = settings.identity_days * day, settings.copy_days * day
    # A state topic outlives what it holds by a week: event time may lag the record's own.
    rows = [
        (Topic.PAGES_RAW, "the pages as they came", MESSAGE_LIMIT, 7 * day),
        (Topic.PAGES_REPLAY, "pages that go through once more", MESSAGE_LIMIT, 7 * day),
        (Topic.ARTICLES_CLEAN, "clean to identify, keyed by article", MESSAGE_LIMIT, 7 * day),
        (Topic.ARTICLES_IDENTIFIED, "identify to dedupe, keyed by language", MESSAGE_LIMIT, 7 * day),
        (Topic.ARTICLES_UNIQUE, "dedupe to tag, keyed by article", MESSAGE_LIMIT, 7 * day),
        (Topic.ARTICLES_TAGGED, "the events for subscribers, keyed by article", MESSAGE_LIMIT, 30 * day),
        (Topic.ARTICLES_COPIES, "articles that are copies, and of what", MESSAGE_LIMIT, 30 * day),
        (Topic.PAGES_DEAD, "messages that could not be processed, whole", DEAD_LIMIT, FOR_GOOD),
        (Topic.PAGES_FATES, "how each page ended, keyed by origin", SMALL_LIMIT, 14 * day),
        (Topic.IDENTIFY_STATE, "identify's decisions", SMALL_LIMIT, identity + 7 * day),
        (Topic.DEDUPE_STATE, "dedupe's decisions", SMALL_LIMIT, max(identity, copies) + 7 * day),
    ]
    return [_spec(settings, topic, meaning, limit, kept) for topic, meaning, limit, kept in rows]


def real_name(prefix: str, topic: Topic) -> str:
    """The topic's name on the broker."""
    return prefix + topic.value


def _spec(settings: Settings, topic: Topic, meaning: str, limit: int, kept_ms: int) -> TopicSpec:
    policy = "compact,delete" if topic is Topic.ARTICLES_TAGGED else "delete"
    configs = {
        "cleanup.policy": policy,
        "retention.ms": str(kept_ms),
        "max.message.bytes": str(limit),
        "compression.type": "producer",
    }
    return TopicSpec(topic, real_name(settings.prefix, topic), meaning, settings.partitions, configs)
