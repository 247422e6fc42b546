"""What an office is: its rank or ministry, how much it counts, and whether one person holds it at a time."""

import re

from worker.core.tags.lexicon.nouns import Office
from worker.core.tags.text.folding import fold

GREAT = frozenset("US CN RU GB FR DE JP IT CA AU IN BR MX KR ID TR SA ZA AR UA IL IR ES EU".split())
SENIOR = (
    "foreign",
    "defen",
    "interior",
    "home",
    "financ",
    "treasury",
    "exchequer",
    "state",
    "external",
    "attorney",
)
SINGLE = frozenset(("president", "head of government", "head of state", "pope"))
RANKS = {"state": ("president", "head of state", "pope"), "government": ("head of government",)}
SHARED = frozenset(("BA", "SM", "CH", "AD", "KM"))  # several hold one office at a time


def role(office: str) -> str:
    """What makes two offices one: the rank, or the ministry's first field."""
    title = FOR.sub("", fold(office).strip())
    if JUNIOR.search(title):
        return title
    if FOREIGN.search(title) and not SECOND.match(title):
        return "foreign"
    for words, name in ROLES:
        if any(word in title for word in words):
            return name
    return title.strip()


def rank(office: str) -> str | None:
    """`state` or `government`, which an office is the head of, under whatever title; None for another office."""
    held = role(office)
    return next((name for name, roles in RANKS.items() if held in roles), None)


# Beside a minister, not at the head of the ministry: `Secretary of State to the Minister of Tourism`, `Minister Delegate for`.
JUNIOR = re.compile(r"\bdelegate\b|\b(to|at|in) the (minister|ministry|mon )")
# The affairs abroad, not the trade, the economy, the employment abroad; a secretary of state without more is that of the United States.
FOREIGN = re.compile(
    r"\b(foreign|external)( and \w+)* (affairs|relations|policy|minist)|\bforeign (and|secretary)\b|\bforeign$|"
    r"\binternational relations\b|^(united states )?secretary of state$"
)
SECOND = re.compile(r"(first |second |third )*(vice|deputy)")  # and foreign minister, too
FOR = re.compile(r"^secretary of state for (the )?")  # which department's the rest says
ROLES = (
    (("exchequer",), "finance"),
    (("crown prince",), "heir"),
    (("vice president", "deputy president"), "vice president"),
    (
        ("deputy prime", "deputy head", "vice premier", "deputy premier", "vice chancellor", "tanaiste"),
        "deputy",
    ),
    (
        (
            "king",
            "queen",
            "monarch",
            "emperor",
            "sultan",
            "amir",
            "emir",
            "head of state",
            "grand duke",
            "prince",
        ),
        "head of state",
    ),
    (
        (
            "prime minister",
            "premier",
            "chancellor",
            "taoiseach",
            "head of government",
            "president of the government",
            "president of council of minister",
            "president of the council of minister",
            "chairman of the council of minister",
            "chairperson of the council of minister",
            "chief adviser",
        ),
        "head of government",
    ),
    (("president",), "president"),
    (("defen", "minister of war", "armed forces"), "defence"),
    (("interior", "home", "internal affairs", "internal administration"), "interior"),
    (("financ", "treasur"), "finance"),
)


def fame(office: Office) -> int:
    """How much an office counts: 3 for a head of a great country to 0 for a lesser ministry."""
    title = office.office.lower()
    if JUNIOR.search(title):
        return 0
    if office.kind == "head" and not any(word in title for word in ("deputy", "vice")):
        return 3 if office.country in GREAT and (office.end or "9999") > "1995" else 2
    return 1 if office.kind == "head" or any(word in title for word in SENIOR) else 0
