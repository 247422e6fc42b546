"""A line above the first paragraph that names the authors is the article's `authors`, not its text; in any language, because the names are known."""

import pytest

from worker.core.clean import extract
from worker.core.clean.blocks import blocks
from worker.core.clean.extract import Seen
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.passages import BYLINE

KEPT = 20_000
PARAGRAPH = "The council of Old Harbour has voted for a new bridge, seven years after the flood."


def rules(first: str, lang: str, authors: tuple[str, ...], above: str = "") -> list[str | None]:
    """What becomes of a page's blocks, all of which the model keeps."""
    tree = extract.parse(f"<body>{above}<div>{first}</div><p>{PARAGRAPH}</p></body>").tree
    assert tree is not None
    found = blocks.read(tree).blocks
    declared = Metadata(lang=lang, authors=authors)
    return [passage.rule for passage in extract.kept(found, [KEPT] * len(found), Seen(declared))]


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
        ("Anna Brook", ("Tom Hill",)),
        ("Anna Brook says that the bridge will stand.", ("Anna Brook",)),
        ("3 May 2026: the bridge of Anna Brook falls", ("Anna Brook",)),
    ],
)
def test_other_lines_stay(line: str, authors: tuple[str, ...]) -> None:
    assert rules(line, "en", authors) == [None, None]


def test_below_a_paragraph_the_model_decides() -> None:
    assert rules("Anna Brook", "en", ("Anna Brook",), f"<p>{PARAGRAPH}</p>") == [None, None, None]
