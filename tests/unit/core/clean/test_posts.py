"""Posts of social networks that are set into a story go whole; a story's own quotations stay."""

import pytest
from lxml import html

from worker.core.clean.blocks import walk
from worker.core.clean.body import selection
from worker.core.clean.body.selection import Seen
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.text.passages import POST

STORY = "<p>The harbour office of Oldport said on Friday that the ferry over the Lune will run until the end of autumn.</p>"
POSTED = "Kudos to the ferry on another fine result!"


def cut(body: str) -> list[str]:
    """The texts that are left out as posts of an article, all of whose blocks the model takes."""
    found = walk.read(html.fromstring(f"<html><body><article>{body}</article></body></html>")).blocks
    passages = selection.kept(found, [1000] * len(found), Seen(Metadata()))
    return [block.text for block, passage in zip(found, passages, strict=True) if passage.rule == POST]


@pytest.mark.parametrize(
    "post",
    [
        '<blockquote class="twitter-tweet" data-dnt="true"><p>{}</p>— Oldport Ferry <a href="https://social.example/1">May 2, 2024</a></blockquote>',
        '<blockquote class="instagram-media"><div><a href="#">{}</a></div></blockquote>',
        '<div class="bluesky-embed wide"><p>{}</p></div>',
        '<figure class="wp-block-embed-twitter"><div>{}</div></figure>',
        "<blockquote><p>{}</p><p>— Oldport Ferry (@oldportferry) 2 mai 2024</p></blockquote>",
        "<blockquote>{}<br>— Oldport Ferry (@oldport.ferry)</blockquote>",
        '<blockquote><p>{}</p>— Фериботът <a href="https://x.com/ferry/status/1">2 май 2024</a></blockquote>',
    ],
)
def test_a_post_goes_with_what_stands_below_it(post: str) -> None:
    assert cut(STORY + post.format(POSTED) + STORY)[0].startswith(POSTED)
    assert not any(text.startswith("The harbour") for text in cut(STORY + post.format(POSTED) + STORY))


@pytest.mark.parametrize(
    "quotation",
    [
        "<blockquote><p>{}</p><p>— Ann Oak, pilot</p></blockquote>",
        "<blockquote>{}</blockquote>",
        '<p class="twitter-tweets-count">{}</p>',
        "<p>{}<br>— Oldport Ferry (@oldportferry)</p>",
        '<blockquote><p>{}</p>— Ann Oak, <a href="https://post.example/letters/1">in a letter</a></blockquote>',
    ],
)
def test_a_quotation_of_the_story_stays(quotation: str) -> None:
    assert cut(STORY + quotation.format(POSTED) + STORY) == []


def test_a_page_of_posts_keeps_them() -> None:
    post = f'<blockquote class="twitter-tweet"><p>{POSTED}</p>— Ann Oak (@annoak)</blockquote>'
    assert cut(f"<p>Two of them.</p>{post * 2}") == []
    assert cut(STORY * 9 + post * 4) == []
    assert cut(STORY * 9 + post * 3) != []
