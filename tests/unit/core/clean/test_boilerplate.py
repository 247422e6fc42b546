"""How rules cut, with rules made for the test: place and extent."""

import pytest

from worker.core.clean.boilerplate.boilerplate import strip
from worker.core.clean.boilerplate.extents import JUDGED
from worker.core.clean.boilerplate.linerules import BoilerplateRules, Cut, Matcher, Place, Rule, Scope

PARAGRAPH = "The council met on Monday and talked about the bridge, as it has done every month since the flood took the old one away."


def rules(
    place: Place, cut: Cut, pattern: str = "(?i:mark)", lang: str = "*", name: str = "r"
) -> BoilerplateRules:
    rule = Rule(name, place, cut, pattern, "why", ("mark",), ("no mark",), (lang,))
    return BoilerplateRules((rule,), "v")


def cut_text(text: str, made: BoilerplateRules, lang: str | None = "en") -> tuple[str, list[str]]:
    stripped = strip(text, made, lang)
    return stripped.text, [removed.text for removed in stripped.removed]


def test_a_line_goes_with_its_decoration_and_a_sentence_stays() -> None:
    text = f"{PARAGRAPH}\n\n» Mark:\n\nMark my words, she said."
    assert cut_text(text, rules(Place.ANYWHERE, Cut.LINE)) == (
        f"{PARAGRAPH}\n\nMark my words, she said.",
        ["» Mark:"],
    )


@pytest.mark.parametrize(
    "place, expected",
    [
        (Place.ANYWHERE, "a\nb"),
        (Place.HEAD, "a\nMark\nb\nMark"),
        (Place.TAIL, "Mark\na\nMark\nb"),
        (Place.BETWEEN, "Mark\na\nb\nMark"),
    ],
)
def test_place(place: Place, expected: str) -> None:
    assert cut_text("Mark\na\nMark\nb\nMark", rules(place, Cut.LINE))[0] == expected


def test_a_tail_goes_on_above_three_short_lines_that_nobody_knows() -> None:
    made = rules(Place.TAIL, Cut.LINE)
    unknown = ["Ann Oak", "The Harbour Post", "Old town", "New town"]
    for count in range(5):
        tail = [line for name in unknown[:count] for line in ("Mark", name)]
        kept = unknown[:count] if count < 4 else ["Mark", *tail[1:2], *unknown[1:4]]
        assert cut_text("\n".join([PARAGRAPH, *tail]), made)[0] == "\n".join([PARAGRAPH, *kept])
    assert cut_text(f"{PARAGRAPH}\nMark\n- an item\nMark", made)[0] == f"{PARAGRAPH}\nMark\n- an item"


def test_a_line_goes_whose_sentences_all_are_known() -> None:
    made = rules(Place.ANYWHERE, Cut.LINE, "(?i:for members only|already one|sign in)[.?]?")
    for line, is_cut in (("For members only. Already one? Sign in", True), ("Sign in. So it said.", False)):
        assert cut_text(f"{PARAGRAPH}\n{line}\n{PARAGRAPH}", made)[1] == ([line] if is_cut else [])


def test_lines_of_two_numbers_go_where_they_count_up_to_the_same() -> None:
    made = rules(Place.ANYWHERE, Cut.LINE, r"\d+ ?/ ?\d+", name="x.slide-count")
    for said, is_cut in (
        (("1 / 3", "2 / 3", "3 / 3"), True),
        (("2/4", "3/4", "4/4"), True),
        (("1/3", "2/3"), False),
        (("3/3", "4/3", "5/3"), False),
        (("1/3", "2/4", "3/5"), False),
        (("5/5", "5/5", "5/5"), False),
    ):
        text = "\n".join(line for one in said for line in (one, PARAGRAPH))
        assert cut_text(text, made)[1] == (list(said) if is_cut else [])


