"""A page whose every corner names countries and leaders that the story doesn't: none of them is a tag."""

from typing import NamedTuple

import pytest

from tests.support.released import RULES
from worker.core.clean.article import clean
from worker.core.clean.boilerplate.linerules import BoilerplateRules
from worker.core.model import Article, RawPage, Tags
from worker.core.tags.tagger import Tagger


class Story(NamedTuple):
    """A story of one country, and what its site puts around it: a related headline, a label above it, lines of the site."""

    lang: str
    title: str
    paragraphs: tuple[str, ...]
    related: str
    label: str
    lines: tuple[str, ...]


STORIES = (
    Story(
        "en",
        "The bridge of Bergen stays closed",
        (
            "The bridge over the fjord at Bergen will stay closed until the autumn, the roads office of Norway said on Tuesday after engineers had found rust in eleven of its cables.",
            "Some nine thousand people cross it on a working day. A ferry with room for sixty cars is to sail every half hour from Monday, and the fare is to be the same as the toll was.",
            "“We would rather lose a summer than a bridge,” said Kari Holm, who heads the office. She expects the repair to cost three hundred million crowns, twice as much as was set aside.",
            "Shopkeepers on the far bank are less patient. A baker says that he sold half of his bread on the first day and gave away the rest before it was dark.",
        ),
        "Vladimir Putin opens a dam in Ghana as Kenya and Peru look on",
        "Read also",
        ("Subscribe to our newsletter on Vietnam", "Follow us on Facebook"),
    ),
    Story(
        "de",
        "Die Brücke von Bergen bleibt gesperrt",
        (
            "Die Brücke über den Fjord bei Bergen bleibt bis zum Herbst gesperrt, teilte die Straßenverwaltung von Norwegen am Dienstag mit. Ingenieure hatten in elf Seilen Rost gefunden.",
            "Rund neuntausend Menschen fahren an einem Werktag hinüber. Eine Fähre mit Platz für sechzig Autos soll ab Montag jede halbe Stunde ablegen, zum selben Preis wie bisher die Maut.",
            "„Wir verlieren lieber einen Sommer als eine Brücke“, sagte Kari Holm, die das Amt leitet. Die Reparatur werde wohl dreihundert Millionen Kronen kosten, doppelt so viel wie geplant.",
            "Die Händler am anderen Ufer sind weniger geduldig. Ein Bäcker erzählt, er habe am ersten Tag die Hälfte seines Brots verkauft und den Rest vor Einbruch der Dunkelheit verschenkt.",
        ),
        "Wladimir Putin eröffnet Staudamm in Ghana, Kenia und Peru schauen zu",
        "Lesen Sie auch",
        ("Abonnieren Sie unseren Newsletter zu Vietnam", "Folgen Sie uns auf Facebook"),
    ),
    Story(
        "fr",
        "Le pont de Bergen reste fermé",
        (
            "Le pont qui enjambe le fjord à Bergen restera fermé jusqu'à l'automne, a annoncé mardi l'administration des routes de Norvège, après la découverte de rouille dans onze de ses câbles.",
            "Quelque neuf mille personnes le traversent chaque jour ouvré. Un bac de soixante voitures partira toutes les demi-heures à partir de lundi, au même prix que le péage.",
            "« Nous préférons perdre un été qu'un pont », a déclaré Kari Holm, qui dirige l'administration. La réparation devrait coûter trois cents millions de couronnes, deux fois plus que prévu.",
            "Les commerçants de l'autre rive sont moins patients. Un boulanger raconte qu'il a vendu la moitié de son pain le premier jour et donné le reste avant la nuit.",
        ),
        "Vladimir Poutine inaugure un barrage au Ghana sous les yeux du Kenya et du Pérou",
        "Lire aussi",
        ("Abonnez-vous à notre newsletter sur le Vietnam", "Suivez-nous sur Facebook"),
    ),
    Story(
        "es",
        "El puente de Bergen sigue cerrado",
        (
            "El puente sobre el fiordo en Bergen seguirá cerrado hasta el otoño, informó el martes la oficina de carreteras de Noruega, después de que los ingenieros hallaran óxido en once de sus cables.",
            "Unas nueve mil personas lo cruzan cada día laborable. Un transbordador para sesenta coches saldrá cada media hora desde el lunes, al mismo precio que el peaje.",
            "«Preferimos perder un verano que un puente», dijo Kari Holm, que dirige la oficina. La reparación costará unos trescientos millones de coronas, el doble de lo previsto.",
            "Los comerciantes de la otra orilla tienen menos paciencia. Un panadero cuenta que el primer día vendió la mitad del pan y regaló el resto antes de que oscureciera.",
        ),
        "Vladímir Putin inaugura una presa en Ghana ante Kenia y Perú",
        "Lea también",
        ("Suscríbase a nuestro boletín sobre Vietnam", "Síganos en Facebook"),
    ),
    Story(
        "pl",
        "Most w Bergen pozostaje zamknięty",
        (
            "Most nad fiordem w Bergen pozostanie zamknięty do jesieni, poinformował we wtorek zarząd dróg Norwegii, po tym jak inżynierowie znaleźli rdzę w jedenastu linach.",
            "W dzień roboczy przejeżdża nim około dziewięciu tysięcy osób. Od poniedziałku prom na sześćdziesiąt samochodów ma odpływać co pół godziny, w cenie dotychczasowej opłaty.",
            "„Wolimy stracić lato niż most” – powiedziała Kari Holm, która kieruje zarządem. Naprawa ma kosztować trzysta milionów koron, dwa razy więcej, niż planowano.",
            "Sklepikarze na drugim brzegu są mniej cierpliwi. Piekarz opowiada, że pierwszego dnia sprzedał połowę chleba, a resztę rozdał przed zmrokiem.",
        ),
        "Władimir Putin otwiera zaporę w Ghanie, patrzą Kenia i Peru",
        "Czytaj także",
        ("Zapisz się na newsletter o Wietnamie", "Obserwuj nas na Facebooku"),
    ),
    Story(
        "ru",
        "Мост в Бергене остаётся закрытым",
        (
            "Мост через фьорд в Бергене останется закрытым до осени, сообщило во вторник дорожное управление Норвегии, после того как инженеры нашли ржавчину в одиннадцати тросах.",
            "В рабочий день по нему проезжает около девяти тысяч человек. С понедельника паром на шестьдесят машин будет отходить каждые полчаса по цене прежнего проезда.",
            "«Лучше потерять лето, чем мост», — сказала Кари Хольм, которая руководит управлением. Ремонт обойдётся в триста миллионов крон, вдвое дороже, чем планировали.",
            "Торговцы на другом берегу не так терпеливы. Пекарь рассказывает, что в первый день продал половину хлеба, а остальное раздал до темноты.",
        ),
        "Владимир Путин открыл плотину в Гане, смотрят Кения и Перу",
        "Читайте также",
        ("Подпишитесь на нашу рассылку о Вьетнаме", "Подписывайтесь на нас в Facebook"),
    ),
)


