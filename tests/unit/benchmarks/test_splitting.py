"""The simulation of split languages: the same on every machine, and each split is what it says."""

import pytest

from tests.benchmarks import splitting
from tests.benchmarks.splitting import ONE, SPLITS, Article, Run, cost, run
from worker.core.copies.sketching import ASKED

BY_NAME = {split.name: split for split in SPLITS}


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return splitting.stream(600)


@pytest.fixture(scope="module")
def one(articles: list[Article]) -> Run:
    return run(ONE, articles, 1)


def test_the_stream_is_drawn_the_same_each_time(articles: list[Article]) -> None:
    assert splitting.stream(600) == articles
    assert [article.day for article in articles] == sorted(article.day for article in articles)


def test_one_core_finds_nearly_all_copies_there_are(articles: list[Article], one: Run) -> None:
    assert 0.95 < len(one.copies) / splitting.copies_there_are(articles) <= 1


@pytest.mark.parametrize("name", ["time slices, all asked", f"owners of all {ASKED}"])
def test_where_all_are_asked_nothing_is_missed(name: str, articles: list[Article], one: Run) -> None:
    assert run(BY_NAME[name], articles, 4).copies == one.copies


@pytest.mark.parametrize("split", SPLITS, ids=lambda split: split.name)
def test_no_split_finds_more_or_works_more_than_one_core(
    split: splitting.Split, articles: list[Article], one: Run
) -> None:
    """A split finds no copy that isn't one, and no core of it does more than one core did alone."""
    found = cost(split, articles, 2, one)
    assert run(split, articles, 2).copies <= one.copies
    assert 0 < found.recall <= 1
    assert 0 < found.work <= 1.1
    assert 0 < found.memory <= 1.1


def test_who_asks_nobody_sends_nothing(articles: list[Article], one: Run) -> None:
    assert cost(BY_NAME["by the smallest hash"], articles, 4, one).wire == 0
    assert cost(BY_NAME["time slices, all asked"], articles, 4, one).wire == 3 * (
        splitting.QUESTION + splitting.ANSWER
    )
