"""Every setting of Dateline: one frozen object, read once from a mapping that is passed in."""

import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from worker.core.errors import SettingsError

STAGES = ("clean", "identify", "dedupe", "tag")
PREFIX = "DATELINE_"


def setting(default: Any, meaning: str, name: str | None = None) -> Any:
    """A field with its meaning, and its variable's name where that isn't `DATELINE_<FIELD>`."""
    return field(default=default, metadata={"meaning": meaning, "name": name})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings with their defaults. Durations in seconds, sizes in bytes."""

    bootstrap_servers: str = setting(
        "127.0.0.1:9092", "where Kafka is found: host:port, comma separated", "KAFKA_BOOTSTRAP_SERVERS"
    )
    prefix: str = setting("", "put before the names of all topics and of the consumer group")
    state_dir: Path = setting(
        Path(".dateline"), "folder for the local checkpoints of identify and dedupe; may be lost"
    )
    health_address: str = setting(
        "127.0.0.1:8080",
        "address of /livez, /readyz and /metrics; where the port is taken, the next free one",
    )
    security_protocol: str = setting("PLAINTEXT", "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL")
    sasl_mechanism: str = setting("PLAIN", "PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512")
    sasl_username: str = setting("", "user name for SASL")
    sasl_password: str = setting("", "password for SASL")
    ssl_cafile: str = setting("", "certificate authorities for SSL; empty: the system's")
    partitions: int = setting(4, "partitions of each topic that `topics create` makes")
    children: int = setting(os.cpu_count() or 1, "child processes that read page text; by default one a core")
    page_deadline: float = setting(
        20.0, "seconds a child may work on one page; at most a third of DATELINE_REBALANCE_TIMEOUT"
    )
    memory_limit: int = setting(
        2_000_000_000, "address space of a child, bytes; some 420 MB hold what it loads for all stages"
    )
    child_queue: int = setting(3, "pages handed to a child ahead of the one it works on")
    lane_pages: int = setting(64, "pages in flight for each partition that clean or tag reads")
    lane_messages: int = setting(1_000, "messages in flight for each partition that identify or dedupe reads")
    lane_bytes: int = setting(
        64_000_000, "bytes of messages in flight for each partition; one message is always let in"
    )
    session_timeout: float = setting(
        10.0, "seconds after which the group gives a silent worker's partitions away"
    )
    rebalance_timeout: float = setting(60.0, "seconds that a rebalance waits for every worker")
    request_timeout: float = setting(40.0, "seconds after which a request to the broker is given up")
    delivery_timeout: float = setting(120.0, "seconds a send is retried before the worker ends un-acked")
    broker_wait: float = setting(
        120.0,
        "seconds that `run` keeps trying where no broker answers at the start; other commands 15 at most",
    )
    shutdown_deadline: float = setting(
        20.0,
        "seconds that SIGTERM leaves for what is in flight; at most DATELINE_REBALANCE_TIMEOUT",
    )
    stuck_after: float = setting(
        150.0,
        "seconds without progress after which the watchdog ends the worker; above twice the sum of DATELINE_PAGE_DEADLINE and 15",
    )
    dead_share: float = setting(
        0.5, "dead share (0 to 1) of the last 100 pages past which the worker stops un-acked"
    )
    identity_days: int = setting(90, "days of event time that the versions of an article are known")
    copy_days: int = setting(14, "days of event time that a text is known to dedupe")
    boilerplate_rules: Path | None = setting(
        None, "a file with more boilerplate rules, see docs/boilerplate-rules.md"
    )
    furniture_rules: Path | None = setting(
        None, "a file of learned furniture, as `dateline furniture learn` writes it"
    )
    gazetteer_additions: Path | None = setting(
        None, "a file with more places, see worker/rules/gazetteer/README.md"
    )
    registry_additions: Path | None = setting(
        None, "a file with more leaders, or corrected ones, see worker/rules/registry/README.md"
    )
    log_format: str = setting("auto", "json, console, or auto: console on a terminal")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """The settings of an environment. Raises SettingsError for a value that doesn't fit or an unknown variable."""
        known = {variable(item): item for item in fields(cls)}
        stray = sorted(
            name
            for name in environ
            if name.startswith(PREFIX)
            and name not in known.keys() | OTHERS
            and not SERVICE_LINK.fullmatch(name)
        )
        if stray:
            raise SettingsError(f"{stray[0]} is no setting of Dateline; see `dateline run --help`")
        values = {
            item.name: _parse(name, item, environ[name]) for name, item in known.items() if environ.get(name)
        }
        return cls(**values).checked()

    def checked(self) -> "Settings":
        """These settings, if they fit together. Raises SettingsError otherwise."""
        problems = [f"{variable_of(name)} {problem}" for name, holds, problem in self._rules() if not holds]
        if problems:
            raise SettingsError(problems[0])
        return self

    def _rules(self) -> list[tuple[str, bool, str]]:
        """Each rule as the field it judges, whether it holds, and what is wrong where it doesn't."""
        return [
            *self._number_rules(),
            *self._limit_rules(),
            *self._name_rules(),
            *self._security_rules(),
            *self._slip_rules(),
        ]

    def _limit_rules(self) -> list[tuple[str, bool, str]]:
        third = self.rebalance_timeout / 3
        two_tries = 2 * (self.page_deadline + CHILD_START)
        return [
            (
                "memory_limit",
                self.memory_limit >= LEAST_MEMORY,
                f"must be at least {LEAST_MEMORY}: with less a child can't load what it reads pages with",
            ),
            (
                "children",
                self.children <= MOST_CHILDREN,
                f"must be at most {MOST_CHILDREN} on this machine, four a core: each holds hundreds of MB",
            ),
            *(
                (name, getattr(self, name) >= LEAST_PATIENCE, f"must be at least {LEAST_PATIENCE:g} second")
                for name in ("page_deadline", "request_timeout", "delivery_timeout")
            ),
            ("session_timeout", self.session_timeout >= 6, "must be at least 6: brokers refuse less"),
            ("session_timeout", self.session_timeout <= 1800, "must be at most 1800: brokers refuse more"),
            (
                "page_deadline",
                self.page_deadline <= third,
                f"must be at most a third of {variable_of('rebalance_timeout')} ({third:g})",
            ),
            (
                "shutdown_deadline",
                self.shutdown_deadline <= self.rebalance_timeout,
                (
                    f"must be at most {variable_of('rebalance_timeout')} ({self.rebalance_timeout:g}):"
                    " the group waits no longer for a worker that finishes what it holds"
                ),
            ),
            (
                "stuck_after",
                self.stuck_after > two_tries,
                (
                    f"must be above {two_tries:g}: from one page that hangs to the next, it takes a child's start"
                    f" ({CHILD_START:g}) and {variable_of('page_deadline')} ({self.page_deadline:g}) twice"
                ),
            ),
        ]

    def _name_rules(self) -> list[tuple[str, bool, str]]:
        return [
            (
                "bootstrap_servers",
                all(_is_server(entry.strip()) for entry in self.bootstrap_servers.split(",")),
                f"must be host:port, comma separated, with ports from 1 to 65535: {self.bootstrap_servers!r}",
            ),
            ("health_address", _is_address(self.health_address), "must be host:port"),
            ("log_format", self.log_format in LOG_FORMATS, _one_of(LOG_FORMATS)),
            ("prefix", len(self.prefix) <= LONGEST_PREFIX, f"may have {LONGEST_PREFIX} characters at most"),
            ("prefix", _is_topic_part(self.prefix), "may only hold letters, digits, '.', '_' and '-'"),
        ]

    def _security_rules(self) -> list[tuple[str, bool, str]]:
        protocol = self.security_protocol
        asked = protocol if protocol.startswith("SASL") else ""
        vain = f"is set, but {variable_of('security_protocol')} is {protocol}:"
        return [
            ("security_protocol", protocol in PROTOCOLS, _one_of(PROTOCOLS)),
            ("sasl_mechanism", self.sasl_mechanism in MECHANISMS, _one_of(MECHANISMS)),
            ("sasl_username", bool(self.sasl_username) or not asked, f"must be set: {asked} asks for it"),
            ("sasl_password", bool(self.sasl_password) or not asked, f"must be set: {asked} asks for it"),
            ("sasl_username", bool(asked) or not self.sasl_username, f"{vain} nobody would ask for it"),
            (
                "ssl_cafile",
                protocol.endswith("SSL") or not self.ssl_cafile,
                f"{vain} nothing would be encrypted",
            ),
        ]

    def _number_rules(self) -> list[tuple[str, bool, str]]:
        numbers = self._numbers()
        return [
            *((name, _is_finite(value), "must be a finite number") for name, value in numbers),
            *((name, value > 0, "must be above 0") for name, value in numbers),
        ]

    def _slip_rules(self) -> list[tuple[str, bool, str]]:
        return [
            (name, value <= _most(name), f"must be at most {_most(name)}") for name, value in self._numbers()
        ]

    def _numbers(self) -> list[tuple[str, int | float]]:
        values = [(item.name, getattr(self, item.name)) for item in fields(self)]
        return [(name, value) for name, value in values if isinstance(value, int | float)]


