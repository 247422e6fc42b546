"""The gazetteer: what places are called, read from the tables beside this file. README.md there says the format."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from worker.core.errors import SettingsError
from worker.core.tags.lexicon.nouns import ADJECTIVE, ANY, Context, Entry, Gazetteer, Suffixes
from worker.core.tags.text.folding import fold
from worker.rules import lines
from worker.rules.countries import PLACES
from worker.rules.gazetteer import marks

HERE = Path(__file__).parent
KINDS = ("name", "demonym", "city", "region", "metonym")
# Between entries of one form the stronger kind wins, then the larger place.
STRENGTH = {"block": 5_000, "name": 4_000, "demonym": 3_000, "metonym": 2_500, "region": 1_000, "city": 0}
WRITTEN = STRENGTH["region"]  # of a city written down by hand: what GeoNames has under its name is another
FIELDS = ("form", "code", "kind", "languages", "weight")  # of a line of an operator's table
FEWEST = 3  # cells of such a line
WEIGHT = re.compile("[0-9]{1,6}")
SIDES = ("before", "after")
BUILT = ("generated", "homes")  # tables of forms that the builders make
EVERYDAY = "everyday"  # the table of everyday words that read as a city
BOTH = "both"  # the table of forms that name two countries at once
# Tables of forms of one kind, a country of a language a line: inhabitants, regions, cities abroad.
PEOPLE = "people"
ROWS = {PEOPLE: "demonym", "regions": "region", "exonyms": "city"}
# Tables that hold no forms of places, each in its own format; `given_generated.tsv` adds to `given.tsv`.
TABLES = ("contexts", "endings", "food", "given", "things", "titles", "words")
# Kinds of forms in which a first article is one, and no letter of the name; of cities in Arabic alone (القاهرة, not הרצליה).
WITH_ARTICLE = {"he": ("metonym", "region"), "ar": ("metonym", "region", "city")}
# The article that is lost behind these prepositions.
CONTRACTING = {"he": ("ה", ("ב", "ל")), "ar": ("ال", ("لل",))}
# `abroad` in a cell of languages: all but English.
ABROAD = "de fr es it pt nl sv no da fi pl cs sk sl hr sr bg ru uk el hu tr ro ca ar he fa ur hi bn zh ja ko vi id th et lv lt sw"
# Equal values are kept once: there are tens of thousands of entries.
LANGS: dict[str, tuple[str, ...]] = {"abroad": tuple(ABROAD.split())}
RULES: dict[str, str] = {}


def load(extra: Path | None = None, *, homes: bool = True) -> Gazetteer:
    """The gazetteer of this release, with an operator's own table added.

    Raises SettingsError naming the file, the line, the field and what is wrong with it.
    """
    files = sorted(HERE.glob("*.tsv")) + ([extra] if extra else [])
    digest = hashlib.sha256()
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    entries: list[Entry] = []
    for path in files:
        name = path.stem.removesuffix("_generated")
        if path == extra:
            entries += [_own_row(row) for row in _rows(path, digest)]
        elif name == "homes" and not homes:
            continue
        elif name in BUILT:
            entries += _generated(path, digest)
        elif name == EVERYDAY:
            entries += [entry for row in _rows(path, digest) for entry in _everyday(row)]
        elif name == BOTH:
            entries += [entry for row in _rows(path, digest) for entry in _both(row)]
        elif name in ROWS:
            entries += [entry for row in _rows(path, digest) for entry in _kind_row(row, ROWS[name])]
        elif name in TABLES:
            tables[name] += _rows(path, digest)
        else:
            entries += [entry for row in _rows(path, digest) for entry in _entries(row)]
    return _gazetteer(tuple(entries), tables, digest.hexdigest()[:16])


def named() -> Iterator[tuple[str, str]]:
    """Every folded form that names something, with each language it is read in; the home cities left out, and adjectives, which are written small (płocki): they hide no city."""
    for entry in load(homes=False).entries:
        for lang in entry.langs if entry.rule != ADJECTIVE else ():
            yield fold(entry.form).strip(), lang


def _gazetteer(entries: tuple[Entry, ...], tables: "dict[str, list[Row]]", version: str) -> Gazetteer:
    given: dict[str, tuple[str, ...]] = {}
    for row in tables["given"]:
        given[row.cell(0)] = given.get(row.cell(0), ()) + _listed(row, 1)
    return Gazetteer(
        entries=entries,
        endings=_all_endings(tables["endings"]),
        contexts=tuple(_context(row) for row in tables["contexts"]),
        titles=_lists(tables["titles"], named_by=2),
        food=_lists(tables["food"], named_by=1),
        things=_lists(tables["things"], named_by=1),
        given=given,
        words={name: frozenset(words) for name, words in _lists(tables["words"], named_by=2).items()},
        version=version,
    )


def _lists(rows: "list[Row]", named_by: int) -> dict[str, tuple[str, ...]]:
    """Lists of words by their names, which stand in the first cells."""
    lists: dict[str, tuple[str, ...]] = {}
    for row in rows:
        name = ":".join(map(row.cell, range(named_by)))
        if name in lists:
            raise row.wrong("list", f"{name} stands twice: put all of its words into one line")
        lists[name] = _listed(row, named_by)
    return lists


def _listed(row: "Row", index: int) -> tuple[str, ...]:
    """The words of a cell, parted by `|`; none may be empty."""
    words = tuple(row.cell(index).split("|"))
    if not all(words):
        raise row.wrong("words", "an empty word")
    if word := marks.unmatched(row.path.stem, row.cell(0), words):
        raise row.wrong("words", f"{word!r} holds '*' where nothing would ever match it")
    return words


def _generated(path: Path, digest: "hashlib._Hash") -> Iterator[Entry]:
    """The entries of the table that the builder makes: read fast, for there are tens of thousands."""
    rules = {kind: f"{kind}:{path.stem.removesuffix('_generated')}" for kind in KINDS}
    for number, line in _numbered(path, digest):
        if line.startswith("#"):
            continue
        try:
            marked, code, kind, langs, weight = line.split("\t")
            form = marked.rstrip("*")
            spoken = LANGS.get(langs) or LANGS.setdefault(langs, tuple(langs.split(",")))
            yield Entry(
                form,
                code,
                kind,
                spoken,
                rules[kind],
                stem=form != marked,
                lower=not form[0].isupper(),
                weight=int(weight),
            )
        except (ValueError, KeyError, IndexError) as error:
            raise SettingsError(
                f"{path}, line {number}: {error}; make the file anew with `dateline registry build`"
            ) from error


class Row:
    """One line of a table: its cells, and where it stands, for errors."""

    def __init__(self, path: Path, number: int, line: str) -> None:
        self.path, self.number = path, number
        self.cells = line.split("\t")

    def cell(self, index: int) -> str:
        """The cell at an index, empty where the line ends before it."""
        return self.cells[index].strip() if index < len(self.cells) else ""

    def wrong(self, field: str, reason: str) -> SettingsError:
        """The error that names this line and the field; of what is wrong with the whole line, "" for the field."""
        return SettingsError(f"{self.path}, line {self.number}{field and ', '}{field}: {reason}")


def _rows(path: Path, digest: "hashlib._Hash") -> Iterator[Row]:
    for number, line in _numbered(path, digest):
        if not line.startswith("#"):
            yield Row(path, number, line)


def _numbered(path: Path, digest: "hashlib._Hash") -> Iterator[tuple[int, str]]:
    data = lines.read(path)
    digest.update(path.name.encode() + b"\0" + data + b"\0")
    return lines.numbered(path, data)


def _entries(row: Row) -> Iterator[Entry]:
    """The entries of one line, by the table's form: a language's table, or one form a line."""
    if _is_language(row.path.stem):
        yield from _country_row(row, row.path.stem)
    else:
        yield from _form_row(row)


def _is_language(stem: str) -> bool:
    return len(stem) == 2 and stem.isalpha()


def _everyday(row: Row) -> Iterator[Entry]:
    """`language, words`: blocks of words that are read behind a capital alone, as the cities they look like are."""
    langs = LANGS.setdefault(row.cell(0), (row.cell(0),))
    for word in _listed(row, 1):
        yield Entry(word.title(), None, "block", langs, "block:everyday", weight=STRENGTH["block"])


def _both(row: Row) -> Iterator[Entry]:
    """`forms, codes, kind, languages`: an entry for each country that a form names."""
    codes, kind, langs = (row.cell(index) for index in range(1, 4))
    if kind not in KINDS:
        raise row.wrong("kind", f"{kind!r} is none of {', '.join(KINDS)}")
    for marked in _listed(row, 0):
        form = marked.rstrip("*")
        _check_marks(row, "form", form, marked)
        for code in codes.split(","):
            yield Entry(
                form,
                _code(row, code),
                kind,
                LANGS.setdefault(langs, tuple(langs.split(","))),
                RULES.setdefault(rule := f"{kind}:{BOTH}", rule),
                stem=form != marked,
                lower=not form[0].isupper(),
                weight=STRENGTH["block"],
            )


def _kind_row(row: Row, kind: str) -> Iterator[Entry]:
    """`languages, code, forms`: forms of one kind beside those of the languages' own tables."""
    for lang in (langs := row.cell(0)).split(","):
        if not _is_language(lang):
            raise row.wrong("language", f"{lang!r} is no language's code (ISO 639-1)")
    rule = RULES.setdefault(name := f"{kind}:{row.path.stem}", name)
    for marked in _listed(row, 2):
        entry = _marked(row, marked, _code(row, row.cell(1)), kind, langs)
        yield msgspec.structs.replace(entry, rule=rule, weight=max(entry.weight, WRITTEN))


