"""What a page declares about its article, each field from the first of a stated order of sources that has it.

JSON-LD, then Open Graph, then <meta>, then microdata and <time>, then what stands around the headline (`byline`), then the data in the page's own
scripts; a date at last from the URL. docs/metadata.md has the order of each field. What no source tells is not guessed.
"""

import re
from collections.abc import Iterator

import msgspec
from lxml.html import HtmlElement

from worker.core import times, urls
from worker.core.clean.blocks.blocks import Blocks
from worker.core.clean.metadata import authors, called, marked, metatags, persons, publication, signed, titles
from worker.core.clean.metadata.bylinewords import BylineWords
from worker.core.clean.metadata.jsonld import Declared, declared_article
from worker.core.clean.metadata.metatags import Meta
from worker.core.clean.metadata.microdata import Microdata
from worker.core.clean.metadata.ownarticle import OwnPage
from worker.core.clean.metadata.publication import DeclaringPage
from worker.core.clean.metadata.sources import (
    SOURCE_BYLINE,
    SOURCE_HTML,
    SOURCE_LD,
    SOURCE_MICRODATA,
    Sourced,
    first_of,
    in_a_line,
)

URL_LIMIT = 2048  # characters
_HAN, _KANA = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[\u3040-\u30ff]")


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What was found; `sources` says of each field that has a value where it came from."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    signed: tuple[
        str, ...
    ] = ()  # the same as the page writes them: with titles, degrees, places, and the agency beside them
    declared_authors: tuple[str, ...] = ()  # what else is declared where authors stand, as it is
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    site: str | None = None
    lang: str | None = None
    canonical: str | None = None
    image: str | None = None
    sources: dict[str, str] = {}
    body: str | None = None  # JSON-LD's articleBody, a witness for the text
    paywalled: bool = False
    kinds: tuple[str, ...] = ()  # the page's own words for what it is, in JSON-LD
    og_type: str = ""  # and in Open Graph


def read(
    tree: HtmlElement, page: Blocks, words: BylineWords, url: str | None = None, latest: str = times.LAST_DAY
) -> Metadata:
    """The metadata of a parsed page with these blocks. `latest` is the last day on which it can have been published."""
    meta = metatags.read(tree)
    scripts = (script.text or "" for script in tree.iter("script") if _is_ld(script))
    canonicals = tuple(_canonicals(tree, meta))
    own = _own_page(tree, meta, (url, *(value for _, value in canonicals)))
    ld, micro = declared_article(scripts, own), Microdata(tree, own)
    fields = {"lang": first_of(_langs(tree, meta, ld)), "site": first_of(_sites(meta, ld, micro))}
    fields["title"] = title = _title(tree, meta, ld, fields["site"][1], url)
    found = DeclaringPage(tree, page, words, meta, ld, micro, title[1], url, fields["lang"][1], latest)
    fields["published"] = first_of(publication.published(found))
    fields["modified"] = first_of(publication.modified_since(found, *fields["published"]))
    fields["section"] = first_of(_sections(meta, ld, micro))
    fields["canonical"] = first_of(canonicals)
    fields["image"] = first_of(_images(tree, meta, ld, micro, url or fields["canonical"][1]))
    names, names_source = _authors(found, fields["site"][1])
    sources = {name: source for name, (source, value) in fields.items() if value}
    return Metadata(
        **{name: value for name, (_, value) in fields.items()},
        authors=_people(names, ld, words, found.tag),
        signed=names,
        declared_authors=(*ld.organizations, *(value for _, value in metatags.authors(meta))),
        sources=sources | ({"authors": names_source} if names else {}),
        body=ld.body,
        paywalled=ld.paywalled,
        kinds=ld.kinds,
        og_type=(metatags.first(meta, ("og:type",)) or "").strip().lower(),
    )


def _own_page(tree: HtmlElement, meta: Meta, addresses: tuple[str | None, ...]) -> OwnPage:
    told = (value for _, value in metatags.values(meta, ("og:title", *metatags.TITLE)))
    return OwnPage.of(addresses, (*told, *titles.shown(tree)))


def _is_ld(script: HtmlElement) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _langs(tree: HtmlElement, meta: Meta, ld: Declared) -> Iterator[Sourced]:
    yield SOURCE_HTML, tree.getroottree().getroot().get("lang")
    yield SOURCE_LD, ld.lang
    yield from metatags.values(meta, ("og:locale", "content-language", "dc.language", "language"))


