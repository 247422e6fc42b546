"""What of a page is told as removed: what rules cut, and what was left out inside the article."""

from worker.core.clean.boilerplate.boilerplate import strip
from worker.core.clean.boilerplate.linerules import BoilerplateRules, Cut, Place, Rule
from worker.core.clean.text import passages
from worker.core.clean.text.passages import LINK, LONGEST, MODEL, MOST, TITLE, Passage
from worker.core.model import Removed

STORY = "The council met on Monday and talked about the bridge."
BOX = "Harbour fees go up for the third time"
RULES = BoilerplateRules(
    (
        Rule("r", Place.ANYWHERE, Cut.LINE, "mark", "why", ("mark",), ("no mark",), ("*",)),
        Rule("list", Place.ANYWHERE, Cut.LIST, "More", "why", ("More",), ("More of it",), ("*",)),
    ),
    "v",
)


def page(*blocks: Passage) -> tuple[Passage, ...]:
    """The blocks with the rules run over their text, as a page's cleaning does."""
    stripped = strip(passages.text_of(blocks), RULES, "en")
    return passages.merged(blocks, stripped.passages)


def test_a_page_is_told_whole_and_in_its_order() -> None:
    blocks = (
        Passage("Home", MODEL),
        Passage(f"{STORY}\nmark", None, "div > p"),
        Passage(BOX, LINK),
        Passage(STORY),
    )
    assert page(*blocks) == (
        Passage("Home", MODEL),
        Passage(STORY, None, "div > p"),
        Passage("mark", "r", "div > p"),
        Passage(BOX, LINK),
        Passage(STORY),
    )  # fmt: skip


def test_a_list_of_which_the_model_left_items_out_is_told_in_the_page_s_order() -> None:
    made = page(
        Passage(STORY),
        Passage("More", None, "h3"),
        Passage("Fees rise", None, "li"),
        Passage(BOX, MODEL),
        Passage("A pier burns", None, "li"),
        Passage("Ice comes", None, "li"),
        Passage("Ferries", MODEL),
        Passage(STORY),
    )
    assert made == (
        Passage(STORY),
        Passage("More\nFees rise", "list", "h3"),
        Passage(BOX, MODEL),
        Passage("A pier burns\nIce comes", "list", "li"),
        Passage("Ferries", MODEL),
        Passage(STORY),
    )


def test_what_is_left_out_inside_the_article_is_removed_and_what_is_outside_never_was_in_it() -> None:
    made = page(Passage(BOX, MODEL), Passage(STORY), Passage(BOX, MODEL), Passage(STORY), Passage(BOX, MODEL))
    assert passages.told(made) == (Removed(BOX, MODEL),)


def test_what_rules_cut_at_the_ends_is_still_told() -> None:
    assert passages.told(page(Passage("mark"), Passage(STORY), Passage("mark"))) == (
        Removed("mark", "r"),
        Removed("mark", "r"),
    )


def test_blocks_in_a_row_are_one_passage_and_a_lone_button_is_none() -> None:
    made = page(
        Passage(STORY),
        Passage("Share", MODEL),
        Passage(STORY),
        Passage("More", MODEL),
        Passage(BOX, MODEL),
        Passage(STORY),
    )
    assert passages.told(made) == (Removed(f"More\n{BOX}", MODEL),)


def test_an_event_stays_small() -> None:
    """However many and long the boxes are, so much is told; what rules cut is told whole."""
    blocks = [Passage(STORY)]
    for _ in range(MOST + 5):
        blocks += [Passage(BOX * 100, MODEL), Passage("mark"), Passage(STORY)]
    told = passages.told(page(*blocks))
    left_out = [item for item in told if item.rule == MODEL]
    assert len(left_out) == MOST
    assert {len(item.text) for item in left_out} == {LONGEST}
    assert len(told) - MOST == MOST + 5


def test_a_page_without_an_article_tells_nothing() -> None:
    assert passages.told(page(Passage(BOX, MODEL), Passage(BOX, LINK))) == ()
    assert passages.told(page()) == ()


def test_the_headline_over_the_text_is_cut_as_the_title() -> None:
    blocks = (Passage(BOX, MODEL), Passage(f"Headline\n{STORY}", None, "w"), Passage(STORY))
    made = passages.below_title(blocks, f"{STORY}\n{STORY}")
    assert made[1:3] == (Passage("Headline", TITLE, "w"), Passage(STORY, None, "w"))
    assert passages.below_title(blocks, passages.text_of(blocks)) is blocks
