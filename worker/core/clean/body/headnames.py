"""Which lines of a plain text's head are persons' names."""

from worker.core.clean.metadata import authors, writtendates
from worker.core.clean.metadata.bylinewords import BylineWords


def names_of(line: str, tag: str | None, words: BylineWords) -> tuple[str, ...]:
    """The persons that a line of the head beside a date names, and nothing else; no place, weekday, section or newspaper. Of scripts without capitals none: a section looks the same."""
    found = authors.plain(line, words)
    is_all = bool(found) and " ".join(found) == " ".join(line.split())
    if not is_all or line.upper() == line.lower() or words.is_job(line) or words.is_desk(line):
        return ()
    is_day = writtendates.without_days(line, tag) != writtendates.folded(line)
    return () if is_day or any(map(words.is_beside, found)) else found
