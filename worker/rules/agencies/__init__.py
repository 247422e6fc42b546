"""The news agencies whose stories other sites carry, and what is written around those: TOML files beside this module, read once and checked whole.

- agencies.toml, tables `[[agency]]` with `worker.core.copies.agencies.Agency`'s fields: id, names (as articles write them, in every
  script), hosts (its own sites), why, credits (texts that credit it), keeps (texts that name it and don't).
- pictures.toml, tables `[[picture]]` with `Picture`'s: the words that make a credit that of a picture.
- updates.toml, tables `[[update]]` with `worker.core.copies.updates.UpdateMark`'s: the words that mark a later version of a story.
"""

import hashlib
from collections import Counter
from pathlib import Path

import msgspec

from worker.core.copies.agencies import Agencies, Agency, Picture
from worker.core.copies.updates import UpdateMark, Updates
from worker.core.errors import SettingsError
from worker.rules import tables

FOLDER = Path(__file__).parent
FILE = FOLDER / "agencies.toml"


def load(file: Path = FILE) -> Agencies:
    """All agencies. Raises SettingsError that names the table, the field and the reason."""
    agencies = tables.read(file, Agency, "agency")
    names = Counter(name for agency in agencies for name in dict.fromkeys((agency.id, *agency.names)))
    if twice := [name for name, count in names.items() if count > 1]:
        raise SettingsError(f"{file.name}: {twice[0]!r} names two agencies")
    pictures = tables.read(FOLDER / "pictures.toml", Picture, "picture")
    updates = Updates(tables.read(FOLDER / "updates.toml", UpdateMark, "update"))
    told = msgspec.json.encode((agencies, pictures, updates.known))
    return Agencies(agencies, pictures, updates, hashlib.sha256(told).hexdigest()[:12])
