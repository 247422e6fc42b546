"""A plain text's first line that is the site's name is no headline, where the host, the site or the text's last lines say so and another headline stands below."""

from dataclasses import replace

import pytest

from tests.support import released
from worker.core.clean.article import clean
from worker.core.clean.boilerplate.furniture import Block, Furniture, Numbers, Stand
from worker.core.model import Article, RawPage

HEAD = "Nine against two, and a loud no"  # none of its words is in the story: nothing but the name tells which is the headline
STORY = "The harbour board of Oldport decided on Monday night to keep the old ferry for three more years, because the new bridge will cost twice what the county had set aside for it."


def made(
    *lines: str, url: str | None = None, site: str | None = None, furniture: Furniture | None = None
) -> Article:
    page = RawPage(url=url, site=site, text="\n\n".join(lines))
    rules = replace(released.RULES, furniture=furniture) if furniture else released.RULES
    found = clean(page, None, rules, {})
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize(
    "name, url",
    [
        ("Oldport Evening Post", "https://www.oldporteveningpost.example/a"),
        ("The Oldport Evening Post", "https://oldport-evening-post.example/a"),
        ("Oldport Evening Post – the river's own paper since 1871", "https://www.oldporteveningpost.example/a"),
        ("OLDPORT EVENING POST | News and views", "https://www.oldporteveningpostnews.example/a"),
        ("Süddampfer | Nachrichten", "https://www.sueddampfer.example/a"),
        ("Altenhafener Allgemeine Zeitung", "https://www.aaz.example/a"),
        ("Старый Порт", f"https://{'старыйпорт'.encode('idna').decode()}.example/a"),
        ("Harbour Watch Oldport", "https://www.harbourwatch.example/a"),
        ("Harbour Watch", "https://www.myharbourwatch.example/a"),
        ("Harbour Watch Notes", "https://harbour.watchnotes.example/a"),
    ],
)  # fmt: skip
def test_the_name_that_the_host_tells_is_no_headline(name: str, url: str) -> None:
    found = made(name, HEAD, STORY, STORY, url=url)
    assert (found.title, found.text) == (HEAD, f"{STORY}\n\n{STORY}")


def test_so_is_the_name_of_the_site_that_was_handed_in_or_that_claims_the_rights() -> None:
    for text, site in (
        (made("Oldport Evening Post", HEAD, STORY, STORY, site="Oldport Evening Post"), True),
        (
            made("Oldport Evening Post – by the river", HEAD, STORY, STORY, "© 2024 Oldport Evening Post"),
            True,
        ),
        (made("Oldport Evening Post", HEAD, STORY, STORY), False),
    ):
        assert (text.title == HEAD) is site


@pytest.mark.parametrize(
    "lines, title",
    [
        # A headline that begins as the host does, or that a name stands behind; a place in front of what happened there.
        (("Oldport Evening Post wins the harbour prize", "Five reporters shared it this year", STORY, STORY), "Oldport Evening Post wins the harbour prize"),
        ((f"{HEAD} – Oldport Evening Post", "Five members were against it", STORY, STORY), f"{HEAD} – Oldport Evening Post"),
        (("Oldporteveningpost – a ship that nobody wanted", "Five members were against it", STORY, STORY), "Oldporteveningpost – a ship that nobody wanted"),
        # Where nothing else can be the headline it is the one there is.
        (("Oldport Evening Post", STORY, STORY), "Oldport Evening Post"),
        (("Oldport Evening Post", "By Jane Roe", STORY, STORY), "Oldport Evening Post"),
    ],
)  # fmt: skip
def test_what_only_begins_with_the_name_stays_a_headline(lines: tuple[str, ...], title: str) -> None:
    assert made(*lines, url="https://www.oldporteveningpost.example/a").title == title


def test_a_line_that_was_learned_to_stand_above_stories_is_no_headline() -> None:
    motto = "Printed by the river, read by the whole coast"
    block = Block(id="furniture.post.example.1", site="post.example", text=motto, numbers=Numbers.EXACT, place=Stand.HEAD, why="it recurs", pages=9, stories=9, share=0.9, sections=2)  # fmt: skip
    for lines in (
        (motto, HEAD, STORY, STORY),
        (motto, "Town", "Sport", "Weather", HEAD, "By Jane Roe", STORY, STORY),
    ):
        found = made(*lines, url="https://www.post.example/a", furniture=Furniture((block,)))
        assert found.title == HEAD
        assert motto not in found.text
    elsewhere = made(motto, HEAD, STORY, url="https://www.other.example/a", furniture=Furniture((block,)))
    assert elsewhere.title == motto


def test_a_caption_right_below_a_headline_hides_it_no_longer() -> None:
    """No blank line tells the headline, and a caption is no paragraph."""
    caption = "The old ferry at its quay. Photo: Jane Roe/Oldport Evening Post"
    text = f"{HEAD}\nShare this story\n{caption}\n{STORY}\n{STORY}"
    found = clean(RawPage(text=text), None, released.RULES, {})
    assert isinstance(found, Article)
    assert (found.title, found.text) == (HEAD, f"{STORY}\n{STORY}")
