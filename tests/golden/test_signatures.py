"""Who signed a page in its by-line or below its text, as sites of many countries write it: `around/signatures.tsv` has the language, what stands above and below the text, and the author, if that is one."""

import json
from html import escape
from pathlib import Path

import pytest

from tests.golden.test_lines import language
from tests.support.released import RULES
from worker.core.clean.article import clean
from worker.core.clean.page.page import parse_page
from worker.core.model import Article, Message, RawPage

FILE = Path(__file__).parent / "around" / "signatures.tsv"
ROWS = [tuple(row.split("\t")) for row in FILE.read_text("utf-8").splitlines()]
TITLES = (
    ("村民自筹二十万修桥 请来老石匠-旧港在线", "村民自筹二十万修桥 请来老石匠"),
    ("村民自筹二十万修桥-旧港在线", "村民自筹二十万修桥"),
    ("Ex-Minister eröffnet Brücke", "Ex-Minister eröffnet Brücke"),
    ("老桥-新桥之争", "老桥-新桥之争"),
)


def page(lang: str, above: str, below: str, title: str = "A harbour", heading: str = "A harbour") -> Article:
    text = f"<p>{escape(language(lang)['paragraph'])}</p>" * 3
    body = f"<h2>{heading}</h2>{above}<div class=text>{text}</div>{below}"
    html = f"<html lang={lang}><head><title>{title}</title></head><body>{body}</body></html>"
    record = {"url": "https://post.example/town/a-b", "html": html}
    made = parse_page(Message("pages.raw", 0, 0, 0, None, json.dumps(record).encode()))
    assert isinstance(made, RawPage)
    found = clean(made, None, RULES, {})
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize("lang, above, below, name", ROWS)
def test_the_author_is_read(lang: str, above: str, below: str, name: str) -> None:
    assert page(lang, above, below).authors == ((name,) if name else ())


@pytest.mark.parametrize("title, headline", TITLES)
def test_a_glued_name_of_the_site_is_no_part_of_the_title(title: str, headline: str) -> None:
    assert page("zh", "", "", title, headline).title == headline