def _country_row(row: Row, lang: str) -> Iterator[Entry]:
    """`code, names, demonyms, cities, regions, metonyms`, forms parted by `|`."""
    code = _code(row, row.cell(0))
    if len(row.cells) > len(KINDS) + 1:
        raise row.wrong("", f"{len(row.cells)} cells, at most {len(KINDS) + 1}")
    for index, kind in enumerate(KINDS, 1):
        for marked in filter(None, row.cell(index).split("|")):
            yield (entry := _marked(row, marked.strip(), code, kind, lang))
            yield from _contracted(entry, lang)


def _contracted(entry: Entry, lang: str) -> Iterator[Entry]:
    """The form as it is written behind a preposition that swallows its article: הבית הלבן, בבית הלבן; البيت الأبيض, للبيت الأبيض."""
    article, prepositions = CONTRACTING.get(lang, ("", ()))
    rest = entry.form.removeprefix(article)
    if rest != entry.form and entry.kind in WITH_ARTICLE.get(lang, ()):
        for one in prepositions:
            yield msgspec.structs.replace(entry, form=one + rest)


def _marked(row: Row, marked: str, code: str, kind: str, langs: str) -> Entry:
    """An entry of a form with its marks: `?` before it, `*`, `!` or `~` after it."""
    form = marked.lstrip("?").rstrip("*!~")
    if not form or not any(letter.isalnum() for letter in form):
        raise row.wrong(kind, f"{marked!r} has no letter")
    behind = marked.replace(form, "", 1)
    _check_marks(row, kind, form, marked)
    return Entry(
        form=form,
        code=code,
        kind=kind,
        langs=LANGS.setdefault(langs, tuple(langs.split(","))),
        rule=RULES.setdefault(rule := f"{kind}:{langs}", rule),
        stem="*" in behind,
        exact="!" in behind,
        person="?" in behind,
        lower="~" in behind or (not form[0].isupper()),
        weight=STRENGTH[kind],
    )


