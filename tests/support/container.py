"""Builds and runs the worker's image where no container engine runs: buildah, with a base made by debootstrap.

Needs root on a Debian or Ubuntu; installs the two tools with apt where they are missing. Everything is kept under
`.container`, which git ignores: the base image stays for the next time, the rest is removed.
"""

import ast
import configparser
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).parents[2]
FOLDER = REPO / ".container"
TOOLS = ("buildah", "debootstrap")
BASE_PACKAGES = "python3,python3-venv,ca-certificates"
# Where Debian's base leaves folders that anyone may write to; a read-only root file system has none.
WRITABLE_BY_ALL = ("/var/tmp", "/run/lock")


class NoEngine(Exception):
    """Images can't be built on this machine; the message says why."""


@dataclass(frozen=True, slots=True)
class Mount:
    """A file or folder of the machine at a place in the container."""

    source: Path
    target: str
    mode: str = "ro"

    def __str__(self) -> str:
        return f"{self.source}:{self.target}:{self.mode}"


def require_tools() -> None:
    """See to it that buildah and debootstrap are there. Raises NoEngine where they can't be had."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if os.geteuid() != 0:
        raise NoEngine("building an image without a container engine needs root")
    if missing and shutil.which("apt-get") is None:
        raise NoEngine(f"{' and '.join(missing)} missing, and no apt-get to install them with")
    if missing:
        _apt("update")
        _apt("install", "--yes", "--no-install-recommends", *missing)


def _apt(*args: str) -> None:
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", "-q", *args], env=environ, capture_output=True, text=True, timeout=300, check=False
    )
    if done.returncode:
        raise NoEngine(f"apt-get {args[0]} failed: {done.stderr.strip()[-500:]}")


def buildah(*args: str, seconds: float = 600) -> str:
    """Run buildah on a storage of our own; its output. Raises CalledProcessError, with its last words as a note."""
    try:
        done = subprocess.run(
            _command(*args), capture_output=True, text=True, timeout=seconds, check=True, cwd=REPO
        )
    except subprocess.CalledProcessError as error:
        error.add_note((error.stdout + error.stderr)[-4000:])
        raise
    return done.stdout.strip()


def _command(*args: str) -> list[str]:
    storage = ["--root", f"{FOLDER}/storage", "--runroot", f"{FOLDER}/run", "--storage-driver", "vfs"]
    return ["buildah", *storage, *args]


def base_image() -> str:
    """The name of a small Debian with Python, made once from the machine's own apt sources."""
    codename = platform.freedesktop_os_release()["VERSION_CODENAME"]
    name = f"localhost/dateline-base:{codename}"
    if not buildah("images", "--quiet", "--filter", f"reference={name}"):
        FOLDER.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
            _debootstrap(codename, Path(folder))
            made = buildah("from", "scratch")
            buildah("add", "--quiet", made, folder, "/")
            buildah("commit", "--quiet", "--rm", made, name)
    return name


def _debootstrap(codename: str, folder: Path) -> None:
    command = [
        "debootstrap",
        "--variant=minbase",
        f"--include={BASE_PACKAGES}",
        codename,
        str(folder),
        mirror(codename),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode:
        raise RuntimeError(f"debootstrap failed: {(done.stdout + done.stderr)[-2000:]}")
    for package in (folder / "var/cache/apt/archives").glob("*.deb"):
        package.unlink()


def mirror(codename: str) -> str:
    """The address from which this machine's apt takes the distribution's main packages."""
    command = [
        "apt-get",
        "indextargets",
        "--format",
        "$(CODENAME) $(COMPONENT) $(REPO_URI)",
        "Created-By: Packages",
    ]
    lines = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=True
    ).stdout.splitlines()
    found = [line.split()[2] for line in lines if line.split()[:2] == [codename, "main"]]
    if not found:
        raise NoEngine(f"apt has no sources for {codename} main")
    return found[0]


def build_image(base: str, name: str) -> str:
    """Build deploy/Dockerfile on the base; the image's name. pip's settings are there for the build, not in the image."""
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        volumes = [part for mount in pip_mounts(Path(folder)) for part in ("--volume", str(mount))]
        buildah(
            "bud", "--isolation", "chroot", "--network", "host", "--format", "docker", "--layers=false",
            "--build-arg", f"BASE={base}", *volumes, "--file", "deploy/Dockerfile", "--tag", name, ".",
        )  # fmt: skip
    return f"localhost/{name}"


def pip_mounts(folder: Path) -> list[Mount]:
    """Pip's settings on this machine as one file, and the files and folders which they name."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    )
    settings: dict[str, str] = {}
    for line in listed.stdout.splitlines():
        name, _, value = line.partition("=")
        settings[name.rpartition(".")[2]] = ast.literal_eval(value)
    config = configparser.RawConfigParser()
    config["global"] = settings
    with (folder / "pip.conf").open("w") as handle:
        config.write(handle)
    named = {Path(word) for value in settings.values() for word in value.split() if word.startswith("/")}
    return [
        Mount(folder / "pip.conf", "/etc/pip.conf"),
        *(Mount(path, str(path)) for path in sorted(named) if path.exists()),
    ]


@contextmanager
def container(image: str) -> Iterator[str]:
    """A container of the image, removed at the end."""
    name = buildah("from", image)
    try:
        yield name
    finally:
        buildah("rm", name)


def run_command(
    name: str, command: Sequence[str], environ: Mapping[str, str], mounts: Sequence[Mount]
) -> list[str]:
    """The command line that runs a command in the container as its own user, on the machine's network.

    Its root file system is as good as read-only: what anyone might write to besides the mounts is covered.
    """
    empty = FOLDER / "empty"
    empty.mkdir(exist_ok=True)
    covers = [Mount(empty, place) for place in WRITABLE_BY_ALL]
    volumes = [part for mount in [*mounts, *covers] for part in ("--volume", str(mount))]
    settings = [part for variable, value in environ.items() for part in ("--env", f"{variable}={value}")]
    return _command(
        "run", "--isolation", "chroot", "--network", "host", *settings, *volumes, name, "--", *command
    )
