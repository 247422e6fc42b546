"""Names of two surnames, as in Spanish and Portuguese: the press leaves the second out."""

from collections.abc import Container

from worker.core.tags.text.folding import bare

SPANISH = frozenset("AR BO CL CO CR CU DO EC ES GQ GT HN MX NI PA PE PY SV UY VE".split())
PORTUGUESE = frozenset("AO BR CV GW MZ PT ST TL".split())
SMALL = frozenset("da das de del do dos e la las los van viuda y".split())
FEWEST = 3  # words of a name that is nobody else's: `Luis Alberto Arce`, not `Luis Arce`


def without_second_surname(name: str, country: str, given: Container[str]) -> str | None:
    """`Paulo Sérgio Nogueira` of `Paulo Sérgio Nogueira de Oliveira`; None where the name has one surname, or too little is left.

    `given` are given names, folded: behind two of them stands the only surname. In Portuguese the last one is the usual one, but
    for what stands behind a small word.
    """
    if country not in SPANISH | PORTUGUESE:
        return None
    words = name.split()[:-1]
    joined = bool(words) and words[-1].lower() in SMALL
    while words and words[-1].lower() in SMALL:
        words.pop()
    said = [word for word in words if word.lower() not in SMALL]
    if len(said) < FEWEST or bare(words[-1]) in given or not words[-1][0].isupper():
        return None
    return " ".join(words) if joined or country in SPANISH else None


def first_surname(name: str, country: str, given: Container[str]) -> str | None:
    """What stands for a person alone in Spanish: `Campo` of `Juan Carlos Campo Moreno`."""
    shorter = without_second_surname(name, country, given) if country in SPANISH else None
    return shorter.rsplit(maxsplit=1)[-1] if shorter else None
