"""What an article is about."""

from worker.core.tags.lexicon.nouns import Evidence
from worker.core.tags.salience import POINTS, Piece, about, features, permille, ranking, salience

TEXT = "x" * 5000


def _piece(code: str, start: int, kind: str = "name") -> Evidence:
    return Evidence(start, start + 3, code, kind, "test")


def _values(*evidence: Evidence, body: int = 20, home: str = "") -> dict[str, int]:
    return salience(Piece(list(evidence), body, TEXT, frozenset((home,))))


def test_title_and_lead_weigh_more() -> None:
    """A country named in the title comes before one named as often further down."""
    values = _values(_piece("NO", 2), _piece("SE", 900))
    assert values["NO"] > values["SE"]


def test_several_kinds_of_evidence_weigh_more_than_one() -> None:
    """A name, a city and a leader say more than three adjectives."""
    kinds = [_piece("NO", 900), _piece("NO", 910, "city"), _piece("NO", 920, "leader")]
    values = _values(_piece("FI", 21), *kinds, *(_piece("SE", place, "demonym") for place in (930, 940, 950)))
    assert values["NO"] > values["SE"]


def test_the_country_at_home_in_the_language_weighs_more() -> None:
    """A story in Norwegian that names Norway once, beside another, is rather about Norway."""
    values = _values(_piece("FI", 21), _piece("NO", 1900), _piece("SE", 1900), home="NO")
    assert values["NO"] > values["SE"]


def _told(text: str, *evidence: Evidence, home: str = "", body: int = 0) -> dict[str, dict[str, int]]:
    return features(Piece(list(evidence), body, text, frozenset((home,))))


def test_a_country_named_in_two_sentences_is_told_from_one_named_twice_in_one() -> None:
    """Norway ends a sentence and begins the next; Sweden is named twice within one."""
    text = "One of the NOR. And NOR said that SWE, yes, SWE would."
    told = _told(text, _piece("NO", 11), _piece("NO", 20), _piece("SE", 34), _piece("SE", 44))
    assert (told["NO"]["sentences"], told["SE"]["sentences"]) == (1000, 0)


def test_a_sentence_of_its_own_counts_for_the_country_at_home() -> None:
    """The title is a sentence; of two countries in one, neither has it for itself."""
    title, text = "NOR wins", "SWE and NOR met."
    joined = f"{title}\n\n\n{text}"
    body = joined.index("SWE")
    swe, nor = _piece("SE", body), _piece("NO", body + 8)
    assert _told(joined, swe, nor, home="NO", body=body)["NO"]["alone"] == 0
    told = _told(joined, _piece("NO", 0), swe, nor, home="NO", body=body)
    assert told["NO"]["alone"] == 1000
    assert told["SE"]["abroad"] > 0


def test_beside_no_country_at_home_nothing_is_abroad() -> None:
    """Sweden alone in a Norwegian text is no other country than Norway's, for Norway isn't named."""
    told = _told(TEXT, _piece("SE", 900), home="NO")
    assert told["SE"]["abroad"] == 0
    assert _told(TEXT, _piece("SE", 900), _piece("NO", 990), home="NO")["SE"]["abroad"] == 1000


def test_a_leader_in_office_says_more_the_further_up_his_country_is_named() -> None:
    """A former one says nothing of it."""
    told = _told(
        TEXT,
        Evidence(0, 3, "NO", "leader", "leader:current"),
        Evidence(9, 12, "SE", "leader", "leader:former"),
    )
    assert (told["NO"]["office"], told["SE"]["office"]) == (1000, 0)


def test_behind_a_dateline_the_first_country_of_another_is_marked() -> None:
    """`OSL - SWE …` is written in Norway; a title that names a country tells it already, and a dash later on is none."""
    osl, swe = _piece("NO", 0, "city"), _piece("SE", 6)
    told = _told("OSL - SWE won.", osl, swe)
    assert (told["NO"]["behind"], told["SE"]["behind"]) == (0, 1000)
    assert _told("OSL (XYZ) - SWE won.", osl, _piece("SE", 12))["SE"]["behind"] == 1000
    assert _told("【OSL】SWE won.", _piece("NO", 1), _piece("SE", 5))["SE"]["behind"] == 1000
    assert _told("OSL of SWE won.", osl, _piece("SE", 7))["SE"]["behind"] == 0
    assert _told("OSL - NOR won.", osl, _piece("NO", 6))["NO"]["behind"] == 0
    titled = _told("SWE\n\n\nOSL - SWE won.", _piece("SE", 0), _piece("NO", 6), _piece("SE", 12), body=6)
    assert titled["SE"]["behind"] == 0


