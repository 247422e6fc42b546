"""What a page says to its readers around the headline: when, and by whom.

The zone is what stands a little above the title and below it, down to the text's second paragraph. A date with a word like "updated" before it is
the change's, any other the publication's. Outside the zone a date counts only with a word like "published" before it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from worker.core.clean.blocks import features
from worker.core.clean.blocks.blocks import Block, Blocks
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.metadata import authors, writtendates
from worker.core.clean.metadata.writtendates import Written

ABOVE, BELOW = 8, 24  # blocks of the zone on each side of the title
PARAGRAPH = 25  # words; with so many a block is text
LINE = 40  # words; a longer block holds no by-line
LABEL = 45  # characters before a date in which its label stands
NAME_LINE = 20  # words of a line that holds names
_OTHERS = (Mark.COMMENT | Mark.RELATED).value
_YEAR = re.compile(r"\d{4}")
_ELSEWHERE = (Mark.COMMENT | Mark.RELATED | Mark.CONSENT | Mark.NAV | Mark.FORM).value
# Words for a later change, and for the publication, as they stand before a date.
UPDATED = re.compile(
    r"updat|modif|edited|revis|last (?:review|check)|aktuali[sz]|geändert|bearbeitet|mis(?:e)? à jour|màj\b|maj\b|actuali[sz]|atuali[sz]|aggiorna|"
    r"bijgewerkt|gewijzigd|uppdatera|ändrad|opdatere|oppdater|endret|sist|päivite|muokat|zmieni|zaktualiz|upraven|upravené|frissít|módosít|modificat|обновл|измен|"
    r"обновен|оновлен|ενημ[εέ]ρ|ενημέρωση|τροποπο|güncelle|değiştir|تحديث|آخر تعديل|بروز|به‌روز|עודכן|עדכון|अपडेट|संशोधित|আপডেট|হালনাগাদ|更新|更新日|수정|업데이트|최종|"
    r"diperbarui|diubah|pembaruan|cập nhật|อัปเดต|แก้ไข|ปรับปรุง"
)
PUBLISHED = re.compile(
    r"publi[sc]|posted|post (?:date|time)|first published|released|veröffentlicht|erschienen|erstellt|stand:|publié|paru|pubblica|gepubliceerd|geplaatst|publicerad|offentliggjort|"
    r"udgivet|publisert|julkaistu|opublikowan|dodano|vydáno|publikov|uverejnen|közzét|megjelent|publicat|опубликован|публикува|опубліковано|дата публикации|"
    r"δημοσ[ιί]ε|yayın|eklenme|نشر|تاريخ النشر|منتشر|تاریخ انتشار|פורסם|प्रकाशित|पब्लिश|প্রকাশ|发布|发表|發布|發佈|公開|掲載|配信|입력|등록|게시|승인|"
    r"diterbitkan|dipublikasikan|tayang|ngày đăng|xuất bản|đăng lúc|เผยแพร่|วันที่"
)
# Words before an author's name.
BY = re.compile(
    r"^(?:(?:written|posted|published|reported|words|story|text|article|report) )?by\b:?\s|^(?:written by|words by|author|authors|reporter|writer)\s*[:\-–]\s*|"
    r"^(?:von|text:|par|por|escrito por|texto:|di|a cura di|door|av|af|skribent:|skrevet av|skrevet af|kirjoittaja:?|teksti:|autor:?|autorka:?|autori:?|szerző:?|írta:?|de|"
    r"redactor:?|автор:?|текст:|του|της|συντάκτης:?|yazan:?|haber:|بقلم:?|كتب:?|كتبت:?|نویسنده:?|מאת:?|लेखक:?|रिपोर्ट:|প্রতিবেদক:?|লিখেছেন:?|作者[:：]|记者[:：]?|文[/／:：]|記者[:：]?|筆者[:：]|"
    r"기자[:：]|oleh:?|penulis:?|tác giả:?|theo|โดย:?|ผู้เขียน:?)\s+",
    re.IGNORECASE,
)

BY_LATER = re.compile(
    r"(?:\d{4}|[|•·⋅–—-])\s+(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]oor|[Aa]v|[Aa]f|[Oo]leh)\s+|\b[Ww]ritten by\s+"
)
_AUTHOR = re.compile(
    r"(?<!no-)author(?!ity|i[sz])|byline|by-line|autor\b|auteur|redaktor|skribent|forfatter", re.IGNORECASE
)


class Byline(msgspec.Struct, frozen=True):
    """The dates and the line of names found; a date is a day where the page gives no machine's time with it."""

    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()


class Lines(msgspec.Struct, frozen=True):
    """The blocks, and what reading dates in them takes."""

    blocks: Sequence[Block]
    tag: str | None  # the declared language
    moments: Mapping[str, str]  # what <time> elements show, folded, and what they say to machines


def lines(page: Blocks, tag: str | None, moments: Mapping[str, str]) -> Lines:
    """A page's lines. `moments` are its <time> elements: what they show, what they mean."""
    shown = {writtendates.folded(text): value for text, value in moments.items()}
    return Lines(page.blocks, tag, {text: value for text, value in shown.items() if text})


