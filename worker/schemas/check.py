"""The checks of the schema files themselves: every finding that `dateline schemas check` can make."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from worker.core.codec import to_json
from worker.core.model import Topic
from worker.schemas.compatibility import breaks
from worker.schemas.folder import EXAMPLES, FROZEN, Folder, read, subschemas
from worker.schemas.messages import OWN, Contract, schemas_needed
from worker.schemas.validator import Check, Problem, SchemaSet

IDENTIFIER = "urn:dateline:schema:"
EXAMPLE_FIELDS = {"about", "wrong", "key", "headers", "value", "bytes"}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A file, by its path below the folder, and what is wrong in it."""

    file: str
    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {Problem(self.place, self.reason)}"


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at, and what was found; no findings: all is in order."""

    schemas: int
    examples: int
    findings: tuple[Finding, ...]


def check(path: Path) -> Report:
    """Everything there is to check in a folder of schemas. Raises SettingsError where it isn't one."""
    folder = read(path)
    broken = [Finding(f"{name}.json", "", reason) for name, reason in folder.broken.items()]
    found = [*broken, *_forms(folder)] or _contents(folder)
    return Report(len(folder.schemas), len(folder.examples), tuple(sorted(found)))


def _forms(folder: Folder) -> list[Finding]:
    """Each schema by itself: the rules of house-rules.json, its name, what it requires. Only then can they be compiled together."""
    house_rules = SchemaSet({"house-rules": folder.house_rules}).check("house-rules")
    return [found for name, schema in folder.schemas.items() for found in _form(house_rules, name, schema)]


def _form(house_rules: Check, name: str, schema: Any) -> Iterator[Finding]:
    file = f"{name}.json"
    yield from (Finding(file, problem.place, problem.reason) for problem in house_rules(schema))
    if isinstance(schema, dict):
        expected = IDENTIFIER + name.replace("/", ":").replace("-", ".").replace(".v", ":v")
        if schema.get("$id") != expected:
            yield Finding(file, "$id", f"is {schema.get('$id')!r}, must be {expected!r} as the file is named")
        yield from (Finding(file, place.strip("/"), reason) for place, reason in _requires_nothing(schema))


def _requires_nothing(schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Fields that are required though they are no fields: misspelt, or renamed in one place only."""
    for place, part in subschemas(schema):
        if (
            isinstance(part.get("required"), list)
            and isinstance(part.get("properties"), dict)
            and "type" in part
        ):
            yield from (
                (f"{place}/required", f"{name!r} is no property here")
                for name in part["required"]
                if name not in part["properties"]
            )


def _contents(folder: Folder) -> list[Finding]:
    """What needs all schemas together: references and compatibility; and if those hold, the examples."""
    schemas = SchemaSet(folder.schemas)
    return [*_missing(folder), *_unusable(schemas, folder), *_incompatible(folder)] or [
        *_wrong_inner_examples(schemas, folder),
        *_wrong_examples(Contract(folder), folder),
        *_missing_examples(folder),
    ]


def _missing(folder: Folder) -> Iterator[Finding]:
    for name in sorted(schemas_needed() - set(folder.schemas)):
        yield Finding(f"{name}.json", "", "is missing: without it some messages can't be judged")


def _unusable(schemas: SchemaSet, folder: Folder) -> Iterator[Finding]:
    for name in folder.schemas:
        try:
            schemas.check(name)
        except ValueError as error:
            yield Finding(f"{name}.json", "", str(error))


def _incompatible(folder: Folder) -> Iterator[Finding]:
    for name in folder.schemas:
        if name not in folder.frozen:
            yield Finding(
                f"{name}.json", "", f"has no published copy under {FROZEN}/: nothing holds it to its version"
            )
    for name, published in folder.frozen.items():
        present = folder.schemas.get(name)
        if present is None:
            yield Finding(f"{name}.json", "", f"is gone, but is published under {FROZEN}/")
        else:
            yield from (
                Finding(f"{name}.json", found.place, found.reason) for found in breaks(published, present)
            )


def _wrong_inner_examples(schemas: SchemaSet, folder: Folder) -> Iterator[Finding]:
    for name, schema in folder.schemas.items():
        for place, part in subschemas(schema):
            if isinstance(part.get("examples"), list) and "description" in part:
                check_part = schemas.check_part(schema["$id"], place)
                yield from (
                    Finding(f"{name}.json", f"{place}/examples/{index}".strip("/"), str(problem))
                    for index, example in enumerate(part["examples"])
                    for problem in check_part(example)
                )


def _wrong_examples(contract: Contract, folder: Folder) -> Iterator[Finding]:
    for name, example in folder.examples.items():
        judged = _misshapen(name, example) or _judged(contract, Topic(name.split("/")[0]), example)
        yield from (Finding(f"{name}.json", place, reason) for place, reason in judged)


def _misshapen(name: str, example: Any) -> list[tuple[str, str]]:
    """Why a file is no example at all."""
    if name.split("/", maxsplit=1)[0] not in set(Topic) - OWN:
        return [("", "stands in a folder that is no topic with a contract")]
    if not isinstance(example, dict) or "about" not in example or not {"value", "bytes"} & example.keys():
        return [("", "needs `about`, and `value` or `bytes`")]
    return [(key, "means nothing here") for key in sorted(example.keys() - EXAMPLE_FIELDS)]


def _judged(contract: Contract, topic: Topic, example: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """An example has exactly the problems it says, each by its place; without `wrong` it has none."""
    problems = contract.problems(topic, *message(example))
    expected = set(example.get("wrong", ()))
    yield from ((found.place, found.reason) for found in problems if found.place not in expected)
    yield from (
        (place, "is said to be wrong, and isn't") for place in expected - {found.place for found in problems}
    )


def _missing_examples(folder: Folder) -> Iterator[Finding]:
    for topic in sorted({name.split("/")[0] for name in folder.schemas if "/" in name}):
        shown = {
            "wrong" in example for name, example in folder.examples.items() if name.startswith(f"{topic}/")
        }
        yield from (
            Finding(f"{topic}/{EXAMPLES}", "", f"has no example of a {kind} message")
            for kind, wrong in (("right", False), ("wrong", True))
            if wrong not in shown
        )


def message(example: dict[str, Any]) -> tuple[bytes | None, list[tuple[str, bytes | None]], bytes | None]:
    """Value, headers and key of an example: its `value` is JSON, or its `bytes` the text of a body that isn't."""
    value = example["bytes"].encode() if "bytes" in example else to_json(example["value"])
    headers: list[tuple[str, bytes | None]] = [
        (name, text.encode()) for name, text in example.get("headers", {}).items()
    ]
    return value, headers, example["key"].encode() if "key" in example else None
