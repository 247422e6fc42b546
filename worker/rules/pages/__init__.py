"""The words by which pages tell what kind they are (`words.toml`), and whose date and name stand around a headline (`bylines.toml`).

`causes.toml` has the words of what a site pleads for. `places.txt` are names of places that would pass for a person's there; `worker.rules.places` makes it.
"""

from pathlib import Path

from worker.core.clean.kind.rules import PageRule, PageRules
from worker.core.clean.metadata.bylinewords import BylineRule, BylineWords
from worker.core.clean.text.patterns import WordRule
from worker.rules import agencies, tables

WORDS = Path(__file__).with_name("words.toml")
BYLINES = Path(__file__).with_name("bylines.toml")
CAUSES = Path(__file__).with_name("causes.toml")
PLACES = Path(__file__).with_name("places.txt")


def load(words: Path = WORDS, bylines: Path = BYLINES) -> PageRules:
    """All page rules. Raises SettingsError that names the file, the rule and the reason."""
    places = tuple(PLACES.read_text("utf-8").splitlines())
    credited = tuple(name for agency in agencies.load().agencies for name in agency.names)
    return PageRules(
        tables.read(words, PageRule),
        BylineWords(tables.read(bylines, BylineRule), places, credited),
        tables.read(CAUSES, WordRule),
    )