def read(page: Lines, title: str | None) -> Byline:
    """The by-line of a page with this headline."""
    at = _title_at(page.blocks, title)
    around = list(_zone(page.blocks, at))
    dated = [(number, *_labelled(page, number)) for number in around]
    published = [(number >= at, found) for number, found, _ in dated if found]
    modified = [found for _, _, found in dated if found]
    below = [found for is_below, found in published if is_below]
    first = below[0] if below else published[-1][1] if published else None
    return Byline(first, modified[0] if modified else None, _authors(page, around))


def said_elsewhere(page: Lines) -> str | None:
    """The date that stands after a word for publishing anywhere in the page, where all such dates are of one day."""
    days: dict[str, str] = {}
    for number, block in enumerate(page.blocks):
        if block.words <= LINE and _YEAR.search(block.text) and not block.container.marks & _OTHERS:
            line = writtendates.folded(block.text)
            for found in _dates(page, line):
                label = line[max(0, found.start - LABEL) : found.start].strip() or _label_before(page, number)
                if PUBLISHED.search(label) and not UPDATED.search(label):
                    days.setdefault(found.date[:10], found.date)
    return next(iter(days.values())) if len(days) == 1 else None


def _title_at(blocks: Sequence[Block], title: str | None) -> int:
    """The number of the block that is the headline: the heading that repeats the title, else the first one, else the text's start."""
    headings = [number for number, block in enumerate(blocks) if block.kind in {"h1", "h2"}]
    repeats = (number for number in headings if features.repeats(blocks[number].text, title))
    first = (number for number in headings if blocks[number].kind == "h1")
    text = (number for number, block in enumerate(blocks) if _is_paragraph(block))
    return next(repeats, next(first, next(text, 0)))


def _zone(blocks: Sequence[Block], at: int) -> Iterator[int]:
    """The numbers of the blocks around the headline, without those that the site marks as something else."""
    elsewhere = _ELSEWHERE & ~blocks[at].container.marks if blocks else 0
    paragraphs = 0
    for number in range(max(0, at - ABOVE), min(len(blocks), at + BELOW)):
        block = blocks[number]
        if number > at and _is_paragraph(block):
            paragraphs += 1
        if paragraphs > 1:
            return
        if block.words <= LINE and not block.container.marks & elsewhere:
            yield number


def _is_paragraph(block: Block) -> bool:
    return block.words >= PARAGRAPH and block.linked * 2 < block.words


def _labelled(lines: Lines, number: int) -> tuple[str | None, str | None]:
    """The first publication date and the first date of a change in a block. A label may be the block before."""
    published = modified = None
    line, end = writtendates.folded(lines.blocks[number].text), 0
    for found in _dates(lines, line):
        label = line[max(end, found.start - LABEL) : found.start].strip() or _label_before(lines, number)
        end = found.end
        if UPDATED.search(label):
            modified = modified or found.date
        else:
            published = published or found.date
    return published, modified


def _dates(lines: Lines, line: str) -> list[Written]:
    """The dates of a line: those of <time> elements shown in it, and those written out."""
    shown = [(text, value) for text, value in lines.moments.items() if text in line]
    found = [Written(value, line.index(text), line.index(text) + len(text)) for text, value in shown]
    taken = {start for written in found for start in range(written.start, written.end)}
    found += [written for written in writtendates.find(line, lines.tag) if written.start not in taken]
    return sorted(found, key=lambda written: written.start)


def _label_before(lines: Lines, number: int) -> str:
    before = lines.blocks[number - 1] if number else None
    return writtendates.folded(before.text) if before and before.words <= 4 else ""


def _authors(lines: Lines, around: Sequence[int]) -> tuple[str, ...]:
    """The names of the first line that says "by" before them; else of the first block that the page's own names call an author's."""
    near = [lines.blocks[number] for number in around if lines.blocks[number].words <= NAME_LINE]
    said = (_after_by(block.text) for block in near)
    marked = (block.text for block in near if _is_authors(block))
    texts = (_without_dates(text, lines.tag) for text in (*said, *marked) if text)
    return next((names for text in texts if (names := authors.plain(text))), ())


def _after_by(text: str) -> str | None:
    """What stands behind "by" at the start of a line, or behind a date before it."""
    for line in text.split("\n"):
        match = BY.match(line) or BY_LATER.search(line)
        if match:
            return line[match.end() :]
    return None


def _is_authors(block: Block) -> bool:
    inner, outer = block.container, block.container.parent
    return any(_AUTHOR.search(container.signature) for container in (inner, outer) if container)


def _without_dates(text: str, tag: str | None) -> str:
    """The line up to its first date, or behind a date it begins with."""
    line = " ".join(text.split())
    dates = writtendates.find(line, tag) if len(writtendates.folded(line)) == len(line) else []
    if not dates:
        return line
    return line[: dates[0].start] if dates[0].start > 3 else line[dates[-1].end :]
