"""Rows of the reference file that stand under another country, person or office than their own, each with what is wrong.

What a source has in the wrong place all through is put right by rule, single rows by name.
"""

import re
from collections.abc import Iterable, Iterator

# One source lists two countries under one code: behind the first one's ministers the second one's heads begin.
BEHIND = {"IS": "IL", "MZ": "MM"}
MISPLACED = {
    "GP": "GT",
    "JE": "GB",
}  # Guatemala's ministers under Guadeloupe's code, Britain's once more under Jersey's
# The cabinet of the Solomon Islands, as it was in one month, under Slovenia's code.
SOLOMONS = ("SI", "2003-12-01", "2003-12-31")
# Single persons' rows under another country's code: source, country, id, and whose they are.
ABROAD = {
    ("wikidata-2022", "AU", "Q7786663"): "ZA",  # Thoko Didiza
    ("wikidata-2022", "FR", "Q360961"): "IL",  # Natan Sharansky
    ("wikidata-2022", "IN", "Q16119431"): "IQ",  # Muhanned Salman al-Saadi
}
# Guinea and Guinea-Bissau stand under Papua New Guinea's code, before its own heads; who of them is of Bissau.
BISSAU = frozenset(
    "Carlos Gomes|Raimundo Pereira|Martinho Cabi|Antonio Artur Sanha|Joaozinho Vieira|Joao Monteiro|Dionisio Cabi|Namuano Dias Gomes|"
    "Daniel Gomes|Filomeno Lobo De Pina|Mario Lopes Da Rosa|Rui Arauio Gomes|Jose Gaspar Gomes|Abass Djalo|Adelino Mano Queta|Adiato Nandigna|"
    "Antonio Isaac Monteiro|Antonio Sedja Man|Aristides Ocante Da Silva|Artur Silva|Augusto Formoso Mendes Correia|Augusto Ussumane|Bacar Djassi|"
    "Baciro Dabo|Carlos Alberto Andrade|Carlos Mussa Balde|Cipriano Cassama|Clucio Soares|Cristlano Nabitan|Eurico Abdouranane Djalo|"
    "Fatumata Djau Balde|Fernando Gomes|Filomena Tipote|Francisco Correia|Francisco Da Costa|Haja Satu Camara Pinto|Helder Proenca|"
    "Helena Nosolini Embalo|Induta Zamora|Isabel Buscardin|Issuf Sanha|Joagalm Bade|Joao Amadu Fadia|Joao De Barros|Jose Djo|Jose Lopes|Jose Mario Vaz|"
    "Lassana Seidi|Lurdes Soares|Malal Sanhe|Malam Mane Juventude|Marciano Silva Barbeiro|Maria Da Conceicao Nobre Cabral|Mario Vaz|"
    "Nhasse Namane|Pedro Da Costa|Pedro Ucaim Lima|Purna Bia|Roberto Armando Ferreira Cacheu|Ruspicio Marcelino Barboza|Soares Sambu|"
    "Tidna Sambe Naune|Vitor Mandinga|Wasna Papai Danfa|Zamora Induta".split("|")
)
# Rows that are of somebody else: source, country, name, first day.
WRONG = frozenset(
    (
        ("countryinfo-2012", "NL", "Mark Rutte", "1963-07-24"),  # Victor Marijnen's cabinet
        ("countryinfo-2012", "ZA", "Thabo Mvuyelwa Mbeki", "1999-06-16"),  # the president, as prime minister
        (
            "countryinfo-2012",
            "CH",
            "Pascal Couchepin",
            "1996-01-01",
        ),  # Jean-Pascal Delamuraz was it that year
        (
            "countryinfo-2012",
            "GR",
            "Konstandinos Karamanlis",
            "1974-12-14",
        ),  # presidents, among the prime ministers
        ("countryinfo-2012", "GR", "Konstandinos Karamanlis", "1980-05-15"),
        ("countryinfo-2012", "GR", "Konstandinos Karamanlis", "1990-05-04"),
        ("countryinfo-2012", "GR", "Konstandinos Stephanopoulos", "1995-03-10"),
        ("countryinfo-2012", "EC", "Jamil Mahuad", "1997-08-10"),  # a year early
        ("wikidata-2022", "BO", "Eduardo Rodríguez", "2005-06-09"),  # until January 2006, as two others tell
        ("countryinfo-2012", "SA", "Abdullah", "1996-01-01"),  # the crown prince, for a month regent
        ("countryinfo-2012", "SA", "Abdullah", "2005-08-01"),  # by half his name; `known.tsv` has all of it
        ("wikidata-2022", "AT", "Alexandru Nazare", "2010"),  # a deputy, of Romania
        ("wikidata-2022", "SE", "Nikki Kaye", "2013-01-22"),  # New Zealand's, in no cabinet post of that name
        # Who appointed the ministers of South Sudan, as the ministers.
        ("wikidata-2022", "SS", "Ali Osman Taha", "2011"),
        ("wikidata-2022", "SS", "John Garang", "2005"),
        ("wikidata-2022", "SS", "Salva Kiir Mayardit", "2011"),
        ("wikidata-2022", "SS", "Salva Kiir Mayardit", "2015"),
        ("wikidata-2022", "SS", "Salva Kiir Mayardit", "2017"),
        ("wikidata-2022", "SS", "Salva Kiir Mayardit", "2018"),
        ("wikidata-2022", "AF", "Mohammed Omar", "1996-09-27"),  # the supreme leader, as the prime minister
        (
            "wikidata-2022",
            "AF",
            "Abdullah Abdullah",
            "2014-09-29",
        ),  # chief executive to March 2020, not to the fall of Kabul
        ("factbook", "LK", "Ranil Wickremesinghe", "2015-01-09"),  # the prime minister, as the chief of state
        (
            "factbook",
            "BE",
            "Kris Peeters, Didier Reynders",
            "2008-12-30",
        ),  # the second one's first day, on both
        ("factbook", "AU", "Mostyn", "2024-07-01"),  # the governor-general
        ("factbook", "CD", "Anatole Collinet Makosso", "2021-05-12"),  # of the other Congo
        ("factbook", "FI", "Petteri Orpo", "2023-04-02"),  # the day of the election
        ("factbook", "GY", "Khemraj Ramjattan", "2020-08-02"),  # deputies of the government before
        ("factbook", "GY", "Sydney Allicock", "2020-08-02"),
        ("factbook", "SZ", "Ambrose Mandvulo Dlamini", "2023-11-06"),  # his successor's day
        ("factbook", "MN", "Gombojavis Zandanshatar", "2021-01-27"),  # his predecessor's day
    )
)
# Rows of two people's names in one cell.
TANGLED = frozenset(
    (
        "Yves Andre Magalie Sec. Of State For The Environment Wainwright Comeau Denis",
        "French Polynesia Moetai Brotherson Edouard Fritch",
    )
)
# Rows under another's name: source, country, name, first day, and the name that tells them apart.
NAMED = {
    ("countryinfo-2012", "MT", "Carmelo Mifsud Bonnici", "1984-12-22"): "Karmenu Mifsud Bonnici",
    ("factbook", "AE", "Muhammad bin Rashid Al-Nuhayan", "2022-05-14"): "Muhammad bin Zayid Al-Nuhayan",
}
# Rows with a day that is not the first one: source, country, name, that day, and the right one.
REDATED = {
    # A year early: the source saw her predecessor until 30 December 2023, and her first on 4 January 2024.
    ("factbook", "MH", "Hilda C. Heine", "2023-01-03"): "2024-01-03",
}
# Rows under another office than the person's own, for which there are other rows: country, name, office.
WRONG_OFFICE = frozenset(
    (
        ("IS", "Halla Tomasdottir", "Prime Minister"),
        ("SI", "Natasa Pirc Musar", "Prime Minister"),
        ("KG", "Adylbek Kasymaliyev", "President"),
        ("IQ", "Usama al-Nujayfi", "chief of state"),
        ("AF", "Ceo Abdullah Abdullah", "chief of state"),
        ("AF", "Ceo Abdullah Abdullah, Dr.", "chief of state"),
        ("AF", "Ceo Abdullah Abdullah", "head of government"),
        ("AF", "Ceo Abdullah Abdullah, Dr.", "head of government"),
    )
)
# Rows under the title of the list they stand in: country, name, and the right title.
RETITLED = {("GR", "Georgios Zoitakis"): "Regent"}  # among the kings, in the king's stead
NO_PERSONS = frozenset(
    (
        "transitional government",
        "Islamic Revolutionary Council",
        "for Foreign",
        "Presidential Council",
        "Presidential Leadership Council",
        "SAC Chair",
        "Sac Chair",
    )
)
MINISTER = "minister_or_other"  # the kind of rows of no head's
IN_PARTS = "wikidata-2022"
CROWNED = re.compile(
    r"emir$|yang di|governor-general$", re.IGNORECASE
)  # heads that stand among the ministers
# The highest civil servants of a ministry: of India's the source calls the foreign secretaries, too, ministers (`Minister of
# Foreign Affairs`; the ministers themselves are `of External Affairs`).
CIVIL_SERVANTS = frozenset(
    (IN_PARTS, country, office)
    for country, office in (
        ("IN", "Home Secretary"),
        ("IN", "Minister of Foreign Affairs"),
        ("PK", "Foreign Secretary"),
    )
)
# The lists of 2012 have the heads of Bosnia's two parts among the country's ministers; its own stand in the list of heads.
ENTITIES = ("countryinfo-2012", "BA")
HEADING = re.compile(r"(deputy |vice )?(prime minister|president)$", re.IGNORECASE)
UNTITLED = frozenset(("", "and", "of the", "head of government"))  # where the Factbook tells no title
SOVIET = "1990-04"  # heads of Russia who began before are the Soviet Union's


