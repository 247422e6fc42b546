"""Train the block models from the shared pages, and score them on sites they haven't seen.

`python -m tests.quality.train_blocks` prints the cross-validated figures of both models; with `--write` they are trained on all pages instead and go to
worker/rules/boilerplate/blocks.json. Needs ../shared, and scikit-learn (not a dependency of the project: `pip install scikit-learn`).
Labels: of a page with a gold text, a block is the article's if half of its 4-word shingles (or the whole short line) are in it; of a page with snippets, if
one that must stay is in it (and not if one that must go is). Weights: words up to 60.
"""

import argparse
import hashlib
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-not-found, import-untyped, unused-ignore]

from tests.quality.textscore import SEGMENTED, SHINGLED, rows, segment_score, shingle_score
from worker.core.clean import blockfeatures, blocks, extract, metadata
from worker.core.clean.blockfeatures import Row
from worker.rules.boilerplate import BLOCKS

FOLDS = 3
SHAPE: dict[str, Any] = {
    "max_iter": 80, "max_leaf_nodes": 12, "learning_rate": 0.13, "min_samples_leaf": 40, "l2_regularization": 1.0,
    "max_bins": 64, "random_state": 0, "early_stopping": False,
}  # fmt: skip
_TOKEN = re.compile(r"\w+")


@dataclass
class Sample:
    """One page: its blocks' features without and with a witness, labels (-1: unknown) and weights."""

    id: str
    fold: int
    texts: list[str]
    unseen: NDArray[np.float32]
    seen: NDArray[np.float32]
    labels: NDArray[np.int8]
    weights: NDArray[np.float64]


def samples() -> list[Sample]:
    """All labelled pages of both corpora."""
    pages = [page for name in (SHINGLED, SEGMENTED) for page in rows(name)]
    return [sample for page in pages if (sample := _sample(page)) is not None]


def _sample(page: dict[str, Any]) -> Sample | None:
    tree = extract.parse(page["html"])
    if tree is None or ("text" in page and not page["text"]):
        return None
    found = blocks.read(tree)
    title = metadata.read(tree, found, page.get("url")).title
    if not found.blocks:
        return None
    witness = blockfeatures.witness(extract.second_reading(tree))
    unseen = blockfeatures.features(found, blockfeatures.NOBODY, title)
    seen = blockfeatures.features(found, witness, title)
    texts = [block.text for block in found.blocks]
    labels = _by_gold(page["text"], texts) if page.get("text") else _by_snippets(page, texts)
    words = np.minimum([block.words for block in found.blocks], 60) + 3.0
    weights = words if page.get("text") else np.full(len(texts), 35.0)
    return Sample(page["id"], _fold(page), texts, _table(unseen), _table(seen), labels, weights)


def _table(rows_: list[Row]) -> NDArray[np.float32]:
    return np.array(rows_, dtype=np.float32)


def _fold(page: dict[str, Any]) -> int:
    """By site, so that no site is in two folds."""
    host = urlsplit(page.get("url") or page["id"]).hostname or page["id"]
    site = ".".join(host.split(".")[-2:])
    return hashlib.sha256(site.encode()).digest()[0] % FOLDS


def _by_gold(gold: str, texts: list[str]) -> NDArray[np.int8]:
    witness = blockfeatures.witness(gold)
    return np.array([witness.has(text) >= 0.5 for text in texts], dtype=np.int8)


def _by_snippets(page: dict[str, Any], texts: list[str]) -> NDArray[np.int8]:
    stay, go = ([" ".join(snippet.split()) for snippet in page[side]] for side in ("with", "without"))
    lines = [" ".join(text.split()) for text in texts]
    return np.array([_snippet_label(line, stay, go) for line in lines], dtype=np.int8)


def _snippet_label(line: str, stay: list[str], go: list[str]) -> int:
    if any(snippet in line or (len(line) > 30 and line in snippet) for snippet in stay):
        return 1
    return 0 if any(snippet in line for snippet in go) else -1


def trained(data: list[Sample], side: str) -> Any:
    """A classifier trained on these pages' `seen` or `unseen` features."""
    known = [(getattr(sample, side), sample.labels, sample.weights, sample.labels >= 0) for sample in data]
    features = np.vstack([table[mask] for table, _, _, mask in known])
    labels = np.concatenate([label[mask] for _, label, _, mask in known])
    weights = np.concatenate([weight[mask] for _, _, weight, mask in known])
    return HistGradientBoostingClassifier(**SHAPE).fit(features, labels, sample_weight=weights)


def exported(model: Any) -> dict[str, Any]:
    """The model in the form of `worker.core.blockmodel.Forest`."""
    bias = round(float(model._baseline_prediction.ravel()[0]) * 10_000)
    return {"bias": bias, "trees": [_tree(predictor.nodes) for (predictor,) in model._predictors]}


def _tree(nodes: Any) -> dict[str, Any]:
    tree: dict[str, list[float]] = {"feature": [], "threshold": [], "left": [], "right": [], "value": []}
    for node in nodes:
        leaf = bool(node["is_leaf"])
        tree["feature"].append(-1 if leaf else int(node["feature_idx"]))
        tree["threshold"].append(0.0 if leaf else float(np.float32(node["num_threshold"])))
        tree["left"].append(0 if leaf else int(node["left"]))
        tree["right"].append(0 if leaf else int(node["right"]))
        tree["value"].append(round(float(node["value"]) * 10_000) if leaf else 0)
    return tree


def cross_validated(data: list[Sample], side: str) -> str:
    """The figures on pages of sites that the model hasn't seen."""
    texts: dict[str, str] = {page["id"]: "" for name in (SHINGLED, SEGMENTED) for page in rows(name)}
    for fold in range(FOLDS):
        model = trained([sample for sample in data if sample.fold != fold], side)
        for sample in (sample for sample in data if sample.fold == fold):
            kept = model.predict_proba(getattr(sample, side))[:, 1] > 0.5
            texts[sample.id] = "\n".join(text for text, keep in zip(sample.texts, kept, strict=True) if keep)
    shingled, segmented = shingle_score(rows(SHINGLED), texts), segment_score(rows(SEGMENTED), texts)
    return f"{side:8} shingle F1 {shingled.f1:.4f} left {shingled.left:.4f}  segment F1 {segmented.f1:.4f} left {segmented.left:.4f}"


def main() -> int:
    """Score the models, or make and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    data = samples()
    if not write:
        for side in ("unseen", "seen"):
            print(cross_validated(data, side), flush=True)
    else:
        models = {
            name: exported(trained(data, side)) for name, side in (("alone", "unseen"), ("witnessed", "seen"))
        }
        Path(BLOCKS).write_text(json.dumps(models, separators=(",", ":")) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
