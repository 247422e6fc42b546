"""What is taken from no package: what our own tables have, and what reads as something else."""

from functools import cache

from worker.rules.gazetteer import HERE

LANGUAGES = (
    "en de fr es it pt nl sv no da fi pl cs sk sl hr sr bg ru uk el hu tr ro ca ar he fa ur hi bn zh ja ko vi id th et lv lt sw"
).split()
NOT_COUNTRIES = frozenset("EU EZ UN QO XA XB ZZ AC CP DG EA IC TA AQ BV HM TF UM".split())
# What CLDR has that reads as something else: language and form, why.
SKIP = {
    "en": {"Georgia"}, "de": {"Niger"}, "el": {"Κουρασάο"}, "fr": {"Tchad", "Grec", "Grecs", "Finlandais"}, "vi": {"Ý"}, "tr": {"Çad"}, "fi": {"Oman"}, "ko": {"이란", "인도", "가나", "말리", "통가", "차드", "수단", "오만", "쿠바", "모나코", "그리스", "몰도바"},
    "ja": {"タイ", "チリ", "マリ", "トンガ"}, "hi": {"माली", "चाड"}, "he": {"ירדן", "פרו", "מאלי", "אומן", "ניז׳ר"}, "ar": {"مالي", "بيرو", "تشاد", "غانا", "عُمان"},
    "fa": {"توگو", "مالی", "چاد", "عمان", "پرو", "سودان"}, "no": {"Oman", "Man"}, "id": {"Oman"}, "it": {"Oman"}, "ru": {"Того", "слова", "поля"}, "uk": {"Того"}, "bg": {"Того"}, "hu": {"Irak", "Niger"},
}  # fmt: skip


@cache
def own() -> frozenset[tuple[str, str, str]]:
    """Language, country and form, with its mark, of our own tables: what stands there is taken from no package."""
    found = set()
    for lang in LANGUAGES:
        path = HERE / f"{lang}.tsv"
        for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
            code, *cells = line.split("\t")
            if not line.startswith("#"):
                found |= {
                    (lang, code, form.strip("?~")) for cell in cells for form in cell.split("|") if form
                }
    return frozenset(found)
