"""What a site puts above and below a plain text: neighbours' headlines behind arrows, and lists of other stories above the headline."""

import pytest

from tests.support.released import RULES
from worker.core.clean.article import clean
from worker.core.model import Article, RawPage

STORIES = {
    "en": ("Corran light to go dark", "The lighthouse at Corran will go dark on Friday after 168 years, because the ships that pass it no longer need it, the harbour board said.", "“Nobody asked us,” said Fiona Beaton, whose family kept the light for three generations until it was automated."),
    "de": ("Leuchtturm von Korran erlischt", "Der Leuchtturm von Korran erlischt am Freitag nach 168 Jahren, weil die Schiffe, die an ihm vorbeifahren, ihn nicht mehr brauchen, teilte das Hafenamt mit.", "„Uns hat niemand gefragt“, sagte Frieda Beton, deren Familie das Feuer drei Generationen lang gehütet hatte."),
    "fr": ("Le phare de Corran va s'éteindre", "Le phare de Corran s'éteindra vendredi après 168 ans, parce que les bateaux qui passent devant lui n'en ont plus besoin, a dit le port.", "« Personne ne nous a demandé », a dit Fiona Beaton, dont la famille a gardé le feu pendant trois générations."),
    "es": ("El faro de Corran se apaga", "El faro de Corran se apagará el viernes después de 168 años, porque los barcos que pasan ya no lo necesitan, dijo la autoridad del puerto.", "«Nadie nos preguntó», dijo Fiona Beaton, cuya familia cuidó el faro durante tres generaciones."),
    "ru": ("Маяк Коррана погаснет", "Маяк Коррана погаснет в пятницу после 168 лет службы, потому что проходящим мимо судам он больше не нужен, сообщило управление порта.", "«Нас никто не спросил», — сказала Фиона Битон, чья семья хранила огонь три поколения."),
}  # fmt: skip
OTHERS = {
    "en": ("Most read", "Japan opens new port", "France bans night ferry", "School wins national prize"),
    "de": ("Meistgelesen", "Japan öffnet neuen Hafen", "Frankreich verbietet die Nachtfähre", "Schule gewinnt großen Preis"),
    "fr": ("Les plus lus", "Le Japon ouvre un nouveau port", "L'Espagne interdit le bac de nuit", "Une école gagne le grand prix"),
    "es": ("Lo más leído", "Japón abre un nuevo puerto", "Francia prohíbe el transbordador", "Una escuela gana el gran premio"),
    "ru": ("Самое читаемое", "Япония открыла новый порт", "Франция запретила ночной паром", "Школа получила главный приз"),
}  # fmt: skip


def read(text: str) -> tuple[str | None, str]:
    made = clean(RawPage(text=text), None, RULES, {})
    assert isinstance(made, Article)
    return made.title, made.text


@pytest.mark.parametrize("lang", STORIES)
@pytest.mark.parametrize("joint", ["\n", "\n\n"])
def test_a_list_of_other_stories_above_the_headline_goes_whole(lang: str, joint: str) -> None:
    title, *paragraphs = STORIES[lang]
    story = "\n\n".join(paragraphs)
    assert read(f"{joint.join(OTHERS[lang])}\n\n{title}\n\n{story}") == (title, story)
    dated = f"{joint.join(OTHERS[lang])}\n\n{title}\n2026-11-20\n\n{story}"
    assert read(dated) == (title, story)


@pytest.mark.parametrize("lang", STORIES)
def test_below_a_label_with_one_headline_that_is_the_storys(lang: str) -> None:
    title, *paragraphs = STORIES[lang]
    story = "\n\n".join(paragraphs)
    assert read(f"{OTHERS[lang][0]}\n\n{title}\n\n{story}") == (title, story)


@pytest.mark.parametrize("lang", STORIES)
@pytest.mark.parametrize("back, on", [("« ", " »"), ("← ", " →"), ("‹ ", " ›")])
def test_neighbours_behind_arrows_go_at_both_ends(lang: str, back: str, on: str) -> None:
    title, *paragraphs = STORIES[lang]
    _, one, two, _ = OTHERS[lang]
    story = "\n\n".join(paragraphs)
    assert read(f"{title}\n\n{story}\n\n{back}{one}\n\n{two}{on}") == (title, story)
    assert read(f"{back}{one}\n{two}{on}\n\n{title}\n\n{story}") == (title, story)


@pytest.mark.parametrize(
    "last",
    [
        "« Personne ne nous a demandé »",
        "« Nous verrons bien demain, a dit la maire.",
        "Et demain ? a-t-elle demandé. »",
        "«Нас никто не спросил»",
    ],
)
def test_a_quotation_at_the_end_stays(last: str) -> None:
    title, *paragraphs = STORIES["fr"]
    story = "\n\n".join((*paragraphs, last))
    assert read(f"{title}\n\n{story}") == (title, story)
