"""A site's pages side by side, and the blocks of them that recur: what is known of each, before it is judged."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from worker.core.clean.boilerplate.furniture import Stand
from worker.rules.furniture.pages import Entry, Page, stories

ONE_PLACE = 0.8  # of a block's pages on which it stands in its place
OWN_ELEMENT = (
    0.8  # of a block's pages on which it stands in an element that the stories' paragraphs don't use
)
RARE_ELEMENT = 0.02  # of the stories' paragraphs; an element with more of them is theirs
SENTENCE_WORDS = 6
SENTENCE_ENDS = ".!?。！？।؟…"


@dataclass(frozen=True)
class Site:
    """A site's pages in the order of their time, with what is the same for all of its blocks."""

    name: str
    pages: tuple[Page, ...]
    # Masked keys on so many pages that they may be furniture, and whether they are paragraphs.
    recurring: dict[str, bool]
    theirs: frozenset[str]  # elements that the stories' own paragraphs stand in
    _told: dict[frozenset[str], tuple[Page, ...]] = field(default_factory=dict)

    def stories(self, apart_from: frozenset[str]) -> tuple[Page, ...]:
        """Its distinct stories, judged by their paragraphs apart from these blocks."""
        if apart_from not in self._told:
            self._told[apart_from] = tuple(stories(self.pages, apart_from))
        return self._told[apart_from]


@dataclass(frozen=True)
class Candidate:
    """A recurring block of a site: its lines and the stories they stand on."""

    site: Site
    key: str
    entries: tuple[Entry, ...]
    pages: tuple[Page, ...]
    stories: tuple[Page, ...]
    of: tuple[Page, ...]  # all stories of the site
    place: Stand

    @property
    def share(self) -> float:
        """The share of the site's stories that it stands on."""
        return len(self.stories) / max(1, len(self.of))

    @property
    def days(self) -> list[str]:
        """The days of its stories."""
        return sorted({day for page in self.stories if (day := page.day)})

    @property
    def sections(self) -> int:
        """How many sections its stories are of."""
        return sections(self.stories)

    @property
    def stands_apart(self) -> bool:
        """Whether the page's tree sets it apart from the stories' paragraphs."""
        apart = sum(1 for entry in self.entries if entry.where and entry.where not in self.site.theirs)
        return apart >= OWN_ELEMENT * len(self.entries)

    @property
    def is_sentence(self) -> bool:
        """Whether it reads as a sentence of a story."""
        entry = self.entries[0]
        ends = entry.text.rstrip("'\"”’»)]").endswith(tuple(SENTENCE_ENDS))
        return entry.prose or (ends and entry.words >= SENTENCE_WORDS)


def site_of(name: str, pages: Sequence[Page], least: int) -> Site:
    """A site with what stands on so many of its pages at least."""
    counts = Counter(key for page in pages for key in page.at)
    prose = {entry.masked: entry.prose for page in pages for entry in page.entries}
    recurring = {key: prose[key] for key, count in counts.items() if count >= least}
    wheres = Counter(
        entry.where
        for page in pages
        for entry in page.entries
        if entry.prose and entry.masked not in recurring
    )
    rare = RARE_ELEMENT * wheres.total()
    theirs = frozenset(where for where, count in wheres.items() if count >= rare)
    return Site(name, tuple(pages), recurring, theirs)


def candidate(site: Site, key: str, known: frozenset[str]) -> Candidate:
    """The block of this masked form; `known` are paragraphs found to be furniture, which no longer make pages look alike."""
    apart_from = known | {key} if site.recurring[key] else known
    on = [page for page in site.pages if key in page.at]
    entries = [page.entries[page.at[key][0]] for page in on]
    told = stories(on, apart_from)
    of = site.stories(apart_from)
    return Candidate(site, key, tuple(entries), tuple(on), tuple(told), of, _place(site, key, on))


def _place(site: Site, key: str, pages: Sequence[Page]) -> Stand:
    """Where it stands beside the paragraphs that don't recur, on most of the pages that have any; else anywhere."""
    stands = Counter(stand for page in pages if (stand := _stand(site, key, page)))
    place, count = max(sorted(stands.items()), key=lambda item: item[1], default=(Stand.ANYWHERE, 0))
    return place if count >= ONE_PLACE * stands.total() else Stand.ANYWHERE


def _stand(site: Site, key: str, page: Page) -> Stand | None:
    own = [n for n, e in enumerate(page.entries) if e.prose and e.masked not in site.recurring]
    at = page.at[key]
    if not own:
        return None
    if max(at) < own[0]:
        return Stand.HEAD
    return Stand.TAIL if min(at) > own[-1] else Stand.ANYWHERE


def sections(pages: Iterable[Page]) -> int:
    """How many sections pages are of."""
    return len({page.section for page in pages})


def span(days: Sequence[str]) -> int:
    """From the first to the last of these days, which are in order."""
    return (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days if days else 0
