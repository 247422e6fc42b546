"""Free loopback ports that stay free while a node is down."""

import random
import socket
from pathlib import Path

RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
LOWEST = 20_000


def free_ports(count: int) -> list[int]:
    """Ports on 127.0.0.1 that nobody listens on.

    They lie below the range from which the kernel takes source ports: a client that keeps calling a node that is
    down could otherwise be given the node's own port, connect to itself, and keep the node from coming back.
    """
    found: list[int] = []
    candidates = range(LOWEST, _first_source_port())
    for port in random.sample(candidates, len(candidates)):
        if len(found) == count:
            break
        if _is_free(port):
            found.append(port)
    return found


def _first_source_port() -> int:
    return int(RANGE.read_text().split()[0]) if RANGE.exists() else 32_768


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
