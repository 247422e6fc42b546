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
    ("en", "2024-05-01", "King Charles III opened parliament in London.", {"Charles III"}),
    ("en", "2024-05-01", "King Felipe VI of Spain met the prime minister.", {"Felipe VI"}),
    ("en", "2024-05-01", "Pope Francis I was greeted in Rome.", {"Pope Francis"}),
    ("fr", "2024-05-01", "Le roi Charles III s'est rendu à Londres.", {"Charles III"}),
    ("de", "2012-05-01", "Papst Benedikt XVI. sprach im Vatikan.", {"Pope Benedict XVI"}),
    ("da", "2024-05-01", "Kong Frederik X besøgte Grønland.", {"Frederik X"}),
    ("el", "2024-05-01", "Ο βασιλιάς Κάρολος Γ' μίλησε στο Λονδίνο.", {"Charles III"}),
    ("hu", "2024-05-01", "III. Károly király Londonban beszélt.", {"Charles III"}),
    ("ar", "2024-05-01", "الملك تشارلز الثالث وصل إلى لندن.", {"Charles III"}),
    ("el", "2015-07-05", "Η παραίτηση του Γιάνη Βαρουφάκη στην Αθήνα.", {"Yanis Varoufakis"}),
    ("el", "2019-03-05", "Μίλησε μετά τον Προκόπη Παυλόπουλο στην Αθήνα.", {"Prokopis Pavlopoulos"}),
    ("en", "2021-06-30", "Bennett met Lapid in Jerusalem.", {"Naftali Bennett", "Yair Lapid"}),
    ("fi", "2013-04-09", "Thatcher kuoli maanantaina Lontoossa.", {"Margaret Thatcher"}),
    ("de", "2024-12-01", "Luxemburgs Premier Frieden reiste nach Berlin.", {"Luc Frieden"}),
    ("de", "2022-05-01", "Der Jurist Olaf Scholz wurde Kanzler in Berlin.", {"Olaf Scholz"}),
    ("fr", "2022-01-05", "Le médecin Olivier Véran est ministre de la Santé en France.", {"Olivier Véran"}),
    ("de", "2025-05-20", "Scholz wohnt weiter in Potsdam in Deutschland.", {"Olaf Scholz"}),
    ("en", "2024-07-20", "Sunak apologised to Britain for the betting affair.", {"Rishi Sunak"}),
    ("fr", "2024-12-20", "Barnier a quitté Matignon.", {"Michel Barnier"}),
    ("ja", "2013-11-01", "ブッシュ元大統領が米国で講演した。", {"George W. Bush"}),
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
    ("en", "2024-05-01", "King Charles I was beheaded in London in 1649."),
    ("en", "2024-05-01", "Queen Elizabeth I ruled England for 44 years."),
    ("fr", "2024-05-01", "Le roi Charles Ier fut décapité à Londres en 1649."),
    ("fr", "2024-05-01", "La reine Élisabeth Ire régna sur l'Angleterre."),
    ("de", "2024-05-01", "König Karl I. wurde in London hingerichtet."),
    ("es", "2024-05-01", "El rey Carlos I de Inglaterra fue decapitado."),
    ("no", "2024-05-01", "Kong Harald I samlet Norge."),
    ("pl", "2024-05-01", "Król Karol I został ścięty w Londynie."),
    ("ru", "2024-05-01", "Король Карл I был казнён в Лондоне."),
    ("hu", "2024-05-01", "I. Károly királyt kivégezték Londonban."),
    ("el", "2024-05-01", "Ο βασιλιάς Κάρολος Α΄ εκτελέστηκε στο Λονδίνο."),
    ("ar", "2024-05-01", "الملك تشارلز الأول أُعدم في لندن."),
    ("fa", "2024-05-01", "شاه چارلز اول در لندن اعدام شد."),
    ("he", "2024-05-01", "המלך צ'ארלס הראשון הוצא להורג בלונדון."),
    ("ja", "2024-05-01", "チャールズ1世はロンドンで処刑された。"),
    ("ru", "2010-05-01", "Врач Дмитрий Медведев открыл клинику в Москве."),
    ("fr", "2015-05-01", "Le footballeur François Hollande a marqué à Lyon, en France."),
    ("de", "2022-05-01", "Der Arzt Olaf Scholz eröffnet eine Praxis in Berlin."),
    ("es", "2022-05-01", "El médico Pedro Sánchez abrió una clínica en España."),
    ("it", "2022-05-01", "L'allenatore Mario Draghi ha vinto a Roma."),
    ("de", "2025-05-20", "Der Bäcker Scholz aus Berlin backt weiter."),
    ("fr", "2024-12-20", "La famille Barnier, de Lyon, vend sa ferme en France."),
    ("en", "2024-07-20", "The baker Sunak opened a shop in Leeds."),
    ("it", "2021-02-25", "L'allenatore Conte dell'Inter ha vinto in Italia."),
    ("de", "2024-09-20", "Österreich und Luxemburg wollen Frieden."),
    ("de", "2018-12-01", "Kurz nach der Wahl in Österreich wurde gezählt."),
    ("de", "2017-09-20", "Im Kern geht es in Österreich um Geld."),
]


@pytest.mark.parametrize("lang, date, text, leaders", NAMED)
def test_a_leader_is_known_by_the_surname_alone(
    whole: Tagger, lang: str, date: str, text: str, leaders: set[str]
) -> None:
    """By the title and what it is over, at home, beside another leader, as a monarch: no country needs to be named."""
    assert {one.name for one in whole.tag(None, text, lang, date, "published").leaders} == leaders


@pytest.mark.parametrize("lang, date, text", NOBODY)
def test_nobody_is_a_leader_for_the_surname_alone(whole: Tagger, lang: str, date: str, text: str) -> None:
    """Not a tradesman, a town, a language, another king, a common noun, or anybody with another name beside."""
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
