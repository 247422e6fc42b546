"""The news agencies whose stories other sites carry: one TOML file beside this module, read once and checked whole.

Tables `[[agency]]` with `worker.core.copies.agencies.Agency`'s fields: id, names (as articles write them, in every
script), hosts (its own sites), why, credits (texts that credit it), keeps (texts that name it and don't).
"""

import hashlib
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from worker.core.copies.agencies import Agencies, Agency
from worker.core.errors import SettingsError

FILE = Path(__file__).parent / "agencies.toml"


def load(file: Path = FILE) -> Agencies:
    """All agencies. Raises SettingsError that names the agency, the field and the reason."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file.name}: {error}") from error
    agencies = tuple(_agency(file, table) for table in content.get("agency", ()))
    names = Counter(name for agency in agencies for name in dict.fromkeys((agency.id, *agency.names)))
    if twice := [name for name, count in names.items() if count > 1]:
        raise SettingsError(f"{file.name}: {twice[0]!r} names two agencies")
    return Agencies(agencies, hashlib.sha256(msgspec.json.encode(agencies)).hexdigest()[:12])


def _agency(file: Path, table: dict[str, Any]) -> Agency:
    name = f"{file.name}, agency {table.get('id', '?')!r}"
    try:
        agency = msgspec.convert(table, Agency)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{name}: {error}") from error
    for field in ("id", "names", "why", "credits", "keeps"):
        if not getattr(agency, field):
            raise SettingsError(f"{name}, field {field!r}: must not be empty")
    return agency
