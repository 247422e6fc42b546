"""What `registry check` finds: two in office, one person twice, names that may be anybody's."""

import msgspec

from worker.core.tags.lexicon.nouns import Office, Person
from worker.rules.registry.check import check


def test_findings() -> None:
    """Faults and doubts of a bad registry are found."""
    term = Office("NO", "Prime Minister", "head", "2010-01-01", "2014-06-30")
    late = Office("NO", "Prime Minister", "head", "2012-01-01", "2016-01-01")
    later = Office("NO", "Prime Minister", "head", "2019-01-01")
    odd = Office("NO", "King", "head", "2010-01-01", "2009-01-01")
    persons = [
        Person("A", (term,), "Q1"),
        Person("B", (late,), "Q1"),
        Person("C", (odd,)),
        Person("A", (later,), "Q3"),
    ]
    assert [finding.kind for finding in check(persons)] == [
        "impossible days",
        "two people on one id",
        "gap",
        "namesakes",
        "one person in two",
        "overlap",
    ]


def _found(*persons: Person) -> list[tuple[str, str]]:
    return [(finding.level, finding.kind) for finding in check(persons)]


def test_two_in_office_under_titles_that_differ_are_found() -> None:
    """Neither has an end; a deputy, a king beside a prime minister and shared offices are none."""
    chief = Person("Ole Dahl", (Office("BD", "Chief Adviser", "head", "2024-08-08", seen="2026-01"),))
    prime = Person("Ida Berg", (Office("BD", "Prime Minister", "head", "2024-02-17", seen="2026-03"),))
    head = Person(
        "Ida Berg", (Office("BD", "President of the Government", "head", "2024-02-17", seen="2026-03"),)
    )
    general = Person("Ole Moe", (Office("NE", "Head of State", "head", "2023-07-28", seen="2026-01"),))
    president = Person("Ola Moe", (Office("NE", "President", "head", "2023-07-28", seen="2026-01"),))
    assert _found(chief, prime) == [("doubt", "no end")]
    assert ("doubt", "no end") in _found(chief, head)
    (found,) = check([general, president])
    assert found[:4] == (
        "doubt",
        "two in office",
        "NE head of state",
        "Ole Moe (Head of State) and Ola Moe (President)",
    )
    deputy = Person("Ida Berg", (Office("NE", "Vice President", "head", "2023-07-28", seen="2026-01"),))
    assert _found(president, deputy, chief) == []


def test_a_title_without_a_rank_is_found() -> None:
    """Today's, of which no rule could say who followed whom."""
    general = Office("NO", "General", "head", "2023-07-28", seen="2026-01")
    (found,) = check([Person("Ole Moe", (general,))])
    assert found[:4] == ("doubt", "no rank", "NO Ole Moe", "General")
    assert _found(Person("Ole Moe", (msgspec.structs.replace(general, end="2024-01-01"),))) == []


def test_one_office_twice_at_one_time_is_found() -> None:
    """Two terms that overlap by more than a handover; not one behind the other, nor two offices."""
    first = Office("NO", "PM", "head", "2010-01-01", "2014-01-01")
    second = Office("NO", "PM", "head", "2012-01-01", "2016-01-01")
    (found,) = check([Person("Ole Dahl", (first, second))])
    assert found[:4] == ("doubt", "one office twice", "NO Ole Dahl", "PM and PM at one time")
    later = msgspec.structs.replace(second, start="2014-01-01")
    other = msgspec.structs.replace(second, office="King")
    assert _found(Person("Ole Dahl", (first, later))) == _found(Person("Ole Dahl", (first, other))) == []


def test_names_that_may_be_anybodys_are_found() -> None:
    """A leader of another country's name; a small word or a letter as a short form, where it is no part of the name."""
    here, there = (
        Office(code, "Prime Minister", "head", "2010-01-01", "2014-01-01") for code in ("NO", "SE")
    )
    (found,) = check([Person("Ole Dahl", (here,)), Person("Ole Dåhl", (there,))])
    assert found[:4] == ("doubt", "namesakes", "NO/SE", "Ole Dahl")
    (found,) = check([Person("Ole Dahl", (here,), short=("Dahl", "the"))])
    assert (found.kind, found.text, found.field) == (
        "ambiguous name",
        "'the' alone may be anything",
        "short[1]",
    )
    assert [kind for _, kind in _found(Person("Ole O", (here,), short=("O",)))] == ["ambiguous name"]
    assert _found(Person("Ole al-Dahl", (here,), short=("al-Dahl", "习"))) == []


