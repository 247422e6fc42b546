"""Within a version only optional fields are added."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.contract.test_schemas import rewrite
from worker.schemas.check import check
from worker.schemas.compatibility import breaks
from worker.schemas.folder import read, shipped

PUBLISHED: dict[str, Any] = {
    "title": "A thing",
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "kind"],
    "properties": {
        "name": {"description": "Its name.", "type": "string", "pattern": "^[a-z]+$", "examples": ["a"]},
        "kind": {"description": "Its kind.", "enum": ["a", "b"]},
        "title": {"description": "A field named as a keyword of prose is.", "type": "string"},
        "parts": {"type": "array", "items": {"$ref": "#/$defs/part"}},
    },
    "$defs": {"part": {"type": "object", "properties": {"size": {"type": "integer"}}}},
    "allOf": [{"if": {"properties": {"kind": {"const": "a"}}}, "then": {"required": ["parts"]}}],
}
Edit = Callable[[dict[str, Any]], Any]

ALLOWED: dict[str, Edit] = {
    "nothing": lambda _: None,
    "an optional field": lambda it: it["properties"].update(colour={"type": "string"}),
    "an optional field of a part": lambda it: it["$defs"]["part"]["properties"].update(
        mass={"type": "number"}
    ),
    "a new part": lambda it: it["$defs"].update(lid={"type": "object"}),
    "other words": lambda it: it["properties"]["name"].update(description="What it is called."),
    "more examples": lambda it: it["properties"]["kind"].update(examples=["a"]),
    "another order of what is required": lambda it: it["required"].reverse(),
    "another order of fields": lambda it: it.update(properties=dict(reversed(it["properties"].items()))),
}
BREAKING: dict[str, tuple[Edit, str]] = {
    "a field gone": (lambda it: it["properties"].pop("title"), "properties/title"),
    "a new required field": (lambda it: it["required"].append("title"), "required"),
    "a field no longer required": (lambda it: it["required"].remove("kind"), "required"),
    "another type": (lambda it: it["properties"]["name"].update(type="integer"), "properties/name/type"),
    "also null": (
        lambda it: it["properties"]["name"].update(type=["string", "null"]),
        "properties/name/type",
    ),
    "another pattern": (lambda it: it["properties"]["name"].update(pattern="."), "properties/name/pattern"),
    "a limit": (lambda it: it["properties"]["name"].update(maxLength=3), "properties/name/maxLength"),
    "a further value of a closed list": (
        lambda it: it["properties"]["kind"]["enum"].append("c"),
        "properties/kind/enum",
    ),
    "an open object": (lambda it: it.update(additionalProperties=True), "additionalProperties"),
    "a part's field gone": (
        lambda it: it["$defs"]["part"]["properties"].pop("size"),
        "$defs/part/properties/size",
    ),
    "another condition": (
        lambda it: it["allOf"][0]["then"].update(required=["title"]),
        "allOf/0/then/required",
    ),
    "a further condition": (lambda it: it["allOf"].append({"required": ["title"]}), "allOf"),
}


@pytest.mark.parametrize("change", ALLOWED)
def test_what_a_version_may_gain(change: str) -> None:
    """None of these disturbs a reader who knows the published schema."""
    present = copy.deepcopy(PUBLISHED)
    ALLOWED[change](present)
    assert breaks(PUBLISHED, present) == []


@pytest.mark.parametrize("change", BREAKING)
def test_what_needs_a_new_version(change: str) -> None:
    """Each of these is found, at its place."""
    edit, place = BREAKING[change]
    present = copy.deepcopy(PUBLISHED)
    edit(present)
    assert [found.place for found in breaks(PUBLISHED, present)] == [place]


@pytest.mark.parametrize("name", sorted(read(shipped()).frozen))
def test_no_schema_breaks_its_published_copy(name: str) -> None:
    """The schemas in use may only have gained optional fields since they were published."""
    folder = read(shipped())
    assert breaks(folder.frozen[name], folder.schemas[name]) == []


def test_the_command_finds_a_break(copied: Path) -> None:
    """A field taken out of a schema is found against the published copy."""
    rewrite(copied / "articles.tagged/article.v1.json", lambda it: it["properties"].pop("tag_date_source"))
    rewrite(copied / "articles.tagged/article.v1.json", lambda it: it["required"].remove("tag_date_source"))
    found = {(finding.place, finding.reason) for finding in check(copied).findings}
    assert ("properties/tag_date_source", "is gone") in found


def test_a_schema_gone(copied: Path) -> None:
    """A published schema can't be taken away."""
    (copied / "pages.replay/headers.v1.json").unlink()
    (copied / "pages.replay/examples/page.json").unlink()
    assert "is gone, but is published under frozen/" in {found.reason for found in check(copied).findings}


def test_a_schema_that_nothing_holds(copied: Path) -> None:
    """A schema without a published copy could change unseen."""
    (copied / "frozen/values.v1.json").unlink()
    assert [found.file for found in check(copied).findings] == ["values.v1.json"]
