"""Which version of a page this is: new, replaced, unchanged or stale; and the way it takes through dedupe."""

import msgspec

from worker.core.decisions import Facts, Kind, Read, Ruling, Table, recall, remember

ROUTE_MEMORY = 86_400_000  # ms: messages between identify and dedupe are taken to be younger than a day
ROUTE_LIMIT = 16  # hops
PUBLISHED = (Kind.NEW, Kind.REPLACED)


class Identified(msgspec.Struct, frozen=True, omit_defaults=True):
    """Identify's decision on one message, as it is recorded. `route` is empty where the page ends here."""

    kind: Kind
    offset: int  # of the message, in identify's input
    predecessor: str | None = None  # content hash of the version before
    route: tuple[str, ...] = ()


class Version(msgspec.Struct, frozen=True, omit_defaults=True):
    """The version of an article that is held."""

    origin: str  # the page that brought it
    kind: Kind
    text_hash: str
    content_hash: str
    route: tuple[str, ...]
    turned: int  # when the route last got a hop, ms
    # The newest time seen of the article, also of a page that brought nothing new.
    newest: int | None = None
    predecessor: str | None = None


def rule(read: Read, facts: Facts, now: int) -> Ruling[Identified]:
    """Identify's rule. Remembers the decision under its origin and the version held under the article's id."""
    held = recall(read, Table.ARTICLES, facts.article_id, Version)
    known = recall(read, Table.ORIGINS, facts.key, Identified) or _own(held, facts)
    if known is not None:
        return Ruling(known, known=True, overtaken=_overtaken(known, held, facts))
    kind = judge(held, facts)
    version = succeed(held, facts, kind, now)
    published = kind in PUBLISHED
    decision = Identified(
        kind, facts.offset, version.predecessor if published else None, version.route if published else ()
    )
    return Ruling(
        decision,
        (
            remember(Table.ORIGINS, facts.key, decision),
            remember(Table.ARTICLES, facts.article_id, version),
        ),
    )


def judge(held: Version | None, facts: Facts) -> Kind:
    """What a page is, beside the version held. Of two pages with equal event times the later in the log counts."""
    if held is None:
        return Kind.NEW
    if _before(facts.time, held.newest):
        return Kind.STALE
    return Kind.UNCHANGED if facts.text_hash == held.text_hash else Kind.REPLACED


def succeed(held: Version | None, facts: Facts, kind: Kind, now: int) -> Version:
    """The version held after this page."""
    if held is not None and kind is Kind.STALE:
        return held
    if held is not None and kind is Kind.UNCHANGED:
        return msgspec.structs.replace(held, newest=_latest(held, facts))
    route = extend(held, facts.dedupe_key, now)
    return Version(
        origin=facts.page,
        kind=kind,
        text_hash=facts.text_hash,
        content_hash=facts.content_hash,
        route=route,
        turned=held.turned if held and route == held.route else now,
        newest=_latest(held, facts),
        predecessor=held.content_hash if held else None,
    )


def extend(held: Version | None, key: str, now: int) -> tuple[str, ...]:
    """The dedupe keys that a new version must pass: those of the versions before it, and its own last.

    The way is cut to the last two where no earlier version can still be on its way: when its last turn lies more than
    a day back. That is judged by when decisions were made, not by the pages' times: a backlog of a week is decided
    within minutes, and then all its versions are on their way at once.
    """
    if held is None:
        return (key,)
    past = held.route if now - held.turned <= ROUTE_MEMORY else held.route[-1:]
    route = past if past[-1] == key else (*past, key)
    return route if len(route) <= ROUTE_LIMIT else route[-2:]


def _own(held: Version | None, facts: Facts) -> Identified | None:
    """The decision on the very page that brought the version held: known also when its origin's entry has expired."""
    if held is None or held.origin != facts.page:
        return None
    return Identified(held.kind, facts.offset, held.predecessor, held.route)


def _overtaken(known: Identified, held: Version | None, facts: Facts) -> bool:
    moved_on = held is not None and held.origin != facts.page
    return known.kind in PUBLISHED and moved_on and known.offset != facts.offset


def _latest(held: Version | None, facts: Facts) -> int | None:
    return held.newest if facts.time is None and held is not None else facts.time


def _before(time: int | None, other: int | None) -> bool:
    return time is not None and other is not None and time < other
