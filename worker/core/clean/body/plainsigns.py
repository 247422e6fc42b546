"""The lines at the head of a plain text that say when it was published, and by whom: above its first paragraph, or below a first one that sums it up."""

from collections.abc import Callable, Container, Sequence
from typing import NamedTuple

from worker.core.clean.body import datedlines, headnames
from worker.core.clean.body.datedlines import Told
from worker.core.clean.metadata import authors
from worker.core.clean.metadata.bylinewords import BylineWords
from worker.core.clean.text import sentences

LINES = 8  # written lines of a head
NEAR = 4  # of them below a summary, one of which says when
SUMMARY_CHARS, MOST_CHARS = 50, 250  # of a sentence that may be one


class Dated(NamedTuple):
    """A line that says a day, and what it says."""

    line: str
    told: tuple[Told, ...]


class Signed(NamedTuple):
    """A text without the lines of its head that say when and by whom, these lines, and the names."""

    text: str
    dated: tuple[Dated, ...]
    signing: tuple[str, ...]  # lines that are names and nothing else
    names: tuple[str, ...]


def read(
    text: str, tag: str | None, words: BylineWords, *, is_titled: bool, is_site: Callable[[str], bool]
) -> Signed:
    """What the head of a text says of its day and its writers; all of the text where it says no day. Below a headline (`is_titled`) a summary may stand above them."""
    lines = text.split("\n")
    head = _head(lines, tag, words, is_titled=is_titled)
    found = {number: said for number in head if (said := datedlines.told(lines[number], tag, words))}
    rest = [line for number, line in enumerate(lines) if number not in found]
    if not found or not "".join(rest).strip():
        return Signed(text, (), (), ())
    dated = tuple(Dated(lines[number], said) for number, said in found.items())
    signing = {
        number: names
        for at, number in enumerate(head)
        if number not in found
        and (names := _names(lines[number], tag, words, is_beside=_is_beside(head, at, found)))
    }
    told = (_by(lines[number], words) or datedlines.names(lines[number], tag, words) for number in found)
    beside = (name for one in told for name in one if not is_site(name))
    names = (*(name for names in signing.values() for name in names), *beside)
    kept = [line for number, line in enumerate(lines) if number not in found and number not in signing]
    return Signed(
        "\n".join(kept).strip("\n"),
        dated,
        tuple(lines[number] for number in signing),
        tuple(dict.fromkeys(names)),
    )


def _is_beside(head: Sequence[int], at: int, found: Container[int]) -> bool:
    return any(number in found for number in head[max(0, at - 1) : at + 2])


def _names(line: str, tag: str | None, words: BylineWords, *, is_beside: bool) -> tuple[str, ...]:
    """The persons that a line names and nothing else: behind a "by", or by itself beside a date."""
    signed = _by(line, words) if datedlines.is_signature(line, words) else ()
    return signed or (headnames.names_of(line, tag, words) if is_beside else ())


def _by(line: str, words: BylineWords) -> tuple[str, ...]:
    said = words.after_by(f"{line} ")
    return authors.plain(said, words) if said else ()


def _head(lines: Sequence[str], tag: str | None, words: BylineWords, *, is_titled: bool) -> list[int]:
    """The numbers of the written lines above the text, those around a summary among them."""
    written = [number for number, line in enumerate(lines) if line.strip()][: LINES + NEAR]
    head: list[int] = []
    for at, number in enumerate(written[:LINES]):
        if _is_text(lines[number]) and not datedlines.told(lines[number], tag, words):
            below = written[at + 1 : at + 1 + NEAR]
            stop = next((one for one, other in enumerate(below) if _is_text(lines[other])), len(below))
            if (
                not is_titled
                or stop == 0
                or sentences.size(lines[number]) > MOST_CHARS
                or any(_is_text(lines[one]) for one in head)
            ):
                break
            if not any(datedlines.told(lines[one], tag, words) for one in below[:stop]):
                break
        head.append(number)
    return head


def _is_text(line: str) -> bool:
    size = sentences.size(line)
    return size >= SUMMARY_CHARS and sentences.is_prose(line, size)
