"""What came in on the topic, to a page: both input forms of `pages.raw`.

Either JSON of `RawPage`'s fields, or the page's own bytes with `content-type: text/html | text/plain` and the headers
`url`, `fetched-at`, `charset`. What can't be read is a typed rejection; what may be left out (an unreadable time) is
dropped and noted.
"""

import json
from typing import Any

import msgspec

from worker.core import codec, digest, headers, times
from worker.core.clean.page import charset, documents
from worker.core.clean.page.htmltree import PIECE_LIMIT
from worker.core.clean.text import writing
from worker.core.clean.text.composed import composed
from worker.core.clean.text.wellformed import Unrepresentable, well_formed
from worker.core.model import PAGE_LIMIT, Message, PageJson, RawPage, Reason, Rejection

_LINE_ENDS = "\n\r\u2028\u2029"
HTML, PLAIN = "text/html", "text/plain"
MEDIA = {HTML: HTML, "application/xhtml+xml": HTML, PLAIN: PLAIN}


def parse_page(message: Message) -> RawPage | Rejection:
    """The page of a record on `pages.raw`, or why there is none."""
    data = message.value or b""
    if not data:
        return Rejection(Reason.EMPTY, "the record has no value")
    if len(data) > PAGE_LIMIT:
        return Rejection(Reason.TOO_LARGE, f"{len(data)} bytes, the limit is {PAGE_LIMIT}")
    values = headers.as_dict(message.headers)
    media = MEDIA.get(values.get(headers.CONTENT_TYPE, "").split(";")[0].strip().lower())
    return _from_json(data) if media is None else _from_bytes(data, media, values)


def _from_bytes(data: bytes, media: str, values: dict[str, str]) -> RawPage | Rejection:
    content_type = values[headers.CONTENT_TYPE]
    decoded = charset.decode(data, values.get("charset"), content_type)
    if decoded is None:
        return Rejection(Reason.UNKNOWN_ENCODING, f"{len(data)} bytes that no charset reads as text")
    page = PageJson(
        url=values.get("url"),
        fetched_at=values.get("fetched-at"),
        html=decoded.text if media == HTML else None,
        text=decoded.text if media == PLAIN else None,
        content_type=content_type,
        charset=decoded.charset,
    )
    return _raw_page(page, digest.raw_digest(data), (decoded.note,) if decoded.note else ())


def _from_json(data: bytes) -> RawPage | Rejection:
    try:
        value = codec.convert(_loads(data), dict[str, Any])
        page = codec.convert(well_formed(value), PageJson)
    except Unrepresentable as error:
        return Rejection(Reason.MALFORMED, f"not representable: {error}")
    except (ValueError, RecursionError) as error:
        return Rejection(Reason.MALFORMED, f"not the JSON of a page: {str(error)[:200]}")
    unknown = sorted(value.keys() - set(PageJson.__struct_fields__))
    notes = tuple(f"unknown field ignored: {name[:50]}" for name in unknown[:10])
    content = page.html or page.text or ""
    return _raw_page(page, digest.raw_digest(content.encode("utf-8", "replace")), notes)


def _loads(data: bytes) -> Any:
    """The JSON value: by the standard reader where the fast one is stricter than pages are (surrogates, broken UTF-8, NaN)."""
    try:
        return codec.from_json(data)
    except ValueError:
        return json.loads(data.decode("utf-8-sig", "replace"), parse_constant=lambda _: None)


def _raw_page(page: PageJson, raw_digest: str, notes: tuple[str, ...]) -> RawPage | Rejection:
    html = page.html if page.html and page.html.strip() else None
    text = page.text if html is None else None
    if html is None and not (text and text.strip()):
        return Rejection(Reason.EMPTY, "neither html nor text in the page")
    content = html or text or ""
    if why := writing.why_none(content):
        return Rejection(Reason.UNKNOWN_ENCODING, why)
    if other := documents.what(content):
        return Rejection(Reason.NOT_AN_ARTICLE, f"{other}, no page")
    if len(content) > PIECE_LIMIT and (lines := sum(map(content.count, _LINE_ENDS))) > PIECE_LIMIT:
        return Rejection(Reason.TOO_LARGE, f"{lines} lines, the limit is {PIECE_LIMIT}")
    fetched_at, published, time_notes = _times(page)
    return RawPage(
        **{
            **msgspec.structs.asdict(page),
            "title": composed(page.title) if page.title else page.title,
            "html": composed(html) if html else None,
            "text": composed(text) if text else None,
            "fetched_at": fetched_at,
            "published": published,
            "notes": (*notes, *time_notes),
            "raw_digest": raw_digest,
        }
    )


def _times(page: PageJson) -> tuple[str | None, str | None, list[str]]:
    fetched_at = times.utc(page.fetched_at) if page.fetched_at else None
    published = times.iso(page.published) if page.published else None
    notes = [
        f"{name} dropped, not a time: {given[:40]}"
        for name, given, read in (
            ("fetched_at", page.fetched_at, fetched_at),
            ("published", page.published, published),
        )
        if given and read is None
    ]
    if published and published[:10] > times.last_day(fetched_at):
        return fetched_at, None, [*notes, f"published dropped, after the page was fetched: {published}"]
    return fetched_at, published, notes
