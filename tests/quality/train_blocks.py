"""Train the block models from the shared pages, and score them on sites they haven't seen.

`python -m tests.quality.train_blocks` prints the cross-validated figures of both models, of the worker's choice between them with the pages that lose most, and
of a language that no page of the training was in; with `--disguised NAME` those of pages that were rewritten as `tests.quality.disguise` says; with `--write` they are trained on all pages instead and go to worker/rules/boilerplate/blocks.json. Needs ../shared, and
lightgbm (not a dependency of the project: `pip install lightgbm`).
Labels: of a page with a gold text, a block is the article's if most of its words are in it, the page and the text laid side by side; of a page with
snippets, if one that must stay is in it (and not if one that must go is). Weights: words up to 60, and less on a long page, because each page counts alike.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import lightgbm  # type: ignore[import-not-found, import-untyped, unused-ignore]
import numpy as np
from numpy.typing import NDArray

from tests.quality.disguise import DISGUISES, Disguise
from tests.quality.labels import Labels, by_gold, by_snippets
from tests.quality.textscore import SEGMENTED, SHINGLED, rows, segment_score, shingle_score
from worker.core.clean.blocks import decision, features, walk, witness
from worker.core.clean.blocks.blocks import Block
from worker.core.clean.blocks.features import Hints
from worker.core.clean.blocks.model import SCALE
from worker.core.clean.blocks.surroundings import Table
from worker.core.clean.body import extract, selection
from worker.core.clean.body.selection import Seen
from worker.core.clean.boilerplate import boilerplate, extents
from worker.core.clean.metadata import metadata
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.text import language, passages
from worker.core.clean.text.words import word_count
from worker.rules.boilerplate import BLOCKS, load

FOLDS = 5
TREES = 320
SHAPE: dict[str, Any] = {
    "objective": "binary", "extra_trees": True, "num_leaves": 16, "learning_rate": 0.1, "min_data_in_leaf": 40, "lambda_l2": 5.0, "max_bin": 63,
    "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1, "seed": 0, "num_threads": 1, "deterministic": True,
    "force_col_wise": True, "verbose": -1,
}  # fmt: skip
TYPICAL = 600  # words of an article; a block weighs less on a longer page
WORDS = load().pages.bylines
WORST = 10  # pages that are named
HELD_OUT = "de"  # the language most pages are in after English
Scores = dict[str, list[int]]


@dataclass
class Sample:
    """One page: its blocks with their features without and with a witness, labels (-1: unknown) and weights."""

    page: dict[str, Any]
    declared: Metadata
    lang: str | None
    blocks: list[Block]
    alone: Table
    witnessed: Table
    labels: Labels
    weights: NDArray[np.float64]


def samples(disguise: Disguise | None = None) -> list[Sample]:
    """All labelled pages of both corpora; the features of a disguised page are those of its disguise, all else is its own."""
    pages = [page for name in (SHINGLED, SEGMENTED) for page in rows(name)]
    return [sample for page in pages if (sample := _sample(page, disguise)) is not None]


def _sample(page: dict[str, Any], disguise: Disguise | None) -> Sample | None:
    tree = extract.parse(page["html"]).tree
    if tree is None or ("text" in page and not page["text"]):
        return None
    found = walk.read(tree)
    declared = metadata.read(tree, found, WORDS, page.get("url"))
    if not found.blocks:
        return None
    shown, hints = found, extract.hints(declared)
    if disguise:
        disguise.put_on(tree)
        shown, hints = walk.read(tree), _disguised(declared, disguise)
    alone = features.features(shown, hints)
    read = extract.second_reading(tree)
    seen = np.concatenate([alone, features.witnessed(shown, witness.of(read))], axis=1)
    labels = by_gold(page["text"], found.blocks) if page.get("text") else by_snippets(page, found.blocks)
    lang = language.detect(page.get("text") or read) if disguise is None else None
    del page["html"]
    return Sample(page, declared, lang, found.blocks, alone, seen, labels, _weights(page, found.blocks))


def _disguised(declared: Metadata, disguise: Disguise) -> Hints:
    title, body = (disguise.text(text) if text else None for text in (declared.title, declared.body))
    return Hints(title, witness.of(body) if body else None)


def _fold(page: dict[str, Any]) -> int:
    """By site, so that no site is in two folds."""
    host = urlsplit(page.get("url") or page["id"]).hostname or page["id"]
    site = ".".join(host.split(".")[-2:])
    return hashlib.sha256(site.encode()).digest()[0] % FOLDS


def _weights(page: dict[str, Any], found: list[Block]) -> NDArray[np.float64]:
    if not page.get("text"):
        return np.full(len(found), 35.0)
    words = np.minimum([block.words for block in found], 60) + 3.0
    share: float = (TYPICAL / max(100, word_count(page["text"]))) ** 0.5
    return share * words


def trained(data: Iterable[Sample], side: str) -> Any:
    """A model trained on these pages' `alone` or `witnessed` features."""
    known = [(getattr(sample, side), sample.labels, sample.weights, sample.labels >= 0) for sample in data]
    features = np.vstack([table[mask] for table, _, _, mask in known])
    labels = np.concatenate([label[mask] for _, label, _, mask in known])
    weights = np.concatenate([weight[mask] for _, _, weight, mask in known])
    return lightgbm.train(SHAPE, lightgbm.Dataset(features, labels, weight=weights), TREES)


