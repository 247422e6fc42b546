"""Pages made up for tests: plain stories in three languages, as many as wanted, each unlike the others."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

DAY = 86_400

SENTENCES = {
    "en": (
        "The government of {country} said on {day} that {number} families in the {place} valley had received new roofs.",
        "Officials in the capital described the programme as slow, and the opposition called it a disgrace.",
        "A report by the {place} institute counted {number} damaged houses after the storms of last winter.",
        "The minister promised that the remaining money would arrive before the {number} builders left the region.",
        "Residents who had waited for {number} weeks said they would believe it when they saw it.",
    ),
    "fr": (
        "Le gouvernement a annoncé {day} que {number} familles de la vallée de {place} avaient reçu de nouveaux toits.",
        "Les responsables de la capitale jugent le programme trop lent, et l'opposition parle de honte.",
        "Un rapport de l'institut de {place} compte {number} maisons abîmées après les tempêtes de l'hiver dernier.",
        "Le ministre a promis que le reste de l'argent arriverait avant le départ des {number} ouvriers.",
        "Les habitants, qui attendent depuis {number} semaines, disent qu'ils y croiront quand ils le verront.",
    ),
    "de": (
        "Die Regierung teilte am {day} mit, dass {number} Familien im Tal von {place} neue Dächer bekommen haben.",
        "In der Hauptstadt gilt das Programm als langsam, und die Opposition spricht von einer Schande.",
        "Ein Bericht des Instituts von {place} zählt {number} beschädigte Häuser nach den Stürmen des letzten Winters.",
        "Der Minister versprach, dass der Rest des Geldes ankommt, bevor die {number} Handwerker abreisen.",
        "Die Bewohner warten seit {number} Wochen und wollen es erst glauben, wenn sie es sehen.",
    ),
}
COUNTRIES = ("France", "Japan", "Brazil", "Kenya", "Canada", "Norway", "Vietnam", "Poland")
DAYS = {
    "en": ("Monday", "Tuesday", "Friday"),
    "fr": ("lundi", "mardi", "vendredi"),
    "de": ("Montag", "Dienstag", "Freitag"),
}
SYLLABLES = ("ba", "ko", "ri", "ten", "mu", "sal", "vor", "ne", "quil", "da", "ster", "lo")


def story(number: int, lang: str = "en") -> str:
    """A story of some 80 words; equal numbers and languages give equal texts, others don't."""
    place = _place(number)
    values = {
        "country": COUNTRIES[number % len(COUNTRIES)],
        "day": DAYS[lang][number % 3],
        "place": place,
    }
    sentences = [
        sentence.format(number=1000 + number * 7 + line, **values)
        for line, sentence in enumerate(SENTENCES[lang])
    ]
    return "\n\n".join(sentences)


REPORT = (
    "The {0} beside the {1} of {place} was closed on {day} after a {2} had been found under its {3}.",
    "Nobody had used the {0} for years, said {person}, who keeps a {1} and a small {2} there.",
    "According to the {0} some {number} people came to see the {1}, and most of them brought a {2}.",
    "A {0} that had stood in the {1} since the war was carried to the {2} by a {3} and two cousins.",
    "{person} asked for a new {0} and got a {1}, which is why the {2} of {place} has been shut ever since.",
    "The council wants {number} francs for the {0}, half of it from whoever owns the {1} and the {2}.",
    "What becomes of the {0} will be decided when the {1} is dry and the {2} has come back from the {3}.",
)
THINGS = (
    "barn bell boat bridge chapel chimney clock cottage cradle dairy ferry fountain furnace garden gate granary hedge "
    "kiln ladder lantern lighthouse loom meadow mill oven pantry pier plough pond pump quarry school shed stable stove "
    "tannery tower trough vineyard wagon well wharf"
).split()


def reported(number: int, about: int | None = None) -> str:
    """A report of some 120 words whose wording is that of `number`, and whose names and figures are those of `about`."""
    wording, facts = Random(number), Random(1_000_003 + (number if about is None else about))
    place = _place(facts.randrange(10**6))
    return "\n\n".join(
        sentence.format(
            *wording.sample(THINGS, 4),
            place=place,
            day=facts.choice(DAYS["en"]),
            person=f"{_place(facts.randrange(10**4))} {_place(facts.randrange(10**4))}",
            number=facts.randrange(100, 10**5),
        )
        for sentence in wording.sample(REPORT, len(REPORT))
    )


def _place(number: int) -> str:
    letters = []
    while True:
        number, rest = divmod(number, len(SYLLABLES))
        letters.append(SYLLABLES[rest])
        if not number:
            return "".join(letters).capitalize() + "ville"


@dataclass(frozen=True)
class Row:
    """A row for `pages.raw`."""

    url: str
    title: str
    text: str
    fetched_at: str

    def key(self) -> bytes:
        """The record's key: the URL."""
        return self.url.encode()

    def value(self) -> bytes:
        """The record's JSON."""
        return json.dumps(
            {"url": self.url, "title": self.title, "text": self.text, "fetched_at": self.fetched_at}
        ).encode()


def when(day: int, second: int = 0) -> str:
    """A time in the year 2024, so many days and seconds in."""
    month, rest = divmod(day, 28)
    hour, left = divmod(second, 3600)
    return f"2024-{month + 1:02}-{rest + 1:02}T{hour:02}:{left // 60:02}:{left % 60:02}Z"


def page(number: int, *, lang: str = "en", text: int | None = None, day: int = 10, more: str = "") -> Row:
    """Page `number`, with the text of story `text` (its own by default) and perhaps more, fetched on that day."""
    words = "\n\n".join(filter(None, (story(number if text is None else text, lang), more)))
    return Row(f"https://news.example/{number}", f"Roofs for {_place(number)}", words, when(day))


def many(count: int, start: int = 0) -> Iterator[Row]:
    """So many different pages."""
    return (page(number) for number in range(start, start + count))
