"""The same sentences with their names in other places, or with somebody else's, are another story; a rewording isn't."""

import pytest
from msgspec.structs import replace

from tests.support.texts import ENGLISH, HOUR, lines, made
from worker.core.copies.compare import Verdict, examine
from worker.core.copies.fillings import KEPT, Filling, Refilled, fillings, refilled
from worker.core.copies.numberwords import NumberWords, Numerals
from worker.core.copies.sketch import Sketch, from_bytes, to_bytes, to_hold

AND = Numerals((NumberWords("en", "", (), (), (), links=("and",)),))
REST = lines(ENGLISH, 12)
MATCH = (
    "Northam beat Westby by two goals to one on a wet pitch. The coach of Northam said that Westby had the better of the first half."
    f" Westby go to Eastlow next, and Northam rest.\n{REST}"
)
NOTICES = (
    "The families thank all who came. {who} died at home in Kelby in the night to Monday. Friends of {who} meet at the chapel in Kelby."
    f" Gifts go to the lifeboat at Port Alder and to the hospice in Marlow.\n{REST}"
)


def at_hour(text: str, title: str, hours: int = 0) -> Sketch:
    return replace(made(text, title=title, numerals=AND), hour=HOUR + hours)


def verdict(new: Sketch, held: Sketch) -> Verdict:
    return examine(new, to_hold(held)).verdict


def changed(text: str, one: str, other: str) -> str:
    return text.replace(one, "{}").replace(other, one).replace("{}", other)


def test_names_that_change_places_are_another_story() -> None:
    first = at_hour(MATCH, "Northam beat Westby")
    other = at_hour(changed(MATCH, "Northam", "Westby"), "Westby beat Northam", 4)
    assert verdict(other, first) is Verdict.OTHER_NAMES
    assert verdict(first, other) is Verdict.OTHER_NAMES


def test_so_they_are_under_one_title_and_where_one_text_goes_on() -> None:
    first = at_hour(MATCH, "Sunday's match")
    other = changed(MATCH, "Northam", "Westby")
    assert verdict(at_hour(other, "Sunday's match", 4), first) is Verdict.OTHER_NAMES
    longer = f"{other} The cup of Hallam and Sons goes to the best of Lower Thornby."
    assert verdict(at_hour(longer, "Sunday's match", 4), first) is Verdict.OTHER_NAMES


@pytest.mark.parametrize(
    "old, new",
    [
        ("Northam beat Westby by", "Westby lost to Northam by"),
        ("The coach of Northam said that Westby had", "Westby, said the coach of Northam, had"),
        (" Westby go to Eastlow next, and Northam rest.", ""),
        (" Westby go to Eastlow next, and Northam rest.", " Northam rest while Westby go to Eastlow."),
    ],
)
def test_a_rewording_that_moves_a_name_is_a_copy(old: str, new: str) -> None:
    edited = at_hour(MATCH.replace(old, new), "Northam beat Westby", 4)
    assert verdict(edited, at_hour(MATCH, "Northam beat Westby")) is Verdict.EDITED


def test_the_order_of_a_list_says_nothing() -> None:
    text = f"Anna Kent and Omar Reyes opened the bridge at Marlow. Guests came from Kelby, Westby and Northam in boats.\n{REST}"
    other = text.replace("Anna Kent and Omar Reyes", "Omar Reyes and Anna Kent").replace(
        "Kelby, Westby and Northam", "Northam, Kelby and Westby"
    )
    assert verdict(at_hour(other, "Bridge opened", 4), at_hour(text, "Bridge opened")) is Verdict.EDITED


def test_a_notice_of_somebody_else_is_another_story_though_its_title_names_nobody() -> None:
    first = at_hour(NOTICES.format(who="Mary Hollis"), "Death notices")
    other = at_hour(NOTICES.format(who="Edwin Crane"), "Death notices", 3)
    assert verdict(other, first) is Verdict.OTHER_NAMES


def test_a_name_put_right_is_a_copy() -> None:
    first = at_hour(NOTICES.format(who="Mary Hollis"), "Death notices")
    right = at_hour(NOTICES.format(who="Mary Holles"), "Death notices", 3)
    assert verdict(right, first) is Verdict.EDITED