def _sites(meta: Meta, ld: Declared, micro: Microdata) -> Iterator[Sourced]:
    yield from in_a_line(metatags.values(meta, metatags.SITE[:1]))
    yield from in_a_line(((SOURCE_LD, ld.site), *metatags.values(meta, metatags.SITE[1:])))
    yield from in_a_line(((SOURCE_MICRODATA, micro.article.site),))


def _sections(meta: Meta, ld: Declared, micro: Microdata) -> Iterator[Sourced]:
    yield from in_a_line(((SOURCE_LD, ld.section), *metatags.values(meta, metatags.SECTION)))
    yield from in_a_line(((SOURCE_MICRODATA, micro.article.section),))


def _canonicals(tree: HtmlElement, meta: Meta) -> Iterator[Sourced]:
    links = (link for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    hrefs = ((SOURCE_HTML, (link.get("href") or "").strip()) for link in links)
    return in_a_line((*hrefs, *metatags.values(meta, ("og:url",))), URL_LIMIT)


def _images(
    tree: HtmlElement, meta: Meta, ld: Declared, micro: Microdata, url: str | None
) -> Iterator[Sourced]:
    """The pictures' addresses, whole: what can't be made one is none."""
    base = next((element.get("href") for element in tree.iter("base") if element.get("href")), "")
    whole = urls.absolute(base, url) or url
    for source, value in in_a_line(_pictures(meta, ld, micro), URL_LIMIT):
        yield source, urls.absolute(value or "", whole)


def _pictures(meta: Meta, ld: Declared, micro: Microdata) -> Iterator[Sourced]:
    yield from (*metatags.values(meta, metatags.IMAGE), (SOURCE_LD, ld.image))
    yield SOURCE_MICRODATA, micro.article.image


def _title(tree: HtmlElement, meta: Meta, ld: Declared, site: str | None, url: str | None) -> Sourced:
    declared = ((SOURCE_LD, ld.title), *metatags.values(meta, ("og:title", *metatags.TITLE)))
    found, source = titles.choose(titles.read(tree, declared, (site, ld.site), url))
    return source or "", found


def _authors(page: DeclaringPage, site: str | None) -> tuple[tuple[str, ...], str]:
    """The authors, as they are written, of the first source that names others than the site itself and its desks; else of the first that names any."""
    itself: tuple[tuple[str, ...], str] = ((), "")
    own = (site or "").casefold()
    tag = page.tag or ("zh" if _is_chinese(page.title or "") else None)
    for source, texts in _author_texts(page):
        found = authors.written(texts, page.words, tag)
        if any(name.casefold() != own and not page.words.is_desk(name) for name in found):
            persons = tuple(name for name in found if not _is_sites(name, own, page.url))
            return persons or tuple(name for name in found if name.casefold() != own), source
        itself = itself if itself[0] else (found, source)
    return itself


def _is_sites(name: str, own: str, url: str | None) -> bool:
    """Whether a name is the site's, or a part's of it: it begins with the site's name, or with a sign with a digit in it that the address has ("g2 Zona da Mata")."""
    sign = name.casefold().partition(" ")[0]
    labels = (urls.host(url) or "").split(".")
    return (bool(own) and f"{name} ".casefold().startswith(f"{own} ")) or (
        sign in labels and any(map(str.isdigit, sign))
    )


def _is_chinese(title: str) -> bool:
    """Whether a title of a page that declares no language is Chinese: Japanese has letters of its own in every one."""
    return _HAN.search(title) is not None and _KANA.search(title) is None


def _people(names: tuple[str, ...], ld: Declared, words: BylineWords, tag: str | None) -> tuple[str, ...]:
    """The persons of these names. Where the page says of all that they are organizations, a desk among them is as good as the others."""
    are_organizations = bool(names) and set(names) <= set(ld.organizations)
    return (
        names if are_organizations and any(map(words.is_desk, names)) else persons.people(names, words, tag)
    )


def _author_texts(page: DeclaringPage) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield SOURCE_LD, page.ld.authors
    yield from ((source, (value,)) for source, value in metatags.authors(page.meta))
    yield SOURCE_MICRODATA, page.micro.article.authors
    yield SOURCE_MICRODATA, marked.authors(page.tree)
    yield SOURCE_BYLINE, called.names(page.tree, page.words)
    yield SOURCE_BYLINE, page.around.authors
    yield SOURCE_BYLINE, signed.elsewhere(page.lines)
    yield from ((source, (value,)) for source, value in metatags.authors(page.meta, metatags.AUTHOR_OF_TOOLS))
    yield SOURCE_LD, page.ld.organizations
