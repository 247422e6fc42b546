"""A page of HTML as the parser's tokenizer cuts it, to tell beforehand what its tags would cost.

The cuts are the HTML standard's: a value may hold < and >, a comment and a script may hold tags. No pattern here gives back what it has taken, so that a page
is read once from end to end, whatever it is.
"""

import re

_SPACE = r"[ \t\n\f\r]"
_VALUE = r"""(?:"[^"]*+"?|'[^']*+'?|[^ \t\n\f\r>"'][^ \t\n\f\r>]*+)"""
_ATTRIBUTE = rf"[ \t\n\f\r/]*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+(?:{_SPACE}*+={_SPACE}*+{_VALUE}?+)?+"
_NAME = r"[a-z][^ \t\n\f\r/>]*+"
_PLAIN = r'[ \n][a-z0-9_-]++="[^"]*+"'  # an attribute as most are written, asked for first because it is told in half the time
_TAG = rf"{_NAME}(?:{_PLAIN}|{_ATTRIBUTE})*+(?:{_SPACE}|/(?!>))*+"
_END = r"(?=[ \t\n\f\r/>])"  # of an element's name
_RAW = r"style|title|textarea|iframe|xmp|noembed|noframes"  # what stands in them is text up to their end
# A script may hold a comment, and that a script with its end.
_INNER = rf"<script{_END}(?:[^<-]++ | -(?!->) | <(?!/script{_END}))*+(?:</script)?+"
_COMMENT = rf"<!(?=--)(?:[^<-]++ | -(?!->) | <(?!/?script{_END}) | {_INNER})*+"
_SCRIPT = rf"(?:[^<]++ | {_COMMENT} | <(?!/script{_END}))*+"
_TOKEN = rf"""<(?:
    /?(?!(?:script|plaintext|{_RAW}){_END}){_TAG}
    | !--(?:-?> | [^-]*+(?:-(?!-!?>)[^-]*+)*+)
    | [!?][^>]*+
    | /(?![a-z])[^>]*+
    | (?=script{_END}){_TAG}(?:>{_SCRIPT})?+
    | (?=({_RAW}){_END}){_TAG}(?:>[^<]*+(?:<(?!/\1{_END})[^<]*+)*+)?+
    | (?=plaintext{_END}){_TAG}(?:>.*+)?+
    | /?{_TAG}
)"""
_FLAGS = re.ASCII | re.IGNORECASE | re.DOTALL | re.VERBOSE
_TOKENS = re.compile(_TOKEN, _FLAGS)
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
    """How many attributes the tag with the most has; tags too short for more than `matter` aren't looked at."""
    long = (token for token in _TOKENS.finditer(html) if token.end() - token.start() > 2 * matter)
    tags = (_OPENING.match(html, token.start()) for token in long)
    return max((len(_ATTRIBUTES.findall(tag[1])) for tag in tags if tag), default=0)


def _is_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()