def test_where_capitals_tell_no_names_the_title_does() -> None:
    sentence = "فاز فريق {} على فريق {} بهدفين مقابل هدف واحد على ملعب مبلل بالمطر. وقال مدرب فريق {} إن لاعبي {} كانوا أفضل في الشوط الأول من اللقاء."
    rest = " ".join(
        f"وقف المشجعون رقم {at} تحت المظلات حتى نهاية المباراة رغم البرد والريح" for at in range(8)
    )
    title = "{} يفوز على {}"
    one, other = "الساحل", "الوادي"
    first = at_hour(f"{sentence.format(one, other, one, other)} {rest}.", title.format(one, other))
    second = at_hour(f"{sentence.format(other, one, other, one)} {rest}.", title.format(other, one), 4)
    assert verdict(second, first) is Verdict.OTHER_NAMES


def test_so_it_does_where_subject_and_object_stand_together_before_the_verb() -> None:
    """Who beat whom in Hindi: all of it stands in the title, and nothing stands between the two."""
    sentence = "{0} ने {1} को हराया और यह जीत घरेलू मैदान पर बारिश के बीच आई जहाँ दर्शक देर तक छाते लेकर खड़े रहे।"
    rest = " ".join(f"संवाददाता के अनुसार पारी के दौर {at} में खेल धीमा रहा और भीड़ शांत थी।" for at in range(9))
    title, one, other = "{0} ने {1} को हराया", "नीलगढ़", "सूरजपुर"
    first = made(f"{sentence.format(one, other)} {rest}", lang="hi", title=title.format(one, other))
    second = made(f"{sentence.format(other, one)} {rest}", lang="hi", title=title.format(other, one))
    assert verdict(second, first) is Verdict.OTHER_NAMES


def test_a_sentence_that_comes_again_says_nothing() -> None:
    names = Filling({"a", "b", "c"}.__contains__, {"a"}.__contains__, frozenset())
    assert len(fillings(["a met b at the gate", "c saw a by the old gate"], names)) == 2
    assert fillings(["a met b at the gate", "c met a at the gate"], names) == ()


def test_few_sentences_are_kept_those_of_the_title_first() -> None:
    names = {"x", "y", "z"}
    some = [f"x and y sat by the {word}" for word in ENGLISH.split()]
    kept = fillings(
        [*some, "z is here with us today"], Filling(names.__contains__, {"z"}.__contains__, frozenset())
    )
    alone = fillings(
        ["z is here with us today"], Filling(names.__contains__, {"z"}.__contains__, frozenset())
    )
    assert len(kept) == KEPT
    assert {*alone} < {*kept}
    assert kept == tuple(sorted(kept))


def told(*sentences: str) -> tuple[int, ...]:
    names = {"kent", "reyes", "crane", "anna"}
    return fillings(sentences, Filling(names.__contains__, names.__contains__, frozenset({"and"})))


@pytest.mark.parametrize(
    "one, other, found",
    [
        ("kent beat reyes on the lake", "reyes beat kent on the lake", Refilled(places=1)),
        ("anna kent beat reyes on the lake", "reyes beat anna kent on the lake", Refilled(places=1)),
        ("kent of reyes beat crane on the lake", "crane beat kent of reyes on the lake", Refilled(places=1)),
        ("kent beat reyes on the lake", "kent beat crane on the lake", Refilled(names=1)),
        ("anna kent sat by the lake", "kent sat by the lake", Refilled()),
        ("kent and reyes sat by the lake", "reyes and kent sat by the lake", Refilled()),
        ("kent beat reyes on the lake", "reyes lost to kent on the lake", Refilled()),
        ("kent beat reyes on the lake", "kent beat reyes on the lake", Refilled()),
    ],
)
def test_what_two_sentences_tell(one: str, other: str, found: Refilled) -> None:
    assert refilled(told(one), told(other)) == refilled(told(other), told(one)) == found


def test_a_sketch_keeps_them() -> None:
    sketch = at_hour(MATCH, "Northam beat Westby")
    assert sketch.fillings
    assert from_bytes(to_bytes(sketch)).fillings == sketch.fillings
