"""A text's lines as the cuts of rules see them: how long each is, and which are paragraphs."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from worker.core.clean.boilerplate.lineends import BLANK
from worker.core.clean.boilerplate.linerules import Cut, Place, Rule
from worker.core.clean.text import sentences

TEASER = 400  # characters that the lines below a teaser's headline don't exceed


@dataclass(frozen=True)
class Taken:
    """The lines that a rule takes out."""

    start: int
    end: int  # exclusive
    rule: str


@dataclass(frozen=True)
class Lines:
    """A text's lines with running counts over them, so that no cut has to look at all of the text again."""

    lines: list[str]
    sizes: list[int]  # of the lines before each, and of all at the end
    texts: list[int]  # how many of them aren't blank
    prose: list[
        bool
    ]  # whether a line is a paragraph, or opens a part of the story: it reads as one or stands as such, and no rule takes it
    matched: frozenset[int]  # the lines that a rule matches

    @classmethod
    def of(
        cls, lines: list[str], matched: dict[int, tuple[Rule, ...]], opening: frozenset[int] = frozenset()
    ) -> "Lines":
        """A text's lines, of which rules matched some, and of which these are known to open a part of the story."""
        own = list(map(sentences.size, lines))
        texts = accumulate((bool(line.strip(BLANK)) for line in lines), initial=0)
        prose = [n in opening or sentences.is_prose(line, own[n]) for n, line in enumerate(lines)]
        last = max((n for n, is_prose in enumerate(prose) if is_prose and n not in matched), default=-1)
        for number, found in matched.items():
            # A caption stands above its credit; below the story's last paragraph stand its source and its rights.
            above = number - (number < last and any(rule.cut is Cut.CAPTION for rule in found))
            if any(rule.place in {Place.ANYWHERE, Place.BETWEEN} for rule in found):
                prose[max(0, above) : number + 1] = [False] * (number + 1 - max(0, above))
        return cls(lines, list(accumulate(own, initial=0)), list(texts), prose, frozenset(matched))

    def size(self, number: int) -> int:
        """A line's length in characters of an alphabet."""
        return self.sizes[number + 1] - self.sizes[number]

    def is_between(self, number: int) -> bool:
        """Whether there is text on both sides of the line."""
        return self.texts[number] > 0 and self.texts[number + 1] < self.texts[-1]

    def prose_above(self, number: int) -> bool:
        """Whether a paragraph stands above the line."""
        return self.first < number

    @cached_property
    def first(self) -> int:
        """The first paragraph."""
        return self.run(0)

    def run(self, start: int) -> int:
        """Where the lines from here on end that may be headlines."""
        at = bisect_left(self.paragraphs, start)
        return self.paragraphs[at] if at < len(self.paragraphs) else len(self.lines)

    @cached_property
    def paragraphs(self) -> list[int]:
        """The lines that are paragraphs."""
        return [number for number, is_prose in enumerate(self.prose) if is_prose]

    @cached_property
    def subheadings(self) -> list[int]:
        """The lines that may open a part of the story: each alone between two paragraphs, but for lines that rules know."""
        between = (
            [n for n in range(upper + 1, lower) if n not in self.matched and self.lines[n].strip(BLANK)]
            for upper, lower in pairwise(self.paragraphs)
        )
        return [unknown[0] for unknown in between if len(unknown) == 1]

    @cached_property
    def told(self) -> int:
        """The last line of the story: below it no paragraph follows another, and none is longer than a teaser's."""
        long = (number for number in self.paragraphs if self.size(number) > TEASER)
        pairs = (
            upper for upper, lower in pairwise(self.paragraphs) if self.texts[upper + 1] == self.texts[lower]
        )
        return max((*long, *pairs), default=-1)
