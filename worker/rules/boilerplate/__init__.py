"""The boilerplate rules: one TOML file a language beside this module, read once and checked whole.

A file has an optional list `languages` (default for its rules) and tables `[[rule]]` with `worker.core.clean.boilerplate.linerules.Rule`'s fields:
id, place, cut, pattern (RE2 with lists of `words` that it names, its own and those of `words/shared.toml`; matched against the whole line, upper and lower case alike), why, drops, keeps, `languages` where
they differ from the file's, and `sites` where a rule is bound to some. docs/boilerplate-rules.md says how to write one.
"""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from worker.core.clean.blocks.model import BlockModels
from worker.core.clean.boilerplate.linerules import EVERY, BoilerplateRules, Rule
from worker.core.clean.kind.rules import PageRules
from worker.core.clean.text import language
from worker.core.errors import SettingsError
from worker.rules import pages, tables
from worker.rules.boilerplate import examples

FOLDER = Path(__file__).parent
_SITE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")  # as URLs have it in their normal form
WORDS = FOLDER / "words" / "shared.toml"
BLOCKS = FOLDER / "blocks.json"  # the trained models of `worker.core.clean.blocks.model`


def load(extra: Path | None = None) -> BoilerplateRules:
    """All rules of this release, then those of `extra` (a file or a folder of them).

    Raises SettingsError that names the file, the rule, the field and the reason.
    """
    own = [rule for file in sorted(FOLDER.glob("*.toml")) for rule in _rules(file)]  # tests check them whole
    known = {rule.id: "a rule of this release" for rule in own}
    rules = (*own, *(rule for file in (_files(extra) if extra else ()) for rule in _new(file, known)))
    models = BLOCKS.read_bytes()
    kinds = pages.load()
    return BoilerplateRules(rules, _version(rules, models, kinds), _models(models), pages=kinds)


def read(file: Path) -> tuple[Rule, ...]:
    """The rules of one file, checked whole. Raises SettingsError."""
    found = _rules(file)
    for rule in found:
        tables.check_whole(f"{file.name}, rule {rule.id!r}", rule.pattern)
    return found


def _tried(file: Path) -> tuple[Rule, ...]:
    """The rules of an operator's file, each tried on its own examples. Raises SettingsError."""
    found = read(file)
    for rule in found:
        unknown = [code for code in rule.languages if not _is_language(code)]
        wrong = f"field 'languages': {unknown[0]!r} is no language" if unknown else examples.fault(rule)
        if wrong:
            raise SettingsError(f"{file.name}, rule {rule.id!r}, {wrong}")
    return found


def _new(file: Path, known: dict[str, str]) -> tuple[Rule, ...]:
    """The rules of an operator's file, whose ids none of those `known` has: an event names what cut by its id alone. Raises SettingsError."""
    found = _tried(file)
    for rule in found:
        if rule.id in known:
            raise SettingsError(f"{file.name}, rule {rule.id!r}, field 'id': {known[rule.id]} has it already")
        known[rule.id] = f"a rule in {file.name}"
    return found


def _is_language(code: str) -> bool:
    """Whether texts may be told to be in this language, or a page may declare it; `*` is every one."""
    return code == EVERY or code in language.known()


def _rules(file: Path) -> tuple[Rule, ...]:
    found = tables.read(file, Rule, shared=("languages",), words=_words())
    unreal = [(rule.id, site) for rule in found for site in rule.sites if not _SITE.fullmatch(site)]
    if unreal:
        raise SettingsError(f"{file.name}, rule {unreal[0][0]!r}, field 'sites': {unreal[0][1]!r} is no host")
    return tuple(msgspec.structs.replace(rule, pattern=f"(?i:{rule.pattern})") for rule in found)


@cache
def _words() -> dict[str, Any]:
    """The lists of words that every file's patterns may name."""
    return tables.parsed(WORDS)


def _files(extra: Path) -> list[Path]:
    if extra.is_dir():
        if not (found := sorted(extra.glob("*.toml"))):
            raise SettingsError(f"boilerplate rules: the folder {extra} holds no *.toml file")
        return found
    if not extra.is_file():
        raise SettingsError(f"boilerplate rules: there is no file or folder {extra}")
    return [extra]


def _models(data: bytes) -> BlockModels:
    try:
        return msgspec.json.decode(data, type=BlockModels)
    except msgspec.DecodeError as error:
        raise SettingsError(f"{BLOCKS.name}: {error}") from error


def _version(rules: tuple[Rule, ...], models: bytes, kinds: PageRules) -> str:
    return hashlib.sha256(msgspec.json.encode((rules, kinds)) + models).hexdigest()[:12]
