"""The schemas are in order; every example is as right or as wrong as it says; a sloppy file fails."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from worker.core.errors import SettingsError
from worker.core.model import Topic
from worker.schemas import validate
from worker.schemas.check import Finding, check, message
from worker.schemas.folder import read, shipped

FOLDER = read(shipped())
RIGHT = sorted(name for name, example in FOLDER.examples.items() if "wrong" not in example)
WRONG = sorted(name for name, example in FOLDER.examples.items() if "wrong" in example)


def test_all_is_in_order() -> None:
    """The shipped folder has no finding."""
    assert check(shipped()).findings == ()


@pytest.mark.parametrize("name", RIGHT)
def test_right_example(name: str) -> None:
    """A right example has no problem."""
    assert validate(Topic(name.split("/", maxsplit=1)[0]), *message(FOLDER.examples[name])) == []


@pytest.mark.parametrize("name", WRONG)
def test_wrong_example(name: str) -> None:
    """A wrong example has problems at the places it names, and only there."""
    example = FOLDER.examples[name]
    problems = validate(Topic(name.split("/", maxsplit=1)[0]), *message(example))
    assert {problem.split(": ")[0] for problem in problems} == set(example["wrong"])


def test_each_topic_for_readers_has_a_schema_of_body_and_headers() -> None:
    """Only the state topics, which are the worker's own, have none."""
    own = {Topic.IDENTIFY_STATE, Topic.DEDUPE_STATE}
    assert {name.split("/")[0] for name in FOLDER.schemas if name.endswith("/headers.v1")} == set(Topic) - own


Edit = Callable[[dict[str, Any]], Any]
SLOPPY: dict[str, tuple[str, Edit | None, str]] = {
    "misspelt-keyword": (
        "pages.fates/v1",
        lambda it: it.update(aditionalProperties=it.pop("additionalProperties")),
        "",
    ),
    "misspelt-keyword-of-a-field": (
        "pages.fates/v1",
        lambda it: it["properties"]["offset"].update(minimun=it["properties"]["offset"].pop("minimum")),
        "properties/offset",
    ),
    "misspelt-keyword-in-a-condition": (
        "pages.fates/v1",
        lambda it: it["allOf"][0]["then"].update(requird=it["allOf"][0]["then"].pop("required")),
        "allOf/0",
    ),
    "open-object": ("pages.fates/v1", lambda it: it.pop("additionalProperties"), ""),
    "open-inner-object": (
        "article.v1",
        lambda it: it["properties"]["removed"]["items"].pop("additionalProperties"),
        "properties/removed/items",
    ),
    "open-on-purpose-without-a-reason": (
        "article.v1",
        lambda it: it["properties"]["meta"].pop("x-open"),
        "properties/meta",
    ),
    "no-description": (
        "articles.tagged/article.v1",
        lambda it: it["properties"]["tag_date"].pop("description"),
        "properties/tag_date",
    ),
    "no-example": (
        "articles.tagged/article.v1",
        lambda it: it["properties"]["tag_date"].pop("examples"),
        "properties/tag_date",
    ),
    "no-unit": (
        "articles.tagged/article.v1",
        lambda it: it["$defs"]["count"].pop("x-unit"),
        "$defs/count",
    ),
    "no-type": (
        "pages.fates/v1",
        lambda it: it["properties"]["stage"].pop("enum"),
        "properties/stage",
    ),
    "unknown-type": (
        "pages.raw/v1",
        lambda it: it["properties"]["url"].update(type="text"),
        "properties/url/type",
    ),
    "list-without-items": (
        "article.v1",
        lambda it: it["properties"]["notes"].pop("items"),
        "properties/notes",
    ),
    "no-id": ("pages.raw/v1", lambda it: it.pop("$id"), ""),
    "an-id-that-is-another-file's": (
        "pages.raw/v1",
        lambda it: it.update({"$id": "urn:dateline:schema:pages.fates:v1"}),
        "$id",
    ),
    "another-dialect": (
        "pages.raw/v1",
        lambda it: it.update({"$schema": "http://json-schema.org/draft-07/schema#"}),
        "$schema",
    ),
    "requires-what-is-no-field": (
        "pages.fates/v1",
        lambda it: it["required"].append("partiton"),
        "required",
    ),
    "refers-to-nothing": (
        "pages.fates/v1",
        lambda it: it["properties"]["ce_id"].update({"$ref": "urn:dateline:schema:values:v1#/$defs/hsh"}),
        "",
    ),
    "a-pattern-that-is-none": (
        "pages.fates/v1",
        lambda it: it["properties"]["reason"].update(pattern="("),
        "",
    ),
    "a-format-that-nobody-knows": (
        "pages.fates/v1",
        lambda it: it["properties"]["reason"].update(format="date-tiem"),
        "",
    ),
    "an-inner-example-that-is-wrong": (
        "values.v1",
        lambda it: it["$defs"]["country"].update(examples=["France"]),
        "$defs/country/examples/0",
    ),
    "not-an-object": ("pages.raw/v1", None, ""),
}


