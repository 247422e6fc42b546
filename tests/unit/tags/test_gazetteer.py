"""The gazetteer's tables: read whole or not at all, and every block does what its line says."""

from pathlib import Path

import msgspec
import pytest

from tests.support import released
from worker.core.errors import SettingsError
from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Entry, Gazetteer, Registry
from worker.core.tags.tagger import Tagger
from worker.core.tags.text.folding import fold
from worker.core.tags.text.reading import Reading
from worker.rules import gazetteer
from worker.rules.gazetteer import HERE, givens, homes, named
from worker.rules.gazetteer import build as forms
from worker.rules.gazetteer.coverage import LANGUAGES, lacking, missing

BLOCKS = [
    line.split("\t")
    for line in (HERE / "blocks.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#") and line.split("\t")[3] != "~"
]


FAMOUS = [
    line.split("\t")
    for line in (HERE / "famous.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
LATIN = "de fr es it pt nl sv no da fi pl cs sk sl hr hu tr ro ca id vi et lv lt"  # of `abroad`


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger with the data of this release."""
    return released.tagger()


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block[0])
def test_every_block_blocks_its_line(tagger: Tagger, block: list[str]) -> None:
    """The line it is meant for has no country by that form, or only the one the block names."""
    form, code, _, langs, _, line = block
    lang = "en" if langs == "*" else langs.split(",")[0]
    tags = tagger.tag(None, line, lang, None, "none")
    found = {
        country.code
        for country in tags.countries
        for span in country.spans
        if line[span.start : span.end].lower() in form.lower()
    }
    assert found == (set() if code == "-" else {code})


def test_no_everyday_word_is_a_city(tagger: Tagger) -> None:
    """Each word of the table, alone behind a capital, names no country in its language."""
    rows = [line.split("\t") for line in (HERE / "everyday.tsv").read_text("utf-8").splitlines()[1:]]
    words = [(lang, word) for lang, cell in rows for word in cell.split("|")]
    assert len(words) > 500
    read = [
        (lang, word)
        for lang, word in words
        if tagger.tag(None, f"{word.capitalize()} …", lang, None, "none").countries
    ]
    assert read == []


def test_an_everyday_word_stands_once_and_is_needed() -> None:
    """In small letters, in order, and read as a place where the table doesn't say otherwise."""
    places = released.places()
    kept = tuple(one for one in places.entries if one.rule != "block:everyday")
    without = Index(msgspec.structs.replace(places, entries=kept), Registry((), "none"))
    for line in (HERE / "everyday.tsv").read_text("utf-8").splitlines()[1:]:
        lang, _, cell = line.partition("\t")
        words = cell.split("|")
        assert words == sorted({word.lower() for word in words}), lang
        texts = [f"{word.capitalize()} …" for word in words]
        idle = [text for text in texts if not without.hits(Reading(text, fold(text), lang, lang)).places]
        assert idle == [], lang


def test_regions_and_islands_are_known_in_each_language_that_names_them_so(tagger: Tagger) -> None:
    """Each form of the table, in each of its languages, is read as its country, or as none."""
    missed = []
    for form, code, _, langs, _ in FAMOUS:
        word = form.rstrip("*")
        text = f"… 2020: {word[0].upper()}{word[1:]}. 17"
        for lang in (LATIN if langs == "abroad" else langs.replace(",", " ")).split():
            found = {country.code for country in tagger.tag(None, text, lang, None, "none").countries}
            missed += [] if found == {code} - {"-"} else [(form, code, lang, found)]
    assert missed == []


@pytest.mark.parametrize(
    "lang, text, codes",
    [
        ("de", "Zwischen Texas und Sizilien liegen neun Stunden Flug.", {"US", "IT"}),
        ("pl", "Wrócili z Kalifornii i z Majorki.", {"US", "ES"}),
        ("ru", "Из Техаса он улетел в Сибирь.", {"US", "RU"}),
        ("cs", "V Kalifornii hořelo, na Sicílii pršelo.", {"US", "IT"}),
        ("fi", "Floridassa tuuli, Lapissa satoi.", {"US", "FI"}),
        ("lt", "Iš Varšuvos jie skrido į Rygą ir Londoną.", {"PL", "LV", "GB"}),
        ("hu", "Kaliforniában tűz pusztít, Szicíliában hőség.", {"US", "IT"}),
        ("ja", "カリフォルニアとシチリアで山火事が続いた。", {"US", "IT"}),
    ],
)  # fmt: skip
def test_regions_in_their_cases(tagger: Tagger, lang: str, text: str, codes: set[str]) -> None:
    """With the endings of the language."""
    assert {country.code for country in tagger.tag(None, text, lang, None, "none").countries} == codes


@pytest.mark.parametrize(
    "line, said",
    [
        ("Norland\tNorway\tname\ten\tx", "code"),
        ("Norland\tNO\tland\ten\tx", "kind"),
        ("***\tNO\tname\ten\tx", "form"),
        ("Norland\tZZ\tname\ten\tx", "code: 'ZZ' is no country's code"),
        ("Norland\tNO\tname\tnorsk\tx", "languages: 'norsk' is no language's code"),
        ("Norland\tNO\tname\ten\t4000\tmore", ""),
        ("Norland\tNO\tname\ten\tabc", "weight: 'abc' is no whole number"),
        ("Norland\tNO\tname\ten\t1O", "weight: '1O' is no whole number"),
        ("Norland\tNO\tname\ten\t-1", "weight: '-1' is no whole number"),
        ("Norland\tNO\tname\ten\t٣", "weight: '٣' is no whole number"),
        ("Nor* Land*\tNO\tname\ten", r"form: 'Nor\* Land' holds '\*' inside"),
        ("Norland**\tNO\tname\ten", r"form: '\*' stands twice behind 'Norland'"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    """File, line and field; nothing is read of a file with a wrong line."""
    own = tmp_path / "places.tsv"
    own.write_text(f"# ours\n{line}\n", "utf-8")
    with pytest.raises(SettingsError, match=rf"places\.tsv, line 2{said and ', '}{said}"):
        gazetteer.load(own)


@pytest.mark.parametrize(
    "lines, said",
    [
        ("fi\tn\n=======\nsv\ts\n", r"line 2, language: '======='"),
        ("fi\tn\nfi\tssa\n", r"line 2, language: fi stands twice"),
        ("fi\t(n\n", r"line 1, pattern"),
    ],
)
def test_a_wrong_line_of_endings_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str, said: str
) -> None:
    """A language has one line; a second one would silently replace the first."""
    (tmp_path / "endings.tsv").write_text(lines, "utf-8")
    monkeypatch.setattr(gazetteer, "HERE", tmp_path)
    with pytest.raises(SettingsError, match=said):
        gazetteer.load()


@pytest.mark.parametrize("name", ["words", "titles"])
def test_a_list_of_words_stands_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A second line of the same name would silently replace the first, as would a merge that kept both."""
    (tmp_path / f"{name}.tsv").write_text(
        "place\ten\tin|at\tx\nplace\tde\tin\tx\nplace\ten\tnear\tx\n", "utf-8"
    )
    monkeypatch.setattr(gazetteer, "HERE", tmp_path)
    with pytest.raises(SettingsError, match=rf"{name}\.tsv, line 3, list: place:en stands twice"):
        gazetteer.load()


@pytest.mark.parametrize(
    "name, line, said",
    [
        ("pl", "US\tKarolin* Północn*", r"line 1, name: 'Karolin\* Północn' holds '\*' inside"),
        ("famous", "Náhorn* Karabach*\tAZ\tregion\tcs\t1000", "line 1, form: .* inside"),
        ("food", "pl\tkasz*", r"line 1, words: 'kasz\*' holds"),
        ("things", "pl\tkot* dzik*", r"line 1, words: 'kot\* dzik\*' holds"),
    ],
)
def test_a_mark_that_nothing_would_match_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, line: str, said: str
) -> None:
    """Of a form only the end is open: the words before are read as they are written."""
    (tmp_path / f"{name}.tsv").write_text(f"{line}\n", "utf-8")
    monkeypatch.setattr(gazetteer, "HERE", tmp_path)
    with pytest.raises(SettingsError, match=said):
        gazetteer.load()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """An operator's table that isn't there is a wrong setting."""
    with pytest.raises(SettingsError, match="nowhere"):
        gazetteer.load(tmp_path / "nowhere.tsv")


def test_an_operators_table_is_read_and_changes_the_version(tmp_path: Path) -> None:
    """One form a line, over the release; what shaped the tags is in the version."""
    own = tmp_path / "places.tsv"
    own.write_text("Port Example\tFJ\tcity\ten\t40\nExample Bay\t-\t-\ten\ta ship of ours\n", "utf-8")
    loaded = gazetteer.load(own)
    added = {entry.form: entry for entry in loaded.entries if entry.form in ("Port Example", "Example Bay")}
    assert (added["Port Example"].code, added["Port Example"].weight) == ("FJ", 40)
    assert added["Example Bay"].code is None
    assert loaded.version != released.places().version


def test_all_codes_are_countries() -> None:
    """Every code in the tables is an ISO 3166-1 code, or Kosovo's."""
    from babel import Locale

    known = set(Locale("en").territories) | {"XK"}
    assert {entry.code for entry in released.places().entries if entry.code} <= known


def test_the_given_names_are_what_the_package_has() -> None:
    """Built anew, the table of given names is the released one; no month, rank or direction is among them."""
    built = givens.build()
    released = [line.split("\t") for line in (HERE / givens.BUILT).read_text("utf-8").splitlines()[1:]]
    assert {lang: tuple(names.split("|")) for lang, names in released} == built
    assert not {"May", "North", "King"} & set(built["en"])


def test_every_state_is_named_in_every_language() -> None:
    """Name, adjective or inhabitants, and capital of all states in all languages of the gazetteer, but what coverage.toml gives a reason for."""
    assert set(missing(released.places(), LANGUAGES)) ^ lacking() == set()


def test_the_generated_forms_are_what_the_builder_makes(tmp_path: Path) -> None:
    """Built anew from the shared reference beside the checkout, the table is the released one, byte for byte."""
    reference = Path(__file__).resolve().parents[4] / "shared" / "reference"
    if not reference.is_dir():
        pytest.skip("../shared is not there")
    forms.write(forms.build(reference), tmp_path / "generated.tsv")
    assert (tmp_path / "generated.tsv").read_bytes() == (HERE / "generated.tsv").read_bytes()


def test_what_a_language_lacks_is_found() -> None:
    """One without data lacks everything but what holds in any language; one that names people by the country needs no adjective."""
    bare = Gazetteer(
        (
            Entry("Norge", "NO", "name", ("xx",), "name:xx"),
            Entry("Oslo", "NO", "city", ("*",), "city:generated"),
        ),
        {},
        (),
        {},
        {},
        {},
        {},
        {},
        "",
    )
    assert missing(bare, ["xx"], ["NO"]) == ["xx demonym NO"]
    assert missing(bare, ["ja"], ["NO"]) == ["ja name NO"]


def test_the_home_cities_are_what_the_builder_makes() -> None:
    """Built anew, the table is the released one; a given name or a word is no city in it."""
    built = homes.build(named(), givens.build())
    lines = (HERE / homes.BUILT).read_text("utf-8").splitlines()[1:]
    assert lines == ["\t".join(map(str, form)) for form in built]
    assert not {"Владимир*", "Essen*", "Mitte*"} & {form.form for form in built}
