"""A site whose tools rewrite its classes (`entry-content` as `EntryContent_root__1x9`, `entryContent` or `entry_content`) is read like one that spells them out."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.released import RULES
from worker.core.clean import article
from worker.core.model import Article, RawPage

PAGES = sorted((Path(__file__).parent / "pages").glob("??/*.html"))
_CLASSES = re.compile(r'(?<=class=")[^"]+')
_JOINT = re.compile(r"[-_]+")


def _humped(name: str) -> str:
    """`entry-content` as `entryContent`."""
    first, *others = (part for part in _JOINT.split(name) if part)
    return first + "".join(part.capitalize() for part in others)


def _modular(name: str) -> str:
    return f"{_humped(name)[:1].upper()}{_humped(name)[1:]}_root__1x9"


def _underlined(name: str) -> str:
    return _JOINT.sub("_", name)


def _text(html: str) -> str:
    made = article.clean(RawPage(html=html), None, RULES, {})
    assert isinstance(made, Article)
    return made.text


@pytest.mark.parametrize("rewritten", [_humped, _modular, _underlined])
def test_classes_that_a_tool_rewrote_are_read_alike(rewritten: Callable[[str], str]) -> None:
    changed = []
    for page in PAGES:
        html = page.read_text("utf-8")
        other = _CLASSES.sub(lambda match: " ".join(map(rewritten, match[0].split())), html)
        if _text(other) != _text(html):
            changed.append(page.relative_to(page.parents[1]).as_posix())
    assert len(PAGES) >= 60
    assert changed == []
