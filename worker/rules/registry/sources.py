"""The rows of the reference file as terms: one person, one office, one stretch of time, one source.

Every source has its own habits of naming offices and dates; this file knows them and nothing else does.
"""

import calendar
import csv
import gzip
import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

import msgspec

from worker.core.tags.folding import fold
from worker.rules.countries import TERRITORIES

LISTED = "countryinfo-2012"  # spells a person alike all through its lists of heads; among its aliases are other persons' names


class Term(msgspec.Struct, frozen=True, gc=False):
    """One row, cleaned. `exact` tells whether the days are a source's own or the span in which it was seen."""

    source: str
    country: str
    kind: str
    office: str
    name: str
    aliases: tuple[str, ...]
    surname: str | None
    qid: str | None
    start: str | None
    end: str | None
    seen: str | None
    exact: bool


# Ministers of the nation. What only sounds like one - deputies, judges, speakers, prefects - is left out.
MINISTER = re.compile(
    r"^(federal |union |acting |interim |senior |prime |cabinet |first )*"
    r"(minister|ministry|secretary of (state|defen[cs]e|the treasury|foreign|homeland|interior|agriculture|commerce|labor|"
    r"health|housing|transportation|energy|education|veterans|war|finance|economy|national|public|social|environment|"
    r"culture|tourism|communications|government|the interior|justice|local|trade|budget)|attorney[- ]general|chancellor of the exchequer|"
    r"treasurer$|home secretary|foreign secretary|united states secretary)",
    re.IGNORECASE,
)
HEAD = re.compile(
    r"^(acting |interim |caretaker |executive |first |second |third |transitional |provisional |former )*"
    r"(president$|president of (the )?(republic|government|council of ministers|state|federal republic|russia|united states|"
    r"swiss confederation|confederation|executive council|transitional council)|prime minister|premier$|premier of the state council|chancellor$|federal chancellor|king|queen|emperor|"
    r"sultan|amir|emir|monarch|grand duke|prince$|crown prince|sovereign prince|pope|taoiseach|supreme leader|"
    r"vice[- ]president|executive vice|vice[- ]premier|deputy (prime minister|premier|president|head of government)|vice[- ]chancellor|"
    r"tánaiste|general secretary of the|state counsell?or|head of (state|government)|minister of state of monaco|"
    r"captain regent|chief executive|co-prince|chairman of the presidency|chairperson of the presidency)",
    re.IGNORECASE,
)
NEVER = re.compile(
    r"deputy minister|vice[- ]minister|assistant|parliamentary|under-?secretary|minister of state|state secretary|"
    r"speaker|senate|chamber|assembly|court|justice of|judge|prefect|mayor|governor|ambassador|spokes|chief of|"
    r"central bank|bank of|first lady|opposition|minister-president|minister president|province|region of|county|"
    r"state minister|shadow|attaché|united nations|european commission|football|federation of|national people|"
    r"legislative|representative|commissioner|congress$|political bureau|armed forces|commander|kuomintang$|"
    r"republika srpska|kashmir|aragon|kurdistan|cook islands|prince edward|british columbia|manitoba|sarawak|southern sudan|abu dhabi|crimea|abkhaz|ossetia|quebec|ontario|falkland|buenos aires|transnistr|presidency$|"
    r"private secretary|secretary of state of (?!the )|principal|office of the president|lord of the treasury|secretary to|chief secretary|"
    r"president of the (?!republic|government|council of ministers|state|federal republic|swiss|executive|transitional)",
    re.IGNORECASE,
)
BLOCKS = {  # the headings of one source's lists of heads
    "presidents": "President", "prime ministers": "Prime Minister", "kings": "King", "kings/queens": "Monarch",
    "emperors/empresses": "Emperor", "emirs": "Emir", "chancellors": "Chancellor", "premiers": "Premier",
    "presidents, prime ministers": "President", "president": "President", "prime minister": "Prime Minister",
    "chairmen of the council of ministers": "Prime Minister", "vice-presidents": "Vice President",
    "general secretaries of the communist party": "General Secretary of the Communist Party",
    "general secretaries": "General Secretary", "heads of state": "Head of State", "chairmen of the council of state": "Chairman of the Council of State",
    "heads of government": "Head of Government", "ministers of state": "Minister of State", "rulers": "Ruler",
    "presidents of the executive yuan (premiers": "Premier", "sultans": "Sultan", "queens": "Queen", "popes": "Pope",
    "presidents of the council of ministers": "Prime Minister", "paramount rulers": "Paramount Ruler", "federal chancellors": "Chancellor",
    "supreme leaders": "Supreme Leader", "chief executive": "Chief Executive", "chief executives": "Chief Executive", "captains-regent": "Captain Regent",
    "chairmen of the presidency of the republic": "Chairman of the Presidency", "high state committee": "Member of the High State Committee",
    "chairmen of the council of ministers (prime ministers": "Prime Minister", "chairmen of the council of ministers (premiers": "Prime Minister",
    "prime ministers (presidents of the council of ministers": "Prime Minister", "chairmen of the executive council": "Prime Minister",
    "chairmen of the state council": "Chairman of the State Council", "presidents of the council of state": "President of the Council of State",
    "chairmen of the presidium of the supreme soviet": "Chairman of the Presidium of the Supreme Soviet", "shahs": "Shah", "king": "King",
    "emperor": "Emperor", "sovereign princes": "Prince", "princes/princesses": "Prince", "heads of the supreme council": "Head of State",
    "chairmen of the presidium of the supreme people's assembly": "Chairman of the Presidium of the Supreme People's Assembly",
    "chairmen of the communist party of china": "Chairman of the Communist Party", "first prime ministers": "Prime Minister",
    "chairmen of the provisional military administrative council": "Head of State", "chairmen of the presidium of the people's assembly": "Chairman of the Presidium of the People's Assembly",
    "presidents of the revolutionary council": "President of the Revolutionary Council", "chairmen of the military council": "Chairman of the Military Council",
    "chairman of the state peace and development council": "Chairman of the State Peace and Development Council", "interim president": "President",
    "chairmen of the state law and order restoration council": "Chairman of the State Law and Order Restoration Council",
    "chairmen of the provisional ruling council": "Head of State", "chairman of the supreme military council": "Head of State",
    "chairman of the supreme council": "Chairman of the Supreme Council", "chairman of the supreme council, president": "Chairman of the Supreme Council",
    "chairmen of the supreme soviet": "Chairman of the Supreme Soviet", "chairman of the supreme soviet": "Chairman of the Supreme Soviet",
    "chairman of the council of ministers": "Prime Minister", "chairmen of the council of people's commissars": "Prime Minister",
    "chairmen of the presidium of the state great khural": "Chairman of the Presidium of the Great Khural", "chairman of the state presidium": "Chairman of the State Presidium",
    "general secretaries of the central committee of the mprp": "General Secretary of the People's Revolutionary Party", "first secretaries": "First Secretary of the Workers' Party",
    "kings (title druk gyalpo": "King", "rulers (hakim": "Emir", "head of state": "Head of State",
    "chairman of the national transitional government": "Chairman of the Transitional Government", "president of the interim government of national unity": "President",
    "chairman of the revolutionary command council": "Chairman of the Revolutionary Command Council", "leader of the revolution": "Supreme Leader",
    "secretaries of the general people's committee": "Secretary of the General People's Committee", "chiefs of government": "Head of Government",
    "secretaries of the general people's congress": "Secretary of the General People's Congress", "presidents of the governing council": "President of the Governing Council",
    "chairman of the high council of state": "Head of State", "chairman of the military council for justice and democracy": "Head of State",
    "chairman of the national reconciliation council": "Head of State", "chairman of the national salvation council": "Head of State",
    "head of the armed forces revolutionary council": "Head of State",
    "chairman of the military council": "Head of State", "head of the interim military government": "Head of State", "chairman of the state presidency": "Chairman of the Presidency",
    "co-prime ministers": "Prime Minister", "coequal prime ministers": "Prime Minister", "second prime minister": "Prime Minister", "presidents of the presidency": "President of the Presidency",
    "president of the people's revolutionary council": "President of the Revolutionary Council", "executive vice-presidents": "Vice President",
    "secretary-general of the provisional government": "Head of State",
    "taoisigh": "Taoiseach", "princes": "Prince", "grand dukes/grand duchesses": "Grand Duke", "grand dukes": "Grand Duke",
}  # fmt: skip
TITLES = re.compile(
    r"^(also spelled|(?:Gnu )?(?:Interim )?Prime Minister|prime minister|minister|transitional President|president|or (?:Acting )?Prime Minister|Minister-Designate|French Polynesia|of the|of|and|the|Swiss Confederation|Sheikh|Shaykh|Sir|Dame|Gen\.|General|Lt\.|Col\.|Maj\.|Capt\.|Dr\.|Dr|"
    r"Presidential (?:Leadership )?Council|Taliban Leader|Foreign Minister|(?:Co-|Temporary )?Vice President|Territorial Council|"
    r"(?:Lieutenant|Assistant) Governor|Bailiff|President-elect|(?:for )?(?:Infrastructure|Cabinet Affairs|Defense Affairs|Defense|Interior)|Ceo|CEO|Australia|First|SAC Chair|President-Elect|Crown Prince|Prince|Princess|Amir|Republic|Minister|Republics?|Government|State|Council|Ministers?)\s+",
)
PARTICLES = frozenset(
    ["al", "bin", "el", "ibn", "abd", "ben", "de", "da", "dos", "van", "von", "der", "la", "le", "abu", "aal"]
)
SON_OF = frozenset(("bin", "ibn", "bint"))
HONORIFICS = frozenset(
    (
        "ayatollah",
        "hojatolislam",
        "sayyed",
        "mullah",
        "mawlawi",
        "sheikh",
        "commodore",
        "capt",
        "lyonpo",
        "haji",
    )
)
LIKE = 0.6  # share of letters in common, in order, of two spellings of a word
REALM_HEADS = {"Elizabeth II", "Queen Elizabeth II", "Charles III"}
LOST = re.compile(
    r"[\x00-\x1f](\w*)"
)  # where a source lost an accented letter, and took the next for a word's first
REGNAL = re.compile(r"^(.+ [IVX]+) of ")  # Harald V of Norway
CLAIMED = frozenset(("EH",))  # a territory with a government of its own, in exile


