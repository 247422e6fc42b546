"""What identify and dedupe share: facts from a message's headers, a ruling on them, the outcome it makes.

Both decide on headers alone and pass the body on as it is.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from worker.core import headers
from worker.core.decisions import Facts, Ruling
from worker.core.errors import PoisonPage
from worker.core.model import FateKind, Message, Outcome

D = TypeVar("D")


class Decider(Protocol[D]):
    """What decides: `worker.state.partitions.Partitions`."""

    def decide(self, partition: int, facts: Facts, /) -> Awaitable[Ruling[D]]:
        """The ruling on a message, once it may be acted on."""


@dataclass(frozen=True, slots=True)
class DecidingStage(Generic[D]):
    """A stage that decides. Messages of a partition are handed to `begin` in their order, without waiting for its result.

    `facts` reads them from a message and raises ValueError where its headers are broken; `outcome` says what becomes of
    a message after the ruling on it.
    """

    decider: Decider[D]
    facts: Callable[[Message], Facts]
    outcome: Callable[[Message, Facts, Ruling[D]], Outcome]

    def begin(self, message: Message) -> Awaitable[Outcome]:
        """Decide at once; the outcome comes when the decision stands. Raises (then) PoisonPage for broken headers."""
        try:
            facts = self.facts(message)
        except ValueError as error:
            return _broken(error)
        return self._finish(message, facts, self.decider.decide(message.partition, facts))

    async def _finish(self, message: Message, facts: Facts, ruling: Awaitable[Ruling[D]]) -> Outcome:
        return self.outcome(message, facts, await ruling)


def overtaken(message: Message, facts: Facts, stage: str) -> Outcome:
    """What becomes of a message that came once more behind a newer version: sent again by hand, it ends as stale."""
    if not facts.replayed:
        return Outcome()
    return Outcome(fate=headers.fate_of(message, FateKind.STALE, stage, article_id=facts.article_id))


async def _broken(error: ValueError) -> Outcome:
    raise PoisonPage("exception", f"ValueError: {error}") from error
