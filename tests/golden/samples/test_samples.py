"""The sample pages through `dateline process`: each field of each page is its own test."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.golden.samples.build import SAMPLES, Case, cases, files, readme

# In the order in which `process` reads them: the rows, then the archive.
CASES = sorted(cases(), key=lambda case: case.in_archive)
BY_NAME = {case.name: index for index, case in enumerate(CASES)}
Line = dict[str, Any]


@pytest.fixture(scope="session")
def lines() -> list[Line]:
    """What the command writes for the samples, one object a page."""
    command = [sys.executable, "-m", "worker", "process", "--jobs", "2", str(SAMPLES)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def having(*fields: str) -> list[Any]:
    """A test case for every page that expects one of these fields, and every such field."""
    return [
        pytest.param(case, field, id=f"{case.name}-{field}")
        for case in CASES
        for field in fields
        if field in case.expected
    ]


def line_of(lines: list[Line], case: Case) -> Line:
    """The line of this case."""
    return lines[BY_NAME[case.name]]


def test_every_page_has_its_line(lines: list[Line]) -> None:
    """One line a page, in the order of the files."""
    assert [line["url"] for line in lines] == [case.page.get("url") for case in CASES]


@pytest.mark.parametrize("case, field", having("fate", "reason", "copy_kind", "lang", "title", "published"))
def test_field(lines: list[Line], case: Case, field: str) -> None:
    """A field that is just a value."""
    assert line_of(lines, case).get(field) == case.expected[field]


@pytest.mark.parametrize("case, field", having("starts"))
def test_the_text_begins(lines: list[Line], case: Case, field: str) -> None:
    """The text begins with the story, not with furniture and not with its headline again."""
    assert line_of(lines, case)["text"][: len(case.expected[field])] == case.expected[field]


@pytest.mark.parametrize("case, field", having("ends"))
def test_the_text_ends(lines: list[Line], case: Case, field: str) -> None:
    """The text ends with the story."""
    assert line_of(lines, case)["text"][-len(case.expected[field]) :] == case.expected[field]


@pytest.mark.parametrize("case, field", having("gone"))
def test_furniture_is_gone(lines: list[Line], case: Case, field: str) -> None:
    """Nothing of the site's furniture is in the text."""
    text = line_of(lines, case)["text"]
    assert [passage for passage in case.expected[field] if passage in text] == []


@pytest.mark.parametrize("case, field", having("countries"))
def test_countries(lines: list[Line], case: Case, field: str) -> None:
    """Exactly these countries are tags."""
    assert sorted(country["code"] for country in line_of(lines, case)["countries"]) == case.expected[field]


@pytest.mark.parametrize("case, field", having("about"))
def test_about(lines: list[Line], case: Case, field: str) -> None:
    """Exactly these countries are what the article is about."""
    countries = line_of(lines, case)["countries"]
    assert sorted(item["code"] for item in countries if item["relation"] == "about") == case.expected[field]


@pytest.mark.parametrize("case, field", having("leaders"))
def test_leaders(lines: list[Line], case: Case, field: str) -> None:
    """Exactly these leaders are tags, in a usual spelling, with country and status at the article's date."""
    spelt = {also: leader["name"] for leader in case.expected[field] for also in leader.get("also", ())}
    expected = sorted(
        (leader["name"], leader["country"], leader["status"]) for leader in case.expected[field]
    )
    found = [
        (spelt.get(leader["name"], leader["name"]), leader["country"], leader["status"])
        for leader in line_of(lines, case)["leaders"]
    ]
    assert sorted(found) == expected


@pytest.mark.parametrize("case, field", having("same_article_as"))
def test_is_the_same_article(lines: list[Line], case: Case, field: str) -> None:
    """Versions of a page have one article id."""
    other = lines[BY_NAME[case.expected[field]]]
    assert line_of(lines, case)["article_id"] == other["article_id"]


@pytest.mark.parametrize("case, field", having("copy_of"))
def test_is_a_copy_of(lines: list[Line], case: Case, field: str) -> None:
    """A copy names the article that it copies."""
    original = lines[BY_NAME[case.expected[field]]]
    assert line_of(lines, case)["copy_of"] == original["article_id"]


@pytest.mark.parametrize("name", sorted(files()))
def test_the_sample_files_are_made_from_the_pages(name: str) -> None:
    """`python -m tests.golden.samples.build` makes the files anew."""
    assert (SAMPLES / name).read_bytes() == files()[name]


def test_the_readme_lists_the_pages() -> None:
    """Its table is made with the files."""
    present = Path(SAMPLES / "README.md").read_text()
    assert present == readme(present)
