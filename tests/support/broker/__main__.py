"""`make broker`: a Kafka in the foreground. Its address goes to stdout, everything else to stderr."""

import argparse
import signal
import sys

from tests.support.broker import Broker, BrokerUnavailable


def main() -> int:
    """Run until a signal says stop."""
    options = argparse.ArgumentParser(prog="make broker", description=__doc__)
    options.add_argument("--nodes", type=int, default=1, help="how many (default 1)")
    count = options.parse_args().nodes
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with Broker(nodes=count) as broker:
            print(f"export KAFKA_BOOTSTRAP_SERVERS={broker.bootstrap}", flush=True)
            print("Apache Kafka is up. Ctrl-C stops it and removes its data.", file=sys.stderr, flush=True)
            signal.pause()
    except BrokerUnavailable as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    return 0


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
