"""One frame with another number in it: a correction within hours, and the next notice of a series after that."""

import pytest
from msgspec.structs import replace

from tests.support.texts import ENGLISH, HOUR, lines, made
from worker.core import times
from worker.core.copies.compare import CONTAINED, COUNTED, Verdict, examine, overlap_of
from worker.core.copies.fingerprint import copy_hash
from worker.core.copies.numberwords import NumberWords, Numerals
from worker.core.copies.sketch import Sketch, to_hold
from worker.core.copies.templates import MANY_NUMBERS, SAME_DAY, SOON
from worker.core.copies.weekdays import WEEK, Calendar, Weekdays

REST = lines(ENGLISH, 12)
NOTICE = f"Gold stood at {{}} crowns an ounce in Port Alder this morning, the jewellers said.\n{REST}"
TITLE = "The price of gold"


def notice(price: str, *, hours: int = 0, title: str = TITLE, update: bool = False) -> Sketch:
    """A notice of the price, so many hours after the first."""
    return replace(made(NOTICE.format(price), title=title, update=update), hour=HOUR + hours)


def verdict(new: Sketch, held: Sketch) -> Verdict:
    return examine(new, to_hold(held)).verdict


FIRST = notice("2341")


def test_one_number_within_hours_is_put_right() -> None:
    assert verdict(notice("2314", hours=3), FIRST) is Verdict.EDITED
    assert verdict(FIRST, notice("2314", hours=3)) is Verdict.EDITED


def test_a_day_later_it_is_the_next_notice() -> None:
    """Whichever of the two comes first in the log."""
    assert verdict(notice("2356", hours=24), FIRST) is Verdict.OTHER_NUMBERS
    assert verdict(FIRST, notice("2356", hours=24)) is Verdict.OTHER_NUMBERS
    assert verdict(notice("2356", hours=SOON + 1), FIRST) is Verdict.OTHER_NUMBERS
    edited = made(NOTICE.format("2341").replace("harbour", "port", 1), title=TITLE)
    assert verdict(replace(edited, hour=HOUR + 24), FIRST) is Verdict.EDITED


def test_where_a_time_is_unknown_it_is_the_next_notice() -> None:
    unknown = replace(notice("2314"), hour=0)
    assert verdict(unknown, FIRST) is Verdict.OTHER_NUMBERS
    assert verdict(unknown, replace(FIRST, hour=0)) is Verdict.OTHER_NUMBERS


def test_a_correction_that_says_so_may_come_later() -> None:
    """A series of which each says that it is an update says nothing by it."""
    assert verdict(notice("2314", hours=30, update=True), FIRST) is Verdict.EDITED
    marked = replace(FIRST, update=True)
    assert verdict(notice("2356", hours=24, update=True), marked) is Verdict.OTHER_NUMBERS


def test_two_titles_that_tell_their_numbers_are_two_notices() -> None:
    """Within hours too; but for a text that goes on, as a later version does."""
    first = notice("2341", title=f"{TITLE}: 2341")
    assert verdict(notice("2356", hours=6, title=f"{TITLE}: 2356"), first) is Verdict.OTHER_NUMBERS
    text = f"{NOTICE.format('2356')}\n{lines(ENGLISH, 3, seed=5)}"
    longer = replace(made(text, title=f"{TITLE}: 2356"), hour=HOUR + 6)
    assert verdict(longer, first) is Verdict.EXTENDS


def test_a_story_that_goes_on_brings_three_numbers_up_to_date() -> None:
    """Within hours, and in a longer text; of the same length it is another notice, and a day later any is."""
    text = "Of {} boats {} came home to Port Alder and {} lie in the harbour.\n" + REST
    one, later = made(text.format(30, 12, 9), title="Boats"), text.format(31, 14, 10)
    on = replace(made(f"{later}\n{lines(ENGLISH, 3, seed=5)}", title="Boats"), hour=HOUR + 4)
    assert verdict(on, one) is Verdict.EXTENDS
    assert verdict(replace(on, hour=HOUR + 24), one) is Verdict.OTHER_NUMBERS
    assert verdict(replace(made(later, title="Boats"), hour=HOUR + 4), one) is Verdict.OTHER_NUMBERS


