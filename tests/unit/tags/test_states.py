"""What counts as a country: parts of a state are the state, territories with a code of their own are themselves, states that are no more are none."""

import pytest

from worker.core.tags.tagger import Tagger


def codes(tagger: Tagger, text: str, lang: str = "en", date: str = "2024-05-01") -> set[str]:
    """The countries tagged in a text."""
    return {country.code for country in tagger.tag(None, text, lang, date, "published").countries}


@pytest.mark.parametrize(
    "lang, text",
    [
        ("en", "Scotland and Wales voted; England did not."),
        ("en", "The assembly of Northern Ireland met again."),
        ("de", "Schottland und Wales stimmten ab, England nicht."),
        ("fr", "L'Écosse et le pays de Galles ont voté."),
        ("es", "Escocia y Gales votaron, Inglaterra no."),
        ("pl", "Szkocja głosowała, Anglia nie."),
        ("ru", "Шотландия голосовала, Англия нет."),
        ("zh", "苏格兰举行了投票。"),
        ("ja", "スコットランドで投票が行われた。"),
    ],
)
def test_parts_of_the_kingdom_are_the_kingdom(whole: Tagger, lang: str, text: str) -> None:
    """Scotland, England, Wales and Northern Ireland."""
    assert codes(whole, text, lang) == {"GB"}


@pytest.mark.parametrize(
    "code, text",
    [
        ("GL", "Greenland voted on Tuesday."),
        ("FO", "A trawler from the Faroe Islands ran aground."),
        ("PR", "The lights went out in Puerto Rico."),
        ("HK", "Residents of Hong Kong queued for hours."),
        ("MO", "Casinos in Macau reopened."),
        ("GI", "The runway of Gibraltar was closed."),
        ("FK", "A flight to the Falkland Islands was delayed."),
        ("NC", "New Caledonia stays calm."),
        ("GU", "The typhoon passed Guam at night."),
        ("VG", "A yacht sank off the British Virgin Islands."),
        ("VI", "A yacht sank off the U.S. Virgin Islands."),
        ("AW", "Aruba expects more tourists."),
        ("BM", "The cup was sailed off Bermuda."),
        ("TW", "Taiwan held a drill."),
        ("XK", "Kosovo opened an office."),
        ("PS", "A convoy reached Gaza."),
        ("VA", "The Holy See named a bishop."),
    ],
)
def test_a_territory_with_its_own_code_stands_for_itself(whole: Tagger, code: str, text: str) -> None:
    """Not for the state that it belongs to, and not for the one that claims it."""
    assert codes(whole, text) == {code}


@pytest.mark.parametrize(
    "lang, text",
    [
        ("en", "The Soviet Union and Yugoslavia signed a treaty on grain."),
        ("en", "Czechoslovakia sent skiers."),
        ("en", "The USSR launched a probe."),
        ("de", "Die Sowjetunion und Jugoslawien unterzeichneten einen Vertrag."),
        ("fr", "L'Union soviétique et la Yougoslavie ont signé."),
        ("es", "La Unión Soviética y Yugoslavia firmaron."),
        ("ru", "СССР и Югославия подписали договор."),
        ("pl", "Związek Radziecki i Jugosławia podpisały układ."),
    ],
)
def test_a_state_that_is_no_more_is_no_country(whole: Tagger, lang: str, text: str) -> None:
    """Neither itself nor the one that followed it."""
    assert codes(whole, text, lang, "1987-06-01") == set()


@pytest.mark.parametrize(
    "text, name, country",
    [
        ("Mikhail Gorbachev flew home.", "Mikhail Gorbachev", "SU"),
        ("Leonid Brezhnev flew home.", "Leonid Brezhnev", "SU"),
        ("Josip Broz Tito flew home.", "Josip Broz Tito", "YU"),
        ("Erich Honecker flew home.", "Erich Honecker", "DD"),
        ("Gustáv Husák flew home.", "Gustáv Husák", "CS"),
    ],
)
def test_its_leaders_carry_its_code_and_tag_no_country(
    whole: Tagger, text: str, name: str, country: str
) -> None:
    """In 1979 each but the first is in office; in 2019 all have left it, and none is another state's."""
    for date, status in (("1979-06-01", "current"), ("2019-06-01", "former")):
        tags = whole.tag(None, text, "en", date, "published")
        found = [(leader.name, leader.country, leader.status) for leader in tags.leaders]
        assert tags.countries == ()
        assert found == (
            [] if (name, date) == ("Mikhail Gorbachev", "1979-06-01") else [(name, country, status)]
        )