# Address space of a child, measured: 510 MB once it is ready, 560 MB after the samples; 310 MB where it only tags.
LEAST_MEMORY = 650_000_000
LEAST_PATIENCE = 1.0  # second; with less everything would time out
CHILD_START = 15.0  # seconds; five of CPU, and a crowded machine takes thrice as long
MOST_CHILDREN = max(16, 4 * (os.cpu_count() or 1))  # a slip of a digit here fills a machine's memory
# Past these a number is a slip, and Kafka's milliseconds or the system's limits don't hold it.
MOST = {"partitions": 10_000, "memory_limit": 10**13, "lane_bytes": 10**13, "dead_share": 1}
MOST_DAYS, MOST_SECONDS, MOST_PAGES = 36_500, 86_400, 1_000_000
LONGEST_PREFIX = 200  # a topic's whole name may have 249
PROTOCOLS = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")
LOG_FORMATS = ("auto", "json", "console")
OTHERS = {"DATELINE_DEBUG"}  # read by the command line alone: show stack traces
# What Kubernetes puts into every container's environment for a service named `dateline` or `dateline-…`.
SERVICE_LINK = re.compile(
    r"DATELINE_(\w+_)?(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_(TCP|UDP|SCTP)(_\w+)?)?)"
)


def variable(item: Any) -> str:
    """The variable that sets a field of `Settings`."""
    name: str | None = item.metadata["name"]
    return name or PREFIX + str(item.name).upper()


