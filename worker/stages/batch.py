"""The stream's decisions for a batch: identify and dedupe in one go, over dicts, in input order."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from worker.core import identity
from worker.core.copies import rule as copies
from worker.core.copies.candidates import Candidate, SketchIndex
from worker.core.copies.compare import Likeness
from worker.core.copies.rule import Action
from worker.core.copies.sketch import from_text
from worker.core.decisions import Facts, Kind, Rule, Ruling, Table
from worker.core.model import FateKind

D = TypeVar("D")


class Decision(msgspec.Struct, frozen=True):
    """How an article of the batch ends, and what its event says of it."""

    fate: FateKind  # published | replaced | unchanged | stale | copy
    predecessor: str | None = None
    copy_of: str | None = None
    copy_kind: str | None = None
    likeness: Likeness | None = None
    retracted: bool = False  # a version of it was published before, and is taken back


class _Memory:
    """What one stage remembers, for as long as the batch takes."""

    def __init__(self) -> None:
        self._tables: dict[str, dict[str, Any]] = defaultdict(dict)
        self._sketches = SketchIndex()

    def __call__(self, table: Table, key: str, /) -> Any:
        return self._tables[table].get(key)

    def near(self, keys: Sequence[int], /) -> list[Candidate]:
        return self._sketches.near(keys)

    def keep(self, ruling: Ruling[Any]) -> None:
        for write in ruling.writes:
            if write.table is not Table.ORIGINS:  # nothing comes twice in a batch
                self._tables[write.table][write.key] = write.value
            if write.table is Table.SKETCHES:
                self._sketches.put(write.key, None if write.value is None else from_text(write.value))


class BatchDecider:
    """Decides on the articles of a batch, one after the other. Nothing expires."""

    def __init__(self) -> None:
        self._versions, self._texts = _Memory(), _Memory()

    def decide(self, facts: Facts) -> Decision:
        """The decision on the next article. Each has an origin of its own: its place in the batch will do."""
        identified = self._rule(self._versions, identity.rule, facts)
        if identified.kind in (Kind.UNCHANGED, Kind.STALE):
            return Decision(FateKind(identified.kind.value))
        here = msgspec.structs.replace(facts, kind=identified.kind, route=(facts.dedupe_key,), hop=0)
        placed = self._rule(self._texts, copies.rule, here)
        if placed.action is Action.COPY:
            return Decision(
                FateKind.COPY,
                identified.predecessor,
                placed.copy_of,
                placed.copy_kind,
                placed.likeness,
                placed.retracted,
            )
        fate = FateKind.PUBLISHED if identified.kind is Kind.NEW else FateKind.REPLACED
        return Decision(fate, identified.predecessor)

    @staticmethod
    def _rule(memory: _Memory, rule: Rule[D], facts: Facts) -> D:
        ruling = rule(memory, facts, 0)
        memory.keep(ruling)
        return ruling.decision
