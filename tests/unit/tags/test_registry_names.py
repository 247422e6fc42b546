"""The registry: how readers' scripts and the press spell its names."""

import re
from pathlib import Path

import pytest

from worker.core.errors import SettingsError
from worker.core.tags.lexicon.calendar import day, status
from worker.core.tags.lexicon.nouns import Person, Registry
from worker.core.tags.tagger import Tagger
from worker.rules.registry import baltic, called, serbian, written
from worker.rules.registry.iberian import first_surname, without_second_surname
from worker.rules.registry.offices import SINGLE, role


@pytest.mark.parametrize(
    "line, said",
    [
        ("US\tDonald Trump\tDonald", "names: 'Donald' is not written so"),
        ("US\tAnna Berg\tАнна Берг", "name: Anna Berg is nobody"),
        ("US\tDonald Trump\tДональд Трамп\tТрамп", "4 cells, not 3"),
    ],
)
def test_a_wrong_line_of_names_in_other_scripts_is_named(
    tmp_path: Path, released: Registry, line: str, said: str
) -> None:
    """File, line, field and reason."""
    (tmp_path / "ru.tsv").write_text(f"# remark\n{line}\n", "utf-8")
    with pytest.raises(SettingsError, match=rf"ru.tsv, line 2.*{said}"):
        written.over(released.persons, tmp_path)


@pytest.mark.parametrize(
    "line, said",
    [
        ("IN\tNarendra Modi\tModi", "whole names"),
        ("IN\tNarendra Modi\t\t", "whole names"),
        ("IN\tAnna Berg\t\tBerg", "name: Anna"),
    ],
)
def test_a_wrong_line_of_what_leaders_are_called_is_named(
    tmp_path: Path, released: Registry, line: str, said: str
) -> None:
    table = tmp_path / "called.tsv"
    table.write_text(f"{line}\n", "utf-8")
    with pytest.raises(SettingsError, match=f"called.tsv, line 1.*{said}"):
        called.over(released.persons, table)


def test_what_leaders_are_called_adds_to_their_names(tmp_path: Path, released: Registry) -> None:
    table = tmp_path / "called.tsv"
    table.write_text("IN\tNarendra Modi\tNamo Modi\tNamo\n", "utf-8")
    (before,) = [person for person in released.persons if person.name == "Narendra Modi"]
    (after,) = [person for person in called.over(released.persons, table) if person.name == "Narendra Modi"]
    assert (after.names, after.short) == ((*before.names, "Namo Modi"), (*before.short, "Namo"))


@pytest.mark.parametrize(
    "lang, text, name",
    [
        ("ru", "Владимира Путина ждут в Китае, сообщил Кремль.", "Vladimir Putin"),
        ("uk", "Президента України Володимира Зеленського чекають у Парижі.", "Volodymyr Zelensky"),
        ("bg", "Доналд Тръмп", "Donald Trump"),
        ("el", "Ο Κυριάκος Μητσοτάκης μίλησε στη Βουλή.", "Kyriakos Mitsotakis"),
        ("ar", "التقى إيمانويل ماكرون نظيره في باريس.", "Emmanuel Macron"),
        ("fa", "مسعود پزشکیان در تهران سخنرانی کرد.", "Masoud Pezeshkian"),
        ("he", "נתניהו נפגש בוושינגטון עם דונלד טראמפ.", "Donald Trump"),
        ("hi", "नरेंद्र मोदी ने शी जिनपिंग से मुलाकात की।", "Xi Jinping"),
        ("bn", "ঢাকায় শেখ হাসিনা বলেন।", "Sheikh Hasina"),
        ("zh", "冯德莱恩周二抵达北京。", "Ursula von der Leyen"),
        ("ja", "メルツ首相はベルリンで演説した。", "Friedrich Merz"),
        ("ko", "젤렌스키 대통령은 키이우에서 프리드리히 메르츠 총리를 만났다.", "Friedrich Merz"),
        ("th", "ทรัมป์เดินทางถึงกรุงปารีส", "Donald Trump"),
    ],
)
def test_leaders_are_known_in_their_readers_script(whole: Tagger, lang: str, text: str, name: str) -> None:
    """A plain sentence of each language names whom its readers know."""
    found = [leader.name for leader in whole.tag(None, text, lang, "2025-06-01", "published").leaders]
    assert name in found


@pytest.mark.parametrize(
    "lang, text, country",
    [
        ("nl", "Gisteren sprak Vladimir Poetin met de pers.", "RU"),
        ("cs", "Včera přijali Volodymyra Zelenského na hradě.", "UA"),
        ("hu", "Tegnap Vlagyimir Putyin beszélt.", "RU"),
        ("sv", "I går talade Aleksandr Lukasjenko i tv.", "BY"),
        ("fr", "Hier, Alexandre Loukachenko a parlé.", "BY"),
        ("hr", "Jučer je predsjednika Aleksandra Vučića primio kolega.", "RS"),
        ("lv", "Vakar Donalds Tramps runāja presē.", "US"),
        ("sr", "Јуче је Си Ђинпинг говорио.", "CN"),
        ("el", "Χθες η δήλωση του Κυριάκου Μητσοτάκη συζητήθηκε.", "GR"),
        ("ka", "გუშინ ირაკლი კობახიძე გამოვიდა სიტყვით.", "GE"),
        ("hy", "Երեկ, ինչպես Նիկոլ Փաշինյան ասաց, քվեարկեցին։", "AM"),
        ("th", "เมื่อวานนี้ คิม จอง อึน กล่าวสุนทรพจน์", "KP"),
    ],
)
def test_leaders_as_the_press_of_a_language_spells_them(
    whole: Tagger, lang: str, text: str, country: str
) -> None:
    """Transliterations and cases of both words of a name; Georgian and Armenian too."""
    found = whole.tag(None, text, lang, "2025-11-20", "published").leaders
    assert [leader.country for leader in found] == [country]


