"""A pope by his name alone, where he says Mass: `Francisco celebró misa en La Habana`, `Franciszek odprawił mszę w Częstochowie`."""

import re

from worker.core.tags.leaders.scene import Scene
from worker.core.tags.lexicon.calendar import status
from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.memory import Memory
from worker.core.tags.lexicon.nouns import Naming, by_language
from worker.core.tags.text import surface

REACH = 70  # code points behind the name in which the words of a pope stand
ENDS = re.compile(r"[.!?;\n]")
RULE = "a pope by his name"
HOLY_SEE = "VA"


class Popes:
    """The popes' names by language, and what popes do."""

    def __init__(self, index: Index) -> None:
        words = index.gazetteer.words
        self.index = index
        numbers = {
            index.persons[number].name: number
            for number, served in enumerate(index.countries)
            if HOLY_SEE in served
        }
        self.numbers: dict[str, dict[str, int]] = {}
        self._reigning = Memory[tuple[str, int], list[str]](self._names_of)
        self.names: dict[str, re.Pattern[str]] = {}
        for lang, pairs in by_language(words, "a pope's name").items():
            called = dict(pair.split(">") for pair in pairs)
            known = {
                name: numbers[f"Pope {title}"]
                for name, title in _titled(called).items()
                if f"Pope {title}" in numbers
            }
            if known:
                self.numbers[lang] = known
                self.names[lang] = re.compile(rf"\b(?:{'|'.join(sorted(known))})(?= )")
        self.does = {
            lang: re.compile(rf"\b(?:{'|'.join(sorted(found))})")
            for lang, found in by_language(words, "a pope does").items()
        }

    def find(self, scene: Scene) -> list[Naming]:
        """The pope of the day, at the start of a sentence that says what popes do, where nobody else in the text is so called."""
        lang, folded, text = scene.reading.lang or "", scene.reading.folded, scene.reading.text
        names, does = self.names.get(lang), self.does.get(lang)
        if names is None or does is None or scene.at is None:
            return []
        # Most texts don't name the one of the day: looking for him is a hundredth of the work of a pattern.
        if not any(name in folded for name in self._reigning[lang, scene.at]) or not does.search(folded):
            return []
        found = []
        for one in names.finditer(folded):
            number = self.numbers[lang][one[0]]
            if number in scene.named or not text[one.start()].isupper() or not self._reigns(number, scene.at):
                continue
            if surface.word_after(text, one.end())[:1].isupper():
                return []  # somebody else is called so in this text
            if surface.opens_sentence(text, one.start()) and self._says(folded, text, one.end(), does):
                found.append(Naming(one.start(), one.end(), number, RULE, None))
        return found

    def _names_of(self, of: tuple[str, int]) -> list[str]:
        """The names in a language of who reigns on a day."""
        lang, at = of
        return [name for name, number in self.numbers[lang].items() if self._reigns(number, at)]

    def _says(self, folded: str, text: str, end: int, does: re.Pattern[str]) -> bool:
        stop = ENDS.search(text, end, end + REACH)
        return does.search(folded, end, stop.start() if stop else end + REACH) is not None

    def _reigns(self, number: int, at: int) -> bool:
        return any(status(office, at) == "current" for office in self.index.persons[number].offices)


def _titled(called: dict[str, str]) -> dict[str, str]:
    """Folded names with the popes' English ones, of which a list's words are folded: `leo xiv`."""
    return {
        name: " ".join(word.upper() if word.strip("ivx") == "" else word.title() for word in title.split())
        for name, title in called.items()
    }
