"""Plain texts of lists, forms, videos and live blogs are told from articles: by what their lines say and how they stand, never where text runs."""

import pytest

from tests.support import released
from worker.core.clean.article import clean
from worker.core.clean.kind import lines, plainkinds
from worker.core.model import Article, RawPage

RULES = released.RULES.pages
HEADS = (
    "Mayor of Oldport resigns over the bridge",
    "Storm closes the coast road for a second day",
    "Ferry strike enters its third week as talks fail",
    "School roof collapses in Marden and nobody is hurt",
    "Court frees three fishermen held since the spring",
    "Harbour works to cost twice the first estimate",
    "New bus line links the valley with the airport",
    "Bakers warn that bread will cost more again",
    "Library gets a second floor after ten long years",
)
SUMMARY = "It is the latest turn in a story that has kept the town talking for weeks."
BRIEF = "The council of Oldport closed the old bridge on Monday after an engineer had found cracks in two of its nine piers, and asked drivers to take the road by the mill until the summer. Buses go by the mill, too."
STORY = f"{BRIEF} Nobody could say how long the repairs will last or what they are going to cost the town and the county, which owns the road on the other side."


def below(*tops: str, summary: str = "", stamp: str = "", count: int = len(HEADS)) -> str:
    told = [part for number, head in enumerate(HEADS[:count]) for part in (head, stamp.format(number + 1), summary) if part]  # fmt: skip
    return "\n\n".join([*tops, *told])


def kind(text: str, address: str | None = None, *, dated: bool = False) -> str | None:
    found = plainkinds.told(lines.read(text, None, address, None, RULES), dated=dated)
    return str(found.kind) + ("" if found.why else "!") if found else None


STORY_ADDRESS = "town/2026/03/14/nine-things-to-know-today"
FORM = "E-mail", "Remember me", "Continue"
POSTS = (
    ("16:42", "The ferry from the island has run aground off the old pier, with sixty on board and the storm still rising."),
    ("15.10", "The harbour master has closed the port to all ships, and the fishing fleet waits outside for the tide to turn."),
    ("13h05", "The first trees are down on the coast road, the fire brigade says, and asks everyone to stay at home tonight."),
)  # fmt: skip


@pytest.mark.parametrize(
    "text, address, told",
    [
        (below("Oldport Post", "Latest news", summary=SUMMARY), None, "index"),
        (below("Neueste Nachrichten"), None, "index"),
        (below("Oldport Post", "Ultime notizie", stamp="{} ore fa"), None, "index"),
        (below("Oldport Post", stamp="{} hours ago"), None, "index"),
        (below("Oldport Post", stamp="1{}:05"), None, "index"),
        (below("Oldport Post", stamp="{}. Mai", summary=SUMMARY), None, "index"),
        (below("Oldport Post", summary=SUMMARY), "", "index"),
        (below("Oldport Post", summary=SUMMARY), "town/", "index"),
        (below("Oldport Post"), "town/", "index"),
        (below("Bridges", summary=SUMMARY, count=4), "tag/bridges/", "index"),
        (below("Search results for “bridge”", "9 results"), None, "search"),
        (below("Resultados da busca por “ponte”", summary=SUMMARY, count=3), None, "search"),
        (below("Wyniki wyszukiwania: most", count=4), "szukaj?q=most", "search"),
        (below("「橋」の検索結果", "15 件の検索結果", count=3), None, "search"),
        ("Oldport Post\n\nSearch\n\nNo results found for “kippers”.", None, "search"),
        ("Sign in to your account\n\nPassword\n\nForgot your password?\n\nSign in", None, "login"),
        ("Войти\n\nПароль\n\nЗабыли пароль?", None, "login"),
        ("Identifiez-vous\n\nMot de passe oublié ?\n\nSe connecter", None, "login"),
        ("登录\n\n密码\n\n忘记密码？", None, "login"),
        ("\n\n".join(("Oldport Post", "Welcome back", *FORM, "Password")), "account/login", "login"),
        ("Watch: the market moves\n\nVideo\n\n2:31\n\nOur camera was there.", None, "video"),
        ("Vídeo: la riada entra en el mercado\n\nEl agua, el lunes.", None, "video"),
        ("The market moves\n\nPlay video\n\nTom Hale reports from the old quay.", "video/market-1", "video"),
        ("【動画】港の朝\n\n再生時間 2:10\n\n漁船が帰ってきた。", None, "video"),
        ("\n\n".join(["Storm in Oldport – live updates", *map("\n".join, POSTS)]), None, "live_blog!"),
        ("\n\n".join(["Sturm im Liveticker", *map(": ".join, POSTS)]), None, "live_blog!"),
        ("\n".join(["Storm in Oldport", *(f"{hour}:15\n{POSTS[0][1]}" for hour in range(10, 17))]), None, "live_blog!"),
    ],
)  # fmt: skip
def test_it_is_no_article_or_one_by_the_clock(text: str, address: str | None, told: str) -> None:
    assert kind(text, address) == told


