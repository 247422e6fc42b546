"""What a site puts above the headline of a plain text: its name and motto, its sections a line each, a trail, the day and the weather; and where the text begins."""

import re
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import NamedTuple

from worker.core.clean.text import sentences
from worker.core.clean.text.words import weight

# Lines above a headline that only a site's top has, and how many of a menu's are sections.
LABELS, KNOWN = 3, 2
# Lines above a text.
MOST = 150
# Words and characters of a label.
LABEL_WORDS, LABEL_CHARS = 2, 25
# Characters of what may be the text's first line, and below a menu, where a short one tells the day and the weather.
SENTENCE, PARAGRAPH = 25, 60
_TRAIL = re.compile(r"\S\s*[>»›→]\s*\S|\S\s*[|•]\s*\S.*[|•]")
_TELEPHONE = re.compile(r"[:：]\s*[\d\s()+./-]{5,}$")  # a label and its number


class Says(NamedTuple):
    """What is asked of a line."""

    is_sites: Callable[[str], bool]  # whether a rule takes it above a headline
    is_name: Callable[[str], bool]  # whether it is the site's name, or learned to stand above
    is_section: Callable[[str], bool]  # whether it is a label with a word of sections or newspapers
    is_date: Callable[[str], bool]
    is_of_the_text: Callable[[str], bool]  # whether it tells a day as only a text's own line does
    is_sign: Callable[[str], bool]  # whether it begins with "by"
    is_person: Callable[[str], bool]  # whether it is nothing but persons' names
    is_caption: Callable[[str], bool]  # whether it ends with a picture's credit

    def is_signing(self, line: str) -> bool:
        """Whether a line tells the day or, behind a "by", the writer."""
        return self.is_date(line) or self.is_sign(line)


def head(lines: Sequence[str], says: Says) -> tuple[list[int], int]:
    """The numbers of the written lines above the text, and of its first, which is a sentence and none of the site's: no headline stands below one. None where no text begins."""
    above: list[int] = []
    labels = 0
    for number, line in enumerate(lines):
        if is_told(line, SENTENCE if labels < LABELS else PARAGRAPH) and not says.is_sites(line):
            return above, number
        if line.strip():
            above.append(number)
            labels += is_label(line)
        if len(above) > MOST:
            break
    return [], len(lines)


def menu_end(lines: Sequence[str], says: Says) -> int:
    """The line below a text's first labels, up to the last that is known: a menu. 0 where they are too few, or no two of them are sections, as below a headline of two words only its buttons are known."""
    above = (number for number, line in enumerate(lines) if line.strip())
    menu = list(takewhile(lambda one: is_label(lines[one]) and not says.is_signing(lines[one]), above))
    sections = [one for one in menu if says.is_section(lines[one])]
    last = max((at for at, one in enumerate(menu) if one in sections or says.is_sites(lines[one])), default=0)
    return menu[last] + 1 if len(sections) >= KNOWN and last + 1 >= LABELS else 0


def is_above_menu(below: Sequence[str], says: Says, *, is_first: bool) -> bool:
    """Whether nothing but labels follows a line: it is the name of a site, above its sections. What a rule takes stands below a headline as often, to share it, but for a page's first line."""
    labels = (line for line in below if is_label(line) and not says.is_signing(line))
    return sum(is_first or not says.is_sites(line) for line in labels) == LABELS


def is_label(line: str) -> bool:
    """Whether a line has a word or two, or is a trail, or a label and its number."""
    is_short = len(line.split()) <= LABEL_WORDS and weight(line) <= LABEL_CHARS
    return is_short or _TRAIL.search(line) is not None or _TELEPHONE.search(line) is not None


def is_told(line: str, least: int) -> bool:
    """Whether a line reads as a sentence of some length."""
    size = sentences.size(line)
    return size >= least and sentences.is_prose(line, size)
