"""What is learned as furniture, and which recurring paragraphs of stories never are."""

import random
from collections.abc import Callable, Iterable
from datetime import date, timedelta

import msgspec
import pytest

from worker.core.clean.boilerplate.furniture import Numbers, Stand
from worker.rules.furniture.doubts import Demands
from worker.rules.furniture.learn import Learned, learn
from worker.rules.furniture.pages import Line, PageLines

LONG = "Those who want to read more of what the Post has to say may have it every morning by letter for the price of a coffee."
SHORT = "Follow the Post"
SECTIONS = ("harbour", "town", "sport")
SYLLABLES = ("ba", "ko", "ri", "ten", "mu", "sal", "vor", "ne", "quil", "da", "ster", "lo", "fen", "gra")


def paragraph(seed: str, topic: str = "") -> str:
    """Thirty words that no other seed has in this order, every third one the topic where there is one."""
    drawn = random.Random(seed)
    words = ["".join(drawn.choice(SYLLABLES) for _ in range(2)) for _ in range(30)]
    if topic:
        words[::10] = [topic] * 3
    return " ".join(words).capitalize() + "."


def page(
    number: int, *lines: str | Line, day: int | None = None, section: str | None = None, topic: str = ""
) -> PageLines:
    """The page of a story of its own, two paragraphs long: `lines` with `*` in the place of the story."""
    told: list[Line] = []
    for line in lines or ("*",):
        own = [paragraph(f"{number} {part}", topic) for part in range(2)]
        told += [Line(text, "div.story > p") for text in own] if line == "*" else [_line(line)]
    section = SECTIONS[number % 3] if section is None else section
    time = date(2024, 3, 1) + timedelta(days=number if day is None else day)
    return PageLines(
        article_id=f"a{number}",
        url=f"https://www.post.example/{section}/{number}",
        site="post.example",
        time=f"{time}T06:00:00Z",
        section=section,
        lines=tuple(told),
    )


def _line(line: str | Line) -> Line:
    return Line(line, "div.story > p") if isinstance(line, str) else line


def texts(found: Learned) -> list[str]:
    return [block.text for block in found.blocks]


def others(first: int = 100, count: int = 20) -> list[PageLines]:
    """Stories of the same site without any of what a test is about."""
    return [page(number, day=number % 28) for number in range(first, first + count)]


def test_a_line_below_stories_that_have_nothing_else_in_common_is_furniture() -> None:
    found = learn([page(n, "*", SHORT) for n in range(9)] + others(), Demands())
    (block,) = found.blocks
    assert (block.text, block.place, block.numbers) == (SHORT, Stand.TAIL, Numbers.EXACT)
    assert (block.pages, block.stories, block.share, block.sections) == (9, 9, 0.31, 3)
    assert (block.first_seen, block.last_seen) == ("2024-03-01T06:00:00Z", "2024-03-09T06:00:00Z")
    assert block.examples == tuple(
        f"https://www.post.example/{s}/{n}" for n, s in ((0, "harbour"), (4, "town"), (8, "sport"))
    )
    assert block.why == "stands below 9 of 29 stories of the site over 8 days in 3 sections"


def test_numbers_in_it_may_differ() -> None:
    found = learn([page(n, f"{n} readers like this", "*") for n in range(9)], Demands())
    (block,) = found.blocks
    assert (block.numbers, block.place) == (Numbers.ANY, Stand.HEAD)


def test_case_width_and_spaces_make_no_difference() -> None:
    writings = ("Follow the Post", "FOLLOW  THE POST", "Ｆollow the Post")
    found = learn([page(n, "*", writings[n % 3]) for n in range(9)], Demands())
    assert [(block.stories, block.numbers) for block in found.blocks] == [(9, Numbers.EXACT)]


def test_the_order_of_the_pages_makes_no_difference() -> None:
    pages = [page(n, SHORT, "*", LONG) for n in range(12)] + others()
    turned = learn(reversed(pages), Demands())
    assert turned.blocks == learn(pages, Demands()).blocks
    assert len(turned.blocks) == 2


def test_an_article_that_was_crawled_again_is_one_page_in_its_latest_version() -> None:
    old = [page(n, "*", "An older line of the Post", day=0) for n in range(9)]
    found = learn(old + [page(n, "*", SHORT) for n in range(9)], Demands())
    assert texts(found) == [SHORT]
    assert found.pages == 9


