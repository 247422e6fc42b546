"""Pages with too little text for an article, and pages with none: told apart."""

import pytest

from tests.support.cleaning import cleaned
from tests.support.released import RULES
from worker.core.clean import article
from worker.core.clean.text.passages import FEW
from worker.core.model import RawPage, Reason, Rejection

SENTENCE = (
    "The ferry to the northern islands will not sail on Thursday, because divers have to look at a crack "
    "in the wall of the inner harbour basin."
)


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{SENTENCE}</p>",
        f"<div>{SENTENCE}</div>",
        f"<nav><a href='/'>Home</a> <a href='/w'>World</a></nav><p>{SENTENCE}</p><footer>About us</footer>",
    ],
)
def test_a_page_of_one_sentence_is_too_short(body: str) -> None:
    made = cleaned(f"<html><body>{body}</body></html>")
    assert isinstance(made, Rejection)
    assert (made.reason, made.detail) == (
        Reason.TOO_SHORT,
        "27 words that may be an article's, too few to tell",
    )


def test_what_may_be_the_text_is_shown_as_left_out_for_that() -> None:
    made = article.read(RawPage(html=f"<html><body><p>{SENTENCE}</p></body></html>"), RULES)
    assert [(passage.text, passage.rule) for passage in made.passages if passage.text] == [(SENTENCE, FEW)]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<script>let a = 1</script>",
        "<form><label>Name</label><input name='n'><button>Send</button></form>",
        "<nav><a href='/'>Home</a></nav>",
    ],
)
def test_a_page_of_scripts_or_forms_has_no_text(body: str) -> None:
    made = cleaned(f"<html><body>{body}</body></html>")
    assert isinstance(made, Rejection)
    assert made.reason is Reason.NO_TEXT