def test_a_time_or_two_alone_is_a_players_and_more_are_a_reports() -> None:
    made = rules(Place.ANYWHERE, Cut.LINE, r"\d?\d:\d\d", name="x.duration")
    for times in (("1:24",), ("1:24", "2:07"), ("9:14", "9:20", "9:41")):
        text = "\n".join(line for one in times for line in (PARAGRAPH, one))
        assert cut_text(text, made)[1] == (list(times) if len(times) < 3 else [])


def test_next_takes_a_headline_but_no_paragraph() -> None:
    made = rules(Place.ANYWHERE, Cut.NEXT)
    assert cut_text(f"{PARAGRAPH}\nMark\n\nA headline of another story", made)[0] == PARAGRAPH
    assert cut_text(f"Mark\n{PARAGRAPH}", made)[0] == PARAGRAPH


def test_rest_takes_headlines_and_never_the_paragraphs_of_the_story_below_them() -> None:
    made = rules(Place.ANYWHERE, Cut.REST)
    for before in ([PARAGRAPH], [PARAGRAPH] * 5):
        for after in ([PARAGRAPH], [PARAGRAPH] * 2, [PARAGRAPH, "A subheading", PARAGRAPH]):
            text = "\n".join([*before, "Mark", "One headline", "Another headline", *after])
            assert cut_text(text, made) == (
                "\n".join([*before, *after]),
                ["Mark\nOne headline\nAnother headline"],
            )


def test_rest_takes_teasers_that_each_have_their_headline() -> None:
    made = rules(Place.ANYWHERE, Cut.REST)
    teasers = f"Mark\nA headline\n{PARAGRAPH}\nAnother headline\n{PARAGRAPH}"
    assert cut_text(f"{PARAGRAPH}\n{PARAGRAPH}\n{PARAGRAPH}\n{teasers}", made)[1] == [teasers]
    assert cut_text(f"{PARAGRAPH}\n{teasers}", made)[1] == ["Mark\nA headline"]


def test_a_paragraph_of_few_characters_is_no_headline_where_a_character_is_half_a_word() -> None:
    made = rules(Place.ANYWHERE, Cut.LIST)
    chinese = "市议会周一投票决定修建新桥，距离洪水冲毁旧桥已有七年。"
    assert cut_text(f"{chinese}\nMark\n新桥开放\n{chinese}", made)[0] == f"{chinese}\n{chinese}"


def test_a_label_alone_takes_headlines_but_no_subheading() -> None:
    made = rules(Place.ANYWHERE, Cut.LABEL, "(?i:mark.*)")
    for label, taken in (("Mark", True), ("Mark the full bridge review", False), ("Mark: a headline", False)):
        listed = f"{label}\nOne headline\n\u200b\nAnother headline"
        left_out = [listed if taken else label]
        assert cut_text(f"{PARAGRAPH}\n{listed}\nHe was silent.\nA subheading", made)[1] == left_out
    assert cut_text(f"{PARAGRAPH}\nMark\n\u200b\nA subheading\n{PARAGRAPH}", made)[1] == ["Mark"]
    announced = "Mark\nThe ferry runs aground again"
    assert cut_text(f"{PARAGRAPH}\n{announced}\n{PARAGRAPH}", made)[1] == [announced]
    parted = f"{announced}\n{PARAGRAPH}\nWhat comes next for it\n{PARAGRAPH}"
    assert cut_text(f"{PARAGRAPH}\n{parted}", made)[1] == ["Mark"]
    in_block = "Mark\nA new bridge"
    assert cut_text(f"{PARAGRAPH}\n\n{in_block}\n\n{PARAGRAPH}\n{parted}", made)[1] == [in_block, "Mark"]


