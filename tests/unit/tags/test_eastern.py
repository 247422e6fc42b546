"""Surnames of a sign or two, by their title in Japanese, Chinese and Korean."""

from pathlib import Path

import pytest

from worker.core.errors import SettingsError
from worker.core.tags.tagger import Tagger
from worker.rules.registry import eastern

NAMED = [
    ("ja", "2025-11-26", "高市政権の支持率が上がった。", {"Sanae Takaichi"}),
    ("ja", "2024-10-01", "岸田前首相は官邸を去った。", {"Fumio Kishida"}),
    ("ja", "2022-05-10", "林外相は尹大統領と会談した。", {"Yoshimasa Hayashi", "Yoon Suk-yeol"}),
    ("zh", "2024-10-01", "石破当选日本首相。", {"Shigeru Ishiba"}),
    (
        "ko",
        "2025-10-21",
        "다카이치 총리가 취임했고 이시바 전 총리는 물러났다.",
        {"Sanae Takaichi", "Shigeru Ishiba"},
    ),
    ("zh", "2024-10-01", "石破天惊的消息。", set()),
    ("ja", "2024-10-01", "林さんは岸田さんの店で働く。", set()),
]


@pytest.mark.parametrize("lang, date, text, leaders", NAMED)
def test_a_short_surname_is_known_by_its_title(
    whole: Tagger, lang: str, date: str, text: str, leaders: set[str]
) -> None:
    """Before a title in and out of office; in Chinese, where Japan is named, alone."""
    assert {one.name for one in whole.tag(None, text, lang, date, "published").leaders} == leaders


@pytest.mark.parametrize("line", ["JP\tNobody\t無\t无\t무", "JP\tShigeru Ishiba\t石破"])
def test_a_wrong_line_is_told(tmp_path: Path, line: str) -> None:
    """Somebody who is nobody, and a cell too few."""
    path = tmp_path / "eastern.tsv"
    path.write_text(line + "\n", "utf-8")
    with pytest.raises(SettingsError, match=r"eastern\.tsv, line 1"):
        eastern.over([], path)
