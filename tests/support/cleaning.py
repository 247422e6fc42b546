"""A page cleaned by the released rules, as the worker does it."""

from tests.support.released import RULES
from worker.core.clean import article
from worker.core.model import Article, RawPage, Rejection


def cleaned(html: str) -> Article | Rejection:
    """What becomes of an HTML page without a URL or a time."""
    return article.clean(RawPage(html=html), None, RULES, {})
