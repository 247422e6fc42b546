"""Names of leaders as the press of other languages writes them: the tables of `written/`, one a language, put onto the persons they name."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from worker.core.errors import SettingsError
from worker.core.tags.lexicon.nouns import Person
from worker.rules.lines import rows
from worker.rules.registry import serbian
from worker.rules.registry.names import name_key

LATIN, CYRILLIC, ARABIC, HAN = r"A-Za-z", r"\u0400-\u04ff", r"\u0600-\u06ff\u200c", r"\u3400-\u9fff"
# Languages in Latin letters that write foreign names by their own rules.
RESPELLING = ("lv", "lt", "az", "sq", "hu", "pl", "cs", "sk", "sl", "tr", "et", "fi", "ro")
# By language, what its names are written in; Latin letters stand in them for numerals and initials.
LETTERS = dict.fromkeys(("ru", "uk", "bg", "sr", "mk"), CYRILLIC) | dict.fromkeys(("ar", "fa", "ur"), ARABIC) | {
    "el": r"\u0370-\u03ff\u1f00-\u1fff", "he": r"\u0590-\u05ff", "hi": r"\u0900-\u097f", "bn": r"\u0980-\u09ff", "ka": r"\u10d0-\u10ff",
    "hy": r"\u0530-\u058f", "zh": HAN, "ja": rf"{HAN}\u3040-\u30ff", "ko": r"\uac00-\ud7a3", "th": r"\u0e00-\u0e7f",
} | dict.fromkeys(RESPELLING, LATIN)  # fmt: skip
CELLS = 3  # country, name, whole names
UNSPACED = frozenset(
    ("zh", "ja", "ko", "th")
)  # where a surname is no last word, or stands behind no given name alone
LATIN_ENDS = "\u0250"  # behind Latin letters
NOT_ALONE = "~"  # behind a name whose last word is one of every day, or a given name: קרני (my horns, rays of), मुबारक (blessed)
SHORTEST = 4  # letters of a surname that may stand alone
SHORTEST_LATIN = (
    6  # of one in Latin letters, one of which is no English one: all languages of these letters read it
)
# Where the surname is a word of the language, or one name of many: it never stands alone there.
ARABS = frozenset("SA EG SY IQ LB JO AE QA PS LY TN DZ MA YE SD IR AF PK BD MV".split())
INDIANS = frozenset("IN PK BD LK NP".split())
OWN = (
    dict.fromkeys(("ar", "fa", "ur"), ARABS)
    | dict.fromkeys(("hi", "bn"), INDIANS)
    | {"he": frozenset(("IL", "PS"))}
)
# "The third": a monarch's number, no surname.
ORDINALS = frozenset(
    "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر الثانية اول یکم دوم سوم چهارم پنجم ششم هفتم هشتم "
    "प्रथम द्वितीय तृतीय चतुर्थ पंचम षष्ठ প্রথম দ্বিতীয় তৃতীয় চতুর্থ পঞ্চম ষষ্ঠ הראשון השני השלישי הרביעי החמישי השישי השנייה".split()
)
ENDS = re.compile(r"(ий|ый|ій|(?<=[сц]к)и|[аяйь]|ς)$")  # replaced where the surname is inflected


def over(persons: Iterable[Person], folder: Path) -> list[Person]:
    """The persons with their names in other scripts, of a table a language. Raises SettingsError for a wrong line, or one that is nobody's."""
    result = list(persons)
    who = Who(result)
    for lang in LETTERS:
        for where, cells in _rows(folder / f"{lang}.tsv", LETTERS[lang]):
            place, names = who.is_called(where, cells[0], cells[1]), cells[2].split("|")
            if lang == "sr":
                names = [*names, *map(serbian.latin, names)]
            result[place] = _with(result[place], names, lang, cells[0])
    return result


class Who:
    """Finds whom a table's line names by country and name: the name as it stands goes before (two Presidents Bush), and of namesakes the best known."""

    def __init__(self, persons: list[Person]) -> None:
        self.places: dict[tuple[str, str], int] = {}
        self.usual: dict[tuple[str, str], int] = {}
        for number, person in enumerate(persons):
            self.usual.setdefault((person.offices[0].country, person.name), number)
            for name in (person.name, *person.names):
                for country in {office.country for office in person.offices}:
                    known = self.places.setdefault((country, name_key(name)), number)
                    if persons[known].fame < person.fame:
                        self.places[country, name_key(name)] = number

    def is_called(self, where: str, country: str, name: str) -> int:
        """The person's place in the list. Raises SettingsError where nobody is called so."""
        place = self.usual.get((country, name), self.places.get((country, name_key(name))))
        if place is None:
            raise SettingsError(f"{where}, name: {name} is nobody of {country}")
        return place


def _rows(path: Path, letters: str) -> Iterator[tuple[str, list[str]]]:
    for where, cells in rows(path):
        if len(cells) != CELLS:
            raise SettingsError(f"{where}: {len(cells)} cells, not {CELLS}")
        for name in cells[2].split("|"):
            if not re.search(f"[{letters}]", name):
                raise SettingsError(f"{where}, names: {name!r} is not written so")
        yield where, cells


def _with(person: Person, written: list[str], lang: str, country: str) -> Person:
    names = dict.fromkeys((*person.names, *(name.removesuffix(NOT_ALONE) for name in written)))
    short = dict.fromkeys(person.short)
    if short and lang not in UNSPACED and country not in OWN.get(lang, ()):
        short |= dict.fromkeys(surname for name in written for surname in _surname(name))
    return msgspec.structs.replace(person, names=tuple(names), short=tuple(short))


def _surname(name: str) -> Iterator[str]:
    """The last word, as it stands or without what an ending replaces, where it is long enough to be somebody's."""
    if " " not in name or re.search(rf"[IVX\d{NOT_ALONE}]$", name):
        return
    last = name.rsplit(maxsplit=1)[-1]
    stem = ENDS.sub("", last)
    surname = stem if len(stem) >= SHORTEST else last
    if last[0] < LATIN_ENDS and (len(last) < SHORTEST_LATIN or last.isascii()):
        return
    if len(surname) >= SHORTEST and last not in ORDINALS:
        yield surname
