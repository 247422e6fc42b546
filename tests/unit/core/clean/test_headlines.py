"""A headline of any form is found at the top of a plain text: of two sentences, with a stop, very long, of one word; a caption and a by-line are none."""

import pytest

from tests.support.released import RULES
from worker.core.clean.article import clean
from worker.core.model import Article, RawPage

# The site's top, a headline of two sentences, the writer's line and name, the day's line, a caption, and the story.
PAGES = {
    "en": (("The Corran Mail", "Home", "World", "Sport", "Sign in"), "Ferry sold. Islanders take the rowing boat", "By Fiona Beaton", "Fiona Beaton", "3 May 2024", "The ferry at Corran pier. Photo: Ian Reed / AP", "The island council sold the ferry on Thursday, and until a new one comes islanders will take a rowing boat to the mainland.", "Nobody was asked, said the skipper, who has kept the ferry for thirty years."),
    "de": (("Korraner Bote", "Startseite", "Politik", "Sport", "Anmelden"), "Fähre verkauft. Insulaner nehmen das Ruderboot", "Von Frieda Beton", "Frieda Beton", "3. Mai 2024", "Die Fähre am Kai. Foto: Ian Reed / dpa", "Der Inselrat hat die Fähre am Donnerstag verkauft, und bis eine neue kommt, nehmen die Insulaner das Ruderboot zum Festland.", "Niemand sei gefragt worden, sagte der Schiffer, der die Fähre seit dreißig Jahren führt."),
    "fr": (("Le Journal de Corran", "Accueil", "Politique", "Sport", "Se connecter"), "Le bac est vendu. Les îliens prennent la barque", "Par Jeanne Marchal", "Jeanne Marchal", "3 mai 2024", "Le bac au port de Corran. Photo : Luc Morel / AFP", "Le conseil de l'île a vendu le bac jeudi, et les îliens prennent la barque pour gagner la côte en attendant le prochain.", "Personne n'a été consulté, dit le patron du bac, qui le mène depuis trente ans."),
    "es": (("Diario de Corrán", "Portada", "Política", "Deportes", "Iniciar sesión"), "¿Vendido el transbordador? Los isleños cruzan en bote", "Por Lucía Aranda", "Lucía Aranda", "3 de mayo de 2024", "El transbordador en el muelle. Foto: Juan Sanz / EFE", "El consejo de la isla vendió el jueves el transbordador, y los isleños cruzan en bote a la costa hasta que llegue otro.", "Nadie les preguntó, dijo el patrón del transbordador, que lo lleva desde hace treinta años."),
    "it": (("Gazzetta di Corrano", "Home", "Cronaca", "Sport", "Accedi"), "Venduto il traghetto. Gli isolani vanno in barca", "Di Lucia Marani", "Lucia Marani", "3 maggio 2024", "Il traghetto al molo. Foto: Ugo Neri / ANSA", "Il consiglio dell'isola ha venduto giovedì il traghetto, e gli isolani vanno in barca sulla costa finché non ne arriva un altro.", "Nessuno ci ha chiesto nulla, dice il capitano del traghetto, che lo guida da trent'anni."),
    "cs": (("Korranské noviny", "Domů", "Kultura", "Sport", "Přihlásit"), "Přívoz prodali. Ostrované jezdí na loďce", "Jana Málková", "Jana Málková", "3. května 2024 8:40", "Přívoz u mola | Foto: ČTK", "Rada ostrova ve čtvrtek přívoz prodala a ostrované budou jezdit na pevninu na loďce, dokud nepřijde nový.", "Nikdo se nás neptal, řekl převozník, který přívoz vede třicet let."),
    "pl": (("Kurier Korrański", "Wiadomości", "Kultura", "Sport", "Zaloguj się"), "Prom sprzedany! Wyspiarze płyną łodzią", "Zofia Malicka", "Zofia Malicka", "3 maja 2024, 8:40", "Prom przy molo (Fot. Jan Górny / PAP)", "Rada wyspy sprzedała w czwartek prom, a wyspiarze popłyną na ląd łodzią, dopóki nie przyjdzie nowy.", "Nikt nas nie pytał, powiedział przewoźnik, który prowadzi prom od trzydziestu lat."),
    "sv": (("Korrans Tidning", "Hem", "Kultur", "Sport", "Logga in"), "Färjan är såld. Öborna tar roddbåten", "Av Eva Sjögren", "Eva Sjögren", "3 maj 2024", "Färjan vid kajen. Foto: Nils Berg / TT", "Örådet sålde färjan i torsdags, och öborna får ta roddbåten till fastlandet tills det kommer en ny.", "Ingen frågade oss, sade skepparen, som har kört färjan i trettio år."),
    "ru": (("Корранский вестник", "Главная", "Политика", "Спорт", "Войти"), "Паром продан. Островитяне плывут на лодке", "Автор: Анна Крылова", "Анна Крылова", "3 мая 2024, 08:40", "Паром у причала. Фото: Иван Седов / ТАСС", "Совет острова в четверг продал паром, и островитяне будут плавать на лодке к берегу, пока не придёт новый.", "Нас никто не спросил, сказал паромщик, который водит паром тридцать лет."),
    "tr": (("Korran Postası", "Ana Sayfa", "Kültür", "Spor", "Giriş"), "Feribot satıldı. Adalılar kayığa biniyor", "Elif Denizci", "Elif Denizci", "3 Mayıs 2024 08:40", "Feribot iskelede. Fotoğraf: Can Ak / AA", "Ada meclisi perşembe günü feribotu sattı, yenisi gelene kadar adalılar karaya gitmek için kayığa biniyor.", "Bize soran olmadı, dedi feribotu otuz yıldır kullanan kaptan."),
}  # fmt: skip
HOST = "https://www.paper.example/news/story-1.html"


