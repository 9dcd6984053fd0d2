"""Getting Kafka's jars: an installed Kafka, the cache, Maven, or plain HTTPS; what is fetched is held to a committed list."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from streams.core.errors import Outside
from streams.kafka.download import DownloadFailed, Pinned, Repository, download
from streams.kafka.java import Java

DISTRIBUTION = Path(__file__).parent / "distribution"
"""Holds ``pom.xml``, which names the version of Kafka, and ``jars.txt``, which pins all that it resolves to."""

_MAVEN_SECONDS = 600
_SERVER_JAR = re.compile(r"kafka_2\.\d+-(\d+)(\.[\d.]+)\.jar")


class NoJars(Outside):
    """Kafka's jars could not be had; the message says what was tried and what to do."""


@dataclass(frozen=True, slots=True)
class Jars:
    """The jars of one version of Kafka, on this machine."""

    version: str
    paths: tuple[Path, ...]
    origin: str
    """Where they came from: ``TOCSIN_KAFKA_HOME``, ``the cache``, ``Maven`` or the repository's address."""

    @property
    def classpath(self) -> str:
        return os.pathsep.join(map(str, self.paths))


def kafka_version() -> str:
    """The version of Kafka that tocsin runs, such as ``4.3.1``; ``distribution/pom.xml`` is the one place that says it."""
    pom = (DISTRIBUTION / "pom.xml").read_text(encoding="utf-8")
    return pom.partition("<kafka.version>")[2].partition("</kafka.version>")[0]


def pinned_jars() -> tuple[Pinned, ...]:
    """What ``distribution/jars.txt`` lists; a line is SHA-256, size in bytes, and path in a Maven repository."""
    lines = (DISTRIBUTION / "jars.txt").read_text(encoding="utf-8").splitlines()
    fields = (line.split() for line in lines if not line.startswith("#"))
    return tuple(Pinned(sha256, int(size), path) for sha256, size, path in fields)


def cache_folder() -> Path:
    """Where jars and class-data archives are kept between runs."""
    return user_cache_path("tocsin")


def find_jars(
    java: Java,
    environment: Mapping[str, str] = os.environ,
    *,
    cache: Path | None = None,
    pinned: tuple[Pinned, ...] | None = None,
    console: Console | None = None,
) -> Jars:
    """Kafka's jars from ``TOCSIN_KAFKA_HOME``, the cache, Maven, or the repository that ``TOCSIN_MAVEN_REPOSITORY`` names.

    Fetched jars are checked against ``pinned`` (the committed list) and appear in the cache all at once or not at all.
    The console shows the progress of a fetch.

    Raises:
        NoJars: none of the four has them.
        Misuse: ``TOCSIN_MAVEN_REPOSITORY`` is no https address.
    """
    home = environment.get("TOCSIN_KAFKA_HOME")
    if home:
        return _installed(Path(home))
    version = kafka_version()
    jars = pinned_jars() if pinned is None else pinned
    folder = (cache or cache_folder()) / f"kafka-{version}"
    if _complete(folder, jars):
        return _of(folder, jars, version, "the cache")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if _complete(folder, jars):
            return _of(folder, jars, version, "the cache")
        origin = _fetch(folder, jars, java, environment, console or Console(quiet=True))
        return _of(folder, jars, version, origin)


def _installed(home: Path) -> Jars:
    paths = tuple(sorted((home / "libs").glob("*.jar")))
    for path in paths:
        found = _SERVER_JAR.fullmatch(path.name)
        if found and int(found[1]) >= 4:
            return Jars(found[1] + found[2], paths, "TOCSIN_KAFKA_HOME")
    raise NoJars(
        f"TOCSIN_KAFKA_HOME is {home}, where no Kafka 4 is (libs/kafka_2.13-4.*.jar). Name the folder of an unpacked "
        "Apache Kafka 4, or unset it to have tocsin fetch Kafka's jars."
    )


