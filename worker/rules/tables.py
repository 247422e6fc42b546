"""Data as TOML files: tables of one kind of struct, read once and checked whole."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec
import re2

from worker.core.clean.text.patterns import AsciiOnly, for_every_script
from worker.core.errors import SettingsError
from worker.rules import wordlists

Kind = TypeVar("Kind", bound=msgspec.Struct)
NO_WORDS: Mapping[str, Any] = MappingProxyType({})


def read(
    file: Path,
    kind: type[Kind],
    name: str = "rule",
    *,
    shared: tuple[str, ...] = (),
    words: Mapping[str, Any] = NO_WORDS,
) -> tuple[Kind, ...]:
    """The tables `[[name]]` of a file; `shared` are the keys beside them that hold for every table that doesn't say otherwise.

    No field without a default may be empty, and `pattern` must be RE2. A table with one may have a table `words` of lists that it names (`wordlists`) beside those handed in. Raises SettingsError that names the file, the table, the field and the reason.
    """
    content = parsed(file)
    unknown = sorted(content.keys() - {*shared, name})
    if unknown:
        expected = " and ".join((*(f"`{key}`" for key in shared), f"`[[{name}]]`"))
        raise SettingsError(f"{file.name}: unknown key {unknown[0]!r}; expected {expected}")
    tables = content.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SettingsError(f"{file.name}, field {name!r}: must be tables `[[{name}]]`")
    common = {key: content[key] for key in shared if key in content}

    def made(place: str, table: dict[str, Any]) -> Kind:
        has_pattern = "pattern" in kind.__struct_fields__
        return _made(place, kind, wordlists.filled(place, table, words) if has_pattern else table)

    return tuple(made(_place(file, name, table, at), common | table) for at, table in enumerate(tables, 1))


def parsed(file: Path) -> dict[str, Any]:
    """What a TOML file holds. Raises SettingsError that names the file."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file.name}: {error}") from error


def _place(file: Path, name: str, table: dict[str, Any], at: int) -> str:
    return f"{file.name}, {name} {table['id']!r}" if "id" in table else f"{file.name}, {name} {at}"


def _made(place: str, kind: type[Kind], table: dict[str, Any]) -> Kind:
    try:
        made = msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{place}: {error}") from error
    fields = kind.__struct_fields__
    for field in fields[: len(fields) - len(kind.__struct_defaults__)]:
        if not getattr(made, field):
            raise SettingsError(f"{place}, field {field!r}: must not be empty")
    if "pattern" in fields:
        _check_pattern(place, table["pattern"])
    return made


def check_whole(place: str, pattern: str) -> None:
    """Compile a pattern and try it. Raises SettingsError where that fails, or where it matches the empty text."""
    if _compiled(place, pattern).fullmatch("") is not None:
        raise SettingsError(f"{place}, field 'pattern': matches the empty line")


def _compiled(place: str, pattern: str) -> "re2._Regexp":
    try:
        return re2.compile(for_every_script(pattern), _quiet())
    except (re2.error, AsciiOnly) as error:
        raise SettingsError(f"{place}, field 'pattern': {_reason(error)}") from error


def _check_pattern(place: str, pattern: str) -> None:
    try:
        # Reads the pattern and compiles nothing, which takes twenty times as long; but it doesn't say what is wrong.
        re2.Set.SearchSet(_quiet()).Add(for_every_script(pattern))
    except (re2.error, AsciiOnly):
        _compiled(place, pattern)


def _quiet() -> "re2.Options":
    options = re2.Options()
    options.log_errors = False  # on stderr; what is wrong is raised
    return options


def _reason(error: Exception) -> str:
    reason = error.args[0] if error.args else error
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
