"""What the rules of a text's ends take: line by line inwards, up to the first that none of them knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

from worker.core.clean.boilerplate import ownlists
from worker.core.clean.boilerplate.lineends import BLANK
from worker.core.clean.boilerplate.linerules import Place, Rule
from worker.core.clean.boilerplate.textlines import Lines, Taken

SHIELD, SHIELDS = 60, 3  # characters of an unknown line that may stand within a tail, and how many do


def both_ends(text: Lines, matched: Mapping[int, tuple[Rule, ...]], taken: Sequence[Taken]) -> list[Taken]:
    """What goes from the tail, then from the head, of a text of which rules have `taken` some lines."""
    tail = _peeled(text.lines, matched, taken, Place.TAIL, _tail(text, matched, taken))
    return tail + _peeled(text.lines, matched, [*taken, *tail], Place.HEAD, range(len(text.lines)))


def _tail(text: Lines, matched: Mapping[int, tuple[Rule, ...]], taken: Sequence[Taken]) -> Iterator[int]:
    """The lines from the end inwards, but for the first few short ones that no rule knows and that stand right below a tail's furniture.

    They stay: they may be the story's, as a signature is. The furniture above them is no less furniture for it.
    """
    gone = {number for cut in taken for number in range(cut.start, cut.end)}
    left = (n for n in range(len(text.lines) - 1, -1, -1) if n not in gone and text.lines[n].strip(BLANK))
    passed = 0
    for number, above in pairwise(chain(left, (-1,))):
        is_parted = any(rule.place is Place.TAIL for rule in matched.get(above, ()))
        if passed < SHIELDS and is_parted and number not in matched and _is_shield(text, number):
            passed += 1
        else:
            yield number


def _is_shield(text: Lines, number: int) -> bool:
    is_short = not text.prose[number] and text.size(number) <= SHIELD and text.prose_above(number)
    return is_short and not ownlists.is_item(text.lines[number])


def _peeled(
    lines: Sequence[str],
    matched: Mapping[int, tuple[Rule, ...]],
    taken: Sequence[Taken],
    place: Place,
    order: Iterable[int],
) -> list[Taken]:
    """The lines from one end inwards that rules of that end take, up to the first that none takes."""
    gone = {number for cut in taken for number in range(cut.start, cut.end)}
    peeled: list[Taken] = []
    for number in order:
        if number in gone or not lines[number].strip():
            continue
        rule = next((rule for rule in matched.get(number, ()) if rule.place is place), None)
        if rule is None:
            break
        peeled.append(Taken(number, number + 1, rule.id))
    return peeled
