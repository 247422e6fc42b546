"""Asks the worker beside it whether it is live: exit 0 when it is, 1 with the reason on stdout when it isn't.

Looks at DATELINE_HEALTH_ADDRESS, as the worker does; every address of the machine (0.0.0.0, ::) is asked on loopback.
Standard library only; a path to ask for (/livez by default, /readyz) may be given.
"""

import os
import sys
import urllib.error
import urllib.request


def url(address: str, path: str) -> str:
    """Where to ask: `address` is host:port as the worker is told to listen on."""
    host, _, port = address.rpartition(":")
    return f"http://{'127.0.0.1' if host in ('0.0.0.0', '[::]', '') else host}:{port}{path}"


def main(path: str) -> int:
    """Ask once."""
    where = url(os.environ.get("DATELINE_HEALTH_ADDRESS") or "127.0.0.1:8080", path)
    try:
        with urllib.request.urlopen(where, timeout=4) as answer:
            print(answer.read().decode("utf-8", "replace").strip())
            return 0
    except urllib.error.HTTPError as error:
        print(error.read().decode("utf-8", "replace").strip() or error)
    except OSError as error:
        print(f"{where}: {error}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "/livez"))
