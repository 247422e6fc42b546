"""Stories of their own that look like copies: another subject in a long frame, the next day's report, a follow-up, a round-up."""

import pytest
from msgspec.structs import replace

from tests.support.texts import ENGLISH, HOUR, lines, made
from worker.core.copies.compare import Verdict, examine
from worker.core.copies.sketch import Sketch, to_hold
from worker.core.copies.templates import SAME_DAY, SOON, replaced

NAMES = " ".join(
    f"{start}{end}"
    for start in "Abe Kor Lin Mar Sel Tam".split()
    for end in ("son", "ing", "ard", "ova", "ell", "wick")
)
REST = lines(ENGLISH, 12)


def verdict(new: Sketch, held: Sketch) -> Verdict:
    return examine(new, to_hold(held)).verdict


def notice(name: str, title: str = "{} pays") -> Sketch:
    return made(f"{name} will pay a dividend in spring.\n{REST}\nSo say {NAMES}.", title=title.format(name))


def test_one_other_name_among_many_is_another_subject_where_the_titles_tell_it() -> None:
    """Under a title that all notices bear it is an edit: nothing says of which of them the text is."""
    one, other = notice("Alder"), notice("Birch")
    assert replaced(other.names, one.names).count == 1
    assert verdict(other, one) is Verdict.OTHER_NAMES
    assert verdict(notice("Birch", "dividends"), notice("Alder", "dividends")) is Verdict.EDITED


OIL = "Oil stood at {} crowns a barrel in Port Alder, coal at {} and tin at {}."


def report(*prices: int, hours: int, more: str = "") -> Sketch:
    """A day's report that is marked UPDATE."""
    return replace(made(f"{OIL.format(*prices)}\n{REST}{more}", title="Oil", update=True), hour=HOUR + hours)


def test_the_next_days_report_is_no_later_version_though_both_say_so() -> None:
    """Whichever comes first; a version of the same day is one."""
    more = f"\n{lines(ENGLISH, 3, seed=5)}"
    first = report(71, 52, 33, hours=0)
    day_later, evening = (report(73, 54, 35, hours=at, more=more) for at in (24, SAME_DAY))
    assert verdict(day_later, first) is Verdict.OTHER_NUMBERS
    assert verdict(first, day_later) is Verdict.OTHER_NUMBERS
    assert verdict(evening, first) is Verdict.EXTENDS
    assert verdict(replace(evening, hour=0), first) is Verdict.OTHER_NUMBERS
    assert SOON < SAME_DAY < 24


BRIEF = lines(ENGLISH, 4)


def test_a_story_that_only_ends_with_an_earlier_one_is_its_own() -> None:
    """A follow-up, or a round-up of few briefs."""
    told = f"{lines(ENGLISH, 9, seed=5)}\n{BRIEF}"
    assert (
        verdict(made(told, title="Three arrested"), made(BRIEF, title="Train derails")) is Verdict.OTHER_TEXT
    )


def test_a_story_that_grows_keeps_its_title_or_its_opening() -> None:
    """Or is for the most part what was told before."""
    brief = made(BRIEF, title="Train derails")
    grown = f"{BRIEF}\n{lines(ENGLISH, 9, seed=5)}"
    topped = f"{lines(ENGLISH, 9, seed=5)}\n{BRIEF}"
    assert verdict(made(grown, title="Line closed"), brief) is Verdict.EXTENDS
    assert verdict(made(topped, title="Train derails"), brief) is Verdict.EXTENDS
    mostly = f"{lines(ENGLISH, 2, seed=5)}\n{BRIEF}"
    assert verdict(made(mostly, title="Line closed"), brief) is Verdict.EXTENDS


def test_a_brief_cut_out_of_a_longer_story_is_a_copy_of_it() -> None:
    """Nothing in it is new."""
    told = f"{lines(ENGLISH, 9, seed=5)}\n{BRIEF}"
    assert (
        verdict(made(BRIEF, title="Train derails"), made(told, title="Three arrested")) is Verdict.SHORTENED
    )


CRASH = f"A driver was hurt near {{}} on the road to the coast, and {{}} cars stood in a queue.\n{REST}\nSo say {NAMES}."


