"""A page to a clean article: read, strip, name."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec

from worker.core import digest, times, urls
from worker.core.clean.body import headed, plaintext, readers
from worker.core.clean.body.body import Body
from worker.core.clean.body.reading import body_of
from worker.core.clean.boilerplate import boilerplate, extents, furniture, linerules, repeats, wall, writers
from worker.core.clean.boilerplate.boilerplate import Stripped
from worker.core.clean.boilerplate.linerules import BoilerplateRules, Scope
from worker.core.clean.kind.rules import PageKind
from worker.core.clean.kind.verdicts import Verdict
from worker.core.clean.metadata import credited, persons
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.metadata.sources import SOURCE_BYLINE
from worker.core.clean.page import documents
from worker.core.clean.text import language, passages, writing
from worker.core.clean.text.passages import Passage
from worker.core.clean.text.words import word_count
from worker.core.copies import fingerprint
from worker.core.model import Article, RawPage, Reason, Rejection, Removed

MIN_LETTERS = 25  # of an HTML page's text: fewer are a label, not an article
SIGNING = (writers.WRITER, writers.BYLINE, passages.BYLINE)  # the ends of rules for lines that sign
# What the hash of the content leaves out: ids and hashes, and what comes from us or from the crawl, not from the page.
NOT_CONTENT = frozenset(
    {
        "article_id",
        "id",
        "removed",
        "notes",
        "sources",
        "event_time",
        "content_hash",
        "text_hash",
        "copy_hash",
        "versions",
    }
)
# The article's fields that come from what a page declares; its canonical URL and language are judged beside others.
SOURCED = frozenset({"authors", "image", "modified", "published", "section", "site", "title"})


class Cleaned(msgspec.Struct, frozen=True):
    """A page's body, its text after the rules, and the language that text tells by itself."""

    body: Body
    stripped: Stripped
    detected: str | None
    partial: bool
    passages: tuple[Passage, ...]  # all of the page in its order, kept or cut
    credits: tuple[Removed, ...] = ()  # agencies in the by-line that are no authors


def clean(
    page: RawPage, event_time: str | None, rules: BoilerplateRules, versions: Mapping[str, str]
) -> Article | Rejection:
    """The article of a page, or why there is none. The same page and versions give the same article."""
    return judged(page, read(page, rules, event_time), event_time, versions)


def judged(
    page: RawPage, made: Cleaned, event_time: str | None, versions: Mapping[str, str]
) -> Article | Rejection:
    """The article of a page that has been read, or why there is none."""
    article = _article(page, made, event_time, dict(versions))
    reason = _unfit(page, article, made)
    return article if reason is None else Rejection(reason[0], reason[1], article)


def read(page: RawPage, rules: BoilerplateRules, event_time: str | None = None) -> Cleaned:
    """A page's body and what the rules leave of it. No date of the page is after its fetch, or its event time."""
    latest = times.last_day(page.fetched_at or event_time)
    body = body_of(page, rules, latest)
    hint = language.declared(page.lang or body.metadata.lang)
    detected = body.detected or language.detect(body.text, hint)
    body = _without_headed(body, rules, linerules.scope(rules, detected or hint, page.url))
    stripped = boilerplate.strip(body.text, rules, detected or hint, _reach(page, body), page.url)
    if known := rules.furniture.of(page.url):
        stripped = Stripped(furniture.cut(stripped.passages, known))
    stripped = boilerplate.undated(stripped, detected or hint)
    if stripped.removed:
        detected = language.detect(stripped.text, hint)
    scope = linerules.scope(rules, detected or hint, page.url)
    if all(map(rules.pages.bylines.is_beside, body.metadata.authors)):  # nobody, or the site itself
        names = writers.names(stripped.passages, rules, scope)
        if body.is_plain and not names:
            stripped, names = writers.signed_below(stripped, rules)
        body = _signed(body, persons.people(names, rules.pages.bylines, detected or hint))
    signed = (*body.metadata.signed, *body.metadata.authors)
    stripped = repeats.without(writers.without_notes(stripped, signed, rules.pages.bylines))
    body = _walled(body, stripped, rules, scope)
    every = passages.merged(body.passages, stripped.passages)
    partial = _is_partial(body, every, stripped, rules, scope)
    return Cleaned(body, stripped, detected, partial, every, _credits(body.metadata, every, rules))


