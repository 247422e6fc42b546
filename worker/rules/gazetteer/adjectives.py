"""Adjectives and inhabitants made by rule from a country's name, for the countries of which the tables have none.

Only the builder needs it. A form that a language happens not to use is found nowhere and does no harm; one that is another word, or another country's, is left out.
"""

import re
from collections.abc import Iterator

from worker.core.tags.text.folding import fold

# Their derived forms are those of a neighbour by name: nigerian, dominican, congolese, Guinean, Sudanese.
ALIKE = frozenset("NE NG DM DO CG CD GN GW GQ SD SS KP KR WS AS VG VI IO UM".split())
SHORTEST = 5  # letters of a form
FINAL = re.compile(r"[aeiouyáéíóúůýěąęаеёиоуыэюяіїєαεηιουωάέήίόύώה]$", re.IGNORECASE)
FINALS = re.compile(r"[aeiouyáéíóúůýěąęъьйаеёиоуыэюяіїєαεηιουωάέήίόύώ]+$", re.IGNORECASE)
LATIN_SLAVIC = "ijsk|sk|ansk|ijec|ijc|ijk|ank"
CYRILLIC = "ийск|ск|анск|иец|ийц|ец|янин"
# By language: what follows the name whole, without its last vowel, and without all vowels at its end.
SUFFIXES = {
    "pl": ("", "", "ijsk|sk|ańsk|ijczy|ijk|czyk|czyc|ank"), "cs": ("", "", LATIN_SLAVIC), "sk": ("", "", LATIN_SLAVIC + "|čan"),
    "sl": ("", "", LATIN_SLAVIC), "hr": ("", "", LATIN_SLAVIC), "sr": ("", "", "ијск|ск|анск|ијац|ијц|ац|анац|анц"),
    "ru": ("", "", CYRILLIC), "bg": ("", "", CYRILLIC + "|анец|анц|аец|айц"), "uk": ("", "", "ійськ|ськ|анськ|ієц|ійц|ець|янин"),
    "no": ("sk|er", "ansk|isk|esisk|aner|eser", ""), "da": ("sk|er", "ansk|isk|esisk|aner|eser", ""), "sv": ("sk|ier", "ansk|isk|esisk|an|anare", ""),
    "nl": ("s", "aans|an|ees|ez", ""), "fi": ("lai|läi|ilai|iläi", "", ""), "hu": ("i", "", ""), "ro": ("", "an|ian|ean|ez", ""),
    "ca": ("", "an|ès|es", ""), "pt": ("", "an|ês|es", ""), "el": ("", "", "ιαν|εζ|αν|ικ"), "et": ("la", "", ""),
    "lv": ("", "", "ieš|iet"), "lt": ("", "", "ieč|iet"), "he": ("", "אנ|ני|אי", ""), "fa": ("ایی|یی", "", ""), "hi": ("ई", "", ""),
}  # fmt: skip


def derived(name: str, code: str, lang: str) -> Iterator[str]:
    """Stems of adjectives and inhabitants of a country whose name is one word, small where the script has capitals."""
    if lang not in SUFFIXES or code in ALIKE or not name.isalpha():
        return
    small = name.lower()
    stems = (small, FINAL.sub("", small), FINALS.sub("", small))
    for stem, suffixes in zip(stems, SUFFIXES[lang], strict=True):
        for suffix in filter(None, suffixes.split("|")):
            if len(stem) > 2 and len(fold(stem + suffix)) >= SHORTEST:
                yield stem + suffix + "*"
    if lang == "ca":
        yield FINAL.sub("", small) + "à"
