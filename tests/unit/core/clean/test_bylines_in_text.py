"""A line above the first paragraph that names the authors is the article's `authors`, not its text; in any language, because the names are known."""

import pytest

from worker.core.clean.blocks import walk
from worker.core.clean.body import extract, selection
from worker.core.clean.body.selection import Seen
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.text.passages import BYLINE

KEPT = 20_000
PARAGRAPH = "The council of Old Harbour has voted for a new bridge, seven years after the flood."


def rules(first: str, lang: str, authors: tuple[str, ...], above: str = "") -> list[str | None]:
    """What becomes of a page's blocks, all of which the model keeps."""
    tree = extract.parse(f"<body>{above}<div>{first}</div><p>{PARAGRAPH}</p></body>").tree
    assert tree is not None
    found = walk.read(tree).blocks
    declared = Metadata(lang=lang, authors=authors)
    return [passage.rule for passage in selection.kept(found, [KEPT] * len(found), Seen(declared))]


@pytest.mark.parametrize(
    "line, lang, authors",
    [
        ("Anna Brook", "en", ("Anna Brook",)), ("By Anna Brook", "en", ("Anna Brook",)), ("By Anna Brook and Tom Hill, 3 May 2026", "en", ("Anna Brook", "Tom Hill")),
        ("Von Anna Brook", "de", ("Anna Brook",)), ("Mittwoch, 6. Mai 2026 von Anna Brook", "de", ("Anna Brook",)), ("Por Ana Ríos - 06/05/2026", "es", ("Ana Ríos",)),
        ("लेखक: अनीता देवदार", "hi", ("अनीता देवदार",)), ("มาลี ริมน้ำ 14 มีนาคม 2569", "th", ("มาลี ริมน้ำ",)), ("강보라 기자", "ko", ("강보라",)),
        ("Автор: Анна Речная", "ru", ("Анна Речная",)), ("بقلم: ليلى النهر", "ar", ("ليلى النهر",)),
    ],
)  # fmt: skip
def test_names_above_the_first_paragraph(line: str, lang: str, authors: tuple[str, ...]) -> None:
    assert rules(line, lang, authors) == [BYLINE, None]


@pytest.mark.parametrize(
    "line, authors",
    [
        ("Anna Brook", ()),
        ("AB, the desk", ("Desk",)),
        ("Anna Brook", ("Tom Hill",)),
        ("Anna Brook says that the bridge will stand.", ("Anna Brook",)),
        ("3 May 2026: the bridge of Anna Brook falls", ("Anna Brook",)),
    ],
)
def test_other_lines_stay(line: str, authors: tuple[str, ...]) -> None:
    assert rules(line, "en", authors) == [None, None]


def below(line: str, declared: Metadata, after: str = "") -> list[str | None]:
    """What becomes of a line below five paragraphs, and of what stands after it."""
    tree = extract.parse(
        f"<body><p>{PARAGRAPH}</p>{f'<p>{PARAGRAPH}</p>' * 4}<p>{line}</p>{after}</body>"
    ).tree
    assert tree is not None
    found = walk.read(tree).blocks
    return [passage.rule for passage in selection.kept(found, [KEPT] * len(found), Seen(declared))][5:]


def test_names_below_a_standfirst() -> None:
    assert rules("Anna Brook", "en", ("Anna Brook",), f"<p>{PARAGRAPH}</p>") == [None, BYLINE, None]


def test_among_later_paragraphs_the_model_decides() -> None:
    """There a name may be who speaks."""
    named = Metadata(lang="en", authors=("Anna Brook",))
    assert below("Anna Brook", named, f"<p>{PARAGRAPH}</p>") == [None, None]


@pytest.mark.parametrize(
    "line", ["Anna Brook", "ANNA BROOK", "By Anna Brook", "Anna Brook, a.brook@harbour.example"]
)
def test_names_below_the_last_paragraph(line: str) -> None:
    assert below(line, Metadata(lang="en", authors=("Anna Brook",)), "<p>(Agencies)</p>") == [BYLINE, None]


@pytest.mark.parametrize(
    "line, lang, rule",
    [
        ("Last changed: Monday, 4 May 2026, 8:30", "en", BYLINE),
        ("Published 3 May 2026 Updated 4 May 2026", "en", BYLINE),
        ("Đăng lúc: 03/05/2026, 08:30 Cập nhật: 04/05/2026, 09:10", "vi", BYLINE),
        ("The next vote is on 7 May 2026", "en", None),
        ("Vote: 3 May 2026, second vote: 7 May 2026", "en", None),
    ],
)
def test_the_page_s_own_dates_below_the_last_paragraph(line: str, lang: str, rule: str | None) -> None:
    """Another date may be the story's."""
    declared = Metadata(lang=lang, published="2026-05-03", modified="2026-05-04T08:30:00Z")
    assert below(line, declared) == [rule]