def read(*lines: str) -> Article:
    made = clean(RawPage(text="\n".join(lines), url=HOST), None, RULES, {})
    assert isinstance(made, Article)
    return made


@pytest.mark.parametrize("lang", PAGES)
@pytest.mark.parametrize("has_caption", [True, False])
@pytest.mark.parametrize("has_menu", [True, False])
def test_a_headline_of_two_sentences_is_one(lang: str, *, has_caption: bool, has_menu: bool) -> None:
    menu, title, byline, name, day, caption, *story = PAGES[lang]
    made = read(*(menu if has_menu else ()), title, byline, day, *([caption] if has_caption else []), *story)
    assert (made.title, made.authors, (made.published or "")[:10]) == (title, (name,), "2024-05-03")
    assert made.text.split("\n")[-2:] == story
    assert not any(label in made.text.split("\n") for label in menu)


@pytest.mark.parametrize("lang", PAGES)
@pytest.mark.parametrize("is_short", [True, False])
def test_a_caption_and_a_by_line_are_no_headlines(lang: str, *, is_short: bool) -> None:
    """Nor where nothing else may be one: a word or two that no rule knows is then, right above the writer's line."""
    menu, _, byline, name, day, caption, *story = PAGES[lang]
    made = read(*menu, *(["Xylo 7"] if is_short else []), byline, day, caption, *story)
    assert made.title not in {caption, byline, name, day}
    assert not is_short or made.title == "Xylo 7"
    assert (made.authors, (made.published or "")[:10]) == ((name,), "2024-05-03")


@pytest.mark.parametrize("lang", PAGES)
def test_a_day_right_above_the_headline_is_the_texts(lang: str) -> None:
    menu, title, byline, name, day, _, *story = PAGES[lang]
    made = read(*menu, day, title, byline, *story)
    assert (made.title, made.authors, (made.published or "")[:10]) == (title, (name,), "2024-05-03")


@pytest.mark.parametrize(
    "day, below", [("Friday, 3 May 2024", ()), ("3 May 2024", ("1 May 2024",)), ("3 May 2024 | 14°", ())]
)
def test_the_day_at_a_sites_top_is_not_the_texts(day: str, below: tuple[str, ...]) -> None:
    """It has its weekday, or the weather; and what the lines below the headline say comes first."""
    menu, title, byline, *_, one, two = PAGES["en"]
    assert read(*menu, day, title, byline, *below, one, two).published == ("2024-05-01" if below else None)


LONG = "Islanders take the rowing boat to the mainland after the council has sold the ferry to a firm that runs three of them on the lake and says that nobody will be asked again"