def crash(place: str, cars: str, *, more: str = "", title: str = "Driver hurt") -> Sketch:
    return made(CRASH.format(place, cars) + more, title=title, site="coast.example")


def test_another_place_and_another_figure_are_another_accident() -> None:
    """Of few figures. One of many may be put right together with a name."""
    assert verdict(crash("Westby", "14"), crash("Northam", "20")) is Verdict.OTHER_NUMBERS
    assert verdict(crash("Northam", "14"), crash("Northam", "20")) is Verdict.EDITED
    many = "\nIt was 7 degrees at 6 o'clock; 3 of 5 buses, 8 of 9 trams and 11 of 12 trains were late."
    assert verdict(crash("Westby", "14", more=many), crash("Northam", "20", more=many)) is Verdict.EDITED


FORM = f"Water is cut off in {{}} from the morning on, the works say.\n{lines(ENGLISH, 9)}\nAsk Reid, Moss or Lund."


def form(place: str, *, site: str = "works.example", title: str = "Water cut off") -> Sketch:
    return made(FORM.format(place), title=title, site=site)


def test_one_of_few_names_makes_another_notice_of_one_form() -> None:
    """On one site under one title. Elsewhere it may be a name that was put right."""
    one = form("Northam")
    other = form("Westby Green")  # longer: not the same sentence with another name
    assert verdict(other, one) is Verdict.OTHER_NAMES
    assert verdict(form("Westby Green", site="b.example", title="No water"), one) is Verdict.EDITED


def test_a_marked_version_of_another_subject_is_no_version() -> None:
    """Though it says UPDATE, goes on and has nearly all names."""
    more = f"\n{lines(ENGLISH, 3, seed=5)}"
    first = notice("Alder", "{} to pay")
    text = f"Alder will pay a dividend in spring.\n{REST}{more}\nSo say {NAMES}."
    assert verdict(made(text, title="UPDATE 1-Alder to pay", update=True), first) is Verdict.EXTENDS
    other = made(text.replace("Alder", "Birch"), title="UPDATE 1-Birch to pay", update=True)
    assert verdict(other, first) is Verdict.OTHER_NAMES


@pytest.mark.parametrize(
    "lang, frame, titles, names",
    [
        ("fi", "{} maksaa osinkoa keväällä.", ("Kaivoksen osinko", "Louhoksen osinko"), ("Kaivos", "Louhos")),
        ("pl", "Spółka {} wypłaci dywidendę.", ("Dywidenda Stalmetu", "Dywidenda Karbotechu"), ("Stalmet", "Karbotech")),
        ("ru", "Компания {} выплатит дивиденды.", ("Дивиденды Волгахима", "Дивиденды Уралмета"), ("Волгахим", "Уралмет")),
        ("tr", "{} kâr payı dağıtacak.", ("Egeçelik'ten kâr payı", "Toroskim'den kâr payı"), ("Egeçelik", "Toroskim")),
    ],
)  # fmt: skip
def test_a_title_names_its_subject_in_another_case(
    lang: str, frame: str, titles: tuple[str, str], names: tuple[str, str]
) -> None:
    one, other = (
        made(f"{frame.format(name)}\n{REST}\nSo say {NAMES}.", lang=lang, title=title)
        for title, name in zip(titles, names, strict=True)
    )
    assert one.subject
    assert verdict(other, one) is Verdict.OTHER_NAMES


def test_a_follow_up_of_another_day_may_hold_the_first_whole() -> None:
    """Where it begins anew. Within the day it is a version that goes on."""
    brief = replace(made(BRIEF, title="Train derails"), hour=HOUR)
    told = made(f"{lines(ENGLISH, 3, seed=5)}\n{BRIEF}", title="Line opens again")
    assert verdict(replace(told, hour=HOUR + SAME_DAY), brief) is Verdict.EXTENDS
    assert verdict(replace(told, hour=HOUR + SAME_DAY + 1), brief) is Verdict.OTHER_TEXT
    assert verdict(replace(told, hour=0), brief) is Verdict.EXTENDS
