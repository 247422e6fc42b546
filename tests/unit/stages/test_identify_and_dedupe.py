"""Who is a copy of whom, case by case, through both stages."""

from tests.support.stories import HOUR, START, Flow, page
from worker.core import headers
from worker.core.headers import as_dict, with_values
from worker.core.model import Message, Topic

DAY = 24 * HOUR
REPLAYED = {"ce_replayid": "r1", "ce_replayat": "pages.replay:0:7"}


def flow(*messages: Message) -> Flow:
    return Flow().bring(*messages)


class TestOnePage:
    """One page's versions."""

    def test_the_same_message_again_gives_the_same_outputs(self) -> None:
        """A redelivery gets the recorded decision: the same events, to the byte."""
        once = flow(page(0, "A", "T1"))
        twice = flow(page(0, "A", "T1"), page(0, "A", "T1"))
        assert twice.events == once.events * 2

    def test_the_same_text_crawled_again_is_unchanged(self) -> None:
        seen = flow(page(0, "A", "T1"), page(1, "A", "T1"))
        assert seen.story() == ["A new T1"]
        assert seen.ends() == {0: "new", 1: "unchanged"}

    def test_a_new_text_replaces(self) -> None:
        seen = flow(page(0, "A", "T1"), page(1, "A", "T2"))
        assert seen.story() == ["A new T1", "A replaced T2"]
        assert as_dict(seen.events[-1].headers)[headers.PREDECESSOR] == "content-en-T1"

    def test_a_text_that_goes_back_replaces_too(self) -> None:
        seen = flow(page(0, "A", "T1"), page(1, "A", "T2"), page(2, "A", "T1"))
        assert seen.story() == ["A new T1", "A replaced T2", "A replaced T1"]

    def test_a_page_older_than_the_version_held_is_stale(self) -> None:
        seen = flow(page(0, "A", "T2", hour=5), page(1, "A", "T1", hour=4))
        assert seen.story() == ["A new T2"]
        assert seen.ends() == {0: "new", 1: "stale"}

    def test_a_crawl_that_brings_nothing_new_still_moves_the_time_on(self) -> None:
        seen = flow(page(0, "A", "T1", hour=1), page(1, "A", "T1", hour=5), page(2, "A", "T2", hour=4))
        assert seen.ends() == {0: "new", 1: "unchanged", 2: "stale"}

    def test_of_equal_times_the_later_in_the_log_counts(self) -> None:
        seen = flow(page(0, "A", "T1", hour=1), page(1, "A", "T2", hour=1))
        assert seen.story() == ["A new T1", "A replaced T2"]

    def test_a_stale_page_does_not_move_the_time_back(self) -> None:
        seen = flow(page(0, "A", "T2", hour=5), page(1, "A", "T1", hour=1), page(2, "A", "T3", hour=4))
        assert seen.ends() == {0: "new", 1: "stale", 2: "stale"}

    def test_a_page_from_2099_is_of_its_arrival(self) -> None:
        """What comes after it is newer, and what was there before it is older, whatever the page said of itself."""
        arrived = {headers.ORIGIN_TIME: str(START + HOUR)}
        future = page(1, "A", "T2", hour=640_000, more=arrived)
        seen = flow(page(0, "A", "T1"), future, page(2, "A", "T3"), page(3, "A", "T1", hour=0))
        assert seen.ends() == {0: "new", 1: "replaced", 2: "replaced", 3: "stale"}
        assert flow(future, future).events == flow(future).events * 2

    def test_a_topic_made_anew_is_not_taken_for_the_old_one(self) -> None:
        """Offsets begin again at 0 there: the record's time tells the two apart."""
        later = page(5, "A", "T2", origin=0, hour=30)
        renewed = with_values(later.headers, {headers.ORIGIN_TIME: str(START + DAY)})
        seen = flow(page(0, "A", "T1"), Message("articles.clean", 0, 5, START, b"A", later.value, renewed))
        assert seen.story() == ["A new T1", "A replaced T2"]


