"""No word of every day names a place: the most frequent words of each language, read as the text they open.

The words are justext's lists (BSD 2-Clause), which every install has: counted in its language's Wikipedia, some hundred to some thousand a
language. What of them names a country is written down in `names_among_words.tsv`, read through: a form that is added and is one of them
besides fails here until a row of `everyday.tsv`, of `blocks.tsv` or of the list `word first` takes it out, or it stands in the file
because the word is the name.
"""

from pathlib import Path

from justext import get_stoplist

from worker.core.tags.tagger import Tagger
from worker.core.tags.text.folding import fold
from worker.core.tags.text.reading import Reading
from worker.core.tags.text.taken import Taken

NAMES = Path(__file__).parent / "names_among_words.tsv"
LISTS = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian",
    "nl": "Dutch", "no": "Norwegian_Bokmal", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
}  # fmt: skip


def named(tagger: Tagger, lang: str) -> set[str]:
    """The words of a language's list that name a place where they are all of a text, small or behind a capital."""
    lines = [line for word in get_stoplist(LISTS[lang]) for line in (word, word.capitalize())]
    text = "\n".join(lines)
    places = tagger.index.hits(Reading(text, fold(text), lang, lang)).places
    seen = {text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0] for start, *_ in places}
    return {line.lower() for line in seen if _places(tagger, lang, line)}


def _places(tagger: Tagger, lang: str, text: str) -> object:
    reading = Reading(text, fold(text), lang, lang)
    return tagger.places.find(reading, tagger.index.hits(reading), Taken(len(text)))


def test_no_frequent_word_names_a_place_unread(whole: Tagger) -> None:
    """The words that name one are those that were read through, language by language."""
    rows = [line.split("\t") for line in NAMES.read_text("utf-8").splitlines() if not line.startswith("#")]
    read = {lang: set(words.split("|")) for lang, words in rows}
    new = {lang: found for lang in LISTS if (found := named(whole, lang) - read.get(lang, set()))}
    assert new == {}
