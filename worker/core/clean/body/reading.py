"""A page read, before the rules: its blocks or its plain text, and what it declares."""

import msgspec

from worker.core.clean.body import extract, plainbody, plaintext
from worker.core.clean.body.body import Body
from worker.core.clean.boilerplate.linerules import BoilerplateRules
from worker.core.clean.text import coded, passages
from worker.core.clean.text.passages import Passage
from worker.core.model import RawPage


def body_of(page: RawPage, rules: BoilerplateRules, latest: str) -> Body:
    """The body of a page, HTML or plain text; no date in it is after the day `latest`."""
    if page.html is None:
        found = plainbody.of_text(page, page.text or "", rules, latest)
    else:
        found = _html_body(page, rules, latest)
    return msgspec.structs.replace(found, passages=coded.without(found.passages))


def _html_body(page: RawPage, rules: BoilerplateRules, latest: str) -> Body:
    found = extract.extract(page.html or "", page.url, latest, rules.blocks, rules.pages)
    if found.bare:
        return plainbody.of_bare(page, found, rules, latest)
    blocks = tuple(map(_cleaned, found.passages))
    below = plaintext.below_title(passages.text_of(blocks), page.title, found.metadata.title)
    return Body(passages.below_title(blocks, below), found.metadata, found.notes, found.verdict, found.limit)


def _cleaned(passage: Passage) -> Passage:
    text = plaintext.clean(passage.text)
    return passage if text is passage.text else msgspec.structs.replace(passage, text=text)
