"""A page's tree as blocks: what ends one, what it is, and what the elements around it say."""

import pytest
from lxml import html

from tests.support.released import RULES
from worker.core.clean.blocks import blocks, surroundings, walk
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.body import extract, selection
from worker.core.clean.body.selection import Seen
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.text.passages import text_of
from worker.core.clean.text.words import word_count


def read(body: str) -> blocks.Blocks:
    return walk.read(html.document_fromstring(f"<html><body>{body}</body></html>"))


def texts(body: str) -> list[str]:
    return [block.text for block in read(body).blocks]


def test_blocks_end_where_elements_of_their_own_line_do() -> None:
    assert texts("One <b>bold</b> line<p>two</p>three<ul><li>four<li>five</ul>") == [
        "One bold line",
        "two",
        "three",
        "four",
        "five",
    ]


def test_a_page_goes_on_after_an_end_that_came_too_early() -> None:
    tree = extract.parse("<html><body><p>a</p></body></html><div><p>b</p></div><p>c</p></body></html>").tree
    assert tree is not None
    assert [block.text for block in walk.read(tree).blocks] == ["a", "b", "c"]


def test_one_break_is_a_line_and_two_are_a_block() -> None:
    assert texts("a<br>b<br> <br>c") == ["a\nb", "c"]


def test_what_nobody_reads_is_no_block() -> None:
    assert texts(
        "<script>x</script><style>y</style><p>a<noscript>z</noscript></p><select><option>o</select>"
    ) == ["a"]


def test_what_is_only_read_aloud_is_no_part_of_a_block() -> None:
    """But where a class says that it is shown after all."""
    assert texts(
        '<li><span class="screen-reader-text">item 2 of 3</span><a href="/b">The bridge</a></li>'
    ) == ["The bridge"]
    assert texts('<p>a <span class="visuallyHidden">b</span><i class="sr-only">c</i></p>') == ["a"]
    assert texts('<p>a <b class="not-sr-only">b</b></p>') == ["a b"]


def test_how_a_word_is_read_is_not_said_twice() -> None:
    assert texts("<p>新しい<ruby>橋<rp>(</rp><rt>はし</rt><rp>)</rp></ruby>ができた。</p>") == [
        "新しい橋ができた。"
    ]


def test_where_a_word_may_be_broken_is_no_part_of_it() -> None:
    assert texts("<p>Der Brücken&shy;bau&shy;er</p>") == ["Der Brückenbauer"]


def test_links_and_stress_are_counted_in_words() -> None:
    (block,) = read("<p>See <a href='/'>the new bridge</a> and <em>the <b>old</b></em> one</p>").blocks
    assert (block.words, block.linked, block.stressed, block.anchors) == (8, 3, 2, 1)


@pytest.mark.parametrize(
    "text, words", [("a new bridge", 3), ("新しい橋ができた", 5), ("สะพานใหม่", 5), ("мост через реку", 3)]
)
def test_words_of_scripts_without_spaces_are_two_characters(text: str, words: int) -> None:
    assert word_count(text) == words


def test_a_block_is_what_the_nearest_element_says() -> None:
    kinds = [
        block.kind
        for block in read("<p>a</p><li><div>b</div></li><h2><span>c</span></h2><div>d</div>").blocks
    ]
    assert kinds == ["p", "li", "h2", "div"]


def test_marks_come_from_names_classes_and_styles_around() -> None:
    page = read(
        "<aside><p>a</p></aside><div class='post-comments'><p>b</p></div><div style='display:none'>c</div>"
    )
    marks = [Mark(block.container.marks) for block in page.blocks]
    assert marks == [Mark.ASIDE, Mark.COMMENT, Mark.HIDDEN]


def test_cells_know_their_row() -> None:
    page = read("<table><tr><td>a<td>b<tr><td>c</table><p>d</p>")
    assert [block.row for block in page.blocks] == [1, 1, 2, 0]


def test_sums_of_an_element_are_those_of_all_that_stands_in_it() -> None:
    page = read("<div><p>one two</p><div><p>three</p></div></div><p>four</p>")
    counts = surroundings.BlockCounts.of(page)
    within = surroundings.totals(page, counts.words[:, None])[:, 0].tolist()
    assert dict(zip([node.kind + str(node.depth) for node in page.containers], within, strict=True)) == {
        "body0": 4,
        "div1": 3,
        "p2": 2,
        "div2": 1,
        "p3": 1,
        "p1": 1,
    }


def test_a_noscript_left_open_hides_no_page() -> None:
    """A page whose text all stands in what browsers with scripts skip is read by the second reader."""
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
    said = [
        f"The council of Old Harbour met on {day} and spoke for hours about the pier that a storm took."
        for day in days
    ]
    story = "".join(f"<p>{sentence}</p>" for sentence in said)
    found = extract.extract(f"<html><body><noscript><img src='p.gif'><div>{story}</div>", models=RULES.blocks)
    assert text_of(found.passages).split("\n") == said


@pytest.mark.parametrize(
    "kept, text",
    [
        ("<p>The story.<h2>More stories</h2>", ["The story."]),
        ("<p>The story.<p>Also of interest:<h2>Elsewhere</h2>", ["The story."]),
        ("<p>The story.<h2>A</h2><h2>B</h2><h2>C</h2>", ["The story.", "A", "B", "C"]),
        ("<h2>A headline alone</h2>", ["A headline alone"]),
        ("<h2>What next</h2><p>Nobody knows.", ["What next", "Nobody knows."]),
    ],
)
def test_a_heading_that_announces_nothing_ends_no_text(kept: str, text: list[str]) -> None:
    page = read(f"{kept}<div><a href='/'>Another story</a></div>")
    scores = [1] * (len(page.blocks) - 1) + [-1]
    passages = selection.kept(page.blocks, scores, Seen(Metadata()))
    assert text_of(passages).split("\n") == text