def exported(model: Any) -> dict[str, Any]:
    """The model in the form of `worker.core.clean.blocks.model.Forest`."""
    return {"trees": [_tree(info["tree_structure"]) for info in model.dump_model()["tree_info"]]}


def _tree(root: dict[str, Any]) -> dict[str, Any]:
    tree: dict[str, list[float]] = {"feature": [], "threshold": [], "left": [], "right": [], "value": []}
    _add(tree, root)
    return tree


def _add(tree: dict[str, list[float]], node: dict[str, Any]) -> int:
    number = len(tree["feature"])
    is_leaf = "leaf_value" in node
    tree["feature"].append(-1 if is_leaf else node["split_feature"])
    tree["threshold"].append(0.0 if is_leaf else float(np.float32(node["threshold"])))
    tree["value"].append(round(node["leaf_value"] * SCALE) if is_leaf else 0)
    for side in ("left", "right"):
        tree[side].append(0)
    for side in () if is_leaf else ("left", "right"):
        tree[side][number] = _add(tree, node[f"{side}_child"])
    return number


def scored(model: Any, data: Iterable[Sample], side: str) -> Scores:
    """What the model gives for each block of these pages, as the worker's own walk of its trees would."""
    return {
        sample.page["id"]: [
            round(score * SCALE) for score in model.predict(getattr(sample, side), raw_score=True)
        ]
        for sample in data
    }


def cross_validated(data: list[Sample], side: str, shown: list[Sample] | None = None) -> Scores:
    """The scores of all pages (as they are `shown`, if they are), each from a model that has seen no page of its site."""
    found: Scores = {}
    asked = data if shown is None else shown
    for fold in range(FOLDS):
        model = trained((sample for sample in data if _fold(sample.page) != fold), side)
        found |= scored(model, [sample for sample in asked if _fold(sample.page) == fold], side)
    return found


def chosen(data: list[Sample], alone: Scores, seen: Scores) -> Scores:
    """The scores that the worker goes by: those with a witness, too, where those without leave doubt."""
    return {
        name: scores if extract.is_sure(sample.blocks, scores) else extract.mixed(scores, seen[name])
        for sample in data
        for name, scores in [(sample.page["id"], alone[sample.page["id"]])]
    }


