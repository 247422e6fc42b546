"""Records as a person or a program reads them: a line, or a JSON object."""

from typing import Any

from worker.cli.common import printable
from worker.cli.times import shown
from worker.core import headers
from worker.core.codec import from_json, to_json
from worker.core.model import Message, Topic

WIDTH = 90  # of a title or a message


def as_object(message: Message) -> bytes:
    """One JSON object: where the record stands, its key, its headers, its body (as JSON where it is that, else as text)."""
    return to_json(
        {
            "topic": message.topic,
            "partition": message.partition,
            "offset": message.offset,
            "timestamp": message.timestamp,
            "key": _text(message.key),
            "headers": headers.as_dict(message.headers),
            "body": body_of(message),
        }
    )


def as_line(message: Message) -> str:
    """One line for a person, by what the topic carries."""
    line = next((line for topic, line in LINES.items() if message.topic.endswith(topic)), _any_line)
    return printable(line(message))


def body_of(message: Message) -> Any:
    """The value as JSON where it is that, else as text; None where there is none."""
    try:
        return from_json(message.value or b"null")
    except ValueError:
        return _text(message.value)


def cut(text: str, width: int = WIDTH) -> str:
    """The text in one line of at most this width."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def _article_line(message: Message) -> str:
    values = headers.as_dict(message.headers)
    body = body_of(message)
    title = body.get("title") or body.get("text") or "" if isinstance(body, dict) else ""
    parts = [
        values.get(headers.CE_TIME, "")[:16],
        _kind(values).ljust(9),
        values.get(headers.LANG, "--").ljust(3),
        ", ".join(filter(None, values.get(headers.COUNTRIES, "").split(","))) or "-",
        cut(title) or values.get(headers.CE_SUBJECT, ""),
    ]
    if headers.COPY_OF in values:
        parts.append(f"copy of {values[headers.COPY_OF]}")
    return "  ".join(parts)


def _kind(values: dict[str, str]) -> str:
    """`new` of `dateline.article.new.v1`."""
    parts = values.get(headers.CE_TYPE, "").split(".")
    return parts[-2] if len(parts) > 1 else "?"


def _fate_line(message: Message) -> str:
    body = body_of(message)
    if not isinstance(body, dict):
        return _any_line(message)
    at = f"{body.get('topic')}:{body.get('partition')}:{body.get('offset')}"
    details = [str(body[name]) for name in ("reason", "article_id", "copy_of") if body.get(name)]
    return "  ".join([shown(message.timestamp), at, str(body.get("fate")).ljust(9), *details])


def _dead_line(message: Message) -> str:
    values = headers.as_dict(message.headers)
    error = values.get(f"{headers.ERRORS}exception.class.name", "?")
    text = values.get(f"{headers.ERRORS}exception.message", "")
    return "  ".join([shown(message.timestamp), message.coordinates, error, cut(text)])


def _page_line(message: Message) -> str:
    size = len(message.value or b"")
    return "  ".join(
        [shown(message.timestamp), message.coordinates, f"{size:>9,} bytes", _text(message.key) or "-"]
    )


def _any_line(message: Message) -> str:
    return "  ".join([_page_line(message), cut(_text((message.value or b"")[: 4 * WIDTH]) or "")])


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "replace")


LINES = {
    Topic.ARTICLES_CLEAN: _article_line,
    Topic.ARTICLES_IDENTIFIED: _article_line,
    Topic.ARTICLES_UNIQUE: _article_line,
    Topic.ARTICLES_TAGGED: _article_line,
    Topic.ARTICLES_COPIES: _article_line,
    Topic.PAGES_FATES: _fate_line,
    Topic.PAGES_DEAD: _dead_line,
    Topic.PAGES_RAW: _page_line,
    Topic.PAGES_REPLAY: _page_line,
}
