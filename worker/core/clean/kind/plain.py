"""The kind of a plain text, which has no structure to show: told by how it speaks alone."""

from collections.abc import Iterator

from worker.core.clean.kind.outline import PROSE
from worker.core.clean.kind.rules import PageKind, PageRules, Place
from worker.core.clean.kind.signs import ASKED, LABEL, LITTLE, is_voiced
from worker.core.clean.kind.verdicts import Verdict
from worker.core.clean.text.words import word_count

GUARD_LIMIT = 3000  # characters of a plain text that may be a guard's


def of_plain(title: str | None, text: str, rules: PageRules) -> Verdict | None:
    """The kind of a plain text that says hardly more than what tells it: an error's, by its title or first line or as a guard speaks; one that asks for consent, as it speaks and by its button; else None."""
    if _asks(text, rules):
        return Verdict(PageKind.CONSENT, "nearly all of it asks for consent")
    guard = sum(map(word_count, _guards(text, rules)))
    if word_count(text) - guard >= LITTLE:
        return None
    if guard >= PROSE:
        return Verdict(PageKind.ERROR, "nearly all of it is a guard's in front of a page")
    first = text.lstrip().partition("\n")[0]
    told = any(rules.tell(PageKind.ERROR, Place.TITLE, line) for line in (title, first) if line)
    why = "its title is an error's, and it says hardly more"
    return Verdict(PageKind.ERROR, why) if told else None


def _asks(text: str, rules: PageRules) -> bool:
    """Whether a short text asks for consent, has a line that is the button for it, and says hardly more."""
    if len(text) > GUARD_LIMIT:
        return False
    lines = [(line, word_count(line)) for line in text.split("\n") if line.strip()]
    said = [
        words for line, words in lines if words >= ASKED and rules.tell(PageKind.CONSENT, Place.TEXT, line)
    ]
    rest = sum(words for _, words in lines if words >= ASKED) - sum(said)
    if sum(said) < PROSE or rest >= LITTLE or not is_voiced((line for line, _ in lines), rules):
        return False
    return any(words <= LABEL and rules.tell(PageKind.CONSENT, Place.BUTTON, line) for line, words in lines)


def _guards(text: str, rules: PageRules) -> Iterator[str]:
    """The paragraphs in which a guard speaks; a long text is none's."""
    if len(text) <= GUARD_LIMIT:
        yield from (line for line in text.split("\n") if rules.tell(PageKind.ERROR, Place.TEXT, line))
