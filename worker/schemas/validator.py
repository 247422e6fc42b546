"""JSON Schema 2020-12; the only module that knows jsonschema-rs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, and where: `place` is a path of names and indexes joined by slashes, empty for the whole."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}" if self.place else self.reason


Check = Callable[[Any], list[Problem]]


class SchemaSet:
    """Schemas that refer to each other by `$id`, compiled one by one."""

    def __init__(self, documents: Mapping[str, Any]) -> None:
        """`documents` by any name of the caller's; each must have its `$id`."""
        self._documents = documents
        resources = [(document["$id"], document) for document in documents.values()]
        self._registry = jsonschema_rs.Registry(resources)

    def check(self, name: str) -> Check:
        """The check of the document of this name. Raises ValueError where it isn't a schema or refers to nothing."""
        return self._compiled(self._documents[name])

    def check_part(self, identifier: str, pointer: str) -> Check:
        """The check of one part of a document, by the document's `$id` and a JSON pointer."""
        return self._compiled({"$schema": DIALECT, "$ref": f"{identifier}#{pointer}"})

    def _compiled(self, schema: Any) -> Check:
        # Without the mask a reason would quote the value: a whole article, at worst.
        try:
            validator = jsonschema_rs.validator_for(
                schema,
                registry=self._registry,
                mask="the value",
                offline=True,
                validate_formats=True,
                ignore_unknown_formats=False,
            )
        except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
            raise ValueError(str(error).splitlines()[0]) from error
        return lambda value: sorted(_problem(error) for error in validator.iter_errors(value))


def _problem(error: jsonschema_rs.ValidationError) -> Problem:
    return Problem("/".join(str(step) for step in error.instance_path), error.message)
