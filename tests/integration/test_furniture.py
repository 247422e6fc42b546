"""`dateline furniture` over a range of pages.raw, on a real Kafka."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.broker import Kafka
from tests.support.deployment import Deployment
from tests.support.kafka import read_all
from tests.support.sites import FOLDER, records
from worker.core.model import Topic

pytestmark = pytest.mark.integration


def expected(name: str) -> str:
    return (FOLDER / name / "expected.toml").read_text("utf-8")


def load(deployment: Deployment, folder: Path, name: str) -> str:
    """Load a site's pages; the next record time after theirs."""
    file = folder / f"{name}.jsonl"
    file.write_bytes(b"\n".join(records(name)))
    deployment.dateline("load", str(file))
    last = max(page.timestamp for page in read_all(deployment.bootstrap, deployment.name(Topic.PAGES_RAW)))
    return datetime.fromtimestamp((last + 1) / 1000, UTC).isoformat()


def test_furniture_is_learned_of_a_range_of_pages(kafka: Kafka, tmp_path: Path) -> None:
    """Partitions are read as they come, and the file is the same as of the pages' file; the range is by record time."""
    deployment = Deployment(kafka.bootstrap, f"furniture-{os.getpid()}.")
    deployment.dateline("topics", "create")
    between = load(deployment, tmp_path, "german-text")
    load(deployment, tmp_path, "english-html")

    later = deployment.dateline("furniture", "learn", "--since", between)
    assert later.stdout == expected("english-html")
    assert "12 articles of 1 site: 3 blocks" in later.stderr

    file = tmp_path / "furniture.toml"
    deployment.dateline("furniture", "learn", "--until", between, "--out", str(file))
    assert file.read_text("utf-8") == expected("german-text")

    tried = deployment.dateline("furniture", "check", str(file), "--until", between)
    assert [line.split("\t")[0] for line in tried.stdout.splitlines()] == ["11", "11", "11"]

    none = deployment.dateline("furniture", "learn", "--since", "2999-01-01", check=False)
    assert none.returncode == 1
    assert "no article with an address among no pages" in none.stderr