@pytest.mark.parametrize("case", SLOPPY)
def test_a_sloppy_schema_fails(copied: Path, case: str) -> None:
    """Each way of being sloppy is found, in its file and at its place."""
    name, edit, place = SLOPPY[case]
    rewrite(copied / f"{name}.json", edit)
    assert (f"{name}.json", place) in {(found.file, found.place) for found in check(copied).findings}


def test_an_example_that_is_wrong_unsaid(copied: Path) -> None:
    """A right example that isn't right is found, with the reason."""
    rewrite(copied / "pages.fates/examples/copy.json", lambda it: it["value"].pop("copy_of"))
    assert check(copied).findings == (
        Finding("pages.fates/examples/copy.json", "value", '"copy_of" is a required property'),
    )


def test_an_example_that_is_said_to_be_wrong_and_is_not(copied: Path) -> None:
    """A wrong example must be wrong where it says so: else it shows nothing."""
    rewrite(
        copied / "pages.fates/examples/wrong-fate.json",
        lambda it: it["value"].update(fate="stale", article_id="0" * 32),
    )
    assert [(found.place, found.reason) for found in check(copied).findings] == [
        ("value/fate", "is said to be wrong, and isn't")
    ]


MISSHAPEN: dict[str, tuple[str, Edit | None, str]] = {
    "misspelt": ("pages.fates/examples/copy", lambda it: it.update(wrongg=[]), "wrongg"),
    "nothing said of it": ("pages.fates/examples/copy", lambda it: it.pop("about"), ""),
    "no message": ("pages.fates/examples/copy", lambda it: it.pop("value"), ""),
    "not an object": ("pages.fates/examples/copy", None, ""),
}


@pytest.mark.parametrize("case", MISSHAPEN)
def test_a_file_that_is_no_example(copied: Path, case: str) -> None:
    """An example file of another form is found, not passed over."""
    name, edit, place = MISSHAPEN[case]
    rewrite(copied / f"{name}.json", edit)
    assert [(found.file, found.place) for found in check(copied).findings] == [(f"{name}.json", place)]


def test_an_example_of_no_topic(copied: Path) -> None:
    """A folder that is no topic is a slip of the pen."""
    (copied / "pages.fate/examples").mkdir(parents=True)
    (copied / "pages.fates/examples/copy.json").rename(copied / "pages.fate/examples/copy.json")
    assert [str(found) for found in check(copied).findings] == [
        "pages.fate/examples/copy.json: stands in a folder that is no topic with a contract"
    ]


def test_a_schema_that_is_missing(copied: Path) -> None:
    """Without the schema of a body nothing on its topic could be judged."""
    (copied / "pages.fates/v1.json").unlink()
    (copied / "frozen/pages.fates/v1.json").unlink()
    assert [found.file for found in check(copied).findings] == ["pages.fates/v1.json"]


def test_a_topic_without_examples(copied: Path) -> None:
    """Every topic shows a right and a wrong message."""
    for file in (copied / "pages.replay/examples").glob("wrong-*.json"):
        file.unlink()
    assert [str(found) for found in check(copied).findings] == [
        "pages.replay/examples: has no example of a wrong message"
    ]


def test_a_file_that_is_no_json(copied: Path) -> None:
    """It is named; the rest isn't judged without it."""
    (copied / "pages.raw/v1.json").write_text("{")
    assert [found.file for found in check(copied).findings] == ["pages.raw/v1.json"]


def test_a_folder_without_schemas(tmp_path: Path) -> None:
    """That is a wrong argument, not a clean bill."""
    with pytest.raises(SettingsError, match=r"holds no schemas"):
        check(tmp_path)


def rewrite(file: Path, edit: Edit | None) -> None:
    """Change a JSON file in place; without an edit it becomes a list."""
    value = json.loads(file.read_text())
    if edit is None:
        value = [value]
    else:
        edit(value)
    file.write_text(json.dumps(value))
