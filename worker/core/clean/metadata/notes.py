"""Whether a sentence is a note on the article itself: “This story was first published on 3 March 2015”.

A story tells of articles, too: “This article was published on 3 March 2015 and never corrected.” A note names the article before its date, says that it was
published, before the date or right behind, and goes on behind an "and" or a comma only where it speaks of a first publication, of another or of a change.
"""

import re

from worker.core.clean.metadata.bylinewords import BylineWords

TAIL_WORDS = 2  # in small letters, behind an "and" or a comma that follows date and verb
VERB = 40  # characters behind the date in which the verb stands
SPACED = "\u0e00"  # Thai's block and those above it hold the scripts that write without spaces
LETTERS = 3  # of those count as a word
_SENTENCE = re.compile(r"[.!?…](?:\s|$)|[。！？।۔؟]")
_COMMA = re.compile(r"[,،、，;；–—]")
_LETTERS = re.compile(r"[^\W\d_]*")
_WORD = re.compile(r"[^\W\d_]+")


def is_note(line: str, start: int, end: int, words: BylineWords) -> bool:
    """Whether the date at these places of a line stands in such a sentence."""
    before, behind = line[:start].casefold(), line[end:].casefold()
    if not words.is_itself(before):
        return False
    verb = 0 if words.is_publication(before) else _verb_end(behind, words)
    shown = _SENTENCE.split(line[end:])[0]
    return verb is not None and (words.is_first(line.casefold()) or not _goes_on(shown[verb:], words))


def tells_on(sentence: str, words: BylineWords) -> bool:
    """Whether what says where or when a text appeared goes on behind an "and" with what isn't another publication or a change: with a story of it."""
    return any(
        sum(map(_weight, _WORD.findall(part))) >= TAIL_WORDS
        and not (words.is_update(part.casefold()) or words.is_publication(part.casefold()))
        for part in words.onward(sentence)[1:]
    )


def _verb_end(behind: str, words: BylineWords) -> int | None:
    """Where the word ends that tells of a publication behind a date; in scripts without spaces where it is first told."""
    at = next((at for at in range(2, min(VERB, len(behind)) + 1) if words.is_publication(behind[:at])), None)
    rest = _LETTERS.match(behind, at) if at and behind[at : at + 1] < SPACED else None
    return rest.end() if rest else at


def _goes_on(rest: str, words: BylineWords) -> bool:
    """Whether a sentence goes on with what isn't another publication or a change."""
    told = rest.casefold()
    if words.is_update(told) or words.is_publication(told):
        return False
    parts = [part for piece in _COMMA.split(f"- {rest}") for part in words.onward(piece)]
    return sum(_weight(word) for part in parts[1:] for word in _WORD.findall(part)) > TAIL_WORDS


def _weight(word: str) -> int:
    if word[0] >= SPACED:
        return -(-len(word) // LETTERS)
    return word == word.casefold() and len(word) > 1
