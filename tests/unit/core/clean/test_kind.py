"""What tells a page's kind, and that an article's text in one piece outweighs words."""

import json

import pytest

from tests.support import released
from worker.core.clean.blocks import walk
from worker.core.clean.body import extract
from worker.core.clean.kind import outline, signs, verdicts
from worker.core.clean.kind.plain import of_plain
from worker.core.clean.kind.rules import PageKind
from worker.core.clean.kind.verdicts import Verdict
from worker.core.clean.metadata import metadata

RULES = released.RULES.pages
TEXT = "<p>" + "The council met on Monday and talked for hours about the bridge. " * 8 + "</p>"
TEASERS = "".join(f'<h3><a href="/{n}">Story number {n} has a headline</a></h3>' for n in range(10))
PASSWORD = '<form><input type="password"></form>'


def verdict(head: str, body: str, url: str | None = "https://a.example/x") -> Verdict | None:
    tree = extract.parse(f"<html><head>{head}</head><body>{body}</body></html>").tree
    assert tree is not None
    found = walk.read(tree)
    declared = metadata.read(tree, found, RULES.bylines, url)
    return verdicts.judge(signs.read(tree, found, declared, url, RULES), RULES)


def ld(kind: str) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": kind, "headline": "Story"})}</script>'


@pytest.mark.parametrize(
    "head, body, url",
    [
        ("<title>404</title>", TEXT, "https://a.example/x"),
        ("<title>Log in</title>", TEXT + PASSWORD, "https://a.example/login"),
        ("<title>Cookies</title>", TEXT + "<button>Accept all</button>", "https://a.example/x"),
        ("", TEXT * 3 + TEASERS, "https://a.example/tag/bridges/"),
        ("", TEXT + TEASERS, "https://a.example/search?q=x"),
        ("", "<p>A short report of some twenty words, which stands alone above all that the site has to offer beside it.</p>" + TEASERS, None),
        (ld("NewsArticle"), TEASERS, "https://a.example/"),
        (ld("NewsArticle") + ld("Product"), "<button>Add to cart</button>", "https://a.example/x"),
        ('<meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-14">', TEASERS, None),
    ],
)  # fmt: skip
def test_these_are_articles(head: str, body: str, url: str | None) -> None:
    found = verdict(head, body, url)
    assert found is None or found.why is None


def test_an_address_alone_says_nothing() -> None:
    assert verdict("", "<p>A few words.</p>", "https://a.example/tag/bridges/") is None


@pytest.mark.parametrize(
    "head, body, url, kind",
    [
        (ld("LiveBlogPosting"), TEXT, None, "live_blog"),
        ("", "".join(f'<time datetime="2026-03-14T0{n}:00"></time>' for n in range(3)) + TEXT, "https://a.example/live/vote", "live_blog"),
        (ld("ImageGallery"), TEXT, None, "gallery"),
        ('<meta property="og:type" content="video.movie">', TEXT, None, "video"),
    ],
)  # fmt: skip
def test_special_articles_are_marked(head: str, body: str, url: str | None, kind: str) -> None:
    found = verdict(head, body, url)
    assert found == Verdict(PageKind(kind))


def test_a_mark_on_the_whole_page_hides_no_text() -> None:
    """A wrapper named after its consent overlay holds the article, too."""
    tree = extract.parse(f'<div class="cookie-page"><h1>A bridge</h1>{TEXT}</div>').tree
    assert tree is not None
    assert outline.outline(walk.read(tree).blocks).piece > signs.ONE_PIECE


def post(clock: str) -> str:
    return f"<h4>{clock}</h4><p>The ferry has left the harbour with two hundred people on board, says the captain, and waits outside for the storm to pass.</p>"


def posts(*clocks: str) -> str:
    return "".join(map(post, clocks))


OPENED = "".join(
    f"<p><b>{clock}</b> The ferry from the island has run aground off the old pier.</p>"
    for clock in ("14.05", "13.40", "12.10")
)


