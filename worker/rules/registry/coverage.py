"""How many countries have a known holder of an office in a year: `dateline registry check --coverage`."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from worker.core.tags.calendar import day, status
from worker.core.tags.nouns import Person
from worker.rules.registry.offices import SINGLE, role

HEADS = "head"
OFFICES = (HEADS, "foreign", "defence", "interior", "finance")
# The members of the United Nations, with Taiwan, Kosovo, Palestine and the Holy See.
COUNTRIES = tuple(
    (
        "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO "
        "CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT HU ID "
        "IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK "
        "ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB "
        "SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN "
        "VU WS XK YE ZA ZM ZW"
    ).split()
)


class Year(NamedTuple):
    """A year's countries with a holder in office on 30 June, by office."""

    year: int
    held: dict[str, frozenset[str]]

    def lacking(self, office: str) -> list[str]:
        """The countries whose holder isn't known."""
        return sorted(set(COUNTRIES) - self.held[office])


def coverage(persons: Iterable[Person], years: Iterable[int]) -> list[Year]:
    """Who is known to hold the offices that count most, year by year."""
    everyone = list(persons)
    return [_year(everyone, year) for year in years]


def _year(persons: list[Person], year: int) -> Year:
    at = day(f"{year}-06-30") or 0
    held: dict[str, set[str]] = defaultdict(set)
    for person in persons:
        for office in person.offices:
            name = HEADS if role(office.office) in SINGLE else role(office.office)
            if name in OFFICES and status(office, at) == "current":
                held[name].add(office.country)
    return Year(year, {name: frozenset(held[name] & set(COUNTRIES)) for name in OFFICES})
