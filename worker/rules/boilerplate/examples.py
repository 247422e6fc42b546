"""Whether a rule does what its own examples say: each of `drops` goes from a text, each of `keeps` stays."""

from dataclasses import replace

from worker.core.clean.boilerplate.boilerplate import strip
from worker.core.clean.boilerplate.extents import UNJUDGED
from worker.core.clean.boilerplate.linerules import BoilerplateRules, Cut, Place, Rule

# Neutral lines of no language, so that a rule is tried without the others and a text isn't all furniture.
PROSE = "0123456789 " * 12
EXAMPLE = 4  # the line of an example between paragraphs


def around(example: str, rule: Rule) -> str:
    """The example as the furniture of a text, where the rule looks for it."""
    if rule.cut is Cut.CRUMB:
        return example
    if rule.cut is Cut.NEWS:
        return f"{PROSE}\n\n{PROSE}\n\n{example}"
    match rule.place:
        case Place.HEAD:
            return f"{example}\n\n{PROSE}\n\n{PROSE}"
        case Place.TAIL:
            return f"{PROSE}\n\n{PROSE}\n\n{example}"
        case _:
            return f"{PROSE}\n\n{PROSE}\n\n{example}\n\n{PROSE}"


def fault(rule: Rule) -> str | None:
    """The field and the reason for which the rule contradicts its examples; None where it doesn't."""
    alone = BoilerplateRules((rule,), "alone")
    lang = next((code for code in rule.languages if code != "*"), "en")
    reach = replace(UNJUDGED, boxed=frozenset({EXAMPLE})) if rule.place is Place.BOX else UNJUDGED
    url = f"https://{rule.sites[0]}/" if rule.sites else None

    def is_cut(example: str) -> bool:
        return bool(strip(around(example, rule), alone, lang, reach, url).removed)

    kept = next((example for example in rule.drops if not is_cut(example)), None)
    if kept is not None:
        return f"field 'drops': the rule doesn't cut {kept!r}"
    lost = next((example for example in rule.keeps if is_cut(example)), None)
    return None if lost is None else f"field 'keeps': the rule cuts {lost!r}"
