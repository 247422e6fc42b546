import json

import pytest

from tests.support.released import RULES
from worker.core import times
from worker.core.clean.article import clean
from worker.core.clean.body import plaintext, reading
from worker.core.clean.boilerplate.plaintop import Above
from worker.core.clean.page.page import parse_page
from worker.core.model import Article, Message, RawPage

STORY = (
    "The council met on Monday and talked about the bridge, as it has done every month since the flood. " * 3
)


def test_a_short_line_before_a_blank_one_is_the_title() -> None:
    plain = plaintext.read(f"A bridge for Oldport\n\n{STORY}")
    assert plain.title == "A bridge for Oldport"
    assert plain.text == STORY.strip()


def test_soft_hyphens_go() -> None:
    assert plaintext.clean("Brücken\u00adbauer") == "Brückenbauer"


def test_a_sentence_or_a_line_without_a_gap_is_no_title() -> None:
    for text in (f"It rained.\n\n{STORY}", f"A bridge for Oldport\n{STORY}", "Just a line"):
        plain = plaintext.read(text)
        assert plain.title is None
        assert plain.text == text.strip()


def test_a_title_handed_in_wins_and_its_repetition_goes() -> None:
    plain = plaintext.read(f"A  bridge for oldport\n{STORY}", "A bridge for Oldport")
    assert (plain.title, plain.text) == ("A bridge for Oldport", STORY.strip())
    other = plaintext.read(f"Some line\n\n{STORY}", "A bridge for Oldport")
    assert (other.title, other.text) == ("A bridge for Oldport", f"Some line\n\n{STORY}".strip())


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    wrapped = "\n".join(
        ["    The council met on Monday and talked about the bridge, as it"]
        + ["has done every month since the flood took the old one, while the"] * 10
        + ["engineers waited outside.", "", "    A second paragraph begins here."]
    )
    lines = plaintext.read(wrapped).text.split("\n")
    assert len(lines) == 3
    assert lines[0].endswith("engineers waited outside.")


def test_the_short_last_lines_of_a_wires_paragraphs_do_not_hide_that_it_is_wrapped() -> None:
    """Its paragraphs are set in, and a line of it that begins with "by" is in the middle of a sentence."""
    paragraph = [
        "    Nine villages on the lake have agreed to run one ferry among",
        "them, the harbour board said, and will share what it costs led",
        "by Jonas Reed.",
    ]
    lines = plaintext.read("\n".join(paragraph * 4)).text.split("\n")
    assert len(lines) == 4
    assert lines[0].endswith("costs led by Jonas Reed.")


def test_lists_and_tables_keep_their_lines() -> None:
    text = "Outcome | Impact |\n---|---|\nRain | Floods |\n- one thing\n- another thing"
    assert plaintext.read(text).text == text


def test_line_ends_and_control_characters() -> None:
    assert plaintext.read("a\r\nb\rc\x00\x07\u2028d").text == "a\nb\nc\nd"


@pytest.mark.parametrize(
    "text, titles, kept",
    [
        ("A Bridge Opens\nThe bridge opened.", ("A bridge opens",), "The bridge opened."),
        ("A bridge opens\n\nThe bridge opened.", (None, "A bridge  opens"), "The bridge opened."),
        ("The bridge opened.\nA bridge opens", ("A bridge opens",), "The bridge opened.\nA bridge opens"),
        ("A bridge opens", ("A bridge opens",), "A bridge opens"),
        ("A bridge opens\nThe bridge opened.", (None,), "A bridge opens\nThe bridge opened."),
    ],
)
def test_a_headline_above_the_text_is_not_part_of_it(
    text: str, titles: tuple[str | None, ...], kept: str
) -> None:
    """A first line that only repeats the title goes; a text that is nothing else stays."""
    assert plaintext.below_title(text, *titles) == kept


