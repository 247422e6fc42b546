"""identify: which version of its page an article is. Decides on headers; the body passes as it is."""

from worker.core import headers
from worker.core.decisions import HOP_SEPARATOR, Facts, Kind, Ruling, facts_of
from worker.core.headers import with_values
from worker.core.identity import Identified
from worker.core.model import FateKind, Message, Outcome, Output, Topic
from worker.stages.deciding import Decider, DecidingStage, overtaken

STAGE = "identify"


def stage(decider: Decider[Identified]) -> DecidingStage[Identified]:
    """The stage, deciding with this decider."""
    return DecidingStage(decider, facts_of, outcome)


def outcome(message: Message, facts: Facts, ruling: Ruling[Identified]) -> Outcome:
    """What becomes of a message after the ruling on it."""
    if ruling.overtaken:
        return overtaken(message, facts, STAGE)
    kind = ruling.decision.kind
    if kind in (Kind.UNCHANGED, Kind.STALE):
        fate = headers.fate_of(message, FateKind(kind.value), STAGE, article_id=facts.article_id)
        return Outcome(fate=fate)
    return Outcome((_identified(message, ruling.decision),))


def _identified(message: Message, decision: Identified) -> Output:
    values = {
        headers.KIND: decision.kind.value,
        headers.PREDECESSOR: decision.predecessor,
        headers.ROUTE: HOP_SEPARATOR.join(decision.route),
        headers.HOP: "0",
        headers.STANDING: None,
    }
    key = decision.route[0].encode()
    return Output(Topic.ARTICLES_IDENTIFIED, key, message.value, with_values(message.headers, values))
