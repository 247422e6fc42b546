"""`validate`, on messages that no example shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.core.model import Topic
from worker.schemas import validate
from worker.schemas.check import message
from worker.schemas.folder import read, shipped

OWN = [topic for topic in Topic if topic not in {Topic.IDENTIFY_STATE, Topic.DEDUPE_STATE}]
NEW = read(shipped()).examples["articles.tagged/examples/new"]
pairs = st.lists(
    st.tuples(st.sampled_from(["content-type", "ce_kind", "ce_type", "x"]), st.binary(max_size=40))
)


@given(st.sampled_from(OWN), st.none() | st.binary(max_size=200), pairs)
def test_any_bytes_are_judged(topic: Topic, value: bytes | None, headers: list[tuple[str, bytes]]) -> None:
    """Whatever stands on a topic, the answer is a list of lines."""
    assert all(isinstance(line, str) for line in validate(topic, value, headers))


def test_a_tombstone_is_no_tagged_event() -> None:
    """A message without a value isn't one of ours."""
    _, headers, key = message(NEW)
    assert validate(Topic.ARTICLES_TAGGED, None, headers, key) != []


def test_a_header_that_stands_twice() -> None:
    """A reader that takes the first and one that takes the last would disagree."""
    value, headers, _ = message(NEW)
    assert validate(Topic.ARTICLES_TAGGED, value, [*headers, headers[0]]) == [
        f"headers/{headers[0][0]}: stands there twice"
    ]


def test_a_header_that_is_no_text() -> None:
    """Header values are UTF-8."""
    value, headers, _ = message(NEW)
    changed = [(name, b"\xff" if name == "ce_leaders" else text) for name, text in headers]
    assert "headers/ce_leaders: is not UTF-8" in validate(Topic.ARTICLES_TAGGED, value, changed)


def test_foreign_headers_may_be_anything() -> None:
    """What a loader puts beside its page is its own affair."""
    assert validate(Topic.PAGES_RAW, b'{"text": "Talks"}', [("x", b"\xff"), ("x", b"1")]) == []


def test_the_key_is_looked_at_only_where_given() -> None:
    """Not every caller has it at hand."""
    value, headers, _ = message(NEW)
    assert validate(Topic.ARTICLES_TAGGED, value, headers) == []


@pytest.mark.parametrize("topic", [Topic.IDENTIFY_STATE, Topic.DEDUPE_STATE])
def test_topics_of_the_workers_own(topic: Topic) -> None:
    """The state topics have no contract: asking for it is a mistake, not a clean bill."""
    with pytest.raises(KeyError):
        validate(topic, b"{}", [])