@pytest.mark.parametrize("title", ["A bridge for Oldport", None])
@pytest.mark.parametrize("date", ["March 14, 2026", "14.3.2026", "2026-03-14 18:30"])
def test_a_first_line_that_is_only_a_date_is_no_title_and_no_text(date: str, title: str | None) -> None:
    made = clean(RawPage(text=f"{date}\n\n{STORY}", title=title), None, RULES, {})
    assert isinstance(made, Article)
    assert (made.title, made.text) == (title, STORY.strip())
    assert (made.published, made.published_source) == ("2026-03-14", "text")


def test_a_date_in_a_sentence_or_below_the_first_line_stays() -> None:
    text = f"On March 14, 2026 it rained.\n\n{STORY}\n\nMarch 15, 2026\n\n{STORY}"
    made = clean(RawPage(text=text, title="Rain"), None, RULES, {})
    assert isinstance(made, Article)
    assert made.text == "\n".join(line.rstrip() for line in text.split("\n")).strip()
    assert made.published is None


def test_a_date_after_the_day_of_the_crawl_is_not_the_articles() -> None:
    page = RawPage(text=f"March 14, 2026\n\n{STORY}", title="Rain", fetched_at="2026-03-13T08:00:00Z")
    made = clean(page, None, RULES, {})
    assert isinstance(made, Article)
    assert (made.published, made.text) == (None, STORY.strip())


@pytest.mark.parametrize("indent", ["    ", "\t", "\u3000", "\u00a0\u00a0", " " * 2000])
def test_the_space_that_sets_paragraphs_in_is_no_text(indent: str) -> None:
    said = "市議会は火曜日、橋を再建することを決めた。" * 5 if indent == "\u3000" else STORY.strip()
    plain = plaintext.read(f"A bridge for Oldport\n\n{indent}{said}\n{indent}{said}")
    assert plain.text == f"{said}\n{said}"


def test_long_runs_of_spaces_shrink_but_columns_and_items_stay_apart() -> None:
    text = (
        "Port          Ships    Tons\nOldport       12       900\n  - one thing\n      - another thing\nIt rained.  It rained"
        + " " * 500
        + "again."
    )
    shown = "Port  Ships  Tons\nOldport  12  900\n  - one thing\n      - another thing\nIt rained.  It rained  again."
    assert plaintext.read(text).text == shown


def test_the_language_of_a_text_that_is_set_in_is_told() -> None:
    made = clean(
        RawPage(text="\n".join(" " * 400 + line + "." for line in STORY.split(". "))), None, RULES, {}
    )
    assert isinstance(made, Article)
    assert (made.lang, made.lang_source) == ("en", "text")


@pytest.mark.parametrize(
    "head, published",
    [
        ("A bridge for Oldport\nBy Jane Roe\nNovember 20, 2025", "2025-11-20"),
        ("A bridge for Oldport\nJane Roe\n20 November 2025", "2025-11-20"),
        ("Eine Brücke für Altenhafen\nVon Erika Muster\nStand: 19.11.2025, 18:30 Uhr", "2025-11-19"),
        ("Un pont pour Vieux-Port\nPublié le 20 novembre 2025 à 10h30", "2025-11-20"),
        ("旧港将建新桥\n2025-11-20 09:30 来源：海港晚报", "2025-11-20"),
        ("สะพานใหม่ของท่าเรือเก่า\nเผยแพร่: 20 พฤศจิกายน 2568", "2025-11-20"),
        ("旧港に新しい橋", None),
    ],
)
def test_a_headline_above_lines_on_writer_and_day_is_the_title(head: str, published: str | None) -> None:
    made = clean(RawPage(text=f"{head}\n\n{STORY}"), None, RULES, {})
    assert isinstance(made, Article)
    assert (made.title, made.published) == (head.partition("\n")[0], published)
    assert "2025" not in made.text
    assert "2568" not in made.text
    assert made.text.endswith(STORY.strip())


