"""One owner's way with its log: claims, reading back, fencing, other logs, trimmed logs."""

import asyncio
import gc
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.support.stories import HOUR, START, page
from tests.unit.state.world import Broker, Log, Process
from worker.core import headers, identity
from worker.core.decisions import Facts, Ruling, facts_of
from worker.core.errors import Fenced, PoisonPage, SettingsError, Unavailable
from worker.core.identity import Identified
from worker.state.index import Index
from worker.state.log import Claim, Decided, Holder, LogRecord, decode, encode
from worker.state.log import decided as record_of
from worker.state.owner import PartitionState
from worker.state.partitions import Partitions
from worker.state.retention import Retention

PLACE = ("identify", 0)


class Owner:
    """A state on a log in memory, and what its worker would be told."""

    def __init__(self, broker: Broker, folder: Path, cluster: str = "cluster") -> None:
        self.failures: list[Exception] = []
        self.world = Process(broker, folder)
        self.log = Log(broker, self.world, PLACE, cluster)
        self.state = PartitionState[Identified](
            lambda name: Index(folder, "identify-0", name, Retention()),
            self.log,
            identity.rule,
            lambda: START + HOUR,
            self.failures.append,
        )

    async def ready(self) -> "Owner":
        self.state.start()
        async with asyncio.timeout(10):
            await self.state.ready()
        return self

    def kind(self, offset: int, article: str, text: str, **more: Any) -> Awaitable[str]:
        return kind_of(self.state.decide(facts_of(page(offset, article, text, **more))))


async def kind_of(ruling: Awaitable[Ruling[Identified]]) -> str:
    async with asyncio.timeout(10):
        return (await ruling).decision.kind.value


def records(broker: Broker) -> list[LogRecord]:
    return broker.logs[PLACE]


async def test_an_owner_claims_before_it_decides(tmp_path: Path) -> None:
    broker = Broker()
    owner = Owner(broker, tmp_path)
    early = owner.kind(0, "A", "T1")
    assert records(broker) == []
    await owner.ready()
    assert await early == "new"
    assert [type(decode(record.value)) for record in records(broker)] == [Claim, Decided]
    assert records(broker)[1].key == b"pages.raw:0:0"
    await owner.state.close()


async def test_decisions_on_their_way_count_for_those_after_them(tmp_path: Path) -> None:
    """None waits for another: a thousand are decided before the first is read back."""
    broker = Broker()
    owner = await Owner(broker, tmp_path).ready()
    results = [owner.kind(n, "A", f"T{n // 2}") for n in range(1000)]
    assert owner.state.status().pending == 1000
    assert [await result for result in results] == ["new", "unchanged", *["replaced", "unchanged"] * 499]
    assert owner.state.status().pending == 0
    await owner.state.close()


async def test_a_known_page_gets_its_decision_without_another_record(tmp_path: Path) -> None:
    broker = Broker()
    owner = await Owner(broker, tmp_path).ready()
    twice = [owner.kind(0, "A", "T1"), owner.kind(0, "A", "T1")]
    assert [await result for result in twice] == ["new", "new"]
    assert await owner.kind(0, "A", "T1") == "new"
    assert len(records(broker)) == 2
    await owner.state.close()


async def test_a_waiter_that_gave_up_does_not_harm_the_others(tmp_path: Path) -> None:
    owner = await Owner(Broker(), tmp_path).ready()
    gone = owner.state.decide(facts_of(page(0, "A", "T1")))
    stays = owner.kind(0, "A", "T1")
    assert isinstance(gone, asyncio.Future)
    gone.cancel()
    assert await stays == "new"
    await owner.state.close()


async def test_a_foreign_claim_fences_what_is_on_its_way(tmp_path: Path) -> None:
    """The other's claim stands before our decision: it doesn't count, and we end."""
    broker = Broker()
    owner = await Owner(broker, tmp_path).ready()
    records(broker).append(LogRecord(1, START, b"claim", encode(Claim("another", START))))
    result = owner.kind(0, "A", "T1")
    with pytest.raises(Fenced, match="another"):
        await result
    with pytest.raises(Fenced):
        await owner.kind(1, "B", "T1")
    assert [type(error) for error in owner.failures] == [Fenced]
    assert not owner.state.status().ready
    await owner.state.close()


async def test_what_the_one_before_us_still_sends_does_not_count(tmp_path: Path) -> None:
    broker = Broker()
    first = await Owner(broker, tmp_path).ready()
    await first.kind(0, "A", "T1")
    second = await Owner(broker, tmp_path).ready()
    late = record_of(first.state.writer, facts_of(page(1, "B", "T1")), (), START)
    writes = (("origins", facts_of(page(1, "B", "T1")).key, {"kind": "stale", "offset": 1}),)
    records(broker).append(LogRecord(3, START, b"k", encode(Decided(late.by, START, START, START, writes))))
    broker.stir()
    async with asyncio.timeout(10):
        while second.state.status().applied < 3:  # noqa: ASYNC110 - the state tells nobody
            await asyncio.sleep(0)
    assert await second.kind(0, "A", "T1") == "new"
    assert await second.kind(1, "B", "T1") == "new"
    await second.state.close()
    await first.state.close()


