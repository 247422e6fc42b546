"""Commands that read pages, without what each of them loads: once for all tests of a run."""

import functools
from collections.abc import Iterator

import pytest

from tests.support import workers
from worker.runtime import nursery
from worker.stages import children


@pytest.fixture(scope="package", autouse=True)
def loaded_once() -> Iterator[None]:
    """What reads pages in this process, by the files that it is made of."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(children, "cleaner", functools.cache(children.cleaner))
        patch.setattr(children, "tagger", functools.cache(children.tagger))
        yield


@pytest.fixture(autouse=True)
def forked_pools(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pools of this process have a template that has loaded already."""
    assert workers.warm
    monkeypatch.setattr(nursery, "_started", workers.warm.template)
