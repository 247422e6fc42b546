"""The types that all of Dateline shares: pages, articles, tags, messages, outcomes, fates."""

from enum import StrEnum
from typing import Any

import msgspec

PAGE_LIMIT = 10_000_000  # bytes of one page's message; a larger one is rejected
# Headers as Kafka has them: in their order; a name may come twice, a value may be missing.
Headers = tuple[tuple[str, bytes | None], ...]


class Topic(StrEnum):
    """The topics by their plain names; the prefix is added at the edge."""

    PAGES_RAW = "pages.raw"
    PAGES_REPLAY = "pages.replay"
    ARTICLES_CLEAN = "articles.clean"
    ARTICLES_IDENTIFIED = "articles.identified"
    ARTICLES_UNIQUE = "articles.unique"
    ARTICLES_TAGGED = "articles.tagged"
    ARTICLES_COPIES = "articles.copies"
    PAGES_DEAD = "pages.dead"
    PAGES_FATES = "pages.fates"
    IDENTIFY_STATE = "identify.state"
    DEDUPE_STATE = "dedupe.state"


class FateKind(StrEnum):
    """How an input page ends. Every page ends in exactly one."""

    PUBLISHED = "published"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    STALE = "stale"
    COPY = "copy"
    REJECTED = "rejected"
    DEAD = "dead"


class Reason(StrEnum):
    """Why a page is rejected: a closed list, part of the contract."""

    MALFORMED = "malformed"  # not JSON, or JSON of the wrong form
    EMPTY = "empty"  # no bytes, or neither html nor text in it
    TOO_LARGE = "too_large"  # over the page limit of 10 MB, or beyond what is read of tags, lines, attributes of a tag or depth
    UNKNOWN_ENCODING = "unknown_encoding"  # bytes that no charset reads as text, or that were handed in as a text: a PDF, a picture, base64
    NO_TEXT = "no_text"  # a page in which no article text was found (scripts only, forms only)
    TOO_SHORT = "too_short"  # too little text to be an article; a plain text only without a letter
    NOT_AN_ARTICLE = "not_an_article"  # index, search, login, consent or error page, shop, forum, video alone, the site on itself …; `page_kind` says which; a feed, data or code


class Origin(msgspec.Struct, frozen=True):
    """Where a page came in: its record on `pages.raw`. `timestamp` is the record's, in ms since the epoch."""

    topic: str
    partition: int
    offset: int
    timestamp: int

    def __str__(self) -> str:
        return f"{self.topic}:{self.partition}:{self.offset}"


