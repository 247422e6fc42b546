"""Job functions for tests: pages that end a child, that never end, or that come through."""

import json
import os
import time
from collections.abc import Callable

from worker.core.codec import pack, unpack
from worker.core.model import Message
from worker.stages.read import ReadPage


def build(_: str) -> dict[str, Callable[[bytes], bytes]]:
    """What `worker.stages.children` builds, but a page's text says what becomes of the child."""
    return {"page": _page}


def _page(payload: bytes) -> bytes:
    text = json.loads(unpack(payload, Message).value or b"{}")["text"]
    if text == "crash":
        os.abort()
    while text == "hang":
        time.sleep(1)
    return pack(ReadPage(body=json.dumps({"text": text}).encode()))