def _of(folder: Path, jars: tuple[Pinned, ...], version: str, origin: str) -> Jars:
    return Jars(version, tuple(sorted(folder / jar.name for jar in jars)), origin)


def _complete(folder: Path, jars: tuple[Pinned, ...]) -> bool:
    """Whether the folder holds them all; their checksums were held before the folder got its name."""
    sizes = {entry.name: entry.stat().st_size for entry in folder.iterdir()} if folder.is_dir() else {}
    return sizes == {jar.name: jar.size for jar in jars}


def _fetch(folder: Path, jars: tuple[Pinned, ...], java: Java, environment: Mapping[str, str], console: Console) -> str:
    """Fills the folder and says from where. What an earlier try left in ``.partial`` is used where its checksum holds."""
    unfinished = folder.with_name(f"{folder.name}.partial")
    unfinished.mkdir(exist_ok=True)
    failures = []
    for fetch in (partial(_from_maven, java=java), _from_repository):
        try:
            origin = fetch(unfinished, jars, environment, console)
        except DownloadFailed as failure:
            failures.append(str(failure))
        else:
            _put(unfinished, folder, jars)
            return origin
    raise NoJars(
        f"Kafka's jars could not be had. {' '.join(failures)} Install Maven; or set TOCSIN_MAVEN_REPOSITORY to the "
        "https address of Maven Central or a mirror of it; or unpack Apache Kafka 4 and set TOCSIN_KAFKA_HOME to it."
    )


def _put(unfinished: Path, folder: Path, jars: tuple[Pinned, ...]) -> None:
    """Gives the filled folder its name, at once; what else lies in it is removed first."""
    expected = {jar.name for jar in jars}
    for stray in (entry for entry in unfinished.iterdir() if entry.name not in expected):
        stray.unlink()
    if folder.exists():
        shutil.rmtree(folder)
    unfinished.rename(folder)


def _from_maven(
    folder: Path, jars: tuple[Pinned, ...], environment: Mapping[str, str], console: Console, *, java: Java
) -> str:
    maven = shutil.which("mvn", path=environment.get("PATH", os.defpath))
    if maven is None:
        raise DownloadFailed("Maven (mvn) is not on the path.")
    command = [
        *(maven, "--batch-mode", "--quiet", "--file", str(DISTRIBUTION / "pom.xml")),
        *("dependency:copy-dependencies", f"-DoutputDirectory={folder}", "-Dmdep.overWriteReleases=true"),
    ]
    try:
        with console.status("Fetching Apache Kafka through Maven (once)"):
            done = subprocess.run(  # noqa: S603 - the operator's own Maven, with a committed POM
                command,
                env={**environment, "JAVA_HOME": str(java.home)},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=_MAVEN_SECONDS,
                check=False,
            )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DownloadFailed(f"Maven did not run: {error}.") from error
    if done.returncode:
        said = [line for line in (done.stdout + done.stderr).splitlines() if "ERROR" in line]
        raise DownloadFailed(f"Maven failed: {said[0] if said else f'exit code {done.returncode}'}")
    wrong = [jar.name for jar in jars if not jar.is_at(folder / jar.name)]
    for name in wrong:
        (folder / name).unlink(missing_ok=True)
    if wrong:
        raise DownloadFailed(
            f"What Maven brought differs in SHA-256 from what tocsin was tested with: {', '.join(wrong)}."
        )
    return "Maven"


def _from_repository(folder: Path, jars: tuple[Pinned, ...], environment: Mapping[str, str], console: Console) -> str:
    address = environment.get("TOCSIN_MAVEN_REPOSITORY")
    if not address:
        raise DownloadFailed("TOCSIN_MAVEN_REPOSITORY is not set.")
    repository = Repository(address)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Fetching Apache Kafka (once)", total=sum(jar.size for jar in jars))
        download(repository, jars, folder, lambda size: bar.advance(task, size))
    return repository.address
