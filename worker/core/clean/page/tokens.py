"""A page of HTML as the parser's tokenizer cuts it, to tell beforehand what its tags would cost.

The cuts are the HTML standard's: a value may hold < and >, a comment and a script may hold tags. No pattern here gives back what it has taken, so that a page
is read once from end to end, whatever it is.
"""

import re
from functools import cache

_SPACE = r"[ \t\n\f\r]"
_VALUE = r"""(?:"[^"]*+"?|'[^']*+'?|[^ \t\n\f\r>"'][^ \t\n\f\r>]*+)"""
_ATTRIBUTE = rf"[ \t\n\f\r/]*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+(?:{_SPACE}*+={_SPACE}*+{_VALUE}?+)?+"
_NAME = r"[a-z][^ \t\n\f\r/>]*+"
_PLAIN = r'[ \n][a-z0-9_-]++="[^"]*+"'  # an attribute as most are written, asked for first because it is told in half the time
_END = r"(?=[ \t\n\f\r/>])"  # of an element's name
_RAW = (
    "style title textarea iframe xmp noembed noframes".split()
)  # what stands in them is text up to their end
_ANY_RAW = "|".join(_RAW)
# A script may hold a comment, and that a script with its end.
_INNER = rf"<script{_END}(?:[^<-]++ | -(?!->) | <(?!/script{_END}))*+(?:</script)?+"
_COMMENT = rf"<!(?=--)(?:[^<-]++ | -(?!->) | <(?!/?script{_END}) | {_INNER})*+"
_SCRIPT = rf"(?:[^<]++ | {_COMMENT} | <(?!/script{_END}))*+"
_FLAGS = re.ASCII | re.IGNORECASE | re.DOTALL | re.VERBOSE


def _token(attributes: str) -> str:
    """The pattern of a token behind its <; `attributes` is that of a tag's."""
    tag = rf"{_NAME}{attributes}(?:{_SPACE}|/(?!>))*+"
    raw = "|".join(rf"(?={name}{_END}){tag}(?:>[^<]*+(?:<(?!/{name}{_END})[^<]*+)*+)?+" for name in _RAW)
    return rf"""(?:
        /?(?!(?:script|plaintext|{_ANY_RAW}){_END}){tag}
        | !--(?:-?> | [^-]*+(?:-(?!-!?>)[^-]*+)*+)
        | [!?][^>]*+
        | /(?![a-z])[^>]*+
        | (?=script{_END}){tag}(?:>{_SCRIPT})?+
        | {raw}
        | (?=plaintext{_END}){tag}(?:>.*+)?+
        | /?{tag}
    )"""


_TOKENS = re.compile(rf"<{_token(rf'(?:{_PLAIN}|{_ATTRIBUTE})*+')}", _FLAGS)
_OPENING = re.compile(rf"<{_NAME}((?:{_ATTRIBUTE})*+)", _FLAGS)
_ATTRIBUTES = re.compile(_ATTRIBUTE, _FLAGS)


def pieces(html: str) -> int:
    """How many elements are opened, and how many < open nothing, which the parser takes as long for. Not what stands in comments, scripts and declarations."""
    count = end = 0
    for token in _TOKENS.finditer(html):
        count += _is_letter(html[token.start() + 1]) + html.count("<", end, token.start())
        end = token.end()
    return count + html.count("<", end)


def most_attributes(html: str, matter: int) -> int:
    """How many attributes the tag with the most has; 0 where none has more than `matter`, which is told in one match."""
    if _within(matter).fullmatch(html):
        return 0
    long = (token for token in _TOKENS.finditer(html) if token.end() - token.start() > 2 * matter)
    tags = (_OPENING.match(html, token.start()) for token in long)
    return max((len(_ATTRIBUTES.findall(tag[1])) for tag in tags if tag), default=0)


@cache
def _within(most: int) -> "re.Pattern[str]":
    """A page all of whose tags have so many attributes at most."""
    attributes = rf"(?:{_PLAIN}|{_ATTRIBUTE}){{0,{most}}}+(?!{_ATTRIBUTE})"
    return re.compile(rf"(?:[^<]++ | <(?![a-z/!?]) | <{_token(attributes)})*+", _FLAGS)


def _is_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()
