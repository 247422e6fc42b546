"""The README and the pages it leads to can't go stale."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.contract.readme import MADE, README, ROOT, RUNBOOK, filled
from worker.cli import COMMANDS, main
from worker.core.model import Topic
from worker.kafka.deadletters import CONFIGS, REDRIVEN
from worker.schemas.folder import read, shipped
from worker.settings import OTHERS, table

PAGES = [
    README,
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "schemas/compatibility.md",
    ROOT / "samples/README.md",
    RUNBOOK,
]
TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text() for page in PAGES}


@pytest.mark.parametrize("name", sorted(MADE))
def test_what_is_made_is_there_and_up_to_date(name: str) -> None:
    """`python -m tests.contract.readme` makes it anew."""
    made = f"<!-- {name} -->\n\n{MADE[name]()}\n<!-- /{name} -->"
    assert [made in page.read_text() for page in (README, RUNBOOK)].count(True) == 1


@pytest.mark.parametrize("page", [README, RUNBOOK], ids=lambda page: page.name)
def test_making_the_tables_anew_changes_nothing_else(page: Path) -> None:
    """The prose is nobody's but the writer's."""
    assert filled(page.read_text()) == page.read_text()


@pytest.mark.parametrize("page", sorted(TEXTS))
def test_links_lead_somewhere(page: str) -> None:
    """Every relative link of a page is a file or a folder."""
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", TEXTS[page])
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


@pytest.mark.parametrize("page", sorted(TEXTS))
def test_commands_exist(page: str) -> None:
    """Every `dateline …` that a page shows is a command with those options."""
    for line in re.findall(r"(?m)(?:^|`)dateline ([a-z][^`|#>\n]*)", TEXTS[page]):
        name, *words = line.split()
        assert name in COMMANDS, line
        assert unknown_options(name, words) == [], line


def unknown_options(name: str, words: list[str]) -> list[str]:
    """The options among a command line's words that the command doesn't have."""
    command = main.get_command(None, name)  # type: ignore[arg-type]
    for word in words:
        command = getattr(command, "commands", {}).get(word, command)
    assert command is not None
    known = {option for parameter in command.params for option in parameter.opts} | {"--help", "-h"}
    return [word for word in words if word.startswith("-") and word != "-" and word not in known]


NAMING = {
    **TEXTS,
    **{
        file.relative_to(ROOT).as_posix(): file.read_text()
        for folder in ("worker", "deploy")
        for file in (ROOT / folder).rglob("*")
        if file.suffix in (".py", ".md", ".yaml") or file.name == "Dockerfile"
    },
}


@pytest.mark.parametrize("file", sorted(name for name, text in NAMING.items() if "DATELINE_" in text))
def test_variables_exist(file: str) -> None:
    """A page, a message or a file of the deployment names no variable that isn't a setting."""
    named = set(re.findall(r"\bDATELINE_[A-Z]+(?:_[A-Z]+)*\b", NAMING[file]))
    assert named <= {name for name, _, _ in table()} | OTHERS


@pytest.mark.parametrize("page", sorted(TEXTS))
def test_make_targets_exist(page: str) -> None:
    """Every `make …` that a page shows is a target."""
    targets = set(re.findall(r"(?m)^([a-z]+):", Path(ROOT / "Makefile").read_text()))
    assert set(re.findall(r"(?m)(?:^|`)make ([a-z]+)", TEXTS[page])) <= targets


def test_the_readme_says_where_the_long_tests_are() -> None:
    """`make test` doesn't run them, and a reader must not think it did."""
    shown = set(re.findall(r"(?m)^make ([a-z]+) +#", TEXTS["README.md"]))
    assert {"test", "chaos", "soak", "bench"} <= shown


@pytest.mark.parametrize("page", sorted(TEXTS))
def test_topics_exist(page: str) -> None:
    """Every topic that a page names is one."""
    named = set(re.findall(r"`((?:pages|articles)\.(?!jsonl|warc)[a-z]+)`", TEXTS[page]))
    assert named <= {*Topic, REDRIVEN}


def test_the_topic_of_redrives_is_told_of_as_it_is_made() -> None:
    """The table has no row for it; a sentence says what it is."""
    told = next(line for line in TEXTS["README.md"].splitlines() if f"`{REDRIVEN}`" in line)
    assert ("kept for good" in told) == ("delete" not in CONFIGS["cleanup.policy"])
    assert ("compacted by key" in told) == ("compact" in CONFIGS["cleanup.policy"])
    assert f"`{REDRIVEN}`" in TEXTS["deploy/runbook.md"]


@pytest.mark.parametrize("page", sorted(TEXTS))
def test_examples_in_python_are_python(page: str) -> None:
    """Every example compiles."""
    for example in re.findall(r"(?ms)^```python\n(.*?)^```", TEXTS[page]):
        assert compile(example, page, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


def test_the_page_for_subscribers_names_the_types_and_headers_there_are() -> None:
    """Every type of event is explained, and no header or type is named that an event or a copy doesn't have."""
    text = TEXTS["docs/subscribers.md"]
    schemas = read(shipped()).schemas
    types = schemas["articles.tagged/headers.v1"]["properties"]["ce_type"]["enum"]
    assert set(re.findall(r"`(dateline\.article\.[a-z]+\.v1)`", text)) == set(types)
    parts = ("articles.tagged/headers.v1", "articles.copies/headers.v1", "attributes.v1")
    known = {name for part in parts for name in schemas[part]["properties"]}
    assert set(re.findall(r"`(ce_[a-z]+)`", text)) <= known


def test_the_page_for_subscribers_shows_a_span_as_it_is() -> None:
    """Every field of a span is named, with the ones that may be left out apart."""
    text, span = TEXTS["docs/subscribers.md"], read(shipped()).schemas["values.v1"]["$defs"]["span"]
    shown = re.search(r'A span is `(\{"start".*?\})`, with `"([a-z]+)": "title"`', text)
    assert shown is not None
    assert list(json.loads(shown[1])) == span["required"]
    assert {*span["required"], shown[2]} == set(span["properties"])


def test_the_drawing_of_the_packages_is_the_contract_of_the_imports() -> None:
    """A layer that is added, moved or split in pyproject.toml is so in docs/architecture.md."""
    drawing = TEXTS["docs/architecture.md"].partition("<!-- layers -->")[2].partition("<!-- /layers -->")[0]
    drawn = re.findall(r"(?m)^   ([a-z]+(?: [|:] [a-z]+)*)(?:  |$)", drawing)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    assert drawn == [re.sub("[()]", "", layer) for layer in layers if "__main__" not in layer]
