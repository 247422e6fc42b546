"""`make bench`: what a page costs in the stream, near copies where many are held, the tags of an article, the children; one after the other.

Longer ones have commands of their own: `make copies`, `make soak`, `python -m tests.benchmarks.rebuild`.
"""

from tests.benchmarks import children, copies, frame, tags


def main() -> None:
    """Print their tables."""
    frame.main()
    copies.main()
    tags.main()
    children.main()


if __name__ == "__main__":
    main()
