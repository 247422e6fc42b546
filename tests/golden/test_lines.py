"""Every file under `lines/` is a language: lines of furniture that must go from between two paragraphs or from the end, and lines of prose that must stay there.

All rules run together, as they do over a page. A line needs no code.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.released import RULES
from worker.core.clean.boilerplate.boilerplate import strip

FILES = {file.stem: file for file in sorted((Path(__file__).parent / "lines").glob("*.toml"))}
LANGUAGES, LARGEST, MANY = 40, 19, 12


@cache
def language(name: str) -> dict[str, Any]:
    return tomllib.loads(FILES[name].read_text("utf-8"))


def is_cut(name: str, line: str) -> bool:
    """Whether the line goes from between paragraphs, or from below them."""
    paragraph = language(name)["paragraph"]
    texts = (f"{paragraph}\n\n{line}\n\n{paragraph}", f"{paragraph}\n\n{paragraph}\n\n{line}")
    return any(line not in strip(text, RULES, language(name)["lang"]).text.split("\n") for text in texts)


def lines(kind: str) -> list[tuple[str, str]]:
    return [(name, line) for name in FILES for line in language(name)[kind]]


@pytest.mark.parametrize("name, line", lines("furniture"))
def test_furniture_goes(name: str, line: str) -> None:
    assert is_cut(name, line)


@pytest.mark.parametrize("name, line", lines("prose"))
def test_prose_stays(name: str, line: str) -> None:
    assert not is_cut(name, line)


@pytest.mark.parametrize("name", FILES)
def test_the_paragraph_around_them_stays(name: str) -> None:
    assert not is_cut(name, language(name)["paragraph"])


def test_there_are_lines_in_many_languages() -> None:
    full = [
        name for name in FILES if min(len(language(name)["furniture"]), len(language(name)["prose"])) >= MANY
    ]
    assert len(FILES) >= LANGUAGES
    assert len(full) >= LARGEST
