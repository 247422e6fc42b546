"""What a site's own names say about a piece of text: its elements, classes and ids, each read as one of a few marks."""

from enum import IntFlag
from functools import lru_cache

import re2


class Mark(IntFlag):
    """What the elements around a block say about it."""

    ARTICLE = 1
    MAIN = 1 << 1
    BODY = 1 << 2  # marked as the article's body, or named as content
    NAV = 1 << 3
    ASIDE = 1 << 4
    FOOTER = 1 << 5
    HEADER = 1 << 6
    FORM = 1 << 7
    FIGURE = 1 << 8
    TABLE = 1 << 9
    HIDDEN = 1 << 10
    COMMENT = 1 << 11
    RELATED = 1 << 12
    SHARE = 1 << 13
    SIGNUP = 1 << 14
    BYLINE = 1 << 15
    TAGS = 1 << 16
    AD = 1 << 17
    CONSENT = 1 << 18
    CAPTION = 1 << 19
    CARD = 1 << 20
    QUOTE = 1 << 21


TAG_MARKS = {
    "article": Mark.ARTICLE, "main": Mark.MAIN, "nav": Mark.NAV, "aside": Mark.ASIDE, "footer": Mark.FOOTER, "header": Mark.HEADER,
    "form": Mark.FORM, "button": Mark.FORM, "dialog": Mark.CONSENT, "figure": Mark.FIGURE, "figcaption": Mark.CAPTION, "table": Mark.TABLE,
    "blockquote": Mark.QUOTE, "menu": Mark.NAV,
}  # fmt: skip
NAME_MARKS = (
    (Mark.BODY, r"article-?_?body|articlebody|(?:entry|post|article|story|page|main|node|rich|blog)[-_]*(?:content|body|text)|story-?body|richtext|wysiwyg|field-name-body|prose\b|markdown|post-?single"),
    (Mark.NAV, r"\bnav|navi?gation|\bmenu|breadcrumb|pagination|pager|toc\b|table-of-contents|skip-?link|sitemap"),
    (Mark.ASIDE, r"side-?bar|\baside|widget|right-?col|rail\b|seitenleiste"),
    (Mark.FOOTER, r"foot(?:er|note)|copyright|colophon|disclaimer|legal|imprint|impressum"),
    (Mark.HEADER, r"(?:site|page|main|top)-?_?head|masthead|top-?bar|toolbar|banner"),
    (Mark.COMMENT, r"comment|disqus|discussion|kommentar|repl(?:y|ies)\b|feedback|reviews?-list"),
    (Mark.RELATED, r"relat|recommend|recirc|more-?(?:from|stories|news|articles)|read-?(?:more|next|also)|also-?(?:like|read)|trending|popular|most-?(?:read|viewed)|latest|teaser|similar|suggest|further|outbrain|taboola|next-?(?:post|article|up)|prev|upsell|cross-?sell|siblings|weitere"),
    (Mark.SHARE, r"shar(?:e|ing)|social|follow|addthis|sociable|print\b|tools\b|bookmark"),
    (Mark.SIGNUP, r"newsletter|subscri|sign-?up|signin|log-?in|regist|paywall|premium|donat|member|cta\b|call-to-action|promo|download-?app|lead-?gen|hbspt"),
    (Mark.BYLINE, r"byline|author|\bbio\b|contributor|dateline|post-?meta|entry-?meta|meta-?data|publish|timestamp|posted|read(?:ing)?-?time|\bdate\b|\bmeta\b"),
    (Mark.TAGS, r"tag(?:s|list|-?cloud|-links)\b|keywords|topics?\b|categor|labels\b"),
    (Mark.AD, r"\bad[sv]?\b|advert|sponsor|werbung|anzeige|publicidad|dfp|commercial|affiliate|disclosure"),
    (Mark.CONSENT, r"cookie|consent|gdpr|modal|popup|overlay|lightbox|toast|alert|notice\b|onetrust"),
    (Mark.CAPTION, r"caption|credit|image-?info|photo-?info|wp-caption|legend"),
    (Mark.CARD, r"\bcard|tile|grid-?item|slide|carousel|swiper|accordion|gallery|product"),
    (Mark.HIDDEN, r"(?:^|\s)(?:(?:tw|u|is|js|ui|element|wp)[-_])?(?:hidden|invisible|sr-only|visually-?hidden|screen-?reader(?:-text|-only)?|d-none|off-?screen)(?:\s|$)"),
)  # fmt: skip
# What is hidden on some screens is shown on others: `hidden md:block`, `d-none d-lg-flex`.
_SHOWN = re2.compile(r"(?:^|\s)(?:tw-)?(?:d-)?(?:xs|sm|md|lg|xl|[1-9]xl|xxl|mobile|tablet|laptop|desktop)[:-](?:block|flex|grid|table|contents|visible|inline(?:-\w+)?|not-sr-only)(?:\s|$)")  # fmt: skip
_NAME_VALUES = tuple(mark.value for mark, _ in NAME_MARKS)
TAG_VALUES = {tag: mark.value for tag, mark in TAG_MARKS.items()}
NAME_LIMIT = 300
_HIDDEN = Mark.HIDDEN.value


def _names() -> "re2.Set":
    """All names in one automaton: a page has hundreds of classes, and each would be searched for each pattern."""
    names = re2.Set.SearchSet()
    for _, pattern in NAME_MARKS:
        names.Add(pattern)
    names.Compile()
    return names


_NAMES = _names()


@lru_cache(maxsize=4096)
def named(name: str) -> int:
    """The marks of an element's names, as a number."""
    found = 0
    lower = name.lower()
    for index in _NAMES.Match(lower) or ():
        found |= _NAME_VALUES[index]
    if found & _HIDDEN and _SHOWN.search(lower):
        found -= _HIDDEN
    return found
