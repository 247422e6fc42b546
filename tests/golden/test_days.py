"""Days in all places of a page, and whether they become the day of publication: a line of `days/places.tsv` is a place, a language, what stands there, and what comes of it.

`declared`: the page's declared day stays. `none`: no day. `nearby`: the day, marked as a guess. Else the day, unmarked.
"""

import json
from html import escape
from pathlib import Path

import pytest

from tests.golden.test_around import made
from tests.golden.test_lines import language

FOLDER = Path(__file__).parent / "days"
ROWS = [tuple(row.split("\t")) for row in (FOLDER / "places.tsv").read_text("utf-8").splitlines()]
TITLE = "Harbour board keeps the old ferry"
STAMP = "2024-06-01T10:00:00Z"
DECLARED = json.dumps(
    {"@type": "NewsArticle", "headline": TITLE, "datePublished": STAMP, "dateModified": STAMP}
)
# What stands around the line, by its place: above the article, below the headline, between paragraphs, below them, behind the article.
PLACES = {
    "inner": ("", "", "<p>{}</p>", "", ""),
    "first": ("", "<p>{}</p>", "", "", ""),
    "last": ("", "", "", "<p>{}</p>", ""),
    "figure": ("", "<figure><img src=a.jpg><figcaption>{}</figcaption></figure>", "", "", ""),
    "picture": ("", "<div><img src=a.jpg><div>{}</div></div>", "", "", ""),
    "heading": ("", "<h5>{}</h5>", "", "", ""),
    "kicker": ("", "<div class=subtitle>{}</div>", "", "", ""),
    "byline": ("", "<div>{}</div>", "", "", ""),
    "over": ("<article><div>{}</div>", "", "", "", ""),
    "head": ("<header><a href=/>Bay Star</a><div>{}</div><nav><a href=/a>News</a></nav></header>", "", "", "", ""),
    "top": ("<div><span>{}</span><a href=/>Bay Star</a></div><ul><li><a href=/a>News</a><li><a href=/b>Sport</a></ul>", "", "", "", ""),
    "comment": ("", "", "", "", "<div><div><b>Ann</b> <time datetime=1998-05-03>{}</time><p>I like the old ferry and my father worked on it.</p></div></div>"),
    "teaser": ("", "", "", "<div><a href=/x>A long headline of the other story</a> <time datetime=1998-05-03>{}</time></div>", ""),
    "told": ("", "", "<p>The old ferry stopped in the harbour on <time datetime=1998-05-03>{}</time> for good.</p>", "", ""),
    "foot": ("", "", "", "", "<footer>© <time datetime=2019-03-04>{}</time> Bay Star</footer>"),
    "clock": ("<header>Bay Star <time datetime=2019-03-04>{}</time></header>", "", "", "", ""),
    "link": ("", "", "", "", "<ul><li><a href=/2019/x>Old storm</a> <time datetime=2019-03-04>{}</time></ul>"),
    "in-link": ("", "", "", "", "<div><a href=/2019/x>Old storm <time datetime=2019-03-04>{}</time></a></div>"),
    "author": ("", "<p>By <a href=/ann>Ann Rivers</a> <time datetime=2023-05-03>{}</time></p>", "", "", ""),
    "time": ("", "<time datetime=2023-05-03>{}</time>", "", "", ""),
    "end-time": ("", "", "", "<footer><time datetime=2023-05-03>{}</time></footer>", ""),
}  # fmt: skip


@pytest.mark.parametrize("place, lang, line, day", ROWS)
def test_a_day_is_the_publications_only_where_its_place_or_its_words_say_so(
    place: str, lang: str, line: str, day: str
) -> None:
    """Nothing but the line tells a day, or, where one is declared, it is stamped on publication and change alike."""
    above, under, inner, last, behind = (part.format(escape(line)) for part in PLACES[place])
    told = f"<p>{escape(language(lang)['paragraph'])}</p>"
    head = f"<script type=application/ld+json>{DECLARED}</script>" if day == "declared" else ""
    text = f"{told}{told}{inner}{told}{told}"
    found = made(
        html=f"<html lang={lang}><head><title>{TITLE}</title>{head}</head><body>{above}"
        f"<article><h1>{TITLE}</h1>{under}{text}{last}</article>{behind}</body></html>"
    )
    if day == "declared":
        assert (found.published, found.published_source) == (STAMP, "json-ld")
    elif day == "none":
        assert found.published is None
    elif day == "nearby":
        assert found.published_source == "nearby"
    else:
        assert (found.published or "")[:10] == day
        assert found.published_source in {"byline", "time"}


def test_every_place_has_a_line() -> None:
    assert {row[0] for row in ROWS} == set(PLACES)
