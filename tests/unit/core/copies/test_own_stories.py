"""Stories of their own that look like copies: another subject in a long frame, the next day's report, a follow-up, a round-up."""

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
