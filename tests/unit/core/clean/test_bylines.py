"""Dates and names as pages tell them to readers, around the headline and elsewhere."""

import pytest

from tests.support.released import RULES
from worker.core.clean.blocks import walk
from worker.core.clean.body import extract
from worker.core.clean.metadata import dates, metadata
from worker.core.clean.metadata.metadata import Metadata

WORDS = RULES.pages.bylines
TEXT = "".join(
    f"<p>{line}</p>"
    for line in [
        "The council met on Monday in the old hall and talked for two hours about the bridge, its price, and those who are to pay for all of it in the end."
    ]
    * 3
)
TITLE = "<h1>A bridge for Oldport</h1>"


def read(body: str, head: str = "", lang: str = "en", url: str | None = "https://a.example/x") -> Metadata:
    tree = extract.parse(f"<html lang='{lang}'><head>{head}</head><body>{body}</body></html>").tree
    assert tree is not None
    return metadata.read(tree, walk.read(tree), WORDS, url)


def published(body: str, **more: str) -> tuple[str | None, str | None]:
    found = read(body, **more)
    return found.published, found.sources.get("published")


def test_a_date_at_the_pages_end_counts_behind_a_word_for_publishing() -> None:
    assert published(f"{TITLE}{TEXT}<p>Posted on March 3, 2025</p>") == ("2025-03-03", "byline")


def test_a_mark_around_the_whole_page_does_not_hide_its_date() -> None:
    body = f'<div class="related-content">{TITLE}{TEXT}<h4>Published</h4><div>3 March 2025</div></div>'
    assert published(body) == ("2025-03-03", "byline")
    assert (
        published(f'{TITLE}{TEXT}<div class="related"><h4>Published</h4><div>3 March 2025</div></div>')[0]
        is None
    )


def test_the_date_of_a_work_cited_is_not_the_pages() -> None:
    cited = "12. Alder A, Birch B, Cedar C. Bridges of the coast and the ships that pass below them in winter. Published 2019 May 22."
    assert published(f"{TITLE}{TEXT}<p>{cited}</p>")[0] is None


@pytest.mark.parametrize(
    "lang, sentence",
    [
        ("en", "The war began on 24 February 2022."),
        ("en", "Born on 3 May 1950, she was mayor for ten years."),
        ("en", "Born on 3 May 1950."),
        ("en", "“Nothing has been the same since 24 February 2022.”"),
        ("en", "By 24 February 2022 the ferry had stopped."),
        ("en", "The bridge was opened on <time>24 February 2022</time> at 10:30 a.m."),
        ("de", "Der Krieg begann am 24. Februar 2022."),
        ("fr", "La guerre a commencé le 24 février 2022."),
        ("ru", "Война началась 24 февраля 2022 г."),
        ("ar", "بدأت الحرب في 24 فبراير 2022."),
        ("ja", "橋は2022年2月24日に開通しました。"),
    ],
)
def test_a_date_that_the_story_tells_is_not_the_publications(lang: str, sentence: str) -> None:
    assert published(f"{TITLE}<p>{sentence}</p>{TEXT}", lang=lang) == (None, None)
    first, *more = TEXT.split("</p>")
    assert published(f"{TITLE}{first}</p><p>{sentence}</p>{'</p>'.join(more)}", lang=lang)[0] is None


@pytest.mark.parametrize(
    "lang, line",
    [
        ("en", "Published on 24 February 2022."),
        ("en", "This story was first published on 24 February 2022 in Oldport."),
        ("en", "By Jane Roe, Oldport, 24 February 2022."),
        ("en", "Thursday, 24 February 2022, at 10:30 a.m."),
        ("en", "OLDPORT, 24 February 2022."),
        ("en", "24 February 2022 in News"),
        ("en", "By Jane Roe<br>24 February 2022<br>The ferry to Oldport had to stop."),
        ("de", "von Max Muster, 24. Februar 2022."),
        ("de", "Donnerstag, 24. Februar 2022 um 10:30 Uhr."),
        ("ru", "четверг, 24 февраля 2022 г."),
    ],
)
def test_a_line_of_date_name_place_and_time_may_end_in_a_full_stop(lang: str, line: str) -> None:
    assert published(f"{TITLE}<p>{line}</p>{TEXT}", lang=lang) == ("2022-02-24", "byline")