def test_a_box_takes_the_last_paragraph_where_it_stands_right_below() -> None:
    made = rules(Place.ANYWHERE, Cut.BOX)
    for box in (f"Mark\n{PARAGRAPH}", f"Mark\nA name\n{PARAGRAPH}\nA button"):
        assert cut_text(f"{PARAGRAPH}\n{box}", made) == (PARAGRAPH, [box])
    assert cut_text(f"{PARAGRAPH}\nMark\n{PARAGRAPH}\n{PARAGRAPH}", made)[1] == ["Mark"]
    assert cut_text(f"{PARAGRAPH}\nMark\nA headline\nAnother\n{PARAGRAPH}", made)[1] == [
        "Mark\nA headline\nAnother"
    ]


def test_a_credit_takes_the_caption_of_its_block() -> None:
    made = rules(Place.ANYWHERE, Cut.CAPTION)
    assert cut_text(f"A caption of the picture.\nMark\n\n{PARAGRAPH}", made)[0] == PARAGRAPH
    assert cut_text(f"{PARAGRAPH}\nMark\n{PARAGRAPH}", made)[0] == f"{PARAGRAPH}\n{PARAGRAPH}"


def test_a_credit_that_holds_its_caption_takes_no_paragraph_above_it() -> None:
    made = rules(Place.ANYWHERE, Cut.CAPTION, r".*\(mark\)")
    said = "He was silent for a while."
    for after in ("", f"\n{said}"):
        text = f"Title\n\n{PARAGRAPH}\n{said}\nA caption. (mark)"
        assert cut_text(text + after, made)[1] == ["A caption. (mark)"]
    assert cut_text(f"Title\n\n{said}\nMark (mark)", made)[1] == ["Mark (mark)"]


def test_paragraphs_that_were_judged_stay_around_a_line() -> None:
    text = f"{PARAGRAPH}\n{PARAGRAPH}\nMark\nA headline\n{PARAGRAPH}"
    for cut, left_out in ((Cut.REST, "Mark\nA headline"), (Cut.CAPTION, "Mark")):
        stripped = strip(text, rules(Place.ANYWHERE, cut), "en", JUDGED)
        assert [removed.text for removed in stripped.removed] == [left_out]


def test_crumbs_go_one_after_the_other_from_a_line_s_end() -> None:
    made = rules(Place.ANYWHERE, Cut.CRUMB, r"\(mark: \w+\)")
    text = f"{PARAGRAPH} (mark: one) (mark: two)"
    assert cut_text(text, made) == (PARAGRAPH, ["(mark: one)", "(mark: two)"])
    assert cut_text("It (mark: one) stays.", made)[0] == "It (mark: one) stays."


CREDIT = r" ?\(Photo: \w+\)"


def test_a_credit_at_a_line_s_end_goes_alone_where_nothing_was_judged() -> None:
    made = rules(Place.ANYWHERE, Cut.PICTURE, CREDIT)
    assert cut_text(f"{PARAGRAPH} (Photo: Oak)", made) == (PARAGRAPH, ["(Photo: Oak)"])
    two = "The bridge opened on Monday. Nobody came."
    assert cut_text(f"{PARAGRAPH}\n{two} (Photo: Oak)", made) == (f"{PARAGRAPH}\n{two}", ["(Photo: Oak)"])


def test_it_takes_one_short_sentence_with_it_as_its_caption() -> None:
    made = rules(Place.ANYWHERE, Cut.PICTURE, CREDIT)
    caption = "The bridge at dawn. (Photo: Oak)"
    assert cut_text(f"{caption}\n{PARAGRAPH}", made) == (PARAGRAPH, [caption])
    assert cut_text(caption, made) == ("The bridge at dawn.", ["(Photo: Oak)"])


def test_a_short_block_that_ends_in_a_credit_is_a_caption_and_a_long_one_is_none() -> None:
    made = rules(Place.ANYWHERE, Cut.PICTURE, CREDIT)
    long = f"{PARAGRAPH} {PARAGRAPH} (Photo: Oak)"
    assert strip(f"The bridge. (Photo: Oak)\n{PARAGRAPH}", made, "en", JUDGED).text == PARAGRAPH
    assert strip(long, made, "en", JUDGED).text == long


