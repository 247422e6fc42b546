"""Readers' comments that stand as plain paragraphs below a story, under nothing but their heading."""

import pytest

from tests.support.cleaning import cleaned
from worker.core.model import Article

# Language, a story's paragraphs, the heading, what stands above each comment, the comments.
PAGES = [
    (
        "en",
        [
            "The council of Oldport has voted for a new bridge over the river, seven years after the flood took the old one away.",
            "Nine of its members were against the plan because of the price, said the mayor, who had promised that no tax would be raised for it.",
            "Shops on the far bank have lost a third of their customers since the flood, the chamber of trade found in a survey last month.",
        ],
        "3 comments",
        ["Harbour Jim", "Tess", "Old Oak, 18 November"],
        ["About time. My grandfather rowed across for less.", "And who pays for it? We do, as always.", "Good news at last."],
    ),
    (
        "de",
        [
            "Der Rat von Altenhafen hat am Montag für eine neue Brücke gestimmt, sieben Jahre nachdem die Flut die alte mitgenommen hatte.",
            "Neun Mitglieder waren wegen des Preises dagegen, sagte die Bürgermeisterin, die versprochen hatte, dass keine Steuer dafür steigen wird.",
            "Die Läden am anderen Ufer haben seit der Flut ein Drittel ihrer Kunden verloren, wie die Kammer im vorigen Monat erhoben hat.",
        ],
        "Kommentare (2)",
        ["Hafenjens", "Sabine, 18.11.2026"],
        ["Das wurde aber auch Zeit. Mein Opa ist noch gerudert.", "Und wer zahlt das? Wir zahlen das, wie immer."],
    ),
    (
        "fr",
        [
            "Le conseil de Vieux-Port a voté lundi la construction d'un nouveau pont sur le fleuve, sept ans après la crue qui avait emporté l'ancien.",
            "Neuf élus étaient contre le projet à cause de son prix, a dit la maire, qui avait promis qu'aucun impôt ne serait augmenté pour le payer.",
            "Les commerces de l'autre rive ont perdu un tiers de leurs clients depuis la crue, selon une enquête de la chambre de commerce.",
        ],
        "2 commentaires",
        ["Marcel du quai", "Jeanne"],
        ["Il était temps. Mon grand-père traversait à la rame.", "Et qui va payer ? Nous, comme toujours."],
    ),
    (
        "ru",
        [
            "Совет Старой Гавани проголосовал в понедельник за новый мост через реку, через семь лет после того, как наводнение снесло старый.",
            "Девять депутатов были против из-за цены, сказала мэр, которая обещала, что ради моста налоги повышать не будут.",
            "Магазины на том берегу потеряли после наводнения треть покупателей, подсчитала торговая палата в прошлом месяце.",
        ],
        "Комментарии (2)",
        ["Рыбак", "Анна, вчера"],
        ["Давно пора. Мой дед переправлялся на лодке.", "А кто заплатит? Как всегда, мы с вами."],
    ),
    (
        "ja",
        [
            "古い港の市議会は月曜日、川に新しい橋を架けることを決めた。古い橋が洪水で流されてから七年がたっている。",
            "反対した議員は九人だった。費用が高すぎるという理由だったが、市長は税金を上げることはないと約束していた。",
            "対岸の店は洪水のあと客の三分の一を失ったと、商工会議所が先月の調査で明らかにした。",
        ],
        "コメント",
        ["港のたけし", "花子"],
        ["ようやく決まった。祖父は船で渡っていた。", "誰が払うのだろう。いつも私たちだ。"],
    ),
]  # fmt: skip
FORMS = [
    '<div class="stimme"><b>{}</b><p>{}</p></div>',
    '<p class="k-name">{}</p><p class="k-satz">{}</p>',
    "<dl><dt>{}</dt><dd>{}</dd></dl>",
]


def page(lang: str, story: list[str], below: str) -> str:
    paragraphs = "".join(f'<p class="t">{line}</p>' for line in story)
    return f"<html lang='{lang}'><body><div class='haupt'><h1>{story[0][:30]}</h1>{paragraphs}{below}</div></body></html>"


def text(html: str) -> str:
    made = cleaned(html)
    assert isinstance(made, Article)
    return made.text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang, story, heading, names, said", PAGES, ids=[one[0] for one in PAGES])
def test_comments_go_with_their_heading(
    lang: str, story: list[str], heading: str, names: list[str], said: list[str], form: str
) -> None:
    units = "".join(form.format(*unit) for unit in zip(names, said, strict=True))
    assert text(page(lang, story, f"<h3>{heading}</h3>{units}")) == "\n".join(story)


@pytest.mark.parametrize("lang, story, heading, names, said", PAGES, ids=[one[0] for one in PAGES])
def test_under_another_heading_or_in_the_storys_own_elements_nothing_goes(
    lang: str, story: list[str], heading: str, names: list[str], said: list[str]
) -> None:
    """What people on the square said; and a column that is called a comment."""
    units = "".join(
        f'<p class="t"><b>{name}</b></p><p class="t">{one}</p>' for name, one in zip(names, said, strict=True)
    )
    made = text(page(lang, story, f"<h3>{heading}</h3>{units}<p class='t'>{story[1]}</p>"))
    assert [one for one in said if one not in made] == []
