"""The pool of child processes as the settings want it: for a worker's stages, or for a command that reads pages.

No library that reads pages is imported here, so that the parent starts fast and stays small.
"""

from collections.abc import Callable, Collection

from worker.runtime.pool import Limits, Pool
from worker.settings import Settings
from worker.stages import jobs


def make(
    settings: Settings,
    kinds: Collection[str],
    on_restart: Callable[[str, str], None] = lambda cause, detail: None,  # noqa: ARG005
) -> Pool:
    """A pool for these kinds of job, not yet started; without children where there is no kind."""
    limits = Limits(deadline=settings.page_deadline, memory=settings.memory_limit, queue=settings.child_queue)
    count = settings.children if kinds else 0
    return Pool(jobs.FACTORY, jobs.config(settings, kinds), count, limits, on_restart)
