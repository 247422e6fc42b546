"""The lines of `dateline process`: a page's fate, then the body of its event as the stream would publish it."""

from collections import Counter
from typing import Any

import msgspec

from worker.core.codec import to_json
from worker.core.copies.compare import Likeness
from worker.core.errors import PoisonPage
from worker.core.model import FateKind, Origin
from worker.sources import Row
from worker.stages.batch import BatchDecider, Decision
from worker.stages.read import ReadPage, placeholder


class Lines:
    """Decides on the pages in input order, as identify and dedupe would, and writes their lines."""

    def __init__(self, *, dedupe: bool) -> None:
        self._decider = BatchDecider() if dedupe else None
        self.count = 0  # lines so far
        self._fates: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()  # of those that were rejected, or died

    def line(self, row: Row, page: ReadPage | PoisonPage | None) -> bytes:
        """The line of the next row: JSON without a line end. None stands for a row that holds no page."""
        self.count += 1
        fate = self._fate_of(row, page)
        self._fates[fate["fate"]] += 1
        if "reason" in fate:
            self._reasons[f"{fate['fate']} {fate['reason']}"] += 1
        body = page.body if isinstance(page, ReadPage) else to_json(placeholder(row.value, row.headers))
        return _joined(row, fate, body)

    def told(self) -> str:
        """How many pages had which fate, most first: "3 pages: 1 published, 2 rejected (1 empty, 1 too_short)"."""
        fates = (f"{count} {fate}{self._why(fate)}" for fate, count in _most(self._fates))
        return f"{self.count} pages: {', '.join(fates)}"

    def _why(self, fate: str) -> str:
        own = Counter(
            {
                name.partition(" ")[2]: count
                for name, count in self._reasons.items()
                if name.startswith(f"{fate} ")
            }
        )
        return f" ({', '.join(f'{count} {reason}' for reason, count in _most(own))})" if own else ""

    def _fate_of(self, row: Row, page: ReadPage | PoisonPage | None) -> dict[str, Any]:
        if isinstance(page, ReadPage):
            return self._fate(page)
        if page is None:
            return _rejected(row.reason, row.error)
        return {"fate": FateKind.DEAD, "reason": page.error, "detail": page.detail}

    def _fate(self, page: ReadPage) -> dict[str, Any]:
        if page.reason is not None:
            return _rejected(page.reason, page.detail)
        if self._decider is None or page.facts is None:
            return {"fate": FateKind.PUBLISHED, "ce_id": page.ce_id}
        origin = Origin("", 0, self.count, 0)  # a page's place in the batch says who it is
        decision = self._decider.decide(msgspec.structs.replace(page.facts, origin=origin, offset=self.count))
        return {"fate": decision.fate, "ce_id": page.ce_id, **_relations(decision)}


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    """The counts, the largest first, those alike by name: the same input gives the same line."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _rejected(reason: str, detail: str | None) -> dict[str, Any]:
    return {"fate": FateKind.REJECTED, "reason": reason, "detail": detail}


def _relations(decision: Decision) -> dict[str, Any]:
    """How the page relates to earlier ones, where it does."""
    relations = {
        "copy_of": decision.copy_of,
        "copy_kind": decision.copy_kind,
        "likeness": evidence(decision.likeness) if decision.likeness else None,
        "predecessor": decision.predecessor,
        "retracted": decision.retracted or None,
    }
    return {name: value for name, value in relations.items() if value is not None}


def evidence(likeness: Likeness) -> dict[str, Any]:
    """On what evidence a page is a copy, field by field."""
    told = msgspec.to_builtins(likeness)
    return {name: value for name, value in told.items() if name != "kind"}


def _joined(row: Row, fate: dict[str, Any], body: bytes) -> bytes:
    """One JSON object of both; the body's bytes stay as they are."""
    return to_json({"source": row.place, **fate})[:-1] + b"," + body[1:]
