"""The file of learned furniture: written, read again, and refused with its line where it is wrong."""

from pathlib import Path

import msgspec
import pytest

from worker.core.clean.boilerplate.furniture import Block, Numbers, Stand
from worker.core.errors import SettingsError
from worker.rules.furniture import load, version, write

BLOCK = Block(
    id="furniture.post.example.1",
    site="post.example",
    text='Follow "the Post"\t— \\ every\u2028 day\x7f',
    numbers=Numbers.EXACT,
    place=Stand.TAIL,
    why="stands below 9 of 10 stories",
    pages=9,
    stories=9,
    share=0.9,
    sections=2,
    first_seen="2024-03-01T06:00:00Z",
    examples=("https://post.example/1", "https://post.example/2"),
)


def refusal(tmp_path: Path, text: str) -> str:
    file = tmp_path / "f.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(file)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value).removeprefix(f"{file}")


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    other = msgspec.structs.replace(BLOCK, id="furniture.post.example.2", numbers=Numbers.ANY, text="# 1")
    other = msgspec.structs.replace(other, text="Day 1", place=Stand.HEAD)
    (tmp_path / "f.toml").write_text(write([BLOCK, other]), encoding="utf-8")
    loaded = load(tmp_path / "f.toml")
    assert loaded.blocks == (BLOCK, other)
    assert loaded.version == version([other, BLOCK]) != "none"


def test_no_file_is_no_furniture() -> None:
    assert load(None).version == "none"
    assert load(None).of("https://post.example/1") == {}


def test_the_version_names_what_is_cut_not_the_evidence() -> None:
    seen_more = msgspec.structs.replace(BLOCK, pages=10, why="more", examples=())
    assert version([seen_more]) == version([BLOCK])
    assert version([msgspec.structs.replace(BLOCK, place=Stand.HEAD)]) != version([BLOCK])


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("pages = 9", 'pages = "nine"', ", line 6, block 'furniture.post.example.1': Expected `int`, got `str` - at `$.pages`"),
        ('place = "tail"', 'place = "foot"', ", line 6, block 'furniture.post.example.1': Invalid enum value 'foot' - at `$.place`"),
        ("sections = 2", "section = 2", "line 6"),
        ('site = "post.example"', 'site = "www.post.example"', "field 'site': no registrable domain; expected 'post.example'"),
        ('site = "post.example"', 'site = ""', "field 'site'"),
        ('id = "furniture.', 'id = "', "field 'id': must begin with 'furniture.'"),
        ("format = 1", "format = 2", ", field 'format': must be 1, not 2"),
        ("format = 1", "format = 1\nrule = 1", "unknown key 'rule'"),
        ("[[block]]", "[block]", "field 'block': must be tables"),
        ("format = 1", "format = ", "line 4, column"),
        ('why = "stands below 9 of 10 stories"', 'why = " "', "field 'why': must not be empty"),
    ],
)  # fmt: skip
def test_a_broken_file_is_one_line_with_the_place_and_the_reason(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = write([BLOCK])
    assert old in text
    assert said in refusal(tmp_path, text.replace(old, new))


@pytest.mark.parametrize("text", ["123", "", "One\nand two"])
def test_a_block_is_a_line_of_words(tmp_path: Path, text: str) -> None:
    assert "field 'text': must" in refusal(tmp_path, write([msgspec.structs.replace(BLOCK, text=text)]))


def test_an_id_is_there_once(tmp_path: Path) -> None:
    assert "field 'id': 'furniture.post.example.1' is used twice" in refusal(tmp_path, write([BLOCK, BLOCK]))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml: No such file"):
        load(tmp_path / "none.toml")
