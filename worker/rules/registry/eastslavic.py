"""Surnames of Russia's, Ukraine's, Bulgaria's and their neighbours' leaders in Cyrillic, from what English papers write."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from worker.core.tags.lexicon.nouns import Person
from worker.rules.registry.written import ENDS, SHORTEST

SINCE = "2000"  # the year of the last look or last day from which on a leader is in the news that is read
NEIGHBOURS = frozenset("RU BY KZ KG UZ TJ TM AM AZ GE MD".split())
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
# Letters by turns, the longest first; what is left over is one for one.
RUSSIAN = {
    "shch": "щ", "iyev": "иев", "ayev": "аев", "eyev": "еев", "oyev": "оев", "uyev": "уев", "yev": "ьев", "kh": "х", "zh": "ж", "ts": "ц", "ch": "ч", "sh": "ш",
    "sky": "ский", "skiy": "ский", "ya": "я", "ia": "ия", "yu": "ю", "yo": "ё", "ye": "е", "ay": "ай", "oy": "ой", "ey": "ей", "uy": "уй", "iy": "ий", "ai": "ай", "ei": "ей", "oi": "ой", "ian": "ян", "gh": "г", "dj": "дж", "j": "дж",
}  # fmt: skip
BULGARIAN = {
    "sht": "щ",
    "zh": "ж",
    "ts": "ц",
    "ch": "ч",
    "sh": "ш",
    "ya": "я",
    "yu": "ю",
    "ay": "ай",
    "ey": "ей",
    "oy": "ой",
    "y": "й",
}
UKRAINIAN = {
    "shch": "щ",
    "kh": "х",
    "zh": "ж",
    "ts": "ц",
    "ch": "ч",
    "sh": "ш",
    "ya": "я",
    "ia": "я",
    "yu": "ю",
    "iu": "ю",
    "yi": "ї",
    "ye": "є",
    "ie": "є",
    "aiko": "айко",
    "h": "г",
    "i": "і",
    "y": "и",
}
SINGLE = dict(zip("abvgdezijklmnoprstuf", "абвгдезийклмнопрстуф", strict=True)) | {"y": "ы", "h": "х"}
WOMAN = re.compile("[оеє]ва$")
SOFT = re.compile("л(?=[цкмнч])")  # where Russian as often writes a sign that English leaves out


def over(persons: Iterable[Person]) -> list[Person]:
    """The persons; those of these countries who have no surname in Cyrillic yet with one, as their neighbours write it."""
    return [_with(person) if _in_question(person) else person for person in persons]


def _in_question(person: Person) -> bool:
    last = max((office.end or office.seen or person.checked or "" for office in person.offices), default="")
    return person.fame > 0 and last >= SINCE and not any(CYRILLIC.search(name) for name in person.short)


def _with(person: Person) -> Person:
    country = person.offices[0].country
    written = dict.fromkeys(form for name in person.short for form in _written(name, country))
    return msgspec.structs.replace(person, short=tuple(dict.fromkeys([*person.short, *written])))


def _written(name: str, country: str) -> Iterator[str]:
    """A surname letter for letter, without what an ending replaces."""
    if not (name.isascii() and name.isalpha()):
        return
    tables: tuple[dict[str, str], ...] = ()
    if country in NEIGHBOURS:
        tables = (RUSSIAN,)
    elif country == "BG":
        tables = (BULGARIAN,)
    elif country == "UA":
        tables = (UKRAINIAN,)
    for table in tables:
        form = cyrillic(name, table)
        for spelled in dict.fromkeys(
            (form, SOFT.sub("ль", form), _russian(form) if country == "UA" else form)
        ):
            # Dropped, the ending of a woman's surname would leave a man's.
            stem = spelled if WOMAN.search(spelled) else ENDS.sub("", spelled)
            if len(stem) >= SHORTEST and not re.search("[a-z]", stem):
                yield stem.title()


def cyrillic(name: str, table: dict[str, str]) -> str:
    """A name by one table, small; letters that it doesn't have stay Latin."""
    pattern = re.compile("|".join(sorted(table, key=len, reverse=True)))
    low = pattern.sub(lambda found: table[found[0]], name.lower())
    return "".join(SINGLE.get(letter, letter) for letter in low)


def _russian(form: str) -> str:
    """A Ukrainian name in Russian letters."""
    return form.translate(str.maketrans("іїє", "иие"))