def _check_marks(row: Row, field: str, form: str, marked: str) -> None:
    if reason := marks.misplaced(form, marked.replace(form, "", 1)):
        raise row.wrong(field, reason)


def _form_row(row: Row) -> Iterator[Entry]:
    """`form, code or -, kind or -, languages, why or weight …`: one form a line."""
    marked, code, kind, langs, why = (row.cell(index) for index in range(5))
    form = marked.rstrip("*!")
    if not any(letter.isalnum() for letter in form):
        raise row.wrong("form", f"{form!r} has no letter")
    _check_marks(row, "form", form, marked)
    if code == "-":
        kind = "block"
    elif kind not in KINDS:
        raise row.wrong("kind", f"{kind!r} is none of {', '.join(KINDS)}")
    if langs == "~":
        return
    yield Entry(
        form=form,
        code=None if code == "-" else _code(row, code),
        kind=kind,
        langs=LANGS.setdefault(langs, tuple(langs.split(","))) if langs else (ANY,),
        rule=RULES.setdefault(rule := f"{kind}:{row.path.stem}", rule),
        stem="*" in marked,
        exact="!" in marked,
        lower=kind == "block" or not form[0].isupper(),
        weight=int(why) if why.isascii() and why.isdigit() else STRENGTH["block"],
    )


