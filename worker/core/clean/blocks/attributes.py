"""What an element says of itself by its name and its attributes: its marks, how it sets apart what stands in it, whether anybody sees it."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from worker.core.clean.blocks.blocks import Apart
from worker.core.clean.blocks.marks import NAME_LIMIT, TAG_VALUES, Mark, named

_BESIDE = frozenset("nav aside dialog form menu".split())
_BESIDE_ROLES = frozenset("navigation complementary dialog alertdialog search form menu".split())
_HIDDEN_MARK, _HIDDEN_APART = Mark.HIDDEN.value, Apart.HIDDEN.value
_HIDDEN_BY = frozenset({"style", "hidden", "aria-hidden"})
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
# What a site's style sets apart by a margin, and a reader sees a space behind: "<span class=location>Oldport</span>The ferry".
_PLACED = re.compile(
    r"\b(?:date-?line|location|city|place-?(?:line|name|stamp)|kicker|dachzeile|ortsmarke|spitzmarke|lieu|lugar|luogo|localidade)(?![a-z])",
    re.IGNORECASE,
)
_READ_ALOUD = re.compile(
    r"(?<!not-)\bsr-only\b|visually-?hidden|screen-?reader", re.IGNORECASE
)  # and never shown


def read(tag: str, attributes: Sequence[tuple[str, str]]) -> tuple[int, int, str]:
    """An element's marks (of `Mark`) and how it sets apart (of `Apart`), as numbers, and its signature."""
    if not attributes:
        return _named(tag, None)
    said = dict(attributes)
    get = said.get
    marks, apart, signature = _named(
        tag, (get("class", ""), get("id", ""), get("role", ""), get("itemprop", ""))
    )
    if is_hidden(said):
        return marks | _HIDDEN_MARK, apart | _HIDDEN_APART, signature
    return marks, apart, signature


@lru_cache(maxsize=4096)  # a page has the same names many times
def _named(tag: str, names: tuple[str, str, str, str] | None) -> tuple[int, int, str]:
    """The same by its class, id, role and itemprop; None of one without an attribute."""
    marks = named(tag) if "-" in tag else TAG_VALUES.get(tag, 0)  # <story-highlights>
    apart = Apart.BESIDE.value if tag in _BESIDE else 0
    if names is None:
        return marks, apart, tag
    apart |= Apart.BESIDE.value if names[2] in _BESIDE_ROLES else 0
    return marks | named(" ".join(names)[:NAME_LIMIT]), apart, f"{tag}.{names[0][:80]}"


def is_hidden(said: Mapping[str, str]) -> bool:
    """Whether an element with these attributes is hidden."""
    if _HIDDEN_BY.isdisjoint(said):
        return False
    hiding = _HIDING_STYLE.search(said.get("style", "")[:NAME_LIMIT]) is not None
    return hiding or "hidden" in said or said.get("aria-hidden") == "true"


@lru_cache(maxsize=4096)
def is_placed(name: str) -> bool:
    """Whether a class says that the text is where the story is from, or its kicker."""
    return _PLACED.search(name.replace("_", "-")) is not None


@lru_cache(maxsize=4096)
def is_read_aloud(name: str) -> bool:
    """Whether a class says that the text is for those who hear the page."""
    return _READ_ALOUD.search(name) is not None
