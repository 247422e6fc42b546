"""Articles of a shape of their own: posts by the clock, pictures with captions, a video with its text."""

from worker.core.clean.kind.outline import is_kept_by_the_clock
from worker.core.clean.kind.rules import PageKind, PageRules, Place
from worker.core.clean.kind.signs import LITTLE, ONE_PIECE, Page

MOMENTS = 3  # times that the posts of a live blog have, where its title or URL says what it is
MANY_MOMENTS = 6  # the same where nothing says so
SIGNS = 2  # of a video's three
PICTURES, MANY_PICTURES = 4, 8  # with captions, of a gallery; in the same way


def is_live_blog(page: Page, rules: PageRules) -> bool:
    """Whether it is a report that grows by the hour: declared, or posts whose times go one way through the day."""
    if "LiveBlogPosting" in page.metadata.kinds:
        return True
    addressed = rules.tell(PageKind.LIVE_BLOG, Place.URL, page.address)
    if addressed and page.moments >= MOMENTS:
        return True
    named = addressed or any(rules.tell(PageKind.LIVE_BLOG, Place.TITLE, title) for title in page.titles)
    posts, least = (page.outline.posts, MOMENTS) if named else (page.outline.entries, MANY_MOMENTS)
    return len(posts) >= least and is_kept_by_the_clock(posts)


def is_gallery(page: Page, rules: PageRules) -> bool:
    """Whether its pictures are the story: declared, or many with captions and no text in one piece."""
    if {"ImageGallery", "MediaGallery"}.intersection(page.metadata.kinds):
        return True
    if page.has_piece():
        return False
    if rules.tell(PageKind.GALLERY, Place.URL, page.address):
        return True
    pictures = max(page.pictures, page.outline.counted)
    if any(rules.tell(PageKind.GALLERY, Place.TITLE, title) for title in page.titles):
        return max(pictures, page.outline.captioned) >= PICTURES
    return pictures >= MANY_PICTURES and page.outline.prose < ONE_PIECE


def is_video(page: Page, rules: PageRules) -> bool:
    """Whether the page declares itself a video and no article, or shows one and hardly a word beside it."""
    video = page.metadata.og_type.startswith("video") or "VideoObject" in page.metadata.kinds
    is_other = page.metadata.og_type == "article" or page.says_article
    return not is_other and (video or _shows_video(page, rules))


def _shows_video(page: Page, rules: PageRules) -> bool:
    """Whether two of three say so: that something plays, the address, the title. Articles have players, too, and text."""
    if page.outline.prose >= LITTLE:
        return False
    signs = (
        page.players > 0,
        rules.tell(PageKind.VIDEO, Place.URL, page.address),
        any(rules.tell(PageKind.VIDEO, Place.TITLE, title) for title in page.titles),
    )
    return sum(signs) >= SIGNS
