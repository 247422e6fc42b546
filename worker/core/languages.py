"""Languages so close that a few sentences lie between them: longer texts are told apart, and shorter ones by what their page declares."""

KINDRED = (("id", "ms"), ("da", "no"), ("cs", "sk"), ("hr", "bs", "sr"))


def kin(lang: str) -> tuple[str, ...]:
    """The languages that a few sentences don't tell from this one, itself among them; the first names them all."""
    return next((languages for languages in KINDRED if lang in languages), (lang,))
