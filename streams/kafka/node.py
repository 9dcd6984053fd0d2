"""One Kafka node in KRaft mode, broker and controller at once, as a child process that never outlives its parent."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from streams.core.errors import Outside
from streams.kafka.cluster import Cluster
from streams.kafka.jars import Jars
from streams.kafka.java import Java

GRACE_SECONDS = 10.0
"""What a node may take to stop by itself where its data is kept; then it is killed."""

_GUARD = Path(__file__).with_name("guard.py")
_FORMAT_SECONDS = 60
_POLL_SECONDS = 0.02
_STARTED = b"Kafka Server started"
_TAIL_LINES = 15

_LOGGING = """\
status=error
appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=%d{ISO8601} %p %c{1} %m%n
rootLogger.level=warn
rootLogger.appenderRef.console.ref=console
logger.server.name=kafka.server.KafkaRaftServer
logger.server.level=info
"""


class BrokerFailed(Outside):
    """A Kafka node did not start, ended by itself, or its data folder cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """What it takes to run a program of Kafka's."""

    java: Java
    jars: Jars
    archive: Path | None = None
    """A class-data archive (`streams.kafka.archive`), which halves the start."""
    options: tuple[str, ...] = ()
    """Further options of Java."""

    def command(self, logging: Path, program: str, *arguments: str) -> list[str]:
        """The command that runs a main class with a small heap and a quick start."""
        shared = (f"-XX:SharedArchiveFile={self.archive}",) if self.archive else ()
        recent = ("--enable-native-access=ALL-UNNAMED",) if self.java.version >= 22 else ()
        return [
            str(self.java.path),
            *("-Xms64m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"),
            *("-Xshare:auto", *shared, "-XX:-UsePerfData", *recent, *self.options),
            *("-Djava.awt.headless=true", "-Dlog4j2.disableJmx=true", f"-Dlog4j2.configurationFile={logging}"),
            *("-cp", self.jars.classpath, program, *arguments),
        ]


class Node:
    """One node of a cluster; start, stop and kill it as often as needed, its ports and its data stay."""

    def __init__(
        self,
        runtime: Runtime,
        cluster: Cluster,
        index: int,
        folder: Path,
        *,
        keep: tuple[int, ...] = (),
        remove: Path | None = None,
    ) -> None:
        """Writes the node's settings.

        Args:
            runtime: what runs it.
            cluster: which it belongs to.
            index: its place there, from 0.
            folder: for its settings, log and data.
            keep: descriptors to hold open for as long as it may run, such as that of a lock.
            remove: a folder to remove once this process is gone; its data being of no worth, the node is then not asked
                to stop but killed.
        """
        self.log = folder / "broker.log"
        """What the node says, from warnings up; that of the start before is ``broker.log.1``."""
        self._runtime = runtime
        self._cluster = cluster
        self._folder = folder
        self._name = f"node {index + 1} of {cluster.size}"
        self._settings = folder / "server.properties"
        self._logging = folder / "log4j2.properties"
        self._keep = keep
        self._remove = remove
        self._guard: subprocess.Popen[bytes] | None = None
        self._pid = 0
        folder.mkdir(parents=True, exist_ok=True)
        self._settings.write_text(cluster.configuration(index, folder), encoding="utf-8")
        self._logging.write_text(_LOGGING, encoding="utf-8")

    @property
    def pid(self) -> int | None:
        """The process id of its Java while that runs."""
        return self._pid if self._guard is not None and self._guard.poll() is None else None

    def format(self) -> None:
        """Prepares the data folder; does nothing where that is done.

        Raises:
            BrokerFailed: Kafka's storage tool refused.
        """
        if (self._folder / "data" / "meta.properties").exists():
            return
        arguments = ("format", "-t", self._cluster.id, "-c", str(self._settings))
        command = self._runtime.command(self._logging, "kafka.tools.StorageTool", *arguments)
        try:
            done = subprocess.run(  # noqa: S603 - built above
                command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_FORMAT_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise BrokerFailed(f"Kafka's storage tool did not run: {error}") from error
        if done.returncode:
            raise BrokerFailed(f"Kafka could not prepare {self._folder}:\n{_tail(done.stdout + done.stderr)}")

    def start(self) -> None:
        """Starts the process; `await_ready` tells when it serves.

        Raises:
            BrokerFailed: Java does not run.
        """
        if self.log.exists():
            self.log.replace(self.log.with_name("broker.log.1"))
        ending = ["--grace", "0", "--remove", str(self._remove)] if self._remove else ["--grace", str(GRACE_SECONDS)]
        kafka = self._runtime.command(self._logging, "kafka.Kafka", str(self._settings))
        with self.log.open("wb") as log:
            self._guard = subprocess.Popen(  # noqa: S603 - built above
                [sys.executable, "-I", "-S", str(_GUARD), *ending, "--", *kafka],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                pass_fds=self._keep,
                # Ctrl-C in a terminal reaches this process alone, which then stops the node in order.
                start_new_session=True,
            )
        assert self._guard.stdout is not None  # noqa: S101 - for the type checker: it is a pipe
        said = self._guard.stdout.readline()
        self._guard.stdout.close()
        if not said:
            raise BrokerFailed(f"Kafka's Java did not start:\n{self._said()}")
        self._pid = int(said)

    def await_ready(self, deadline: float) -> None:
        """Waits until the node serves its clients; ``deadline`` is a value of `time.monotonic`.

        Raises:
            BrokerFailed: it ended or did not get ready in time.
        """
        while _STARTED not in self.log.read_bytes():
            if self.pid is None:
                raise BrokerFailed(f"Kafka's {self._name} ended while it started; it said:\n{self._said()}")
            if time.monotonic() > deadline:
                raise BrokerFailed(f"Kafka's {self._name} did not get ready in time; it said:\n{self._said()}")
            time.sleep(_POLL_SECONDS)

    def kill(self) -> None:
        """Ends the process as ``kill -9`` does and waits for that."""
        if self._guard is not None and self.pid is not None:
            os.kill(self._pid, signal.SIGKILL)
            self._guard.wait()

    def ask_to_stop(self) -> None:
        """Has the guard end the process; `stop` also waits for it."""
        if self._guard is not None and self._guard.stdin is not None:
            self._guard.stdin.close()

    def stop(self) -> None:
        """Ends the process in order and waits until it and its guard are gone."""
        self.ask_to_stop()
        if self._guard is not None:
            self._guard.wait()
            self._guard = None

    def _said(self) -> str:
        return f"{_tail(self.log.read_bytes())}\n(all of it: {self.log})"


def _tail(said: bytes) -> str:
    return "\n".join(said.decode(errors="replace").splitlines()[-_TAIL_LINES:])
