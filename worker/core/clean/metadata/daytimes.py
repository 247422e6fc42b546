"""The words that news sites write around a time of day: data, in the languages of the pages. `clocks` reads times with them."""


def _apart(word: str) -> str:
    """A pattern of a word that no letter stands beside, perhaps with a full stop."""
    return rf"(?<![^\W\d_]){word}(?![^\W_])\.?"


# Halves of the day. Those that say no half for sure (रात may be before midnight, or after it) are `PARTS`: with them a time is told, and no instant.
MORNING = ("上午", "早上", "午前", "오전", "صباحاً", "صباحا", "सुबह", "সকাল", "এএম", *map(_apart, (r"a\.?\s?m", "ص", r"π\.?\s?μ", r"ق\.?\s?ظ", "sáng")))  # fmt: skip
EVENING = (
    "下午", "午後", "오후", "مساءً", "مساء", "शाम", "বিকাল", "বিকেল", "সন্ধ্যা", "পিএম", *map(_apart, (r"p\.?\s?m", "م", r"μ\.?\s?μ", r"ب\.?\s?ظ", "chiều", "tối")),
)  # fmt: skip
PARTS = ("晚上", "晚间", "晚間", "凌晨", "中午", "深夜", "未明", "새벽", "दोपहर", "रात", "দুপুর", "রাত", "صبح", "دوپہر", "شام")  # fmt: skip
# Between hours and minutes, or behind hours alone.
HOURS = (r"h(?![^\W\d_])", r"uhr\b", r"uur\b", r"óra\b", r"giờ\b", "时", "時", "点", "點", "시")
MINUTES = (r"perc\b", r"phút\b", r"min\b", "分钟", "分鐘", "分", "분")
SECONDS = ("秒", "초", r"giây\b")
# Before a time.
BEFORE = (
    "at", "um", "à", "a las", "a les", "às", "as", "alle ore", "alle", "ore", "ora", "om", "kl", "klo", "o", "u", "v", "ve", "ob", "la", "в", "о", "об", "у", "στις",
    "saat", "lúc", "pukul", "pkl", "kell", "godz", "godzina", "ساعت", "الساعة", "בשעה", "เวลา", "las", "les", "t",
)  # fmt: skip
# Behind one, but for its zone.
BEHIND = ("uhr", "hrs", "hr", "hs", "h", "uur", "hod", "hodin", "ч", "น", "บาฬิกา", "बजे", "टा", "টা", "місцевого часу")  # fmt: skip
# Between a weekday and a day, or before a day that stands alone.
BEFORE_DAY = ("on", "am", "le", "el", "il", "den", "d", "op", "dne", "ngày", "วันที่", "ที่", "στις", "la", "em", "a", "da", "ב", "في")  # fmt: skip
# Weekdays that CLDR's long names don't show: of languages without names of months, and in brackets.
WEEKDAYS = (
    "星期[一二三四五六日天]",
    "周[一二三四五六日]",
    "[週礼禮]拜?[一二三四五六日天]",
    "[月火水木金土日]曜日?",
    r"(?<=[(（])[月火水木金土日월화수목금토일一二三四五六](?:[・･]?祝)?(?=[)）])",
    "วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)(?:ที่)?",
)
