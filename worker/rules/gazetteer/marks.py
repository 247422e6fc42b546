"""The marks of forms and words, and where they would never match: inside a form, whose words before the last are read as written."""

BEHIND = frozenset("*!~")  # behind a form; `?` before it
# Tables and lists of words that may end in `*`, and those that may hold none.
OPEN, PLAIN = frozenset(("things", "trade")), frozenset(("food", "given", "given_generated"))


def misplaced(form: str, marks: str) -> str | None:
    """What is wrong with a form that was parted from its marks (`Karolin* Północn`, `*`); None where nothing is."""
    if inside := sorted(set(form) & BEHIND):
        return f"{form!r} holds {inside[0]!r} inside: a mark stands at the end of a form, whose words before are read as written"
    twice = next((mark for mark in marks if marks.count(mark) > 1), None)
    return twice and f"{twice!r} stands twice behind {form!r}"


def unmatched(table: str, name: str, words: tuple[str, ...]) -> str | None:
    """The first word of a list with a `*` where nothing would match it; None where there is none."""
    if name in OPEN or table in OPEN:
        return next((word for word in words if "*" in word[:-1]), None)
    return next((word for word in words if "*" in word), None) if table in PLAIN else None
