"""What a site's own names say about a piece of text: its elements, classes and ids, each read as one of a few marks."""

import re
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
    LEAD = 1 << 22  # a standfirst, a subtitle
    SUMMARY = 1 << 23  # the article in a few points
    PULL = 1 << 24  # set apart: a pulled quote, a box of facts
    EMBED = 1 << 25  # a video, a quiz


TAG_MARKS = {
    "article": Mark.ARTICLE, "main": Mark.MAIN, "nav": Mark.NAV, "aside": Mark.ASIDE, "footer": Mark.FOOTER, "header": Mark.HEADER,
    "form": Mark.FORM, "button": Mark.FORM, "dialog": Mark.CONSENT, "figure": Mark.FIGURE, "figcaption": Mark.CAPTION, "table": Mark.TABLE,
    "blockquote": Mark.QUOTE, "menu": Mark.NAV,
}  # fmt: skip
# Over names in their plain form (`_plain`): small letters, words joined by one hyphen each.
NAME_MARKS = (
    (Mark.BODY, r"(?:entry|post|article|story|page|main|node|rich|blog|news|artikel)-?(?:content|body|text|inhalt)|rich-?text|wysiwyg|field-name-body|\bprose\b|markdown|post-?single|\bcuerpo\b|\bcorpo-?(?:texto|articolo|materia|noticia)|brodtext|leipateksti|\btresc\b"),
    (Mark.NAV, r"\bnav|navi?gation|\bmenu|bread-?crumb|pagination|\bpager|\btoc\b|table-of-contents|skip-?link|site-?map|fil-?d-?ariane|migas-de-pan|brotkrumen"),
    (Mark.ASIDE, r"side-?bar|\baside|\bwidgets?\b|right-?col|\brail\b|seiten-?leiste|seiten-?spalte|marginal-?spalte|barra-lateral|colonne-droite"),
    (Mark.FOOTER, r"foot-?(?:er|note)|copy-?right|colophon|disclaimer|\blegal|imprint|impressum|rodape|pie-de-pagina|pied-de-page|\bstopka\b|fusszeile"),
    (Mark.HEADER, r"(?:site|page|main|top)-?head|mast-?head|top-?bar|tool-?bar|banner|kopf-?zeile"),
    (Mark.COMMENT, r"comment|disqus|discussion|kommentar|\brepl(?:y|ies)\b|feedback|reviews?-list|comentario|commenti\b|komentar|reacties|yorumlar"),
    (Mark.RELATED, r"related|relations?\b|recommend|recirc|more-?(?:from|stories|news|articles)|read-?(?:more|next|also|on)\b|also-?(?:like|read)|trending|popular|most-?(?:read|viewed)|latest|teaser|similar|suggest|further|outbrain|taboola|next-?(?:post|article|up)\b|\bprev(?:s|ious|iews?)?\b|upsell|cross-?sell|siblings|weitere|relacionad|relacionat|a-lire-aussi|lire-aussi|lees-ook|correlat|leia-(?:mais|tambem)|powiazane|czytaj-(?:tez|takze)|souvisejici|meist-?gelesen|mas-(?:leidas?|noticias)|mais-lidas|plus-lus|piu-letti|ilgili-haber|haber-oneri|verwandt"),
    (Mark.SHARE, r"\bshar(?:e|ing)|social|follow|addthis|sociable|\bprint\b|\btools\b|bookmark|compartir|compartilhar|partag(?:e|er)\b|condivi|teilen|udostepn|delen\b|paylas"),
    (Mark.SIGNUP, r"news-?letter|subscri|sign-?up|sign-?in\b|\blog-?in|\bregist|pay-?wall|premium|donat|\bmember|\bcta\b|call-to-action|\bpromo(?:s|box|tions?|tional)?\b|promoted-|download-?app|lead-?gen|hbspt|abonnement|suscri|assine|abbonament|prenumer|anmeld|spende"),
    (Mark.BYLINE, r"by-?line|author|\bbio\b|contributor|dateline|post-?meta|entry-?meta|meta-?data|publish|timestamp|posted|submitted|read(?:ing)?-?time|\bdate\b|\bmeta\b|auteur|autore?s?\b|autorzy|firma-?(?:nota|autor)|fecha|datum|veroeffentlicht"),
    (Mark.TAGS, r"\btag(?:s|list|-?cloud|-links)\b|keywords|\btopics?\b|categor|labels\b|etiquetas|schlagw|kategori"),
    (Mark.AD, r"\bad[sv]?\b|advert|\bsponsor|werbung|\banzeige|publici(?:dad|dade|te)|pubblicita|reklam|annonce\b|\bdfp|commercial|affiliate|disclosure"),
    (Mark.CONSENT, r"cookie|consent|gdpr|(?:^|\s)(?:modal|popup|overlay|lightbox)s?\b|\b(?:modal|popup|overlay|lightbox)s?(?:\s|$)|\btoasts?\b|\balerts?\b|\bnotices?\b|one-?trust"),
    (Mark.CAPTION, r"caption|\bcredits?\b|image-?info|photo-?info|\blegend[aes]?\b|bild-?(?:unterschrift|text|nachweis)|(?:image|img|picture|pic|photo|foto|media|figure)-?(?:desc|descr|description|note|legend|copyright|source)\b|didascalia|pie-?(?:de-)?foto|bildtext|podpis|onderschrift"),
    (Mark.CARD, r"\bcard|\btile|grid-?item|\bslide|carousel|swiper|accordion|gallery|\bproducts?\b|galerie|galeria"),
    (Mark.HIDDEN, r"(?:^|\s)(?:(?:tw|u|is|js|ui|element|wp)-)?(?:hidden|invisible|sr-only|visually-?hidden|screen-?reader(?:-text|-only)?|d-none|off-?screen)(?:\s|$)"),
    (Mark.LEAD, r"stand-?first|\blede\b|\bdek\b|\bdeck\b|sub-?title|sub-?head|sub-?headline|excerpt|\bintro(?:duction)?\b|\blead\b|lead-?(?:text|paragraph)|tagline|\bkicker\b|chapo|chapeau|entradilla|bajada|copete|volanta|sottotitolo|occhiello|sommario|vorspann|an(?:reiss|reiß)er|ingress|\bperex|zajawka|\bmanchet|spot-?(?:text|baslik)|linha-?fina|\bolho\b"),
    (Mark.SUMMARY, r"summary|highlights?\b|synopsis|key-?(?:point|takeaway|fact)|take-?away|\btl-?dr\b|at-a-glance|in-brief|in-short|zusammenfassung|auf-einen-blick|resumen\b|resumo\b|riassunto|streszczenie"),
    (Mark.PULL, r"pull-?(?:quote|out)|quote-?(?:block|box|text)|block-?quote|call-?out|info-?box|fact-?box|\binset\b|hervorheb|zitat|destacado"),
    (Mark.EMBED, r"\bvideo|player|\bembed|\bpoll\b|\bquiz|survey|widget-?form|podcast|\baudio|transcript"),
)  # fmt: skip
# What is hidden on some screens is shown on others: `hidden md:block`, `d-none d-lg-flex`.
_SHOWN = re2.compile(r"(?:^|\s)(?:tw-)?(?:d-)?(?:xs|sm|md|lg|xl|[1-9]xl|xxl|mobile|tablet|laptop|desktop)[:-](?:block|flex|grid|table|contents|visible|inline(?:-\w+)?|not-sr-only)(?:\s|$)")  # fmt: skip
# What states something of an element instead of naming it (`has-comments`, `no-sidebar`, `print:block`), what page builders call each of theirs, and what
# WordPress files a post under, as classes of the post itself: `post hentry status-publish category-food tag-menus author-anna`.
_STATED = r"(?:(?:has|with|without|no|not|use)-|print:)"
_BUILT = r"\b(?:elementor-widget|widget-(?:span|type)|hs-cos-wrapper-widget)\b"
_NO_NAME = re.compile(rf"(?<!\S){_STATED}\S*|{_BUILT}")
_FILED = re.compile(rf"(?<!\S)(?:{_STATED}|(?:category|tag|author|status|format)-)\S*")
_IS_POST = r"hentry|status-publish|type-post"
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NAME_VALUES = (*(mark.value for mark, _ in NAME_MARKS), 0, 0)
TAG_VALUES = {tag: mark.value for tag, mark in TAG_MARKS.items()}
NAME_LIMIT = 300
_HIDDEN = Mark.HIDDEN.value


