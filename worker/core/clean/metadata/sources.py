"""Where a page's metadata come from: the names of the sources, and values that carry theirs."""

from collections.abc import Iterable, Iterator

from worker.core.clean.metadata import titles

SOURCE_LD, SOURCE_OG, SOURCE_META, SOURCE_MICRODATA = "json-ld", "open-graph", "meta", "microdata"
SOURCE_TIME, SOURCE_BYLINE, SOURCE_SCRIPT, SOURCE_HTML = "time", "byline", "script", "html"
# The marks of a guess: the day in the URL's path; one near the headline that nothing says to be the article's; the day of the last change, where the page shows no other.
SOURCE_URL, SOURCE_NEARBY, SOURCE_UPDATED = "url", "nearby", "updated"
GUESSES = frozenset({SOURCE_URL, SOURCE_NEARBY, SOURCE_UPDATED})
NAME_LIMIT = 100  # characters of a name
Sourced = tuple[str, str | None]  # a source, and what it has


def first_of(values: Iterable[Sourced]) -> Sourced:
    """The first that has a value."""
    return next((found for found in values if found[1]), ("", None))


def in_a_line(values: Iterable[Sourced], limit: int = NAME_LIMIT) -> Iterator[Sourced]:
    """The values as one line of text without tags, without those too long to be what they say."""
    for source, value in values:
        line = titles.one_line(value)
        if line and len(line) <= limit:
            yield source, line
