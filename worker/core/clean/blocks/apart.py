"""What a page sets apart from its story by the elements themselves, whatever it calls them: hidden ones, those for what stands beside or asks something, and articles within or beside the story's own.

An element is no more than its author's word, and some pages have the whole story in an `<aside>`, in a `<form>` or in what a script is to show. So each of the three
kinds is left out only where the rest of the page has as much text. Two look alike and are the story's: what folds out below a heading or a button, and a box between
two paragraphs that leads nowhere.
"""

from collections.abc import Iterator

from worker.core.clean.blocks.blocks import Apart, lineage, span
from worker.core.clean.blocks.features import HEADINGS
from worker.core.clean.blocks.others import DEPTH, Scored
from worker.core.clean.blocks.surroundings import PROSE

LABEL = 3  # elements around a text in which the heading or the button is that it stands in
_HIDDEN, _BESIDE = Apart.HIDDEN.value, Apart.BESIDE.value
_FOLDS = HEADINGS | {"button", "summary", "dt"}


def apart(page: Scored, *, is_live: bool = False) -> Iterator[int]:
    """The numbers of the blocks that stand in such elements. A live report's posts are articles of its own."""
    whole = page.words(range(len(page.blocks)))
    for kind, is_own in ((_of(page, _HIDDEN), _folds), (_of(page, _BESIDE), _is_box)):
        if 2 * sum(map(page.words, kind)) <= whole:
            yield from (at for inside in kind if not is_own(page, inside) for at in inside)
    others = [] if is_live else _articles(page)
    if 2 * page.words(others) <= whole:
        yield from others


def _of(page: Scored, flag: int) -> list[range]:
    """The blocks in each outermost element that is set apart in this way."""
    found: list[range] = []
    for at, block in enumerate(page.blocks):
        if block.container.apart & flag and not (found and at in found[-1]):
            *_, outermost = (one for one in lineage(block.container, DEPTH) if one.apart & flag)
            found.append(span(page.blocks, outermost, at))
    return found


def _folds(page: Scored, inside: range) -> bool:
    """Whether an element stands right below a heading or a button, which shows it."""
    if not inside.start:
        return False
    label = page.blocks[inside.start - 1].container
    return any(node.kind in _FOLDS for node in lineage(label, LABEL))


def _is_box(page: Scored, inside: range) -> bool:
    """Whether an element stands between two paragraphs and no headline in it leads to another page."""
    beside = [at for at in (inside.start - 1, inside.stop) if 0 <= at < len(page.blocks)]
    return (
        len(beside) > 1
        and all(page.scores[at] > 0 and page.blocks[at].words >= PROSE for at in beside)
        and page.headlines.isdisjoint(inside)
    )


def _articles(page: Scored) -> list[int]:
    """The blocks in another article than those that the headline stands in: in one within them, or beside."""
    own = min(page.titles, default=None)
    if own is None or not page.blocks[own].container.article:
        return []
    story = {node.article for node in lineage(page.blocks[own].container, DEPTH)} | {0}
    return [at for at, block in enumerate(page.blocks) if block.container.article not in story]