def test_the_date_in_a_link_is_another_pages() -> None:
    assert (
        published(f'{TITLE}{TEXT}<li><a href="/y">What we published about ships - 3 March 2025</a></li>')[0]
        is None
    )


def test_lines_that_are_only_a_date_count_where_they_are_of_one_day() -> None:
    assert published(f"{TITLE}{TEXT}{TEXT}<p>March 3, 2025</p>") == ("2025-03-03", "byline")
    assert published(f"{TITLE}{TEXT}{TEXT}<p>March 3, 2025</p><p>March 9, 2025</p>")[0] is None
    assert published(f"{TITLE}{TEXT}{TEXT}<footer><p>March 3, 2025</p></footer>")[0] is None


def test_other_dates_of_a_page_settle_the_order_of_day_and_month() -> None:
    line = "<p>Posted 3/4/2025</p>"
    assert published(f"{TITLE}{line}{TEXT}")[0] is None
    assert published(f"{TITLE}{line}{TEXT}<p>Comments closed 25/4/2025</p>")[0] == "2025-04-03"
    assert published(f"{TITLE}{line}{TEXT}<p>Comments closed 4/25/2025</p>")[0] == "2025-03-04"
    assert published(f"{TITLE}{line}{TEXT}<p>Open 25/4/2025 and 4/25/2025</p>")[0] is None


def test_a_plain_date_that_is_the_last_changes_is_a_guess() -> None:
    head = '<meta name="dc.date" content="2025-03-09"><meta property="article:modified_time" content="2025-03-09T08:00:00Z">'
    assert published(f"{TITLE}{TEXT}", head=head) == ("2025-03-09", "updated")
    assert published(f"{TITLE}<p>March 3, 2025</p>{TEXT}", head=head) == ("2025-03-03", "byline")
    assert published(f"{TITLE}{TEXT}", head='<meta name="dc.date" content="2025-03-09">') == (
        "2025-03-09",
        "meta",
    )


@pytest.mark.parametrize(
    "url, tag, date",
    [
        ("https://a.example/world/2025/mar/03/a-bridge", "en", "2025-03-03"),
        ("https://a.example/2025/march/3/a-bridge", None, "2025-03-03"),
        ("https://a.example/2025/marzo/03/un-puente", "es", "2025-03-03"),
        ("https://a.example/2025/03/03/a-bridge", "en", "2025-03-03"),
        ("https://a.example/2025/shoes/03/", "en", None),
        (None, "en", None),
    ],
)
def test_the_date_of_an_address(url: str | None, tag: str | None, date: str | None) -> None:
    assert dates.of_url(url, tag) == date


@pytest.mark.parametrize(
    "line, names",
    [
        ("<p>ByAnn Alder</p>", ("Ann Alder",)),
        ("<p>by Ann Alder on Mar 3, 2025 at 11:00 AM</p>", ("Ann Alder",)),
        ("<p>By Ann Alder Senior Writer</p>", ("Ann Alder",)),
        ("<p>Written by</p><p>Ann Alder</p>", ("Ann Alder",)),
        ("<p>Ann Alder • Mar 3, 2025</p>", ("Ann Alder",)),
        ("<p>Ann Alder</p><p>March 3, 2025</p>", ("Ann Alder",)),
        ("<p>Senior Writer</p><p>March 3, 2025</p>", ()),
        ("<nav><p>City News</p></nav><p>City News</p><p>March 3, 2025</p>", ()),
        ("<p>Photo: Ann Alder</p><p>March 3, 2025</p>", ()),
        ('<p class="share">Tweet This</p><p>March 3, 2025</p>', ()),
        ("<p>GardenHouse Kitchen</p><p>March 3, 2025</p>", ()),
        ("<p>安 老师</p><p>2025年3月3日</p>", ()),
        ("<p>Ann Alder</p>", ()),
    ],
)
def test_names_by_the_headline(line: str, names: tuple[str, ...]) -> None:
    """Behind "by", glued to it or in a block of its own; or beside the date, but for what the site's menus name too."""
    assert read(f"{TITLE}{line}{TEXT}").authors == names


