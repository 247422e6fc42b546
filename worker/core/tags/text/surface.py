"""What stands around a form in the text: its letters, the words beside it."""

import re

from worker.core.tags.text.folding import bare, glued

LONGEST_INITIAL = 4  # letters with the point of what is shortened before a name: J., Dr., Gen.
SIGNS = "\u0900-\u0963\u0966-\u0dff"  # vowel signs of Indian scripts are no letters to a pattern: जापान
WORD_BEFORE = re.compile(rf"[^\W\d_][\w{SIGNS}'’.-]*$")
FURTHEST = 30  # code points before a form in which a word beside it starts, and behind it in which most end
WORD_AFTER = re.compile(rf" ([^\W\d_][\w{SIGNS}'’-]*)")
ENDS_SENTENCE = re.compile(r"(^|[.!?:;…\n\"“”„»«(\[—–-]\s*)$")


def capital(text: str, at: int) -> bool:
    """True where the letter isn't written small: capital letters, and scripts without case."""
    return text[at] == text[at].title()  # of Georgian's small letters the title case is themselves


def word_before(text: str, start: int) -> str:
    """The word right before, one space between; empty where there is none."""
    if start < 1 or text[start - 1] != " ":
        return ""
    first = start - FURTHEST if start > FURTHEST else 0
    space = text.rfind(" ", first, start - 1)
    first = first if space < 0 else space + 1
    word = text[first : start - 1]
    if word.isalpha():  # most are, and need no pattern
        return word
    found = WORD_BEFORE.search(text, first, start - 1)
    if not found or (found[0].endswith(".") and _ends(found[0])):
        return ""  # the end of the sentence before
    return found[0]


def _ends(word: str) -> bool:
    """True for a word whose point ends a sentence: a long one, or initials without points between (`ONG.`, unlike `U.S.`)."""
    bare = word[:-1]
    return len(word) > LONGEST_INITIAL or (len(bare) > 1 and bare.isalpha() and bare.isupper())


def word_after(text: str, end: int) -> str:
    """The word right behind, one space between; empty where there is none."""
    if text[end : end + 1] != " ":
        return ""
    space = text.find(" ", end + 1, end + FURTHEST)
    word = text[end + 1 : space] if space > 0 else ""
    if word.isalpha():  # most are, and need no pattern
        return word
    found = WORD_AFTER.match(text, end)
    return found[1] if found else ""


def shouted(text: str, start: int, end: int) -> bool:
    """True where the line around is in capitals: its case says nothing."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)]
    return line.isupper() and len(line) > end - start + 3


def opens_sentence(text: str, start: int) -> bool:
    """True where nothing of the same sentence stands before: a capital letter says nothing there."""
    return ENDS_SENTENCE.search(text, max(0, start - 4), start) is not None


def glued_script(word: str) -> bool:
    """True for a word in a script that sets no spaces."""
    return bool(word) and glued(word[0])


def last_word(before: str) -> str:
    """The last folded word of what stands before: of `l'avenue` avenue."""
    return bare(before).rpartition(" ")[2]
