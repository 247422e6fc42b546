"""The operator's file of learned furniture: written by `dateline furniture learn`, reviewed by a person, read by the worker.

TOML: `format = 1`, then a table `[[block]]` with `worker.core.clean.boilerplate.furniture.Block`'s fields for each block. docs/furniture.md explains it.
"""

import hashlib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from worker.core import urls
from worker.core.clean.boilerplate.furniture import Block, Furniture
from worker.core.errors import SettingsError

FORMAT = 1
PREFIX = "furniture."  # of every block's id, so that `removed` tells where a rule is from
_TABLE = re.compile(r"[ \t]*\[\[[ \t]*block[ \t]*\]\]")
_HEAD = """\
# Blocks that recur on many pages of one site, learned by `dateline furniture learn` and to be reviewed by a person: delete what
# is no furniture, then name this file in DATELINE_FURNITURE_RULES. What is cut: lines of a page of `site` that are `text` (with
# numbers = "any": whatever its numbers are), standing at `place`. All else is the evidence.
"""


def load(file: Path | None) -> Furniture:
    """The blocks of a file; none without one. Raises SettingsError that names the file, the line, the field and the reason."""
    if file is None:
        return Furniture()
    try:
        text = file.read_text(encoding="utf-8")
        content = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file}: {_said(error)}") from error
    tables = _tables(file, content)
    starts = [number for number, line in enumerate(text.splitlines(), 1) if _TABLE.match(line)]
    lines = starts if len(starts) == len(tables) else [1] * len(tables)
    blocks = [_block(f"{file}, line {line}", table) for line, table in zip(lines, tables, strict=True)]
    _check_ids(file, blocks)
    return Furniture(tuple(blocks), version(blocks))


def write(blocks: Iterable[Block]) -> str:
    """The file of these blocks, in their order."""
    tables = ("\n[[block]]\n" + "".join(_line(name, getattr(block, name)) for name in Block.__struct_fields__) for block in blocks)  # fmt: skip
    return f"{_HEAD}format = {FORMAT}\n" + "".join(tables)


def version(blocks: Iterable[Block]) -> str:
    """The digest of what is cut and where; the evidence and the blocks' order don't count."""
    cut = sorted((block.site, block.text, block.numbers, block.place, block.id) for block in blocks)
    return hashlib.sha256(msgspec.json.encode(cut)).hexdigest()[:12]


def _tables(file: Path, content: dict[str, Any]) -> list[dict[str, Any]]:
    unknown = sorted(content.keys() - {"format", "block"})
    if unknown:
        raise SettingsError(f"{file}: unknown key {unknown[0]!r}; expected `format` and `[[block]]`")
    if content.get("format") != FORMAT:
        raise SettingsError(f"{file}, field 'format': must be {FORMAT}, not {content.get('format')!r}")
    tables = content.get("block", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SettingsError(f"{file}, field 'block': must be tables `[[block]]`")
    return tables


def _block(place: str, table: dict[str, Any]) -> Block:
    try:
        block = msgspec.convert(table, Block)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{place}, block {table.get('id', '?')!r}: {error}") from error
    for field, problem in _problems(block).items():
        if problem:
            raise SettingsError(f"{place}, block {block.id!r}, field {field!r}: {problem}")
    return block


def _problems(block: Block) -> dict[str, str | None]:
    domain = urls.registrable_domain(f"https://{block.site}/") if block.site else None
    return {
        "id": None if block.id.startswith(PREFIX) else f"must begin with {PREFIX!r}",
        "site": None
        if block.site and block.site == domain
        else f"no registrable domain; expected {domain!r}",
        "text": _problem_of(block.text),
        "why": None if block.why.strip() else "must not be empty",
    }


def _problem_of(text: str) -> str | None:
    if "\n" in text:
        return "must be one line"
    return None if any(map(str.isalpha, text)) else "must have a letter"


def _check_ids(file: Path, blocks: list[Block]) -> None:
    twice = [name for name, count in Counter(block.id for block in blocks).items() if count > 1]
    if twice:
        raise SettingsError(f"{file}, field 'id': {twice[0]!r} is used twice")


def _line(name: str, value: Any) -> str:
    """A key with its value. What JSON writes of these kinds of value is TOML as well, but for U+007F; None is left out."""
    if value is None:
        return ""
    return f"{name} = {json.dumps(value, ensure_ascii=False)}\n".replace("\x7f", "\\u007f")


def _said(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