@pytest.mark.parametrize(
    "lang, line",
    [
        ("en", "Last Tuesday"), ("en", "Special Report"), ("en", "Washington Post"), ("en", "Buenos Aires"), ("en", "New York City"), ("en", "This Sunday"),
        ("de", "Vergangenen Dienstag"), ("de", "Altenhafener Anzeiger"), ("nl", "Afgelopen Dinsdag"), ("nl", "Den Haag"), ("sv", "Förra Tisdag"),
        ("da", "Sidste Tirsdag"), ("no", "Forrige Tirsdag"), ("fr", "Mardi Dernier"), ("fr", "La Tribune Libre"), ("es", "Martes Pasado"),
        ("es", "Nota De Prensa"), ("pt", "São Paulo"), ("pt", "Opinião Do Leitor"), ("it", "Martedì Scorso"), ("it", "Cronaca Di Portovecchio"),
        ("ro", "Marți Seara"), ("pl", "Kurier Portowy"), ("pl", "Nowy Jork"), ("cs", "Hradec Králové"), ("sk", "Prístavné Noviny"), ("hr", "Novi List"),
        ("hu", "Kikötői Hírlap"), ("fi", "Satakunnan Sanomat"), ("tr", "Geçen Salı"), ("el", "Πολιτική Ανάλυση"), ("ru", "Нижний Новгород"),
        ("ru", "Портовый Вестник"), ("uk", "Кривий Ріг"), ("bg", "Стара Загора"), ("id", "Berita Utama"), ("vi", "Thứ Ba"), ("vi", "Thời Sự"),
    ],
)  # fmt: skip
def test_days_places_sections_and_papers_beside_a_date_are_nobodys_names(lang: str, line: str) -> None:
    numeric = "2024-03-05"
    assert read(f"{TITLE}<p>{line}, {numeric}</p>{TEXT}", lang=lang).authors == ()
    assert read(f"{TITLE}<p>{line}</p><p>{numeric}</p>{TEXT}", lang=lang).authors == ()


@pytest.mark.parametrize(
    "lang, name",
    [
        ("en", "April May Jones"), ("en", "Bill Pressman"), ("es", "Plácido Domingo"), ("pt", "Ana Sexta"), ("fr", "René Mondeville"), ("de", "Erika Freitag"),
        ("it", "Sabato Rossi"), ("pl", "Jan Środa"), ("ru", "Анна Линдина"), ("vi", "Nguyễn Văn An"), ("tr", "Ayşe Pazarcı"), ("hu", "Szerda Anna"),
    ],
)  # fmt: skip
def test_people_may_be_called_like_a_day(lang: str, name: str) -> None:
    assert read(f"{TITLE}<p>{name}, 2024-03-05</p>{TEXT}", lang=lang).authors == (name,)


def test_the_sites_own_name_beside_a_date_is_no_authors() -> None:
    page = f"{TITLE}<p>Lune Valley</p><p>2024-03-05</p>{TEXT}"
    assert read(page, url="https://www.lune-valley.example/x").authors == ()
    assert read(page, url="https://www.oldport.example/x").authors == ("Lune Valley",)


@pytest.mark.parametrize(
    "lang, label",
    [
        ("en", "Event:"), ("en", "When:"), ("en", "Deadline:"), ("de", "Veranstaltung:"), ("de", "Anmeldeschluss:"), ("fr", "Évènement :"), ("es", "Fecha del evento:"),
        ("pt", "Data do evento:"), ("it", "Quando:"), ("nl", "Aanvang:"), ("sv", "Evenemang:"), ("da", "Tilmeldingsfrist:"), ("no", "Arrangement:"), ("fi", "Tapahtuma:"),
        ("pl", "Wydarzenie:"), ("cs", "Začátek akce:"), ("sk", "Podujatie:"), ("hr", "Događaj:"), ("hu", "Esemény:"), ("ro", "Eveniment:"), ("el", "Εκδήλωση:"), ("tr", "Etkinlik tarihi:"),
        ("ru", "Начало мероприятия:"), ("uk", "Подія:"), ("bg", "Събитие:"), ("ar", "موعد الفعالية:"), ("fa", "زمان برگزاری:"), ("he", "מועד האירוע:"), ("hi", "कार्यक्रम:"), ("bn", "অনুষ্ঠান:"),
        ("zh", "活动时间："), ("ja", "開催日："), ("ko", "행사 일시:"), ("id", "Acara:"), ("vi", "Sự kiện:"), ("th", "กิจกรรม:"),
    ],
)  # fmt: skip
def test_the_day_of_an_event_is_not_the_publications(lang: str, label: str) -> None:
    assert published(f"{TITLE}<p>{label} 2024-03-05</p>{TEXT}", lang=lang) == (None, None)
    shown = f"{TITLE}<dl><dt>{label}</dt><dd>2024-04-05</dd></dl><p>2024-03-05</p>{TEXT}"
    assert published(shown, lang=lang) == ("2024-03-05", "byline")


