"""Fetches Apache Kafka's jars with nothing but Python, once, into a cache. The only module that knows jgo."""

import fcntl
import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.broker.errors import BrokerUnavailable

# slf4j-simple, not log4j-slf4j-impl: with that one jgo's resolver picks versions that clash.
COORDINATES = "org.apache.kafka:kafka_2.13:4.1.0+org.slf4j:slf4j-simple:1.7.36"
CHECKSUMS = Path(__file__).with_name("jars.sha256")  # as `sha256sum` writes it


def classpath(cache: Path) -> list[Path]:
    """The jars, fetched into `cache` where they aren't there yet and checked against their digests.

    Several processes may ask at once. Raises BrokerUnavailable where they can't be fetched or differ.
    """
    with alone(cache, "jars"):
        listing = cache / f"kafka-{hashlib.sha256(CHECKSUMS.read_bytes()).hexdigest()[:16]}.txt"
        if listing.exists():
            jars = [Path(line) for line in listing.read_text().splitlines()]
            if all(jar.exists() for jar in jars):
                return jars
        jars = _checked(_fetched(cache))
        listing.write_text("".join(f"{jar}\n" for jar in jars))
        return jars


def _fetched(cache: Path) -> list[Path]:
    from jgo.config import GlobalSettings
    from jgo.constants import MAVEN_CENTRAL_URL
    from jgo.env import EnvironmentBuilder, LinkStrategy
    from jgo.maven import MavenContext, PythonResolver

    print("Fetching Apache Kafka (43 MB, once) ...", file=sys.stderr, flush=True)
    repositories = {"central": MAVEN_CENTRAL_URL} | GlobalSettings.load().repositories
    context = MavenContext(
        resolver=PythonResolver(), repo_cache=cache / "m2", remote_repos=repositories, timeout=60
    )
    builder = EnvironmentBuilder(context, cache_dir=cache / "jgo", link_strategy=LinkStrategy.HARD)
    try:
        folder = Path(builder.from_endpoint(COORDINATES).path)
    except Exception as error:
        raise BrokerUnavailable(
            f"Apache Kafka could not be fetched ({type(error).__name__}: {error}): check the network, name a mirror "
            "under [repositories] in ~/.config/jgo.conf, or set KAFKA_BOOTSTRAP_SERVERS to a running Kafka"
        ) from error
    # The resolver puts plain jars and those with a module name into folders of their own.
    return sorted(folder.glob("jars/*.jar")) + sorted(folder.glob("modules/*.jar"))


def _checked(jars: list[Path]) -> list[Path]:
    wanted = {line.split()[1]: line.split()[0] for line in CHECKSUMS.read_text().splitlines()}
    found = {jar.name: hashlib.sha256(jar.read_bytes()).hexdigest() for jar in jars}
    differing = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    if differing:
        raise BrokerUnavailable(
            f"jars missing, unexpected or altered: {', '.join(differing)}; remove the folder .broker and try again"
        )
    return jars


@contextmanager
def alone(cache: Path, what: str) -> Iterator[None]:
    """One process at a time makes this in the cache; the others wait."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / f"{what}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
