"""Which blocks of a site are furniture: those that recur over stories that have nothing else in common.

A block must stand on enough distinct stories (copies of one another count once), over enough days, in more than one section of a
site that has several, in one place of the page, and on stories that share no word the others lack: a story's own paragraphs,
republished or quoted in its follow-ups, fail at one of these. What reads as a sentence, and what stands between the paragraphs,
needs more: an element of its own in the page, or twice the stories and a third of all.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import comb

from worker.core.clean.furniture import Block, Numbers, Stand
from worker.rules.furniture import PREFIX
from worker.rules.furniture.seen import LONGEST, Entry, Page, Seen, stories

ONE_PLACE = 0.8  # of a block's pages on which it stands in its place
OWN_ELEMENT = (
    0.8  # of a block's pages on which it stands in an element that the stories' paragraphs don't use
)
RARE_ELEMENT = 0.02  # of the stories' paragraphs; an element with more of them is theirs
OF_A_SENTENCE = 1 / 3  # of the site's stories that a sentence needs, where no element sets it apart
TOPIC = 0.6  # of a block's stories that have a word, from which on it may be their topic
CHANCE = 20  # of so many blocks, one may be left because a word looks like the topic of its stories by chance
SAMPLE = 40  # stories whose words are compared
EXAMPLES = 3
LEAST_DAYS = 3  # on which its stories must stand, however far the first and the last are apart
LETTERS = 3
SENTENCE_WORDS = 6
SENTENCE_ENDS = ".!?。！？।؟…"


@dataclass(frozen=True)
class Demands:
    """What a block must show at least."""

    stories: int = 5
    days: int = 7  # from the first to the last story; with 0, pages without a time will do
    share: float = 0.1  # of the site's stories


@dataclass
class Learned:
    """The blocks found, and how many recurring ones were left for which reason."""

    blocks: list[Block] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    sites: int = 0


@dataclass(frozen=True)
class Site:
    """A site's pages in the order of their time, with what is the same for all of its blocks."""

    name: str
    pages: tuple[Page, ...]
    recurring: dict[
        str, bool
    ]  # masked keys on so many pages that they may be furniture, and whether they are paragraphs
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
        return _sections(self.stories)

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


def learn(seen: Iterable[Seen], demands: Demands) -> Learned:
    """The furniture of the sites these pages are of. The order of the pages doesn't matter."""
    learned = Learned()
    for name, pages in sorted(_by_site(seen).items()):
        learned.pages += len(pages)
        learned.sites += 1
        if len(pages) >= demands.stories:
            _learn_site(_site(name, [Page.of(page) for page in pages], demands), demands, learned)
    return learned


def _by_site(seen: Iterable[Seen]) -> dict[str, list[Seen]]:
    """Each site's pages, of an article its latest version, in the order of their time."""
    latest: dict[str, Seen] = {}
    for page in seen:
        held = latest.get(page.article_id)
        if held is None or _rank(page) > _rank(held):
            latest[page.article_id] = page
    found: dict[str, list[Seen]] = defaultdict(list)
    for page in sorted(latest.values(), key=_rank):
        found[page.site].append(page)
    return found


def _rank(page: Seen) -> tuple[str, str, list[str]]:
    return page.time or "", page.url, [line.text for line in page.lines]


def _site(name: str, pages: Sequence[Page], demands: Demands) -> Site:
    counts = Counter(key for page in pages for key in page.at)
    prose = {entry.masked: entry.prose for page in pages for entry in page.entries}
    recurring = {key: prose[key] for key, count in counts.items() if count >= demands.stories}
    wheres = Counter(
        entry.where
        for page in pages
        for entry in page.entries
        if entry.prose and entry.masked not in recurring
    )
    least = RARE_ELEMENT * wheres.total()
    theirs = frozenset(where for where, count in wheres.items() if count >= least)
    return Site(name, tuple(pages), recurring, theirs)


def _learn_site(site: Site, demands: Demands, learned: Learned) -> None:
    """The paragraphs first: known for furniture, they no longer make the pages that have them look alike."""
    known: frozenset[str] = frozenset()
    for paragraphs in (True, False):
        found = [
            candidate
            for key in sorted(key for key, prose in site.recurring.items() if prose is paragraphs)
            if _taken(candidate := _candidate(site, key, known), demands, learned.left)
        ]
        learned.blocks += map(_block, found)
        known = frozenset(candidate.key for candidate in found)
    learned.blocks.sort(key=lambda block: (block.site, -block.stories, block.id))


def _taken(candidate: Candidate, demands: Demands, left: Counter[str]) -> bool:
    reason = _left(candidate, demands)
    left.update([reason] if reason else [])
    return reason is None


def _candidate(site: Site, key: str, known: frozenset[str]) -> Candidate:
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