def _names() -> "re2.Set":
    """All names in one automaton, last what names nothing: a page has hundreds of classes, and each would be searched for each pattern."""
    names = re2.Set.SearchSet()
    for pattern in (*(pattern for _, pattern in NAME_MARKS), rf"(?:^|\s){_STATED}|{_BUILT}", _IS_POST):
        names.Add(pattern)
    names.Compile()
    return names


_NAMES = _names()
_NOTHING, _POST = len(NAME_MARKS), len(NAME_MARKS) + 1


@lru_cache(maxsize=4096)
def named(name: str) -> int:
    """The marks of an element's names, as a number."""
    plain = _plain(name)
    found = _NAMES.Match(plain)
    if not found:
        return 0
    if _NOTHING in found or _POST in found:
        plain = (_FILED if _POST in found else _NO_NAME).sub(" ", plain)
        found = _NAMES.Match(plain) or ()
    marks = 0
    for index in found:
        marks |= _NAME_VALUES[index]
    return marks - _HIDDEN if marks & _HIDDEN and _SHOWN.search(plain) else marks


def _plain(name: str) -> str:
    """Names as words: `AuthorBio_text__x7`, `author-bio--text` and `author_bio_text` alike."""
    parted = name if name.islower() else _HUMP.sub("-", name).lower()
    return parted.replace("_", "-").replace("---", "-").replace("--", "-")
