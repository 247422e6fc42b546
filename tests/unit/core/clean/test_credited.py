"""An agency that signs beside a person is no author, but the article credits it."""

from html import escape

import pytest

from tests.golden.test_around import made
from tests.golden.test_lines import language
from worker.core.copies.sketching import credited
from worker.core.model import Article
from worker.rules import agencies

AGENCIES = agencies.load()
TITLE = "Harbour board keeps the old ferry"


def page(lang: str, line: str, head: str = "") -> Article:
    told = f"<p>{escape(language(lang)['paragraph'])}</p>" * 4
    return made(
        html=f"<html lang={lang}><head><title>{TITLE}</title>{head}</head>"
        f"<body><article><h1>{TITLE}</h1>{line}{told}</article></body></html>"
    )


@pytest.mark.parametrize(
    "lang, line, name, agency",
    [
        ("en", "By Jane Roe, Reuters", "Jane Roe", "Reuters"),
        ("en", "By Jane Roe | AFP", "Jane Roe", "AFP"),
        ("en", "By Jane Roe (Associated Press)", "Jane Roe", "Associated Press"),
        ("de", "Von Erika Muster, dpa", "Erika Muster", "dpa"),
        ("es", "Por Ana Roble / EFE", "Ana Roble", "EFE"),
    ],
)
def test_an_agency_beside_a_name_is_a_credit_and_no_author(
    lang: str, line: str, name: str, agency: str
) -> None:
    found = page(lang, f"<p>{line}</p>")
    assert found.authors == (name,)
    assert (f"({agency})", "byline.agency") in {(cut.text, cut.rule) for cut in found.removed}
    assert credited(found, AGENCIES)


def test_a_declared_agency_is_a_credit_too_and_one_that_is_the_author_stands_once() -> None:
    both = page("en", "", "<meta name=author content='Jane Roe, AFP'>")
    assert both.authors == ("Jane Roe",)
    assert credited(both, AGENCIES)
    alone = page("en", "", "<meta name=author content=Reuters>")
    assert alone.authors == ("Reuters",)
    assert not [cut for cut in alone.removed if cut.rule == "byline.agency"]


@pytest.mark.parametrize("line", ["<p>By Jane Roe</p>", "<p>By Jane Roe</p><p>Photo: Reuters</p>"])
def test_a_picture_of_an_agencys_credits_no_text(line: str) -> None:
    assert credited(page("en", line), AGENCIES) == ()
