"""What is prose and what may be a headline, in scripts that end a sentence each in its own way."""

import pytest

from worker.core.clean.text.sentences import is_prose, size

PROSE = (
    "He shrugged.",
    "“Nobody wanted the bridge,” Mayor Edda Holm said.",
    "„Wir haben die ganze Nacht gewartet, und gekommen ist keiner, der uns geholfen hätte“, sagte sie. „Niemand“",
    "Die Bürgermeisterin dankte den Leuten vom Hafen: „Ohne euch gäbe es die Brücke nicht.“",
    "« Nous avons attendu toute la nuit sur le pont », a dit la maire. « Personne n'est venu. »",
    "Мэр ответила коротко: «Моста не будет, пока за него не заплатят те, кому он нужен».",
    "Он промолчал.",
    "“Who pays?”",
    "„Das geht euch gar nichts an!“",
    "The plan in short:",
    "计划如下：",
    "ثم صمت.",
    "وقالت رئيسة البلدية: «لم يأت أحد منهم، وانتظرنا طوال الليل عند الجسر القديم».",
    "彼女は黙っていた。",
    "「一晩中待っていた」と町長は言った。「誰も来なかった」",
    "“我们等了一整夜，”市长说，“没有人来。”",
    "그는 갔다.",
    "वह चुप रही।",
    "Cô ấy không đi.",
    "No dijo nada.",
    "นายกเทศมนตรีกล่าวว่าสะพานใหม่จะเปิดให้ใช้ในฤดูใบไม้ผลิ และเรือข้ามฟากจะวิ่งต่อไปจนกว่ารถบรรทุกคันแรกจะข้าม",
    "a line of " + "many words " * 20,
)
HEADLINES = (
    "",
    "   ",
    "”",
    "Harbour fees go up again",
    "Who pays for the bridge?",
    "They built it!",
    "Oldport Shipping Co.",
    "vor 5 Min.",
    "8:12 a.m.",
    "3. 5. 2024.",
    "Nothing to see here...",
    "A ferry that sails no more, and the people of Oldport who still wait for it every morning",
    "町長「橋は要らない」",
    "市议会投票决定修建新桥",
    "다리 놓기로 한 시의회",
    "Stadträtin: „Die Brücke kommt“",
    "ค่าธรรมเนียมท่าเรือขึ้นอีกครั้ง",
    "Мэр: «Моста не будет»",
    "« Le pont ne se fera pas »",
)


@pytest.mark.parametrize("line", PROSE)
def test_a_line_that_ends_a_sentence_is_prose(line: str) -> None:
    assert is_prose(line, size(line))


@pytest.mark.parametrize("line", HEADLINES)
def test_a_line_that_may_be_a_headline_is_no_prose(line: str) -> None:
    assert not is_prose(line, size(line))