@pytest.mark.parametrize(
    "title", ["Ferry sold to the mainland.", LONG, "Ferry sold, islanders row…", "Stranded"]
)
@pytest.mark.parametrize("has_menu", [True, False])
def test_a_headline_of_any_form_above_writer_and_day_is_one(title: str, *, has_menu: bool) -> None:
    menu, _, byline, name, day, caption, *story = PAGES["en"]
    made = read(*(menu if has_menu else ()), title, byline, day, caption, *story)
    assert (made.title, made.authors, made.published) == (title, (name,), "2024-05-03")
    assert made.text.split("\n") == story


def test_below_a_headline_a_summary_is_no_headline() -> None:
    """Though it stands right above the writer's line, and the headline shares no word with the text."""
    menu, _, byline, _, day, _, *story = PAGES["en"]
    made = read(
        *menu,
        "Left behind, one more time again",
        "The ferry is sold to the mainland and islanders row.",
        byline,
        day,
        *story,
    )
    assert made.title == "Left behind, one more time again"


@pytest.mark.parametrize("lang", PAGES)
def test_where_no_headline_is_found_a_menu_goes_and_the_rest_stays(lang: str) -> None:
    *_, one, two = PAGES[lang]
    assert read("Corran Mail", "Home", "Culture", "Sport", "Weather", one, two).text.split("\n")[-2:] == [
        one,
        two,
    ]
    for stays in (("Nine", "Ten", "Eleven"), ("Xylo 7", "Sport", "Opus 8")):
        assert read(*stays, one, two).text.split("\n") == [*stays, one, two]


@pytest.mark.parametrize(
    "line, names",
    [
        ("Zofia Malicka - 3 maja 2024, 8:40", ("Zofia Malicka",)),
        ("Zofia Malicka | 3 maja 2024, 8:40", ("Zofia Malicka",)),
        ("Kurier Codzienny | 3 maja 2024, 8:40", ()),
    ],
)
def test_a_name_before_the_day_in_its_line_is_the_writers(line: str, names: tuple[str, ...]) -> None:
    """But for the paper's."""
    menu, title, *_, one, two = PAGES["pl"]
    made = clean(
        RawPage(text="\n".join((*menu, title, line, one, two)), url="https://kuriercodzienny.example/a/b-1"),
        None,
        RULES,
        {},
    )
    assert isinstance(made, Article)
    assert (made.title, made.authors, (made.published or "")[:10]) == (title, names, "2024-05-03")


@pytest.mark.parametrize("lang", PAGES)
@pytest.mark.parametrize("among", ["(PAP)", "Questions and answers", "- 12.40\n- 14.10", "3 May 2024"])
def test_a_first_line_above_a_text_is_the_headline_though_it_has_more_than_paragraphs(
    lang: str, among: str
) -> None:
    """A part's heading, a list, an agency's line; with no word that the headline and the text share."""
    *_, one, two = PAGES[lang]
    title = "Xylo Opus Quarto 7"
    made = read(title, one, two, among, two)
    assert made.title == title
    assert made.text.split("\n")[:2] == [one, two]


@pytest.mark.parametrize("first", ["Key points", "Politics"])
def test_a_parts_heading_or_a_section_above_a_text_is_no_headline(first: str) -> None:
    *_, one, two = PAGES["en"]
    assert read(first, one, two, "Who is left behind", two).title is None


TOOLS = {
    "en": ("Listen to this article", "Most read"),
    "de": ("Artikel anhören", "Meistgelesen"),
    "fr": ("Écouter l’article", "Les plus lus"),
    "es": ("Escuchar este artículo", "Lo más leído"),
    "sv": ("Lyssna på artikeln", "Mest läst"),
    "ru": ("Слушать статью", "Самое читаемое"),
    "tr": ("Haberi dinle", "En çok okunanlar"),
}


@pytest.mark.parametrize("lang", TOOLS)
@pytest.mark.parametrize("gap", [[""], []])
@pytest.mark.parametrize("tool", [0, 1])
def test_what_a_rule_knows_is_no_headline_below_a_sites_name(lang: str, gap: list[str], tool: int) -> None:
    """The site's name is told nowhere else, and a tool or a label stands between it and the headline."""
    _, _, byline, _, day, _, *story = PAGES[lang]
    title = story[0].partition(",")[0].rstrip(".")[:60]
    lines = ["The Site", TOOLS[lang][tool], title, byline, day, *story]
    assert read(*(one for line in lines for one in (line, *gap))).title == title
