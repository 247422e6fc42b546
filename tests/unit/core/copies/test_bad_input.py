"""What the sketch and the index make of texts that nobody should write: bounded work, and the neighbours unharmed."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.core.copies import candidates, shingles
from worker.core.copies.candidates import COMPARED, PER_KEY, SketchIndex
from worker.core.copies.compare import CopyKind, Verdict, compare, examine
from worker.core.copies.fillings import KEPT, Filling, fillings
from worker.core.copies.fingerprint import copy_hash
from worker.core.copies.numberwords import READ, NumberWords, Numerals
from worker.core.copies.sketch import KEYS, LEAST_WORDS, Sketch, to_bytes, to_hold
from worker.core.copies.sketching import ASKED, sketch

LARGEST = 400  # bytes that are held of an article, whatever its text
STORY = """
The harbour of Ostwick was closed for the night after a barge with timber ran against the old swing bridge. Nobody
was hurt, but the bridge hangs askew and can be neither opened nor crossed. The master of the barge told the pilot
that his rudder had stopped answering a mile upstream. Engineers from the county will look at the pivot by daylight.
Until then lorries go by way of Kelham, which adds forty minutes, and the fishing boats that were due out at dawn stay
where they are. The bridge was built in 1908 and has been hit eleven times, by the count of the keeper's daughter.
"""


def sketched(text: str, lang: str = "en", title: str | None = None) -> Sketch:
    return sketch(text, copy_hash=copy_hash(text), lang=lang, title=title)


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words hashed while a test runs."""
    words: list[str] = []
    plain = shingles.token_hash

    def counted(token: str, size: int = 8) -> int:
        words.append(token)
        return plain(token, size)

    monkeypatch.setattr(shingles, "token_hash", counted)
    return words


def test_one_word_a_million_times_is_hashed_once(hashed: list[str]) -> None:
    """A word is hashed once a text, and a text of one shingle is never more than an exact copy."""
    one = sketched("spam " * 1_000_000)
    assert hashed.count("spam") == 1
    assert (one.shingles, one.words, one.comparable) == (1, 1_000_000, False)
    assert len(to_bytes(to_hold(one))) < LARGEST
    assert compare(sketched("spam " * 999), one) is None


def test_many_words_give_a_sketch_as_small_as_any(hashed: list[str]) -> None:
    words = [f"w{number % 20_000}" for number in range(200_000)]
    one = sketched(" ".join(words))
    assert len(set(hashed)) == len(hashed) == 20_000
    assert len(to_bytes(to_hold(one))) < LARGEST