def test_a_sentence_needs_a_third_of_all_stories_or_an_element_of_its_own() -> None:
    few = [page(n, "*", LONG) for n in range(9)]
    assert texts(learn(few + others(), Demands())) == []
    assert texts(learn([page(n, "*", LONG) for n in range(15)] + others(), Demands())) == [LONG]
    boxed = [page(n, "*", Line(LONG, "div.letter > p")) for n in range(9)]
    (block,) = learn(boxed + others(), Demands()).blocks
    assert block.why.endswith("in an element of its own (div.letter > p)")


def test_between_the_paragraphs_only_an_element_of_its_own_tells_furniture() -> None:
    """A heading or a formula that recurs inside the stories is theirs."""
    inside = [page(n, "*", "Background", "*") for n in range(15)]
    assert texts(learn(inside, Demands())) == []
    boxed = [page(n, "*", Line(SHORT, "div.box > p"), "*") for n in range(15)]
    assert [(block.text, block.place) for block in learn(boxed, Demands()).blocks] == [
        (SHORT, Stand.ANYWHERE)
    ]


def copies(count: int) -> list[PageLines]:
    """One article under many addresses, in all sections, over weeks; each with a line of its own."""
    same = [paragraph("same 1"), paragraph("same 2"), paragraph("same 3")]
    return [page(n, *same, f"Read in {SYLLABLES[n]}{SYLLABLES[-n]}") for n in range(count)]


def series() -> list[PageLines]:
    """A series' intro above eight stories within a few days."""
    return [
        page(n, "In this week's series we visit the towns of the river.", "*", day=n % 5)
        for n in range(40, 52)
    ]


def long_series() -> list[PageLines]:
    """A series' intro above stories of one topic, over months."""
    intro = Line("Our series on the towns of the river", "div.intro > p")
    return [page(n, intro, "*", day=9 * n, topic="river") for n in range(8)]


def follow_ups() -> list[PageLines]:
    """A background paragraph below the follow-ups of one story, over weeks and sections."""
    return [page(n, "*", paragraph("background"), day=3 * n, topic="flood") for n in range(8)]


def quote() -> list[PageLines]:
    """A quote inside the follow-ups of a story."""
    said = "“We had hoped for a bridge by now, and for a boat that floats, and for a little help,” the mayor said."
    return [page(n, "*", said, "*", day=3 * n) for n in range(12)]


def agency() -> list[PageLines]:
    """A paragraph of an agency's, used in one section's stories."""
    return [page(n, "*", paragraph("agency"), section="world", day=3 * n) for n in range(15)]


def in_two_batches() -> list[PageLines]:
    """Pages of two days, a month apart."""
    return [page(n, "*", SHORT, day=30 * (n % 2)) for n in range(12)]


@pytest.mark.parametrize(
    "pages", [lambda: copies(9), lambda: copies(14), series, long_series, follow_ups, quote, agency, in_two_batches]
)  # fmt: skip
def test_a_story_s_own_paragraphs_never_are(pages: Callable[[], Iterable[PageLines]]) -> None:
    found = learn([*pages(), *others()], Demands())
    assert texts(found) == []
    assert found.left.total() > 0  # they did recur


def test_it_is_said_why_a_recurring_block_was_left() -> None:
    found = learn([*copies(9), *series(), *others()], Demands())
    assert found.left == {"on too few distinct stories": 3, "over too few days": 1}


def test_pages_without_a_time_show_nothing_over_days_unless_none_are_asked_for() -> None:
    timeless = [msgspec.structs.replace(page(n, "*", SHORT), time=None) for n in range(9)]
    assert texts(learn(timeless, Demands())) == []
    (block,) = learn(timeless, Demands(days=0)).blocks
    assert (block.text, block.first_seen) == (SHORT, None)


def test_sites_are_learned_apart() -> None:
    pages = [page(n, "*", SHORT) for n in range(8)]
    moved = [msgspec.structs.replace(item, site=f"site{n % 2}.example") for n, item in enumerate(pages)]
    found = learn(moved, Demands())
    assert (texts(found), found.sites) == ([], 2)