def _credits(told: Metadata, every: Sequence[Passage], rules: BoilerplateRules) -> tuple[Removed, ...]:
    """The agencies that sign the article beside persons: as declared, and in the lines that were cut because they sign it."""
    cut = (passage.text for passage in every if passage.rule and passage.rule.endswith(SIGNING))
    return credited.agencies_in(
        (*told.signed, *told.declared_authors, *cut), told.authors, rules.pages.bylines
    )


def _without_headed(body: Body, rules: BoilerplateRules, scope: Scope) -> Body:
    """The body without readers' comments, and without what else stands below a heading that says what it is."""

    def matched(text: str) -> tuple[linerules.Rule, ...]:
        return rules.lines.match(linerules.plain(text), scope)

    words = readers.Words(
        is_heading=lambda text: bool(rules.comment_headings.match(linerules.plain(text), scope)),
        is_label=lambda text: any(rule.cut in linerules.ALONE for rule in matched(text)),
        opens_list=lambda text: any(
            linerules.opens_list(linerules.plain(text), rule) for rule in matched(text)
        ),
    )
    if body.is_plain:
        return msgspec.structs.replace(body, passages=readers.without_in_text(body.passages, words))
    headings = headed.Words(
        is_summary=lambda text: bool(rules.summary_headings.match(linerules.plain(text), scope)),
        opens_list=words.opens_list,
        is_note=lambda text: bool(rules.summary_notes.match(linerules.plain(text), scope)),
    )
    found = headed.without(readers.without(body.passages, words), headings)
    return msgspec.structs.replace(body, passages=found)


def _reach(page: RawPage, body: Body) -> extents.Reach:
    """How far cuts go: in a gallery the captions are the text."""
    is_gallery = body.verdict is not None and body.verdict.kind is PageKind.GALLERY
    if body.is_plain and not is_gallery:
        return extents.UNJUDGED if page.html is None else extents.BARE
    reach = extents.GALLERY if is_gallery else extents.JUDGED
    return reach.with_lines(
        passages.bare_lines(body.passages),
        passages.boxed_lines(body.passages),
        passages.opening_lines(body.passages),
    )


def _walled(body: Body, stripped: Stripped, rules: BoilerplateRules, scope: Scope) -> Body:
    """The body with the verdict that it is a wall and nothing else, where rules took all of its text and a wall was in it."""
    if (
        body.verdict
        or stripped.text
        or not wall.stands_in([item.passage for item in stripped.passages], rules, scope)
    ):
        return body
    why = "all it says is what it takes to read on"
    return msgspec.structs.replace(body, verdict=Verdict(PageKind.WALL, why))


def _signed(body: Body, names: tuple[str, ...]) -> Body:
    """The body with those who signed it above its first paragraph, where the page names nobody else."""
    if not names:
        return body
    sources = {**body.metadata.sources, "authors": "text" if body.is_plain else SOURCE_BYLINE}
    named = msgspec.structs.replace(body.metadata, authors=names, sources=sources)
    return msgspec.structs.replace(body, metadata=named)


def _unfit(page: RawPage, article: Article, made: Cleaned) -> tuple[Reason, str] | None:
    """Why this is no article to publish. A plain text handed in is an article if it has a letter and is no error's."""
    if made.body.limit:
        return Reason.TOO_LARGE, made.body.limit
    verdict = made.body.verdict
    if verdict and verdict.why:
        return Reason.NOT_AN_ARTICLE, f"{verdict.kind}: {verdict.why}"
    little = _little_plain(article) if page.html is None else _little(article, made)
    return little or _no_prose(article.text)