class TestCopies:
    """One text under several URLs."""

    def test_the_text_under_another_url_is_a_copy_of_the_first_in_the_log(self) -> None:
        seen = flow(page(0, "A", "T1"), page(1, "B", "T1"))
        assert seen.story() == ["A new T1", "B copy of A"]
        assert seen.fates[0].copy_of == "A"

    def test_a_copy_carries_the_whole_article_and_says_of_what_it_is_one(self) -> None:
        original = page(1, "B", "T1")
        copied = flow(page(0, "A", "T1"), original).events[-1]
        values = as_dict(copied.headers)
        assert (copied.topic, copied.key, copied.value) == (Topic.ARTICLES_COPIES, b"B", original.value)
        assert values[headers.CE_TYPE] == "dateline.article.copy.v1"
        assert (values[headers.COPY_OF], values[headers.COPY_KIND]) == ("A", "exact")
        assert values.keys().isdisjoint({headers.ROUTE, headers.HOP, headers.STANDING})

    def test_a_copy_of_a_copy_names_the_one_that_publishes(self) -> None:
        seen = flow(page(0, "A", "T1"), page(1, "B", "T1"), page(2, "C", "T1"))
        assert seen.story() == ["A new T1", "B copy of A", "C copy of A"]

    def test_a_published_page_that_becomes_a_copy_is_retracted(self) -> None:
        seen = flow(page(0, "A", "T1"), page(1, "B", "T2"), page(2, "B", "T1"))
        assert seen.story() == ["A new T1", "B new T2", "B copy of A", "B retracted"]
        assert seen.ends() == {0: "new", 1: "new", 2: "copy"}

    def test_a_retraction_says_what_and_why_without_the_article(self) -> None:
        retraction = flow(page(0, "A", "T1"), page(1, "B", "T2"), page(2, "B", "T1")).events[-1]
        assert (retraction.topic, retraction.key) == (Topic.ARTICLES_UNIQUE, b"B")
        assert retraction.value == (
            b'{"article_id":"B","content_hash":"content-en-T1","copy_of":"A","event_time":"2026-01-01T02:00:00Z"}'
        )

    def test_a_copy_that_changes_into_another_copy_is_not_retracted_again(self) -> None:
        seen = flow(page(0, "A", "T1"), page(1, "C", "T2"), page(2, "B", "T1"), page(3, "B", "T2"))
        assert seen.story()[2:] == ["B copy of A", "B copy of C"]

    def test_what_a_retracted_page_published_is_free(self) -> None:
        seen = flow(page(0, "A", "T1"), page(1, "B", "T2"), page(2, "B", "T1"), page(3, "C", "T2"))
        assert seen.story()[-1] == "C new T2"

    def test_a_copy_that_gets_a_text_of_its_own_is_published(self) -> None:
        seen = flow(page(0, "A", "T1"), page(1, "B", "T1"), page(2, "B", "T2"))
        assert seen.story() == ["A new T1", "B copy of A", "B replaced T2"]

    def test_a_text_that_its_article_left_belongs_to_who_brings_it_next(self) -> None:
        """A's T1 is copied by B; A leaves T1; C brings it and owns it; A comes back to it as a copy of C."""
        seen = flow(
            page(0, "A", "T1"), page(1, "B", "T1"), page(2, "A", "T2"), page(3, "C", "T1"), page(4, "A", "T1")
        )
        assert seen.story() == [
            "A new T1",
            "B copy of A",
            "A replaced T2",
            "C new T1",
            "A copy of C",
            "A retracted",
        ]

    def test_a_copy_seen_again_after_its_original_moved_on_stays_as_it_is(self) -> None:
        """Its text hasn't changed, so nothing is said of it."""
        seen = flow(page(0, "A", "T1"), page(1, "B", "T1"), page(2, "A", "T2"), page(3, "B", "T1"))
        assert seen.ends() == {0: "new", 1: "copy", 2: "replaced", 3: "unchanged"}

    def test_a_new_version_with_the_same_words_keeps_its_claim(self) -> None:
        """Only the letters' case differs: another text for the page, the same for dedupe."""
        seen = flow(page(0, "A", "Words"), page(1, "A", "WORDS"), page(2, "B", "words"))
        assert seen.story() == ["A new Words", "A replaced WORDS", "B copy of A"]

    def test_a_claim_that_was_forgotten_is_not_given_up_for_another(self) -> None:
        """C owns the text since dedupe forgot A's claim; A leaving it changes nothing for C."""
        seen = flow(page(0, "A", "T1"))
        del seen.texts[0].rows["texts", "en:copy-t1"]
        seen.texts[0].index.put("A", None)
        seen.bring(page(1, "C", "T1"), page(2, "A", "T2"), page(3, "D", "T1"))
        assert seen.story()[1:] == ["C new T1", "A replaced T2", "D copy of C"]

    def test_equal_words_in_two_languages_are_two_texts(self) -> None:
        """Otherwise it would hang on whether the two share a partition."""
        seen = flow(page(0, "A", "T1", "en"), page(1, "B", "T1", "de"), page(2, "C", "T1", "fr"))
        assert seen.story() == ["A new T1", "B new T1", "C new T1"]


