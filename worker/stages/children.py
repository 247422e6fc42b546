"""The work that child processes do: what reads page text, built once a child from the data files that the settings name."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from worker.core.codec import pack, unpack
from worker.core.errors import SettingsError
from worker.core.model import Message
from worker.core.tags.tagger import Tagger
from worker.rules import agencies, boilerplate, furniture, gazetteer, registry, versions
from worker.settings import variable_of
from worker.stages.clean import CleanHandler
from worker.stages.jobs import CLEAN, LINES, PAGE, TAG, Config
from worker.stages.page import PageHandler
from worker.stages.pagelines import PageLinesHandler
from worker.stages.tag import TagHandler

FIRST_PAGE = (
    b"<html><body><article><p>Warm water was piped to the town, the council said.</p></article></body></html>"
)

Data = TypeVar("Data")
Function = Callable[[bytes], bytes]


def build(text: str) -> dict[str, Function]:
    """The job functions of these kinds: a packed `Message` to a packed `Outcome` (`page`: `ReadPage`, `lines`: `PageLines`).

    Raises SettingsError for a data file that is wrong.
    """
    asked = msgspec.json.decode(text, type=Config)
    made = handlers(asked)
    _warm_up(made)
    return {kind: _function(made[kind].handle) for kind in asked.kinds}


def _warm_up(made: dict[str, Any]) -> None:
    """Read a page before the first real one comes: what is loaded at first use must not count against its deadline."""
    if CLEAN in made:
        made[CLEAN].handle(Message("pages.raw", 0, 0, 0, None, FIRST_PAGE, (("content-type", b"text/html"),)))
    if TAG in made:
        made[TAG].tagger.tag(None, "Warm water for Iceland.", "en", None, "none")


def handlers(asked: Config) -> dict[str, Any]:
    """The handlers of these kinds. Data that none of them needs isn't read."""
    made: dict[str, Any] = {}
    if {CLEAN, PAGE, LINES} & set(asked.kinds):
        made[CLEAN] = cleaner(_path(asked.boilerplate_rules), _path(asked.furniture_rules))
    if {TAG, PAGE} & set(asked.kinds):
        made[TAG] = tagger(_path(asked.gazetteer_additions), _path(asked.registry_additions))
    if PAGE in asked.kinds:
        made[PAGE] = PageHandler(made[CLEAN], made[TAG])
    if LINES in asked.kinds:
        made[LINES] = PageLinesHandler(made[CLEAN])
    return made


def cleaner(rules_file: Path | None, furniture_file: Path | None) -> CleanHandler:
    """The handler of the clean stage."""
    rules = replace(
        _read(boilerplate.load, rules_file, "boilerplate_rules"),
        furniture=_read(furniture.load, furniture_file, "furniture_rules"),
    )
    credited = agencies.load()
    return CleanHandler(rules, versions.of_clean(rules, credited), credited)


def tagger(gazetteer_file: Path | None, registry_file: Path | None) -> TagHandler:
    """The handler of the tag stage."""
    places = _read(gazetteer.load, gazetteer_file, "gazetteer_additions")
    leaders = _read(registry.load, registry_file, "registry_additions")
    return TagHandler(Tagger(places, leaders), {"gazetteer": places.version, "registry": leaders.version})


def _read(load: Callable[[Path | None], Data], file: Path | None, setting: str) -> Data:
    """What a loader makes of the release's data and an operator's file. An error in that file names the setting, too."""
    try:
        return load(file)
    except SettingsError as error:
        raise SettingsError(f"{variable_of(setting)}: {error}" if file else str(error)) from error


def _function(handle: Callable[[Message], Any]) -> Function:
    return lambda payload: pack(handle(unpack(payload, Message)))


def _path(name: str | None) -> Path | None:
    return Path(name) if name else None
