"""Charsets as pages have them: declared, missing, lying, broken, none at all."""

import random
from encodings.aliases import aliases

import pytest

from worker.core.clean.page.charset import decode

RUSSIAN = "<p>Министр сказал, что переговоры в Осло продолжатся до конца недели.</p>" * 5
JAPANESE = "<p>首相は水曜日、東京で記者会見を開き、新しい予算案について説明した。</p>" * 5
GERMAN = "<p>Ein schöner Tag für Köln und Düsseldorf, größer als je zuvor.</p>" * 5
ENGLISH = "<p>The talks went on until the end of the week.</p>" * 5


@pytest.mark.parametrize(
    "text, charset, declared",
    [
        (RUSSIAN, "utf-8", None),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "cp1251", None),
        (RUSSIAN, "cp1251", "iso-8859-1"),
        (RUSSIAN, "utf-8", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (JAPANESE, "shift_jis", "shift_jis"),
        (JAPANESE, "shift_jis", None),
        (JAPANESE, "euc_jp", "utf-8"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
        (JAPANESE, "utf-16", None),
        (GERMAN, "latin-1", "iso-8859-1"),
        (GERMAN, "latin-1", "utf-8"),
        (GERMAN, "latin-1", "no-such-charset"),
        (ENGLISH, "utf-16-le", None),
        (ENGLISH, "utf-16-be", "utf-8"),
        (ENGLISH, "utf-8-sig", None),
        (ENGLISH, "ascii", "utf-7"),
    ],
)
def test_text_survives_its_label(text: str, charset: str, declared: str | None) -> None:
    decoded = decode(text.encode(charset), declared)
    assert decoded is not None
    assert decoded.text == text


NAMES = sorted({*aliases, *aliases.values(), "undefined", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "mbcs", "x-user-defined", "", ".", "\x00", "ü"})  # fmt: skip


@pytest.mark.parametrize("page", [GERMAN.encode("latin-1"), b"\x81\xff\x00" * 9])
def test_any_name_that_python_knows_gives_a_text_or_none(page: bytes) -> None:
    """Named beside the page or in it: Python's names are of codecs of all kinds, some of which raise errors of their own."""
    for name in NAMES:
        for found in (decode(page, name), decode(f'<meta charset="{name}">'.encode() + page)):
            assert found is None or found.text.strip()


@pytest.mark.parametrize(
    "name", ["undefined", "unicode_escape", "raw_unicode_escape", "utf-7", "rot13", "hex", "idna", "punycode", "cp037", "cp437", "x-user-defined"]
)  # fmt: skip
def test_a_name_that_no_page_is_in_counts_as_none(name: str) -> None:
    page = f'<meta charset="{name}">{GERMAN}<p>\\u003cscript\\u003e +ADw-b+AD4-</p>'
    decoded = decode(page.encode("latin-1"), name, f"text/html; charset={name}")
    assert decoded is not None
    assert decoded.text == page


def test_a_name_that_no_page_is_in_does_not_hide_the_next_one() -> None:
    page = f'<meta charset="koi8-r">{RUSSIAN}'
    decoded = decode(page.encode("koi8-r"), "undefined")
    assert decoded is not None
    assert decoded.text == page


def test_the_label_in_the_page_counts_after_the_header() -> None:
    page = f'<meta charset="koi8-r">{RUSSIAN}'
    decoded = decode(page.encode("koi8-r"))
    assert decoded is not None
    assert decoded.text == page


def test_utf8_with_a_cut_character_stays_utf8() -> None:
    decoded = decode(GERMAN.encode() + b"\xc3")
    assert decoded is not None
    assert decoded.text == GERMAN + "\ufffd"
    assert decoded.note == "charset: utf-8 with 1 broken bytes"


def test_a_lying_label_is_noted() -> None:
    decoded = decode(RUSSIAN.encode(), "windows-1251")
    assert decoded is not None
    assert decoded.note == "charset: declared cp1251, read as utf-8"


@pytest.mark.parametrize("declared", [None, "utf-8", "latin-1"])
def test_bytes_that_are_no_text_in_any_charset(declared: str | None) -> None:
    data = random.Random(7).randbytes(20_000)
    assert decode(data, declared) is None
    assert decode(b"%PDF-1.7\n" + data, declared) is None


UNDECLARED = [
    (
        "El concejo de Puerto Viejo aprobó el lunes la construcción de un segundo puente, tras un debate en el que nueve concejales dijeron: «¿Quién lo pagará mañana?»",
        "latin-1",
    ),
    (
        "A câmara de Porto Velho aprovou na segunda-feira a construção de uma segunda ponte sobre o rio, depois de um debate de seis horas em que nove vereadores falaram contra.",
        "latin-1",
    ),
    (
        "« Le conseil de Vieux-Port », dit-on, a voté lundi la construction d'un deuxième pont sur le fleuve, après un débat de six heures au cours duquel neuf élus ont parlé contre le projet.",
        "cp1252",
    ),
    (
        "« Le conseil de Vieux-Port », dit-on, a voté lundi la construction d'un deuxième pont sur le fleuve, après un débat de six heures au cours duquel neuf élus ont parlé contre le projet.",
        "iso8859-15",
    ),
    (
        "Der Rat von Altenhafen hat am Montag nach sechs Stunden Debatte beschlossen, eine zweite Brücke über den Fluss zu bauen; neun Mitglieder sprachen dagegen.",
        "latin-1",
    ),
    (
        "Il consiglio di Portovecchio ha approvato lunedì la costruzione di un secondo ponte, perché così è più facile arrivare alla città, e nove consiglieri hanno parlato contro.",
        "latin-1",
    ),
    (
        "Fullmäktige i Gamla hamnen beslutade på måndagen efter sex timmars debatt att bygga en andra bro över floden; nio ledamöter talade emot.",
        "latin-1",
    ),
    (
        "Vanhasataman valtuusto päätti maanantaina kuuden tunnin keskustelun jälkeen rakentaa joen yli toisen sillan; yhdeksän valtuutettua puhui sitä vastaan.",
        "latin-1",
    ),
    (
        "Rada Starego Portu zdecydowała w poniedziałek po sześciogodzinnej debacie o budowie drugiego mostu nad rzeką; dziewięciu radnych mówiło przeciw.",
        "cp1250",
    ),
    (
        "Rada Starego Portu zdecydowała w poniedziałek po sześciogodzinnej debacie o budowie drugiego mostu nad rzeką; dziewięciu radnych mówiło przeciw.",
        "iso8859-2",
    ),
    (
        "Zastupitelstvo Starého Přístavu v pondělí po šestihodinové debatě rozhodlo o stavbě druhého mostu přes řeku; devět zastupitelů mluvilo proti.",
        "cp1250",
    ),
    (
        "Zastupitelstvo Starého Přístavu v pondělí po šestihodinové debatě rozhodlo o stavbě druhého mostu přes řeku; devět zastupitelů mluvilo proti.",
        "iso8859-2",
    ),
    (
        "Ókikötő tanácsa hétfőn hatórás vita után úgy döntött, hogy második hidat épít a folyó fölé; kilenc képviselő szólalt fel ellene.",
        "cp1250",
    ),
    (
        "Ókikötő tanácsa hétfőn hatórás vita után úgy döntött, hogy második hidat épít a folyó fölé; kilenc képviselő szólalt fel ellene.",
        "iso8859-2",
    ),
    (
        "Vijeće Stare Luke odlučilo je u ponedjeljak nakon šest sati rasprave izgraditi drugi most preko rijeke; devet vijećnika govorilo je protiv.",
        "cp1250",
    ),
    (
        "Vijeće Stare Luke odlučilo je u ponedjeljak nakon šest sati rasprave izgraditi drugi most preko rijeke; devet vijećnika govorilo je protiv.",
        "iso8859-2",
    ),
    (
        "Consiliul din Portul Vechi a hotărât luni, după o dezbatere de şase ore, construirea unui al doilea pod peste râu; nouă consilieri au vorbit împotrivă.",
        "iso8859-2",
    ),
    (
        "Совет Старой Гавани в понедельник после шестичасовых споров решил построить второй мост через реку; девять депутатов выступили против.",
        "cp1251",
    ),
    (
        "Совет Старой Гавани в понедельник после шестичасовых споров решил построить второй мост через реку; девять депутатов выступили против.",
        "koi8-r",
    ),
    (
        "Совет Старой Гавани в понедельник после шестичасовых споров решил построить второй мост через реку; девять депутатов выступили против.",
        "iso8859-5",
    ),
    (
        "Рада Старої Гавані в понеділок після шестигодинних дебатів вирішила збудувати другий міст через річку; дев'ять депутатів виступили проти.",
        "cp1251",
    ),
    (
        "Рада Старої Гавані в понеділок після шестигодинних дебатів вирішила збудувати другий міст через річку; дев'ять депутатів виступили проти.",
        "koi8-u",
    ),
    (
        "Съветът на Старо пристанище реши в понеделник след шестчасов дебат да построи втори мост над реката; девет съветници говориха против.",
        "cp1251",
    ),
    (
        "Το συμβούλιο του Παλιού Λιμανιού αποφάσισε τη Δευτέρα, μετά από συζήτηση έξι ωρών, την κατασκευή δεύτερης γέφυρας πάνω από το ποτάμι· εννέα σύμβουλοι μίλησαν κατά.",
        "cp1253",
    ),
    (
        "Το συμβούλιο του Παλιού Λιμανιού αποφάσισε τη Δευτέρα, μετά από συζήτηση έξι ωρών, την κατασκευή δεύτερης γέφυρας πάνω από το ποτάμι· εννέα σύμβουλοι μίλησαν κατά.",
        "iso8859-7",
    ),
    (
        "Eskiliman meclisi pazartesi günü altı saat süren tartışmanın ardından nehrin üzerine ikinci bir köprü yapılmasına karar verdi; dokuz üye karşı çıktı.",
        "cp1254",
    ),
    (
        "מועצת הנמל הישן החליטה ביום שני, אחרי דיון של שש שעות, לבנות גשר שני מעל הנהר; תשעה חברים דיברו נגד.",
        "cp1255",
    ),
    (
        "قرر مجلس المرفأ القديم يوم الإثنين بعد نقاش استمر ست ساعات بناء جسر ثان فوق النهر، وتحدث تسعة أعضاء ضد المشروع.",
        "cp1256",
    ),
    (
        "شوراي بندر كهنه روز دوشنبه پس از شش ساعت بحث تصميم گرفت پل دومي روي رودخانه بسازد؛ نه عضو با آن مخالفت كردند.",
        "cp1256",
    ),
    ("สภาเมืองท่าเก่ามีมติเมื่อวันจันทร์หลังการอภิปรายหกชั่วโมงให้สร้างสะพานแห่งที่สองข้ามแม่น้ำ สมาชิกเก้าคนพูดคัดค้าน", "cp874"),
    (
        "旧港市議会は月曜日、六時間に及ぶ討論の末、川に二本目の橋を架けることを決めた。議員九人が反対の意見を述べ、市長は来春に着工すると話した。",
        "shift_jis",
    ),
    (
        "旧港市議会は月曜日、六時間に及ぶ討論の末、川に二本目の橋を架けることを決めた。議員九人が反対の意見を述べ、市長は来春に着工すると話した。",
        "euc_jp",
    ),
    (
        "옛항구 시의회는 월요일 여섯 시간의 토론 끝에 강 위에 두 번째 다리를 짓기로 결정했다. 의원 아홉 명이 반대 의견을 말했다.",
        "euc_kr",
    ),
    (
        "老港市议会周一经过六个小时的辩论，决定在河上修建第二座大桥，九名议员发言反对，市长说工程将在明年春天开工。",
        "gb18030",
    ),
    (
        "老港市議會週一經過六個小時的辯論，決定在河上修建第二座大橋，九名議員發言反對，市長說工程將在明年春天開工。",
        "big5",
    ),
]


@pytest.mark.parametrize("sentence, charset", UNDECLARED)
@pytest.mark.parametrize("lang", ["", ' lang="en"'])
def test_a_page_that_declares_no_charset_is_read_by_what_it_says(
    sentence: str, charset: str, lang: str
) -> None:
    """One paragraph tells the languages of one part of the world apart; a template's language says nothing."""
    page = f"<html{lang}><title>1</title><nav><a href='/'>Home</a></nav><p>{sentence}</p></html>"
    decoded = decode(page.encode(charset))
    assert decoded is not None
    assert decoded.text == page


@pytest.mark.parametrize("sentence, charset", UNDECLARED)
@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252"])
def test_a_server_that_calls_all_its_pages_western_lies_about_the_others(
    sentence: str, charset: str, label: str
) -> None:
    """However much of the page around the text is in plain letters."""
    page = f"<nav>{'<a href=/news>News and opinion</a>' * 40}</nav><p>{sentence}</p>"
    decoded = decode(page.encode(charset), None, f"text/html; charset={label}")
    assert decoded is not None
    assert decoded.text == page


@pytest.mark.parametrize("sentence, charset", UNDECLARED)
def test_a_label_that_is_right_is_believed(sentence: str, charset: str) -> None:
    page = f"<p>{sentence}</p>"
    decoded = decode(page.encode(charset), charset)
    assert decoded is not None
    assert decoded.text == page


@pytest.mark.parametrize("word", ["café", "naïve", "«Ja»", "½ cup", "l’été", "col·legi", "Ö"])
def test_a_few_letters_are_too_few_to_speak_against_a_label(word: str) -> None:
    page = f"<p>The talks went on until the end of the week, he said. {word}.</p>"
    decoded = decode(page.encode("cp1252"), "iso-8859-1")
    assert decoded is not None
    assert decoded.text == page


@pytest.mark.parametrize("charset", ["koi8-r", "cp866", "mac-cyrillic", "iso8859-5"])
@pytest.mark.parametrize("head", ["<script>var a = 1;</script>\n" * 5_000, '<meta charset="iso-8859-1">', ""])
def test_neither_scripts_nor_a_false_label_in_the_page_hide_what_the_text_is_in(
    charset: str, head: str
) -> None:
    page = head + RUSSIAN
    decoded = decode(page.encode(charset))
    assert decoded is not None
    assert decoded.text == page


SEVEN_BITS = {
    "iso2022_jp": "<title>市民プール閉鎖へ</title><p>古い港の市議会は月曜日、市民プールを閉じることを決めた。<a href='/~taro/'>ABC</a></p>",
    "iso2022_kr": "<title>구항 시의회</title><p>구항 시의회는 월요일에 두 번째 다리를 놓기로 결정했다.</p>",
    "hz": "<title>旧港市议会</title><p>旧港市议会星期一决定在河上再建一座桥，九名议员反对。</p>",
}


@pytest.mark.parametrize("label", [None, "utf-8", "shift_jis"])
@pytest.mark.parametrize("charset", SEVEN_BITS)
def test_encodings_of_seven_bits_are_known_by_their_signs(charset: str, label: str | None) -> None:
    decoded = decode(SEVEN_BITS[charset].encode(charset), label)
    assert decoded is not None
    assert (decoded.text, decoded.charset) == (SEVEN_BITS[charset], charset)


def test_a_cut_page_of_seven_bits_is_read_up_to_its_end() -> None:
    decoded = decode((SEVEN_BITS["iso2022_jp"] * 2).encode("iso2022_jp")[:-40])
    assert decoded is not None
    assert decoded.text.startswith(SEVEN_BITS["iso2022_jp"])


@pytest.mark.parametrize(
    "page",
    [
        '<p>In Lisp (format t "~{~a~^, ~}" list) prints a list; ~{abcd~} is a format, too.</p>',
        "<p>The home pages stood at /~{name}/ and /~anna/.</p>",
        "<pre>\x1b[1mbold\x1b(B and $B costs five</pre>",
    ],
)
def test_tildes_and_escapes_alone_are_ascii(page: str) -> None:
    decoded = decode(page.encode())
    assert decoded is not None
    assert (decoded.text, decoded.charset) == (page, "utf-8")


def test_a_tilde_of_an_address_stays_in_a_page_of_chinese_in_seven_bits() -> None:
    decoded = decode(SEVEN_BITS["hz"].encode("hz") + b"<a href='/~anna/'>Anna</a>")
    assert decoded is not None
    assert decoded.text == SEVEN_BITS["hz"] + "<a href='/~anna/'>Anna</a>"
