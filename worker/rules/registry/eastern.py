"""What leaders of East Asia are called by surname and title there: `eastern.tsv`, put onto the persons as names: 石破首相, 윤 대통령."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from worker.core.errors import SettingsError
from worker.core.tags.lexicon.nouns import Office, Person
from worker.rules.lines import rows

LANGS = ("ja", "zh", "ko")
ALONE = "!"  # behind a surname that needs no title
# The words of an office: by country and whether its holder heads the state, or by what a minister sees to; ja, zh, ko.
STATE = {
    "KR": ("大統領", "总统|總統", "대통령"),
    "CN": ("主席|国家主席", "主席", "주석"),
    "TW": ("総統", "总统|總統", "총통"),
}
GOVERNMENT = {"JP": ("首相", "首相", "총리"), "CN": ("首相", "总理|總理", "총리")}
OF_STATE = ("President", "General Secretary")
MINISTERS = {
    ("JP", "foreign"): ("外相|外務相|外務大臣", "外相|外务大臣", "외무상|외상"),
    ("JP", "defence"): ("防衛相|防衛大臣", "防相|防卫大臣", "방위상"),
    ("JP", "finance"): ("財務相|財務大臣", "财务大臣|财务相", "재무상"),
    ("CN", "foreign"): ("外相", "外长|外長", "외교부장|부장"),
}
TITLES = sorted(
    {
        word
        for words in (*STATE.values(), *GOVERNMENT.values(), *MINISTERS.values())
        for cell in words
        for word in cell.split("|")
    }
)
TITLED = re.compile(rf"(?:{'|'.join(TITLES)})$")  # a name that several holders of an office share
ONCE = {"ja": ("前", "元", "新"), "zh": (), "ko": ("전 ",)}  # between surname and title
REIGN = ("氏", "政権", "内閣")  # of a Japanese prime minister, behind a surname of two signs or more


def over(persons: Iterable[Person], path: Path) -> list[Person]:
    """The persons with those names. Raises SettingsError for a wrong line, or one that is nobody's."""
    result = list(persons)
    places = {
        (one.offices[0].country, name): number
        for number, one in enumerate(result)
        for name in (*one.names, one.name)
    }
    for where, cells in _rows(path):
        place = places.get((cells[0], cells[1]))
        if place is None:
            raise SettingsError(f"{where}, name: {cells[1]} is nobody of {cells[0]}")
        person = result[place]
        names, short = dict.fromkeys(person.names), dict.fromkeys(person.short)
        for lang, cell in zip(LANGS, cells[2:], strict=True):
            for marked in cell.split(","):
                surname = marked.removesuffix(ALONE)
                names |= dict.fromkeys(
                    name for office in person.offices for name in _called(surname, lang, office)
                )
                if marked.endswith(ALONE):
                    (short if lang == "zh" else names)[surname] = None
        result[place] = msgspec.structs.replace(person, names=tuple(names), short=tuple(short))
    return result


def _rows(path: Path) -> Iterator[tuple[str, list[str]]]:
    for where, cells in rows(path):
        if len(cells) != len(LANGS) + 2 or "" in cells:
            raise SettingsError(f"{where}: {len(cells)} cells, {len(LANGS) + 2} are needed, none empty")
        yield where, cells


def _called(surname: str, lang: str, office: Office) -> Iterator[str]:
    """A surname with every word of the office in one language, in office and out of it."""
    words = _words(office)
    space = " " if lang == "ko" else ""
    for word in words[LANGS.index(lang)].split("|") if words else ():
        yield f"{surname}{space}{word}"
        yield from (f"{surname}{space}{once}{word}" for once in ONCE[lang])
    if lang == "ja" and words == GOVERNMENT["JP"] and len(surname) > 1:
        yield from (surname + word for word in REIGN)


def _words(office: Office) -> tuple[str, str, str] | None:
    if office.kind == "minister" or office.portfolio:
        return MINISTERS.get((office.country, office.portfolio or ""))
    heads = STATE if office.office.startswith(OF_STATE) else GOVERNMENT
    return heads.get(office.country)
