"""A site's name at the top of a plain text, perhaps with its motto behind a dash: told by the page's host, by the site handed in, or by who claims the rights at the text's end."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from worker.core import urls
from worker.core.model import RawPage

LEAST = 4  # letters of a name that a host tells; of initials three
INITIALS = 3
SURE = 8  # of a name of which the host has a part
NAME_WORDS = 6
LIMIT = 160  # characters of its line
MOST = 40  # lines, blank ones too, at a text's end
LAST_LINES = 8  # of a text, in which the rights are claimed
_MOTTO = re.compile(r"\s+[|–—·•»-]+\s+")
_BAR = re.compile(r"\s+\|\s+")
_RIGHTS = re.compile(r"©|\(c\)|\bcopyright\b", re.IGNORECASE)
# What stands before or behind a name on the page or in the host, and not always in both.
_BEFORE = ("the", "der", "die", "das", "le", "la", "les", "el", "il", "de")
_BEHIND = (
    "online",
    "news",
    "com",
    "net",
    "org",
    "digital",
    "web",
    "blog",
    "magazine",
    "mag",
    "inc",
    "ltd",
    "llc",
    "tv",
)
_SMALL = frozenset(
    "of and the for to in by on & de la le les el y et und der die das von van di e do da".split()
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ß": "ss"})


@dataclass(frozen=True)
class SiteName:
    """What the name of a page's site is known by."""

    letters: frozenset[str]  # of the names, as hosts write them
    rights: tuple[str, ...]  # the letters of the lines that claim the rights

    def is_in(self, line: str) -> bool:
        """Whether a line is the site's name, with or without a motto behind it."""
        whole = line.strip() if len(line) <= LIMIT else ""
        name = _MOTTO.split(whole, maxsplit=1)[0]
        words = name.split()
        if not 0 < len(words) <= NAME_WORDS:
            return False
        if len(words) == 1 and name not in {whole, _BAR.split(whole, maxsplit=1)[0]}:
            return False  # a place, where something happened
        return self._is_name(name) or self._are_initials(words)

    def _is_name(self, name: str) -> bool:
        letters = _letters(name)
        if len(letters) < LEAST:
            return False
        if not self.letters.isdisjoint(_variants(name)) or any(letters in right for right in self.rights):
            return True
        return len(name.split()) > 1 and self._is_most_of(name)

    def _is_most_of(self, name: str) -> bool:
        """Whether the host has most of the name, in whole words one after the other, or the name most of the host: a town or a trade stands beside it in one of the two."""
        words = [_letters(word) for word in name.split()]
        if not all(
            word[:1].isupper() or word.upper() == word.lower() or word in _SMALL for word in name.split()
        ):
            return False
        parts = (
            "".join(words[start:end])
            for start in range(len(words))
            for end in range(start + 1, len(words) + 1)
        )
        whole = "".join(words)
        held = any(
            part in self.letters and len(part) * 5 >= 3 * len(whole) for part in parts if len(part) >= SURE
        )
        return held or any(
            whole in host and len(whole) * 5 >= 3 * len(host) for host in self.letters if len(whole) >= SURE
        )

    def _are_initials(self, words: Sequence[str]) -> bool:
        initials = "".join(word[0] for word in words if word[0].isupper()).casefold()
        return len(words) == len(initials) >= INITIALS and initials in self.letters


def names(page: RawPage, text: str) -> SiteName:
    """What tells the name of a page's site: its host, the site that was handed in, its text's last lines."""
    site = page.site or ""
    given = _hosted(f"https://{site}/") if "." in site.strip(".") else _variants(site)
    written = [line for line in text.rsplit("\n", MOST)[1:] if line.strip()]
    rights = (line for line in written[-LAST_LINES:] if len(line) <= 2 * LIMIT and _RIGHTS.search(line))
    known = frozenset(filter(None, (*_hosted(page.url), *given)))
    return SiteName(known, tuple(map(_letters, rights)))


def _hosted(url: str | None) -> Iterator[str]:
    """The letters of the name in a URL's host."""
    address = urls.normalize(url)
    domain = urls.registrable_domain(address) if address else None
    if address is None or domain is None:
        return
    label = domain.partition(".")[0]
    if label.startswith("xn--"):
        try:
            label = label.encode("ascii").decode("idna")
        except UnicodeError:
            return
    yield from _variants(label)
    below = (urlsplit(address).hostname or "").removesuffix(domain).strip(".").removeprefix("www").strip(".")
    if below and "." not in below:  # blog.example.com
        yield from map(_letters, (f"{label}{below}", f"{below}{label}"))
    if len(below) >= SURE:
        yield _letters(below)


def _variants(name: str) -> Iterator[str]:
    """The letters of a name as hosts write them, with and without what stands around it."""
    for whole in {_letters(name), _letters(name.casefold().translate(_UMLAUTS))}:
        yield whole
        for before in _BEFORE:
            if whole.startswith(before) and len(whole) - len(before) >= LEAST:
                yield whole.removeprefix(before)
        for behind in _BEHIND:
            if whole.endswith(behind) and len(whole) - len(behind) >= LEAST:
                yield whole.removesuffix(behind)


def _letters(text: str) -> str:
    """The letters and digits of a text, in small letters and without their marks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if char.isalnum())
