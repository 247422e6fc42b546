"""Countries and leaders on the shared corpora never fall under the floors of tag_floors.toml."""

import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.quality import newswire_heads, tagscore
from tests.support import released
from worker.core.tags.tagger import Tagger

FLOORS: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "tag_floors.toml").read_text("utf-8")
)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger with the data of this release."""
    return released.tagger()


def floors(name: str) -> dict[str, Any]:
    """The floors of a measure; the test is skipped without the corpora, and fails where they are others."""
    if not tagscore.CORPORA.is_dir():
        pytest.skip("../shared is not there")
    found = FLOORS[name]
    assert tagscore.digest(*found["corpora"]) == found["digest"], (
        "other corpora: measure anew, and set floor and digest together"
    )
    return found


def _judge(tagger: Tagger, name: str, read: Callable[[], Iterable[tagscore.Row]], record: Any) -> None:
    """Both parts of a measure against their floors. The rows are read only where the corpora are there."""
    found, rows = floors(name), list(read())
    parts = {
        "dev": [row for row in rows if not tagscore.held_out(row)],
        "held": [row for row in rows if tagscore.held_out(row)],
    }
    for part, chosen in parts.items():
        figures = tagscore.score(tagger, chosen).figures()
        record(f"{name} {part}", {key: round(value, 3) for key, value in figures.items()})
        assert {key: value for key, value in figures.items() if value < found[part][key]} == {}, part


def _passages() -> Iterable[tagscore.Row]:
    return tagscore.rows(tagscore.PASSAGES)


def _english() -> Iterable[tagscore.Row]:
    return (row for row in (*_passages(), *tagscore.labelled_pages()) if row["lang"] == "en")


def test_passages_in_24_languages(tagger: Tagger, record_property: Any) -> None:
    """Short passages, ten a language."""
    _judge(tagger, "passages", _passages, record_property)


def test_labelled_pages(tagger: Tagger, record_property: Any) -> None:
    """Whole pages of the web."""
    _judge(tagger, "pages", tagscore.labelled_pages, record_property)


def test_english_alone(tagger: Tagger, record_property: Any) -> None:
    """Passages and pages in English together."""
    _judge(tagger, "english", _english, record_property)


def test_the_most_salient_country(tagger: Tagger, record_property: Any) -> None:
    """Articles that are about one country."""
    found = floors("cliff")
    share = tagscore.most_salient(tagger, tagscore.rows("cliff-focus.jsonl.gz"))
    record_property("cliff", round(share, 3))
    assert share >= found["most_salient"]


def test_newswire_of_1987(tagger: Tagger, record_property: Any) -> None:
    """The countries that stories of another time are about are found."""
    found = floors("newswire")
    recall = tagscore.recall_of_countries(tagger, tagscore.newswire(found["every"]))
    record_property("newswire", {lang: round(value, 3) for lang, value in recall.items()})
    assert recall["en"] >= found["recall"]


def test_heads_of_1987(tagger: Tagger, record_property: Any) -> None:
    """The heads of state and government among the people that stories of another time are labelled with are tagged."""
    found = floors("heads")
    count = newswire_heads.recall(tagger)
    record_property("heads of 1987", {"recall": round(count.recall, 3), "labels": count.right + count.missed})
    assert count.recall >= found["recall"]


def test_slavic_languages(tagger: Tagger, record_property: Any) -> None:
    """Countries in inflected languages are found, in each."""
    found = floors("slavic")
    recall = tagscore.recall_of_countries(tagger, tagscore.rows("slavicner-dev.jsonl.gz", found["every"]))
    record_property("slavic", {lang: round(value, 3) for lang, value in recall.items()})
    assert {lang: value for lang, value in recall.items() if value < found["recall"]} == {}


def test_what_the_loaded_data_costs(record_property: Any) -> None:
    """Megabytes of a fresh process, from nothing to a tagger that can be asked; its seconds of CPU are told, not judged."""
    found = FLOORS["loaded"]
    runs = [tagscore.cost_of_loading() for _ in range(3)]
    seconds, megabytes = min(run.seconds for run in runs), min(run.megabytes for run in runs)
    record_property("loaded", {"seconds": round(seconds, 2), "megabytes": round(megabytes)})
    assert megabytes <= found["megabytes"]