def test_a_number_in_words_is_a_number() -> None:
    """The next notice is told by it, a correction is one, and digits in its place change nothing."""
    numerals = Numerals((NumberWords("en", "", ("6 six", "7 seven"), (), ()),))

    def told(number: str, hours: int) -> Sketch:
        text = f"{number} ferries lay still in Port Alder this morning, the harbour said.\n{REST}"
        title = f"{number} ferries lie still"
        return replace(made(text, title=title, numerals=numerals), hour=HOUR + hours)

    assert verdict(told("Seven", 24), told("Six", 0)) is Verdict.OTHER_NUMBERS
    assert verdict(told("7", 24), told("Seven", 0)) is Verdict.EDITED
    assert "names" not in examine(told("Seven", 2), told("Six", 0)).differs
    assert told("Seven", 0).figures == told("7", 0).figures != told("Six", 0).figures


def test_two_other_names_beside_an_other_number_are_another_story() -> None:
    """A death notice under a title that all of them bear."""
    others = " ".join(
        f"{start}{end}" for start in "Abe Kor Lin Mar".split() for end in ("son", "ing", "ard", "ova")
    )
    frame = f"The family tells of the death of {{}} at the age of {{}}.\n{REST}\nSo say {others}."
    one = made(frame.format("Ada Doyle", 84), title="Death notice")
    assert verdict(made(frame.format("Ben Quill", 79), title="Death notice"), one) is Verdict.OTHER_NAMES
    assert verdict(made(frame.format("Ada Doyle", 85), title="Death notice"), one) is Verdict.EDITED


MATCH = "The Hammers scored {} goals and the Mariners scored {} before the lamps went out."


def test_numbers_that_change_places_are_other_numbers() -> None:
    """A day later; within hours they are put right."""
    one = made(f"{MATCH.format(4, 2)}\n{REST}")
    other = made(f"{MATCH.format(2, 4)}\n{REST}")
    assert verdict(replace(other, hour=HOUR + 400), one) is Verdict.OTHER_NUMBERS
    assert verdict(replace(other, hour=HOUR + 2), one) is Verdict.EDITED


def test_sentences_that_change_places_keep_their_numbers() -> None:
    one = made(f"{MATCH.format(4, 2)} Of 30 boats 12 stayed in.\n{REST}")
    other = made(f"Of 30 boats 12 stayed in. {MATCH.format(4, 2)}\n{REST}")
    assert verdict(replace(other, hour=HOUR + 400), one) is Verdict.EDITED


@pytest.mark.parametrize(
    "text, hour",
    [
        ("1970-01-02T00:59:00Z", 24),
        ("1970-01-02T03:00:00+02:00", 25),
        ("2026-01-01", HOUR + 6),
        ("1969-12-30T00:00:00Z", 0),
        ("soon", 0),
        (None, 0),
    ],
)
def test_hours_are_counted_from_the_epoch(text: str | None, hour: int) -> None:
    """A day without a time is its noon: at most half a day off."""
    assert times.hour(text) == hour


@pytest.mark.parametrize(
    "lang, one, other",
    [
        ("ar", "إن الأهالي أعلنوا بدء الموسم على ضفة النهر", "ان الاهالي اعلنوا بدء الموسم علي ضفه النهر"),
        ("ar", "وصل القطار إلى المدينة", "وَصَلَ القِطارُ إلى المَدينة"),
        ("ar", "محمد في السوق", "محـــمد في السوق"),
        ("fa", "کتاب های ایرانی", "كتاب هاي ايراني"),
        ("he", "שלום לכל התושבים", "שָׁלוֹם לְכֹל הַתּוֹשָׁבִים"),
        ("ru", "самолёт ещё летел", "самолет еще лете\u0301л"),
    ],
)
def test_marks_that_desks_leave_out_part_no_near_copies(lang: str, one: str, other: str) -> None:
    """They keep their exact forms apart where a letter is another."""
    texts = [
        " ".join(f"{words} {at}{start}" for at, start in enumerate("абвгдежзиклмнопр"))
        for words in (one, other)
    ]
    mine, theirs = (made(text, lang=lang) for text in texts)
    assert mine.sample == theirs.sample


@pytest.mark.parametrize(
    "one, other", [("резкий", "резкии"), ("كتب", "كتبت"), ("résumé", "resume"), ("किताब", "कताब")]
)
def test_letters_of_their_own_stay(one: str, other: str) -> None:
    text = " ".join(f"{{0}} {word}" for word in "abcdefghijklmnopqrstuvwxyz")
    mine, theirs = (made(text.format(word)) for word in (one, other))
    assert mine.sample != theirs.sample
    assert copy_hash(one) != copy_hash(other)


def figures(numbers: list[int], *, hours: int = 0, names: str = "Ada Doyle and Ben Quill of Kelby") -> Sketch:
    """A report by these people with so many numbers, so many hours after the first."""
    told = " ".join(f"Boat {number} came in." for number in numbers)
    return replace(made(f"So say {names}.\n{REST}\n{told}", title="Boats"), hour=HOUR + hours)


