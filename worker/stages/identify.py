"""identify: which version of its page an article is. Decides on headers; the body passes as it is."""

from collections.abc import Awaitable
from typing import Protocol

from worker.core import headers
from worker.core.decisions import HOPS_PARTED_BY, Facts, Kind, Ruling, facts_of
from worker.core.errors import PoisonPage
from worker.core.headers import with_values
from worker.core.identity import Identified
from worker.core.model import FateKind, Message, Outcome, Output, Topic

STAGE = "identify"


class Decider(Protocol):
    """What decides: `worker.state.partitions.Partitions`."""

    def decide(self, partition: int, facts: Facts, /) -> Awaitable[Ruling[Identified]]:
        """The ruling on a message, once it may be acted on."""


class Identify:
    """The stage. Messages of a partition are handed to `begin` in their order, without waiting for its result."""

    def __init__(self, decider: Decider) -> None:
        self._decider = decider

    def begin(self, message: Message) -> Awaitable[Outcome]:
        """Decide at once; the outcome comes when the decision stands. Raises (then) PoisonPage for broken headers."""
        try:
            facts = facts_of(message)
        except ValueError as error:
            return unfit(error)
        return _finish(message, facts, self._decider.decide(message.partition, facts))


async def _finish(message: Message, facts: Facts, ruling: Awaitable[Ruling[Identified]]) -> Outcome:
    return outcome(message, facts, await ruling)


async def unfit(error: ValueError) -> Outcome:
    """The end of a message that isn't fit to be decided on."""
    raise PoisonPage("exception", f"ValueError: {error}") from error


def outcome(message: Message, facts: Facts, ruling: Ruling[Identified]) -> Outcome:
    """What becomes of a message after the ruling on it."""
    kind = ruling.decision.kind
    if kind in (Kind.UNCHANGED, Kind.STALE):
        fate = headers.fate_of(message, FateKind(kind.value), STAGE, article_id=facts.article_id)
        return Outcome(fate=fate)
    return Outcome((_identified(message, ruling.decision),))


def _identified(message: Message, decision: Identified) -> Output:
    values = {
        headers.KIND: decision.kind.value,
        headers.PREDECESSOR: decision.predecessor,
        headers.ROUTE: HOPS_PARTED_BY.join(decision.route),
        headers.HOP: "0",
        headers.STANDING: None,
    }
    key = decision.route[0].encode()
    return Output(Topic.ARTICLES_IDENTIFIED, key, message.value, with_values(message.headers, values))
