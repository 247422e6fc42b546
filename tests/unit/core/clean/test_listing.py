"""A page of short headlines that each lead to another page is a list; a short article beside such links is none."""

import pytest

from tests.support import released
from worker.core.clean.blocks import walk
from worker.core.clean.body import extract
from worker.core.clean.kind import listing, signs, verdicts
from worker.core.clean.kind.rules import PageKind
from worker.core.clean.metadata import metadata

RULES = released.RULES.pages
HEADLINES = {
    "en": "Ferry runs aground|Mayor quits post|Bridge closes again|Storm hits coast|Bakers on strike|School roof collapses|Old mill sold|Harbour fees rise|Fog stops flights",
    "de": "Fähre auf Grund|Bürgermeister tritt zurück|Brücke bleibt gesperrt|Sturm trifft Küste|Bäcker streiken weiter|Schuldach stürzt ein|Mühle verkauft|Gebühren steigen|Nebel stoppt Flüge",
    "ru": "Паром на мели|Мэр подал в отставку|Мост закрыт|Шторм на побережье|Пекари бастуют|Обрушилась крыша|Мельница продана|Сборы растут|Туман закрыл аэропорт",
    "tr": "Feribot karaya oturdu|Başkan istifa etti|Köprü kapandı|Fırtına kıyıyı vurdu|Fırıncılar grevde|Okul çatısı çöktü|Değirmen satıldı|Ücretler arttı|Sis uçuşları durdurdu",
    "ar": "العبارة تجنح|استقالة الرئيس|إغلاق الجسر|عاصفة تضرب الساحل|إضراب الخبازين|انهيار سقف|بيع الطاحونة|ارتفاع الرسوم|افتتاح المكتبة",
    "zh": "渡轮搁浅|市长辞职|大桥关闭|风暴袭击|面包师罢工|屋顶坍塌|磨坊出售|港口费上涨|航班停飞",
}
TEASER = "The boat hit a sandbank near the north pier at dawn, and waits for the tide."
BUILDS = {
    "list": '<li><a href="/{n}">{text}</a></li>',
    "cards": '<article class="card"><h3><a href="/{n}">{text}</a></h3><p>{teaser} {n}</p></article>',
    "grid": '<div class="tile"><a href="/{n}"><img src="/{n}.jpg"><h2>{text}</h2></a><time>2 h</time></div>',
    "rows": '<div class="row"><a href="/{n}">{text}</a><div>{teaser} {n}</div><a href="/{n}">Read more</a></div>',
    "parts": '<div><h4><a href="/{n}">{text}</a></h4><span class="by">Ann Oak</span><p>{teaser} {n}</p></div>',
}
STORY = "<p>A ferry ran aground near the north pier at dawn on Monday, the coastguard of the county said.</p>"


def made(build: str, lang: str = "en") -> str:
    texts = HEADLINES[lang].split("|")
    return "".join(
        BUILDS[build].format(n=number, text=text, teaser=TEASER) for number, text in enumerate(texts)
    )


def is_list(body: str, title: str = "Oldport") -> bool:
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    tree = extract.parse(page).tree
    assert tree is not None
    found = walk.read(tree)
    declared = metadata.read(tree, found, RULES.bylines, None)
    verdict = verdicts.judge(signs.read(tree, found, declared, None, RULES), RULES)
    return verdict is not None and verdict.kind is PageKind.INDEX


@pytest.mark.parametrize("lang", HEADLINES)
@pytest.mark.parametrize("build", BUILDS)
def test_short_headlines_and_their_teasers_are_a_list(build: str, lang: str) -> None:
    assert is_list(f"<h1>Oldport</h1>{made(build, lang)}")


@pytest.mark.parametrize("build", BUILDS)
def test_a_short_article_beside_them_is_one(build: str) -> None:
    """Above them, below them, and where nothing parts its paragraphs from the last link."""
    others = f"<div>{made(build)}</div>"
    story = f"<h1>Ferry off the rocks</h1>{STORY}"
    pages = (f"{story}{others}", f"{others}{story}", f"<ul>{made('list')}</ul>{STORY}{others}")
    assert not any(is_list(page, "Ferry off the rocks") for page in pages)


@pytest.mark.parametrize(
    "body",
    [
        "<p>The bridge</p>" + "".join(f'<a href="/{n}">Read more</a><br><br>' for n in range(12)),
        "<table>" + "".join(f'<tr><td><a href="/{n}">FC Oldport {n}</a></td><td>{n}</td></tr>' for n in range(12)) + "</table>",
        "<nav>" + "".join(f'<li><a href="/{n}">Local news {n}</a></li>' for n in range(12)) + "</nav><p>Nine boats.</p>",
        "".join(f'<li><a href="#{n}">Chapter number {n}</a></li>' for n in range(12)) + STORY,
        f'<div class="entry share">{STORY * 3}</div>' + made("cards"),
        "".join(f'<p>Chapter {n} tells of the sea.</p>' for n in range(12)),
    ],
)  # fmt: skip
def test_these_are_no_lists(body: str) -> None:
    """Buttons of one word for all, results, menus, the contents of the page itself, a story in what its class calls buttons, lines without a link."""
    assert not is_list(body)


def test_a_teaser_alone_of_its_form_is_the_pages_own_text() -> None:
    tree = extract.parse(f"<ul>{made('list')}</ul>{STORY}").tree
    assert tree is not None
    found = listing.read(walk.read(tree).blocks, None)
    assert (found.headlines, found.own) == (9, 18)
