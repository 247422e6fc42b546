"""What holds for any story of pages, in any order of dedupe's partitions."""

import random

from hypothesis import given
from hypothesis import strategies as st

from tests.support.stories import START, Flow, kin, page
from worker.core import headers
from worker.core.decisions import Kind, Table, facts_of
from worker.core.model import Message, Topic
from worker.stages.batch import BatchDecider

ARTICLES, TEXTS, LANGS = "ABC", ("T1", "t1", "T1~", "T2", "T2+"), ("en", "fr", "de")
Crawl = tuple[str, str, str, int]
crawls = st.lists(
    st.tuples(st.sampled_from(ARTICLES), st.sampled_from(TEXTS), st.sampled_from(LANGS), st.integers(0, 5)),
    max_size=14,
)


def pages(story: list[Crawl]) -> list[Message]:
    return [page(n, a, text, lang, hour=n + late) for n, (a, text, lang, late) in enumerate(story)]


def run(messages: list[Message], turns: random.Random) -> Flow:
    """All of them are identified while dedupe works now and then, its partitions in any order."""
    flow = Flow()
    for message in messages:
        flow.identify(message)
        if turns.random() < 0.3:
            flow.settle(turns.choice)
    flow.settle(turns.choice)
    return flow


def newest(flow: Flow) -> dict[str, str]:
    """The content hash of the version held of each article."""
    return {
        key: row["content_hash"]
        for (table, key), row in flow.versions.rows.items()
        if table == Table.ARTICLES.value
    }


@given(crawls, st.randoms(use_true_random=False))
def test_readers_end_with_the_newest_version_or_none(story: list[Crawl], turns: random.Random) -> None:
    """Every article is shown as its newest version, or not at all where that is a copy of one that is shown."""
    flow = run(pages(story), turns)
    held, shown = newest(flow), flow.shown()
    assert shown == {article: content for article, content in held.items() if article in shown}
    for article in held.keys() - shown.keys():
        canonical = original(flow, article)
        moved_on = kin(held[canonical]) != kin(held[article])
        assert moved_on or canonical in shown or original(flow, canonical) in shown


def original(flow: Flow, article: str) -> str:
    """The article that this one was last a copy of."""
    return [fate.copy_of for fate in flow.fates if fate.article_id == article and fate.copy_of][-1]


@given(crawls, st.randoms(use_true_random=False))
def test_no_text_is_shown_twice(story: list[Crawl], turns: random.Random) -> None:
    shown = [kin(content) for content in run(pages(story), turns).shown().values()]
    assert len(shown) == len(set(shown))


@given(crawls, st.randoms(use_true_random=False))
def test_every_page_ends_once(story: list[Crawl], turns: random.Random) -> None:
    flow = run(pages(story), turns)
    fated = [fate.offset for fate in flow.fates]
    published = [
        int(values[headers.ORIGIN].split(":")[2])
        for values in (headers.as_dict(e.headers) for e in flow.events if e.topic is Topic.ARTICLES_UNIQUE)
        if values[headers.KIND] != "retracted"
    ]
    assert sorted(fated + published) == list(range(len(story)))


@given(crawls, st.data(), st.randoms(use_true_random=False))
def test_sends_that_come_twice_change_nothing(
    story: list[Crawl], data: st.DataObject, turns: random.Random
) -> None:
    """A stretch of the input stands in the topic twice: the same ends, the same events, the same readers."""
    messages = pages(story)
    first = data.draw(st.integers(0, len(messages)))
    last = data.draw(st.integers(first, len(messages)))
    again = [
        Message(m.topic, m.partition, last + n, START, m.key, m.value, m.headers)
        for n, m in enumerate([*messages[first:last], *messages[last:]])
    ]
    once, twice = Flow().bring(*messages), run(messages[:last], turns)
    for message in again:
        twice.identify(message)
    twice.settle(turns.choice)
    if all(lang == "en" for _, _, lang, _ in story):  # else who is first in dedupe's log hangs on its turns
        assert twice.ends() == once.ends()
        assert twice.shown() == once.shown()
    assert newest(twice) == newest(once)
    assert twice.ends().keys() == set(range(len(story)))
    assert twice.shown().items() <= newest(twice).items()


@given(crawls)
def test_a_batch_decides_as_the_stream_does(story: list[Crawl]) -> None:
    messages = pages(story)
    flow, batch = Flow().bring(*messages), BatchDecider()
    verdicts = [batch.decide(facts_of(message)) for message in messages]
    kinds = {"published": Kind.NEW}
    assert {n: kinds.get(v.fate.value, v.fate.value) for n, v in enumerate(verdicts)} == flow.ends()
    assert [v.copy_of for v in verdicts if v.copy_of] == [fate.copy_of for fate in flow.fates if fate.copy_of]
    assert sum(v.retracted for v in verdicts) == sum(line.endswith("retracted") for line in flow.story())


@given(crawls)
def test_a_version_held_is_never_older_than_what_was_seen(story: list[Crawl]) -> None:
    flow = Flow().bring(*pages(story))
    for (table, article), row in flow.versions.rows.items():
        if table == Table.ARTICLES.value:
            seen = [START + (n + late) * 3_600_000 for n, (a, _, _, late) in enumerate(story) if a == article]
            assert row["newest"] == max(seen)
