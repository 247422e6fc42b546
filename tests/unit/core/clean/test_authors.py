"""Who a page says has written it: names out of what stands where an author's should, and which source wins."""

import pytest

from tests.support.declared import BODY, WORDS, ld, meta, read
from worker.core.clean.metadata import authors


@pytest.mark.parametrize(
    "given, names",
    [
        ("By Ann Alder and Bob Birch", ("Ann Alder", "Bob Birch")),
        ("Birch, Bob", ("Bob Birch",)),
        ("Ann Alder, PhD", ("Ann Alder",)),
        ("https://a.example/people/ann-alder", ()),
        (".css-1{color:red}", ()),
        ("Ann Alder, Ann alder", ("Ann Alder",)),
        ("Ursula von der Heide", ("Ursula von der Heide",)),
        ("admin", ()),
        ("Staff Writer and Ann Alder", ("Ann Alder",)),
        ("Redacción, Ana Roble", ("Ana Roble",)),
        ("Redacción", ("Redacción",)),
        ("Por Ana Roble y Juan Pino", ("Ana Roble", "Juan Pino")),
        ("Von Erika Muster und Jan Kiefer", ("Erika Muster", "Jan Kiefer")),
        ("Par Jeanne Durand et Jean Pin", ("Jeanne Durand", "Jean Pin")),
        ("Di Luca Bianchi e Anna Rossi", ("Di Luca Bianchi", "Anna Rossi")),
        ("Autor: Jan Nowak i Ewa Lis", ("Jan Nowak", "Ewa Lis")),
        ("Jan Novák a Eva Malá", ("Jan Novák", "Eva Malá")),
        ("Nagy Éva és Kis Pál", ("Nagy Éva", "Kis Pál")),
        ("Автор: Иван Петров и Анна Дубова", ("Иван Петров", "Анна Дубова")),
        ("Γράφει: Μαρία Παππά και Νίκος Δρυς", ("Μαρία Παππά", "Νίκος Δρυς")),
        ("Haber: Ayşe Yılmaz ve Can Demir", ("Ayşe Yılmaz", "Can Demir")),
        ("بقلم: أحمد سالم و علي حسن", ("أحمد سالم", "علي حسن")),
        ("מאת: דנה כהן", ("דנה כהן",)),
        ("लेखक: राम शर्मा और सीता देवी", ("राम शर्मा", "सीता देवी")),
        ("作者：王小明、李华", ("王小明", "李华")),
        ("山田太郎記者と鈴木花子記者", ("山田太郎", "鈴木花子")),
        ("김철수 기자", ("김철수",)),
        ("Penulis: Budi Santoso dan Siti Aminah", ("Budi Santoso", "Siti Aminah")),
        ("Ann Alder, Africa correspondent, Nairobi", ("Ann Alder",)),
        ("Ann Alder, Harbour Editor, and Bob Birch, Reporter", ("Ann Alder", "Bob Birch")),
        ("Ann Alder, de Vries, Bob Birch", ("Ann Alder", "de Vries", "Bob Birch")),
        ("Ann Alder, Staff Writer at The Bay Star", ("Ann Alder",)),
        ("Par Jeanne Durand (Rabat, correspondance)", ("Jeanne Durand",)),
        ("Ann Alder ann.alder@star.example", ("Ann Alder",)),
        ("Ann (Birch) Alder", ("Ann (Birch) Alder",)),
        ("“Ann Alder”", ("Ann Alder",)),
        ("Anna Lehmann, Berlin", ("Anna Lehmann",)),
        ("Jan Novák, zpravodaj ČT", ("Jan Novák",)),
        ("Ein Gastbeitrag von Eva Lind", ("Eva Lind",)),
        ("oprac. Marek Wolny", ("Marek Wolny",)),
        ("本报记者 陈美华 北京报道", ("陈美华",)),
        ("王小明,李华", ("王小明", "李华")),
        ("AFP", ("AFP",)),
        ("TTXVN", ("TTXVN",)),
        ("Jane Roe, MD", ("Jane Roe",)),
        ("Tác giả: Nguyễn An và Trần Bình", ("Nguyễn An", "Trần Bình")),
    ],
)
def test_names_of_authors(given: str, names: tuple[str, ...]) -> None:
    assert authors.names([given], WORDS) == names


def test_an_author_who_is_nobody_gives_way_to_the_byline() -> None:
    byline = f"<h1>A bridge for Oldport</h1><p>By Ann Alder and Bob Birch</p>{BODY}"
    assert read(ld(author={"@type": "Person", "name": "admin"}), byline).authors == ("Ann Alder", "Bob Birch")
    assert read(meta("author", "Redacción"), byline).authors == ("Ann Alder", "Bob Birch")
    assert read(meta("author", "Redacción"), BODY).authors == ("Redacción",)
    assert read(meta("author", "admin"), BODY).authors == ()


def test_the_sites_own_name_is_an_author_only_where_no_other_is() -> None:
    publisher = {"name": "The Oldport Post"}
    company = {"@type": "Organization", "name": "The Oldport Post"}
    byline = "<h1>A bridge for Oldport</h1><p>By Ann Alder</p>"
    assert read(ld(author=company, publisher=publisher), byline + BODY).authors == ("Ann Alder",)
    assert read(ld(author=company, publisher=publisher)).authors == ("The Oldport Post",)
