"""Every head of state and government of today in a language of the country: by full name, and by title and surname. Made from the registry, not written down."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from worker.core.tags.lexicon import calendar
from worker.core.tags.lexicon.matcher import script
from worker.core.tags.lexicon.nouns import Person
from worker.core.tags.tagger import Tagger

TODAY = "2026-11-20"
SHORTEST = 4  # letters of a surname that a title makes sure
# A sentence of each language: one for a full name, one for a surname behind its title. They name no country.
SENTENCES = {
    "en": ("Yesterday {} met the teachers.", "President {} met the teachers.", "Prime Minister {} met the teachers."),
    "de": ("Gestern sprach {} mit den Lehrern.", "Präsident {} sprach mit den Lehrern.", "Ministerpräsident {} sprach mit den Lehrern."),
    "fr": ("Hier, {} a rencontré les maîtres.", "Le président {} a rencontré les maîtres.", "Le premier ministre {} a rencontré les maîtres."),
    "es": ("Ayer {} se reunió con los maestros.", "El presidente {} se reunió con los maestros.", "El primer ministro {} se reunió con los maestros."),
    "pt": ("Ontem {} reuniu-se com os professores.", "O presidente {} reuniu-se com os professores.", "O primeiro-ministro {} reuniu-se com os professores."),
    "it": ("Ieri {} ha incontrato i maestri.", "Il presidente {} ha incontrato i maestri.", "Il premier {} ha incontrato i maestri."),
    "nl": ("Gisteren sprak {} met de leraren.", "President {} sprak met de leraren.", "Premier {} sprak met de leraren."),
    "sv": ("I går mötte {} lärarna.", "President {} mötte lärarna.", "Statsminister {} mötte lärarna."),
    "no": ("I går møtte {} lærerne.", "President {} møtte lærerne.", "Statsminister {} møtte lærerne."),
    "da": ("I går mødte {} lærerne.", "Præsident {} mødte lærerne.", "Statsminister {} mødte lærerne."),
    "fi": ("Eilen {} tapasi opettajat.", "Presidentti {} tapasi opettajat.", "Pääministeri {} tapasi opettajat."),
    "pl": ("Wczoraj {} spotkał się z nauczycielami.", "Prezydent {} spotkał się z nauczycielami.", "Premier {} spotkał się z nauczycielami."),
    "cs": ("Včera {} jednal s učiteli.", "Prezident {} jednal s učiteli.", "Premiér {} jednal s učiteli."),
    "sk": ("Včera {} rokoval s učiteľmi.", "Prezident {} rokoval s učiteľmi.", "Premiér {} rokoval s učiteľmi."),
    "sl": ("Včeraj se je {} sešel z učitelji.", "Predsednik {} se je sešel z učitelji.", "Premier {} se je sešel z učitelji."),
    "hr": ("Jučer je {} primio učitelje.", "Predsjednik {} primio je učitelje.", "Premijer {} primio je učitelje."),
    "hu": ("Tegnap {} tanárokkal találkozott.", "{} elnök tanárokkal találkozott.", "{} miniszterelnök tanárokkal találkozott."),
    "ro": ("Ieri {} a primit profesorii.", "Președintele {} a primit profesorii.", "Premierul {} a primit profesorii."),
    "tr": ("Dün {} öğretmenlerle görüştü.", "Cumhurbaşkanı {} öğretmenlerle görüştü.", "Başbakan {} öğretmenlerle görüştü."),
    "id": ("Kemarin {} menemui para guru.", "Presiden {} menemui para guru.", "Perdana Menteri {} menemui para guru."),
    "ru": ("Вчера {} принял учителей.", "Президент {} принял учителей.", "Премьер-министр {} принял учителей."),
    "uk": ("Учора {} прийняв учителів.", "Президент {} прийняв учителів.", "Прем'єр-міністр {} прийняв учителів."),
    "bg": ("Вчера {} прие учителите.", "Президентът {} прие учителите.", "Премиерът {} прие учителите."),
    "el": ("Χθες ο {} δέχθηκε τους δασκάλους.", "Ο πρόεδρος {} δέχθηκε τους δασκάλους.", "Ο πρωθυπουργός {} δέχθηκε τους δασκάλους."),
    "ja": ("昨日、{}は教師と会った。", "{}大統領は教師と会った。", "{}首相は教師と会った。"),
    "ko": ("어제 {}은 교사들을 만났다.", "{} 대통령은 교사들을 만났다.", "{} 총리는 교사들을 만났다."),
    "zh": ("昨天{}会见了教师。", "{}总统会见了教师。", "{}总理会见了教师。"),
    "vi": ("Hôm qua {} gặp các giáo viên.", "Chủ tịch nước {} gặp các giáo viên.", "Thủ tướng {} gặp các giáo viên."),
}  # fmt: skip
LATIN = "latin"


# Who can't be told apart, by language: none today.
FALLS: dict[str, set[str]] = {}
FEWEST = 150  # sentences


class Case(NamedTuple):
    """A sentence, its language, who is named in it, and of which country."""

    lang: str
    text: str
    surname: str
    country: str
    said: str


def in_office(person: Person) -> calendar.Standing | None:
    """The office of a head who holds it today."""
    standing = calendar.standing(person, calendar.day(TODAY))
    return standing if standing and standing.status == "current" and standing.office.kind == "head" else None


def written(person: Person, letters: str) -> tuple[str | None, str | None]:
    """A full and a short name of a person in a script."""
    full = (name for name in (person.name, *person.names) if script(name) == letters and " " in name)
    short = (name for name in person.short if script(name) == letters and len(name) >= SHORTEST)
    return next(full, None), next(short, None)


def of_a_head(person: Person, standing: calendar.Standing, lang: str) -> Iterator[Case]:
    """A sentence by full name, and one by title and surname; Vietnamese says given names, kings have no surname."""
    whole, president, minister = SENTENCES[lang]
    full, short = written(person, script(whole[0]) if lang != "ja" else "han")
    office, country = standing.office.office, standing.office.country
    is_minister = "Minister" in office or "Chancellor" in office or "Taoiseach" in office
    if full:
        yield Case(lang, whole.format(full), full.split()[-1], country, full)
    if short and "King" not in office and lang != "vi":
        title = "Prime Minister" if is_minister else "President"
        name = short[0].upper() + short[1:]
        yield Case(
            lang, (minister if is_minister else president).format(name), name, country, f"{title} {name}"
        )


def cases(tagger: Tagger, lang: str) -> list[Case]:
    """The sentences of a language, on the heads of the countries at home in it."""
    heads = [
        (person, standing) for person in tagger.index.registry.persons if (standing := in_office(person))
    ]
    return [
        case
        for person, standing in heads
        if standing.office.country in tagger.index.home(lang)
        for case in of_a_head(person, standing, lang)
    ]


def is_seen(tagger: Tagger, case: Case) -> bool:
    """True where one leader is tagged, of the country, in office."""
    leaders = tagger.tag(None, case.text, case.lang, TODAY, "published").leaders
    return [(leader.country, leader.status) for leader in leaders] == [(case.country, "current")]


@pytest.mark.parametrize("lang", SENTENCES)
def test_heads_of_today_are_named_at_home(tagger: Tagger, lang: str) -> None:
    """Every head in office, in a sentence of the country's own language: tagged, as current, and nobody else."""
    missed = {case.said for case in cases(tagger, lang) if not is_seen(tagger, case)}
    assert missed == FALLS.get(lang, set())


def test_they_are_many(tagger: Tagger) -> None:
    """A registry without today's heads would pass the test above."""
    found = [len(cases(tagger, lang)) for lang in SENTENCES]
    assert sum(found) >= FEWEST
    assert sum(number > 0 for number in found) >= 20


def test_other_heads_are_not_taken_for_them(tagger: Tagger) -> None:
    """Behind a given name of somebody else the surname is that one's."""
    tags = tagger.tag(None, "Gwendolyn Carney met the teachers in Ottawa.", "en", TODAY, "published")
    assert tags.leaders == ()
