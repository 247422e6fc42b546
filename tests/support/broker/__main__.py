"""`make broker`: a Kafka in the foreground. Its address goes to stdout, everything else to stderr.

    python -m tests.support.broker COMMAND …

runs a command beside it that finds it at KAFKA_BOOTSTRAP_SERVERS, and ends with that command's exit code.
"""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Sequence

from tests.support.broker import Broker, BrokerUnavailable, open_kafka
from tests.support.broker.found import VARIABLE


def main() -> int:
    """Run until a signal says stop."""
    options = argparse.ArgumentParser(prog="make broker", description=__doc__)
    options.add_argument("--nodes", type=int, default=1, help="how many (default 1)")
    options.add_argument("command", nargs=argparse.REMAINDER, help="what to run beside it (default: nothing)")
    told = options.parse_args()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _beside(told.command) if told.command else _alone(told.nodes)
    except BrokerUnavailable as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    return 0


def _alone(nodes: int) -> int:
    with Broker(nodes=nodes) as broker:
        print(f"export {VARIABLE}={broker.bootstrap}", flush=True)
        print("Apache Kafka is up. Ctrl-C stops it and removes its data.", file=sys.stderr, flush=True)
        signal.pause()
    return 0


def _beside(command: Sequence[str]) -> int:
    with open_kafka(os.environ) as kafka:
        return subprocess.run(command, env={**os.environ, VARIABLE: kafka.bootstrap}, check=False).returncode


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
