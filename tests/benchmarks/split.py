"""What it costs to split one language over several partitions: recall, and copies of each message on the wire.

    python -m tests.benchmarks.split

A simulation on made-up texts. Of `parts` partitions an article is sent to those that its `ways` smallest shingles name, one
after the other, as versions of a page take their route today; where it is published it is held in all of them. A pair
meets where their partitions have one in common, and is then found by its keys as it is now.
"""

from collections.abc import Sequence

import msgspec
import numpy as np

from worker.core.copies.sketch import ASKED
from worker.core.copies.sketches import KEYS

PARTS, WAYS = (1, 2, 4, 8), (1, 2, 3)
PAIRS = 4_000
SHINGLES = 400  # of the held text


class Split(msgspec.Struct, frozen=True):
    """One way to split: pairs found of all, by how much they have in common, and partitions that an article visits."""

    parts: int
    ways: int
    found: dict[str, float]
    visited: float


KINDS = {"0.7–0.8": (0.7, 0.8), "0.8–0.9": (0.8, 0.9), "0.9–1": (0.9, 1.0)}


def pair(jaccard: float, chance: np.random.Generator) -> tuple[Sequence[int], Sequence[int]]:
    """The smallest hashes of two texts of equal length with this Jaccard, ascending."""
    shared = round(2 * jaccard / (1 + jaccard) * SHINGLES)
    hashes = chance.integers(0, 1 << 62, 2 * SHINGLES - shared).tolist()
    held, new = hashes[:SHINGLES], hashes[SHINGLES - shared :]
    return sorted(held)[:ASKED], sorted(new)[:ASKED]


def homes(keys: Sequence[int], parts: int, ways: int) -> set[int]:
    """The partitions of a text."""
    return {key * 0x9E3779B97F4A7C15 % (1 << 64) * parts >> 64 for key in keys[:ways]}


def simulate(parts: int, ways: int, pairs: int = PAIRS) -> Split:
    """Pairs of each kind, split this way."""
    chance = np.random.default_rng(parts * 10 + ways)
    found, visited = {}, 0
    for kind, (low, high) in KINDS.items():
        met = 0
        for _ in range(pairs):
            held, new = pair(chance.uniform(low, high), chance)
            visited += len(homes(new, parts, ways))
            meet = homes(held, parts, ways) & homes(new, parts, ways)
            met += bool(meet) and not set(held[:KEYS]).isdisjoint(new)
        found[kind] = met / pairs
    return Split(parts, ways, found, visited / pairs / len(KINDS))


def main() -> None:
    """Print the table."""
    print("one language over several partitions: share of near pairs found, by Jaccard; messages an article")
    print(f"parts  ways  {'  '.join(f'{kind:>8}' for kind in KINDS)}  messages")
    for parts in PARTS:
        for ways in WAYS if parts > 1 else (1,):
            one = simulate(parts, ways)
            shares = "  ".join(f"{share:8.4f}" for share in one.found.values())
            print(f"{parts:5}  {ways:4}  {shares}  {one.visited:8.2f}")


if __name__ == "__main__":
    main()
