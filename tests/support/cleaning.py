"""A page cleaned by the released rules, as the worker does it."""

from worker.core.clean import article
from worker.core.model import Article, RawPage, Rejection
from worker.rules.boilerplate import load

RULES = load()


def cleaned(html: str) -> Article | Rejection:
    """What becomes of an HTML page without a URL or a time."""
    return article.clean(RawPage(html=html), None, RULES, {})
