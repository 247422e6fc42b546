"""Given names in their cases: of Pavla Pavel, of Marka Marko and Marek, of Γιώργου Γιώργος, of Jāņa Jānis."""

from collections.abc import Iterator

FLEETING = "*"  # a vowel that the nominative has before its last consonant: Paw-e-ł
SHORTEST = 2  # letters of what an ending leaves
MEN, WOMEN = ("", "o", FLEETING), ("a",)
SLAVIC = (
    *((ending, MEN) for ending in ("a", "e", "u", "em", "om", "ovi", "owi")),
    *((ending, WOMEN) for ending in ("y", "i", "e", "ie", "u", "ou", "om", "o", "ej", "oj", "a")),
    ("ho", ("",)), ("mu", ("",)), ("m", ("",)),
)  # fmt: skip
EASTERN = (
    *((ending, ("", FLEETING, "о")) for ending in ("а", "у", "ом", "ові", "ою")),
    *((ending, ("ь", "й", "о")) for ending in ("я", "ю", "ем", "єм", "єві", "еві")),
    *((ending, ("а",)) for ending in ("ы", "и", "е", "і", "у", "ой", "ою")),
    *((ending, ("я",)) for ending in ("и", "і", "ю", "ей", "єю", "ї")),
    ("ии", ("ия",)), ("ию", ("ия",)), ("ія", ("ій",)), ("ію", ("ій", "ія")), ("ия", ("ий",)), ("ию", ("ий",)), ("ием", ("ий",)),
)  # fmt: skip
GREEK = (("ου", ("οσ", "ησ")), ("η", ("ησ",)), ("α", ("ασ",)), ("ο", ("οσ",)), ("ασ", ("α",)), ("ησ", ("η",)))
LATVIAN = (
    ("a", ("s", "is")), ("am", ("s", "is")), ("u", ("s", "is", "a")), ("as", ("a",)), ("ai", ("a",)), ("es", ("e",)), ("ei", ("e",)), ("im", ("is",)),
)  # fmt: skip
LITHUANIAN = (
    ("o", ("as", "is", "ys")), ("io", ("is", "ys", "ius")), ("ui", ("as",)), ("iui", ("is", "ys", "ius")), ("aus", ("us",)), ("iaus", ("ius",)),
    ("a", ("as", "a")), ("os", ("a",)), ("ai", ("a",)), ("es", ("e",)), ("ei", ("e",)), ("i", ("is", "ys")),
)  # fmt: skip
ENDINGS = {
    **dict.fromkeys("cs sk pl sl hr sr".split(), SLAVIC),
    **dict.fromkeys("ru uk".split(), EASTERN),
    "el": GREEK,
    "lv": LATVIAN,
    "lt": LITHUANIAN,
}
LANGS = frozenset(ENDINGS)


def nominatives(lang: str, word: str) -> Iterator[str]:
    """What a folded given name may be in the nominative, where its letters may be those of another case."""
    for ending, ends in ENDINGS.get(lang, ()):
        if word.endswith(ending) and len(word) >= len(ending) + SHORTEST:
            stem = word[: -len(ending)]
            for end in ends:
                yield (
                    stem + end
                    if end != FLEETING
                    else f"{stem[:-1]}{'е' if stem[-1] > 'z' else 'e'}{stem[-1]}"
                )
