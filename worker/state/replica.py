"""The log applied to the index: which records count, how far it is applied, whether it is the same log at all."""

from collections.abc import Sequence
from hashlib import blake2b

from worker.state.index import Index
from worker.state.log import Bounds, Claim, Decided, Holder, LogRecord, decode


class Replica:
    """The index and its place in the log."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.holder = index.position.holder
        self.applied = index.position.offset
        self.skipped = 0  # records that no one can read
        self._last: LogRecord | None = None

    def start(self, bounds: Bounds) -> int:
        """Where to read from. The index is cleared where its place isn't within the log."""
        if self.applied >= 0 and not bounds.start <= self.applied < bounds.end:
            self.forget()
        return bounds.start if self.applied < 0 else self.applied

    def knows(self, batch: Sequence[LogRecord]) -> bool:
        """Whether a batch read from the index's place begins with the record that the index ends with.

        A topic that was made anew has another record there.
        """
        position = self.index.position
        return batch[0].offset == position.offset and fingerprint(batch[0]) == position.fingerprint

    def forget(self) -> None:
        """Begin anew, from the start of the log."""
        self.index.clear()
        self.holder, self.applied, self._last = Holder(), -1, None

    def take(self, record: LogRecord, own: Decided | None) -> Claim | Decided | None:
        """Apply a record; `own` is its meaning where that is known. None where it isn't readable."""
        self.applied, self._last = record.offset, record
        try:
            entry = own or decode(record.value)
        except ValueError:
            self.skipped += 1
            return None
        if isinstance(entry, Claim):
            self.holder = self.holder.claimed_by(entry.writer)
            return entry
        self.holder = self.holder.after(entry.writer)
        if self.holder.writer == entry.writer:
            self.index.apply(entry)
        return entry

    def commit(self) -> None:
        """Make durable what was applied."""
        if self._last is not None:
            self.index.commit(self.applied, fingerprint(self._last), self.holder)
            self._last = None


def fingerprint(record: LogRecord) -> str:
    """What tells a record from another at the same offset of another log."""
    parts = (record.key or b"", str(record.timestamp).encode(), record.value or b"")
    return blake2b(b"\0".join(parts), digest_size=16).hexdigest()
