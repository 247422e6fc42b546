"""The schemas and the code say the same: every field, every header, every word of a closed list."""

from collections.abc import Iterable
from typing import Any

import msgspec
import pytest

from worker.core import headers, model
from worker.core.copies import compare
from worker.schemas.folder import read, shipped, subschemas

SCHEMAS = read(shipped()).schemas
TAGGED = SCHEMAS["articles.tagged/article.v1"]
ARTICLE = SCHEMAS["article.v1"]
OBJECTS: dict[str, tuple[type[msgspec.Struct], dict[str, Any], set[str]]] = {
    # A struct, the schema of it as JSON, and its fields that never leave the process.
    "Article": (model.Article, ARTICLE, set()),
    "Removed": (model.Removed, ARTICLE["properties"]["removed"]["items"], set()),
    "Country": (model.Country, TAGGED["$defs"]["country"], set()),
    "Leader": (model.Leader, TAGGED["$defs"]["leader"], set()),
    "Span": (model.Span, SCHEMAS["values.v1"]["$defs"]["span"], set()),
    "Fate": (model.Fate, SCHEMAS["pages.fates/v1"], set()),
    "RawPage": (model.RawPage, SCHEMAS["pages.raw/v1"], {"notes", "raw_digest"}),
}
# What v1 gained: always written, never required, because messages from before lack it.
GAINED = {"Article": {"page_kind", "sources"}}
COPIES = SCHEMAS["articles.copies/headers.v1"]["properties"]
LISTS: dict[str, tuple[Iterable[str], list[str]]] = {
    "FateKind": (model.FateKind, SCHEMAS["pages.fates/v1"]["properties"]["fate"]["enum"]),
    "Reason": (
        model.Reason,
        SCHEMAS["pages.fates/v1"]["allOf"][0]["then"]["properties"]["reason"]["enum"],
    ),
    "CopyKind": (compare.CopyKind, COPIES["ce_copykind"]["enum"]),
    "Verdict": (compare.COPIES, COPIES["ce_change"]["enum"]),
}


@pytest.mark.parametrize("name", OBJECTS)
def test_every_field_is_in_the_schema_and_no_other(name: str) -> None:
    """A field added to the struct or to the schema alone would never be seen, or never be allowed."""
    struct, schema, inner = OBJECTS[name]
    assert set(schema["properties"]) == {field.name for field in msgspec.structs.fields(struct)} - inner


@pytest.mark.parametrize("name", OBJECTS)
def test_what_is_always_written_is_required(name: str) -> None:
    """A field is required unless the struct leaves it out at its default; input requires none by itself."""
    struct, schema, _ = OBJECTS[name]
    always = {
        field.name
        for field in msgspec.structs.fields(struct)
        if field.required or not struct.__struct_config__.omit_defaults
    }
    always -= GAINED.get(name, set())
    assert set(schema.get("required", ())) == (set() if struct is model.RawPage else always)


def test_the_tags_are_in_the_tagged_article() -> None:
    """The tagger's result, with its date under names that can't be taken for the article's."""
    names = {"date": "tag_date", "date_source": "tag_date_source"}
    fields = {names.get(field.name, field.name) for field in msgspec.structs.fields(model.Tags)}
    assert set(TAGGED["properties"]) == fields == set(TAGGED["required"])


@pytest.mark.parametrize("name", LISTS)
def test_closed_lists(name: str) -> None:
    """The words of a closed list, in the code and in the schema."""
    words, schema = LISTS[name]
    assert list(words) == schema


def test_every_header_is_in_a_schema_and_no_other() -> None:
    """The names in the code and the names in the schemas, of all headers that are ours."""
    ours = {value for name, value in vars(headers).items() if name.isupper() and str(value).startswith("ce_")}
    parts = [part for schema in SCHEMAS.values() for _, part in subschemas(schema)]
    shown = {
        name
        for part in parts
        if isinstance(part.get("properties"), dict)
        for name in part["properties"]
        if name.startswith("ce_")
    }
    assert shown == ours
