"""The rows of the reference file as terms: one person, one office, one stretch of time, one source.

Every source has its own habits of naming offices and dates; this file knows them and nothing else does.
"""

import calendar
import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from worker.rules.countries import TERRITORIES
from worker.rules.registry.misfiled import (
    NO_PERSONS,
    in_their_countries,
    of_the_nation,
    rightful_name,
    rightful_start,
    rightful_title,
)
from worker.rules.registry.names import differ, tidy
from worker.rules.registry.titles import OF_SEVERAL, told_apart

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
    r"republika srpska|punjab|brussels-capital|kashmir|aragon|kurdistan|cook islands|prince edward|british columbia|manitoba|sarawak|southern sudan|abu dhabi|crimea|abkhaz|ossetia|quebec|ontario|falkland|buenos aires|transnistr|presidency$|"
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
REALM_HEADS = {"Elizabeth II", "Queen Elizabeth II", "Charles III"}
REGNAL = re.compile(r"^(.+ [IVX]+) of ")  # Harald V of Norway
CLAIMED = frozenset(("EH",))  # a territory with a government of its own, in exile


UNTITLED = {  # where a source tells no title: the second of two heads of government is a deputy, as a rule
    "head_of_state": "Head of State",
    "head_of_government": "Deputy Head of Government",
}
RANK_ALONE = re.compile(  # a soldier's rank where the title should stand, or the title without its second half
    r"((lt|maj|brig|sr|gen|col|capt)\.|general|colonel|captain|\s)+|chair(man|person)?( of the)?|chief|minister",
    re.IGNORECASE,
)
# Times in which nobody looked at it: the last day before, the last of the days on which one looked again.
UNWATCHED = (("2015-11-29", "2016-11-26"), ("2016-11-26", "2020-11-27"))
FACTBOOK_ENDS = "2026-01-31"  # later copies of it say what that one said


def read(path: Path) -> Iterator[Term]:
    """The terms of `leaders.csv.gz` that are of national leaders."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in told_apart(of_the_nation(in_their_countries(csv.DictReader(file)))):
            yield from _terms(row)


def _terms(row: dict[str, str]) -> Iterator[Term]:
    name = rightful_name(row)
    if name is None:
        return
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
    start, end = rightful_start(row), row["end"]
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


def last_seen(start: str, end: str) -> str | None:
    """The day on which the Factbook last saw a term that it saw no more after a long time without a look; None for other ends.

    Mehmet Şimşek left in July 2018; the end of the term would be November 2020, when somebody looked again.
    """
    return next((last for last, again in UNWATCHED if start <= last < end <= again), None)


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


def _offices(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Office and kind of a row; none where it is no national leader's."""
    raw = row["office"].strip()
    if row["source"] == "factbook":
        yield from _factbook_office(raw, row)
    elif row["kind"].startswith("head (leader"):
        if office := rightful_title(row) or BLOCKS.get(raw.lower()):
            yield office, "head"
    elif row["kind"] in ("head_of_state", "head_of_government"):
        yield raw, "head"
    else:
        # Heads have a list of their own in that source: where it joins titles, a wrong one would make a minister a head.
        mixed = row["kind"] == OF_SEVERAL
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
    raw = "" if RANK_ALONE.fullmatch(raw) else raw
    office = (
        re.sub(r"\s+(of|of the|and|Gen\.|Sheikh|Sir|Dame)$", "", raw).rstrip("s")
        if raw not in ("", "and", "of the")
        else ""
    )
    if raw in ("", "and", "of the", "chief of state", "head of government", "Prime"):
        office = UNTITLED[row["kind"]]
    yield office, "head"


def _foreign_head(row: dict[str, str], name: str) -> bool:
    """Another country's head listed as a territory's or a realm's: their own country's rows name them."""
    if name in REALM_HEADS and row["iso2"] != "GB":
        return True
    if row["iso2"] == "AD" and ("prince" in row["office"].lower() or name.startswith("French Co")):
        return True
    return row["iso2"] in TERRITORIES - CLAIMED and row["kind"] in ("head_of_state", "head (leader block)")