@pytest.mark.parametrize(
    "text, address",
    [
        # A short article below a site's menu and above other stories; one that a word at its top calls news.
        ("\n\n".join(("Latest news", "Old bridge closed after cracks are found", BRIEF, below("Most read"))), None),
        ("\n\n".join((below("Latest news"), "Old bridge closed after cracks are found", STORY)), "town/"),
        # Headings with a short paragraph each, at a story's address, at none, and with paragraphs in a row.
        (below("Nine things to know today", summary=SUMMARY), STORY_ADDRESS),
        (below("Nine things to know today", summary=SUMMARY), None),
        (below("Nine things to know today", summary=f"{SUMMARY}\n\n{SUMMARY}"), "town/today"),
        # Lists: who won, in which place; a song; a table.
        ("\n".join(["The winners of the harbour prize", *(f"Best film of the year {n}: The Sea at Night" for n in range(9))]), "town/prize"),
        ("\n".join(["The winners of the harbour prize", *(f"{n}. The long sea at night in Oldport" for n in range(9))]), "town/prize"),
        ("\n".join(["The ferryman's song", *(line for n in range(9) for line in (f"Oh ferryman take me over number {n}", "Take me home across the sea"))]), "song"),
        ("\n".join(["Resultados de las elecciones en Puerto Viejo", *(f"Partido del Puerto número {n} {n}1,3 12 {n}5" for n in range(9))]), None),
        ("\n".join(["Port\tTonnes\tValue of the catch", *(f"Harbour of the north {n}\t120\t3.1" for n in range(9))]), "town/catch"),
        # Stories about passwords, searches and videos, or with a time or a video in them.
        (f"Log in fraud costs banks millions\n\n{STORY}\n\nForgot your password?", None),
        ("Password thieves hit three banks\n\nThey were caught on Monday.", "town/login-fraud"),
        (f"Search results for the missing boat\n\n{STORY}", None),
        (f"Video: storm hits Oldport\n\nWatch now\n\n2:31\n\n{STORY}", "video/storm"),
        ("Video games sold more than films last year\n\nThe trade said so on Monday in Oldport.", None),
        ("\n\n".join(["A day in the harbour", *map("\n".join, POSTS)]), None),
        ("\n\n".join(["Live music returns to the pier", *map("\n".join, POSTS[:2]), STORY]), None),
        ("Storm in Oldport – live updates\n\n" + "\n\n".join([*map("\n".join, POSTS), *[STORY] * 20]), None),
    ],
)  # fmt: skip
def test_it_is_an_article(text: str, address: str | None) -> None:
    assert kind(text, address) is None


@pytest.mark.parametrize(
    "title, credit",
    [
        ("In pictures: the week in Oldport", "Photo: AP"),
        ("Bilder der Woche: Bildergalerie", "Foto: dpa"),
        ("La semaine en images", "Photo: AFP"),
        ("La semana en imágenes", "Foto: EFE"),
        ("La settimana in immagini", "Foto: ANSA"),
        ("A semana em imagens", "Foto: Lusa"),
        ("Zdjęcia: tydzień w porcie", "Fot. PAP"),
        ("Неделя в фотографиях", "Фото: ТАСС"),
        ("Bildspel: veckan i hamnen", "Foto: TT"),
    ],
)
def test_captions_below_a_title_that_calls_them_pictures_are_a_gallerys_text(title: str, credit: str) -> None:
    told = [f"{head}. {credit}" for head in HEADS[:5]]
    made = clean(RawPage(text="\n".join((title, *told))), None, released.RULES, {})
    assert isinstance(made, Article)
    assert made.page_kind == "gallery"
    assert all(head in made.text for head in HEADS[:5])
    few = clean(RawPage(text="\n".join((title, STORY, *told[:3], STORY))), None, released.RULES, {})
    assert isinstance(few, Article)
    assert few.page_kind is None


@pytest.mark.parametrize("stamp", ["2 hours ago", "vor 3 Stunden", "il y a 3 heures", "May 14, 2024"])
def test_five_headlines_with_times_are_a_list_where_the_address_is_a_sections(stamp: str) -> None:
    text = below("Oldport", stamp=stamp, count=5)
    assert kind(text, "topic/oldport") == "index"
    assert kind(text, STORY_ADDRESS) is None
    assert kind(f"{text}\n\n{STORY}", "topic/oldport") is None


def test_a_page_on_the_site_itself_is_told_by_title_and_address() -> None:
    text = f"Privacy Policy\n\n{STORY}\n\n{STORY}\n\n{STORY}"
    assert kind(text, "privacy") == "about"
    assert kind(text, STORY_ADDRESS) is None
    assert kind(f"Privacy policy of a ferry firm draws a fine\n\n{STORY}", "privacy") is None


def test_what_has_its_day_handed_in_is_no_list_and_no_form() -> None:
    """A feed has dates of stories."""
    assert kind(below("Latest news"), "", dated=True) is None
    assert kind("Sign in\n\nPassword\n\nForgot your password?", dated=True) is None
    assert kind("Watch: the market moves\n\nVideo\n\n2:31", dated=True) == "video"
