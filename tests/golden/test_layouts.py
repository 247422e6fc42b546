"""Pages as newsrooms of many countries lay them out, with what must stay and what must go marked in the page itself.

Each file has a line of JSON (fields of the article, and `record`: other fields of the page), then the page: `{+…+}` is the story's, `{-…-}` the site's.
`layouts/`: local newsrooms, with class names in their own languages. When they were written 172 of 172 passages of the stories stayed and 334 of 370 of
the sites' went. `systems/`: what the common content systems and page builders make, with other stories beside and below the page's own. Of 21 such layouts
in 29 languages (609 pages), shingle F1 was 0.857 at first, all of it lost by what was kept too much: docs/decisions/0086. `newsrooms/`: 19 layouts as the large
newsrooms of many countries build their pages, of 551 pages in 29 languages: 0.976 at first, docs/decisions/0089.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.released import RULES
from worker.core import codec
from worker.core.clean.article import clean
from worker.core.model import Article, RawPage

FOLDER = Path(__file__).parent
GONE = {
    "layouts": 367,
    "systems": 1504,
    "newsrooms": 651,
}  # of the sites' passages; who raises it raises this
FILES = {
    f"{file.parent.name}/{file.stem}": file
    for folder in GONE
    for file in sorted(FOLDER.glob(f"{folder}/*.page"))
}
LANGUAGES = 30  # at least
_STAYS, _GOES = re.compile(r"\{\+(.+?)\+\}"), re.compile(r"\{-(.+?)-\}")


@dataclass(frozen=True)
class Layout:
    """What is expected of a page, and what becomes of it."""

    fields: dict[str, Any]
    stays: list[str]
    goes: list[str]
    article: Article

    @property
    def left(self) -> list[str]:
        """What should have gone."""
        return [passage for passage in self.goes if passage in self.article.text]


@cache
def layout(name: str) -> Layout:
    head, _, marked = FILES[name].read_text("utf-8").partition("\n")
    fields = json.loads(head)
    html = _GOES.sub(r"\1", _STAYS.sub(r"\1", marked))
    made = clean(RawPage(html=html, **fields.pop("record")), None, RULES, {})
    assert isinstance(made, Article)
    return Layout(fields, _STAYS.findall(marked), _GOES.findall(marked), made)


@pytest.mark.parametrize("name", FILES)
def test_the_story_stays(name: str) -> None:
    text = layout(name).article.text
    assert [passage for passage in layout(name).stays if passage not in text] == []


@pytest.mark.parametrize("name", FILES)
def test_fields(name: str) -> None:
    made = codec.from_json(codec.to_json(layout(name).article))
    assert {key: made[key] for key in layout(name).fields} == layout(name).fields


@pytest.mark.parametrize("folder", GONE)
def test_what_is_the_sites_goes(folder: str) -> None:
    """As much as ever did, and no more than the figure tells."""
    files = [name for name in FILES if name.startswith(folder)]
    left = [(name, passage) for name in files for passage in layout(name).left]
    assert sum(len(layout(name).goes) for name in files) - len(left) == GONE[folder], left


def test_there_are_many_languages() -> None:
    assert len({layout(name).article.lang for name in FILES}) >= LANGUAGES
