"""Every agency is credited by the texts that say so and by no others; a wrong file is named exactly."""

from pathlib import Path

import pytest

from worker.core.copies.agencies import Agency
from worker.core.errors import SettingsError
from worker.rules.agencies import load

AGENCIES = load()

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


def test_an_author_and_a_site_of_its_own_credit_an_agency() -> None:
    assert AGENCIES.credited("The lake was calm.", ["By The Associated Press"]) == ("ap",)
    assert AGENCIES.credited("The lake was calm.", ["Paola Apap"]) == ()
    assert AGENCIES.credited("The lake was calm.", (), "reuters.com") == ("reuters",)


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
