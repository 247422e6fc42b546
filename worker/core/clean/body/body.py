"""What a page holds before the rules."""

import msgspec

from worker.core.clean.kind.verdicts import Verdict
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.text import passages
from worker.core.clean.text.passages import Passage


class Body(msgspec.Struct, frozen=True):
    """A page's blocks and their text before the rules, with what the page declares."""

    passages: tuple[Passage, ...]
    metadata: Metadata
    notes: tuple[str, ...] = ()
    verdict: Verdict | None = None
    limit: str | None = None  # that the page is beyond, so that not all of it was read
    detected: str | None = None  # the language that a plain text tells, with its headline
    is_plain: bool = (
        False  # that no element parts the text: a plain one, or of a page that is HTML in name only
    )

    @property
    def text(self) -> str:
        """The text of the blocks that are kept."""
        return passages.text_of(self.passages)