def test_two_numbers_of_many_are_put_right_where_no_name_is_another() -> None:
    """Of a few numbers only one is; and nothing is where nobody is named."""
    many = list(range(100, 100 + MANY_NUMBERS))
    right = [901, 902, *many[2:]]
    assert verdict(figures(right, hours=3), figures(many)) is Verdict.EDITED
    assert verdict(figures([*right[:2], 903, *right[3:]], hours=3), figures(many)) is Verdict.OTHER_NUMBERS
    assert verdict(figures(right[:-1], hours=3), figures(many[:-1])) is Verdict.OTHER_NUMBERS
    assert verdict(figures(right, hours=24), figures(many)) is Verdict.OTHER_NUMBERS
    assert verdict(figures(right, hours=3, names="two"), figures(many, names="two")) is Verdict.OTHER_NUMBERS


def test_a_later_version_within_hours_may_share_less() -> None:
    """Of texts whose shares are estimates: where one title names no more than the other does, and nobody else."""
    first = lines(ENGLISH, 20, seed=3)
    kept = "\n".join([*first.splitlines()[:17], lines(ENGLISH, 12, seed=43)])
    held = replace(made(f"{first}\nSo says Ada Doyle.", title="Ada Doyle on boats"), hour=HOUR)
    new = replace(made(f"{kept}\nSo says Ada Doyle.", title="Boats, by Ada Doyle"), hour=HOUR + 4)
    assert CONTAINED - COUNTED <= overlap_of(new, held).of_held < CONTAINED
    assert verdict(new, held) is Verdict.EXTENDS
    assert verdict(replace(new, hour=HOUR + 24), held) is Verdict.OTHER_TEXT
    assert verdict(replace(new, subject=()), held) is Verdict.OTHER_TEXT


CALENDAR = Numerals(calendar=Calendar((Weekdays("en", WEEK, ("Monday",), ("Moon",)),)))
FERRIES = f"No ferry runs from Port Alder on {{}}, and {{}} tickets are taken back at the office.\n{lines(ENGLISH, 9)}"


def ferries(
    day: str, *, hours: int = 0, site: str = "port.example", which: str = "all", cut: int = 0
) -> Sketch:
    """A notice of no ferries, so many hours after the first, without its last lines."""
    text = "\n".join(FERRIES.format(day, which).splitlines()[: 10 - cut])
    return replace(made(text, title="No ferries", site=site, numerals=CALENDAR), hour=HOUR + hours)


def test_a_day_of_the_week_is_a_number() -> None:
    """Put right within hours, and the next notice a day later; on another site as well."""
    assert verdict(ferries("Wednesday", hours=2), ferries("Tuesday")) is Verdict.EDITED
    assert verdict(ferries("Wednesday", hours=24), ferries("Tuesday")) is Verdict.OTHER_NUMBERS
    assert (
        verdict(ferries("Wednesday", hours=24, site="other.example"), ferries("Tuesday"))
        is Verdict.OTHER_NUMBERS
    )
    assert (
        verdict(ferries("Tuesday night", hours=24, site="other.example"), ferries("Tuesday"))
        is Verdict.EDITED
    )


def test_a_day_of_the_week_is_no_name() -> None:
    assert ferries("Wednesday").names == ferries("Sunday").names
    assert ferries("Wednesday").numbers != ferries("Sunday").numbers


def test_other_words_on_one_site_a_day_later_are_the_next_notice() -> None:
    """The weather or the air, in words alone. What is only cut or goes on is a copy as ever, and so is what another site says."""
    first, later = ferries("Tuesday"), ferries("Tuesday", which="no", hours=SAME_DAY + 1)
    assert verdict(later, first) is Verdict.OTHER_DAY
    assert verdict(first, later) is Verdict.OTHER_DAY
    assert verdict(replace(later, hour=HOUR + SAME_DAY), first) is Verdict.EDITED
    assert verdict(replace(later, hour=0), first) is Verdict.EDITED
    assert verdict(replace(later, update=True), first) is Verdict.EDITED
    assert verdict(replace(later, site=first.site + 1), first) is Verdict.EDITED
    assert verdict(replace(later, site=0), replace(first, site=0)) is Verdict.EDITED
    assert verdict(ferries("Tuesday", cut=1, hours=30), first) is Verdict.EDITED
    assert verdict(first, ferries("Tuesday", cut=3, hours=30)) is Verdict.EXTENDS
