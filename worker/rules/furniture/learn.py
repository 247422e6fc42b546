"""Which blocks of a site are furniture: those that recur over stories that have nothing else in common.

A block must stand on enough distinct stories (copies of one another count once), over enough days, in more than one section of a
site that has several, in one place of the page, and on stories that share no word the others lack: a story's own paragraphs,
republished or quoted in its follow-ups, fail at one of these. What reads as a sentence needs
more, an element of its own in the page or twice the stories and a third of all; what stands between the paragraphs always needs the element.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from worker.core.clean.boilerplate.furniture import Block, Numbers, Stand
from worker.rules.furniture import PREFIX
from worker.rules.furniture.doubts import Demands, doubt
from worker.rules.furniture.pages import Page, PageLines
from worker.rules.furniture.recurring import Candidate, Site, candidate, site_of, span

EXAMPLES = 3


@dataclass
class Learned:
    """The blocks found, and how many recurring ones were left for which reason."""

    blocks: list[Block] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    sites: int = 0


def learn(pages: Iterable[PageLines], demands: Demands) -> Learned:
    """The furniture of the sites these pages are of. The order of the pages doesn't matter."""
    learned = Learned()
    for name, of_site in sorted(_by_site(pages).items()):
        learned.pages += len(of_site)
        learned.sites += 1
        if len(of_site) >= demands.stories:
            _learn_site(site_of(name, [Page.of(page) for page in of_site], demands.stories), demands, learned)
    return learned


def _by_site(pages: Iterable[PageLines]) -> dict[str, list[PageLines]]:
    """Each site's pages, of an article its latest version, in the order of their time."""
    latest: dict[str, PageLines] = {}
    for page in pages:
        held = latest.get(page.article_id)
        if held is None or _rank(page) > _rank(held):
            latest[page.article_id] = page
    found: dict[str, list[PageLines]] = defaultdict(list)
    for page in sorted(latest.values(), key=_rank):
        found[page.site].append(page)
    return found


def _rank(page: PageLines) -> tuple[str, str, list[str]]:
    return page.time or "", page.url, [line.text for line in page.lines]


def _learn_site(site: Site, demands: Demands, learned: Learned) -> None:
    """The paragraphs first: known for furniture, they no longer make the pages that have them look alike."""
    known: frozenset[str] = frozenset()
    for paragraphs in (True, False):
        found = [
            block
            for key in sorted(key for key, prose in site.recurring.items() if prose is paragraphs)
            if _taken(block := candidate(site, key, known), demands, learned.left)
        ]
        learned.blocks += map(_block, found)
        known = frozenset(block.key for block in found)
    learned.blocks.sort(key=lambda block: (block.site, -block.stories, block.id))


def _taken(found: Candidate, demands: Demands, left: Counter[str]) -> bool:
    reason = doubt(found, demands)
    left.update([reason] if reason else [])
    return reason is None


def _block(found: Candidate) -> Block:
    variants = Counter(entry.key for entry in found.entries)
    numbers = Numbers.EXACT if len(variants) == 1 else Numbers.ANY
    times = sorted(page.source.time for page in found.pages if page.source.time)
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
        examples=tuple(page.source.url for page in _spread(found.stories)),
    )


def _why(found: Candidate) -> str:
    stands = {Stand.HEAD: "above", Stand.TAIL: "below", Stand.ANYWHERE: "between the paragraphs of"}[
        found.place
    ]
    days = span(found.days)
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
