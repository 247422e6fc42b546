"""What checks a run must itself be able to fail."""

from collections.abc import Mapping

import pytest

from tests.support.pages import page
from tests.support.scenario import Expected, scenario
from tests.support.verify import Ledger, problems, wrong_fates
from worker.core import headers
from worker.core.copies.compare import CopyKind
from worker.core.model import Message, Topic

PAIR = [
    Expected(page(number, text=1), ("published", "copy"), pair=1, kind=CopyKind.NEAR) for number in (1, 2)
]
FATES = (
    {"fate": "published", "article_id": "A", "ce_id": "a"},
    {"fate": "copy", "article_id": "B", "ce_id": "b", "copy_of": "A"},
)
EVENT = {headers.CE_ID: "b", headers.CE_TIME: "2026-01-01T00:00:00Z", headers.ORIGIN: "pages.raw:0:1"}
COPY = {headers.COPY_KIND: "near", headers.COPY_OF: "A"}


def run(*fates: Mapping[str, str], copies: tuple[Mapping[str, str], ...] = (COPY,)) -> Ledger:
    """The topics after a run over the pair: a fate each, and what was sent of the copy."""
    raw = [message("pages.raw", n, expected.row.value(), {}) for n, expected in enumerate(PAIR)]
    events = [message("articles.copies", n, b"{}", {**EVENT, **values}) for n, values in enumerate(copies)]
    found = Ledger({topic: [] for topic in Topic} | {Topic.PAGES_RAW: raw, Topic.ARTICLES_COPIES: events})
    for number, fate in enumerate(fates):
        found.fates[f"pages.raw:0:{number}"].append(dict(fate))
    return found


def message(topic: str, offset: int, value: bytes, values: Mapping[str, str]) -> Message:
    return Message(topic, 0, offset, 0, b"key", value, headers.encode(values))


def test_one_of_a_pair_is_the_others_copy() -> None:
    assert wrong_fates(run(*FATES), PAIR) == []


@pytest.mark.parametrize(
    "found",
    [
        run(FATES[0], FATES[0]),
        run(FATES[1], FATES[1]),
        run(FATES[0], {**FATES[1], "copy_of": "B"}),
        run({**FATES[0], "fate": "replaced"}, FATES[1]),
        run(*FATES, copies=()),
        run(*FATES, copies=({**COPY, headers.COPY_KIND: "exact"},)),
    ],
    ids=["no copy", "two copies", "a copy of itself", "replaced", "no event", "another kind"],
)
def test_a_pair_that_came_out_wrong_is_told(found: Ledger) -> None:
    assert wrong_fates(found, PAIR) != []


def test_a_page_that_is_not_there_is_told() -> None:
    assert wrong_fates(run(*FATES), [*PAIR, Expected(page(3), ("published",))]) != []


@pytest.mark.parametrize(
    "again, ways",
    [({**COPY, headers.COPY_OF: "C"}, 1), ({**COPY, headers.JACCARD: "0.9"}, 1), (COPY, 0)],
)
def test_a_copy_that_is_sent_again_must_be_the_same(again: Mapping[str, str], ways: int) -> None:
    told = problems(run(*FATES, copies=(COPY, again)))
    assert len([line for line in told if line.startswith("pages.raw:0:1 is a copy in 2 ways")]) == ways


def test_a_copy_without_its_event_is_told() -> None:
    assert "pages.raw:0:1 is copy, but its event b is not there" in problems(run(*FATES, copies=()))


def test_the_scenario_has_every_way_to_relate() -> None:
    """No two of its pages are told from each other by less than address and time."""
    pages = list(scenario(20))
    assert {fate for expected in pages for fate in expected.fates} == {
        "published",
        "replaced",
        "unchanged",
        "stale",
        "copy",
    }
    assert {expected.kind for expected in pages} == {None, *CopyKind}
    assert len({(expected.row.url, expected.row.fetched_at) for expected in pages}) == len(pages)