class TestLanguageFlips:
    """A page whose text changes its language has versions in several partitions."""

    def test_versions_stay_in_order_however_dedupe_partitions_take_turns(self) -> None:
        """All three versions are on their way when dedupe begins, and the partitions work in any order."""
        for choose in (min, max):
            seen = Flow()
            for message in (page(0, "A", "T1", "en"), page(1, "A", "T2", "fr"), page(2, "A", "T3", "en")):
                seen.identify(message)
            seen.settle(choose)
            assert seen.story() == ["A new T1", "A replaced T2", "A replaced T3"]

    def test_two_languages_in_one_partition(self) -> None:
        seen = Flow()
        for n, lang in enumerate(("en", "de", "en", "de")):
            seen.identify(page(n, "A", f"T{n}", lang))
        seen.settle()
        assert seen.story() == ["A new T0", "A replaced T1", "A replaced T2", "A replaced T3"]

    def test_a_flip_frees_the_text_left_behind(self) -> None:
        seen = flow(page(0, "A", "T1", "en"), page(1, "A", "T2", "fr"), page(2, "B", "T1", "en"))
        assert seen.story()[-1] == "B new T1"

    def test_a_text_that_comes_around_again_stays_its_articles(self) -> None:
        """The same words, on a way that passes the place where they are held: nobody can take them in between."""
        seen = flow(page(0, "A", "T0", "en"), page(1, "A", "T1", "fr"), page(2, "A", "Words", "en"))
        seen.identify(page(3, "A", "WORDS", "en"))
        seen.identify(page(4, "B", "words", "en"))
        seen.settle()
        assert seen.story()[3:] == ["B copy of A", "A replaced WORDS"]

    def test_a_text_whose_message_died_on_its_way_is_still_given_up(self) -> None:
        seen = flow(page(0, "A", "T0", "en"), page(1, "A", "T1", "fr"), page(2, "A", "Words", "en"))
        seen.identify(page(3, "A", "WORDS", "en"))
        seen.dedupe(0)
        seen.queues[1].clear()
        seen.bring(page(4, "A", "T4", "en"), page(5, "B", "words", "en"))
        assert seen.story()[3:] == ["A replaced T4", "B new words"]

    def test_a_flip_into_a_copy_is_retracted_by_what_the_first_hop_tells(self) -> None:
        seen = flow(page(0, "B", "T2", "fr"), page(1, "A", "T1", "en"), page(2, "A", "T2", "fr"))
        assert seen.story()[1:] == ["A new T1", "A copy of B", "A retracted"]

    def test_a_copy_that_flips_into_a_copy_is_not_retracted(self) -> None:
        seen = flow(
            page(0, "B", "T2", "fr"),
            page(1, "C", "T1", "en"),
            page(2, "A", "T1", "en"),
            page(3, "A", "T2", "fr"),
        )
        assert seen.story()[2:] == ["A copy of C", "A copy of B"]

    def test_a_version_with_an_unknown_past_is_retracted_to_be_safe(self) -> None:
        """Dedupe has forgotten what became of the version before."""
        seen = flow(page(0, "A", "T1"))
        seen.texts.clear()
        seen.bring(page(1, "B", "T2"), page(2, "A", "T2"))
        assert seen.story()[-2:] == ["A copy of B", "A retracted"]

    def test_the_way_is_short_again_when_nothing_older_can_be_on_its_way(self) -> None:
        seen = flow(page(0, "A", "T1", "en"), page(1, "A", "T2", "fr"))
        seen.now += 2 * DAY
        seen.bring(page(2, "A", "T3", "fr"), page(3, "A", "T4", "de"))
        routes = [
            as_dict(e.headers)[headers.ROUTE] for e in seen.events if e.topic is Topic.ARTICLES_IDENTIFIED
        ]
        assert routes == ["en", "en,fr", "en,fr", "fr", "fr,de", "fr,de"]

    def test_a_page_that_flips_without_end_has_a_way_of_bounded_length(self) -> None:
        seen = flow(*(page(n, "A", f"T{n}", ("en", "fr")[n % 2]) for n in range(40)))
        routes = [
            as_dict(e.headers)[headers.ROUTE] for e in seen.events if e.topic is Topic.ARTICLES_IDENTIFIED
        ]
        assert max(route.count(",") + 1 for route in routes) == 16
        assert seen.story()[-1] == "A replaced T39"


