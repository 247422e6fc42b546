"""The text being read."""

import msgspec


class Reading(msgspec.Struct, frozen=True):
    """The text being read: as written, folded, the language whose tables are read, and the one it is in, whose home countries count."""

    text: str
    folded: str
    lang: str | None
    spoken: str | None