# One source lists two countries under one code: behind the first one's ministers the second one's heads begin.
BEHIND = {"IS": "IL", "MZ": "MM"}
MISPLACED = {
    "GP": "GT",
    "JE": "GB",
}  # Guatemala's ministers under Guadeloupe's code, Britain's once more under Jersey's
# Guinea and Guinea-Bissau stand under Papua New Guinea's code, before its own heads; who of them is of Bissau.
BISSAU = frozenset(
    "Carlos Gomes|Raimundo Pereira|Martinho Cabi|Antonio Artur Sanha|Joaozinho Vieira|Joao Monteiro|Dionisio Cabi|Namuano Dias Gomes|"
    "Daniel Gomes|Filomeno Lobo De Pina|Mario Lopes Da Rosa|Rui Arauio Gomes|Jose Gaspar Gomes".split("|")
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
    )
)
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
SOVIET = "1990-04"  # heads of Russia who began before are the Soviet Union's
FACTBOOK_ENDS = "2026-01-31"  # later copies of it say what that one said


def read(path: Path) -> Iterator[Term]:
    """The terms of `leaders.csv.gz` that are of national leaders."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in _countries(csv.DictReader(file)):
            yield from _terms(row)


def _countries(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
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
        yield {**row, "iso2": code}


def _terms(row: dict[str, str]) -> Iterator[Term]:
    if (row["source"], row["iso2"], row["name"], row["start"]) in WRONG:
        return
    if (row["iso2"], row["name"], row["office"]) in WRONG_OFFICE:
        return
    if row["name"] in TANGLED:
        return
    name = NAMED.get((row["source"], row["iso2"], row["name"], row["start"]), row["name"])
    if not re.fullmatch(r"[A-Z]{2}", row["iso2"]) or row["iso2"] == "EU":
        return
    for called, *spellings in _people(name):
        for office, kind in _offices(row):
            if called and called not in NO_PERSONS and not _foreign_head(row, called):
                yield _term(row, called, spellings, office, kind)


def _term(row: dict[str, str], name: str, spellings: list[str], office: str, kind: str) -> Term:
    source, seen = row["source"], row["seen"].split("..")[-1][:10]
    if source == "factbook":
        seen = min(seen, FACTBOOK_ENDS)
    start, end = row["start"], row["end"]
    if end.startswith("open("):
        told, end = end[5:-1], ""
        seen = told if told > start else seen
    aliases = tuple(
        tidy(alias)
        for alias in re.split(r"[|;]", row["aliases"])
        if " " in alias.strip() and "(" not in alias and not (source == LISTED and differ(name, alias))
    )
    return Term(
        source=source,
        country=row["iso2"],
        kind=kind,
        office=office,
        name=name,
        aliases=tuple(filter(None, (*spellings, *REGNAL.findall(name), *aliases))),
        surname=tidy(row["aliases"]) or None if source == "factbook" and len(row["aliases"]) > 1 else None,
        qid=row["qid"] or None,
        start=iso_day(start.lstrip("<~")),
        end=iso_day(end.lstrip("<~")),
        seen=iso_day(seen),
        exact=not start.startswith("<") and not end.startswith("~"),
    )


def iso_day(text: str) -> str | None:
    """ISO 8601 of a source's date; 31 April becomes 30 April, 20030101 gets its dashes."""
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if not re.fullmatch(r"[12]\d{3}(-\d\d(-\d\d)?)?", text):
        return None
    if len(text) == 10:
        year, month, date = text.split("-")
        if not 1 <= int(month) <= 12:
            return None
        longest = calendar.monthrange(int(year), int(month))[1]
        text = f"{year}-{month}-{max(1, min(int(date), longest)):02}"
    return text


