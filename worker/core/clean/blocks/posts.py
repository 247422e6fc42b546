"""Posts of social networks that are set into the story: what somebody wrote elsewhere, and below it who and when.

Told by what the networks' own code names them, or by the line below a quotation: a dash, a name, and the account or a link to its network. Where a page shows more than a few, or is mostly such posts, they are what it tells of.
"""

import re
from collections.abc import Iterator, Set
from functools import lru_cache

from worker.core.clean.blocks.blocks import Block, Container, lineage, span
from worker.core.clean.blocks.others import Scored

MOST = 3  # posts of a page that are set into its story
LEVELS = 4  # elements around a block that may be the post
_NAMED = re.compile(
    r"(?:^|[ .])(?:twitter-(?:tweet|video)|tweet-embed|embedded-tweet|instagram-media|tiktok-embed|fb-(?:post|video)|bluesky-embed|mastodon-embed"
    r"|text-post-media|telegram-post|reddit-(?:embed-bq|card)|vk-post|wp-block-embed-(?:twitter|instagram|bluesky|tiktok|facebook))(?![\w])",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\s*[—–―-]{1,2} ?[^()\n]{1,80} ?\(@[\w.@-]+\)")
_DASHED = re.compile(r"\s*[—–―]")
_DASHES = frozenset("—–―-")
_NETWORK = re.compile(
    r"https?://(?:[\w-]+\.)?(?:twitter|x|instagram|facebook|tiktok|threads|bsky|t|vk|truthsocial)\.(?:com|net|app|me)/[^/?#]+/.",
    re.IGNORECASE,
)


def posts(page: Scored) -> Iterator[int]:
    """The numbers of the blocks in such posts; none where they are many, or the rest of the text is no longer."""
    blocks, scores = page.blocks, page.scores
    named = frozenset(node.number for node in page.elements if is_named(node.signature))
    if not named and not any(node.kind == "blockquote" for node in page.elements):
        return
    inside: set[int] = set()
    count = 0
    for at, block in enumerate(blocks):
        if at not in inside and (node := _post(block, named)):
            post = span(blocks, node, at)
            inside.update(post)
            count += any(scores[one] > 0 for one in post)
    words = [0, 0]
    for at, block in enumerate(blocks):
        words[at in inside] += block.words * (scores[at] > 0)
    if count <= MOST and words[False] > words[True]:
        yield from sorted(inside)


def _post(block: Block, named: Set[int]) -> Container | None:
    """The element that is the post in which a block stands: one of those that are named so, or a quotation that is signed like one."""
    around = lineage(block.container, LEVELS) if named else ()
    found = next((node for node in around if node.number in named), None)
    if found or not _is_signature(block):
        return found
    return next((node for node in lineage(block.container, LEVELS) if node.kind == "blockquote"), None)


def _is_signature(block: Block) -> bool:
    last = block.text.rpartition("\n")[2]
    if last.lstrip()[:1] not in _DASHES:
        return False
    is_linked = _DASHED.match(last) is not None and _NETWORK.match(block.href) is not None
    return is_linked or _SIGNED.match(last) is not None


@lru_cache(maxsize=4096)
def is_named(signature: str) -> bool:
    """Whether an element's name and class are those of a network's post."""
    return _NAMED.search(signature) is not None
