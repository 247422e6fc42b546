"""Every agency is credited by the texts that say so and by no others; a wrong file is named exactly."""

from pathlib import Path

import pytest

from worker.core.copies.agencies import Agency, Picture
from worker.core.copies.updates import UpdateMark
from worker.core.errors import SettingsError
from worker.rules.agencies import load

AGENCIES = load()

CALM = "The lake was calm on Monday, said one who lives there and looks at it every day of the year. " * 5

EXAMPLE = """
[[agency]]
id = "x"
names = ["Example"]
why = "because"
credits = ["(Example) - A line."]
keeps = ["Example said so."]
"""


@pytest.mark.parametrize("agency", AGENCIES.agencies, ids=lambda agency: agency.id)
def test_each_agency_is_credited_as_it_says(agency: Agency) -> None:
    for text in agency.credits:
        assert agency.id in AGENCIES.credited(text), f"{text!r} should credit {agency.id}"
    for text in agency.keeps:
        assert AGENCIES.credited(text) == (), f"{text!r} should credit none"


@pytest.mark.parametrize("picture", AGENCIES.pictures, ids=lambda picture: picture.id)
def test_the_credit_of_a_picture_credits_no_agency(picture: Picture) -> None:
    for text in picture.drops:
        for place in (f"{text}\n{CALM}", f"{CALM}\n{text}"):
            assert AGENCIES.credited(place) == (), f"{text!r} should credit none"
    for text in picture.keeps:
        assert AGENCIES.credited(text) != (), f"{text!r} should credit an agency"


def test_a_picture_beside_the_story_of_an_agency_changes_nothing() -> None:
    assert AGENCIES.credited(f"GENEVA (Reuters) - {CALM}\n(AP Photo/Jane Example)") == ("reuters",)
    assert AGENCIES.credited(CALM, ["Foto: dpa"]) == ()
    assert AGENCIES.credited(f"(Foto: Max Muster/dpa)\n{CALM}", ["dpa"]) == ("dpa",)


@pytest.mark.parametrize(
    "text, credited",
    [
        ("LISMOR (CPA) - The lake was calm.", ("cpa",)),
        ("SAINT-ÉLOI (XYZ) — Le lac était calme.", ("xyz",)),
        ("GENEVA (AP) - The lake was calm.", ("ap",)),
        ("Anna Kent (ABC) - once mayor of Lismor - rows.", ()),
        ("LISMOR (USA) - The lake was calm.", ()),
        ("LISMOR (Inland) - The lake was calm.", ()),
        ("The lake was calm.\nLISMOR (CPA) - So it was.", ()),
    ],
)
def test_a_dateline_credits_an_agency_that_is_not_listed(text: str, credited: tuple[str, ...]) -> None:
    assert AGENCIES.credited(text) == credited


@pytest.mark.parametrize("update", AGENCIES.updates.known, ids=lambda update: update.id)
def test_each_mark_of_a_later_version_is_known(update: UpdateMark) -> None:
    for title in update.marks:
        assert AGENCIES.updates.marked(title, CALM), f"{title!r} is marked"
    for title in update.keeps:
        assert not AGENCIES.updates.marked(title, CALM), f"{title!r} only has the word"


@pytest.mark.parametrize(
    "line, marked",
    [
        ("(Adds minister's comment)", True),
        ("(aktualisiert mit Reaktionen)", True),
        ("【更新】", True),
        ("(Updated: January 5, 2026)", False),
        ("Updated: 14:30", False),
        ("The lake was calm (updated).", False),
    ],
)
def test_a_mark_at_the_start_of_the_text_is_one_in_brackets(line: str, marked: bool) -> None:
    """Without a time: many sites tell above each page when it was last touched."""
    assert AGENCIES.updates.marked("", f"{line}\n{CALM}") is marked


def test_an_author_and_a_site_of_its_own_credit_an_agency() -> None:
    assert AGENCIES.credited("The lake was calm.", ["By The Associated Press"]) == ("ap",)
    assert AGENCIES.credited("The lake was calm.", ["Paola Apap"]) == ()
    assert AGENCIES.credited("The lake was calm.", (), "reuters.com") == ("reuters",)


@pytest.mark.parametrize(
    "line, named",
    [("/ritzau/", ("ritzau",)), (" (AP) ", ("ap",)), ("Reuters", ()), ("Foto: dpa", ()), ("(Photo: AP)", ())],
)
def test_a_sign_that_was_cut_from_the_page_credits_all_the_same(line: str, named: tuple[str, ...]) -> None:
    """Other lines with an agency's name are links to its stories, or a picture's credit."""
    assert AGENCIES.credited(CALM, cut=["Share", line]) == named


def test_a_story_of_two_agencies_credits_both() -> None:
    assert AGENCIES.credited("Genf (AFP/dpa) - Der See war ruhig.") == ("afp", "dpa")


def test_a_name_in_the_middle_of_a_long_text_credits_nobody() -> None:
    lines = "The lake was calm, said one who lives there and looks at it every day of the year. " * 4
    assert AGENCIES.credited(f"{lines}\n\n(Reuters)\n\n{lines}") == ()


@pytest.mark.parametrize(
    "wrong, named",
    [
        (EXAMPLE.replace('why = "because"', 'why = ""'), "agency 'x', field 'why': must not be empty"),
        (EXAMPLE.replace("names", "name"), "agency 'x': Object contains unknown field `name`"),
        (EXAMPLE * 2, "'x' names two agencies"),
        ("not toml", "agencies.toml: "),
    ],
)
def test_a_wrong_file_is_named_with_agency_field_and_reason(tmp_path: Path, wrong: str, named: str) -> None:
    file = tmp_path / "agencies.toml"
    file.write_text(wrong)
    with pytest.raises(SettingsError, match=r"agencies\.toml") as caught:
        load(file)
    assert named in str(caught.value)