def _people(name: str) -> list[list[str]]:
    """The persons in one cell, `A and B`, each with all spellings, `A, also spelled B`."""
    persons = re.split(r"\s+and\s+(?=[A-ZÀ-Ž])", name)
    return [
        [tidy(part) for part in re.split(r",?\s*also spelled\s+", person) if part]
        for person in persons
        if person
    ]


def tidy(name: str) -> str:
    """A name without the titles and remarks that sources leave in it, and with its usual capitals."""
    name = LOST.sub(lambda found: found[1].lower(), name)
    name = unicodedata.normalize(
        "NFC", re.sub(r"\(.*?(?:\)|$)|\[.*?\]|,.*$| - previously .*$| appointed .*$", "", name)
    ).strip(" .;\"'’“”")
    name = re.sub(r"\s+", " ", name.replace("’", "'").replace("`", "'"))
    for _ in range(4):
        name = TITLES.sub("", name)
    name = " ".join(_capitals(word) for word in name.split())
    return name if name and not re.search(r"\d|vacant|none", name, re.IGNORECASE) else ""


def _capitals(word: str) -> str:
    if re.fullmatch(r"[IVX]+", word) or (
        re.fullmatch(r"(Ii|Iii|Iv|Vi|Vii|Viii|Ix|Xi{1,3})", word) and word != "Xi"
    ):
        return word.upper()
    if len(word) > 1 and word.isalpha() and word.isupper():
        word = (
            word
            if word in ("DE", "DA", "DO", "DOS", "LA", "VAN", "VON", "DER", "BIN", "AL", "EL")
            else word.capitalize()
        )
    return (
        word.lower()
        if word in ("DE", "DA", "DO", "DOS", "LA", "VAN", "VON", "DER", "BIN", "AL", "EL")
        else word
    )


