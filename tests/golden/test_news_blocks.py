"""Blocks of the site's other news as paragraphs below a story, in every language: a heading, and headlines with a sentence each in turn (`around/news.tsv`).

The headings are those that the rules show as what they drop. What must stay: a story's own part below such words, which has more than one paragraph.
"""

from pathlib import Path

import pytest

from tests.golden.test_lines import language
from tests.support.released import RULES
from worker.core.clean.boilerplate import extents
from worker.core.clean.boilerplate.boilerplate import strip

FILE = Path(__file__).parent / "around" / "news.tsv"
ROWS = [tuple(row.split("\t")) for row in FILE.read_text("utf-8").splitlines()]
HEADINGS = [(rule.languages[0], head) for rule in RULES.rules for head in rule.drops if ".latest" in rule.id]
LANGUAGES, REACHES = 32, (extents.JUDGED, extents.UNJUDGED)


def told(lang: str) -> tuple[str, ...]:
    return next(row[1:] for row in ROWS if row[0] == lang)


def cleaned(lang: str, *lines: str, reach: extents.Reach = extents.JUDGED) -> str:
    return strip("\n\n".join(lines), RULES, language(lang)["lang"], reach).text


@pytest.mark.parametrize("lang, heading", [(lang, head) for lang, head in HEADINGS if lang != "th"])
def test_the_block_goes_up_to_its_end(lang: str, heading: str) -> None:
    paragraph = language(lang)["paragraph"]
    for reach in REACHES:
        found = cleaned(lang, paragraph, paragraph, heading, *told(lang), reach=reach)
        assert found == f"{paragraph}\n\n{paragraph}"


@pytest.mark.parametrize("lang", [row[0] for row in ROWS])
def test_a_part_of_the_story_below_the_block_stays(lang: str) -> None:
    paragraph, news = language(lang)["paragraph"], told(lang)
    heading = next(head for code, head in HEADINGS if code == lang)
    for reach in REACHES:
        below = (news[0], paragraph, paragraph)
        found = cleaned(lang, paragraph, paragraph, heading, *news, *below, reach=reach)
        assert found.count(paragraph) == 4
        assert found.split("\n\n")[-3] == news[0]
        assert news[3] not in found


@pytest.mark.parametrize("lang", [row[0] for row in ROWS])
def test_a_part_of_the_story_with_such_a_heading_stays(lang: str) -> None:
    paragraph, (subheading, first, *_) = language(lang)["paragraph"], told(lang)
    heading = next(head for code, head in HEADINGS if code == lang)
    for reach in REACHES:
        found = cleaned(lang, paragraph, heading, subheading, first, paragraph, paragraph, reach=reach)
        assert found == f"{paragraph}\n\n{subheading}\n\n{first}\n\n{paragraph}\n\n{paragraph}"


def test_every_language_has_its_block() -> None:
    assert len({row[0] for row in ROWS}) == LANGUAGES
    assert {lang for lang, _ in HEADINGS} == {*(row[0] for row in ROWS), "th"}
