"""Who signed a text: the names in the lines that rules cut above its first paragraph, or below its last, because they name its writers."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import re2

from worker.core.clean.boilerplate import linerules
from worker.core.clean.boilerplate.boilerplate import Stripped
from worker.core.clean.boilerplate.linerules import BoilerplateRules, Rule, Scope
from worker.core.clean.metadata import authors
from worker.core.clean.metadata.bylinewords import BylineWords
from worker.core.clean.text import passages as kinds
from worker.core.clean.text import sentences
from worker.core.clean.text.passages import Placed
from worker.core.clean.text.patterns import for_every_script
from worker.core.clean.text.words import word_count

WRITER, BYLINE = (
    ".writer",
    ".byline",
)  # the ends of the ids of rules for such lines; the first have named groups, one of which is the names

LEAST_LINES = 4  # of a text that a line of names signs
NAMES_LINE = 80  # characters of such a line
NOTES = 3  # lines at a text's end that may say who an author is
NOTE_WORDS, MOST_NOTE_WORDS = 5, 60  # of such a line
JOB_WITHIN = 12  # words behind the name
_LETTERS = re.compile(r"[^\W\d_]+")
AND_LETTERS = 3  # of a word between two names


def names(passages: Sequence[Placed], rules: BoilerplateRules, scope: Scope) -> tuple[str, ...]:
    """The names of the first such line, or of the last below the text; none where no rule tells where in it the names are."""
    below = (line for line, rule in _signing(passages[::-1]) if rule.endswith(WRITER))
    for line in (*(line for line, _ in _signing(passages)), *below):
        bare = linerules.plain(line)
        said = (_names(rule, bare) for rule in rules.lines.match(bare, scope) if rule.id.endswith(WRITER))
        words = rules.pages.bylines
        found = (authors.plain(text, words) for text in said if text)
        persons = next((found for found in found if found), ())
        persons = tuple(words.without_job(name) for name in persons if not words.is_job(name))
        if persons:
            return persons
    return ()


def signed_below(stripped: Stripped, rules: BoilerplateRules) -> tuple[Stripped, tuple[str, ...]]:
    """A text without the line of names in capitals that it ends with, below a paragraph, and these names: so papers sign where they don't say "by"."""
    written = stripped.written
    if len(written) < LEAST_LINES:
        return stripped, ()
    above, last = (stripped.passages[number].passage.text for number in written[-2:])
    found = _in_capitals(last.strip(), rules) if sentences.is_prose(above, sentences.size(above)) else ()
    if not found:
        return stripped, ()
    return stripped.without({written[-1]}, kinds.BYLINE), found


def without_notes(stripped: Stripped, authors: Sequence[str], words: BylineWords) -> Stripped:
    """A text without the paragraphs at its end that say who its authors are: each begins with the name of one who isn't named in the story, and soon tells a job. Before a colon stands who speaks."""
    written = stripped.written
    known = [name.casefold() for name in authors if word_count(name) > 1]
    notes: dict[int, str] = {}
    for number in written[-NOTES:]:
        text = stripped.passages[number].passage.text.strip().casefold()
        name = next((name for name in known if text.startswith(name)), "")
        is_note = NOTE_WORDS <= word_count(text) <= MOST_NOTE_WORDS and sentences.is_prose(
            text, sentences.size(text)
        )
        rest = text[len(name) :].lstrip()
        if name and is_note and not rest.startswith((":", "：")) and _tells_job(rest, words):
            notes[number] = name
    story = "\n".join(stripped.passages[at].passage.text for at in written if at not in notes).casefold()
    told = {at for at, name in notes.items() if name not in story}
    if len(written) - len(told) < LEAST_LINES:
        return stripped
    return stripped.without(told, kinds.BYLINE)


def _tells_job(said: str, words: BylineWords) -> bool:
    """Whether what stands behind a name soon tells a job, and quotes nobody."""
    near = _LETTERS.findall(said)[:JOB_WITHIN]
    return not sentences.QUOTED.search(said) and words.has_job(" ".join(near))


def _in_capitals(line: str, rules: BoilerplateRules) -> tuple[str, ...]:
    """The names that a line in capitals is, each of two words at least; none where it is anything else."""
    words = rules.pages.bylines
    if line != line.upper() or line == line.lower() or len(line) > NAMES_LINE or any(map(str.isdigit, line)):
        return ()
    found = authors.plain(line, words)
    letters = "".join(filter(str.isalpha, "".join(found)))
    is_all = bool(found) and len(letters) >= len("".join(filter(str.isalpha, line))) - AND_LETTERS
    return found if is_all and not any(words.is_beside(name) or words.is_desk(name) for name in found) else ()


def _signing(passages: Sequence[Placed]) -> Iterator[tuple[str, str]]:
    """The lines cut for such a rule up to the first paragraph, each with its rule."""
    for item in passages:
        rule, text = item.passage.rule, item.passage.text
        if rule is None and sentences.is_prose(text, sentences.size(text)):
            return
        if rule is not None and rule.endswith((WRITER, BYLINE)):
            yield text, rule


def _names(rule: Rule, line: str) -> str | None:
    match = _compiled(rule.pattern).fullmatch(line)
    return next(filter(None, match.groupdict().values()), None) if match else None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> "re2._Regexp":
    return re2.compile(for_every_script(pattern))
