"""Near copies and wire stories, case by case, through both stages."""

import re

import pytest

from tests.support.stories import HOUR, START, Flow, page, sketched
from tests.support.texts import made
from worker.core import headers
from worker.core.copies.fingerprint import copy_hash
from worker.core.copies.sketch import to_text
from worker.core.headers import as_dict, with_values
from worker.core.model import Message

DAY = 24 * HOUR
REPLAYED = {"ce_replayid": "r1", "ce_replayat": "pages.replay:0:7"}


def flow(*messages: Message) -> Flow:
    return Flow().bring(*messages)


class TestNearCopies:
    """A text that is nearly another's."""

    def test_an_edited_text_under_another_url_is_a_near_copy(self) -> None:
        seen = flow(page(0, "A", "T1"), page(1, "B", "T1~"))
        assert seen.story() == ["A new T1", "B copy of A"]
        values = as_dict(seen.events[-1].headers)
        assert (values[headers.COPY_KIND], values[headers.CHANGE]) == ("near", "edited")
        assert 0.8 < float(values[headers.JACCARD]) < float(values[headers.SIMILARITY]) < 1
        assert values.keys().isdisjoint({headers.SKETCH, headers.MATCHED})
        assert re.fullmatch(r"\d+-\d+", values[headers.PASSAGES])
        assert values[headers.EVIDENCE] == "sample"

    def test_an_update_tells_that_it_extends_and_by_what(self) -> None:
        values = as_dict(flow(page(0, "A", "T1"), page(1, "B", "T1+")).events[-1].headers)
        assert (values[headers.CHANGE], values[headers.DIFFERS]) == ("extends", "ending")
        assert values[headers.COVERAGE] == "1.000"
        assert 0.6 < float(values[headers.SIMILARITY]) < 0.75

    @pytest.mark.parametrize("words, evidence", [(60, "whole"), (2_000, "sample")])
    def test_a_copy_without_passages_says_why(self, words: int, evidence: str) -> None:
        """Of a short text all of what is new is told, and none means none; of a long one a changed word can be out of sight."""
        text = " ".join(f"word{number}" for number in range(words))
        pages = [
            page(
                number,
                article,
                "T1",
                more={headers.SKETCH: to_text(made(body)), headers.COPY_HASH: copy_hash(body)},
            )
            for number, (article, body) in enumerate(
                [("A", text), ("B", text.removesuffix(f" word{words - 1}"))]
            )
        ]
        values = as_dict(flow(*pages).events[-1].headers)
        assert values[headers.COPY_KIND] == "near"
        assert headers.PASSAGES not in values
        assert values[headers.EVIDENCE] == evidence

    def test_an_exact_copy_tells_what_differs_beside_the_text(self) -> None:
        titled = {headers.SKETCH: sketched("t1", "en", "A headline of its own")}
        values = as_dict(flow(page(0, "A", "T1"), page(1, "B", "T1", more=titled)).events[-1].headers)
        assert (values[headers.COPY_KIND], values[headers.SIMILARITY]) == ("exact", "1.000")
        assert values[headers.DIFFERS] == "title"

    def test_the_first_in_the_log_is_the_original_of_all(self) -> None:
        seen = flow(page(0, "A", "T1"), page(1, "B", "T1~"), page(2, "C", "T1+"), page(3, "D", "T1~"))
        assert seen.story() == ["A new T1", "B copy of A", "C copy of A", "D copy of A"]

    def test_a_story_that_grows_on_its_url_is_replaced(self) -> None:
        seen = flow(page(0, "A", "T1"), page(1, "A", "T1~"), page(2, "A", "T1+"))
        assert seen.story() == ["A new T1", "A replaced T1~", "A replaced T1+"]

    def test_the_text_it_grew_to_is_what_others_are_compared_with(self) -> None:
        seen = flow(page(0, "A", "T1"), page(1, "A", "T2"), page(2, "B", "T1~"), page(3, "C", "T2~"))
        assert seen.story()[2:] == ["B new T1~", "C copy of A"]

    def test_a_published_page_that_becomes_a_near_copy_is_retracted(self) -> None:
        seen = flow(page(0, "A", "T1"), page(1, "B", "T2"), page(2, "B", "T1~"), page(3, "C", "T2~"))
        assert seen.story()[2:] == ["B copy of A", "B retracted", "C new T2~"]

    def test_a_near_copy_with_a_text_of_its_own_is_published(self) -> None:
        seen = flow(page(0, "A", "T1"), page(1, "B", "T1~"), page(2, "B", "T2"), page(3, "C", "T2+"))
        assert seen.story()[1:] == ["B copy of A", "B replaced T2", "C copy of B"]

    def test_a_story_that_its_article_left_belongs_to_who_brings_it_next(self) -> None:
        seen = flow(
            page(0, "A", "T1"),
            page(1, "B", "T1~"),
            page(2, "A", "T2"),
            page(3, "C", "T1+"),
            page(4, "A", "T1"),
        )
        assert seen.story()[2:] == ["A replaced T2", "C new T1+", "A copy of C", "A retracted"]

    def test_a_flip_frees_the_story_left_behind(self) -> None:
        seen = flow(page(0, "A", "T1", "en"), page(1, "A", "T2", "fr"), page(2, "B", "T1~", "en"))
        assert seen.story()[-1] == "B new T1~"

    def test_two_languages_in_one_partition_share_no_near_copies(self) -> None:
        assert flow(page(0, "A", "T1", "en"), page(1, "B", "T1~", "de")).story()[-1] == "B new T1~"

    def test_the_same_message_again_gives_the_same_evidence(self) -> None:
        story = (page(0, "A", "T1"), page(1, "B", "T1~"))
        once, twice = flow(*story), flow(*story, *story)
        assert twice.events == once.events * 2

    def test_a_message_without_a_sketch_has_exact_copies_only(self) -> None:
        """One that an earlier release cleaned."""
        bare = [
            Message(
                m.topic, 0, m.offset, START, m.key, m.value, with_values(m.headers, {headers.SKETCH: None})
            )
            for m in (page(0, "A", "T1"), page(1, "B", "T1"), page(2, "C", "T1~"))
        ]
        assert flow(*bare).story() == ["A new T1", "B copy of A", "C new T1~"]