def test_a_first_line_above_nothing_but_paragraphs_is_the_title() -> None:
    said = "The council voted on Monday for a bridge over the river."
    plain = clean(RawPage(text=f"A bridge for Oldport\n{said}\n{said}"), None, RULES, {})
    assert isinstance(plain, Article)
    assert (plain.title, plain.text) == ("A bridge for Oldport", f"{said}\n{said}")
    broken = clean(
        RawPage(text=f"The council of Oldport voted on\nMonday for a bridge.\n{said}"), None, RULES, {}
    )
    assert isinstance(broken, Article)
    assert broken.title is None


PARAGRAPHS = (
    "The light at Corran will go dark on Friday after 168 years, because ships no longer need it.\n\n"
    "“Nobody asked us,” said Fiona Beaton, whose father was its last keeper and who lives beside it."
)


@pytest.mark.parametrize(
    "above",
    [
        "Previous: Japan opens new port",
        "Previous Article\n\nJapan opens new port",
        "Read also: Ferry row goes to Paris court",
        "Advertisement",
        "Listen to this article",
        "Share",
        "NEWS",
        "Skip to main content\n\n5 min read",
    ],
)
def test_what_a_site_puts_above_a_headline_is_no_title(above: str) -> None:
    """Nor does a neighbour's headline make a title, of which countries would be read."""
    record = json.dumps({"text": f"{above}\n\nCorran light to go dark\n\n{PARAGRAPHS}"}).encode()
    page = parse_page(Message("pages.raw", 0, 0, 0, None, record))
    assert isinstance(page, RawPage)
    made = clean(page, None, RULES, {})
    assert isinstance(made, Article)
    assert made.title == "Corran light to go dark"
    assert not any(name in made.text for name in ("Japan", "Paris"))
    assert made.text.endswith(PARAGRAPHS)


def test_a_headline_below_a_label_alone_is_the_text_s_own() -> None:
    """“Previous article” takes a neighbour's headline with it, not the only one."""
    text = f"Previous Article\n\nCorran light to go dark\n\n{PARAGRAPHS}"
    above = {"Previous Article": Above.NEIGHBOUR}
    assert (
        plaintext.read(text, None, lambda line: above.get(line, Above.NOTHING)).title
        == "Corran light to go dark"
    )


def test_buttons_below_a_headline_are_no_sites_top_and_hide_it_from_nobody() -> None:
    """To share a text and to listen to it stands below its headline, with blank lines and without."""
    text = "The council voted on Monday to move its fish market to the old quay after two years of debate.\n"
    tools = "Share this story\nListen to this article\n"
    for page in (
        f"Harbour town votes to move its market\n{tools}{text}{text}",
        "\n\n".join(
            f"Harbour moves market\n{tools}A fishing boat lies at the old quay\n{text}{text}".split("\n")
        ),
    ):
        body = reading.body_of(RawPage(text=page, lang="en"), RULES, times.LAST_DAY)
        assert body.metadata.title == page.split("\n", 1)[0]


OPENING = (
    "The council of Oldport closed the old bridge on Monday.",
    "Nobody may cross it until the spring, the mayor said.",
)
GOES_ON = [f"Engineers found {number} cracks in the pillars of the old bridge, and the council of Oldport will close it." for number in range(3, 6)]  # fmt: skip


@pytest.mark.parametrize(
    "between",
    [
        ("The bridge in figures", *(f"• {number} cracks in the pillars" for number in range(5))),
        ("Engineers had warned the council of Oldport",),
        ("Related", *(f"Council of Oldport closes pillar {number} of the bridge" for number in range(5))),
    ],
    ids=["figures", "subheading", "related"],
)
def test_no_headline_is_looked_for_below_the_storys_first_sentence(between: tuple[str, ...]) -> None:
    """Whatever shares more words with what follows: a list, a part's heading, another story's headline."""
    lines = ("A bridge for nobody", "By Jane Roe", "18 June 2024", *OPENING, *between, *GOES_ON)
    made = clean(RawPage(text="\n\n".join(lines)), None, RULES, {})
    assert isinstance(made, Article)
    assert (made.title, made.authors, made.published) == ("A bridge for nobody", ("Jane Roe",), "2024-06-18")
    assert made.text.split("\n\n")[:2] == list(OPENING)
