"""How scores become decisions: like blocks together, and what a page's best F1 asks for."""

from hypothesis import given
from hypothesis import strategies as st

from worker.core.clean.blocks import decision
from worker.core.clean.blocks.blocks import Block, Container
from worker.core.clean.blocks.decision import CERTAIN, LOWEST, decided
from worker.core.clean.blocks.model import SCALE

BODY = Container(0, None, 0, "body", "body", 0)
LAYOUTS = [Container(number, BODY, 0, f"p.{number}", "p", 1) for number in range(4)]


def block(words: int = 30, layout: int = 0) -> Block:
    return Block("word " * words, LAYOUTS[layout], "p", words, 0, 0, 0, 0, 0)


def kept(found: list[Block], scores: list[float]) -> list[bool]:
    return [score > 0 for score in decided(found, [round(score * SCALE) for score in scores])]


def test_a_page_without_blocks_has_no_decisions() -> None:
    assert decided([], []) == []


def test_a_paragraph_in_doubt_is_decided_with_those_laid_out_alike() -> None:
    among = [block(layout=0)] * 3 + [block(layout=1)] * 3
    assert kept(among, [3, 3, -0.5, -3, -3, -0.5]) == [True, True, True, False, False, False]


def test_a_short_line_is_decided_alone() -> None:
    """A label, or a headline of another story, is laid out like those of the article often enough."""
    among = [block(layout=0)] * 3 + [block(words=4, layout=0)]
    assert kept(among, [3, 3, 3, -0.2])[3] is False


def test_where_all_paragraphs_are_in_doubt_they_are_kept() -> None:
    doubtful = [block(layout=number) for number in range(4)]
    assert kept(doubtful, [-0.3, -0.4, -0.3, -0.4]) == [True] * 4


def test_beside_an_article_that_is_certain_the_same_scores_are_left_out() -> None:
    article = [block(words=200, layout=0)] * 9
    doubtful = [block(layout=number) for number in (1, 2, 3)]
    assert kept(article + doubtful, [6] * 9 + [-0.3, -0.4, -0.3])[9:] == [False] * 3


def test_what_is_clearly_not_the_articles_never_becomes_it() -> None:
    assert kept([block(layout=number) for number in range(4)], [-2.5, -4, -5, -6]) == [False] * 4


@given(
    st.lists(
        st.tuples(st.integers(0, 5000), st.integers(-9 * SCALE, 9 * SCALE), st.integers(0, 3)),
        min_size=1,
        max_size=60,
    )
)
def test_decisions_move_a_score_within_bounds_and_keep_the_order_of_equals(
    rows: list[tuple[int, int, int]],
) -> None:
    found = [block(words, layout) for words, _, layout in rows]
    scores = [score for _, score, _ in rows]
    made = decided(found, scores)
    assert made == decided(found, scores)
    for (words, score, _), now in zip(rows, made, strict=True):
        near = min(max(score, -CERTAIN), CERTAIN)
        assert now == score or words >= decision.SENTENCE
        assert min(score, near - 3 * CERTAIN) <= now <= max(score, near + 3 * CERTAIN) - LOWEST


def test_chances_are_the_same_on_every_machine() -> None:
    """The table is made with floats and rounded: this is what it has to be."""
    chances = decision._CHANCES.tolist()
    assert (chances[0], chances[600], chances[1200]) == (2593, 1 << 19, 1045983)
    assert chances == sorted(chances)
    assert sum(chances) == 601 * (1 << 20) - (1 << 19)