@pytest.mark.parametrize(
    "lang, line",
    [
        ("ja", "2024年（令和6年）3月5日"), ("ja", "令和6年3月5日"), ("ja", "２０２４年(令和６年)３月５日"), ("zh-TW", "民國113年3月5日"), ("zh-TW", "中華民國113年(2024年)3月5日"),
    ],
)  # fmt: skip
def test_years_of_eras(lang: str, line: str) -> None:
    assert published(f"{TITLE}<p>{line}</p>{TEXT}", lang=lang) == ("2024-03-05", "byline")


def test_a_signature_below_the_text_counts_where_there_is_one() -> None:
    signed, other = "<p>Written by Ann Alder</p>", "<p>By Bob Birch</p>"
    assert read(f"{TITLE}{TEXT}{signed}").authors == ("Ann Alder",)
    assert read(f"{TITLE}{TEXT}{signed}{signed}").authors == ("Ann Alder",)
    assert read(f"{TITLE}{TEXT}{signed}{other}").authors == ()


@pytest.mark.parametrize(
    "declared, heading, title",
    [
        (
            "A bridge for Oldport",
            "A bridge for Oldport: who pays, and when",
            "A bridge for Oldport: who pays, and when",
        ),
        ("A bridge for Old", "A bridge for Oldport", "A bridge for Oldport"),
        ("A bridge for Oldport", "Blog: A bridge for Oldport", "A bridge for Oldport"),
        ("A bridge for Oldport", "Mar 3, 2025 A bridge for Oldport", "A bridge for Oldport"),
        ("A bridge for Oldport", "A bridge for Oldport (post.example) 87", "A bridge for Oldport"),
    ],
)
def test_a_heading_that_says_more_is_the_title_but_for_labels(
    declared: str, heading: str, title: str
) -> None:
    head = f'<meta property="og:title" content="{declared}">'
    assert read(f"<h1>{heading}</h1>{TEXT}", head).title == title


@pytest.mark.parametrize(
    "line, lang, names",
    [
        ("POR ESO INFORMAR ES", "es", ()),
        ("PARCE QUE LA VILLE EST À NOUS", "fr", ()),
        ("POR ANA PINO", "es", ("Ana Pino",)),
        ("Publicat: 06.05.2026 13:22 | Autor: Ioana Pop | 1.204 vizualizări", "ro", ("Ioana Pop",)),
        ("लेखक: दीपक रावत | अपडेट: 21 जुलाई 2026", "hi", ("दीपक रावत",)),
        ("Por Redação Serra e Mar", "pt", ("Redação Serra e Mar",)),
    ],
)
def test_names_of_a_line_that_tells_more(line: str, lang: str, names: tuple[str, ...]) -> None:
    """Neither the words of a motto, nor the label of another piece of the line, nor half a desk is a name."""
    assert read(f"{TITLE}<p>{line}</p><p>2 January 2025</p>{TEXT}", lang=lang).authors == names


ORIGINALLY = "<p>This article was originally published on 12 March 2024 and is kept up to date.</p>"


@pytest.mark.parametrize(
    "shown", ["<time datetime='2025-01-02'>2 January 2025</time>", "<p>2 January 2025</p>"]
)
def test_the_one_day_that_a_word_for_publishing_stands_before_wins_over_a_later_one_without(
    shown: str,
) -> None:
    assert published(f"{TITLE}{shown}{TEXT}{ORIGINALLY}") == ("2024-03-12", "byline")


def test_where_two_days_are_said_to_be_the_publications_the_one_by_the_headline_is() -> None:
    assert published(f"{TITLE}<p>Published 2 January 2025</p>{TEXT}{ORIGINALLY}") == ("2025-01-02", "byline")


