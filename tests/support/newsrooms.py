"""Generated newsrooms: sites with dozens of stories each, in pages as their content systems make them, every page with the site's own furniture.

What a site says on its pages is in no rule: only the recurrence shows it. Among the stories are those that must not be taken for furniture: one that is
published again under other addresses, one that many sites carry, and follow-ups that all end on the same background.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

STORIES = 36  # of a site
FOLLOW_UPS, AGAIN = (
    range(4, 34, 3),
    range(5, 25, 4),
)  # which of them: with the same background; the same story under other addresses
SECTIONS = ("town", "sport", "culture")
WORDS = {
    "en": {
        "who": "the mayor|the harbour master|a baker from Mill Lane|the head teacher|the county engineer|a retired pilot|the fire brigade|the choir|the museum's director|the rowing club",
        "did": "announced|explained|complained|promised|admitted|told the council|wrote in a letter|recalled",
        "what": "the old bridge|the swimming bath|the tram line|the orchard behind the school|the lighthouse|the cattle market|the town archive|the ice rink|the night bus|the ferry",
        "how": "will be closed until the autumn|costs twice as much as planned|has drawn more visitors than ever|needs a new roof before the first frost|is to be handed over to the parish|was saved by two hundred volunteers|stood under water for three days|will be painted in a colour that nobody chose",
        "and": "while neighbours collected money|although the plan had failed twice|because the state pays half of it|before anyone had asked the tenants|as the newspaper of the valley had foretold|without a word about the date",
        "shape": "{who} {did} on {day} that {what} {how}, {and}, and {what2} {how2} after a debate of {n} hours",
        "days": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday",
    },
    "de": {
        "who": "die Bürgermeisterin|der Hafenmeister|ein Bäcker aus der Mühlgasse|die Schulleiterin|der Kreisingenieur|ein früherer Lotse|die Feuerwehr|der Chor|die Leiterin des Museums|der Ruderverein",
        "did": "kündigte an|erklärte|klagte|versprach|räumte ein|sagte im Rat|schrieb in einem Brief|erinnerte daran",
        "what": "die alte Brücke|das Freibad|die Straßenbahn|der Obstgarten hinter der Schule|der Leuchtturm|der Viehmarkt|das Stadtarchiv|die Eisbahn|der Nachtbus|die Fähre",
        "how": "bis zum Herbst geschlossen bleibt|doppelt so viel kostet wie geplant|mehr Besucher anzieht als je zuvor|vor dem ersten Frost ein neues Dach braucht|an die Gemeinde übergeben wird|von zweihundert Freiwilligen gerettet wurde|drei Tage unter Wasser stand",
        "and": "während Nachbarn Geld sammelten|obwohl der Plan zweimal gescheitert war|weil das Land die Hälfte zahlt|ohne ein Wort über den Termin",
        "shape": "{who} {did} am {day}, dass {what} {how}, {and}, und dass {what2} nach einer Debatte von {n} Stunden {how2}",
        "days": "Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag",
    },
    "es": {
        "who": "la alcaldesa|el práctico del puerto|un panadero de la calle del Molino|la directora del colegio|el ingeniero provincial|un piloto jubilado|el cuerpo de bomberos|el coro|la directora del museo|el club de remo",
        "did": "anunció|explicó|lamentó|prometió|admitió|dijo ante el pleno|escribió en una carta|recordó",
        "what": "el puente viejo|la piscina|el tranvía|el huerto detrás de la escuela|el faro|la feria de ganado|el archivo municipal|la pista de hielo|el autobús nocturno|el transbordador",
        "how": "seguirá cerrado hasta el otoño|costará el doble de lo previsto|atrae a más visitantes que nunca|necesita un techo nuevo antes de la primera helada|pasará a manos de la parroquia|fue salvado por doscientos voluntarios|estuvo tres días bajo el agua",
        "and": "mientras los vecinos reunían dinero|aunque el plan había fracasado dos veces|porque el gobierno paga la mitad|sin una palabra sobre la fecha",
        "shape": "{who} {did} el {day} que {what} {how}, {and}, y que {what2} {how2} tras un debate de {n} horas",
        "days": "lunes|martes|miércoles|jueves|viernes|sábado",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Newsroom:
    """A site: its language, its page with TITLE, STORY and NUMBER to be filled in, and what of it is furniture."""

    host: str
    lang: str
    page: str
    background: str  # a paragraph that its follow-ups share
    within: str = ""  # stands between the second and the third paragraph of every story
    furniture: tuple[str, ...] = ()  # of `page` and `within`, what may be left when the page has been cleaned


GAZETTE = Newsroom(
    "www.weir-gazette.example",
    "en",
    """<!DOCTYPE html><html lang="en"><head><title>TITLE - Weir Gazette</title><meta property="og:type" content="article"/></head><body class="single-post">