async def test_a_restart_reads_only_the_tail(tmp_path: Path) -> None:
    broker = Broker()
    first = await Owner(broker, tmp_path).ready()
    for n in range(5):
        await first.kind(n, f"A{n}", "T1")
    await first.state.close()
    trimmed = records(broker)[-1:]  # all that a tail needs
    broker.logs[PLACE] = trimmed
    second = await Owner(broker, tmp_path).ready()
    assert await second.kind(6, "A0", "T1") == "unchanged"
    await second.state.close()


@pytest.mark.parametrize(
    "change", ["cluster", "topic made anew", "topic made anew and shorter", "trimmed past it"]
)
async def test_an_index_that_is_not_of_this_log_is_thrown_away(tmp_path: Path, change: str) -> None:
    broker = Broker()
    first = await Owner(broker, tmp_path).ready()
    for n in range(5):
        await first.kind(n, f"A{n}", "T1")
    await first.state.close()
    kept = {"topic made anew": 9, "topic made anew and shorter": 2}
    if change in kept:
        foreign = encode(Claim("someone", START))
        broker.logs[PLACE] = [LogRecord(n, START + 1, b"claim", foreign) for n in range(kept[change])]
    elif change == "trimmed past it":
        broker.logs[PLACE] = [LogRecord(50, START, b"claim", encode(Claim("someone", START)))]
    second = await Owner(broker, tmp_path, "another" if change == "cluster" else "cluster").ready()
    known = change == "cluster"  # it still reads the same log, from its start
    assert await second.kind(6, "A0", "T1") == ("unchanged" if known else "new")
    await second.state.close()


def test_in_a_trimmed_log_a_writers_first_decision_is_its_claim() -> None:
    """A zombie's record may be the first that is left: it doesn't make its successor's invalid."""
    holder = Holder()
    seen = []
    for writer in ("zombie", "owner", "zombie", "owner"):
        holder = holder.after(writer)
        seen.append(holder.writer)
    assert seen == ["zombie", "owner", "owner", "owner"]
    claimed = holder.claimed_by("next")
    assert [claimed.after("owner").writer, claimed.after("unheard of").writer] == ["next", "next"]


async def test_records_that_nobody_can_read_are_counted_and_passed(tmp_path: Path) -> None:
    broker = Broker()
    junk = [b"", None, b"not json", b"[]", b'{"by": 1}', b'{"v": 1, "by": "w"}']
    broker.logs[PLACE] = [LogRecord(n, START, None, value) for n, value in enumerate(junk)]
    owner = await Owner(broker, tmp_path).ready()
    assert owner.state.status().skipped == len(junk)
    assert await owner.kind(0, "A", "T1") == "new"
    await owner.state.close()


async def test_a_log_of_a_later_format_is_refused(tmp_path: Path) -> None:
    broker = Broker()
    broker.logs[PLACE] = [LogRecord(0, START, None, b'{"v": 2, "claim": "w", "at": 0}')]
    owner = Owner(broker, tmp_path)
    with pytest.raises(SettingsError, match="format 2"):
        await owner.ready()
    assert [type(error) for error in owner.failures] == [SettingsError]
    await owner.state.close()


@pytest.mark.parametrize("error", [Unavailable("no broker"), PoisonPage("undeliverable", "no broker")])
async def test_a_record_that_is_not_delivered_ends_the_ownership(tmp_path: Path, error: Exception) -> None:
    """Also where the producer blames the message: it's ours, and the pages in hand must come again, not end as dead."""
    owner = await Owner(Broker(), tmp_path).ready()
    owner.log.undeliverable = error
    with pytest.raises(Unavailable, match="no broker"):
        await owner.kind(0, "A", "T1")
    assert len(owner.failures) == 1
    await owner.state.close()


async def test_a_ruling_is_out_only_when_its_record_was_read_back(tmp_path: Path) -> None:
    """Taken by the producer, even delivered, isn't enough: another's claim may stand before it."""
    broker = Broker()
    owner = await Owner(broker, tmp_path).ready()
    owner.log.readable = False
    result = asyncio.ensure_future(owner.kind(0, "A", "T1"))
    await broker.until(lambda: len(records(broker)) == 2 and owner.world.idle)
    assert owner.state.status().pending == 1
    assert not result.done()
    owner.log.readable = True
    broker.stir()
    assert await result == "new"
    await owner.state.close()


