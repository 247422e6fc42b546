"""Whether a text is writing at all, and not the bytes of some file that were taken for text.

A crawler that keeps whatever a URL answers hands in PDFs, pictures and archives as well: read in some charset, with
U+FFFD for what that didn't read, or coded in letters. Nothing of them may come out as an article.
"""

import re

SAMPLE = 20_000  # characters that are looked at
STRANGE_SHARE = 0.02  # real text has next to none; random bytes read as Latin-1 have 25 %, as cp1252 12 %
FRAMING = 16  # control characters that a text of any length may have: a wire's transmission is framed in them
FRAMING_SHARE = 0.1  # but a few words not so many
LOST_SHARE = 0.25  # of characters, past which hardly a word is whole; Czech, whose every seventh letter has a mark, can be read
CODED_RUN = 40  # characters without a space: no word is so long; base64 comes in lines of 60 to 76, or in one
CODED_LEAST = 100  # characters in such runs: fewer are a key, or the name of a file
CODED_LONG = 200  # characters of a run that is no word of a text, though a text stands around it: a key that somebody shows has fewer
CODED_LINES = 8  # lines in a row that are such a run each, as mail breaks them
BESIDE = 25  # letters beside coded runs that make it a text: more than the name of a file

# Files that have few strange characters. Others are known by theirs.
_FILES = {"%PDF-": "a PDF", "%!PS-Adobe": "PostScript", "{\\rtf1": "an RTF document"}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
# Of no script; bytes read as UTF-16 have 10 % of them. Icons and old Cantonese are written with some, so they count half.
_OUTSIDE = re.compile("[\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]")
_LOST = re.compile(r"\ufffd|\\x[0-9a-f]{2}|=[0-9A-F]{2}")  # also as Python and mail write what is no ASCII
# Of ASCII and Latin-1, with the shorter line that ends the last one.
_RUN = re.compile(rf"(?<!\S)[!-~¡-ÿ]{{{CODED_RUN},}}(?!\S)(?:\s+[!-~]+\s*\Z)?")
_LONG = re.compile(rf"(?<!\S)[!-~]{{{CODED_LONG},}}(?!\S)")
_CODED_LINE = re.compile(rf"\s*[!-~]{{{CODED_RUN},}}\s*")


def why_none(content: str) -> str | None:
    """Why what was handed in as a page's text or HTML is no writing; None where it may be some."""
    strange = "bytes that are no text: control characters, or such as no script has"
    return _file(content) or (None if is_plausible(content) else strange)


def coded_runs(line: str) -> list[str]:
    """The runs of a line that are bytes coded in letters, so long that they are no key or address in a text."""
    found = _LONG.findall(line) if len(line) >= CODED_LONG else []
    return [run for run in found if "://" not in run and _is_code(run)]


def is_coded_line(line: str) -> bool:
    """Whether a line is nothing but a run of such bytes, as one of many in a row may be."""
    return _CODED_LINE.fullmatch(line) is not None and "://" not in line and _is_code(line.strip())


def why_unreadable(text: str) -> str | None:
    """Why nobody can read an article's text, though its characters are those of texts; None where it may be read."""
    lost = sum(map(len, _LOST.findall(text)))
    if lost and lost > LOST_SHARE * len("".join(text.split())):
        return "characters that a wrong charset lost, or that are written as codes"
    return _file(text) or ("bytes coded in letters, as in base64" if is_coded(text) else None)


def is_plausible(text: str) -> bool:
    """Whether its characters are those of texts, by its beginning. Stray NULs are common in real pages."""
    sample = text[:SAMPLE]
    strange = len(_CONTROLS.findall(sample)) - sample.count("\x00") // 2 + len(_OUTSIDE.findall(sample)) // 2
    return strange <= max(STRANGE_SHARE * len(sample) + 1, min(FRAMING, FRAMING_SHARE * len(sample)))


def _file(text: str) -> str | None:
    start = text[:64].lstrip("\ufeff \t\r\n")
    return next((f"the bytes of {name}" for mark, name in _FILES.items() if start.startswith(mark)), None)


def is_coded(text: str) -> bool:
    """Whether it is runs of coded bytes with hardly a word beside them. A text with a picture in it is a text."""
    coded = "".join(run for run in _RUN.findall(text) if "://" not in run)
    return len(coded) >= CODED_LEAST and _is_code(coded) and _letters(text) - _letters(coded) < BESIDE


def _is_code(run: str) -> bool:
    """Neither rules of dashes, nor words that have lost their spaces."""
    small = sum("a" <= char <= "z" for char in run)
    return sum(map(str.isalnum, run)) * 2 > len(run) and small * 4 < len(run) * 3


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))