def variable_of(name: str) -> str:
    """The variable that sets the field of this name."""
    return next(variable(item) for item in fields(Settings) if item.name == name)


def table() -> list[tuple[str, str, str]]:
    """Every setting as (variable, default, meaning), in order: the table in the README."""
    return [(variable(item), _shown(item), item.metadata["meaning"]) for item in fields(Settings)]


def _shown(item: Any) -> str:
    if item.name == "children":
        return "cores"
    return "" if item.default is None else str(item.default)


def _parse(name: str, item: Any, text: str) -> Any:
    kind = Path if item.name.endswith(("_dir", "_rules", "_additions")) else type(item.default)
    try:
        return kind(text)
    except ValueError:
        raise SettingsError(f"{name}={text!r} is not {_noun(kind)}") from None


def _noun(kind: type) -> str:
    return {int: "a whole number", float: "a number"}.get(kind, "usable")


def _one_of(names: tuple[str, ...]) -> str:
    return f"must be one of {', '.join(names)}"


def _most(name: str) -> int:
    """The largest value of a number: of durations a day, of days a century, of what is counted a million."""
    if name in MOST:
        return MOST[name]
    is_duration = isinstance(Settings.__dataclass_fields__[name].default, float)
    return MOST_DAYS if name.endswith("_days") else MOST_SECONDS if is_duration else MOST_PAGES


def _is_finite(value: float) -> bool:
    return isinstance(value, int) or math.isfinite(value)


def _is_address(text: str) -> bool:
    return _port(text) is not None


def _is_server(text: str) -> bool:
    return bool(_port(text))  # 0 is a port to listen at, none to connect to


def _port(text: str) -> int | None:
    """The port of `host:port`, 0-65535; None where the text isn't of that form."""
    host, _, port = text.rpartition(":")
    number = int(port) if port.isascii() and port.isdigit() and len(port) <= 5 else 65536
    return number if host.strip() and number < 65536 else None


def _is_topic_part(text: str) -> bool:
    return all(letter.isascii() and (letter.isalnum() or letter in "._-") for letter in text)