def _left(block: Candidate, demands: Demands) -> str | None:
    """Why this recurring block is not to be taken for furniture; None where it is."""
    return next((reason for reason, holds in DOUBTS if holds(block, demands)), None)


def _is_no_words(block: Candidate, _demands: Demands) -> bool:
    return len(block.key) > LONGEST or sum(map(str.isalpha, block.key)) < LETTERS


def _is_brief(block: Candidate, demands: Demands) -> bool:
    return _span(block.days) < demands.days or len(block.days) < min(demands.days, LEAST_DAYS)


def _sections(pages: Iterable[Page]) -> int:
    return len({page.section for page in pages})


def _span(days: Sequence[str]) -> int:
    return (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days if days else 0


def _reads_as_story(block: Candidate, demands: Demands) -> bool:
    common = block.share >= OF_A_SENTENCE and len(block.stories) >= 2 * demands.stories
    if block.place is Stand.ANYWHERE:
        return not block.stands_apart or (block.is_sentence and not common)
    return block.is_sentence and not block.stands_apart and not common


def _has_topic(block: Candidate, _demands: Demands) -> bool:
    """Whether a word of their own text is on most of its stories and, by more than chance, not on the site's others."""
    inside = _sampled(block.stories)
    outside = _sampled([page for page in block.of if block.key not in page.at])
    if not outside:
        return False
    within, without = (_counts(pages, block.site.recurring) for pages in (inside, outside))
    common = (word for word, count in within.items() if count >= TOPIC * len(inside))
    total = len(within)
    return any(_is_rare(within[w], len(inside), without[w] + 1, len(outside) + 2, total) for w in common)


def _is_rare(found: int, of: int, elsewhere: int, among: int, words: int) -> bool:
    """Whether so many hits are rarer than one in `CHANCE` for any of so many words, were they drawn as elsewhere. Whole numbers decide."""
    hits: int = sum(
        comb(of, n) * elsewhere**n * (among - elsewhere) ** (of - n) for n in range(found, of + 1)
    )
    return bool(hits * words * CHANCE < among**of)


def _counts(pages: Iterable[Page], apart_from: Container[str]) -> Counter[str]:
    return Counter(word for page in pages for word in page.words(apart_from))


def _sampled(pages: Sequence[Page]) -> list[Page]:
    step = max(1, len(pages) // SAMPLE)
    return list(pages[::step][:SAMPLE])


DOUBTS: tuple[tuple[str, Callable[[Candidate, Demands], bool]], ...] = (
    ("too long or without a word", _is_no_words),
    ("on too few distinct stories", lambda block, demands: len(block.stories) < demands.stories),
    ("over too few days", _is_brief),
    ("on too small a share of the site's stories", lambda block, demands: block.share < demands.share),
    ("in one section of several", lambda block, _: block.sections < 2 <= _sections(block.of)),
    ("reading or standing as a part of the story", _reads_as_story),
    ("on stories with a topic of their own", _has_topic),
)


def _block(found: Candidate) -> Block:
    variants = Counter(entry.key for entry in found.entries)
    numbers = Numbers.EXACT if len(variants) == 1 else Numbers.ANY
    times = sorted(page.seen.time for page in found.pages if page.seen.time)
    writings = Counter(entry.text for entry in found.entries)
    text = min(writings, key=lambda writing: (-writings[writing], writing))
    digest = hashlib.sha256(found.key.encode()).hexdigest()[:8]
    return Block(
        id=f"{PREFIX}{found.site.name}.{digest}",
        site=found.site.name,
        text=text,
        numbers=numbers,
        place=found.place,
        why=_why(found),
        pages=len(found.pages),
        stories=len(found.stories),
        share=round(found.share, 2),
        sections=found.sections,
        first_seen=times[0] if times else None,
        last_seen=times[-1] if times else None,
        examples=tuple(page.seen.url for page in _spread(found.stories)),
    )


def _why(found: Candidate) -> str:
    stands = {Stand.HEAD: "above", Stand.TAIL: "below", Stand.ANYWHERE: "between the paragraphs of"}[
        found.place
    ]
    days = _span(found.days)
    apart = f", in an element of its own ({found.entries[0].where})" if found.stands_apart else ""
    over = f" over {days} days" if days else ""
    sections = f" in {found.sections} sections" if found.sections > 1 else ""
    return (
        f"stands {stands} {len(found.stories)} of {len(found.of)} stories of the site{over}{sections}{apart}"
    )


def _spread(pages: Sequence[Page]) -> list[Page]:
    """The first, the middle and the last."""
    numbers = sorted({0, len(pages) // 2, len(pages) - 1})
    return [pages[number] for number in numbers][:EXAMPLES]
