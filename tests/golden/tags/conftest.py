"""One tagger for all sentences: it takes a second to make."""

import pytest

from worker.core.tags.tagger import Tagger
from worker.rules import gazetteer, registry


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    """The tagger with the data of this release."""
    return Tagger(gazetteer.load(), registry.load())
