"""Builds `given_generated.tsv`: given names by language, from the locales of the package faker.

What follows a given name is a surname, whatever country it also is.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from worker.core.tags.text.folding import fold

BUILT = "given_generated.tsv"

LOCALES = {
    "ar": "ar_AA ar_PS ar_SA ar_DZ", "bg": "bg_BG", "bn": "bn_BD", "ca": "es_CA", "cs": "cs_CZ", "da": "da_DK", "de": "de_DE de_AT de_CH",
    "el": "el_GR", "en": "en_US en_GB en_IE en_NZ", "es": "es_ES es_MX es_AR es_CO", "fa": "fa_IR", "fi": "fi_FI", "fr": "fr_FR fr_BE fr_CH",
    "he": "he_IL", "hi": "hi_IN", "hr": "hr_HR", "hu": "hu_HU", "id": "id_ID", "it": "it_IT", "nl": "nl_NL nl_BE", "no": "no_NO",
    "pl": "pl_PL", "pt": "pt_BR pt_PT", "ro": "ro_RO", "ru": "ru_RU", "sk": "sk_SK", "sl": "sl_SI", "sv": "sv_SE", "tr": "tr_TR", "uk": "uk_UA",
}  # fmt: skip
SHORTEST = 3
# Names that are words of the calendar, of rank or of direction: "in May Iran", "Major England", "North Korea".
WORDS = frozenset(
    "april may june july august summer autumn winter dawn hope faith grace joy will art rich major prince princess king royal judge justice "
    "baron duke bishop pope santa santo san saint north south east west new great free team blue chance mission eve noel "
    "christmas easter sunday monday friday mai juni juli august mars avril juin maja luty den per mit von der die das los las del "
    "republic northern southern eastern western greater central real inter air lake river mount fort port".split()
)


def build() -> dict[str, tuple[str, ...]]:
    """Given names by language, ordered."""
    return {lang: tuple(sorted(_names(locales.split()))) for lang, locales in LOCALES.items()}


def _names(locales: list[str]) -> set[str]:
    found = {name for locale in locales for name in _of(locale)}
    return {name for name in found if fold(name).strip() not in WORDS}


def _of(locale: str) -> Iterator[str]:
    """The names of all lists of given names of a locale's provider."""
    provider = import_module(f"faker.providers.person.{locale}").Provider
    for attribute in dir(provider):
        names = getattr(provider, attribute)
        if attribute.startswith("first_name") and isinstance(names, (tuple, list, dict)):
            yield from (
                name for name in names if len(name) >= SHORTEST and " " not in name and "|" not in name
            )


def write(names: dict[str, tuple[str, ...]], path: Path) -> None:
    """The table, one language a line."""
    lines = [
        "# Made by `dateline registry build` from faker's locales: don't edit. language, given names (|)"
    ]
    lines += [f"{lang}\t{'|'.join(found)}" for lang, found in sorted(names.items())]
    path.write_text("\n".join(lines) + "\n", "utf-8")