<header class="site-header"><a href="/">Weir Gazette</a><nav><ul><li><a href="/town">Town</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article class="post"><h1 class="entry-title">TITLE</h1><div class="entry-content"><p>From the newsroom above the weir, every day since the great flood</p>
STORY<p>The Gazette is owned by nine hundred of its readers and by nobody else, which is why it can print what it finds.</p></div></article></main>
<footer class="site-footer"><p>Weir Gazette, Sluice Road 4</p></footer></body></html>""",
    "The bridge over the weir was closed nine years ago, when an inspector put his umbrella through one of its pillars and lost it in the river below.",
    '<div class="breakfast"><p>NUMBER households have the Gazette on their kitchen table by seven</p></div>',
    (
        "From the newsroom above the weir, every day since the great flood",
        "The Gazette is owned by nine hundred of its readers and by nobody else, which is why it can print what it finds.",
        "NUMBER households have the Gazette on their kitchen table by seven",
    ),
)
BOTE = Newsroom(
    "bote.muehltal.example",
    "de",
    """<!DOCTYPE html><html lang="de"><head><title>TITLE | Mühltaler Bote</title></head><body><div id="app"><nav class="nav"><a href="/">Startseite</a><a href="/sport">Sport</a></nav>
<main class="layout"><h1>TITLE</h1><div class="article__body">STORY<div class="article__box"><p>Was der Bote sonst noch weiß</p><ul>TEASERS</ul></div>
<p>Der Mühltaler Bote wird auf Papier gedruckt, das aus dem eigenen Wald stammt.</p></div></main><footer>Mühltaler Bote, Am Wehr 1</footer></div></body></html>""",
    "Die Brücke am Wehr ist seit neun Jahren gesperrt, weil ein Prüfer damals mit dem Regenschirm durch einen Pfeiler gestoßen war und ihn nicht wiederfand.",
    '<div class="article__call"><p>Der Bote kommt auch zu Ihnen, sobald die Glocke acht schlägt</p></div>',
    (
        "Was der Bote sonst noch weiß",
        "Der Mühltaler Bote wird auf Papier gedruckt, das aus dem eigenen Wald stammt.",
        "Der Bote kommt auch zu Ihnen, sobald die Glocke acht schlägt",
    ),
)
FARO = Newsroom(
    "www.elfaro.example",
    "es",
    """<!DOCTYPE html><html lang="es"><head><title>TITLE | El Faro</title></head><body><header><a href="/">El Faro</a></header><main><article itemscope itemtype="https://schema.org/NewsArticle">
<h1 itemprop="headline">TITLE</h1><div itemprop="articleBody"><p>Edición del valle, cerrada a medianoche</p>STORY
<p>El Faro no acepta regalos: los devuelve por correo y publica la lista cada año en enero.</p></div></article></main><footer>El Faro, calle de la Esclusa 2</footer></body></html>""",
    "El puente de la esclusa lleva nueve años cerrado, desde que un inspector atravesó con su paraguas uno de los pilares y lo perdió en el río.",
    furniture=(
        "Edición del valle, cerrada a medianoche",
        "El Faro no acepta regalos: los devuelve por correo y publica la lista cada año en enero.",
    ),
)
NEWSROOMS = (GAZETTE, BOTE, FARO)


def paragraphs(room: Newsroom, number: int) -> list[str]:
    """The story of this number: four paragraphs that no other story has, but for what is said above."""
    number = AGAIN[0] if number in AGAIN else number
    drawn = random.Random(f"{room.host} {number}")
    own = [_paragraph(room.lang, drawn) for _ in range(4)]
    return [*own, room.background] if number in FOLLOW_UPS else own


def _paragraph(lang: str, drawn: random.Random) -> str:
    words = {name: text.split("|") for name, text in WORDS[lang].items()}
    two, three = drawn.sample(words["what"], 2), drawn.sample(words["how"], 2)
    filled = {name: drawn.choice(words[name]) for name in ("who", "did", "and")}
    day, hours = drawn.choice(words["days"]), drawn.randint(2, 90)
    line = words["shape"][0].format(
        **filled, day=day, what=two[0], what2=two[1], how=three[0], how2=three[1], n=hours
    )
    return f"{line[0].upper()}{line[1:]}."


def records(room: Newsroom) -> list[bytes]:
    """The site's pages as records of `pages.raw`, two days apart."""
    return [_record(room, number, paragraphs(room, number)) for number in range(STORIES)]


def _record(room: Newsroom, number: int, text: Sequence[str]) -> bytes:
    told = [f"<p>{line}</p>" for line in text]
    told.insert(2, room.within)
    title = f"{text[0].split(',')[0]} ({number})"
    filled = (
        room.page.replace("STORY", "\n".join(told))
        .replace("TITLE", title)
        .replace("NUMBER", str(4000 + 37 * number))
    )
    filled = filled.replace("TEASERS", _teasers(room, number))
    at = date(2024, 1, 3) + timedelta(days=2 * number)
    url = f"https://{room.host}/{SECTIONS[number % len(SECTIONS)]}/{number}"
    return json.dumps({"url": url, "title": title, "fetched_at": f"{at}T06:00:00Z", "html": filled}).encode()


def _teasers(room: Newsroom, number: int) -> str:
    """Links to two other stories of the site, by their first words."""
    others = [(number + step) % STORIES for step in (7, 11)]
    return "".join(
        f'<li><a href="/{other}">{paragraphs(room, other)[0].split(",")[0]}</a></li>' for other in others
    )
