"""`make bench`: every benchmark, one after the other."""

from tests.benchmarks import copies, frame


def main() -> None:
    """Print their tables."""
    frame.main()
    copies.main()


if __name__ == "__main__":
    main()
