"""Errors, named by what to do about them.

DatelineError
├── SettingsError     a setting or a data file is wrong: one line, exit 2, nothing was started
├── Unavailable       a broker, topic or file isn't there (yet): retry, then say what is missing
├── PoisonPage        this one page can't be processed: dead letter
└── Fenced            another worker owns the partition now: end at once, un-acked

Expected results (a rejected page, a copy) are values, not exceptions. Anything else that is raised
while a message is in hand ends the process un-acked, so that the message comes again.
"""


class DatelineError(Exception):
    """Any error of ours; its text is one line a person can act on."""


class SettingsError(DatelineError):
    """A setting, an argument or a data file is wrong. Exit code 2."""


class Unavailable(DatelineError):
    """Something outside isn't there: a broker, a topic, a file. Exit code 1."""


POISON = ("timeout", "crash", "memory", "exception", "undeliverable")  # what a page can die of


class PoisonPage(DatelineError):
    """A page that can't be processed, twice tried. `error` is its class for fates and dead letters."""

    def __init__(self, error: str, detail: str) -> None:
        super().__init__(f"{error}: {detail}")
        self.error = error  # one of POISON
        self.detail = detail


class Fenced(DatelineError):
    """Another worker has claimed the partition: this one must stop without acknowledging."""