@pytest.mark.parametrize(
    "title, body, is_live",
    [
        ("Storm in Oldport – live updates", posts("14:05", "13:40", "12:10"), True),
        ("Storm in Oldport", posts("14:05", "13:40", "12:10"), False),
        ("Storm in Oldport", posts("19:05", "18.40 Uhr", "17:10", "16h02", "09:15", "23:50"), True),
        ("Storm in Oldport", posts("19:05", "12:40", "17:10", "16:02", "09:15", "23:50"), False),
        ("Storm in Oldport live: ferry runs aground", posts("14:05", "13:40", "12:10"), True),
        ("Storm in Oldport live: ferry runs aground", OPENED, True),
        ("How they live: nine streets of Oldport", TEXT, False),
        ("Storm in Oldport", OPENED, False),
        ("Storm in Oldport – live updates", "<p>14:05</p><p>13:40</p><p>12:10</p>" + TEXT, False),
        ("On the sofa at 20:15", "".join(f"<li>{hour}:15</li><li>The news</li>" for hour in range(10, 20)), False),
    ],
)  # fmt: skip
def test_a_report_that_grows_is_told_by_its_times_of_day(title: str, body: str, is_live: bool) -> None:
    """Each with a text of its own below it, in one order; few suffice where the title says what it is, and no address is asked."""
    found = verdict(f"<title>{title}</title>", body, None)
    assert (found == Verdict(PageKind.LIVE_BLOG)) is is_live


FIGURE = (
    '<figure><img src="{0}.jpg"><figcaption>The water stands at the bridge, number {0}</figcaption></figure>'
)


def test_a_live_address_is_as_good_as_a_live_title() -> None:
    """Times of day without a machine's form, as many posts have them."""
    page = "<title>Storm in Oldport</title>", posts("14:05", "13:40", "12:10")
    assert verdict(*page, "https://a.example/news/live/storm") == Verdict(PageKind.LIVE_BLOG)
    assert verdict(*page, "https://a.example/news/storm") is None


@pytest.mark.parametrize(
    "title, body, is_series",
    [
        ("In pictures: floods in Oldport", "".join(FIGURE.format(n) for n in range(4)), True),
        ("Floods in Oldport", "".join(FIGURE.format(n) for n in range(4)), False),
        ("Floods in Oldport", "".join(FIGURE.format(n) for n in range(8)), True),
        ("Floods in Oldport", "".join(f"<p>Bild {n} von 9</p><p>The water at the old bridge</p>" for n in range(1, 9)), True),
        ("In pictures: floods in Oldport", "".join(FIGURE.format(n) for n in range(9)) + TEXT, False),
        ("Pictures: the new hall", "<p>The hall opens on Friday, and the mayor will speak.</p>", False),
    ],
)  # fmt: skip
def test_a_series_of_pictures_is_told_by_its_captions(title: str, body: str, is_series: bool) -> None:
    found = verdict(f"<title>{title}</title>", body, None)
    assert (found == Verdict(PageKind.GALLERY)) is is_series


@pytest.mark.parametrize(
    "title, text, is_error",
    [
        (None, "404 Not Found\n\nnginx", True),
        ("Página não encontrada", "A página que procura pode ter sido removida.", True),
        (None, "Stranica nije pronađena\n\nVratite se na naslovnicu.", True),
        (
            None,
            "Page not found\n\n" + "The council met on Monday and talked for hours about the bridge. " * 8,
            False,
        ),
        ("Missing hiker found", "He is well.", False),
    ],
)
def test_a_plain_text_that_is_an_error_alone(title: str | None, text: str, is_error: bool) -> None:
    found = of_plain(title, text, RULES)
    assert (found is not None and found.kind is PageKind.ERROR) is is_error


GUARDS = [
    ("451: Unavailable due to legal reasons", "It looks as if you are trying to access this website from a country that belongs to the European Economic Area, whose rules on data we do not meet, so that we cannot let you in. Write to us if you think that this is wrong."),
    ("Oldport Post", "This site is currently unavailable to visitors from the European Economic Area while we find out how to keep to its laws on data. We are sorry and hope to have you back soon."),
    ("Oldport Post", "Please enable JavaScript to continue. What you want to see needs a browser that runs scripts, so turn them on or take another browser and load the page again."),
    ("Проверка", "Подождите несколько секунд, пока мы проверяем ваш браузер. Это нужно, чтобы защитить сайт от нападений, и страница затем откроется сама без вашей помощи."),
    ("Thank you for subscribing", "From tomorrow on you will find our letter in your inbox every morning. We have just sent you a message with a link that you have to follow so that we know you are you."),
    ("Bitte warten", "Bitte aktivieren Sie JavaScript, damit wir prüfen können, ob Sie ein Mensch sind. Danach lädt die Seite von selbst, und Sie können alles lesen wie gewohnt."),
]  # fmt: skip


