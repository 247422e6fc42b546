"""Where a story is from, set apart by a style alone; and who signed it, where the page declares the site itself."""

import pytest
from lxml import html

from tests.support.released import RULES
from worker.core.clean.article import clean
from worker.core.clean.blocks import walk
from worker.core.model import Article, RawPage

TOLD = "<p>Mỗi chiều nước lớn, ông Tư chống ghe ra giữa ngã ba sông, treo tấm bảng con lên cột buồm và đợi học trò bơi xuồng tới.</p>"


def text(inner: str) -> str:
    """The text of a paragraph."""
    return walk.read(html.fromstring(f"<html><body><p>{inner}</p></body></html>")).blocks[0].text


@pytest.mark.parametrize(
    "inner, told",
    [
        ('<span class="location-stamp">Cà Mau</span>Mỗi chiều nước lớn.', "Cà Mau Mỗi chiều nước lớn."),
        ('<span class="c-dateline">Oldport</span>The ferry runs.', "Oldport The ferry runs."),
        ('<b class="Ortsmarke">Kiel</b>Die Fähre fährt.', "Kiel Die Fähre fährt."),
        ('<span class="lieu">Brest</span>Le bac part.', "Brest Le bac part."),
        ('<span class="lugar">Cádiz</span>El barco sale.', "Cádiz El barco sale."),
        ('<span class="placeline">津</span>渡し船が出る。', "津 渡し船が出る。"),
        ('<span class="kicker">Море</span>Паром уходит.', "Море Паром уходит."),
        ('<span class="location">Αίγινα</span>Το πορθμείο φεύγει.', "Αίγινα Το πορθμείο φεύγει."),
        ('<span class="location">Oldport</span>, Monday', "Oldport, Monday"),
        ('<span class="dropcap">T</span>he ferry runs.', "The ferry runs."),
        ('<b class="placeholder">Harbour</b>side', "Harbourside"),
    ],
)
def test_what_a_style_sets_apart_is_a_word_of_its_own(inner: str, told: str) -> None:
    assert text(inner) == told


def page(author: str, last: str, url: str = "https://g2.portal.example/a") -> Article:
    """The article of a page with this author declared and this last line."""
    declared = f'<meta name="author" content="{author}">' if author else ""
    body = f"<article><h1>Lớp học trên ghe</h1>{TOLD * 6}{last}</article>"
    made = clean(
        RawPage(url=url, html=f"<html lang='vi'><head>{declared}</head><body>{body}</body></html>"),
        None,
        RULES,
        {},
    )
    assert isinstance(made, Article)
    return made


@pytest.mark.parametrize("author", ["", "Báo Ven Sông"])
def test_a_name_below_a_vietnamese_text_signs_it(author: str) -> None:
    made = page(author, "<p><strong>Huỳnh Ngọc Trâm</strong></p>")
    assert made.authors == ("Huỳnh Ngọc Trâm",)
    assert "Trâm" not in made.text


def test_a_last_line_that_is_no_name_stays() -> None:
    assert page("", "<p>Huỳnh Ngọc Trâm về làng.</p>").text.endswith("Huỳnh Ngọc Trâm về làng.")


def test_a_part_of_the_site_is_no_author_beside_a_person() -> None:
    assert page("Thaís Coimbra, g2 Zona da Mata", "").authors == ("Thaís Coimbra",)
    assert page("g2 Zona da Mata", "").authors == ("g2 Zona da Mata",)
    assert page("Ana Maré, G2 Silva", "", "https://news.example/a").authors == ("Ana Maré", "G2 Silva")
