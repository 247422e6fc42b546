"""The persons behind names as pages write them."""

import pytest

from tests.support.cleaning import cleaned
from tests.support.declared import BODY, WORDS, ld, meta, read
from worker.core.clean.metadata.persons import capitalised, people


@pytest.mark.parametrize(
    "written, name",
    [
        ("TESS HARROW", "Tess Harrow"),
        ("Jean DUPONT", "Jean Dupont"),
        ("ANNE-MARIE O'BRIEN", "Anne-Marie O'Brien"),
        ("J.K. ROWAN", "J.K. Rowan"),
        ("TJ MCALDER", "TJ McAlder"),
        ("Tess McALDER", "Tess McAlder"),
        ("MAX VAN DER BERG", "Max van der Berg"),
        ("ANA DE LA CRUZ", "Ana de la Cruz"),
        ("ERIKA VON DER HEIDE", "Erika von der Heide"),
        ("JOHN ALDER III", "John Alder III"),
        ("ИВАН ПЕТРОВ", "Иван Петров"),
        ("В'ЯЧЕСЛАВ КОВАЛЬ", "В'ячеслав Коваль"),
        ("ΜΑΡΙΑ ΠΑΠΠΑΣ", "Μαρια Παππας"),
        ("JÜRGEN GROẞ", "Jürgen Groß"),
        # These stay as they are.
        ("Tess Harrow", "Tess Harrow"),
        ("Bo Lindqvist", "Bo Lindqvist"),
        ("Tess McAlder", "Tess McAlder"),
        ("AFP", "AFP"),
        ("BBC NEWS", "BBC NEWS"),
        ("ABC News", "ABC News"),
        ("Team ARD", "Team ARD"),
        ("Brian Alder USA TODAY", "Brian Alder USA TODAY"),
        ("Die BRÜCKE", "Die BRÜCKE"),
        ("OLDPORT FERRY LTD", "OLDPORT FERRY LTD"),
        ("DE FR IT", "DE FR IT"),
        ("王小明", "王小明"),
        ("김 철수", "김 철수"),
        ("أحمد سالم", "أحمد سالم"),
        ("राम शर्मा", "राम शर्मा"),
    ],
)
def test_capitals_of_names(written: str, name: str) -> None:
    assert capitalised(written) == name


def test_capitals_of_turkish_names() -> None:
    assert capitalised("AYŞE YILMAZ", "tr-TR") == "Ayşe Yılmaz"
    assert capitalised("İPEK DEMİR", "tr") == "İpek Demir"


@pytest.mark.parametrize(
    "lang, line, names",
    [
        ("en", "By TESS HARROW and Bo Lindqvist, Associated Press", ("Tess Harrow", "Bo Lindqvist")),
        ("en", "By Tess Harrow in Sorrel", ("Tess Harrow",)),
        ("en", "By Dr. Tess Harrow PhD", ("Tess Harrow",)),
        ("en", "By Tess Harrow, M.D., and Prof. Bo Lindqvist", ("Tess Harrow", "Bo Lindqvist")),
        ("de", "Von Erika Muster in Berlin", ("Erika Muster",)),
        ("de", "Von Prof. Dr. med. Erika Muster", ("Erika Muster",)),
        ("fr", "Par Jeanne Durand à Paris", ("Jeanne Durand",)),
        ("fr", "Par Jeanne DURAND, AFP", ("Jeanne Durand",)),
        ("es", "Por Ana García desde Puerto Viejo", ("Ana García",)),
        ("it", "A cura di Dott.ssa Anna Rossi", ("Anna Rossi",)),
        ("cs", "Autor: MUDr. Jana Nováková, CSc.", ("Jana Nováková",)),
        ("ru", "Автор: Иван Петров в Москве", ("Иван Петров",)),
        ("ru", "Автор: д-р ИВАН ПЕТРОВ", ("Иван Петров",)),
        ("ar", "بقلم: د. أحمد سالم", ("أحمد سالم",)),
        ("zh", "作者：王小明教授", ("王小明",)),
    ],
)
@pytest.mark.parametrize("place", ["byline", "meta"])
def test_the_names_of_a_byline(lang: str, line: str, names: tuple[str, ...], place: str) -> None:
    if place == "meta":
        found = read(meta("author", line), lang=lang)
    else:
        found = read(body=f'<h1>A bridge</h1><p class="byline">{line}</p>{BODY}', lang=lang)
    assert found.authors == names


@pytest.mark.parametrize("line", ["Tess Harrow in Sorrel", "Dr. Tess Harrow, PhD", "TESS HARROW, Reuters"])
def test_a_name_in_an_element_for_authors_or_in_json_ld(line: str) -> None:
    marked = f'<h1>A bridge</h1><p class="byline">{line}</p>{BODY}'
    assert read(body=marked).authors == ("Tess Harrow",)
    assert read(ld(author={"@type": "Person", "name": line})).authors == ("Tess Harrow",)


def test_who_changed_the_page_is_no_author() -> None:
    assert read(meta("author", "Tess Harrow; Updated by Bo Lindqvist")).authors == ("Tess Harrow",)


@pytest.mark.parametrize(
    "written, names",
    [
        (("Tess Harrow Senior Harbour Reporter",), ("Tess Harrow",)),
        (("Reuters",), ("Reuters",)),
        (("AUTO ZEITUNG",), ("AUTO ZEITUNG",)),
        (("Associated Press", "Staff Writer"), ("Associated Press", "Staff Writer")),
        (("TESS HARROW", "Tess Harrow"), ("Tess Harrow",)),
        (("The Currency Editors",), ("The Currency Editors",)),
        (("AAA Travel Editor",), ("AAA Travel Editor",)),
        (("Women in Technology",), ("Women in Technology",)),
        (("Anna da Silva",), ("Anna da Silva",)),
        (("Yo-Yo MA",), ("Yo-Yo MA",)),
        (("Dr. Harrow",), ("Dr. Harrow",)),
    ],
)
def test_what_is_no_persons_or_would_lose_its_name_stays(
    written: tuple[str, ...], names: tuple[str, ...]
) -> None:
    assert people(written, WORDS) == names


@pytest.mark.parametrize(
    "line", ["By Dr. TESS HARROW PhD in Sorrel", "By TESS HARROW and Bo Lindqvist, Associated Press"]
)
def test_the_line_that_names_them_goes_as_it_is_written(line: str) -> None:
    story = "The council of Oldport has voted for a new bridge over the river, seven years after the flood took the old one."
    paragraphs = "".join(f"<p>{story} It is the bridge number {number}.</p>" for number in range(5))
    made = cleaned(
        f"<html lang='en'><article><h1>A bridge for Oldport</h1><p class='byline'>{line}</p>{paragraphs}</article></html>"
    )
    assert "HARROW" not in made.text  # type: ignore[union-attr]  # an article
