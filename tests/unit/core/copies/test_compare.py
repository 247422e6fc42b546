"""Two articles by their sketches: what makes a copy, of what kind, and what makes another story."""

import pytest
from msgspec.structs import replace

from tests.support.texts import CHINESE, ENGLISH, HOUR, THAI, lines, made
from worker.core.copies.compare import (
    SAME_TEXT,
    UPDATED,
    CopyKind,
    Likeness,
    Verdict,
    compare,
    examine,
    overlap_of,
)
from worker.core.copies.sketch import MARKS, to_hold
from worker.core.copies.sketching import marks
from worker.core.copies.templates import OTHER_NAMES_OF_MANY, SOON, Replaced, replaced

STORY = lines(ENGLISH, 12)


def seen(new: str, old: str, title: str | None = None) -> Likeness | None:
    return compare(made(new, title=title), to_hold(made(old)))


FORECAST = lines(ENGLISH, 8)


def forecast(today: int, tomorrow: int) -> str:
    """A notice in one frame, whose small numbers come again in it."""
    return (
        f"{FORECAST}\nToday winds of force {today} are expected, highs of {today} degrees and waves of {today} feet;"
        f" tomorrow all of it falls back to {tomorrow}, as the harbour master said."
    )


def test_a_number_that_comes_again_is_counted_again() -> None:
    """The set of a forecast's small numbers hardly changes from day to day, how often each stands there does."""
    assert seen(forecast(4, 7), forecast(7, 4)) is None


class TestCopies:
    """What is the same story."""

    def test_the_same_words_are_an_exact_copy_whatever_their_case_and_spacing(self) -> None:
        found = seen(STORY.upper().replace(" ", "  "), STORY)
        assert found == Likeness(
            CopyKind.EXACT, Verdict.SAME_WORDS, 1.0, 1.0, 1.0, found.differs if found else (), whole=True
        )

    def test_a_changed_word_is_a_near_copy_that_says_where(self) -> None:
        edited = STORY.replace("harbour", "port", 1)
        found = seen(edited, STORY)
        assert found
        assert (found.kind, found.how) == (CopyKind.NEAR, Verdict.EDITED)
        assert 0.9 < found.jaccard < 1
        (start, end) = found.passages[0]
        assert "port" in edited[start:end]

    def test_a_story_that_goes_on_extends_the_first(self) -> None:
        found = seen(f"{STORY}\n{lines(ENGLISH, 12, seed=7)}", STORY)
        assert found
        assert (found.kind, found.how, found.of_held) == (CopyKind.NEAR, Verdict.EXTENDS, 1.0)
        assert 0.4 < found.of_new < 0.6
        assert "ending" in found.differs
        assert "opening" not in found.differs

    def test_a_story_cut_short_is_a_near_copy(self) -> None:
        found = seen(STORY, f"{STORY}\n{lines(ENGLISH, 12, seed=7)}")
        assert found
        assert (found.how, found.of_new) == (Verdict.SHORTENED, 1.0)

    @pytest.mark.parametrize("words", [CHINESE, THAI], ids=["zh", "th"])
    def test_scripts_without_spaces_are_compared_by_their_letters(self, words: str) -> None:
        text = lines(words, 12)
        found = compare(made(text + lines(words, 2, seed=9), lang="zh"), made(text, lang="zh"))
        assert found
        assert found.kind is CopyKind.NEAR
        assert compare(made(lines(words, 12, seed=5), lang="zh"), made(text, lang="zh")) is None

    def test_another_headline_is_said(self) -> None:
        found = seen(STORY.replace("harbour", "port", 1), STORY, title="Calm at the port")
        assert found
        assert "title" in found.differs


class TestWire:
    """An agency's story, as another site carries it."""

    def test_the_same_agency_on_another_site(self) -> None:
        found = compare(
            made(f"PORT (AP) - {STORY}", site="b.example", agencies=["ap"]),
            made(f"PORT (AP), by A. Writer - {STORY}", site="a.example", agencies=["ap"]),
        )
        assert found
        assert found.kind is CopyKind.WIRE

    def test_on_the_same_site_it_is_a_near_copy(self) -> None:
        edited = STORY.replace("harbour", "port", 1)
        one, other = (made(text, site="a.example", agencies=["ap"]) for text in (edited, STORY))
        found = compare(one, other)
        assert found
        assert found.kind is CopyKind.NEAR

    def test_two_agencies_of_their_own_are_a_near_copy(self) -> None:
        edited = STORY.replace("harbour", "port", 1)
        found = compare(
            made(edited, site="b.example", agencies=["ap"]), made(STORY, site="a.example", agencies=["afp"])
        )
        assert found
        assert found.kind is CopyKind.NEAR


