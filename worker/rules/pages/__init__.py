"""The words by which pages tell what kind they are: `words.toml` beside this module, read once and checked whole."""

import tomllib
from pathlib import Path

import msgspec
import re2

from worker.core.clean.pagekind import PageRule, PageRules
from worker.core.errors import SettingsError

FILE = Path(__file__).with_name("words.toml")


def load(file: Path = FILE) -> PageRules:
    """All page rules. Raises SettingsError that names the file, the rule and the reason."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        rules = msgspec.convert(content, _File).rule
        for rule in rules:
            re2.compile(rule.pattern)
    except (
        OSError,
        UnicodeDecodeError,
        tomllib.TOMLDecodeError,
        msgspec.ValidationError,
        re2.error,
    ) as error:
        raise SettingsError(f"{file.name}: {error}") from error
    return PageRules(rules)


class _File(msgspec.Struct, forbid_unknown_fields=True):
    rule: tuple[PageRule, ...]
