"""The headers that carry what isn't in a body: CloudEvents attributes, origin, and facts for the stages.

CloudEvents 1.0, Kafka binding, binary mode: attributes are `ce_<name>` headers, the body's media type is `content-type`.
Names of our own attributes are lower-case letters and digits, as CloudEvents asks. All values are UTF-8 text.
"""

import re
from collections.abc import Iterable, Mapping

from worker.core.model import Fate, FateKind, Headers, Message, Origin

CONTENT_TYPE = "content-type"
CE_SPECVERSION = "ce_specversion"
CE_ID = "ce_id"
CE_SOURCE = "ce_source"
CE_TYPE = "ce_type"
CE_TIME = "ce_time"  # the event time
CE_SUBJECT = "ce_subject"  # the article id

ORIGIN = "ce_origin"  # topic:partition:offset of the input page
ORIGIN_TIME = "ce_origintime"  # that record's timestamp, ms since the epoch
REPLAY_ID = "ce_replayid"  # of the replay or the redrive that sent the page once more
REPLAY_AT = "ce_replayat"  # topic:partition:offset on `pages.replay`, where the page came again through it

LANG = "ce_lang"
CONTENT_HASH = "ce_contenthash"
TEXT_HASH = "ce_texthash"  # equal: the same version of a page
COPY_HASH = "ce_copyhash"  # equal under another article: a copy
SKETCH = "ce_sketch"  # what near copies are known by: `worker.core.copies.sketch.to_text`
DEDUPE_KEY = "ce_dedupekey"  # the language the text itself told, or the first of its kin, else "und": dedupe's partition key

KIND = "ce_kind"  # identify's word: new | replaced; dedupe's own: retracted
PREDECESSOR = "ce_predecessor"  # content hash of the version before
ROUTE = "ce_route"  # dedupe keys to pass, first to last, comma separated
HOP = "ce_hop"  # index into the route
STANDING = "ce_standing"  # what the article's last version became at an earlier hop: published | copy

COUNTRIES = "ce_countries"
ABOUT = "ce_about"
LEADERS = "ce_leaders"
EVALUATED = "ce_evaluated"  # what each tagger could judge: countries=full,leaders=none
COPY_OF = "ce_copyof"
COPY_KIND = "ce_copykind"
SIMILARITY = "ce_similarity"  # of a copy, 0.000-1.000: the share of its text that the original has
COVERAGE = "ce_coverage"  # the share of the original's text that the copy has
JACCARD = "ce_jaccard"  # the share of both texts together that both have
MATCHED = "ce_matched"  # text: the same words
CHANGE = "ce_change"  # same-words | edited | extends | shortened
DIFFERS = "ce_differs"  # where the copy differs: title,opening,ending,numbers,names,site,agency
EVIDENCE = "ce_evidence"  # whole: both texts were compared shingle by shingle; sample: by samples of them
PASSAGES = "ce_passages"  # of the copy, that the original lacks: start-end, comma separated

ERRORS = "__connect.errors."  # begins the names of a dead letter's own headers, as Kafka Connect writes them

RETRACTED = "retracted"  # the value of `ce_kind` that takes a published article back
SOURCE = "/dateline"  # the value of `ce_source`

# Kafka's own bounds: a topic's name, a partition in 31 bits, an offset in 63.
PLACE = re.compile(r"([A-Za-z0-9._-]{1,249}):([0-9]{1,9}):([0-9]{1,18})")
TIME_DIGITS = 16  # of a record's time in ms; with more it is past the year 300000, and no clock's
LONGEST_REPLAY_ID = 249  # characters; it is part of a fate, which is small


def as_dict(headers: Iterable[tuple[str, bytes | None]]) -> dict[str, str]:
    """Header values as text, missing ones left out; of a repeated name the last. Bytes that aren't UTF-8 become U+FFFD."""
    return {name: value.decode("utf-8", "replace") for name, value in headers if value is not None}


def encode(values: Mapping[str, str | None]) -> Headers:
    """Headers from text values, in the mapping's order; None is left out."""
    return tuple((name, value.encode()) for name, value in values.items() if value is not None)


def with_values(headers: Headers, values: Mapping[str, str | None]) -> Headers:
    """The headers with these names set anew (None: removed), the others as they were."""
    kept = tuple((name, value) for name, value in headers if name not in values)
    return kept + encode(values)


def origin_of(message: Message) -> Origin:
    """The input page that a message between the stages descends from. Raises ValueError where that header is broken."""
    return origin_in(as_dict(message.headers))


def origin_in(values: Mapping[str, str]) -> Origin:
    """The same from headers as text."""
    try:
        place, timestamp = values[ORIGIN], int(values[ORIGIN_TIME])
    except KeyError as error:
        raise ValueError(f"header {error} is missing") from error
    if believable(timestamp) != timestamp:
        raise ValueError(f"header {ORIGIN_TIME!r} is no time")
    return parse_origin(place, timestamp)


def parse_origin(text: str, timestamp: int) -> Origin:
    """The origin of `topic:partition:offset`. Raises ValueError on another form."""
    place = PLACE.fullmatch(text)
    if place is None:
        raise ValueError(f"{text[:80]!r} is no topic:partition:offset")
    topic, partition, offset = place.groups()
    return Origin(topic, int(partition), int(offset), timestamp)


def believable(timestamp: int) -> int:
    """A record's time in ms since the epoch; -1, as Kafka says that there is none, where no clock shows it."""
    return timestamp if abs(timestamp) < 10**TIME_DIGITS else -1


def replay_at_in(values: Mapping[str, str]) -> Origin | None:
    """Where a page came again on `pages.replay`, from headers as text; None where it didn't. Raises ValueError where that is broken."""
    return parse_origin(values[REPLAY_AT], 0) if REPLAY_AT in values else None


def replay_id_in(values: Mapping[str, str]) -> str | None:
    """The replay that brought a page, from headers as text. An empty name, or one too long for a fate, is none."""
    name = values.get(REPLAY_ID, "")
    return name if 0 < len(name) <= LONGEST_REPLAY_ID else None


def fate_of(message: Message, fate: FateKind, stage: str, **details: str | None) -> Fate:
    """The fate of the input page that a message between the stages descends from.

    `details` are `Fate`'s optional fields: reason, article_id, ce_id, copy_of.
    """
    values = as_dict(message.headers)
    origin, at = origin_in(values), replay_at_in(values)
    if at is None:
        return Fate(origin.topic, origin.partition, origin.offset, fate, stage=stage, **details)
    replay_id = replay_id_in(values)
    return Fate(
        at.topic,
        at.partition,
        at.offset,
        fate,
        stage=stage,
        origin=str(origin),
        replay_id=replay_id,
        **details,
    )
