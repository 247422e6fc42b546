"""The names that pages give their zones: data, in minutes before or behind UTC.

A name that means two zones is the one of the page's language; where that tells nothing, the one that RFC 5322 gives it, or none.
"""

import re
from datetime import date, timedelta

OFFSETS = {
    # America
    "NST": -210, "NDT": -150, "AST": -240, "ADT": -180, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360,
    "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600, "BRT": -180, "BRST": -120, "ART": -180, "CLT": -240, "CLST": -180,
    "COT": -300, "PET": -300, "VET": -240, "UYT": -180,
    # Europe and Africa
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "MEZ": 60, "WAT": 60, "CEST": 120, "MESZ": 120,
    "EET": 120, "CAT": 120, "SAST": 120, "EEST": 180, "EAT": 180, "MSK": 180, "МСК": 180, "TRT": 180, "IDT": 180,
    # Asia and Oceania
    "IRST": 210, "GST": 240, "PKT": 300, "NPT": 345, "MMT": 390, "ICT": 420, "WIB": 420, "WITA": 480, "HKT": 480, "SGT": 480, "MYT": 480,
    "PHT": 480, "AWST": 480, "JST": 540, "KST": 540, "WIT": 540, "ACST": 570, "AEST": 600, "ACDT": 630, "AEDT": 660, "NZST": 720, "NZDT": 780,
}  # fmt: skip
# What a name means in the pages of a language, or of a language as a country writes it.
OF_LANGUAGE = {
    ("CST", "zh"): 480,
    ("AST", "ar"): 180,
    ("BST", "bn"): 360,
    ("PST", "fil"): 480,
    ("PST", "tl"): 480,
    ("PST", "en-ph"): 480,
    ("IST", "he"): 120,
    ("IST", "ga"): 60,
    ("IST", "en-ie"): 60,
    **{("IST", code): 330 for code in ("hi", "bn", "ta", "te", "mr", "gu", "kn", "ml", "pa", "ur", "en-in")},
}
# Of zones that are told without saying whether it is summer there: by the law of the United States since 2007.
AMERICAN = {"ET": -300, "CT": -360, "MT": -420, "PT": -480}
SUMMERS_SINCE = 2007
# Zones that are told in words.
IN_WORDS = {
    "北京时间": 480, "北京時間": 480, "台北時間": 480, "台灣時間": 480, "香港時間": 480, "日本時間": 540, "한국시간": 540, "한국시각": 540,
    "по московскому времени": 180, "بتوقيت مكة المكرمة": 180, "بتوقيت مكة": 180, "بتوقيت غرينتش": 0, "بتوقيت غرينيتش": 0, "بتوقيت جرينتش": 0,
}  # fmt: skip
NAMES = frozenset({*OFFSETS, *AMERICAN, *(name for name, _ in OF_LANGUAGE)})
_NUMERIC = re.compile(r"(?:UTC|GMT)?\s?([+−-])(\d{1,2}):?(\d{2})?")


def offset(name: str, tag: str | None, day: str) -> int | None:
    """The minutes that a zone is ahead of UTC: `EDT`, `GMT+3`, `-0500`; None where that isn't known. `tag` is the page's language."""
    numeric = _NUMERIC.fullmatch(name)
    if numeric:
        minutes = int(numeric[2]) * 60 + int(numeric[3] or 0)
        return (minutes if numeric[1] == "+" else -minutes) if minutes <= 14 * 60 else None
    if name in IN_WORDS:
        return IN_WORDS[name]
    name = name.upper()
    if name in AMERICAN:
        return _american(name, date.fromisoformat(day))
    tag = (tag or "").replace("_", "-").lower()
    ours = OF_LANGUAGE.get((name, tag), OF_LANGUAGE.get((name, tag.split("-")[0])))
    return OFFSETS.get(name) if ours is None else ours


def _american(name: str, day: date) -> int | None:
    """From the second Sunday of March to the first of November an hour ahead; on these two Sundays who knows."""
    if day.year < SUMMERS_SINCE:
        return None
    spring, autumn = _sunday(date(day.year, 3, 8)), _sunday(date(day.year, 11, 1))
    if day in {spring, autumn}:
        return None
    return AMERICAN[name] + (60 if spring < day < autumn else 0)


def _sunday(day: date) -> date:
    """The first Sunday from this day on."""
    return day + timedelta(days=6 - day.weekday())
