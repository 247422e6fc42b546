"""Surnames that one leader only has, monarchs by their title, and offices told by what they are over."""

from pathlib import Path

import pytest

from worker.core.errors import SettingsError
from worker.core.tags.tagger import Tagger
from worker.rules.registry import monarchs

NAMED = [
    ("ru", "2021-06-16", "Лавров и Блинкен встретились в Женеве.", {"Sergey Lavrov", "Antony Blinken"}),
    ("sv", "2014-09-15", "Reinfeldt avgår, Löfven får uppdraget.", {"Fredrik Reinfeldt", "Stefan Löfven"}),
    ("uk", "2024-09-05", "Прем'єр Шмигаль подякував Кулебі.", {"Denys Shmyhal", "Dmytro Kuleba"}),
    ("it", "2020-03-20", "Il ministro dell'Interno Lamorgese ha firmato.", {"Luciana Lamorgese"}),
    ("de", "2022-01-12", "Außenministerin Baerbock reist nach Kiew.", {"Annalena Baerbock"}),
    ("lv", "2023-07-08", "Prezidents Rinkēvičs stājās amatā.", {"Edgars Rinkēvičs"}),
    ("de", "2023-05-06", "König Charles wird gekrönt.", {"Charles III"}),
    ("pl", "2023-05-06", "W Londynie witano króla Karola.", {"Charles III"}),
    ("hu", "2023-05-06", "Megkoronázták Károly királyt Londonban.", {"Charles III"}),
    ("nl", "2020-10-01", "De premier legde de eed af bij koning Filip.", {"Philippe I of Belgium"}),
    ("nl", "2011-03-01", "Het kabinet-Rutte I viel over de bezuinigingen.", {"Mark Rutte"}),
    ("sv", "2021-12-01", "Regeringen Löfven avgick.", {"Stefan Löfven"}),
    ("id", "2010-05-01", "SBY meminta para menteri bekerja lebih cepat.", {"Susilo Bambang Yudhoyono"}),
    ("hi", "2018-05-01", "मोदी आज रैली करेंगे।", {"Narendra Modi"}),
    ("th", "2016-05-01", "นายประยุทธ์กล่าวว่ารัฐบาลจะช่วยชาวนา", {"Prayut Chan-o-cha"}),
    ("vi", "2016-05-23", "Ông Obama thăm Hà Nội.", {"Barack Obama"}),
    ("en", "1995-06-26", "Mubarak survived an attack in Addis Ababa.", {"Hosni Mubarak"}),
]
NOBODY = [
    ("de", "2020-02-19", "Der Bäcker Seehofer aus Passau hat geschlossen."),
    ("en", "2014-05-01", "The tribunal sits in the Hague, Assad said."),
    ("en", "2017-05-01", "She soon learned English at night school."),
    ("en", "2023-06-01", "A play about King Charles II opens in London."),
    ("ru", "2021-06-16", "Вадим Лавров забил гол в Женеве."),
    ("en", "2012-05-23", "Marcus Obama sells fish in Malabo."),
    ("hi", "2018-05-01", "कारोबारी ललित मोदी ने कहा।"),
    ("nl", "2011-03-01", "Joris Rutte I zei niets."),
    ("it", "2020-03-20", "Il ministro ha parlato e poi Lamorgese Rossi ha cantato."),
]


@pytest.mark.parametrize("lang, date, text, leaders", NAMED)
def test_a_leader_is_known_by_the_surname_alone(
    whole: Tagger, lang: str, date: str, text: str, leaders: set[str]
) -> None:
    """By the title and what it is over, at home, beside another leader, as a monarch: no country needs to be named."""
    assert {one.name for one in whole.tag(None, text, lang, date, "published").leaders} == leaders


@pytest.mark.parametrize("lang, date, text", NOBODY)
def test_nobody_is_a_leader_for_the_surname_alone(whole: Tagger, lang: str, date: str, text: str) -> None:
    """Not a tradesman, a town, a language, another king, or anybody with another name beside."""
    assert whole.tag(None, text, lang, date, "published").leaders == ()


@pytest.mark.parametrize(
    "line, wrong",
    [
        ("monarch\tde\tm\tKönig", "neither a word nor a name"),
        ("word\tde\tm\tKönig\nname\tXX\tNobody\tm\tde=Nemo", "Nobody is nobody of XX"),
        ("word\tde\tm\tKönig\tbehind\tmore", "neither a word nor a name"),
    ],
)
def test_a_wrong_line_of_the_monarchs_is_told(tmp_path: Path, line: str, wrong: str) -> None:
    """With file and line."""
    path = tmp_path / "monarchs.tsv"
    path.write_text(line + "\n", "utf-8")
    with pytest.raises(SettingsError, match=wrong):
        monarchs.over([], path)
