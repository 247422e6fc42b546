"""Who wrote a text, said below it: a paragraph on its author at its end, and the author's name in the article's own footer."""

import pytest

from tests.support.released import RULES
from worker.core.clean.article import clean, read
from worker.core.clean.text.passages import BYLINE, Passage
from worker.core.model import Article, RawPage

STORY = [
    "The ferry to Oldport stood still for three days because nobody would pay for its engine.",
    "On Monday the council found the money in the account for the harbour lights.",
    "The lights will be repaired in spring, when the evenings are longer, the mayor said.",
    "Until then the ferry runs by day, and the last one leaves at four in the afternoon.",
    "Fishermen who come home later were told to use the bridge, eleven miles up the river.",
]
NOTES = [
    ("Ann Alder", "Ann Alder is the harbour editor of the Star. She has written on ferries since 2013."),
    (
        "Jonas Petersen",
        "Jonas Petersen ist Redakteur im Ressort Küste und schreibt seit 2013 über die Inseln.",
    ),
    ("Claire Vidal", "Claire Vidal est journaliste au service Régions, où elle suit les ports depuis 2013."),
    ("Marek Wolny", "Marek Wolny pisze o portach i promach, laureat nagrody za reportaż o wyspach."),
    ("Анна Липова", "Анна Липова — обозреватель отдела регионов, пишет о портах и паромах с 2013 года."),
    ("أحمد سالم", "أحمد سالم صحفي في قسم الأقاليم، يكتب عن الموانئ والعبارات منذ عام 2013."),
]


def raw(author: str, below: str, above: str = "") -> RawPage:
    """A page by this author, with a paragraph above and below the story."""
    paragraphs = "".join(f"<p>{text}</p>" for text in (above, *STORY, below) if text)
    head = f'<meta name="author" content="{author}"><title>A ferry for Oldport</title>'
    html = f"<html><head>{head}</head><body><article><h1>A ferry for Oldport</h1>{paragraphs}</article></body></html>"
    return RawPage(url="https://star.example/a", html=html)


def page(author: str, below: str, above: str = "") -> Article:
    """The article of such a page."""
    made = clean(raw(author, below, above), None, RULES, {})
    assert isinstance(made, Article)
    return made


@pytest.mark.parametrize("author, note", NOTES)
def test_a_paragraph_on_the_author_at_the_end_goes(author: str, note: str) -> None:
    made = page(author, note)
    assert note not in made.text
    assert STORY[-1] in made.text
    assert Passage(note, BYLINE) in [
        Passage(cut.text, cut.rule) for cut in read(raw(author, note), RULES).passages
    ]


@pytest.mark.parametrize("author, note", NOTES)
def test_it_stays_where_the_story_names_its_author(author: str, note: str) -> None:
    above = f"On Monday the council heard {author}, who had brought a plan of the harbour along."
    assert note in page(author, note, above).text


@pytest.mark.parametrize(
    "last",
    [
        "Ann Alder: Will the ferry run again in the spring, once the lights have been repaired?",
        "Bob Birch is the captain of the ferry. He has steered it across the river since 2013.",
        "Ann Alder",
    ],
)
def test_who_speaks_and_who_else_is_named_stays(last: str) -> None:
    assert (last in page("Ann Alder", last).text) is (last != "Ann Alder")


@pytest.mark.parametrize(
    "author, last",
    [
        (
            "Amnesty International",
            "Amnesty International has asked the council to publish the contract before spring.",
        ),
        (
            "Human Rights Watch",
            "Human Rights Watch said it would go to court if the ferry stood still any longer.",
        ),
        (
            "Ann Alder",
            "Ann Alder boarded the old ferry in 1998 and remembers how it smelled of tar and oranges.",
        ),
        ("Ann Alder", "Ann Alder, the reporter, was told: “Nobody is going to pay for that engine, ever.”"),
    ],
)
def test_what_an_author_does_in_the_story_stays(author: str, last: str) -> None:
    assert last in page(author, last).text


def test_an_element_that_is_called_an_authors_and_holds_a_name_alone_names_one() -> None:
    story = "".join(f"<p>{text}</p>" for text in STORY)
    html = f'<html><body><article><h1>A ferry</h1><span class="author">Ann Alder</span><div>{story}</div></article></body></html>'
    made = clean(RawPage(url="https://star.example/a", html=html), None, RULES, {})
    assert isinstance(made, Article)
    assert made.authors == ("Ann Alder",)


def test_an_article_names_its_author_in_its_own_footer() -> None:
    byline = '<span class="byline">Author <a class="url fn" href="/author/ann/">Ann Alder</a></span>'
    story = "".join(f"<p>{text}</p>" for text in STORY)

    def authors(inner: str, below: str) -> tuple[str, ...]:
        html = (
            f"<html><body><main><article><h1>A ferry</h1>{story}{inner}</article>{below}</main></body></html>"
        )
        made = clean(RawPage(url="https://star.example/a", html=html), None, RULES, {})
        assert isinstance(made, Article)
        return made.authors

    assert authors(f'<footer class="entry-footer">{byline}</footer>', "") == ("Ann Alder",)
    assert authors("", f"<footer>{byline}</footer>") == ()
