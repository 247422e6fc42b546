"""The articleBody that a page declares is its text where its elements hold no article of their own."""

import json

import pytest

from tests.support.released import RULES
from worker.core.clean.article import clean
from worker.core.model import Article, RawPage, Rejection

OWN = [
    "The council of Oldport has voted for a new bridge over the river, seven years after the flood took the old one, and work on it is to begin in the spring of next year.",
    "Nine of its members were against the plan because of the price, said the mayor, who had promised before the vote that no tax would be raised in order to pay for the work.",
    "Shops on the far bank have lost a third of their customers since the flood, the chamber of trade found, and three of them have closed their doors for good since January.",
    "The ferry that was put into service as a stopgap will go on until the bridge is open, and those who live on the island will not have to pay for it, the council promised.",
]
OTHER = (
    "The harbour of Newport closes on Friday because its crane broke down again last week, and ships will have to wait in the bay until a new one has been brought from the north. "
    * 12
)


def text(paragraphs: list[str], body: str) -> str:
    declared = json.dumps(
        {"@type": "NewsArticle", "headline": "Council votes for a new bridge", "articleBody": body}
    )
    shown = "".join(f"<p>{line}</p>" for line in paragraphs)
    page = f'<html lang="en"><head><title>Council votes for a new bridge</title><script type="application/ld+json">{declared}</script></head><body><article><h1>Council votes for a new bridge</h1>{shown}</article></body></html>'
    made = clean(RawPage(html=page, url="https://a.example/x"), None, RULES, {})
    assert isinstance(made, Article)
    return made.text


def test_a_page_with_an_article_of_its_own_keeps_it() -> None:
    assert text(OWN, OTHER) == "\n".join(OWN)


def test_a_page_that_a_script_would_have_filled_has_what_it_declares() -> None:
    assert text(["Loading the story."], OTHER) == OTHER.strip()


def test_the_opening_of_the_declared_body_is_no_article_of_its_own() -> None:
    whole = "\n".join([OWN[0], OTHER * 2])
    assert text(OWN[:1], whole) == whole.strip()


LITTLE = {
    "en": [
        "The council of Oldport has voted for a new bridge over the river.",
        "Nine members were against it, said the mayor.",
        "The ferry goes on until then.",
    ],
    "de": [
        "Der Rat von Altenhafen hat am Montag für eine neue Brücke über den Fluss gestimmt.",
        "Neun Mitglieder waren dagegen, sagte die Bürgermeisterin.",
        "Die Fähre fährt bis dahin weiter.",
    ],
    "ja": ["古い港の市議会は月曜日、川に新しい橋を架けることを決めた。", "反対した議員は九人だった。費用が高すぎると市長は話した。"],
    "ar": ["صوت مجلس المدينة يوم الاثنين على بناء جسر جديد فوق النهر بعد سبع سنوات من الفيضان.", "وقالت رئيسة البلدية إن تسعة أعضاء عارضوا الخطة بسبب كلفتها."],
}  # fmt: skip


@pytest.mark.parametrize("lang", LITTLE)
def test_a_declared_body_needs_no_more_words_than_one_in_elements(lang: str) -> None:
    assert text(["…"], "\n\n".join(LITTLE[lang])) == "\n\n".join(LITTLE[lang])


def test_a_declared_summary_beside_a_longer_text_is_not_the_article() -> None:
    assert text(OWN[:2], " ".join(LITTLE["en"])) == "\n".join(OWN[:2])


def test_a_declared_body_of_a_few_words_is_a_label() -> None:
    declared = json.dumps({"@type": "NewsArticle", "headline": "A bridge", "articleBody": "Watch the video."})
    page = f'<html lang="en"><script type="application/ld+json">{declared}</script><h1>A bridge</h1></html>'
    assert isinstance(clean(RawPage(html=page), None, RULES, {}), Rejection)
