"""The kinds of plain texts that are lists, forms, a video's few lines or a report by the clock. No element parts them, so words have to say what the form of the lines suggests; what has running text is an article."""

import re

from worker.core.clean.kind.lines import Plain
from worker.core.clean.kind.outline import PROSE, is_kept_by_the_clock
from worker.core.clean.kind.rules import PageKind, Place
from worker.core.clean.kind.shapes import MANY_MOMENTS, MOMENTS, PICTURES
from worker.core.clean.kind.signs import LITTLE, ONE_PIECE
from worker.core.clean.kind.verdicts import FEW_TEASERS, LONG_PIECE, SUMMARIES, TEASERS, Verdict

FEW_SUMMARIES = 4  # below headlines, where the address is a section's
POST_PARAGRAPHS = 4  # of a live blog's post, on average
STAMPS, STAMPED = 5, 3  # headlines with their times; where the address is a section's
MOST_OF_A_FORM = 120  # words of a page that is a form
FIELDS = 3  # of a form, where neither title nor address says what it is
SIGNS = 2  # of three, that tell a search or a video
_STORY = re.compile(
    r"\d{5,}|(?:[^/\W_]+[-_]){3,}[^/\W_]+|[?&]\w*(?:p|id)=\d"
)  # in a story's address: a number, a headline


def told(page: Plain, *, dated: bool) -> Verdict | None:
    """The kind of a plain text; None for an article like any other. `dated`: its day of publication was handed in, which lists and forms don't have."""
    for kind, tell in () if page.longest >= LONG_PIECE else _KINDS.items():  # an article's text
        if (why := tell(page)) and not (dated and kind in _UNDATED):
            return Verdict(kind, why)
    if page.is_at(PageKind.ABOUT) and any(
        page.rules.tell(PageKind.ABOUT, Place.TITLE, one) for one in page.titles[:1]
    ):
        return Verdict(PageKind.ABOUT, "its title and its URL are those of a page on the site itself")
    if _is_live(page):
        return Verdict(PageKind.LIVE_BLOG)
    return Verdict(PageKind.GALLERY) if _is_gallery(page) else None


def _login(page: Plain) -> str | None:
    words = sum(line.words for line in page.lines)
    if page.prose >= LITTLE or words > MOST_OF_A_FORM:
        return None
    headed = page.is_headed(PageKind.LOGIN)
    signs = headed, page.is_at(PageKind.LOGIN), page.logins > headed
    is_form = sum(signs) >= SIGNS or page.said(PageKind.LOGIN) >= FIELDS
    return "it lets readers in, and it has hardly any text" if is_form else None


def _search(page: Plain) -> str | None:
    headed = page.is_headed(PageKind.SEARCH)
    counts = page.said(PageKind.SEARCH) > 0 or page.is_quoted
    signs = headed, page.is_at(PageKind.SEARCH), counts
    is_list = len(page.headlines) >= FEW_TEASERS or page.prose < LITTLE
    is_found = sum(signs) >= SIGNS and is_list and page.longest < ONE_PIECE
    return (
        "it lists what a search found" if is_found or (page.is_headed_in_full and _is_listed(page)) else None
    )


def _index(page: Plain) -> str | None:
    count = f"{len(page.headlines)} headlines, and no text in one piece"
    is_story = page.address is None or _STORY.search(page.address)
    if page.is_at(PageKind.INDEX) and not is_story and (_is_listed(page) or _is_section(page)):
        return f"its URL is a section's, and it has {count}"
    is_stamped = page.stamps >= STAMPED and 2 * page.stamps >= len(page.headlines)
    if page.is_at(PageKind.INDEX) and not is_story and is_stamped and page.longest < ONE_PIECE:
        return f"its URL is a section's, and times stand with its headlines: {count}"
    if not _is_listed(page):
        return None
    if page.opens_list:
        return f"a line says that a list stands below it, and it has {count}"
    if page.stamps >= max(STAMPS, len(page.headlines) // 2):
        return f"times stand with its headlines: {count}"
    is_bare = page.is_bare_list or page.alternates(TEASERS)
    return f"it has {count}, and nothing else" if is_bare and not is_story else None


def _video(page: Plain) -> str | None:
    if page.prose >= LITTLE or len(page.headlines) >= TEASERS:
        return None
    headed = page.is_headed(PageKind.VIDEO)
    signs = headed, page.is_at(PageKind.VIDEO), page.said(PageKind.VIDEO) + page.lengths > 0
    is_alone = sum(signs) >= SIGNS or (headed and page.prose < PROSE)
    return "it speaks as a video's page does, and has hardly any text" if is_alone else None


def _is_listed(page: Plain) -> bool:
    """Whether it is made of headlines, with a line or two of text below many of them or below none: a short article above headlines has its text in a place or two."""
    texts = len(page.texts)
    return len(page.headlines) >= TEASERS and page.longest < ONE_PIECE and (not texts or texts >= SUMMARIES)


def _is_section(page: Plain) -> bool:
    """Whether it is a few headlines with a summary below each, perhaps below a word on what they have in common."""
    return page.alternates(FEW_SUMMARIES) and page.longest < LONG_PIECE


def _is_gallery(page: Plain) -> bool:
    """Whether captions with their credits are what it has to say: no text in one piece, and its title or its address says what it is."""
    named = page.is_headed(PageKind.GALLERY) or page.is_at(PageKind.GALLERY)
    return named and page.captions >= PICTURES and page.longest < ONE_PIECE


def _is_live(page: Plain) -> bool:
    """Whether times of day part it as a live blog's do. Readers' comments below a story have theirs, too, but most of the paragraphs are the story's then."""
    if page.timed < MOMENTS:
        return False
    named = page.is_headed(PageKind.LIVE_BLOG) or page.is_at(PageKind.LIVE_BLOG)
    told = page.outline
    posts, least = (told.posts, MOMENTS) if named else (told.entries, MANY_MOMENTS)
    texts = sum(line.prose and line.words >= PROSE for line in page.lines)
    return len(posts) >= max(least, texts / POST_PARAGRAPHS) and is_kept_by_the_clock(posts)


_KINDS = {
    PageKind.LOGIN: _login,
    PageKind.SEARCH: _search,
    PageKind.INDEX: _index,
    PageKind.VIDEO: _video,
}
_UNDATED = frozenset({PageKind.LOGIN, PageKind.SEARCH, PageKind.INDEX})