@pytest.mark.parametrize(
    "name, country, shorter",
    [
        ("Ana Lucía Robles Serrano", "MX", "Ana Lucía Robles"),
        ("Paulo Sérgio Nogueira de Oliveira", "BR", "Paulo Sérgio Nogueira"),
        ("Juan Carlos Varela", "PA", None),  # one surname behind two given names
        ("Luis Alberto Arce", "BO", None),
        ("José Eduardo dos Santos", "AO", None),
        ("Luís Filipe Marques Amado", "PT", None),  # the last one is said in Portuguese
        ("Jose Gabriel Carrizo De La Espriella", "CR", "Jose Gabriel Carrizo"),
        ("Anna Maria Berg Dahl", "NO", None),
    ],
)
def test_a_second_surname_is_left_out_by_the_press(name: str, country: str, shorter: str | None) -> None:
    """In Spanish, and in Portuguese behind a small word, where enough is left to be nobody else's name."""
    given = frozenset(("ana", "lucia", "carlos", "alberto", "eduardo", "jose", "gabriel", "filipe", "luis"))
    assert without_second_surname(name, country, given) == shorter
    assert first_surname(name, country, given) == (
        shorter and shorter.split()[-1] if country != "BR" else None
    )


def test_a_minister_without_the_second_surname_is_found(whole: Tagger) -> None:
    """As the papers of the country write it."""
    text = "O ministro da Defesa, general Paulo Sérgio Nogueira, falou ontem no Brasil."
    found = whole.tag(None, text, "pt", "2022-05-04", "published").leaders
    assert [leader.name for leader in found] == ["Paulo Sérgio Nogueira de Oliveira"]


@pytest.mark.parametrize(
    "name, country, written",
    [
        ("Egils Levits", "LV", ["Egila Levita", "Egilam Levitam", "Egilu Levitu", "Egilu Levitu"]),
        (
            "Gitanas Nausėda",
            "LT",
            ["Gitano Nausėdos", "Gitanui Nausėdai", "Gitaną Nausėdą", "Gitanu Nausėda"],
        ),
        ("V. Landsbergis", "LT", []),
    ],
)
def test_baltic_names_stand_in_their_cases(name: str, country: str, written: list[str]) -> None:
    """The given name and the surname each in its own; a name with an initial in none."""
    assert list(baltic.cases(name, country)) == written


@pytest.mark.parametrize(
    "name, written",
    [
        ("Aleksandar Vučić", "Александар Вучић"),
        ("Ljubiša Njegoš Džaja", "Љубиша Његош Џаја"),
        ("Zoran Đinđić", "Зоран Ђинђић"),
        ("Ana Wyss", None),
    ],
)
def test_serbian_names_stand_in_cyrillic_too(name: str, written: str | None) -> None:
    """Letter for letter, pairs of letters as one; a letter that Serbian hasn't makes it none."""
    assert serbian.cyrillic(name) == written


# The sixty largest countries, and how many of their heads of 2024 to 2026 have a name of our own in a script; it may only rise. Others are read by their sound.
KANA = "\u30a0-\u30ff"
LARGEST = frozenset(
    (
        "CN IN US ID PK NG BR BD RU ET MX JP EG PH CD VN IR TR DE TH TZ GB FR ZA IT KE MM CO KR SD UG ES DZ IQ AR AF YE CA "
        "PL MA AO UA UZ MY MZ GH PE SA MG CI CM NP VE NE AU KP SY ML BF LK TW IL"
    ).split()
)
NAMED = {
    "zh": 117,
    "ja": 101,
    "ko": 117,
    "ar": 115,
    "he": 92,
    "ru": 117,
    "el": 101,
    "hi": 91,
    "bn": 85,
    "th": 59,
}
YEARS = ("2024-06-30", "2025-06-30", "2026-06-30")


def _headed(person: Person) -> bool:
    """True for a head of one of the largest countries in one of the years."""
    return any(
        office.kind == "head"
        and role(office.office) in SINGLE
        and office.country in LARGEST
        and any(status(office, day(at) or 0) == "current" for at in YEARS)
        for office in person.offices
    )


@pytest.mark.parametrize("lang", NAMED)
def test_most_heads_of_today_have_a_name_in_their_readers_script(released: Registry, lang: str) -> None:
    """Of the sixty largest countries; in Japanese in its own letters, not in Chinese ones alone."""
    letters = re.compile(f"[{written.LETTERS[lang] if lang != 'ja' else KANA}]")
    heads = [person for person in released.persons if _headed(person)]
    named = [person for person in heads if any(map(letters.search, (*person.names, *person.short)))]
    assert len(named) >= NAMED[lang]