def test_a_declared_publication_stays_unless_a_system_stamped_it_with_the_change() -> None:
    stamp = "<meta property='article:{}_time' content='2025-0{}-02T10:00:00Z'>"
    declared = stamp.format("published", 1) + stamp.format("modified", 5)
    assert published(f"{TITLE}{TEXT}{ORIGINALLY}", head=declared) == ("2025-01-02T10:00:00Z", "open-graph")
    both = stamp.format("published", 1) + stamp.format("modified", 1)
    assert published(f"{TITLE}{TEXT}{ORIGINALLY}", head=both) == ("2024-03-12", "byline")


@pytest.mark.parametrize(
    "lang, sentence",
    [
        ("en", "“The Low Quay”, published on 3 March 2015 by Alder & Sons, was her first novel."),
        ("en", "The rule was first published on 3 March 2015 and nine towns have fought it since."),
        ("en", "Posted on 3 March 2015, a film of the quay was seen by four million people."),
        ("en", "The report, originally published on 3 March 2015, was withdrawn."),
        ("en", "The law, updated on 3 March 2015, says nothing of ferries"),
        ("de", "Der Bericht, veröffentlicht am 3. März 2015, wurde später zurückgezogen."),
        ("de", "Ihr erster Roman ist erschienen am 3. März 2015 und gewann zwei Preise."),
        ("fr", "Le rapport, publié le 3 mars 2015 par la ville, avait été retiré."),
        ("es", "Publicado el 3 de marzo de 2015, su primer libro ganó dos premios."),
        ("pt", "O livro, publicado em 3 de março de 2015 pela editora do porto, ganhou dois prêmios."),
        ("it", "Il romanzo, pubblicato il 3 marzo 2015, ha vinto due premi."),
        ("nl", "Het boek, gepubliceerd op 3 maart 2015, won twee prijzen."),
        ("sv", "Rapporten, publicerad den 3 mars 2015, drogs tillbaka."),
        ("pl", "Raport, opublikowany 3 marca 2015, został wycofany rok później."),
        ("ru", "Доклад, опубликованный 3 марта 2015 года, был отозван через год."),
        ("uk", "Доповідь, опубліковано 3 березня 2015 року, відкликали через рік."),
        ("tr", "Rapor, yayınlandı 3 Mart 2015 tarihinde ve bir yıl sonra geri çekildi."),
        ("ar", "التقرير الذي نشر في 3 مارس 2015 سحبته الوزارة بعد عام واحد من ذلك."),
        ("hi", "रिपोर्ट प्रकाशित 3 मार्च 2015 को हुई थी और एक साल बाद वापस ली गई।"),
        ("id", "Laporan itu diterbitkan 3 Maret 2015 dan ditarik setahun kemudian."),
    ],
)  # fmt: skip
def test_what_a_story_says_was_published_is_not_the_article(lang: str, sentence: str) -> None:
    first, *more = TEXT.split("</p>")
    told = (f"{TITLE}<p>{sentence}</p>{TEXT}", f"{TITLE}{first}</p><p>{sentence}</p>{'</p>'.join(more)}")
    stamp = "<meta property='article:{}_time' content='2025-01-02T10:00:00Z'>"
    both = stamp.format("published") + stamp.format("modified")
    for body in told:
        found = read(body, lang=lang)
        assert (found.published, found.modified) == (None, None)
        assert published(body, lang=lang, head=both) == ("2025-01-02T10:00:00Z", "open-graph")
        shown = body.replace("</h1>", "</h1><time datetime='2025-01-02'>2 January 2025</time>")
        assert published(shown, lang=lang) == ("2025-01-02", "time")


