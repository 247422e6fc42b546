"""The whole of the real pages, through Kafka and through `dateline process`: the same ids and the same bytes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.corpus import CORPORA, pages
from tests.support.deployment import TWO_CHILDREN, Deployment
from tests.support.kafka import produce
from tests.support.pages import many
from tests.support.verify import PUBLISHED, origins, problems
from tests.support.workers import REPO, workers
from worker.core.model import Topic

pytestmark = [pytest.mark.integration, pytest.mark.slow]


def rows() -> list[bytes]:
    """The real pages; made-up ones where the corpora are not there."""
    if not CORPORA.exists():
        return [row.value() for row in many(1000)]
    return [json.dumps(row).encode() for row in pages()]


def processed(source: Path) -> list[tuple[str, bytes]]:
    """Event id and line of each page that `process` would publish. Every page is taken by itself."""
    command = [sys.executable, "-m", "worker", "process", str(source), "--jobs", "2", "--no-dedupe"]
    out = subprocess.run(command, cwd=REPO, capture_output=True, check=True).stdout
    lines = [(json.loads(line), line) for line in out.splitlines()]
    return [(row["ce_id"], line) for row, line in lines if row["fate"] == "published"]


def test_the_stream_gives_the_ids_and_bytes_of_process(deployment: Deployment, tmp_path: Path) -> None:
    """Every event of the stream ends the line that `process` writes, byte by byte; at least 90 % are published."""
    values = rows()
    source = tmp_path / "rows.jsonl"
    source.write_bytes(b"\n".join(values) + b"\n")
    raw = deployment.name(Topic.PAGES_RAW)
    produce(deployment.bootstrap, raw, [((json.loads(v)["url"] or "").encode() or None, v) for v in values])
    with workers(tmp_path, deployment.environ | TWO_CHILDREN) as crew:
        deployment.wait_until_settled(crew, 1200)
        assert crew[0].stop() == 0, crew[0].tail()
    found = deployment.ledger()
    assert problems(found) == []
    taken = processed(source)
    lines = dict(taken)
    events = {name: same[-1].value or b"" for name, same in found.events.items()}
    assert set(events) <= set(lines)
    assert [name for name, body in events.items() if not lines[name].endswith(body[1:])] == []
    fates = [found.fate(origin)["fate"] for origin in origins(found)]
    print(f"\n{len(values)} pages, {len(events)} events, {fates.count('rejected')} rejected")
    assert sum(fate in PUBLISHED for fate in fates) >= 0.9 * len(values)
    assert len(values) - fates.count("rejected") - fates.count("dead") == len(taken)
