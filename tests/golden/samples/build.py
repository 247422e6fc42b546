"""The sample pages: one folder a page under `pages/`, in the order of the crawl, made into the files of `samples/`.

    python -m tests.golden.samples.build

A folder holds `page.json` (what it shows, and the fields of the row), `page.html` or `page.txt`, and `expected.json`.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "pages"
SAMPLES = Path(__file__).parents[3] / "samples"
TABLE = "<!-- made by tests/golden/samples/build.py -->\n"
NOT_A_FIELD = {"shows", "form"}


@dataclass(frozen=True)
class Case:
    """One sample page: what it shows, its row, its bytes, and what must come of it."""

    name: str
    page: dict[str, Any]
    body: bytes
    kind: str  # "html" | "text"
    expected: dict[str, Any]

    @property
    def in_archive(self) -> bool:
        """Whether the page is handed in as a record of a web archive, not as a row of JSON."""
        return self.page.get("form") == "warc"


def cases() -> list[Case]:
    """All cases, in the order of the crawl."""
    return [_case(folder) for folder in sorted(CASES.iterdir())]


def _case(folder: Path) -> Case:
    page = json.loads((folder / "page.json").read_text())
    expected = json.loads((folder / "expected.json").read_text())
    html = folder / "page.html"
    body = (html if html.exists() else folder / "page.txt").read_bytes()
    return Case(folder.name, page, body, "html" if html.exists() else "text", expected)


def files() -> dict[str, bytes]:
    """The files of `samples/` by name, but for the prose of the README."""
    rows = [case for case in cases() if not case.in_archive]
    return {
        "pages.jsonl": b"".join(_row(case) for case in rows),
        "pages.warc": b"".join(_record(case) for case in cases() if case.in_archive),
    }


def table() -> str:
    """The table of the README: each page with what it shows and how it ends."""
    lines = ["| page | shows | fate |", "|---|---|---|"]
    lines += [f"| {case.name} | {case.page['shows']} | {_fate(case)} |" for case in cases()]
    return "\n".join(lines) + "\n"


def _fate(case: Case) -> str:
    fate = case.expected["fate"]
    detail = case.expected.get("copy_of") or case.expected.get("reason")
    return f"{fate} ({'of ' if fate == 'copy' else ''}{detail})" if detail else fate


def _row(case: Case) -> bytes:
    fields = {name: value for name, value in case.page.items() if name not in NOT_A_FIELD}
    return json.dumps({**fields, case.kind: case.body.decode()}, ensure_ascii=False).encode() + b"\n"


def _record(case: Case) -> bytes:
    """A WARC response with a fixed id, so that the same page makes the same file."""
    block = _lines("HTTP/1.1 200 OK", f"Content-Type: {case.page['content_type']}") + case.body
    head = _lines(
        "WARC/1.1",
        "WARC-Type: response",
        f"WARC-Record-ID: <urn:dateline:sample:{case.name}>",
        f"WARC-Date: {case.page['fetched_at']}",
        f"WARC-Target-URI: {case.page['url']}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block)}",
    )
    return head + block + b"\r\n\r\n"


def _lines(*lines: str) -> bytes:
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode()


def readme(present: str) -> str:
    """The README with the table made anew; its prose as it stands."""
    return present.split(TABLE, maxsplit=1)[0] + TABLE + table()


if __name__ == "__main__":
    for name, content in files().items():
        (SAMPLES / name).write_bytes(content)
    text = (SAMPLES / "README.md").read_text()
    (SAMPLES / "README.md").write_text(readme(text))
