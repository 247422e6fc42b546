"""What a published schema may become without breaking a reader. Pure.

Within a version only optional fields are added. So a schema, without its prose and without the optional fields it
has gained, must still be the published one.
"""

from typing import Any

from worker.schemas.validator import Problem

PROSE = {"title", "description", "examples", "x-unit", "x-open"}
SETS = ("/required", "/enum")  # lists whose order says nothing


def breaks(published: Any, present: Any, place: str = "") -> list[Problem]:
    """Where `present` breaks those who read by `published`; `place` is the path to both."""
    if isinstance(published, dict) and isinstance(present, dict):
        return _breaks_in_object(published, present, place)
    if place.endswith(SETS):
        published, present = sorted(map(str, published)), sorted(map(str, present))
    elif isinstance(published, list) and isinstance(present, list) and len(published) == len(present):
        pairs = enumerate(zip(published, present, strict=True))
        return [found for index, (old, new) in pairs for found in breaks(old, new, f"{place}/{index}")]
    if published == present:
        return []
    return [Problem(place.strip("/"), f"was {_short(published)}, is {_short(present)}")]


def _breaks_in_object(published: dict[str, Any], present: dict[str, Any], place: str) -> list[Problem]:
    prose = set() if _holds_fields(place) else PROSE
    gone = [
        Problem(f"{place}/{key}".strip("/"), "is gone")
        for key in published
        if key not in present and key not in prose
    ]
    added = [
        Problem(f"{place}/{key}".strip("/"), "is new: only optional fields may be added")
        for key in present
        if key not in published and key not in prose and not _may_be_added(key, place)
    ]
    kept = [key for key in published if key in present and key not in prose]
    return (
        gone
        + added
        + [found for key in kept for found in breaks(published[key], present[key], f"{place}/{key}")]
    )


def _may_be_added(key: str, place: str) -> bool:
    # A field of an object, or the parts that a new field refers to; a whole new `properties` is only new fields.
    return _holds_fields(place) or key in {"$defs", "properties"}


def _holds_fields(place: str) -> bool:
    """Whether the keys at this place are names of fields, not keywords: `…/properties` that is itself a keyword."""
    steps = place.strip("/").split("/")
    return steps[-1] in {"properties", "$defs"} and not (
        len(steps) > 1 and _holds_fields("/".join(steps[:-1]))
    )


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
