"""What is read of pages that come as plain text, on the shared pages made into such: title, day and writers, and the text.

`whole` is all that a page shows, a line for each element, as crawlers store it: the site's top and foot and other stories with it. `gold` is the labelled
text below its title, its writers and its day, with a box of other pages' headlines behind the second paragraph: those that share most words with it, which
are taken for its own most easily. Each once with single line ends, once with a blank line between two lines.

`python -m tests.quality.plaintexts [--every N]` prints the table; there are no floors. Needs ../shared beside the checkout, and exits 77 without it.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import lxml.etree
import lxml.html

from tests.quality.text import Page, Read, read_of
from tests.quality.textscore import (
    CORPORA,
    SHINGLED,
    SKIPPED,
    are_same_names,
    is_same_title,
    rows,
    shingle_score,
)
from worker.core.clean.article import clean
from worker.core.clean.boilerplate.linerules import BoilerplateRules
from worker.core.model import RawPage
from worker.rules.boilerplate import load

UNSHOWN = ("script", "style", "noscript", "template", "head", "svg", "iframe", "textarea", "select")
INLINE = frozenset(
    "a abbr b bdi cite code em font i label mark q s small span strong sub sup time tt u var wbr".split()
)
PARTS = re.compile(r"\n+")
BOX, BEHIND = 4, 2  # other headlines in a box, and the paragraph that it stands behind
HEADING = "More on this"
WORD = re.compile(r"\w{4,}")
FIELDS = ("title", "date", "authors")


class Way(NamedTuple):
    """How a page becomes a plain text: its lines, and what stands between two."""

    name: str
    lines: Callable[[Page], list[str]]
    end: str


def shown(page: Page) -> list[str]:
    """The lines of all that a page shows."""
    tree = lxml.html.fromstring(page["html"].encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    lxml.etree.strip_elements(tree, *UNSHOWN, lxml.etree.Comment, with_tail=False)
    for element in tree.iter():
        if element.tag not in INLINE:
            element.text = f"\n{element.text or ''}"
            element.tail = f"\n{element.tail or ''}"
    return [
        line for part in "".join(map(str, tree.itertext())).split("\n") if (line := " ".join(part.split()))
    ]


class Gold:
    """The labelled texts with what a site puts above and between their lines."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._words = {page["title"]: _words(page["title"]) for page in pages}

    def lines(self, page: Page) -> list[str]:
        """The lines of one."""
        day = date.fromisoformat(page["date"][:10]) if page.get("date") else None
        above = (
            page["title"],
            page.get("author") and f"By {page['author']}",
            day and f"{day:%B} {day.day}, {day.year}",
        )
        told = [line.strip() for line in PARTS.split(page["text"]) if line.strip()]
        box = [HEADING, *self._likest(page)]
        return [*filter(None, above), *told[:BEHIND], *box, *told[BEHIND:]]

    def _likest(self, page: Page) -> list[str]:
        """The headlines that share most words with a page's text, the first of those that share as many."""
        text = _words(page["text"])
        others = (title for title in self._words if not is_same_title(title, page["title"]))
        return sorted(others, key=lambda title: (-len(self._words[title] & text), title))[:BOX]


def _words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.casefold()))


def told(page: Page, read: Read) -> Mapping[str, str]:
    """Of each field that is labelled whether it is right, wrong or none."""
    found = {"title": read.title, "date": read.date, "authors": read.authors}
    is_right = {
        "title": is_same_title(read.title, page["title"]),
        "date": (read.date or "")[:10] == (page.get("date") or "")[:10],
        "authors": are_same_names([page.get("author") or ""], read.authors),
    }
    labelled = (field for field in FIELDS if page.get({"authors": "author"}.get(field, field)))
    return {
        field: "none" if not found[field] else "right" if is_right[field] else "wrong" for field in labelled
    }


def measured(pages: Sequence[Page], way: Way, rules: BoilerplateRules) -> str:
    """A row of the table: for each field how many are right, wrong and none, how many pages are taken for no article, and the text's F1."""
    read = {
        page["id"]: read_of(
            clean(RawPage(url=page["url"], text=way.end.join(way.lines(page))), None, rules, {})
        )
        for page in pages
    }
    verdicts = Counter(verdict for page in pages for verdict in told(page, read[page["id"]]).items())
    counts = (
        "/".join(str(verdicts[field, verdict]) for verdict in ("right", "wrong", "none")) for field in FIELDS
    )
    rejected = sum(not one.published for one in read.values())
    score = shingle_score(pages, {name: one.text for name, one in read.items()})
    return _row(way.name, *counts, str(rejected), f"{score.f1:.3f}")


def _row(*cells: str) -> str:
    return f"{cells[0]:20}" + "".join(f"{cell:>14}" for cell in cells[1:])


def table(every: int) -> Iterable[str]:
    """The lines of the table over each `every`-th page."""
    corpus, rules = list(rows(SHINGLED)), load()
    pages, gold = corpus[::every], Gold(corpus)
    yield f"{len(pages)} pages; right/wrong/none"
    yield _row("", *FIELDS, "rejected", "F1")
    for name, lines in (("whole", shown), ("gold", gold.lines)):
        for end, parted in (("\n", ""), ("\n\n", ", blank lines")):
            yield measured(pages, Way(name + parted, lines, end), rules)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; `SKIPPED` where there is no corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="read each N-th page only")
    every = parser.parse_args(arguments).every
    if not CORPORA.is_dir():
        print("SKIPPED: ../shared is not there, so no plain texts were made of its pages")
        return SKIPPED
    for line in table(every):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
