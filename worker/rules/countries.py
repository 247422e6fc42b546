"""The codes of countries: ISO 3166-1 alpha-2, Kosovo's, and the former ones of states that are no more."""

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
# Those with a code of their own that are another state's, or nobody's.
TERRITORIES = frozenset(
    (
        "AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF NU PF "
        "PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT"
    ).split()
)
PLACES = frozenset(COUNTRIES) | TERRITORIES
DISSOLVED = frozenset(("SU", "YU", "CS", "DD"))  # they have leaders, and are no country tag
