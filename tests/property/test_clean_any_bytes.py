"""Whatever comes in: a value or a typed rejection, never an exception, and the same one twice."""

import json
import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.released import RULES
from worker.core import headers
from worker.core.clean.boilerplate.boilerplate import strip
from worker.core.model import Message, Outcome
from worker.rules import agencies, numerals
from worker.stages.clean import CleanHandler

HANDLER = CleanHandler(RULES, {"code": "test"}, agencies.load(), numerals.load())
BOUNDED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

tags = st.sampled_from(
    [
        "p",
        "div",
        "span",
        "ul",
        "li",
        "table",
        "tr",
        "td",
        "a",
        "script",
        "style",
        "h1",
        "h2",
        "article",
        "nav",
        "time",
        "title",
        "meta",
        "br",
        "html",
        "body",
        "svg",
    ]
)
words = st.text(string.ascii_letters + " .,«»\u0000\u200f\ud83d\ude00äשलक中", max_size=60)
markup = st.recursive(words, lambda inner: st.builds("<{0} class='{2}'>{1}</{0}>".format, tags, inner, words) | st.builds("{}<{}>{}".format, inner, tags, inner))  # fmt: skip
html = st.builds("<html><body>{}</body></html>".format, markup)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda v: st.lists(v) | st.dictionaries(st.text(), v),
)


def handled(value: bytes, media: bytes | None = None) -> Outcome:
    extra = ((headers.CONTENT_TYPE, media),) if media else ()
    message = Message("pages.raw", 0, 1, 1_700_000_000_000, None, value, extra)
    outcome = HANDLER.handle(message)
    assert HANDLER.handle(message) == outcome
    assert bool(outcome.outputs) is (outcome.fate is None)
    for output in outcome.outputs:
        body = json.loads((output.value or b"").decode("utf-8"))
        assert "\x00" not in body["text"]
    return outcome


@BOUNDED
@given(
    st.binary(max_size=400),
    st.sampled_from([None, b"text/html", b"text/plain", b"text/html; charset=utf-16"]),
)
def test_any_bytes(value: bytes, media: bytes | None) -> None:
    handled(value, media)


@BOUNDED
@given(html)
def test_any_markup(page: str) -> None:
    handled(page.encode("utf-8", "surrogatepass"), b"text/html")


@BOUNDED
@given(
    st.dictionaries(
        st.sampled_from(
            ["id", "url", "title", "html", "text", "fetched_at", "published", "lang", "site", "meta", "x"]
        ),
        json_values,
    )
)
def test_any_json(page: dict[str, object]) -> None:
    handled(json.dumps(page).encode())


@BOUNDED
@given(st.text(max_size=300), st.text(max_size=20), st.sampled_from(["text", "html"]))
def test_any_text_and_url(text: str, url: str, field: str) -> None:
    handled(json.dumps({"url": f"https://{url}/", field: text}).encode())


lines = st.lists(st.sampled_from(["", "Leave a Comment", "Previous Article", "More from The Post", "A. B. (Source: x y)", "- YouTube", "x " * 80, "A headline", "AP Photo/A B"]), max_size=12)  # fmt: skip


@BOUNDED
@given(lines)
def test_rules_only_ever_take_whole_passages(chosen: list[str]) -> None:
    """What is kept stands in the input in its order; nothing is both kept and counted as removed."""
    stripped = strip("\n".join(chosen), RULES, "en")
    kept = [line for line in stripped.text.split("\n") if line]
    taken = [line for item in stripped.removed for line in item.text.split("\n")]
    remaining = iter(chosen)
    assert all(any(line in whole for whole in remaining) for line in kept)
    assert sum(map(len, kept)) + sum(map(len, taken)) <= sum(map(len, chosen))
    assert strip(stripped.text, RULES, "en").text.count("\n") <= stripped.text.count("\n")