def _own_row(row: Row) -> Entry:
    """A line of an operator's table: `form, code, kind, languages, weight`; of a block a remark stands for the weight."""
    if not FEWEST <= len(row.cells) <= len(FIELDS):
        most = f"{FEWEST} to {len(FIELDS)}, parted by tabs: {', '.join(FIELDS)}"
        raise row.wrong("", f"{len(row.cells)} cells, not {most}")
    if reason := lines.spoiled(row.cell(0)):
        raise row.wrong("form", reason)
    code, langs = row.cell(1), row.cell(3)
    if code != "-" and _code(row, code) not in PLACES:
        raise row.wrong("code", f"{code!r} is no country's code (ISO 3166-1 alpha-2, or XK)")
    for lang in langs.split(",") if langs and langs != "abroad" else ():
        if lang != "*" and not (re.fullmatch("[a-z]{2,3}", lang) and _is_spoken(lang)):
            raise row.wrong("languages", f"{lang!r} is no language's code (ISO 639-1), nor `*`")
    entry, weight = next(_form_row(row)), row.cell(4)
    if code != "-" and weight and not WEIGHT.fullmatch(weight):
        raise row.wrong(
            "weight",
            f"{weight!r} is no whole number of six digits at most (a remark only where the code is `-`)",
        )
    return entry


def _is_spoken(lang: str) -> bool:
    """True for a language that CLDR knows, under this code or, of two letters, an older one (tl)."""
    from babel.core import get_global  # 4 MB, for an operator's own table alone
    from babel.localedata import exists

    return exists(lang) or (len(lang) == len("tl") and lang in get_global("language_aliases"))


def _code(row: Row, code: str) -> str:
    if len(code) != 2 or not code.isalpha() or not code.isupper():
        raise row.wrong("code", f"{code!r} is no two-letter country code")
    return code


def _all_endings(rows: "list[Row]") -> dict[str, Suffixes]:
    endings: dict[str, Suffixes] = {}
    for row in rows:
        lang = row.cell(0)
        if not re.fullmatch("[a-z]{2}(:person)?", lang):
            raise row.wrong("language", f"{lang!r} is neither a language (fi) nor its persons (fi:person)")
        if lang in endings:
            raise row.wrong("language", f"{lang} stands twice")
        endings[lang] = _ending(row)
    return endings


def _ending(row: Row) -> Suffixes:
    short, long, name = row.cell(1), row.cell(2), row.cell(4)
    for pattern in (short, long, name):
        try:
            re.compile(pattern)
        except re.error as error:
            raise row.wrong("pattern", f"{pattern!r}: {error}") from error
    prefixes = tuple(row.cell(3).split("|")) if row.cell(3) else ()
    return Suffixes(short, long or short, prefixes, name)


def _context(row: Row) -> Context:
    words, side, langs, kinds, reason = (row.cell(index) for index in range(5))
    if side not in SIDES:
        raise row.wrong("side", f"{side!r} is neither before nor after")
    return Context(words, side, tuple(langs.split(",")), tuple(kinds.split(",")), reason)
