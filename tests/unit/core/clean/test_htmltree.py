"""What the parser can't read to the end, or not in bounded time: read whole, or turned away by name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trafilatura.utils import repair_faulty_html

from tests.support.cleaning import cleaned
from worker.core.clean.body import extract
from worker.core.clean.page import htmltree, tokens
from worker.core.clean.page.htmltree import ATTRIBUTE_LIMIT, DEEPEST, PIECE_LIMIT, Parsed
from worker.core.model import Article, Reason, Rejection

SAID = [
    f"The council of Old Harbour met on day {day} and spoke for hours about the pier that a storm took."
    for day in range(12)
]
STORY = "".join(f"<p>{sentence}</p>" for sentence in SAID)
SMALL = 3  # attributes that matter, where tags are short


def nested(tag: str, depth: int, inner: str = f"<article><h1>Pier</h1>{STORY}</article>") -> str:
    opened, closed = f"<{tag}>" * depth, f"</{tag}>" * depth
    return f"<html><head><title>Pier</title></head><body>{opened}{inner}{closed}<p>The end of the page.</p></body></html>"


@pytest.mark.parametrize("depth", [0, 200, 260, 300, 1000, 2000])
@pytest.mark.parametrize("tag", ["div", "section", "span", "font", "blockquote"])
def test_an_article_comes_out_whole_however_deep_it_stands(tag: str, depth: int) -> None:
    made = cleaned(nested(tag, depth))
    assert isinstance(made, Article)
    assert [line for line in made.text.split("\n") if line in SAID] == SAID


def test_what_stands_behind_a_deep_element_is_read() -> None:
    made = cleaned(f"<html><body>{'<div>' * 1000}x{'</div>' * 1000}<article>{STORY}</article></body></html>")
    assert isinstance(made, Article)
    assert made.text.split("\n") == SAID


@pytest.mark.parametrize("tag", ["div", "span", "b", "i", "ul", "table", "x"])
@pytest.mark.parametrize("depth", [DEEPEST, 100_000])
def test_a_page_nested_too_deeply_is_turned_away_and_says_so(tag: str, depth: int) -> None:
    made = cleaned(nested(tag, depth))
    assert isinstance(made, Rejection)
    assert (made.reason, made.detail) == (Reason.TOO_LARGE, "elements nested deeper than 2048")


def test_a_rejected_deep_page_still_has_what_was_read_of_it() -> None:
    made = cleaned(f"<html><body><article>{STORY}</article>{'<div>' * 3000}</body></html>")
    assert isinstance(made, Rejection)
    assert made.article is not None
    assert made.article.text.split("\n") == SAID


def test_a_declared_body_of_more_tags_than_are_read_costs_nothing() -> None:
    body = "\\u003cb>word\\u003c/b>" * (PIECE_LIMIT + 1)
    data = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{body}"}}</script>'
    made = cleaned(f"<html><head>{data}</head><body><p>Nothing here.</p></body></html>")
    assert htmltree.parse("<b>" * (PIECE_LIMIT + 1)) == Parsed(None, "150001 tags, the limit is 150000")
    assert isinstance(made, Article | Rejection)


LOTS = PIECE_LIMIT + 1


@pytest.mark.parametrize(
    "filling",
    ["<!--" * LOTS, "<!-- x -->" * LOTS, f"{'<!--' * LOTS}-->", f"<script>{'if (a<b) x;' * LOTS}</script>", f"<style>{'a<b{}' * LOTS}</style>", "<?x>" * LOTS],
    ids=["open comments", "comments", "a comment", "a script", "a style", "instructions"],
)  # fmt: skip
def test_what_opens_no_element_is_none_too_many(filling: str) -> None:
    made = cleaned(f"<html><body><article>{STORY}</article>{filling}</body></html>")
    assert isinstance(made, Article)
    assert made.text.split("\n") == SAID


@pytest.mark.parametrize("filling", ["x<br>" * LOTS, "<" * LOTS, "<!-- -->" + "<b>" * LOTS])
def test_what_costs_the_parser_as_much_as_an_element_is(filling: str) -> None:
    made = cleaned(f"<html><body><article>{STORY}</article>{filling}</body></html>")
    assert isinstance(made, Rejection)
    assert made.reason is Reason.TOO_LARGE
    assert "tags, the limit is 150000" in made.detail


MANY = " ".join(f"a{number}" for number in range(2 * ATTRIBUTE_LIMIT))


@pytest.mark.parametrize(
    "page",
    [
        f"<p {MANY}>x",
        f"<p title='<' {MANY}>x",
        f'<p title="a < b > c" {MANY}>x',
        f"<p title=a<b {MANY}>x",
        f"<p title = '<' {MANY.replace(' ', '=1 ')}>x",
        f"<p/{MANY.replace(' ', '/')}/>x",
        f"""<p {MANY.replace(" ", '="<"')}>x""",
        f"<\x01p {MANY}>x",
        f"<!-- <a title=' --><p {MANY}>x",
        f"<!--><a title=' --><p {MANY}>' x --><p {MANY}>x",
        f"<script>x = '<a title=\"'</script><p {MANY}>x",
        f"<script><!--<script></script><a title='--></script><p {MANY}>'>x",
        f"<title><a title='</title><p {MANY}>'>x",
        f"<textarea><!-- </textarea><p {MANY}>x --> x",
        f"</p title='<p' {'x'}><p {MANY}>x",
        f"<! <a title='><p {MANY}>x'",
        f"<script/><p {MANY}>x</script>",
        f"<script / ><a title='</script><p {MANY}>'>x",
    ],
)
def test_attributes_are_counted_wherever_the_parser_finds_them(page: str) -> None:
    made = cleaned(f"<html><body>{page}{STORY}</body></html>")
    assert isinstance(made, Rejection)
    assert made.reason is Reason.TOO_LARGE
    assert "attributes of one tag, the limit is 10000" in made.detail


@pytest.mark.parametrize(
    "page",
    [
        f"<!-- <p {MANY}> -->",
        f"<script>if (a <p && {MANY}) x</script>",
        f"<title>a <p {MANY}></title>",
        f"<p title='{MANY}'>x",
        f'<p title="{MANY}" id=x>x',
        f"<p>a < b {MANY}",
        f"<p>{MANY}",
    ],
)
def test_what_the_parser_takes_for_no_attribute_is_none(page: str) -> None:
    assert tokens.most_attributes(page, ATTRIBUTE_LIMIT) <= SMALL


PARTS = ["<p", "<a", "<script", "</script", "<title", "</title", "<!--", "-->", "--!>", "-", "<!", "<?", "</", "<", ">", "/>", "/", "=", '"', "'", " ", "\n", "\v", "a1", "b2 ", " c3", "d4=", " e5='", "\u017fcript", "x", "<textarea", "<svg", "<plaintext", "<xmp", "\x00"]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_no_tag_of_the_tree_has_more_attributes_than_were_counted(parts: list[str]) -> None:
    """The parser itself is asked, over what would make two tokenizers differ."""
    html = "".join(parts) + ">"
    tree = htmltree.parse(html.replace("\x00", "")).tree
    most = 0 if tree is None else max(len(element.attrib) for element in tree.iter())
    assert most <= tokens.most_attributes(html.replace("\x00", ""), 0)


@pytest.mark.parametrize("far", ["", "\x0b", "\x1f", "\ufffe", "\uffff", "\n<!DOCTYPE html/>\n<html/>"])
@pytest.mark.parametrize("filling", ["<p>A pier.</p>", "<p>A pier.</p>\n"])
@pytest.mark.parametrize(
    "head",
    [
        "",
        "\n",
        "<!DOCTYPE html>\n<html>",
        '<!DOCTYPE html "a"/>\n<html lang="en"/>\n',
        '<!-- -->\n\n\n<html lang="en" />\n',
        f"<!DOCTYPE html {' ' * extract.HEAD}/>",
        "<html\x08 a='\x01'/>\n",
    ],
)
def test_a_page_s_faults_are_repaired_as_in_all_of_it(head: str, filling: str, far: str) -> None:
    """Though most pages are repaired in their first lines alone."""
    html = f"{head}{filling * 600}{far}{filling * 600}"
    assert extract._repaired(html) == repair_faulty_html(html, html[:50].lower())