class TestTheSamePageTwice:
    """The same page at a later place of the input."""

    def test_a_second_send_of_the_newest_version_passes_once_more(self) -> None:
        """Clean was killed between send and acknowledgement: the page stands twice in the topic."""
        seen = flow(page(0, "A", "T1"), page(1, "A", "T1", origin=0))
        assert seen.story() == ["A new T1", "A new T1"]
        assert len(seen.ends()) == 1

    def test_a_second_send_does_not_overtake_the_version_after_it(self) -> None:
        """Two pages of one article from two partitions of `pages.raw`: one of them comes again behind the other."""
        seen = flow(page(0, "A", "T1"), page(1, "A", "T2"), page(2, "A", "T1", origin=0))
        assert seen.story() == ["A new T1", "A replaced T2"]

    def test_a_second_send_behind_a_flip_does_not_come_back(self) -> None:
        """Version 2 was decided at fr and version 3 has passed there when version 2 comes again."""
        seen = Flow()
        for n, lang in enumerate(("en", "fr", "en")):
            seen.identify(page(n, "A", f"T{n}", lang))
        again = seen.queues[0][1]
        seen.settle()
        seen.queues[0].append(
            Message("articles.identified", 0, 99, START, again.key, again.value, again.headers)
        )
        seen.settle()
        assert seen.story() == ["A new T0", "A replaced T1", "A replaced T2"]

    def test_a_replay_of_a_version_that_was_replaced_is_stale(self) -> None:
        again = page(2, "A", "T1", origin=0, more=REPLAYED)
        seen = flow(page(0, "A", "T1"), page(1, "A", "T2"), again)
        fate = seen.fates[-1]
        assert (fate.topic, fate.offset, fate.fate, fate.origin) == (
            "pages.replay",
            7,
            "stale",
            "pages.raw:0:0",
        )
        assert seen.story() == ["A new T1", "A replaced T2"]

    def test_a_version_that_died_at_identify_does_not_come_back_behind_its_successor(self) -> None:
        """Its decision stands, but dedupe never saw it. Redriven, it is stale, at whichever stage it had died."""
        seen = Flow()
        seen.identify(page(0, "A", "T1"))
        seen.queues.clear()
        seen.bring(page(1, "A", "T2"), page(2, "A", "T1", origin=0, more={headers.REPLAY_ID: "r1"}))
        assert seen.story() == ["A replaced T2"]
        fate = seen.fates[-1]
        assert (fate.offset, fate.fate, fate.stage) == (0, "stale", "identify")

    def test_the_newest_version_that_died_at_identify_is_published_once_redriven(self) -> None:
        seen = Flow()
        seen.identify(page(0, "A", "T1"))
        seen.queues.clear()
        again = {headers.REPLAY_ID: "r1"}
        seen.bring(page(1, "A", "T1", origin=0, more=again), page(2, "A", "T1", hour=3))
        assert seen.story() == ["A new T1"]
        assert seen.ends() == {0: "new", 2: "unchanged"}

    def test_a_crawl_that_ended_at_identify_ends_so_again(self) -> None:
        """Its fate is told once more, behind a newer version too: nothing of it was ever sent on."""
        again = page(3, "A", "T1", origin=1, more={headers.REPLAY_ID: "r1"})
        seen = flow(page(0, "A", "T1"), page(1, "A", "T1"), page(2, "A", "T2"), again)
        assert [fate.fate for fate in seen.fates if fate.offset == 1] == ["unchanged", "unchanged"]

    def test_a_replay_of_the_newest_version_is_published_as_it_was(self) -> None:
        again = page(2, "A", "T1", origin=0, more=REPLAYED)
        assert flow(page(0, "A", "T1"), again).story() == ["A new T1", "A new T1"]

    def test_the_newest_version_is_known_by_its_article_when_its_origin_is_forgotten(self) -> None:
        seen = flow(page(0, "A", "T0"), page(1, "A", "T1"))
        for key in [key for key in seen.versions.rows if key[0] == "origins"]:
            del seen.versions.rows[key]
        seen.bring(page(2, "A", "T1", origin=1))
        assert seen.story() == ["A new T0", "A replaced T1", "A replaced T1"]
