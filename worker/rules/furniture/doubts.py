"""What speaks against a recurring block's being furniture: a story's own paragraphs, republished or quoted in its follow-ups, show one of these."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from math import comb

from worker.core.clean.boilerplate.furniture import Stand
from worker.core.clean.text import sentences
from worker.rules.furniture.pages import LONGEST, Page
from worker.rules.furniture.recurring import Candidate, sections, span

OF_A_SENTENCE = 1 / 3  # of the site's stories that a sentence needs, where no element sets it apart
TOPIC = 0.6  # of a block's stories that have a word, from which on it may be their topic
CHANCE = 20  # of so many blocks, one may be left because a word looks like the topic of its stories by chance
SAMPLE = 40  # stories whose words are compared
LEAST_DAYS = 3  # on which its stories must stand, however far the first and the last are apart
LETTERS = 3


@dataclass(frozen=True)
class Demands:
    """What a block must show at least."""

    stories: int = 5
    days: int = 7  # from the first to the last story; with 0, pages without a time will do
    share: float = 0.1  # of the site's stories


def doubt(block: Candidate, demands: Demands) -> str | None:
    """Why this recurring block is not to be taken for furniture; None where it is."""
    return next((reason for reason, holds in DOUBTS if holds(block, demands)), None)


def _is_no_words(block: Candidate, _demands: Demands) -> bool:
    return len(block.key) > LONGEST or sum(map(str.isalpha, block.key)) < LETTERS


def _is_brief(block: Candidate, demands: Demands) -> bool:
    return span(block.days) < demands.days or len(block.days) < min(demands.days, LEAST_DAYS)


def _reads_as_story(block: Candidate, demands: Demands) -> bool:
    common = block.share >= OF_A_SENTENCE and len(block.stories) >= 2 * demands.stories
    if block.place is Stand.ANYWHERE:
        return not block.stands_apart or (block.is_sentence and not common)
    return block.is_sentence and not block.stands_apart and not common


def _heads_columns(block: Candidate, _demands: Demands) -> bool:
    """Whether paragraphs stand right below it where it was taken for a title: it is one then, of a column, and no motto with the story's own title below."""
    below = [
        page.entries[at + 1 : at + 2]
        for page in block.pages
        for at in page.at[block.key]
        if page.entries[at].headline
    ]
    told = sum(1 for line in below if line and sentences.is_prose(line[0].text, sentences.size(line[0].text)))
    return told * 2 > len(below)


def _has_topic(block: Candidate, _demands: Demands) -> bool:
    """Whether a word of their own text is on most of its stories and, by more than chance, not on the site's others.

    A story where it stands and is cut already is none of the others: the page has it, and which ones cleaning keeps
    depends on their words.
    """
    inside = _sampled(block.stories)
    outside = _sampled([page for page in block.of if block.key not in page.at and block.key not in page.cut])
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
    ("in one section of several", lambda block, _: block.sections < 2 <= sections(block.of)),
    ("the title of stories without another", _heads_columns),
    ("reading or standing as a part of the story", _reads_as_story),
    ("on stories with a topic of their own", _has_topic),
)
