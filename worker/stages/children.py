"""The work that child processes do: what reads page text, built once a child from the data files that the settings name."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from worker.core.codec import pack, unpack
from worker.core.model import Message
from worker.core.tags.tagger import Tagger
from worker.rules import agencies, boilerplate, furniture, gazetteer, registry, versions
from worker.stages.clean import CleanHandler
from worker.stages.jobs import CLEAN, LINES, PAGE, TAG, Config
from worker.stages.page import PageHandler
from worker.stages.pagelines import PageLinesHandler
from worker.stages.tag import TagHandler

FIRST_PAGE = (
    b"<html><body><article><p>Warm water was piped to the town, the council said.</p></article></body></html>"
)

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
    rules = replace(boilerplate.load(rules_file), furniture=furniture.load(furniture_file))
    credited = agencies.load()
    return CleanHandler(rules, versions.of_clean(rules, credited), credited)


def tagger(gazetteer_file: Path | None, registry_file: Path | None) -> TagHandler:
    """The handler of the tag stage."""
    places, leaders = gazetteer.load(gazetteer_file), registry.load(registry_file)
    return TagHandler(Tagger(places, leaders), {"gazetteer": places.version, "registry": leaders.version})


def _function(handle: Callable[[Message], Any]) -> Function:
    return lambda payload: pack(handle(unpack(payload, Message)))


def _path(name: str | None) -> Path | None:
    return Path(name) if name else None
