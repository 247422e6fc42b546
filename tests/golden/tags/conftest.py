"""One tagger for all sentences: it takes a second to make."""

import pytest

from tests.support import released
from worker.core.tags.tagger import Tagger


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    """The tagger with the data of this release."""
    return released.tagger()
