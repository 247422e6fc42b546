"""Who is a copy of whom: a text, and what is nearly the same, belongs to the article that publishes it.

A page whose text changes its language has versions in two partitions of dedupe. Each message therefore passes, in
order, the partitions of all the versions before it (its route) and is decided at the last. On the way it releases what
its article holds there, and carries along what became of the version before.
"""

from enum import StrEnum

import msgspec

from worker.core.copies.compare import CopyKind, Likeness, Verdict, compare
from worker.core.copies.sketch import from_text, to_hold, to_text
from worker.core.copies.templates import stands_in
from worker.core.decisions import Facts, Kind, Read, Ruling, Standing, Table, Write, recall, remember

SAME_WORDS = Likeness(CopyKind.EXACT, Verdict.SAME_WORDS, 1.0, 1.0, 1.0, whole=True)


class Action(StrEnum):
    """What dedupe does with a message."""

    FORWARD = "forward"  # to the next hop
    PUBLISH = "publish"  # as identify's kind says
    COPY = "copy"


class Placed(msgspec.Struct, frozen=True, omit_defaults=True):
    """Dedupe's decision on one message at one hop, as it is recorded."""

    action: Action
    offset: int  # of the message, in dedupe's input
    standing: Standing | None = None  # forward: what the version before became, as far as known
    copy_of: str | None = None  # copy: the article that publishes the text
    copy_kind: str | None = None
    retracted: bool = False  # copy: the version before was published and must be taken back
    likeness: Likeness | None = None  # copy: the evidence


class Holding(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an article holds in this partition."""

    origin: str  # the mark of the page that was here last
    text: str | None = None  # the key of the text that it publishes from here
    standing: Standing | None = None  # what that page became here; None where it only passed


def rule(read: Read, facts: Facts, _now: int) -> Ruling[Placed]:
    """Dedupe's rule. Remembers the decision under origin and hop, the article's holding, and whose the text is."""
    held = recall(read, Table.ARTICLES, facts.article_id, Holding)
    known = recall(read, Table.ORIGINS, facts.key, Placed)
    if known is not None:
        return Ruling(known, known=True, overtaken=_overtaken(known, held, facts))
    released = _released(read, held, facts)
    if not facts.last_hop:
        return _pass(held, facts, released)
    found = _original(read, facts)
    return _publish(facts, released) if found is None else _copy(held, facts, found, released)


class Original(msgspec.Struct, frozen=True):
    """The article that a message is a copy of, and on what evidence."""

    article: str
    likeness: Likeness


def _original(read: Read, facts: Facts) -> Original | None:
    """The first in the log of those that publish this text, or nearly the same; None where none does."""
    owner = read(Table.TEXTS, text_key(facts))
    if owner == facts.article_id:
        return None
    if owner is not None and (likeness := _same_words(read, facts, owner)):
        return Original(owner, likeness)
    if facts.sketch is None or not facts.sketch.comparable:
        return None
    for candidate in read.near(facts.sketch.keys):
        likeness = None if candidate.article == facts.article_id else compare(facts.sketch, candidate.sketch)
        if likeness is not None:
            return Original(candidate.article, likeness)
    return None


def _same_words(read: Read, facts: Facts, owner: str) -> Likeness | None:
    """The evidence of an exact copy, with what differs beside the text where the original's sketch is held; None where the words are no story's."""
    original = read(Table.SKETCHES, owner) if facts.sketch else None
    if facts.sketch is None or original is None:
        return SAME_WORDS
    held = from_text(original)
    return None if stands_in(facts.sketch, held) else compare(facts.sketch, held) or SAME_WORDS


def text_key(facts: Facts) -> str:
    """What a text is known under. With its language, so that nothing hangs on which languages share a partition."""
    return f"{facts.dedupe_key}:{facts.copy_hash}"


def _pass(held: Holding | None, facts: Facts, released: tuple[Write, ...]) -> Ruling[Placed]:
    decision = Placed(Action.FORWARD, facts.offset, standing=_standing(held, facts))
    return _ruling(facts, decision, Holding(facts.mark, text=_kept(held, facts)), released)


def _publish(facts: Facts, released: tuple[Write, ...]) -> Ruling[Placed]:
    text = text_key(facts)
    claims = (Write(Table.TEXTS, text, facts.article_id), *_sketched(facts))
    kept = tuple(write for write in released if write.table is not Table.SKETCHES or len(claims) == 1)
    holding = Holding(facts.mark, text, Standing.PUBLISHED)
    return _ruling(facts, Placed(Action.PUBLISH, facts.offset), holding, (*kept, *claims))


def _sketched(facts: Facts) -> tuple[Write, ...]:
    """The sketch to hold, of a text that can have near copies."""
    if facts.sketch is None or not facts.sketch.comparable:
        return ()
    return (Write(Table.SKETCHES, facts.article_id, to_text(to_hold(facts.sketch))),)


def _copy(held: Holding | None, facts: Facts, of: Original, released: tuple[Write, ...]) -> Ruling[Placed]:
    decision = Placed(
        Action.COPY,
        facts.offset,
        copy_of=of.article,
        copy_kind=of.likeness.kind.value,
        retracted=_was_published(held, facts),
        likeness=of.likeness,
    )
    return _ruling(facts, decision, Holding(facts.mark, None, Standing.COPY), released)


def _ruling(facts: Facts, decision: Placed, holding: Holding, texts: tuple[Write, ...]) -> Ruling[Placed]:
    known = remember(Table.ORIGINS, facts.key, decision)
    return Ruling(decision, (known, remember(Table.ARTICLES, facts.article_id, holding), *texts))


def _released(read: Read, held: Holding | None, facts: Facts) -> tuple[Write, ...]:
    """The end of the article's claims here, unless this message brings the same text again.

    A claim that expired meanwhile may be another article's by now, and stays. A sketch is nobody else's.
    """
    if held is None or held.text is None or held.text == text_key(facts):
        return ()
    texts = (Write(Table.TEXTS, held.text, None),) if read(Table.TEXTS, held.text) == facts.article_id else ()
    return (*texts, Write(Table.SKETCHES, facts.article_id, None))


def _kept(held: Holding | None, facts: Facts) -> str | None:
    return held.text if held and held.text == text_key(facts) else None


def _standing(held: Holding | None, facts: Facts) -> Standing | None:
    """What the version before became: what stands here is newer than what an earlier hop told."""
    return (held.standing if held else None) or facts.standing


def _was_published(held: Holding | None, facts: Facts) -> bool:
    """Whether the version before may be with the readers. Unknown counts as yes: a retraction too many is harmless."""
    standing = _standing(held, facts)
    return standing is Standing.PUBLISHED or (standing is None and facts.kind is Kind.REPLACED)


def _overtaken(known: Placed, held: Holding | None, facts: Facts) -> bool:
    moved_on = held is not None and held.origin != facts.mark
    return known.action is not Action.FORWARD and moved_on and known.offset != facts.offset