def _no_prose(text: str) -> tuple[Reason, str] | None:
    if documents.is_code(text):
        return Reason.NOT_AN_ARTICLE, "code, no prose"
    why = writing.why_unreadable(text)
    return (Reason.UNKNOWN_ENCODING, why) if why else None


def _little_plain(article: Article) -> tuple[Reason, str] | None:
    has_letter = any(map(str.isalpha, article.text)) or any(map(str.isalpha, article.title or ""))
    return None if has_letter else (Reason.TOO_SHORT, "no letter in the text")


def _little(article: Article, made: Cleaned) -> tuple[Reason, str] | None:
    if not article.text:
        return _no_text(made)
    letters = len(list(islice(filter(str.isalpha, article.text), MIN_LETTERS)))  # that many are enough
    return (Reason.TOO_SHORT, f"{letters} letters of text") if letters < MIN_LETTERS else None


def _no_text(made: Cleaned) -> tuple[Reason, str]:
    few = sum(word_count(passage.text) for passage in made.body.passages if passage.rule == passages.FEW)
    if few:
        return Reason.TOO_SHORT, f"{few} words that may be an article's, too few to tell"
    return (
        Reason.NO_TEXT,
        "all text was furniture" if made.stripped.removed else "no article text found in the page",
    )


def _article(page: RawPage, made: Cleaned, event_time: str | None, versions: dict[str, str]) -> Article:
    found, stripped = made.body.metadata, made.stripped
    url = urls.normalize(page.url)
    named = urls.article_url(page.url, found.canonical)
    lang, lang_source = _language(page, made)
    title = plaintext.clean(page.title or found.title or "").strip() or None
    sources = _sources(page, found, title)
    fields: dict[str, Any] = {
        "article_id": digest.article_id(named, page.id, page.raw_digest),
        "url": page.url,
        "canonical_url": named if named != url else None,
        "id": page.id,
        "site": page.site or found.site or (urls.registrable_domain(url) if url else None),
        "title": title,
        "text": stripped.text,
        "lang": lang,
        "lang_source": lang_source,
        "authors": found.authors,
        "published": page.published or found.published,
        "published_source": sources.get("published"),
        "modified": found.modified,
        "section": found.section,
        "image": found.image,
        "partial": made.partial,
        "removed": passages.told(made.passages) + made.credits,
        "notes": page.notes + made.body.notes,
        "meta": page.meta,
        "event_time": event_time,
        "versions": versions,
        "sources": sources,
        "page_kind": str(made.body.verdict.kind) if made.body.verdict else None,
    }
    return Article(**(fields | _hashes(fields)))


def _sources(page: RawPage, found: Metadata, title: str | None) -> dict[str, str]:
    """Where the article's fields came from: the page's own sources, `given` for what was handed in with it."""
    given = [name for name in ("title", "published", "site") if getattr(page, name)]
    plain = {"title": "text"} if title and page.html is None else {}
    told = {name: source for name, source in found.sources.items() if name in SOURCED}
    return dict(sorted((plain | told | dict.fromkeys(given, "given")).items()))


def _is_partial(
    body: Body, every: Sequence[Passage], stripped: Stripped, rules: BoilerplateRules, scope: Scope
) -> bool:
    """Whether a page shows only an article's opening. Where it declares a paywall: a wall stood in it, or it has hardly any text; else by its words."""
    if body.metadata.paywalled:
        return wall.stands_in(every, rules, scope) or len(stripped.text) < wall.OPENING
    return wall.is_opening(every, rules, scope)


def _language(page: RawPage, made: Cleaned) -> tuple[str | None, str]:
    if made.detected:
        return made.detected, "text"
    hint = language.declared(page.lang) or language.declared(made.body.metadata.lang)
    return (hint, "declared") if hint else (None, "none")


def _hashes(fields: Mapping[str, Any]) -> dict[str, Any]:
    content = {name: value for name, value in fields.items() if name not in NOT_CONTENT}
    return {
        "content_hash": digest.content_hash(content),
        "text_hash": digest.text_hash(fields["title"], fields["text"]),
        "copy_hash": fingerprint.copy_hash(fields["text"], fields["title"]),
    }
