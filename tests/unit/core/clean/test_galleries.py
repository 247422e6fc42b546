"""Captions of galleries: told by standing below pictures of their own, laid out alike."""

import pytest
from lxml import html

from worker.core.clean.blocks import galleries, walk

FISH = ("Traders set up at dawn.", "A lorry blocks the quay.", "Cod on ice under the roof.")


def told(items: str) -> list[str]:
    tree = html.fromstring(f"<html><body><nav><a href=/>Home</a></nav><main>{items}</main></body></html>")
    found = walk.read(tree).blocks
    return [found[number].text for number in galleries.captions(found)]


def each(layout: str, texts: tuple[str, ...] = FISH) -> str:
    return "".join(layout.format(text=text, number=number) for number, text in enumerate(texts))


@pytest.mark.parametrize(
    "layout",
    [
        "<figure><img><figcaption>{text}</figcaption></figure>",
        "<div class=slide><b>{number}/3</b><img><div>{text}</div><div>Foto: Li Na/AP</div></div>",
        "<li><img><p>{text}</p></li>",
        "<p><img></p><p>{text}</p>",
        "<div class=photo><img><p>{text} <a href=/buy>Buy it</a></p></div>",
    ],
)
def test_captions_of_one_layout_are_told(layout: str) -> None:
    assert [text.removesuffix(" Buy it") for text in told(each(layout))] == list(FISH)


@pytest.mark.parametrize(
    "layout",
    [
        "<div><a href=/{number}><img></a><h3><a href=/{number}>Boats on the river {number}</a></h3><p>{text}</p></div>",
        "<div><a href=/{number}><img>{text}</a></div>",
        "<aside><img><p>{text}</p></aside>",
        "<div class=related-galleries><img><p>{text}</p></div>",
        "<div><img><p>See all of it in full size</p></div>",
        "<div><p>{text}</p></div>",
    ],
)
def test_teasers_and_what_stands_beside_are_not(layout: str) -> None:
    assert told(each(layout)) == []


def test_a_pair_is_no_gallery() -> None:
    assert told(each("<figure><img><figcaption>{text}</figcaption></figure>", FISH[:2])) == []


def test_text_between_pictures_of_another_layout_is_not() -> None:
    items = each("<figure><img><figcaption>{text}</figcaption></figure>")
    assert told(items + "<p>The market closes on Saturday.</p>") == list(FISH)
