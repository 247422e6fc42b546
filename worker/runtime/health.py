"""/livez, /readyz and /metrics, served by threads of their own: they answer also when the event loop hangs."""

import errno
import http
import socket
import threading
from collections.abc import Callable, Iterable
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from prometheus_client import CollectorRegistry, make_wsgi_app

from worker.core import codec
from worker.core.errors import SettingsError, Unavailable
from worker.runtime.vitals import Check, Vitals

POLL = 0.1  # seconds between two looks whether to stop
PORTS = 50  # how many ports are tried, from the one asked for


def application(vitals: Vitals, registry: CollectorRegistry) -> WSGIApplication:
    """The three pages. /livez and /readyz answer 200, or 503 with what failed; both list every check as JSON."""
    metrics: WSGIApplication = make_wsgi_app(registry, disable_compression=True)
    checks: dict[str, Callable[[], tuple[Check, ...]]] = {"/livez": vitals.live, "/readyz": vitals.ready}

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/metrics":
            return metrics(environ, start_response)
        if path in checks:
            return _answer(checks[path](), start_response)
        return _send(http.HTTPStatus.NOT_FOUND, {"paths": [*checks, "/metrics"]}, start_response)

    return serve


def _answer(checks: tuple[Check, ...], start_response: StartResponse) -> Iterable[bytes]:
    failed = [f"{check.name}: {check.found}" for check in checks if not check.ok]
    body = {
        "ok": not failed,
        "failed": failed,
        "checks": {check.name: {"ok": check.ok, "found": check.found} for check in checks},
    }
    return _send(http.HTTPStatus.SERVICE_UNAVAILABLE if failed else http.HTTPStatus.OK, body, start_response)


def _send(status: http.HTTPStatus, body: Any, start_response: StartResponse) -> Iterable[bytes]:
    start_response(
        f"{status.value} {status.phrase}",
        [("Content-Type", "application/json"), ("Cache-Control", "no-store")],
    )
    return [codec.to_json(body) + b"\n"]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_address = True

    def server_bind(self) -> None:
        """As the base class, without asking a name server who we are."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        host, port = self.socket.getsockname()[:2]
        self.server_address = (host, port)
        self.server_name, self.server_port = host, port
        self.setup_environ()


class _Server6(_Server):
    address_family = socket.AF_INET6


class _Handler(WSGIRequestHandler):
    timeout = 5  # seconds for a client that connects and says nothing

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing: a probe every few seconds would drown the log."""


class HealthServer:
    """The pages on the first free port at or after the one asked for. `address` says where, as host:port.

    The port is taken at once. Raises Unavailable where none is free, SettingsError where the address is not of this machine.
    """

    def __init__(self, address: str, app: WSGIApplication) -> None:
        host, _, port = address.rpartition(":")
        self._server = _bind(host.strip("[]"), int(port))
        self._server.set_app(app)
        shown = (
            f"[{self._server.server_name}]" if ":" in self._server.server_name else self._server.server_name
        )
        self.address = f"{shown}:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(POLL,), name="health", daemon=True
        )

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop answering and free the port."""
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()


def _bind(host: str, port: int) -> _Server:
    kind = _Server6 if ":" in host else _Server
    problem: OSError | None = None
    for candidate in range(port, min(port + PORTS, 65536)):
        try:
            return kind((host, candidate), _Handler)
        except OSError as error:
            if error.errno != errno.EADDRINUSE and not isinstance(error, PermissionError):
                raise SettingsError(
                    f"DATELINE_HEALTH_ADDRESS={host}:{port} is no address of this machine: {error}"
                ) from error
            problem = error
    raise Unavailable(
        f"health address {host}:{port}: {problem}; set DATELINE_HEALTH_ADDRESS to one that is free"
    )
