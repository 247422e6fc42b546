"""The story's own lines around a list of other stories: its subheading below them, and its last paragraph, also right above its source or its rights."""

import pytest

from tests.support.released import RULES
from worker.core.clean.article import clean
from worker.core.model import Article, RawPage

# A language's story, its last paragraph, the heading of a list of other stories with two of them, and what closes a text.
STORIES = {
    "en": (
        (
            "The council of Oldport met on Monday and talked about the bridge for longer than it ever had before.",
            "Engineers want the pillars closed before the winter, and the mayor asked for another month.",
        ),
        "The next meeting was to be in the old school, where nobody had yet unlocked the door.",
        ("Related stories", "Floods close the road to the coast for a week", "Why the ferry keeps failing in the spring"),
        ("(Reuters)", "© 2024 The Chronicle", "Reporting by Jane Roe"),
    ),
    "de": (
        (
            "Der Rat von Altstadt hat am Montag so lange wie nie zuvor über die alte Brücke am Hafen gesprochen.",
            "Fachleute wollen die Pfeiler vor dem Winter sperren, und die Bürgermeisterin bat um einen Monat.",
        ),
        "Die nächste Sitzung soll in der alten Schule stattfinden, deren Tür noch niemand aufgeschlossen hat.",
        ("Mehr zum Thema", "Hochwasser sperrt die Straße zur Küste für eine Woche", "Warum die Fähre im Frühjahr immer ausfällt"),
        ("Quelle: dpa", "© dpa", "© 2024 Elbbote"),
    ),
    "fr": (
        (
            "Le conseil de Vieuxport a parlé lundi du pont plus longtemps qu'il ne l'avait jamais fait auparavant.",
            "Les ingénieurs veulent fermer les piliers avant l'hiver, et la maire a demandé un mois de plus.",
        ),
        "La prochaine réunion devait se tenir dans la vieille école, dont personne n'avait encore ouvert la porte.",
        ("À lire aussi", "Les crues ferment la route de la côte pour une semaine", "Pourquoi le bac tombe en panne au printemps"),
        ("© 2024 AFP", "(AFP)"),
    ),
    "es": (
        (
            "El concejo de Puerto Viejo habló el lunes del puente durante más tiempo que nunca antes en su historia.",
            "Los ingenieros quieren cerrar los pilares antes del invierno, y la alcaldesa pidió otro mes de plazo.",
        ),
        "La próxima reunión iba a celebrarse en la vieja escuela, cuya puerta nadie había abierto todavía.",
        ("Noticias relacionadas", "Las crecidas cierran la carretera de la costa una semana", "Por qué el barco falla siempre en la primavera"),
        ("© EFE 2024", "EFE"),
    ),
    "ru": (
        (
            "Совет Старого порта в понедельник говорил о мосте дольше, чем когда-либо за всю свою историю.",
            "Инженеры хотят закрыть опоры до зимы, а глава города попросила ещё один месяц на размышления.",
        ),
        "Следующее заседание должно пройти в старой школе, дверь которой пока никто так и не открыл.",
        ("Читайте также", "Паводок на неделю закрыл дорогу к морскому побережью", "Почему паром каждую весну выходит из строя"),
        ("© 2024 Вестник", "Источник: ТАСС"),
    ),
}  # fmt: skip
CASES = [(lang, end) for lang, (*_, ends) in STORIES.items() for end in ends]


def _text(lines: list[str], gap: str) -> str:
    made = clean(RawPage(text=gap.join(lines)), None, RULES, {})
    assert isinstance(made, Article)
    return made.text


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "blocks"])
@pytest.mark.parametrize("lang, end", CASES)
def test_a_paragraph_below_other_stories_stays_whatever_closes_the_text(
    lang: str, end: str, gap: str
) -> None:
    """The line below it is no headline more, so that the paragraph would be a teaser's."""
    story, last, others, _ = STORIES[lang]
    text = _text([*story, *others, last, end], gap)
    assert [line for line in text.split("\n") if line][:3] == [*story, last]


@pytest.mark.parametrize("button", ["", "Advertisement"])
@pytest.mark.parametrize("lang, end", CASES)
def test_a_paragraph_right_above_the_source_is_no_caption(lang: str, end: str, button: str) -> None:
    """`© dpa` below a picture is a credit; below the last paragraph it is the story's."""
    story, last, *_ = STORIES[lang]
    text = _text([*story, *([button] if button else []), f"{last}\n{end}"], "\n\n")
    assert last in text


@pytest.mark.parametrize(
    "lang, heading",
    [
        ("en", "Who pays?"),
        ("de", "Wer zahlt?"),
        ("fr", "Qui paiera ?"),
        ("es", "¿Quién paga?"),
        ("ru", "Кто платит?"),
    ],
)
def test_a_subheading_below_other_stories_is_none_of_them(lang: str, heading: str) -> None:
    """Below two headlines a line too short for a third, with the story's paragraphs right below it."""
    story, last, others, _ = STORIES[lang]
    text = _text([*story, *others, heading, last, story[0]], "\n")
    assert [line for line in text.split("\n") if line] == [*story, heading, last, story[0]]