def in_their_countries(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The rows with the country they are of, where a source has put them under another's code."""
    ministers, behind = set(), set()
    for row in rows:
        code, head = row["iso2"], row["kind"].startswith("head")
        if row["source"] == "countryinfo-2012":
            if head and code in ministers:
                behind.add(code)
            if not head:
                ministers.add(code)
            code = code if head else MISPLACED.get(code, code)
            if not head and (code, row["start"], row["end"]) == SOLOMONS:
                code = "SB"
            if code == "PG" and code not in behind:
                code = "GW" if row["name"] in BISSAU else "GN"
            elif code in behind:
                code = BEHIND.get(code, code)
            elif head:
                # East Germany's stand among the Federal Republic's.
                code = "DD" if code == "DE" and row["office"].startswith("Chairmen of the council") else code
                # Mauritania's heads stand above Mauritius' ministers; KV is what the source calls Kiribati.
                code = {"MU": "MR", "KV": "KI"}.get(code, code)
                code = "SU" if code == "RU" and row["start"] < SOVIET else code
        yield {**row, "iso2": ABROAD.get((row["source"], code, row["qid"]), code)}


def of_the_nation(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The rows without those of ministers of a country's states, provinces and regions, of civil servants, and of who is his own deputy.

    Wikidata's list of 2022 has the parts of Australia, Belgium, Canada, Spain and Sudan under the country's code, with the same
    titles (`Treasurer`, `Minister of Finance`), and each of them above the country's own head, with whom the national list begins.
    """
    everyone = list(rows)
    headed = {(row["source"], row["iso2"]) for row in everyone if _begins_a_nation(row)}
    states = {_term(row) for row in everyone if row["kind"] == "head_of_state"}
    begun: set[tuple[str, str]] = set()
    for row in everyone:
        place = (row["source"], row["iso2"])
        if _begins_a_nation(row):
            begun.add(place)
        of_a_part = row["source"] == IN_PARTS and place in headed and place not in begun
        of_a_part |= place == ENTITIES and row["kind"] == MINISTER and bool(HEADING.match(row["office"]))
        if not (of_a_part or (*place, row["office"]) in CIVIL_SERVANTS or _deputy_of_himself(row, states)):
            yield row


def _deputy_of_himself(row: dict[str, str], states: set[tuple[str, str, str, str]]) -> bool:
    """True of a head of government without a title, who is a deputy as a rule, where the same term heads the state."""
    return row["kind"] == "head_of_government" and row["office"] in UNTITLED and _term(row) in states


def _term(row: dict[str, str]) -> tuple[str, str, str, str]:
    return row["source"], row["iso2"], row["name"], row["start"]


def _begins_a_nation(row: dict[str, str]) -> bool:
    return row["kind"] != MINISTER or bool(CROWNED.match(row["office"]))


def rightful_name(row: dict[str, str]) -> str | None:
    """The name of the person whom a row is of; None where it isn't that person's."""
    country, name = row["iso2"], row["name"]
    place = (row["source"], country, name, row["start"])
    if place in WRONG or (country, name, row["office"]) in WRONG_OFFICE or name in TANGLED:
        return None
    return NAMED.get(place, name)


def rightful_title(row: dict[str, str]) -> str | None:
    """The office of a row that stands in a list of another; None for all the rest."""
    return RETITLED.get((row["iso2"], row["name"]))


def rightful_start(row: dict[str, str]) -> str:
    """The first day of a row, put right where it is known to be wrong."""
    return REDATED.get((row["source"], row["iso2"], row["name"], row["start"]), row["start"])
