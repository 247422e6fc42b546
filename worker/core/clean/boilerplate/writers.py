"""Who signed a plain text: the names in the lines that rules cut above its first paragraph because they name its writers."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import re2

from worker.core.clean.boilerplate import linerules
from worker.core.clean.boilerplate.linerules import BoilerplateRules, Rule, Scope
from worker.core.clean.metadata import authors
from worker.core.clean.text import sentences
from worker.core.clean.text.passages import Placed
from worker.core.clean.text.patterns import for_every_script

WRITER, BYLINE = (
    ".writer",
    ".byline",
)  # the ends of the ids of rules for such lines; the first have named groups, one of which is the names


def names(passages: Sequence[Placed], rules: BoilerplateRules, scope: Scope) -> tuple[str, ...]:
    """The names of the first such line; none where no rule tells where in it the names are."""
    for line in _signing(passages):
        bare = linerules.plain(line)
        said = (_names(rule, bare) for rule in rules.lines.match(bare, scope) if rule.id.endswith(WRITER))
        words = rules.pages.bylines
        found = (authors.plain(text, words) for text in said if text)
        persons = next((found for found in found if found), ())
        persons = tuple(words.without_job(name) for name in persons if not words.is_job(name))
        if persons:
            return persons
    return ()


def _signing(passages: Sequence[Placed]) -> Iterator[str]:
    for item in passages:
        rule, text = item.passage.rule, item.passage.text
        if rule is None and sentences.is_prose(text, sentences.size(text)):
            return
        if rule is not None and rule.endswith((WRITER, BYLINE)):
            yield text


def _names(rule: Rule, line: str) -> str | None:
    match = _compiled(rule.pattern).fullmatch(line)
    return next(filter(None, match.groupdict().values()), None) if match else None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> "re2._Regexp":
    return re2.compile(for_every_script(pattern))