@pytest.mark.parametrize("count, edits, verdict", [(6, 3, Verdict.EDITED), (14, 8, Verdict.OTHER_TEXT)])
def test_what_is_counted_needs_less_than_what_is_estimated(count: int, edits: int, verdict: Verdict) -> None:
    """Between 60 and 65 % of both texts are shared: enough where all shingles are known."""
    words = lines(ENGLISH, count).split(" ")
    edited = list(words)
    for at in range(edits):
        edited[9 + at * (len(words) - 18) // edits] = f"other{at}"
    found = examine(made(" ".join(edited)), to_hold(made(" ".join(words))))
    assert found.verdict is verdict
    assert 0.55 < found.overlap.jaccard < SAME_TEXT


class TestLaterVersions:
    """A story that says it is a later version of another, under an address of its own."""

    FIRST = f"{STORY}\nThe flood of Graz took 3 bridges, 20 boats and 110 cars on Friday, said Mayor Reis."
    LATER = f"{lines(ENGLISH, 3, seed=9)}\n" + FIRST.replace("3 br", "5 br").replace("20 b", "31 b")

    def test_it_extends_the_first_though_its_figures_have_moved_on(self) -> None:
        """Also after the hours within which a story that goes on needs no mark for it."""
        unmarked, marked = (
            replace(made(self.LATER, update=update), hour=HOUR + SOON + 1) for update in (False, True)
        )
        assert examine(unmarked, to_hold(made(self.FIRST))).verdict is Verdict.OTHER_NUMBERS
        found = compare(marked, to_hold(made(self.FIRST)))
        assert found
        assert (found.kind, found.how) == (CopyKind.NEAR, Verdict.EXTENDS)
        assert found.of_held > UPDATED

    def test_the_first_that_comes_late_is_shortened(self) -> None:
        found = compare(made(self.FIRST), to_hold(made(self.LATER, update=True)))
        assert found
        assert found.how is Verdict.SHORTENED

    def test_another_story_in_the_frame_is_none_whatever_it_says(self) -> None:
        text = self.LATER.replace("Graz", "Linz").replace("Reis", "Sala").replace("Friday", "Monday")
        assert compare(made(text, update=True), to_hold(made(self.FIRST))) is None

    def test_one_that_adds_nothing_has_to_come_within_hours(self) -> None:
        """To bring more than one number up to date."""
        later = made(self.FIRST.replace("3 br", "5 br").replace("20 b", "31 b"), update=True)
        assert compare(later, to_hold(made(self.FIRST)))
        assert compare(replace(later, hour=later.hour + 24), to_hold(made(self.FIRST))) is None


class TestOtherStories:
    """What shares words and is none."""

    NOTICE = (
        "{name} said its board declared a regular quarterly dividend of {cents} cents a share on the common stock, "
        "payable on {day} April to holders of record at the close of business on the last Friday of March this year."
    )

    def test_the_same_frame_with_other_numbers(self) -> None:
        one = self.NOTICE.format(name="Alder Mills", cents=12, day=3)
        other = self.NOTICE.format(name="Alder Mills", cents=15, day=3)
        assert examine(made(one), made(other)).verdict is Verdict.OTHER_NUMBERS

    def test_the_same_frame_with_other_names(self) -> None:
        one = self.NOTICE.format(name="Alder Mills", cents=12, day=3)
        other = self.NOTICE.format(name="Birch Foundries", cents=12, day=3)
        assert examine(made(one), made(other)).verdict is Verdict.OTHER_NAMES

    def test_a_long_frame_with_several_other_names(self) -> None:
        """However small their share of all the names in it."""
        frame = "{name} has applied to the council at {street}. Notice is given by " + ", ".join(
            f"Officer {name}" for name in "Adams Brown Clark Davis Evans Ford Green Hill Irwin Jones".split()
        )
        one = frame.format(name="Mariner Taverns", street="Quay Street") + f".\n{STORY}"
        other = frame.format(name="Saltbox Brewing", street="Dock Road") + f".\n{STORY}"
        assert examine(made(other), made(one)).verdict is Verdict.OTHER_NAMES

    def test_two_numbers_put_right_are_another_story(self) -> None:
        """One is a correction, or a later sum: see below."""
        frame = f"{STORY}\nThe ferry is {{}} years old, the bridge {{}}."
        one, other = frame.format(71, 41), frame.format(77, 46)
        assert examine(made(other), made(one)).verdict is Verdict.OTHER_NUMBERS

    def test_the_same_frame_about_another_subject(self) -> None:
        """Though they share nearly all names: each title names what stands nowhere in the other text."""
        frame = (
            f"{{}} said that its board in Toronto, led by Ann Smith, will pay five cents in April.\n{lines(ENGLISH, 9)}\n"
            "The offices in Lyon, Ghent and Porto are closed on Friday."
        )
        one, other = (
            made(frame.format(name), title=f"{name} pays") for name in ("Alder Mills", "Birch Mills")
        )
        assert replaced(other.names, one.names).share < OTHER_NAMES_OF_MANY
        assert examine(other, one).verdict is Verdict.OTHER_NAMES

    def test_however_many_names_there_are_a_headlines_is_the_subject(self) -> None:
        """Where every noun counts as a name, a company is one of sixty. A name that is put right in a headline is another story for it."""
        names = " ".join(
            f"{start}{end}"
            for start in "Abe Kor Lin Mar Sel Tam Vor Wen".split()
            for end in ("son", "ing", "ard", "ova", "ell", "wick", "mer")
        )
        one, other = (
            made(f"{STORY}\nSo said {name} Reid to {names}.", title=f"{name} Reid tells")
            for name in ("Alder", "Birch")
        )
        assert examine(other, one).verdict is Verdict.OTHER_NAMES

    @pytest.mark.parametrize(
        "lang, frame, names",
        [
            ("he", "חברת {0} הודיעה כי האסיפה תתקיים ביום {1} ביוני. {2}", ("גלבוע", "כרמל")),
            ("hi", "{0} ने बताया कि बैठक {1} सितंबर को होगी। {2}", ("सूर्या", "गोमती")),
            ("zh", "{0}公告称，会议于5月{1}日举行。{2}", ("明湖股份", "金桥药业")),
            ("th", "บริษัท {0} แจ้งว่าจะประชุมวันที่ {1} เมษายน {2}", ("ข้าวหอม", "เหล็กไทย")),
        ],
    )
    def test_where_capitals_tell_no_names_one_other_number_is_another_story(
        self, lang: str, frame: str, names: tuple[str, str]
    ) -> None:
        """But where all that the title speaks of is there: then it is a number put right."""
        rest = lines({"zh": CHINESE, "th": THAI}.get(lang, frame), 30)
        alder, birch = names
        held = made(frame.format(alder, 24, rest), lang=lang, title=f"{alder} 7")
        put_right = made(frame.format(alder, 25, rest), lang=lang, title="7")
        other = made(frame.format(birch, 25, rest), lang=lang, title="7")
        assert compare(put_right, to_hold(held))
        assert examine(other, to_hold(held)).verdict is Verdict.OTHER_NUMBERS
        untitled = made(frame.format(alder, 24, rest), lang=lang)
        assert examine(put_right, to_hold(untitled)).verdict is Verdict.OTHER_NUMBERS

    @pytest.mark.parametrize(
        "other, verdict", [("东山水务", Verdict.OTHER_NAMES), ("明湖股份", Verdict.EDITED)]
    )
    def test_two_titles_of_one_frame_tell_names_where_capitals_do_not(
        self, other: str, verdict: Verdict
    ) -> None:
        """Though all numbers are the same."""
        rest = lines(CHINESE, 20)
        held, new = (
            made(
                f"{name}公告称，年度股东大会于5月18日召开。{rest}{end}",
                lang="zh",
                title=f"{name}：召开年度股东大会的通知",
            )
            for name, end in (("明湖股份", "请准时出席。"), (other, "请按时到场出席。"))
        )
        assert examine(new, to_hold(held)).verdict is verdict

    def test_another_title_of_its_own_tells_no_other_name(self) -> None:
        """Though a word of the original's title is no longer in the text."""
        rest = lines(CHINESE, 20)
        held = made(f"渡轮全部停航，台风逼近。{rest}", lang="zh", title="台风逼近 渡轮全部停航")
        new = made(f"渡轮全面停航，台风逼近。{rest}", lang="zh", title="岛上居民等待台风")
        assert compare(new, to_hold(held))

    def test_a_round_up_is_no_copy_of_a_brief_in_it(self) -> None:
        brief = lines(ENGLISH, 3)
        assert seen(f"{brief}\n{lines(ENGLISH, 40, seed=3)}", brief) is None

    def test_one_language_is_never_compared_with_another(self) -> None:
        assert compare(made(STORY, lang="en"), made(STORY, lang="de")) is None

    def test_texts_of_under_twenty_words_are_only_ever_exact(self) -> None:
        short = " ".join(STORY.split()[:18])
        assert seen(f"{short} again", short) is None
        assert seen(short.upper(), short)

    def test_one_word_repeated_is_only_ever_exact(self) -> None:
        assert examine(made("calm " * 100_000), made("calm " * 99_999)).verdict is Verdict.TOO_SHORT


def test_numbers_that_were_added_replace_none() -> None:
    few, many = marks(["1", "2"]), marks(["1", "2", "3", "4"])
    assert replaced(few, many) == replaced(many, few) == Replaced()
    assert replaced(marks(["1", "2"]), marks(["1", "3"])) == Replaced(1, 0.5)


def test_what_stands_wholly_in_a_longer_text_has_no_other_names() -> None:
    """Even where the rest of that text writes them small, so that they don't pass for names there."""
    brief = "\n".join(
        f"The firm of Miller, Baker and Weaver told the Council of Oak Ridge so on day {STORY.split()[at]}."
        for at in range(12)
    )
    rest = f"{lines(ENGLISH, 10, seed=5)}\nA miller, a baker and a weaver sat by an oak on the ridge, in Linz, Graz, Wien and Ulm."
    found = compare(made(brief), made(f"{brief}\n{rest}"))
    assert replaced(made(brief).names, made(f"{brief}\n{rest}").names).count >= 3
    assert found
    assert found.how is Verdict.SHORTENED


def test_one_number_put_right_in_a_long_text_is_a_correction() -> None:
    """In a text of a few lines it is another story."""
    one, other = (f"{STORY}\nThe ferry is {age} years old, the bridge 41." for age in (71, 77))
    assert seen(other, one)
    one, other = (f"{lines(ENGLISH, 4)}\nThe ferry is {age} years old, the bridge 41." for age in (71, 77))
    assert examine(made(other), made(one)).verdict is Verdict.OTHER_NUMBERS


@pytest.mark.parametrize("first", range(0, 48, 7))
def test_no_number_of_a_long_text_is_replaced_unseen(first: int) -> None:
    """Any two of fifty: all of a text's numbers are known, not a few of them."""
    numbers = [str(1_000 + 37 * at) for at in range(50)]
    other = [str(int(one) + 5) if first <= at < first + 2 else one for at, one in enumerate(numbers)]
    frames = [
        lines(ENGLISH, 40) + "\n" + ". ".join(f"the harbour of the valley took {n} last year" for n in each)
        for each in (numbers, other)
    ]
    one, two = (made(frame) for frame in frames)
    assert overlap_of(two, one).jaccard > SAME_TEXT
    assert replaced(two.numbers, one.numbers).count == 2
    assert examine(two, one).verdict is Verdict.OTHER_NUMBERS


@pytest.mark.parametrize("first", range(0, 30, 6))
def test_no_names_of_a_long_text_are_replaced_unseen(first: int) -> None:
    """A quarter of forty, whichever they are."""
    names = [
        f"{start}{end}"
        for start in "Abe Kor Lin Mar Sel Tam Vor Wen".split()
        for end in ("son", "ing", "ard", "ova", "ell")
    ]
    other = [f"Qu{one.lower()}" if first <= at < first + 10 else one for at, one in enumerate(names)]
    frames = [
        lines(ENGLISH, 40)
        + "\n"
        + ". ".join(f"the harbour of the valley was that of {n} last year" for n in each)
        for each in (names, other)
    ]
    one, two = (made(frame) for frame in frames)
    assert replaced(two.names, one.names) == Replaced(10, 0.25)
    assert examine(two, one).verdict is Verdict.OTHER_NAMES


def test_of_equally_many_words_that_differ_one_at_least_is_replaced() -> None:
    """Also where the hashes kept are the same, as those of a few words can be."""
    one = marks(["1", "2", "3"])
    assert replaced(one, replace(one, digest=one.digest + 1)) == Replaced(1, 0.333)
    assert replaced(one, replace(one, digest=0)) == Replaced()


def test_of_very_many_words_a_sample_is_kept() -> None:
    words = [str(number) for number in range(1_000)]
    one, other = marks(words), marks([*words[:800], *(f"{number}0" for number in range(5_000, 5_200))])
    assert (one.count, len(one.sample)) == (1_000, MARKS)
    assert 0.1 < replaced(one, other).share < 0.3
    assert 100 < replaced(one, other).count < 300