def page(story: Story) -> str:
    """The story with a menu, a trail, a box between its paragraphs, a bar beside it, tags, comments and a footer."""
    link = f'<a href="/more">{story.related}</a>'
    lead, *rest = (f"<p>{paragraph}</p>" for paragraph in story.paragraphs)
    return f"""<!DOCTYPE html><html lang="{story.lang}"><head><meta charset="utf-8"><title>{story.title}</title></head><body>
<header><nav class="menu"><ul><li><a href="/gh">Ghana</a></li><li><a href="/ke">Kenya</a></li><li><a href="/pe">Peru</a></li></ul></nav></header>
<div class="breadcrumbs"><a href="/">Start</a> » <a href="/vn">Vietnam</a></div>
<main><article><h1>{story.title}</h1><div class="article-body">{lead}
<aside class="related"><h3>{story.label}</h3><ul><li>{link}</li></ul></aside>
{"".join(rest)}
<p class="newsletter">{story.lines[0]}</p></div>
<div class="tags"><a href="/t/1">Ghana</a> <a href="/t/2">Brazil</a> <a href="/t/3">Vladimir Putin</a></div></article></main>
<aside class="sidebar"><h3>{story.label}</h3><ul><li>{link}</li><li>{link}</li></ul></aside>
<section class="comments"><h3>2</h3><p>Tom: Ghana!</p><p>Ann: Emmanuel Macron, Peru.</p></section>
<footer><p>{story.lines[1]}</p><p>Ghana · Kenya · Peru · Vietnam</p></footer></body></html>"""


def plain(story: Story) -> str:
    """The story as crawlers store it: its lines and the site's in one text."""
    first, second, *rest = story.paragraphs
    box = f"{story.label}: {story.related}"
    return "\n".join((first, box, second, *rest, *story.lines, box))


@pytest.fixture(scope="module")
def rules() -> BoilerplateRules:
    """The rules of this release."""
    return RULES


def _tags(tagger: Tagger, made: object) -> Tags:
    assert isinstance(made, Article)
    return tagger.tag(made.title, made.text, made.lang, "2024-05-01", "published")


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.lang)
def test_what_stands_around_a_story_makes_no_tag(
    tagger: Tagger, rules: BoilerplateRules, story: Story
) -> None:
    """On the page of a site."""
    tags = _tags(tagger, clean(RawPage(url="https://news.example/bridge", html=page(story)), None, rules, {}))
    assert ({country.code for country in tags.countries}, tags.leaders) == ({"NO"}, ())


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.lang)
def test_the_lines_of_a_site_in_a_plain_text_make_no_tag(
    tagger: Tagger, rules: BoilerplateRules, story: Story
) -> None:
    """In a text that was handed in without its page."""
    raw = RawPage(url="https://news.example/bridge", title=story.title, text=plain(story))
    tags = _tags(tagger, clean(raw, None, rules, {}))
    assert ({country.code for country in tags.countries}, tags.leaders) == ({"NO"}, ())


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.lang)
def test_the_same_names_in_the_story_are_tags(tagger: Tagger, rules: BoilerplateRules, story: Story) -> None:
    """So that the tests above could fail: the related headline as a paragraph of the story's own."""
    own = story._replace(paragraphs=(*story.paragraphs, f"{story.related}, {story.paragraphs[0]}"))
    tags = _tags(tagger, clean(RawPage(url="https://news.example/bridge", html=page(own)), None, rules, {}))
    assert {country.code for country in tags.countries} >= {"NO", "GH", "KE", "PE"}
    assert [leader.name for leader in tags.leaders] == ["Vladimir Putin"]
