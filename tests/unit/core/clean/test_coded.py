"""Bytes coded in letters go from a text that is one, wherever they stand; keys, addresses and words without spaces stay."""

import base64
import random

import pytest

from tests.support.released import RULES
from worker.core.clean.article import clean
from worker.core.clean.text import coded
from worker.core.clean.text.passages import CODED, LONGEST, Passage, text_of
from worker.core.model import Article, RawPage

BYTES = base64.b64encode(random.Random(7).randbytes(6000)).decode()
SAID = "A ferry ran aground near the north pier at dawn on Monday, the coastguard said, and nobody was hurt."
TOLD = (
    "All 42 passengers were taken ashore by lifeboat before the tide came in, and the boat is afloat again."
)
WRAPPED = "\n".join(BYTES[at : at + 76] for at in range(0, len(BYTES), 76))
HEX = random.Random(7).randbytes(400).hex()


def article(page: RawPage) -> Article:
    found = clean(page, None, RULES, {})
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize("run", [BYTES, WRAPPED, HEX, f"data:image/png;base64,{BYTES}"])
def test_a_file_in_a_text_goes(run: str) -> None:
    """Above, between and below the paragraphs of a plain text; what it was is told in a few characters."""
    for parts in ((run, SAID, TOLD), (SAID, run, TOLD), (SAID, TOLD, run)):
        found = article(RawPage(text="\n\n".join(parts), title="Ferry off the rocks"))
        assert found.text.split("\n\n") == [SAID, TOLD]
        told = [item for item in found.removed if item.rule == CODED]
        assert len(told) == 1
        assert len(told[0].text) <= LONGEST


@pytest.mark.parametrize("element", ["<p>{}</p>", "{}", "<div>{}</div>", "<pre>{}</pre>"])
def test_a_file_in_a_page_goes(element: str) -> None:
    page = f"<h1>Ferry off the rocks</h1><article><p>{SAID}</p>{element.format(BYTES)}<p>{TOLD}</p></article>"
    assert article(RawPage(html=page)).text == f"{SAID}\n{TOLD}"


def test_the_words_beside_it_stay() -> None:
    found = coded.without((Passage(f"{SAID} {BYTES} {TOLD}"),))
    assert text_of(found) == f"{SAID} {TOLD}"


@pytest.mark.parametrize(
    "line",
    [
        f"The key is {HEX[:64]} and no other.",
        f"He wrote https://post.example/a?{BYTES[:300].replace('+', '-')} on the wall.",
        "thestoryofaboatthathaslostitsspaces" * 9,
        "-" * 400,
        "\n".join([BYTES[:64]] * 5),
    ],
)
def test_these_stay(line: str) -> None:
    told = (Passage(f"{SAID}\n{line}\n{TOLD}"),)
    assert coded.without(told) == told


def test_a_text_of_nothing_else_is_none() -> None:
    told = (Passage(BYTES),)
    assert coded.without(told) == told