def test_a_place_and_the_title_are_told_of_other_countries_than_the_main_one() -> None:
    """Norway is the main one here; of Sweden it says more that a city is named, and that the title names it too."""
    joined = "NOR, SWE\n\n\nNOR and OSL and GOT"
    pieces = (
        _piece("NO", 0),
        _piece("SE", 5),
        _piece("NO", 11),
        _piece("NO", 19, "city"),
        _piece("SE", 27, "city"),
    )
    told = _told(joined, *pieces, body=11)
    assert (told["NO"]["place"], told["NO"]["besides"]) == (0, 0)
    assert (told["SE"]["place"], told["SE"]["besides"]) == (1000, 1000)


def test_a_title_that_names_others_is_told_of_those_it_leaves_out() -> None:
    """A title without any country says nothing of them."""
    assert _told(TEXT, _piece("NO", 2), _piece("SE", 90), body=20)["SE"]["untitled"] == 1000
    assert _told(TEXT, _piece("NO", 30), _piece("SE", 90), body=20)["SE"]["untitled"] == 0


def test_sentences_are_counted_and_halves_are_told() -> None:
    """Norway stands in three sentences and both halves, Sweden in two of the first."""
    text = "NOR, SWE. SWE NOR." + " x" * 40 + ". NOR"
    told = _told(
        text,
        _piece("NO", 0),
        _piece("SE", 5),
        _piece("SE", 10),
        _piece("NO", 14),
        _piece("NO", len(text) - 3),
    )
    assert [told["NO"][name] for name in ("sentences", "many", "through")] == [1000, 1000, 1000]
    assert [told["SE"][name] for name in ("sentences", "many", "through")] == [1000, 0, 0]


def test_the_seat_of_a_government_and_guests_at_home_are_told() -> None:
    """A country whose seat speaks; a country at home whose leader stands beside one in office elsewhere."""
    host, guest = (
        Evidence(0, 3, "NO", "leader", "leader:current"),
        Evidence(9, 12, "SE", "leader", "leader:current"),
    )
    told = _told(TEXT, host, guest, _piece("US", 30, "metonym"), home="NO")
    assert (told["NO"]["guests"], told["SE"]["guests"], told["US"]["seat"], told["NO"]["seat"]) == (
        1000,
        0,
        1000,
        0,
    )
    assert (told["NO"]["amid"], told["SE"]["amid"]) == (300, 0)
    assert _told(TEXT, host, home="NO")["NO"]["guests"] == 0


def test_how_far_a_country_stays_behind_the_main_one_is_told() -> None:
    """The main one stays behind none; one named last, and by an adjective, further behind than one that follows it."""
    told = _told(TEXT, _piece("NO", 2), _piece("FI", 30), _piece("NO", 60), _piece("SE", 4000, "demonym"))
    assert told["NO"]["gap"] == 0 < told["FI"]["gap"] < told["SE"]["gap"]


def test_the_title_of_a_long_text_is_told_apart() -> None:
    """A title over a few lines names whatever they name."""
    assert _told(TEXT, _piece("NO", 2), _piece("SE", 90), body=20)["NO"]["headed"] == 1000
    assert _told(TEXT, _piece("NO", 2), _piece("SE", 90), body=20)["SE"]["headed"] == 0
    assert _told("NOR\n\n\nin a few lines", _piece("NO", 0), body=6)["NO"]["headed"] == 0


