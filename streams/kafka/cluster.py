"""The nodes of one Kafka on this machine: their identity, their ports and their settings."""

import base64
import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"

_PORTS = range(20_000, 32_000)
"""Below the ports that systems hand out to outgoing connections: a node that restarts must find its own port free."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The nodes that make up one Kafka, by their ports on the loopback address."""

    id: str
    """16 random bytes in URL-safe base64 without padding."""
    broker_ports: tuple[int, ...]
    controller_ports: tuple[int, ...]

    @property
    def size(self) -> int:
        return len(self.broker_ports)

    @property
    def bootstrap(self) -> str:
        """The addresses that a client starts from, as ``HOST:PORT,…``."""
        return ",".join(f"{HOST}:{port}" for port in self.broker_ports)

    def configuration(self, index: int, folder: Path) -> str:
        """The ``server.properties`` of one node, counted from 0, that keeps its data in the folder."""
        voters = ",".join(f"{number}@{HOST}:{port}" for number, port in enumerate(self.controller_ports, start=1))
        settings = {
            "process.roles": "broker,controller",
            "node.id": index + 1,
            "controller.quorum.voters": voters,
            "listeners": f"PLAINTEXT://{HOST}:{self.broker_ports[index]},"
            f"CONTROLLER://{HOST}:{self.controller_ports[index]}",
            "advertised.listeners": f"PLAINTEXT://{HOST}:{self.broker_ports[index]}",
            "controller.listener.names": "CONTROLLER",
            "inter.broker.listener.name": "PLAINTEXT",
            "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
            "log.dirs": folder / "data",
            # Topics are declared with their configuration; a misspelt one must fail, not appear.
            "auto.create.topics.enable": "false",
            "default.replication.factor": self.size,
            "min.insync.replicas": self._quorum,
            "offsets.topic.num.partitions": 1,
            "offsets.topic.replication.factor": self.size,
            "transaction.state.log.num.partitions": 1,
            "transaction.state.log.replication.factor": self.size,
            "transaction.state.log.min.isr": self._quorum,
            "share.coordinator.state.topic.num.partitions": 1,
            "share.coordinator.state.topic.replication.factor": self.size,
            "share.coordinator.state.topic.min.isr": self._quorum,
            # A read position outlives the longest outage that a worker may come back from: 30 days.
            "offsets.retention.minutes": 43_200,
            # No second worker is waited for: on one machine it is there or it is not.
            "group.initial.rebalance.delay.ms": 0,
            "group.min.session.timeout.ms": 1000,
            "broker.heartbeat.interval.ms": 1000,
            "broker.session.timeout.ms": 4000,
            # These make it fit a heap of 384 MiB and few files of a megabyte.
            "log.cleaner.dedupe.buffer.size": 2 << 20,
            "log.index.size.max.bytes": 1 << 20,
            "num.network.threads": 2,
            "num.io.threads": 4,
            "background.threads": 2,
        }
        return "".join(f"{name}={value}\n" for name, value in settings.items())

    @property
    def _quorum(self) -> int:
        return self.size // 2 + 1


def new_cluster(size: int, port: int | None, identity: str) -> Cluster:
    """A cluster on ports that are free now; with ``port``, its brokers listen on that one and those that follow."""
    taken = range(port, port + size) if port is not None else ()
    free = iter(_free_ports(2 * size))
    brokers = tuple(taken) or tuple(next(free) for _ in range(size))
    return Cluster(identity, brokers, tuple(next(free) for _ in range(size)))


def new_identity() -> str:
    """16 random bytes as Kafka's tools write them."""
    # Kafka's tools take a leading dash for an option.
    while (identity := base64.urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("=")).startswith("-"):
        pass
    return identity


def _free_ports(count: int) -> tuple[int, ...]:
    found: set[int] = set()
    while len(found) < count:
        port = secrets.choice(_PORTS)
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
        found.add(port)
    return tuple(found)
