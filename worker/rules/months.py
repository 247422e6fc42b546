"""Makes `worker/core/clean/metadata/months.py` from CLDR's names of months and weekdays: `python -m worker.rules.months > worker/core/clean/metadata/months.py`.

Each locale is read in a process of its own: where a locale takes its stand-alone names from another list, Babel 2.18 answers with those of
whichever locale was asked before.
"""

import json
import subprocess
import sys
import unicodedata

from worker.core.times import MONTHS

# The languages of news sites, with the regional names where a language has several sets (Syria's and Algeria's months, Austria's January).
LOCALES = (
    "af ar ar_SY ar_DZ ar_MA az be bg bn bs ca cs da de de_AT el en en_GB es es_PE et eu fa fi fil fr gl gu he hi hr hu hy id is it ka kk kn "
    "ko lt lv mk ml mr ms nb nl nn pa pl pt ro ru sk sl sq sr sr_Latn sv sw ta te th tr uk ur uz vi"
).split()
FOLDED = {"nb": "no", "nn": "no"}
# Spellings that newspapers use and CLDR lacks, by language and month.
MORE = {
    "ar": {4: ["إبريل", "ابريل"], 8: ["اغسطس"], 10: ["اكتوبر", "تشرين الاول"], 12: ["كانون الاول"]},
    "bn": {1: ["জানুয়ারি"], 2: ["ফেব্রুয়ারি"], 8: ["অগাস্ট", "আগস্ট"], 10: ["অক্টোবর"]},
    "hi": {2: ["फरवरी"], 9: ["सितम्बर"], 10: ["अक्टूबर", "अक्तूबर"], 11: ["नवम्बर"], 12: ["दिसम्बर"]},
    "id": {8: ["agt", "ags"]},
    "ro": {9: ["sep"]},
}
HEAD = '''"""The names of months and weekdays, as CLDR has them: language, then the names of January to December, or all of a week's. Made by `worker.rules.months`."""

# fmt: off
NAMES: dict[str, tuple[tuple[str, ...], ...]] = {
'''


def main() -> int:
    """Write the module to stdout."""
    found: dict[str, list[dict[str, None]]] = {}
    days: dict[str, set[str]] = {}
    for locale in LOCALES:
        lang = locale.split("_")[0]
        lang = FOLDED.get(lang, lang)
        months = found.setdefault(lang, [{} for _ in range(MONTHS)])
        for names, own in zip(months, _of_locale(locale, "months"), strict=True):
            names.update(dict.fromkeys(own))
        week = _of_locale(locale, "days")
        days.setdefault(lang, set()).update(name for names in week for name in names if len(name) > 1)
    for lang, more in MORE.items():
        for month, names_of in more.items():
            found[lang][month - 1].update(dict.fromkeys(map(_bare, names_of)))
    sys.stdout.write(HEAD)
    for lang, months in sorted(found.items()):
        sys.stdout.write(f"    {lang!r}: {tuple(map(tuple, months))!r},\n")
    sys.stdout.write("}\nDAYS: dict[str, tuple[str, ...]] = {\n")
    for lang, week_of in sorted(days.items()):
        sys.stdout.write(f"    {lang!r}: {tuple(sorted(week_of))!r},\n")
    sys.stdout.write("}\n")
    return 0


def _of_locale(locale: str, what: str) -> list[list[str]]:
    code = (
        "import json, sys; from babel import Locale; found = getattr(Locale.parse(sys.argv[1]), sys.argv[2]);"
        "print(json.dumps([[found[context][width][number] for context in ('format', 'stand-alone')"
        " for width in ('wide', 'abbreviated')] for number in sorted(found['format']['wide'])]))"
    )
    done = subprocess.run([sys.executable, "-c", code, locale, what], capture_output=True, check=True)  # noqa: S603 - our own code
    return [[_bare(name) for name in names] for names in json.loads(done.stdout)]


def _bare(name: str) -> str:
    """A name as it is looked for: folded, without a preposition and without the dot of an abbreviation."""
    folded = unicodedata.normalize("NFC", name.casefold()).rstrip(".׳॰")
    return folded.removeprefix("de ").removeprefix("d’")


if __name__ == "__main__":
    sys.exit(main())
