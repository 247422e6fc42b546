"""The news agencies whose stories other sites carry: one TOML file beside this module, read once and checked whole.

Tables `[[agency]]` with `worker.core.copies.agencies.Agency`'s fields: id, names (as articles write them, in every
script), hosts (its own sites), why, credits (texts that credit it), keeps (texts that name it and don't).
"""

import hashlib
from collections import Counter
from pathlib import Path

import msgspec

from worker.core.copies.agencies import Agencies, Agency
from worker.core.errors import SettingsError
from worker.rules import tables

FILE = Path(__file__).parent / "agencies.toml"


def load(file: Path = FILE) -> Agencies:
    """All agencies. Raises SettingsError that names the agency, the field and the reason."""
    agencies = tables.read(file, Agency, "agency")
    names = Counter(name for agency in agencies for name in dict.fromkeys((agency.id, *agency.names)))
    if twice := [name for name, count in names.items() if count > 1]:
        raise SettingsError(f"{file.name}: {twice[0]!r} names two agencies")
    return Agencies(agencies, hashlib.sha256(msgspec.json.encode(agencies)).hexdigest()[:12])