class Message(msgspec.Struct, frozen=True):
    """One Kafka record as it came. `topic` is the real name, with its prefix; `timestamp` in ms since the epoch."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: Headers = ()

    @property
    def coordinates(self) -> str:
        """Where the record stands, as `topic:partition:offset`."""
        return f"{self.topic}:{self.partition}:{self.offset}"


class Output(msgspec.Struct, frozen=True):
    """One record to send."""

    topic: Topic
    key: bytes | None
    value: bytes | None
    headers: Headers = ()
    timestamp: int | None = None


class Fate(msgspec.Struct, frozen=True, omit_defaults=True):
    """How one input page ended; its body on `pages.fates`. The first three are the coordinates of the page's record.

    A page that came again through `pages.replay` is named by its coordinates there, with `origin` and `replay_id`.
    """

    topic: str
    partition: int
    offset: int
    fate: FateKind
    reason: str | None = None  # a `Reason` where rejected, the error's class where dead
    article_id: str | None = None
    ce_id: str | None = None
    copy_of: str | None = None  # the canonical article's id
    stage: str | None = None  # the stage that ended it
    origin: str | None = None  # of a replayed page only: where it first came in
    replay_id: str | None = None


class Outcome(msgspec.Struct, frozen=True):
    """What a stage makes of one message: records to send in this order, and the fate where the page ends here.

    `barrier`: nothing of it is sent before all outputs with this key that went before it in its lane are acknowledged.
    For a record that another worker answers by one of its own: that must not overtake what we have on its way.
    """

    outputs: tuple[Output, ...] = ()
    fate: Fate | None = None
    barrier: bytes | None = None


class PageJson(msgspec.Struct, frozen=True, kw_only=True):
    """A page in JSON, as `pages.raw` takes it: every field may be missing or null; html wins over text."""

    id: str | None = None
    url: str | None = None
    title: str | None = None
    html: str | None = None
    text: str | None = None
    fetched_at: str | None = None
    published: str | None = None
    content_type: str | None = None
    charset: str | None = None
    site: str | None = None
    lang: str | None = None
    meta: dict[str, Any] | None = None


class RawPage(PageJson, frozen=True, kw_only=True):
    """A page as handed in, decoded. Exactly one of `html` and `text` is set. Times are ISO 8601 in UTC."""

    notes: tuple[str, ...] = ()  # what was dropped or guessed while reading, for people
    raw_digest: str = ""  # hash of the raw bytes: the identity of a page without URL and id


class Removed(msgspec.Struct, frozen=True):
    """One passage taken out of the text, and the rule that took it."""

    text: str
    rule: str


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """A cleaned article: the body of `articles.clean`. Field order is the order on the wire."""

    article_id: str
    url: str | None
    canonical_url: str | None
    id: str | None
    site: str | None
    title: str | None
    text: str
    lang: str | None  # ISO 639-1, or None where nothing was sure enough
    lang_source: str  # "text" | "declared" | "none"; only from "text" is it dedupe's key
    authors: tuple[str, ...]
    published: str | None  # ISO 8601 date or date-time
    # "given" | "json-ld" | "open-graph" | "meta" | …; "url" and "updated" mark a guess
    published_source: str | None
    modified: str | None
    section: str | None
    image: str | None
    partial: bool  # only the free opening of a longer article
    removed: tuple[Removed, ...]
    notes: tuple[str, ...]
    meta: dict[str, Any] | None
    event_time: str | None  # ISO 8601 UTC; None only without Kafka and without fetched_at
    content_hash: str
    text_hash: str
    copy_hash: str
    versions: dict[str, str]
    # Of each field that has a value, where in the page (or "given") it was found.
    sources: dict[str, str] = {}
    # "live_blog" | "gallery" | "video"; of a rejected page "index", "login", …; None for any other article
    page_kind: str | None = None


class Rejection(msgspec.Struct, frozen=True):
    """A page that is no article, why, and what could be read of it all the same."""

    reason: Reason
    detail: str
    article: Article | None = None


class Country(msgspec.Struct, frozen=True):
    """A country the article is about or mentions. Spans are `Span`s in code points."""

    code: str  # ISO 3166-1 alpha-2, plus XK
    relation: str  # "about" | "mentioned"
    salience: float  # 0-1, three decimals
    evidence: dict[str, int]  # counts by kind: name, demonym, city, region, metonym, leader
    spans: tuple["Span", ...]


class Span(msgspec.Struct, frozen=True, omit_defaults=True):
    """`[start, end)` in Unicode code points into the field named by `field`, and the rule that made it."""

    start: int
    end: int
    rule: str
    field: str = "text"  # "text" | "title"


class Leader(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A leader named in the article, with the office that counts most at the article's date."""

    id: str | None = None  # Wikidata id where known
    name: str  # the usual English one, in Latin script
    country: str
    office: str
    kind: str  # "head" | "minister"
    portfolio: str | None = (
        None  # what a minister sees to: "foreign", "defence", …; "deputy": who stands in for a head
    )
    status: str  # "current" | "former" | "designate" | "unknown"
    wording: str | None = None  # the page's own word for it ("former"), kept as evidence
    spans: tuple[Span, ...] = ()


class Tags(msgspec.Struct, frozen=True):
    """Countries (most salient first) and leaders (first named first) of an article.

    `evaluated` says what the data could judge in the article's language, by tagger:
    "full", "partial" (only what holds in any language) or "none" - which is not "none found".
    """

    countries: tuple[Country, ...]
    leaders: tuple[Leader, ...]
    evaluated: dict[str, str]
    date: str | None  # the date that decided the leaders' status
    date_source: str  # "published" | "fetched" | "none"