def _offices(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Office and kind of a row; none where it is no national leader's."""
    raw = row["office"].strip()
    if row["source"] == "factbook":
        yield from _factbook_office(raw, row)
    elif row["kind"].startswith("head (leader"):
        if office := BLOCKS.get(raw.lower()):
            yield office, "head"
    elif row["kind"] in ("head_of_state", "head_of_government"):
        yield raw, "head"
    else:
        mixed = row["source"] == "countryinfo-2012" and "&" in raw
        # That source gives all of a person's titles with each of the terms: the prime minister of one was a minister in the others.
        yield from (found for found in offices_in(raw) if not (mixed and found[1] == "head"))


def offices_in(raw: str) -> Iterator[tuple[str, str]]:
    """The offices in one cell, `A & B`; a cell of many is a history of one ministry after another: the first three."""
    raw = re.sub(r"^MIN\. OF (.*?)_?$", lambda found: f"Minister of {found[1].title()}", raw)  # South Sudan's
    for part in list(dict.fromkeys(re.split(r"\s*[&;]\s*", raw)))[:3]:
        if NEVER.search(part):
            continue
        if HEAD.match(part):
            yield part, "head"
        elif MINISTER.match(part):
            yield part, "minister"


def _factbook_office(raw: str, row: dict[str, str]) -> Iterator[tuple[str, str]]:
    if re.match(r"represented by|administrator|commissioner|governor", raw, re.IGNORECASE):
        return
    office = (
        re.sub(r"\s+(of|of the|and|Gen\.|Sheikh|Sir|Dame)$", "", raw).rstrip("s")
        if raw not in ("", "and", "of the")
        else ""
    )
    if raw in ("", "and", "of the", "chief of state", "head of government", "Prime"):
        office = "Head of State" if row["kind"] == "head_of_state" else "Deputy Head of Government"
    yield office, "head"


def _foreign_head(row: dict[str, str], name: str) -> bool:
    """Another country's head listed as a territory's or a realm's: their own country's rows name them."""
    if name in REALM_HEADS and row["iso2"] != "GB":
        return True
    if row["iso2"] == "AD" and "prince" in row["office"].lower():
        return True
    return row["iso2"] in TERRITORIES - CLAIMED and row["kind"] in ("head_of_state", "head (leader block)")


def differ(name: str, other: str) -> bool:
    """True for names of which each has a word unlike all of the other's: Ghulam Ishaq Khan, Ghulam Sarwar Khan."""
    one, two = (
        [word for word in fold(text).split() if len(word) > 1 and word not in PARTICLES | HONORIFICS]
        for text in (name, other)
    )
    return not all(_word_in(word, two) for word in one) and not all(_word_in(word, one) for word in two)


def _word_in(word: str, words: Iterable[str]) -> bool:
    return any(
        word == other or SequenceMatcher(None, word, other, autojunk=False).ratio() >= LIKE for other in words
    )


def name_key(name: str) -> str:
    """Equal for spellings of one name that differ in accents, hyphens, initials or order."""
    words = [word for word in fold(name).split() if len(word) > 1]
    if not SON_OF.isdisjoint(words):
        if words[0] in SON_OF:
            words = [words[-1], *words[:-1]]  # as one source has it: Bin Alawi Bin Abdallah, Yusuf
        return " ".join(words)  # Hamad bin Khalifa is the son of Khalifa bin Hamad
    if re.search(r" [VX]$", name):
        words.append(fold(name[-1]))  # Olav V
    return " ".join(sorted(words)) or fold(name).strip()


def initials(name: str) -> tuple[str, ...]:
    """The letters that stand for given names: `George H. W. Bush`, `A.P.J. Abdul Kalam`; none in O'Neill."""
    parts = (part for word in name.split() for part in word.split("."))
    return tuple(part.lower() for part in parts if len(part) == 1 and part.isascii() and part.isalpha())
