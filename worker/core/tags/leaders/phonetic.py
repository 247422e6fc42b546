"""Names across scripts: a name's consonants, coarse enough that Путин, بوتين and プーチン read as Putin does.

A key is the consonants of a word in a few classes, vowels and h left out, doubles once. It loses much on purpose:
what it finds is only believed of a whole name, or with a title, an office on the day and its country beside it.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

# Letters to classes: P (p b f v), T (t d), K (k g q), S (s z c j), L, R, M, N; "" for vowels, h, w, y.
CYRILLIC = dict(zip("бвгджзклмнпрстфцчшщґ", "PPKTSSKLMNPRSTPSSSSK", strict=True))
GREEK = dict(zip("βγδζθκλμνπρστφςσ", "PKTSTKLMNPRSTPSS", strict=True)) | {"ξ": "KS", "ψ": "PS"}
ARABIC = dict(zip("بپتثجچدذرزژسشصضطظغفقکگلمنڤٹڈڑكڨ", "PPTTSSTSRSSSSSTTSKPKKKLMNPTTRKK", strict=True))
HEBREW = dict(zip("בגדזטכךלמםנןסקרשתפףצץ", "PKTSTKKLMMNNSKRSTPPSS", strict=True))
DEVANAGARI = dict(zip("कखगघङचछजझञटठडढणतथदधनपफबभमरलळवशषस", "KKKKNSSSSNTTTTNTTTTNPPPPMRLLPSSS", strict=True))
BENGALI = {chr(ord(letter) + 0x80): classes for letter, classes in DEVANAGARI.items()}
KANA = {
    **dict.fromkeys("カキクケコガギグゲゴ", "K"), **dict.fromkeys("サシスセソザジズゼゾチヂツヅ", "S"),
    **dict.fromkeys("タテトダデド", "T"), **dict.fromkeys("ナニヌネノン", "N"), **dict.fromkeys("マミムメモ", "M"),
    **dict.fromkeys("ラリルレロ", "R"), **dict.fromkeys("バビブベボパピプペポフヴ", "P"),
}  # fmt: skip
HANGUL_FIRST = ("K", "K", "N", "T", "T", "R", "M", "P", "P", "S", "S", "", "S", "S", "S", "K", "T", "P", "")
HANGUL_LAST = (
    "", "K", "K", "KS", "N", "NS", "N", "T", "R", "RK", "RM", "RP", "RS", "RT", "RP", "R", "M", "P", "PS", "S", "S", "N", "S", "S",
    "K", "T", "P", "",
)  # fmt: skip
LETTERS = CYRILLIC | GREEK | ARABIC | HEBREW | DEVANAGARI | BENGALI | KANA
GREEK_PAIRS = (
    ("дж", "ж"),
    ("дз", "з"),
    ("тц", "ц"),
    ("μπ", "β"),
    ("ντ", "δ"),
    ("γκ", "γ"),
    ("γγ", "γ"),
    ("τζ", "ζ"),
    ("τσ", "σ"),
)
LATIN_ENDINGS = re.compile(
    "(?<=...)(em|om|ym|im|ego|emu|eho|ovi|owi|ow|ov|ova|ove|ovou|nak|nek|val|vel|ban|ben|rol|tol|ssa|lla|lle|sta|lta|nin|in|n|m)$"
)
LATIN_STEP = re.compile(
    r"sch|sh|tsch|tch|dzh|dj|zh|cz|sz|ts|tz|dz|c(?=[eiy])|ph|th|dh|kh|gh|ng(?![aeiou])|ck|cc|ch|."
)
LATIN_GROUPS = dict.fromkeys("sch sh tsch tch dzh dj zh cz sz ts tz dz".split(), ("S",)) | {
    "ph": ("P",), "th": ("T",), "dh": ("T",), "kh": ("",), "gh": ("K",), "ng": ("N",), "ck": ("K",), "cc": ("K",),
    "ch": ("S", "K", ""), "j": ("S", ""), "w": ("", "P"), "x": ("S", "KS"),
}  # fmt: skip
LATIN_LETTERS = dict(zip("bpfvtdkgqszlrmnc", "PPPPTTKKKSSLRMNK", strict=True))
LATIN_GROUPS |= {letter: (key,) for letter, key in LATIN_LETTERS.items()}
DOUBLED = re.compile(r"(.)\1+")
PARTICLES = frozenset(
    "al el bin ibn bint abu ben de da do dos van von der den la le ud ul ur din of the".split()
)
CASE_ENDINGS = re.compile("(?<=..)(ом|ем|єм|ым|им|ого|его|ому|ему|ами|ові|еві|ам)$")
PREFIXES = re.compile("و?ب?ال|[ولب]|[ושהלבמכ]")
PARTICLES_KO = re.compile("(은|는|이|가|을|를|의|와|과|에|도|에게|에서|께서|로|으로|씨|씨는|측|측은)$")
SCRIPT = re.compile("[\u0370-\u03ff\u0400-\u052f\u0590-\u06ff\u0900-\u09ff\u30a0-\u30ff\uac00-\ud7a3]")


def coarse(key: str) -> str:
    """The key as Japanese and Korean hear it: l is r, m before others is n."""
    return ".".join(map(_coarse, key.split(".")))


@lru_cache(maxsize=50_000)
def _coarse(part: str) -> str:
    return single(part.replace("L", "R").replace("M", "N"))


@lru_cache(maxsize=100_000)
def latin_keys(word: str) -> tuple[str, ...]:
    """The keys of a word in Latin letters, folded: several where a letter is read in several ways."""
    choices = [
        _latin_choices(step[0]) if step[0] != "c" else _latin_c(step) for step in LATIN_STEP.finditer(word)
    ]
    keys = ("".join(parts) for parts in product(*choices))
    return tuple(dict.fromkeys(_opening(word, key) + single(key) for key in keys))[:8]


def _latin_choices(group: str) -> tuple[str, ...]:
    return LATIN_GROUPS.get(group, ("",))


def _latin_c(step: re.Match[str]) -> tuple[str, ...]:
    """C before e, i, y is an s, else a k."""
    return ("S",) if step.string[step.end() : step.end() + 1] in tuple("eiy") else ("K",)


def respelt_keys(word: str) -> tuple[str, ...]:
    """The keys of a folded word of a language that respells foreign names in Latin letters: c is s there, and cases add endings."""
    forms = (word, LATIN_ENDINGS.sub("", word))
    return tuple(
        dict.fromkeys(
            key
            for form in forms
            for key in latin_keys(form.replace("c", "s") if "ch" not in form else form)[:3]
        )
    )


def _opening(word: str, key: str) -> str:
    """`A` before a word that opens with a vowel (or y, w), `H` with an h; words that open otherwise than they sound are rare."""
    if word[0] in "wj":
        return "" if key.startswith(("P", "S")) else "A"
    if word[0] in "aeiouy":
        return "A"
    return "H" if word[0] == "h" or word.startswith("kh") else ""


def single(key: str) -> str:
    """The key with doubled classes once."""
    return DOUBLED.sub(r"\1", key)


def keys(word: str) -> tuple[str, ...]:
    """The keys of a word in another script, small letters: as it stands, and without what grammar puts around it."""
    return tuple(dict.fromkeys(key for form in _forms(word) if form and (key := _key(form))))


def _forms(word: str) -> Iterator[str]:
    """The word, and the word without an ending of a case, an article, a preposition, a particle."""
    yield word
    if (bare := CASE_ENDINGS.sub("", word)) != word:
        yield bare
    if "г" in word:
        yield word.replace("г", "")  # Ukrainian writes h so
    if word[-1] in "ςν":
        yield word[:-1]
    if "μπ" in word:
        yield word.replace("μπ", "μβ")
    if len(word) > 4 and (found := PREFIXES.match(word)):
        yield word[found.end() :]
    if (found := PARTICLES_KO.search(word)) and found.start() > 1:
        yield word[: found.start()]
    if "\u30a0" < word[0] < "\u30ff":
        yield word.replace("チ", "ティ")
        yield word.replace("フ", "")


def _key(word: str) -> str:
    for pair, letter in GREEK_PAIRS:
        word = word.replace(pair, letter)
    key = single("".join(_class(letter) for letter in word))
    opening = (
        "H"
        if _class(word[0]) == "" and _aspirated(word[0])
        else "A"
        if _class(word[0]) == "" or _bare(word[0])
        else ""
    )
    return opening + key


def _aspirated(letter: str) -> bool:
    return letter in "хһχحخهהחहখहハヒヘホ" or "하" <= letter <= "힣"


def _bare(letter: str) -> bool:
    """True for a Korean syllable that opens with its vowel."""
    return "아" <= letter <= "잏"


def _class(letter: str) -> str:
    if "\uac00" <= letter <= "\ud7a3":
        number = ord(letter) - 0xAC00
        return HANGUL_FIRST[number // 588] + HANGUL_LAST[number % 28]
    plain = LETTERS.get(letter)
    if plain is None:
        base = unicodedata.normalize("NFD", letter)[0]
        plain = LETTERS.get(base, "")
    return plain
