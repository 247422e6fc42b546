"""A form in the text that may be a country: what it reads as, and the words right beside it."""

import msgspec

from worker.core.tags.lexicon.nouns import Entry


class Candidate(msgspec.Struct, gc=False):
    """A form in the text with the entries that read it there, best first, and the words right beside it."""

    start: int
    end: int
    entries: list[Entry]
    before: str = ""
    after: str = ""
    named: bool = False  # the same letters can also be read as a country's name
    known: bool = False  # the same letters stand in a table that somebody wrote

    @property
    def is_of_one(self) -> bool:
        """True where it names one country, whatever it is read as."""
        return len(self.entries) == 1 or len(self.codes) == 1

    @property
    def codes(self) -> set[str | None]:
        """The countries that it may name."""
        return {entry.code for entry in self.entries}