@pytest.mark.parametrize("title, text", GUARDS)
def test_a_guard_in_front_of_the_page_is_no_article(title: str, text: str) -> None:
    found = verdict(f"<title>{title}</title>", f"<h1>{title}</h1><p>{text}</p>")
    assert found is not None
    assert (found.kind, bool(found.why)) == (PageKind.ERROR, True)
    plain = of_plain(title, text, RULES)
    assert plain is not None
    assert plain.kind is PageKind.ERROR
    about = f"<h1>{title}</h1><p>“{text}” This is what readers in Berlin saw on Monday.</p>{TEXT}"
    assert verdict(f"<title>{title}</title>", about) is None
    assert of_plain(title, f"{text}\n\n{TEXT}", RULES) is None
    dated = '<meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-14">'
    assert verdict(dated, f"<h1>{title}</h1><p>{text}</p>") is None


LONG = (
    "<p>The ministry said on Friday that the ferry firm has to say in plain words what it does with the names of those who book, and by when it forgets them.</p>"
    * 4
)


@pytest.mark.parametrize(
    "head, title",
    [
        ("", "Privacy policy of ferry firm draws a fine"), ("", "Terms of use – what the ferry firm has changed"), ("", "Contact"), ("", "Kontakt"),
        ("", "About us and the sea"), ("", "Datenschutz im Hafen: Behörde prüft Fährfirma"), ("", "Политика конфиденциальности паромов под вопросом"),
        ("", "隐私政策引发争议"), ("", "Aviso legal a los dueños del faro"), (ld("NewsArticle"), "Privacy Policy"), (ld("Article"), "Impressum"),
        ("", "Weather in Oldport"), ("", "Horoscope"), (ld("NewsArticle"), "Das Wetter"), (ld("NewsArticle") + ld("MusicEvent"), "The choir sings"),
        (ld("NewsArticle") + ld("JobPosting"), "Ferry firm looks for hands"),
    ],
)  # fmt: skip
def test_stories_about_such_things_stay(head: str, title: str) -> None:
    """So do those that are called like such a page, where they say that they are articles, where the address doesn't say what the page is, or with a text in one piece."""
    found = verdict(f"<title>{title}</title>{head}", f"<h1>{title}</h1>{LONG}", "https://a.example/news/4711")
    assert found is None or found.why is None


@pytest.mark.parametrize(
    "title, url",
    [
        ("Privacy Policy | Oldport Post", "https://a.example/p/12"), ("Contact | Oldport Post", "https://a.example/contact"), ("Impressum", "https://a.example/p/3"),
        ("Algemene voorwaarden", None), ("Om oss", "https://a.example/om-oss"), ("Mentions légales - Le Courrier", None), ("Quem somos", None), ("Informativa privacy", None),
        ("Polityka prywatności", None), ("Ochrana osobních údajů", None), ("Adatvédelmi tájékoztató", None), ("Gizlilik politikası", None),
        ("Όροι χρήσης", None), ("Политика конфиденциальности", None), ("Про нас", None), ("Общи условия", None), ("سياسة الخصوصية", None), ("درباره ما", None), ("תנאי שימוש", None),
        ("गोपनीयता नीति", None), ("আমাদের সম্পর্কে", None), ("关于我们", None), ("利用規約", None), ("개인정보 처리방침", None), ("Pedoman Media Siber", None), ("Điều khoản sử dụng", None), ("นโยบายความเป็นส่วนตัว", None),
    ],
)  # fmt: skip
def test_a_site_on_itself_is_no_article(title: str, url: str | None) -> None:
    """However its system declares it: WordPress writes Open Graph's `article` and a date on every page."""
    head = '<meta property="og:type" content="article"><meta property="article:published_time" content="2018-05-24">'
    for declared in ("", head):
        found = verdict(
            f"<title>{title}</title>{declared}", f"<h1>{title.partition(' | ')[0]}</h1>{LONG}", url
        )
        assert found is not None
        assert found.kind == "about"
