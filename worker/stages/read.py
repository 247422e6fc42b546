"""What a page comes to when it is read by itself: the result that children send to `dateline process`.

No library that reads pages is imported here, so that the parent starts fast and stays small.
"""

import msgspec

from worker.core import codec, headers
from worker.core.decisions import Facts
from worker.core.model import Headers, Reason


class ReadPage(msgspec.Struct, frozen=True, kw_only=True):
    """What one page comes to, before anyone asks whether it is new or a copy."""

    body: bytes  # the JSON of a tagged event; of a page that can't be read, its fields as far as known
    facts: Facts | None = None  # what decides whether it is new; None where the page is rejected
    ce_id: str | None = None
    reason: Reason | None = None  # only where the page is rejected
    detail: str | None = None


def placeholder(value: bytes, given: Headers) -> dict[str, object]:
    """What stands in place of an event's body for a page without an article: its id and URL, all other fields empty."""
    named: dict[str, object] = {"id": None, "url": headers.as_dict(given).get("url")}
    try:
        page = codec.from_json(value)
    except ValueError:
        page = None
    if isinstance(page, dict):
        named = {name: page[name] if isinstance(page.get(name), str) else None for name in named}
    return {**named, **EMPTY}


EMPTY: dict[str, object] = {
    "article_id": None,
    "title": None,
    "text": "",
    "lang": None,
    "published": None,
    "removed": [],
    "countries": [],
    "leaders": [],
}
