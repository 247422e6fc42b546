"""Feeds, sitemaps, data and code that were handed in as pages are no articles; pages that speak of them are."""

import json

import pytest

from tests.support.released import RULES
from worker.core.clean.article import clean
from worker.core.clean.page.page import parse_page
from worker.core.model import Article, Message, RawPage, Reason, Rejection

PROSE = (
    "The harbour board met on Monday and chose a firm from Norway to deepen the channel before the winter. "
)
ITEMS = "".join(
    f"<item><title>Day {day}</title><description>{PROSE}</description></item>" for day in range(9)
)
SCRIPT = "(function(){var a=document;function b(c){return a.getElementById(c)}b('main').textContent='The harbour board met';})();"
DOCUMENTS = {
    "rss": f'<?xml version="1.0"?>\n<!-- made at noon -->\n<rss version="2.0"><channel>{ITEMS}</channel></rss>',
    "atom": f'<feed xmlns="http://www.w3.org/2005/Atom">{ITEMS}</feed>',
    "rdf": f'<rdf:RDF xmlns="http://purl.org/rss/1.0/">{ITEMS}</rdf:RDF>',
    "sitemap": "<?xml version='1.0'?><urlset>"
    + "<url><loc>https://oldport.example/1</loc></url>" * 40
    + "</urlset>",
    "svg": f"<svg xmlns='http://www.w3.org/2000/svg'><text>{PROSE * 4}</text></svg>",
    "json": json.dumps({"items": [{"title": "Day 1", "body": PROSE}] * 9}),
    "json list": json.dumps([PROSE] * 9),
    "script": SCRIPT * 9,
    "style sheet": ".story { color: red; margin: 0 auto; }\n.story > p { font-size: 12px; display: block; }\n"
    * 30,
}


LEVELS = [f"2026-03-{day:02},Oldport,{day}.5,{day * 100}" for day in range(1, 29)]
LISTING = "<a href='../'>../</a>\n" + "".join(
    f"<a href='plan-{n}.txt'>plan-{n}.txt</a>   02-Mar-2026 08:{n}    {n}20\n" for n in range(10, 40)
)
PLAIN = {
    "robots": "User-agent: *\nDisallow: /search\n\n# the archive\nDisallow: /archive\nSitemap: https://oldport.example/map.xml\n",
    "advertisers": "ads.example, pub-1001, DIRECT, f08c\nmore.example, 77, RESELLER\n",
    "security": "Contact: mailto:safe@oldport.example\nExpires: 2027-01-01T00:00:00z\n",
    "table": "date,station,level,flow\n" + "\n".join(LEVELS),
    "table with tabs": "\n".join(["date\tstation\tlevel\tflow", *LEVELS]).replace(",", "\t"),
    "table of names": "name,town,office\n" + "Ann Oak,Oldport,member of the council\n" * 30,
    "calendar": "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:The harbour board meets\nEND:VEVENT\nEND:VCALENDAR\n",
    "subtitles": "1\n00:00:01,000 --> 00:00:04,000\nThe harbour board met on Monday\n\n2\n00:00:04,000 --> 00:00:09,000\nand chose a firm\n",
}


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_data_in_plain_text_is_no_article(text: str) -> None:
    found = _made(text=text)
    assert isinstance(found, Rejection)
    assert found.reason is Reason.NOT_AN_ARTICLE


@pytest.mark.parametrize("title", ["Index of /pub", "Directory listing for /pub"])
def test_the_listing_of_a_folder_is_no_article(title: str) -> None:
    found = _made(
        html=f"<html><head><title>{title}</title></head><body><h1>{title}</h1><pre>{LISTING}</pre></body></html>"
    )
    assert isinstance(found, Rejection)
    assert found.reason is Reason.NOT_AN_ARTICLE


@pytest.mark.parametrize(
    "text",
    [
        "Oldport, 2, Lune, 1\n"
        + PROSE
        + "\nIn the second half, after a long break, Lune scored.\nA draw, a win, and a loss\nSo it goes, they say, for years.",
        "The ferry, the harbour, the rain,\nThe baker, the loaf, and the train.\nThe quay, the bell, the late hour,\nThe board, its plan, and the tower.\nThe end, they said, was plain.",
        "Contact: the harbour board, which met on Monday.\n" + PROSE,
        "Index of /pub is what the page said, and nothing more.\n" + PROSE,
        "Disallow: that is the word the judge chose.\nHe allowed no more.",
    ],
)
def test_prose_that_looks_like_data_is_an_article(text: str) -> None:
    assert isinstance(_made(text=text), Article)


def _made(**fields: str) -> Article | Rejection:
    fields = {"url": "https://oldport.example/2024/plan", **fields}
    page = parse_page(Message("pages.raw", 0, 0, 0, None, json.dumps(fields).encode()))
    return clean(page, None, RULES, {}) if isinstance(page, RawPage) else page


@pytest.mark.parametrize("form", ["html", "text"])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_that_is_no_page_is_no_article(document: str, form: str) -> None:
    made = _made(**{form: DOCUMENTS[document]})
    assert isinstance(made, Rejection)
    assert made.reason is Reason.NOT_AN_ARTICLE


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        f"[Oldport] {PROSE}",
        f"{{Corrected}} {PROSE}",
        f"<rss> is the root of a feed. {PROSE}"[1:],
        PROSE * 3 + SCRIPT[:60],
        f"{PROSE}; {PROSE}; {PROSE}",
    ],
)
def test_a_text_that_has_such_marks_in_it_is_one(text: str) -> None:
    assert isinstance(_made(text=text), Article)


def test_a_page_in_xml_and_one_with_a_picture_first_are_pages() -> None:
    body = f"<body><svg><path d='M1 1'/></svg><article><p>{PROSE * 6}</p></article></body>"
    for html in (f"<?xml version='1.0'?><!DOCTYPE html><html>{body}</html>", f"<html>{body}</html>"):
        assert isinstance(_made(html=html), Article)