def test_two_people_in_one_entry_are_found() -> None:
    """More years in office than a life has; two heads whose names differ in an initial; a king with a later ministry."""
    first = Office("NO", "President", "head", "1971-01-01", "1975-01-01")
    second = Office("NO", "President", "head", "1990-01-01", "1994-01-01")
    minister = Office("NO", "Minister of Fish", "minister", "1995-01-01", "1996-01-01")
    king = Office("NO", "King", "head", "1950-01-01", "1980-01-01")
    old = Office("NO", "Minister of War", "minister", "1910-01-01", "1911-01-01")
    assert ("fault", "two people in one") in _found(Person("Ole Dahl", (old, minister)))
    assert ("fault", "two people in one") in _found(
        Person("Ole B. Dahl", (first, second), names=("Ole C. B. Dahl",))
    )
    assert ("doubt", "two people in one") in _found(
        Person("Ole B. Dahl", (first,), names=("Ole C. B. Dahl",))
    )
    assert ("doubt", "two people in one") in _found(Person("Olav V", (king, minister)))
    assert _found(Person("Ole B. Dahl", (first, minister), names=("Ole Dahl", "Ole O'Dahl"))) == []


def test_two_given_names_in_one_entry_are_found() -> None:
    """Names that differ by a word each; not a longer name between them, a rank, a land, another script."""
    term = (Office("NO", "Minister of Fish", "minister", "1995-01-01", "1996-01-01"),)
    (found,) = check([Person("Ole Dahl", term, names=("Ole Berg Dahl", "Kirsten Dahl"))])
    assert found[:4] == ("doubt", "two people in one", "NO Ole Dahl", "called Ole Dahl and Kirsten Dahl")
    assert (found.entries, found.field) == ((0,), "names[1]")
    assert _found(Person("Ana Cruz", term, names=("Ana Cruz Vega", "Ana Vega"))) == []
    assert _found(Person("Haakon VII of Norway", term, names=("King Haakon", "هاكون"))) == []


def test_terms_a_career_apart_are_found() -> None:
    """A grandchild of the same name, in the entry of the first."""
    first = Office("NO", "Minister of Fish", "minister", "1961-01-01", "1965-01-01")
    second = Office("NO", "Minister of Fish", "minister", "1999-01-01", "2003-01-01")
    (found,) = check([Person("Ole Dahl", (first, second))])
    assert (found.kind, found.text, found.field) == (
        "two people in one",
        "after 34 years",
        "offices[1].start",
    )


def test_an_id_that_stands_twice_is_found() -> None:
    """In one country it is a fault; in two it may be one person who served both, for somebody to look at."""
    here = Office("NO", "Minister of Fish", "minister", "1995-01-01", "1996-01-01")
    there = Office("SE", "Minister of Fish", "minister", "1997-01-01", "1998-01-01")
    (found,) = check([Person("Ole Dahl", (here,), "Q1"), Person("Ida Berg", (here,), "Q1")])
    assert (found.level, found.text, found.entries, found.field) == (
        "fault",
        "Ole Dahl, Ida Berg",
        (0, 1),
        "id",
    )
    (found,) = check([Person("Ole Dahl", (here,), "Q1"), Person("Ida Berg", (there,), "Q1")])
    assert (found.level, found.where) == ("doubt", "NO/SE Q1")


def test_one_person_in_two_entries_is_found() -> None:
    """The same name and office under two ids, within some years; a grandchild is another."""
    first = Office("NO", "President", "head", "1971-01-01", "1975-01-01")
    second = Office("NO", "President", "head", "1980-01-01", "1984-01-01")
    third = Office("NO", "President", "head", "2014-01-01", "2018-01-01")
    one, two = Person("Ole Dahl", (first,), "Q1"), Person("Ole Dahl", (second,), "Q2", ("Ole Eriksen Dahl",))
    assert ("doubt", "one person in two") in _found(one, two)
    assert ("doubt", "one person in two") not in _found(one, Person("Ole Dahl", (third,), "Q2"))
