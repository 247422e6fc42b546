"""dedupe: one text, one article. Decides on headers; the body passes as it is."""

from worker.core import codec, headers
from worker.core.copies.compare import Likeness, Verdict
from worker.core.copies.rule import Action, Placed
from worker.core.decisions import Facts, Kind, Ruling, facts_of
from worker.core.headers import with_values
from worker.core.model import Fate, FateKind, Message, Outcome, Output, Topic
from worker.stages.deciding import Decider, DecidingStage, overtaken

STAGE = "dedupe"
COPY_TYPE = "dateline.article.copy.v1"
# Headers that nobody needs behind dedupe.
_DROPPED: dict[str, str | None] = {
    headers.ROUTE: None,
    headers.HOP: None,
    headers.STANDING: None,
    headers.SKETCH: None,
}


def stage(decider: Decider[Placed]) -> DecidingStage[Placed]:
    """The stage, deciding with this decider."""
    return DecidingStage(decider, lambda message: _routed(facts_of(message)), outcome)


def outcome(message: Message, facts: Facts, ruling: Ruling[Placed]) -> Outcome:
    """What becomes of a message after the ruling on it."""
    if ruling.overtaken:
        return overtaken(message, facts, STAGE)
    decision = ruling.decision
    if decision.action is Action.FORWARD:
        # The version before may have been published from here, and must be there before this one comes around.
        return Outcome((_forwarded(message, facts, decision),), barrier=facts.article_id.encode())
    if decision.action is Action.PUBLISH:
        return Outcome((_unique(message, facts),))
    retraction = (_retraction(message, facts, decision),) if decision.retracted else ()
    return Outcome((_copy(message, facts, decision), *retraction), _copy_fate(message, facts, decision))


def _routed(facts: Facts) -> Facts:
    if facts.kind not in (Kind.NEW, Kind.REPLACED) or not 0 <= facts.hop < len(facts.route):
        raise ValueError(f"no way through dedupe: kind {facts.kind}, hop {facts.hop} of {list(facts.route)}")
    return facts


def _forwarded(message: Message, facts: Facts, decision: Placed) -> Output:
    hop = facts.hop + 1
    values = {headers.HOP: str(hop), headers.STANDING: decision.standing}
    passed_on = with_values(message.headers, values)
    return Output(Topic.ARTICLES_IDENTIFIED, facts.route[hop].encode(), message.value, passed_on)


def _unique(message: Message, facts: Facts) -> Output:
    told = with_values(message.headers, _DROPPED)
    return Output(Topic.ARTICLES_UNIQUE, facts.article_id.encode(), message.value, told)


def _copy(message: Message, facts: Facts, decision: Placed) -> Output:
    values = {
        **_DROPPED,
        headers.CE_TYPE: COPY_TYPE,
        headers.COPY_OF: decision.copy_of,
        headers.COPY_KIND: decision.copy_kind,
        **(_evidence(decision.likeness) if decision.likeness else {}),
    }
    told = with_values(message.headers, values)
    return Output(Topic.ARTICLES_COPIES, facts.article_id.encode(), message.value, told)


def _evidence(likeness: Likeness) -> dict[str, str | None]:
    """What a copy has of its original, and where it differs."""
    exact = likeness.how is Verdict.SAME_WORDS
    passages = (f"{start}-{end}" for start, end in likeness.passages)
    return {
        headers.SIMILARITY: f"{likeness.of_new:.3f}",
        headers.COVERAGE: f"{likeness.of_held:.3f}",
        headers.JACCARD: f"{likeness.jaccard:.3f}",
        headers.MATCHED: "text" if exact else None,
        headers.CHANGE: likeness.how.value,
        headers.DIFFERS: ",".join(likeness.differs) or None,
        headers.EVIDENCE: "whole" if likeness.whole else "sample",
        headers.PASSAGES: ",".join(passages) or None,
    }


def _retraction(message: Message, facts: Facts, decision: Placed) -> Output:
    body = {
        "article_id": facts.article_id,
        "content_hash": facts.content_hash,
        "copy_of": decision.copy_of,
        "event_time": headers.as_dict(message.headers)[headers.CE_TIME],
    }
    values = {**_DROPPED, headers.KIND: headers.RETRACTED, headers.COPY_OF: decision.copy_of}
    told = with_values(message.headers, values)
    return Output(Topic.ARTICLES_UNIQUE, facts.article_id.encode(), codec.to_json(body), told)


def _copy_fate(message: Message, facts: Facts, decision: Placed) -> Fate:
    ce_id = headers.as_dict(message.headers).get(headers.CE_ID)
    return headers.fate_of(
        message, FateKind.COPY, STAGE, article_id=facts.article_id, ce_id=ce_id, copy_of=decision.copy_of
    )
