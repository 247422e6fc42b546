"""How often Python looks for garbage in cycles, in the worker and in its children."""

import gc

# Allocations between two collections: at Python's 700 they are a tenth of the time of a page, which makes hardly any cycles.
OFTEN_ENOUGH = 5_000


def collect_nothing_yet() -> None:
    """Until `collect_rarely`: while the data is loaded nothing of it dies, and looking through it again and again takes a sixth of the time."""
    gc.disable()


def collect_rarely() -> None:
    """From now on, and never again through what is loaded by now: rules and data never die. Call it once, when all is."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OFTEN_ENOUGH)
    gc.enable()
