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
from worker.rules import agencies, boilerplate, furniture, gazetteer, numerals, prepared, registry, versions
from worker.settings import variable_of
from worker.stages.clean import CleanHandler
from worker.stages.jobs import CLEAN, LINES, PAGE, TAG, Config
from worker.stages.page import PageHandler
from worker.stages.pagelines import PageLinesHandler
from worker.stages.tag import TagHandler

# Pages for each way to read one: an article, and one that is read a second time because no article was found.
FIRST_PAGES = (
    b"""<html><head><title>Warm water reaches the town</title></head><body><nav><a href="/">Home</a></nav><article>
<h1>Warm water reaches the town</h1><p>By Ann Archer</p><p>Published 2 May 2024</p>
<p>Warm water was piped to the town from a spring in the hills, the council said on Thursday.</p>
<p>The mayor of Reykjavik, who came to see it, said that Iceland would lend two engineers to the town for the winter.</p>
<p>Subscribe to our newsletter</p></article></body></html>""",
    b"<html><body><div id='app'></div><script>load()</script><p>Loading</p></body></html>",
)
FIRST_HEADERS = (("content-type", b"text/html"), ("url", b"https://first.example/2024/warm-water"))
# And texts for each way to look for names: as they are spelt, and in another script by their sound.
FIRST_TEXTS = {"en": "Warm water for Iceland.", "ru": "Тёплая вода для Исландии, сказал мэр Олег Дроздов."}

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
    """Read pages before the first real one comes: what is loaded at first use must not count against its deadline.

    So a memory limit that doesn't hold what is loaded ends the start, not every page.
    """
    if CLEAN in made:
        for page in FIRST_PAGES:
            made[CLEAN].handle(Message("pages.raw", 0, 0, 0, None, page, FIRST_HEADERS))
    if TAG in made:
        for lang, text in FIRST_TEXTS.items():
            made[TAG].tagger.tag(None, text, lang, None, "none")


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
    credited, counted = agencies.load(), numerals.load()
    return CleanHandler(rules, versions.of_clean(rules, credited, counted), credited, counted)


def tagger(gazetteer_file: Path | None, registry_file: Path | None) -> TagHandler:
    """The handler of the tag stage."""
    lexicon = prepared.lexicon(
        lambda: _read(gazetteer.load, gazetteer_file, "gazetteer_additions"),
        lambda: _read(registry.load, registry_file, "registry_additions"),
        gazetteer_file,
        registry_file,
    )
    data = {"gazetteer": lexicon.gazetteer.version, "registry": lexicon.registry.version}
    return TagHandler(Tagger(*lexicon), data)


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
