"""What the release's data are made into, once a test process: loading them takes a second.

Neither remembers the pages that it has read. Tests of the loaders load for themselves.
"""

import functools

from worker.core.tags.tagger import Tagger
from worker.rules import boilerplate, prepared

RULES = boilerplate.load()


@functools.cache
def tagger() -> Tagger:
    """The tagger with the data of this release."""
    return Tagger(*prepared.released())
