"""The sites of `tests/golden/furniture`, each a page with its furniture and stories to put in, as records of `pages.raw`."""

import json
import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "golden" / "furniture"
SITES = sorted(file.parent.name for file in FOLDER.glob("*/site.toml"))


def site(name: str) -> dict[str, Any]:
    """What the site's file says."""
    return tomllib.loads((FOLDER / name / "site.toml").read_text("utf-8"))


def records(name: str) -> list[bytes]:
    """The site's pages, a story each, with a number that differs from page to page."""
    content = site(name)
    kind = "html" if "html" in content else "text"
    return [
        json.dumps(
            {
                "url": story["url"],
                "title": story["title"],
                "fetched_at": f"{story['at']}T06:00:00Z",
                kind: _filled(content[kind], story["title"], story["text"], 117 + 31 * number),
            }
        ).encode()
        for number, story in enumerate(content["story"])
    ]


def _filled(page: str, title: str, text: list[str], number: int) -> str:
    paragraphs = "\n".join(f"<p>{line}</p>" for line in text) if "<" in page else "\n\n".join(text)
    return page.strip().replace("TITLE", title).replace("STORY", paragraphs).replace("NUMBER", str(number))
