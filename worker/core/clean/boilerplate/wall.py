"""Whether a page shows only the free opening of an article, where it declares no paywall: the words of one stand right behind the text.

Sites invite to subscribe below whole articles, too. So the invitation has to say some words, and the text before it has to be short or to break off.
"""

import re
from collections.abc import Sequence

from worker.core.clean.boilerplate.linerules import BoilerplateRules, Scope, plain
from worker.core.clean.text.passages import MODEL, Passage
from worker.core.clean.text.words import word_count

RULES = (".wall", ".subscribers")  # the ends of the ids of its rules
NEAR = 6  # passages behind the last one kept
WORDS = 4  # of the wall's lines together; a button alone says fewer
OPENING = 1000  # characters of a paywalled page's text; a whole article has more
_ENDED = re.compile(r"""[.!?。！？।؟:»”"'’)\]]\s*$""")
_BROKEN_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")


def is_opening(passages: Sequence[Passage], rules: BoilerplateRules, scope: Scope) -> bool:
    """Whether the kept passages of a page, in its order, are the opening of an article whose rest is behind a wall."""
    kept = [
        number for number, passage in enumerate(passages) if passage.rule is None and passage.text.strip()
    ]
    if not kept:
        return False
    is_short = sum(len(passages[number].text) for number in kept) < OPENING
    if not is_short and not _breaks_off(passages[kept[-1]].text):
        return False
    return sum(_said(passage, rules, scope) for passage in passages[kept[-1] + 1 :][:NEAR]) >= WORDS


def stands_in(passages: Sequence[Passage], rules: BoilerplateRules, scope: Scope) -> bool:
    """Whether a wall was cut out of the page's text, by its words or as a box."""
    told = (passage for passage in passages if passage.rule != MODEL)
    return any(_said(passage, rules, scope) for passage in told)


def _said(passage: Passage, rules: BoilerplateRules, scope: Scope) -> int:
    """The words of a wall in a passage that was left out: by its own rule, or with what another rule took."""
    if passage.rule is None or passage.rule.endswith(RULES):
        return word_count(passage.text) if passage.rule else 0
    lines = passage.text.split("\n")
    return sum(word_count(line) for line in lines if _is_wall(line, rules, scope))


def _is_wall(line: str, rules: BoilerplateRules, scope: Scope) -> bool:
    return any(rule.id.endswith(RULES) for rule in rules.lines.match(plain(line), scope))


def _breaks_off(text: str) -> bool:
    return _BROKEN_OFF.search(text[-20:]) is not None or _ENDED.search(text[-20:]) is None
