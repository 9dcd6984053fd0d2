"""The managed broker: Apache Kafka itself on this machine, one node or three, gone when its owner is gone."""

import fcntl
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from platformdirs import user_data_path
from rich.console import Console

from streams.core.errors import Misuse
from streams.kafka.archive import class_archive
from streams.kafka.cluster import Cluster, new_cluster, new_identity
from streams.kafka.jars import cache_folder, find_jars
from streams.kafka.java import find_java
from streams.kafka.node import GRACE_SECONDS, BrokerFailed, Node, Runtime

_READY_SECONDS = 60.0
_LOCK_POLL_SECONDS = 0.1
_TRIES = 3
_PORT_TAKEN = "Address already in use"


class Broker:
    """A running Kafka. Use it in a ``with`` statement, or `close` it; whatever happens, it ends with this process."""

    def __init__(self, folder: Path, cluster: Cluster, nodes: tuple[Node, ...], holds: ExitStack) -> None:
        self.folder = folder
        """Where data, settings and logs lie."""
        self.cluster = cluster
        self._nodes = nodes
        self._holds = holds

    @classmethod
    def start(
        cls,
        data: Path | None = None,
        ephemeral: bool = True,
        nodes: int = 1,
        *,
        port: int | None = None,
        environment: Mapping[str, str] = os.environ,
        console: Console | None = None,
    ) -> Self:
        """Starts Kafka and returns when it serves.

        Args:
            data: where it keeps its data; with ``ephemeral``, the folder within which a temporary one is made and
                removed again. Defaults to the user's data folder, or to the system's temporary one.
            ephemeral: whether to start empty and keep nothing.
            nodes: one, or three.
            port: of the first broker, further ones follow; free ones by default.
            environment: where ``JAVA_HOME``, ``PATH``, ``TOCSIN_KAFKA_HOME`` and ``TOCSIN_MAVEN_REPOSITORY`` are read.
            console: shows what takes long the first time; silent by default.

        Raises:
            NoJava: no Java of at least version 17.
            NoJars: Kafka's jars cannot be had.
            BrokerFailed: the data folder is in use, or Kafka did not start.
        """
        if nodes not in {1, 3}:
            raise Misuse(f"A managed Kafka has one node or three, not {nodes}.")
        runtime = _runtime(environment, console or Console(quiet=True))
        with ExitStack() as holds:
            if ephemeral:
                folder = Path(tempfile.mkdtemp(prefix="tocsin-broker-", dir=data))
                holds.callback(shutil.rmtree, folder, ignore_errors=True)
                make = partial(Node, runtime, remove=folder)
            else:
                folder = data or user_data_path("tocsin") / "broker"
                folder.mkdir(parents=True, exist_ok=True)
                lock = _lock(folder)
                holds.callback(os.close, lock)
                make = partial(Node, runtime, keep=(lock,))
            cluster, running = _start(make, folder, nodes, port)
            return cls(folder, cluster, running, holds.pop_all())

    @property
    def bootstrap(self) -> str:
        """What a client is told: ``127.0.0.1:PORT``, with three nodes three of them with commas between."""
        return self.cluster.bootstrap

    @property
    def pids(self) -> tuple[int, ...]:
        """The process ids of the nodes that run."""
        return tuple(pid for node in self._nodes if (pid := node.pid) is not None)

    @property
    def logs(self) -> tuple[Path, ...]:
        """The log file of each node."""
        return tuple(node.log for node in self._nodes)

    def kill(self, node: int = 0) -> None:
        """Ends one node, counted from 0, as ``kill -9`` does."""
        self._nodes[node].kill()

    def restart(self, node: int = 0) -> None:
        """Stops one node if it runs and starts it again, on the same port with the same data.

        Raises:
            BrokerFailed: it did not start.
        """
        self._nodes[node].stop()
        self._nodes[node].start()
        self._nodes[node].await_ready(time.monotonic() + _READY_SECONDS)

    def close(self) -> None:
        """Ends all nodes and waits for that; removes the data where it is ephemeral."""
        _stop(self._nodes)
        self._holds.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _runtime(environment: Mapping[str, str], console: Console) -> Runtime:
    java = find_java(environment)
    runtime = Runtime(java, find_jars(java, environment, console=console))
    return replace(runtime, archive=class_archive(runtime, cache_folder(), console))


def _start(
    make: Callable[[Cluster, int, Path], Node], folder: Path, size: int, port: int | None
) -> tuple[Cluster, tuple[Node, ...]]:
    """Starts the nodes; on other ports when somebody took one between the choice and the start."""
    identity = _identity(folder, size)
    for attempt in range(1, _TRIES + 1):
        cluster = new_cluster(size, port, identity)
        nodes = tuple(make(cluster, index, folder / f"node-{index + 1}") for index in range(size))
        try:
            _start_all(nodes)
        except BaseException as error:
            _stop(nodes)
            if (
                attempt == _TRIES
                or port is not None
                or not (isinstance(error, BrokerFailed) and _PORT_TAKEN in str(error))
            ):
                raise
        else:
            return cluster, nodes
    raise AssertionError


def _start_all(nodes: tuple[Node, ...]) -> None:
    # With three nodes none gets ready before a second one runs.
    with ThreadPoolExecutor(len(nodes)) as pool:
        list(pool.map(Node.format, nodes))
    for node in nodes:
        node.start()
    deadline = time.monotonic() + _READY_SECONDS
    for node in nodes:
        node.await_ready(deadline)


def _stop(nodes: tuple[Node, ...]) -> None:
    for node in nodes:
        node.ask_to_stop()
    for node in nodes:
        node.stop()


def _identity(folder: Path, size: int) -> str:
    """The cluster's id, kept with the data."""
    file = folder / "cluster.json"
    if not file.exists():
        identity = new_identity()
        file.write_text(json.dumps({"id": identity, "nodes": size}), encoding="utf-8")
        return identity
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
        identity, nodes = str(known["id"]), int(known["nodes"])
    except (ValueError, KeyError, TypeError) as error:
        raise BrokerFailed(
            f"{file} is not as tocsin wrote it; move the folder away to start with an empty one."
        ) from error
    if nodes != size:
        raise BrokerFailed(
            f"{folder} holds the data of {nodes} node(s), not {size}: ask for {nodes}, or name another folder."
        )
    return identity


def _lock(folder: Path) -> int:
    """A descriptor that holds the folder for this process and for the nodes that it starts.

    The nodes' guards hold it too, so a folder whose owner was killed is free only when its nodes are gone.
    """
    file = folder / "lock"
    lock = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    deadline = time.monotonic() + GRACE_SECONDS + 1
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            owner = os.pread(lock, 20, 0).decode(errors="replace").strip()
            if _runs(owner) or time.monotonic() > deadline:
                os.close(lock)
                raise BrokerFailed(
                    f"{folder} is in use by another broker (process {owner}): end that one, or name another folder."
                ) from error
            time.sleep(_LOCK_POLL_SECONDS)
        else:
            os.truncate(lock, 0)
            os.pwrite(lock, str(os.getpid()).encode(), 0)
            return lock


def _runs(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
