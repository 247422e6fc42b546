"""What the release's data are made into, once a test process: loading them takes a second.

Neither remembers the pages that it has read. Tests of the loaders load for themselves.
"""

import functools

from worker.core.tags.lexicon.nouns import Gazetteer, Registry
from worker.core.tags.tagger import Tagger
from worker.rules import boilerplate, gazetteer, prepared, registry
from worker.stages import children
from worker.stages.clean import CleanHandler

RULES = boilerplate.load()


@functools.cache
def cleaner() -> CleanHandler:
    """The handler of the clean stage, without an operator's files."""
    return children.cleaner(None, None)


@functools.cache
def places() -> Gazetteer:
    """The places of this release."""
    return gazetteer.load()


@functools.cache
def leaders() -> Registry:
    """The registry of this release."""
    return registry.load()


@functools.cache
def tagger() -> Tagger:
    """The tagger with the data of this release."""
    return Tagger(*prepared.released())