def texts_of(data: list[Sample], scores: Scores) -> dict[str, str]:
    """The texts that the worker would make from these scores, by page id."""
    rules = load()
    texts = {}
    for sample in data:
        decided = decision.decided(sample.blocks, scores[sample.page["id"]])
        kept = passages.text_of(
            selection.kept(sample.blocks, decided, Seen(sample.declared, sample.page.get("url")))
        )
        texts[sample.page["id"]] = boilerplate.strip(kept, rules, sample.lang, extents.JUDGED).text
    return texts


def report(name: str, data: list[Sample], texts: dict[str, str]) -> None:
    """A line of figures over these texts."""
    pages = [sample.page for sample in data]
    line = f"{name:22}"
    for label, measure, key in (("shingle", shingle_score, "text"), ("segment", segment_score, "with")):
        part = [
            page for page in pages if (page.get("text") is None) == (label == "segment") and page.get(key)
        ]
        if part:
            score = measure(part, texts)
            line += f" {label} F1 {score.f1:.4f} kept {score.kept:.4f} left {score.left:.4f} "
    print(line, flush=True)


def worst(data: list[Sample], texts: dict[str, str]) -> None:
    """The pages that lose most: in shingle F1, in snippets that must stay, and in those that must go."""
    pages = [sample.page for sample in data]
    single = [(page["id"], shingle_score([page], texts)) for page in pages if page.get("text")]
    for name, score in sorted(single, key=lambda pair: pair[1].precision + pair[1].recall)[:WORST]:
        print(f"{name} precision {score.precision:.2f} recall {score.recall:.2f}")
    for label, side, is_wrong in (("lost", "with", False), ("left", "without", True)):
        counts = [
            (
                sum((snippet in texts[page["id"]]) is is_wrong for snippet in page[side]),
                len(page[side]),
                page["id"],
            )
            for page in pages
            if page.get("text") is None
        ]
        for wrong, of, name in sorted(counts, key=lambda count: (-count[0], count[2]))[:WORST]:
            print(f"{name} {label} {wrong} of {of}")


def evaluate(data: list[Sample]) -> None:
    """Print the figures on sites not seen, and on a language not seen."""
    alone, seen = cross_validated(data, "alone"), cross_validated(data, "witnessed")
    report("alone", data, texts_of(data, alone))
    report("witnessed", data, texts_of(data, seen))
    texts = texts_of(data, chosen(data, alone, seen))
    report("chosen", data, texts)
    worst(data, texts)
    others = [sample for sample in data if sample.lang != HELD_OUT]
    strangers = [sample for sample in data if sample.lang == HELD_OUT]
    report(f"{HELD_OUT}, sites not seen", strangers, texts)
    without = {side: scored(trained(others, side), strangers, side) for side in ("alone", "witnessed")}
    scores = chosen(strangers, without["alone"], without["witnessed"])
    report(f"{HELD_OUT} not seen", strangers, texts_of(strangers, scores))


def evaluate_disguised(data: list[Sample], name: str) -> None:
    """Print the figures on sites not seen, whose pages are read in disguise. The models never saw one."""
    shown = samples(DISGUISES[name])
    for sample, plain in zip(shown, data, strict=True):
        sample.lang = plain.lang  # of the text that is scored
    alone, seen = (cross_validated(data, side, shown) for side in ("alone", "witnessed"))
    report(f"{name}, alone", shown, texts_of(shown, alone))
    report(f"{name}, chosen", shown, texts_of(shown, chosen(shown, alone, seen)))


def main() -> int:
    """Score the models, or make and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--disguised", choices=sorted(DISGUISES))
    arguments = parser.parse_args()
    data = samples()
    if arguments.disguised:
        evaluate_disguised(data, arguments.disguised)
    elif not arguments.write:
        evaluate(data)
    else:
        models = {name: exported(trained(data, name)) for name in ("alone", "witnessed")}
        Path(BLOCKS).write_text(json.dumps(models, separators=(",", ":")) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
