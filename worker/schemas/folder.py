"""The folder of the schemas: where it is, and what is in it.

- `house-rules.json`: the meta-schema, which every schema here must satisfy
- `<topic>/*.v1.json`: the schemas; those beside the topics' folders are parts that several share
- `<topic>/examples/*.json`: messages, right and wrong ones
- `frozen/`: the schemas as published, which compatibility is measured against
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from worker.core.codec import from_json
from worker.core.errors import SettingsError

PACKAGED = Path(__file__).parent / "data"
CHECKED_OUT = Path(__file__).parents[2] / "schemas"
HOUSE_RULES = "house-rules"
FROZEN = "frozen"
EXAMPLES = "examples"


@dataclass(frozen=True, slots=True)
class Folder:
    """The files by their path below the folder, without `.json`; `broken` are those that aren't JSON, with why."""

    schemas: dict[str, Any]
    examples: dict[str, Any]
    frozen: dict[str, Any]
    house_rules: Any
    broken: dict[str, str]


def shipped() -> Path:
    """The folder that came with this package, or the checkout's."""
    return PACKAGED if PACKAGED.is_dir() else CHECKED_OUT


def read(path: Path) -> Folder:
    """All files of a folder. Raises SettingsError where there is no such folder, or no schema in it."""
    files = {file.relative_to(path).with_suffix("").as_posix(): file for file in sorted(path.rglob("*.json"))}
    values, broken = _parse(files)
    folder = Folder(
        schemas=_shelf(values, "schemas"),
        examples=_shelf(values, EXAMPLES),
        frozen={name.removeprefix(FROZEN + "/"): value for name, value in _shelf(values, FROZEN).items()},
        house_rules=values.get(HOUSE_RULES),
        broken=broken,
    )
    if not folder.schemas or folder.house_rules is None:
        raise SettingsError(f"{path} holds no schemas with {HOUSE_RULES}.json; name the folder that does")
    return folder


def _parse(files: dict[str, Path]) -> tuple[dict[str, Any], dict[str, str]]:
    values, broken = {}, {}
    for name, file in files.items():
        try:
            values[name] = from_json(file.read_bytes())
        except ValueError as error:
            broken[name] = f"is not JSON: {error}"
    return values, broken


def _shelf(values: dict[str, Any], shelf: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if _place(name) == shelf}


def _place(name: str) -> str:
    if name == HOUSE_RULES or name.startswith(FROZEN + "/"):
        return name.partition("/")[0]
    return EXAMPLES if f"/{EXAMPLES}/" in name else "schemas"


def subschemas(schema: Any, pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object inside a schema with its JSON pointer, itself first. Not every one is a schema."""
    if isinstance(schema, dict):
        yield pointer, schema
        for key, value in schema.items():
            yield from subschemas(value, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from subschemas(value, f"{pointer}/{index}")