@pytest.mark.parametrize(
    "line", ["Mark mark", "Mark | mark · Mark", "mark mark mark mark mark mark mark mark"]
)
def test_labels_in_a_row_go_as_each_would_alone(line: str) -> None:
    assert cut_text(f"{PARAGRAPH}\n{line}", rules(Place.ANYWHERE, Cut.LINE)) == (PARAGRAPH, [line])


@pytest.mark.parametrize("line", ["Mark the mark", "Mark mark.", "mark " * 8 + "mark"])
def test_a_row_with_another_word_a_sentence_and_a_long_row_stay(line: str) -> None:
    assert cut_text(f"{line}\n{PARAGRAPH}", rules(Place.ANYWHERE, Cut.LINE))[1] == []


@pytest.mark.parametrize("cut", [Cut.NEXT, Cut.LIST, Cut.REST])
def test_what_takes_more_than_its_line_is_no_label_of_a_row(cut: Cut) -> None:
    assert cut_text(f"{PARAGRAPH}\nMark mark\nA headline", rules(Place.ANYWHERE, cut))[1] == []


def test_rules_of_other_languages_are_left_out() -> None:
    assert cut_text("a\nMark", rules(Place.ANYWHERE, Cut.LINE, lang="de"), "fr")[0] == "a\nMark"
    assert cut_text("a\nMark", rules(Place.ANYWHERE, Cut.LINE, lang="de"), "de")[0] == "a"
    assert cut_text("a\nMark", rules(Place.ANYWHERE, Cut.LINE, lang="de"), None)[0] == "a"


def test_a_text_without_furniture_keeps_every_character() -> None:
    text = f"{PARAGRAPH}\n\n- an item\n- another\n\n| a | b |\n{PARAGRAPH}"
    assert cut_text(text, rules(Place.ANYWHERE, Cut.LINE)) == (text, [])


def test_a_row_that_fails_at_its_last_word_costs_no_more_than_each_stretch_asked_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of eight words there are 36 stretches; parted in every way they were asked about more than a hundred times."""
    asked: list[str] = []
    made = rules(Place.ANYWHERE, Cut.LINE, "(?i:mark|mark mark)")
    match = Matcher.match

    def counted(self: Matcher, line: str, scope: Scope) -> tuple[Rule, ...]:
        asked.append(line)
        return match(self, line, scope)

    monkeypatch.setattr(Matcher, "match", counted)
    assert cut_text(f"{'mark ' * 7}end", made)[1] == []
    assert len(asked) <= 37


PLEA = "Subscribe to our letter"


@pytest.mark.parametrize(
    "paragraph, goes",
    [
        (f"The Delta Review covers the coast, and nothing else. {PLEA}", True),
        (f"{PLEA}? It comes at six, and costs nothing. Readers like it.", True),
        (f"The Delta Review covers the coast. {PLEA} she said. It did.", False),
        (f"The coast is long. {PLEA} The Review covers it.", False),
        (" ".join(["The coast is long."] * 6) + f" {PLEA}", False),
    ],
)
def test_a_short_paragraph_below_the_text_goes_if_it_begins_or_ends_with_a_plea(
    paragraph: str, goes: bool
) -> None:
    made = rules(Place.ANYWHERE, Cut.PLEA, "(?i:subscribe to our letter[?]?)")
    assert cut_text(f"{PARAGRAPH}\n{paragraph}", made)[0] == (
        PARAGRAPH if goes else f"{PARAGRAPH}\n{paragraph}"
    )


def test_further_up_a_plea_goes_alone() -> None:
    made = rules(Place.ANYWHERE, Cut.PLEA, "(?i:subscribe to our letter[?]?)")
    mixed = f"The Delta Review covers the coast. {PLEA}"
    text = "\n".join([mixed, PLEA, *[PARAGRAPH] * 6])
    assert cut_text(text, made) == ("\n".join([mixed, *[PARAGRAPH] * 6]), [PLEA])
