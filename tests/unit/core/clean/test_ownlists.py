"""A story's own list below a line that heads lists of other stories as well."""

from dataclasses import replace

import pytest

from tests.support.cleaning import cleaned
from tests.support.released import RULES
from worker.core.clean.boilerplate import boilerplate, extents

OPENING = {
    "en": "The ferry company has told its passengers what it expects of them when the boats sail again in the spring of next year.",
    "de": "Die Fährgesellschaft hat ihren Fahrgästen gesagt, was sie von ihnen erwartet, wenn die Schiffe im nächsten Frühjahr wieder fahren.",
    "fr": "La compagnie des bacs a dit à ses passagers ce qu'elle attend d'eux quand les bateaux navigueront de nouveau au printemps prochain.",
    "es": "La compañía del transbordador ha dicho a sus pasajeros lo que espera de ellos cuando los barcos zarpen de nuevo en primavera.",
    "ru": "Паромная компания рассказала пассажирам, чего она ждёт от них, когда суда весной снова выйдут в море после долгого перерыва.",
    "ja": "フェリー会社は、来年の春に船がまた出るとき、乗客に何を求めるのかを発表した。",
}
CLOSING = {
    "en": "Whoever comes without a ticket has to wait for the next boat, the company said, and there is room for forty.",
    "de": "Wer ohne Karte kommt, muss auf das nächste Schiff warten, teilte die Gesellschaft mit, und Platz ist für vierzig.",
    "fr": "Qui vient sans billet devra attendre le bateau suivant, a dit la compagnie, et il y a de la place pour quarante personnes.",
    "es": "Quien venga sin billete tendrá que esperar al siguiente barco, dijo la compañía, y hay sitio para cuarenta personas.",
    "ru": "Кто придёт без билета, будет ждать следующего судна, сообщила компания, а мест на нём всего сорок.",
    "ja": "切符のない人は次の船を待つことになり、定員は四十人だと会社は説明している。",
}
# Below a label: a story's own items, and headlines.
LISTS = [
    ("en", "Recommended", ["warm clothes", "a torch, and a whistle;", "2 litres of water"], ["Ferry row goes to court", "School wins national prize"]),
    ("en", "Related", ["bread", "a spare key", "Rope"], ["Harbour closes for a week", "Mayor defends new bridge"]),
    ("en", "Most popular", ["the upper deck: 60 %", "the cabin: 25 %", "the bow: 15 %"], ["Ferry row goes to court", "School wins national prize"]),
    ("de", "Mehr zum Thema", ["warme Kleidung,", "eine Lampe", "zwei Liter Wasser"], ["Fährstreit geht vor Gericht", "Schule gewinnt den großen Preis"]),
    ("fr", "À lire aussi", ["des habits chauds ;", "une lampe", "de l'eau"], ["Le port ferme pour une semaine", "La maire défend son nouveau pont"]),
    ("es", "Lo más leído", ["ropa de abrigo", "una linterna", "agua"], ["El puerto cierra una semana", "La alcaldesa defiende el puente"]),
    ("ru", "Читайте также", ["тёплая одежда;", "фонарь", "вода"], ["Спор о пароме дошёл до суда", "Школа получила главный приз"]),
    ("ja", "関連記事", ["防寒着", "懐中電灯", "水"], ["フェリー訴訟が裁判所へ進む", "市長が新しい橋を擁護した"]),
]  # fmt: skip


def plain(lang: str, label: str, items: list[str]) -> str:
    bullets = "\n".join(f"- {item}" for item in items)
    return f"{OPENING[lang]}\n\n{OPENING[lang]}\n\n{label}\n\n{bullets}\n\n{CLOSING[lang]}"


def page(lang: str, label: str, items: list[str], item: str) -> str:
    bullets = "".join(item.format(one) for one in items)
    return f"<html lang='{lang}'><article><h1>…</h1><p>{OPENING[lang]}</p><p>{OPENING[lang]}</p><h2>{label}</h2><ul>{bullets}</ul><p>{CLOSING[lang]}</p><p>{CLOSING[lang]}</p></article></html>"


@pytest.mark.parametrize("lang, label, own, others", LISTS)
def test_in_a_plain_text_what_reads_as_no_headline_stays(
    lang: str, label: str, own: list[str], others: list[str]
) -> None:
    text = plain(lang, label, own)
    assert boilerplate.strip(text, RULES, lang).text == text
    left = boilerplate.strip(plain(lang, label, others), RULES, lang).text
    assert [one for one in (label, *others) if one in left] == []


@pytest.mark.parametrize("lang, label, own, others", LISTS)
def test_in_a_page_items_without_a_link_stay_and_links_go(
    lang: str, label: str, own: list[str], others: list[str]
) -> None:
    shown = cleaned(page(lang, label, [*own, *others], "<li>{}</li>")).text  # type: ignore[union-attr]  # an article
    assert [one for one in (label, *own, *others) if one not in shown] == []
    linked = replace(extents.JUDGED, bare=frozenset())
    left = boilerplate.strip(plain(lang, label, others), RULES, lang, linked).text
    assert [one for one in (label, *others) if one in left] == []


def test_below_the_last_paragraph_a_list_under_such_a_label_goes() -> None:
    text = f"{OPENING['en']}\n\n{CLOSING['en']}\n\nRecommended\n\n- warm clothes\n- a torch"
    assert boilerplate.strip(text, RULES, "en").text == f"{OPENING['en']}\n\n{CLOSING['en']}"