@pytest.mark.parametrize(
    "lang, line",
    [
        ("en", "Originally published on 3 March 2015"), ("en", "Jane Roe | Posted: 3 March 2015 at 10:30 in News"),
        ("en", "This story was first published on 3 March 2015 and has been read a million times since then."),
        ("de", "Dieser Artikel erschien zuerst, veröffentlicht am 3. März 2015, in der Altenhafener Zeitung."), ("de", "Veröffentlicht am 3. März 2015 um 10:30 Uhr"),
        ("fr", "Publié le 3 mars 2015 à 10h30"), ("es", "Este artículo fue publicado el 3 de marzo de 2015 en otra página del puerto."),
        ("pl", "Data publikacji: 3 marca 2015"), ("ru", "Опубликовано: 3 марта 2015, 10:30"), ("ar", "تاريخ النشر: 3 مارس 2015"),
        ("hi", "प्रकाशित: 3 मार्च 2015"), ("zh", "发布时间：2015-03-03 10:30 来源：海港晚报 编辑：王小明"), ("ja", "公開日：2015年3月3日"), ("ko", "입력 2015-03-03 10:30"),
        ("th", "เผยแพร่: 3 มีนาคม 2558"), ("vi", "Ngày đăng: 03/03/2015"),
    ],
)  # fmt: skip
def test_a_line_with_a_label_and_a_sentence_on_the_article_itself_are_believed(lang: str, line: str) -> None:
    assert published(f"{TITLE}{TEXT}<p>{line}</p>", lang=lang)[0] == "2015-03-03"


@pytest.mark.parametrize(
    "beside",
    [
        "<div class='grid'><div class='tile'><h3><a href='/o'>The council's chief resigns over the road</a></h3><span>{}</span></div></div>",
        "<div class='card'><p>{}</p><a href='/o'>The harbour wall falls in a storm</a></div>",
        "<footer><p>Copyright 2012. {} by the Post</p></footer>",
        "<blockquote><p>The ferry is late.</p>— Jane Roe {}</blockquote>",
    ],
)
def test_the_date_of_a_teaser_a_footer_and_a_quotation_is_not_the_articles(beside: str) -> None:
    for text in (TEXT, "<p>The ferry stops.</p>"):
        assert published(f"<article>{TITLE}{text}</article>" + beside.format("Published 3 March 2015")) == (
            None,
            None,
        )


@pytest.mark.parametrize(
    "line, lang, instant",
    [
        ("March 5, 2024, 10:00 AM EST", "en", "2024-03-05T10:00:00-05:00"),
        ("By Ann Alder | March 5, 2024 at 10:00 a.m. ET", "en", "2024-03-05T10:00:00-05:00"),
        ("10:00 AM EST, March 5, 2024", "en", "2024-03-05T10:00:00-05:00"),
        ("Thứ Ba, 05/03/2024, 10:00 (GMT+7)", "vi", "2024-03-05T10:00:00+07:00"),
        ("5 Maret 2024, 10:00 WIB", "id", "2024-03-05T10:00:00+07:00"),
        ("5 March 2024, 10:00 IST", "en-IN", "2024-03-05T10:00:00+05:30"),
        ("5 मार्च 2024, 10:00 IST", "hi", "2024-03-05T10:00:00+05:30"),
        ("5 March 2024, 10:00 IST", "en", "2024-03-05"),
        ("5 March 2024, 10:00", "en", "2024-03-05"),
    ],
)
def test_a_time_by_the_headline_keeps_its_zone(line: str, lang: str, instant: str) -> None:
    assert published(f"{TITLE}<p>{line}</p>{TEXT}", lang=lang) == (instant, "byline")
    assert published(f"{TITLE}{TEXT}{TEXT}<p>{line}</p>", lang=lang)[0] in (None, instant)


@pytest.mark.parametrize(
    "lang, line",
    [
        ("en", "Born March 5, 1950"), ("en", "Jane Roe, born in Oldport on March 5, 1950"), ("en", "Founded</p><p>March 5, 1950"),
        ("de", "geboren am 5. März 1950"), ("fr", "Née à Vieux-Port le 5 mars 1950"), ("es", "Nacido el 5 de marzo de 1950"), ("pl", "ur. 5 marca 1950"),
        ("ru", "Дата рождения: 5 марта 1950"), ("hu", "1950. március 5-én született"), ("tr", "5 Mart 1950 doğumlu"), ("ja", "1950年3月5日生まれ"), ("hi", "जन्म: 5 मार्च 1950"),
    ],
)  # fmt: skip
def test_the_day_on_which_somebody_was_born_is_not_the_publications(lang: str, line: str) -> None:
    assert published(f"{TITLE}<p>{line}</p>{TEXT}", lang=lang) == (None, None)
    shown = f"{TITLE}<p>{line}</p><p>2024-03-05</p>{TEXT}"
    assert published(shown, lang=lang) == ("2024-03-05", "byline")
