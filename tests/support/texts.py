"""Invented texts of any length, for what compares texts."""

from collections.abc import Iterable
from random import Random

from msgspec.structs import replace

from worker.core.copies.fingerprint import copy_hash
from worker.core.copies.numberwords import Numerals
from worker.core.copies.sketch import Sketch
from worker.core.copies.sketching import NO_WORDS, Beside, sketch

HOUR = 490_902  # 2026-01-01 06:00
ENGLISH = (
    "harbour lamp river teacher copper window morning bridge winter letter garden engine market doctor island "
    "ferry council orchard bakery signal village railway theatre museum library valley forest station farmer "
    "captain mayor painter singer weather kitchen journey lesson promise quarrel harvest ceiling cellar"
)
CHINESE = "湖 面 周 一 平 静 渡 船 照 常 开 往 对 岸 村 庄 老 师 带 着 学 生 参 观 桥 梁 与 图 书 馆 农 民 收 获 苹 果 后 去 市 场"
THAI = "ทะเล สาบ สงบ เรือ ข้าม ฟาก ครู พา เด็ก ชม สะพาน ห้อง สมุด ชาว สวน เก็บ แอปเปิล ไป ตลาด เช้า วัน ฝน ตก ลม แรง"


def lines(words: str, count: int, *, seed: int = 1) -> str:
    """A text of `count` lines of these words in an order of its own, without spaces where the script has none."""
    known, chance = words.split(), Random(seed)
    joint = " " if words is ENGLISH else ""
    return "\n".join(joint.join(chance.choices(known, k=12)) + "." for _ in range(count))


def made(
    text: str,
    *,
    lang: str = "en",
    title: str | None = None,
    site: str | None = None,
    agencies: Iterable[str] = (),
    update: bool = False,
    numerals: Numerals = NO_WORDS,
) -> Sketch:
    """The sketch of a text of `HOUR`."""
    told = sketch(
        text,
        copy_hash=copy_hash(text),
        lang=lang,
        title=title,
        beside=Beside(site, tuple(agencies), update),
        numerals=numerals,
    )
    return replace(told, hour=HOUR)
