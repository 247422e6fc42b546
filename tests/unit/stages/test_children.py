"""What a child has loaded once it is ready: its first page is no slower than others, and the least memory holds it all."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from worker.settings import LEAST_MEMORY

REPO = Path(__file__).parents[3]
SCRIPT = f"""
import json, resource, sys, time
from worker import sources
from worker.core.codec import pack, unpack
from worker.settings import Settings
from worker.stages import children, jobs
from worker.stages.read import ReadPage

resource.setrlimit(resource.RLIMIT_AS, ({LEAST_MEMORY}, {LEAST_MEMORY}))
read = children.build(jobs.config(Settings(), ("page",)))["page"]
seconds, articles = [], 0
for row in sources.read(["samples/pages.jsonl"], sys.stdin.buffer):
    begun = time.process_time()
    articles += unpack(read(pack(row.message)), ReadPage).facts is not None
    seconds.append(time.process_time() - begun)
print(json.dumps({{"seconds": seconds, "articles": articles}}))
"""


class Child(msgspec.Struct):
    """What the samples took, one after the other, in seconds of CPU, and how many were articles."""

    seconds: list[float]
    articles: int


@pytest.fixture(scope="module")
def child() -> Child:
    """A fresh process, held to the least memory that the settings allow, has read the samples."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=REPO, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return msgspec.json.decode(done.stdout, type=Child)


def test_the_first_page_does_not_pay_for_what_is_loaded_once(child: Child) -> None:
    """It took 2 s of CPU, where the page itself takes 0.02: a short deadline made every first page a timeout."""
    assert child.seconds[0] < 0.5


def test_the_least_memory_is_enough_to_read_pages(child: Child) -> None:
    assert child.articles >= 25
