"""Headings of lists of other stories in every language, with one to five headlines below, between paragraphs and at the end (`around/headings.tsv`: a language, two headlines, its headings).

The lines stand in one block or each alone, as in a plain text and as in a page whose blocks were judged. One headline alone below a heading may open a part of the story: it goes where it is in one block with the heading, or closes the text.
"""

from itertools import cycle, islice
from pathlib import Path

import pytest

from tests.golden.test_lines import language
from tests.support.released import RULES
from worker.core.clean.boilerplate import extents
from worker.core.clean.boilerplate.boilerplate import strip

FILE = Path(__file__).parent / "around" / "headings.tsv"
ROWS = {row[0]: row[1:] for row in (line.split("\t") for line in FILE.read_text("utf-8").splitlines())}
REACHES = (extents.UNJUDGED, extents.UNJUDGED, extents.JUDGED)
LANGUAGES, HEADINGS = 40, 800
LABELS = {"en": "Read also", "de": "Lesen Sie auch", "pt": "Leia também", "nl": "Lees ook"}


def cleaned(lang: str, *blocks: str, reach: extents.Reach = extents.UNJUDGED) -> str:
    return strip("\n\n".join(blocks), RULES, language(lang)["lang"], reach).text


@pytest.mark.parametrize("lang", ROWS)
def test_the_list_goes_and_the_story_stays(lang: str) -> None:
    first, second, *headings = ROWS[lang]
    told = [language(lang)["paragraph"]] * 2
    for heading in headings:
        five = islice(cycle((first, second)), 5)
        blocks = (f"{heading}\n{first}",), ("\n".join((heading, *five)),), (heading, first, second)
        for listed, reach in zip(blocks, REACHES, strict=True):
            between = cleaned(lang, *told, *listed, *told, reach=reach)
            assert between == "\n\n".join([*told, *told]), listed
            assert cleaned(lang, *told, *told, *listed, reach=reach) == between, listed


@pytest.mark.parametrize("lang", LABELS)
def test_what_a_label_announces_goes_where_the_story_has_no_parts(lang: str) -> None:
    headline, part, *_ = ROWS[lang]
    paragraph, label = language(lang)["paragraph"], LABELS[lang]
    for reach in REACHES:
        announced = cleaned(lang, paragraph, label, headline, paragraph, reach=reach)
        assert announced == f"{paragraph}\n\n{paragraph}"
        parted = cleaned(lang, paragraph, label, headline, paragraph, part, paragraph, reach=reach)
        assert parted == f"{paragraph}\n\n{headline}\n\n{paragraph}\n\n{part}\n\n{paragraph}"


def test_every_language_has_its_headings() -> None:
    assert len(ROWS) == LANGUAGES
    assert sum(len(row) - 2 for row in ROWS.values()) >= HEADINGS