async def test_a_folder_that_cannot_be_used_ends_it_before_anything_is_decided(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    owner = Owner(Broker(), tmp_path / "file")
    early = owner.kind(0, "A", "T1")
    with pytest.raises(SettingsError):
        await owner.ready()
    with pytest.raises(SettingsError):
        await early
    await owner.state.close()


async def test_a_partition_given_up_and_taken_again_is_claimed_anew(tmp_path: Path) -> None:
    broker = Broker()
    states = Partitions[Identified](lambda _: Owner(broker, tmp_path).state)
    assert await kind_of(states.decide(0, facts_of(page(0, "A", "T1")))) == "new"
    assert states.status()[0].entries == {"origins": 1, "articles": 1, "texts": 0, "sketches": 0}
    await states.close([0, 7])
    assert states.status() == {}
    states.open([0])
    assert await kind_of(states.decide(0, facts_of(page(1, "A", "T1")))) == "unchanged"
    claims = [
        entry.claim for entry in map(decode, (r.value for r in records(broker))) if isinstance(entry, Claim)
    ]
    assert len(set(claims)) == 2
    await states.close()


def test_times_of_a_record_never_lie_after_its_writing() -> None:
    """A page from 2099, by its own account or by its record's, is taken to be of now."""
    future = facts_of(page(0, "A", "T1", hour=1_000_000, more={headers.ORIGIN_TIME: str(START)}))
    assert (record_of("w", future, (), START + 5).time, record_of("w", future, (), START + 5).arrived) == (
        START,
        START,
    )
    late = Facts(
        **{name: getattr(future, name) for name in Facts.__struct_fields__} | {"origin": future.origin}
    )
    assert record_of("w", late, (), START - 5).arrived == START - 5


async def test_reading_the_log_further_is_progress(tmp_path: Path) -> None:
    """Or a worker that has hours of decisions to read would be taken for stuck, and ended."""
    owner = Owner(Broker(), tmp_path)
    opened = owner.state.advanced
    await owner.ready()
    claimed = owner.state.advanced
    assert claimed > opened
    await owner.kind(0, "A", "T1")
    assert owner.state.advanced > claimed
    await owner.state.close()


async def test_an_owner_that_catches_up_tells_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker = Broker()
    first = await Owner(broker, tmp_path / "first").ready()
    await asyncio.gather(*(first.kind(n, f"A{n}", "T1") for n in range(3)))
    await first.state.close()
    monkeypatch.setattr("worker.state.owner.TELL_EVERY", 0)
    second = Owner(broker, tmp_path / "second")
    with capture_logs() as told:
        second.state.start()
        async with asyncio.timeout(10):
            await second.state.ready()
    await second.state.close()
    assert [line["event"] for line in told] == ["reading decisions", "decisions read"]
    assert (told[0]["index"], told[0]["end"]) == ("identify-0", 5)
    assert told[1]["applied"] == 5


async def test_a_full_disk_ends_an_ownership_with_one_line_and_nothing_else(tmp_path: Path) -> None:
    """What comes next is refused, nothing is acknowledged that wasn't kept, and giving the partition up raises nothing."""
    loud = quiet()
    broker = Broker()
    owner = await Owner(broker, tmp_path).ready()
    index = index_of(owner)
    index._db.execute(f"PRAGMA max_page_count = {index.size // 4096}")  # the file can't grow any more
    results = [owner.kind(n, f"A{n}", f"T{n}") for n in range(500)]
    ends = await asyncio.gather(*results, return_exceptions=True)
    assert {type(end) for end in ends} == {str, Unavailable}
    with pytest.raises(Unavailable):
        await owner.kind(501, "B", "T")
    await owner.state.close()
    assert [str(error).split(": ")[-1] for error in owner.failures] == [
        "database or disk is full; see DATELINE_STATE_DIR and its disk"
    ]
    known = ends.count("new")
    again = await Owner(broker, tmp_path).ready()
    assert [await again.kind(n, f"A{n}", f"T{n}") for n in range(known)] == ["new"] * known
    await again.state.close()
    gc.collect()
    assert loud == []


async def test_a_partition_is_given_up_though_its_disk_is_full(tmp_path: Path) -> None:
    """What can't be committed then is read from the log another time; the worker hears of it, once."""
    loud = quiet()
    broker = Broker()
    owner = await Owner(broker, tmp_path).ready()
    assert await owner.kind(0, "A", "T1") == "new"
    index_of(owner)._db.execute("PRAGMA query_only = 1")
    await owner.state.close()
    assert [type(error) for error in owner.failures] == [Unavailable]
    again = await Owner(broker, tmp_path).ready()
    assert await again.kind(1, "A", "T1") == "unchanged"
    await again.state.close()
    gc.collect()
    assert loud == []


def quiet() -> list[dict[str, Any]]:
    """What asyncio would write to stderr by itself from now on."""
    loud: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: loud.append(context))
    return loud


def index_of(owner: Owner) -> Index:
    assert owner.state._replica
    return owner.state._replica.index