def test_names_and_numbers_of_a_text_without_end_are_told_up_to_a_point() -> None:
    """Neither a sentence of a megabyte nor millions of words for numbers cost more than reading them once."""
    numerals = Numerals((NumberWords("en", "", ("2 two",), (), (), units=("6 million",)),))
    told = numerals.in_digits("2 million " * READ, "en")
    assert told.startswith("2000000 2000000 ")
    assert told.endswith("2 million " * (READ // 2))
    names = Filling({"leeds", "hull"}.__contains__, {"leeds"}.__contains__, frozenset())
    assert len(fillings(["leeds met hull at the gate"], names)) == 1
    assert fillings(["leeds met hull at the gate " * 100], names) == ()
    assert len(fillings((f"leeds met hull at gate {'x' * at}" for at in range(1_000)), names)) == KEPT


def test_a_text_of_one_shingle_is_only_ever_an_exact_copy() -> None:
    five = "Five words and no more"
    found = compare(sketched(five), sketched(five.upper()))
    assert found is not None
    assert found.kind is CopyKind.EXACT
    assert examine(sketched(f"{five} now"), sketched(five)).kind is None


@pytest.mark.parametrize("count", range(1, LEAST_WORDS))
def test_under_twenty_words_only_the_same_words_are_a_copy(count: int) -> None:
    """However much of a short text another holds."""
    words = STORY.split()
    short = " ".join(words[:count])
    assert compare(sketched(" ".join(words[: count + 30])), sketched(short)) is None
    assert compare(sketched(short), sketched(" ".join(words[: count + 1]))) is None
    same = compare(sketched(short), sketched(f"«{short}»"))
    assert same is not None
    assert same.kind is CopyKind.EXACT


def test_a_crowded_key_costs_no_more_than_a_few_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of articles under the same keys: a bounded number is looked at, fewer are compared."""
    looked_at: list[int] = []
    plain = candidates.likeliest

    def counted(found: object) -> list[int]:
        listed = list(found)  # type: ignore[call-overload]
        looked_at.append(len(listed))
        return plain(listed)

    monkeypatch.setattr(candidates, "likeliest", counted)
    index, crowd = crowded(5_000)
    found = index.near(crowd.keys)
    assert looked_at == [KEYS * PER_KEY]
    assert len(found) <= COMPARED
    assert looked_at[0] <= ASKED * PER_KEY


def test_the_neighbours_of_a_crowd_are_found_as_ever() -> None:
    """Also a copy of one in the crowd, if it came of late: a crowded key says little, the others still tell."""
    index, _ = crowded(5_000)
    story = sketched(STORY)
    index.put("story", to_hold(story))
    edited = sketched(STORY.replace("hangs askew", "hangs at an angle"))
    assert [candidate.article for candidate in index.near(edited.keys)] == ["story"]
    assert compare(edited, to_hold(story)) is not None


def test_an_article_that_hides_in_a_crowd_is_found_by_its_other_keys() -> None:
    """An adversary who owns one key of a story can't make its copies disappear."""
    index, crowd = crowded(0)
    story = sketched(STORY)
    index.put("story", to_hold(story))
    for number in range(5_000):
        index.put(f"bait-{number}", to_hold(msgspec.structs.replace(crowd, keys=(story.keys[0], number + 1))))
    assert "story" in [candidate.article for candidate in index.near(story.keys)]


def crowded(count: int) -> tuple[SketchIndex, Sketch]:
    """An index with that many different articles under the same keys, and the sketch of one more."""
    index = SketchIndex()
    one = sketched("Totally other words " + " ".join(f"filler{number}" for number in range(60)))
    for number in range(count):
        index.put(f"crowd-{number}", to_hold(one))
    return index, one


ZH = "市政府周二宣布，连接两岸的旧渡口将在春节后停运。渡口始建于一九五二年，最多时每天运送八千名乘客。新桥通车以后，乘客只剩下不到三百人。摆渡人老何说，他会把船划到下游，留给孙子看。居民们打算在岸边立一块石碑，刻上所有船工的名字。"
HE = "עיריית החוף סגרה אמש את הטיילת הישנה אחרי שגלים גבוהים פגעו בקיר התומך. איש לא נפגע, אבל שלושה דוכנים נסחפו לים. מהנדסת העיר אמרה שהקיר ייבדק בבוקר, ועד אז ייאסר המעבר גם לרוכבי אופניים. בעלי הדוכנים דורשים פיצוי."


@pytest.mark.parametrize(
    "text, edited, lang",
    [
        (ZH, ZH.replace("老何", "何伯"), "zh"),
        (HE, HE.replace("אמש", "בלילה"), "he"),
        ("\u202b" + HE + "\u202c", HE.replace("אמש", "בלילה"), "he"),
    ],
)
def test_other_scripts_have_near_copies_too(text: str, edited: str, lang: str) -> None:
    """Letters without spaces between them, and letters that run from right to left with marks that say so."""
    found = compare(sketched(edited, lang), sketched(text, lang))
    assert found is not None
    assert found.kind is CopyKind.NEAR


def test_marks_of_direction_are_no_words() -> None:
    marked = " ".join(f"\u200f{word}\u200f" for word in HE.split())
    found = compare(sketched(marked, "he"), sketched(HE, "he"))
    assert found is not None
    assert found.kind is CopyKind.EXACT


def test_emoji_alone_are_only_ever_the_same_emoji() -> None:
    """They have no words: nothing of them is like another text."""
    one, other = sketched("🎉🎉🚢 " * 200), sketched("🎉🎉🚢 " * 199)
    assert (one.words, one.shingles) == (0, 0)
    assert compare(other, one) is None
    assert examine(one, one).verdict is Verdict.SAME_WORDS


@given(st.text(max_size=2000))
def test_any_text_has_a_sketch_and_is_its_own_exact_copy(text: str) -> None:
    one = sketched(text)
    assert len(to_bytes(to_hold(one))) < LARGEST
    assert examine(one, one).kind is CopyKind.EXACT