def test_where_many_leaders_in_office_are_named_each_says_less() -> None:
    """Two countries' leaders of six; one who is named once only, and isn't the main country's, is met."""
    norway = [Evidence(start, start + 3, "NO", "leader", "leader:current") for start in (0, 40)]
    told = _told(TEXT, norway[0], Evidence(9, 12, "SE", "leader", "leader:current"), norway[1])
    assert (told["NO"]["round"], told["SE"]["round"]) == (333, 333)
    assert (told["NO"]["met"], told["SE"]["met"]) == (0, 1000)


def test_sentences_that_a_country_has_for_itself_are_counted() -> None:
    """Norway has two of three, Sweden none."""
    told = _told("NOR. NOR. NOR, SWE.", *(_piece("NO", start) for start in (0, 5, 10)), _piece("SE", 15))
    assert (told["NO"]["apart"], told["SE"]["apart"]) == (666, 0)


def test_in_a_text_with_a_score_the_place_and_the_team_at_home_are_told() -> None:
    """`3–1`, `2:0` and `6-4` are scores; the time of day, a date, years and a longer number are none."""

    def told(score: str, title: str = "") -> dict[str, dict[str, int]]:
        text = f"{title}OSL - SWE won {score} there"
        return _told(
            text, _piece("NO", len(title), "city"), _piece("SE", len(title) + 6), home="SE", body=len(title)
        )

    for score in ("3–1", "2:0", "6-4, 6-3", "101 and 3 - 1", "٢-١"):
        found = told(score)
        assert (found["NO"]["venue"], found["SE"]["venue"]) == (1000, 0), score
        assert (found["NO"]["team"], found["SE"]["team"]) == (0, 1000), score
    for none in ("at 7:30", "on 2020-01-05", "1939-45", "3-1.5", "by 4,2-3", "24/7", "in 3 hours"):
        assert told(none)["NO"]["venue"] == told(none)["SE"]["team"] == 0, none


def test_longer_texts_are_told_by_their_size() -> None:
    """Without end, half of it at 2,000 code points behind the title."""
    assert _told("x" * 2020, _piece("NO", 2), body=20)["NO"]["size"] == 500
    assert _told(TEXT, _piece("NO", 2), body=20)["NO"]["size"] > 700


def test_what_stands_further_up_weighs_more() -> None:
    """Of two countries named as often and alike, neither in the lead, the one whose namings stand nearer the beginning comes first."""
    values = _values(
        _piece("FI", 21),
        *(_piece("SE", place) for place in (4000, 4500)),
        *(_piece("NO", place) for place in (900, 1200)),
    )
    assert values["NO"] > values["SE"]


def test_of_equals_the_one_named_first_comes_first() -> None:
    """Not the one that is first by the alphabet."""
    assert ranking({"SE": 400, "FI": 500, "NO": 500, "DK": 400}) == ["FI", "NO", "SE", "DK"]
    assert ranking({"NO": 500, "FI": 500}) == ["NO", "FI"]


def test_salience_is_between_0_and_1000_and_grows_with_the_points() -> None:
    """Whatever comes in; nothing ends the scale, so that no two of different points are equal by it."""
    many = _values(*(_piece("NO", place) for place in range(0, 5000, 10)))
    assert 500 < many["NO"] < 1000
    scale = [permille(value) for value in range(-9000, 9001, 500)]
    assert scale == sorted(set(scale))
    assert permille(0) == 500
    assert _values() == {}


def test_every_feature_has_its_points() -> None:
    """The table and what is told of a text name the same features in the same order, each between 0 and 1000."""
    found = features(Piece([_piece("NO", 2), _piece("SE", 90, "leader")], 20, TEXT, frozenset()))
    for country in found.values():
        assert list(country) == list(POINTS)
        assert all(0 <= value <= 1000 for value in country.values())


def test_about_is_at_most_three_and_the_first_needs_less() -> None:
    """The fourth country is only mentioned; so is one under the middle, unless it is the first."""
    assert about({"A": 900, "B": 800, "C": 700, "D": 600}) == {"A", "B", "C"}
    assert about({"A": 900, "B": 300}) == {"A"}
    assert about({"A": 400, "B": 390}) == {"A"}
    assert about({"A": 300}) == frozenset()
    assert about({}) == frozenset()
