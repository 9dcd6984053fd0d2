"""The real service for tests: topics of a prefix of their own, workers as processes, a receiver for a phone."""

import asyncio
import subprocess
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from streams.core.alerts import Emission
from streams.core.deadletters import DeadLetter
from streams.core.deliveries import Attempt
from streams.core.items import Item
from streams.edges.archives import BadLine, read_archive
from streams.edges.clocks import SystemClock
from streams.edges.layers import variable
from streams.edges.receiver import Receiver
from streams.edges.rulebook import open_rulebook
from streams.edges.settings import KafkaSettings
from streams.kafka.graveyard import standing
from streams.kafka.messages import Message, read
from streams.kafka.playing import drained, ready, worker
from streams.kafka.publishing import Publisher
from streams.kafka.reading import everything
from streams.kafka.topics import TopicName, declare

SEEDS = Path(__file__).parents[2] / "seeds" / "m5-offensive.jsonl"


def seeds() -> tuple[Item, ...]:
    """The bundled archive."""
    lines = read_archive(SEEDS, now=SystemClock().now())
    return tuple(line for line in lines if not isinstance(line, BadLine))


class Service:
    """A running service: put things in, look at what came out."""

    def __init__(self, kafka: KafkaSettings, phone: Receiver, folder: Path, stack: AsyncExitStack) -> None:
        self.kafka = kafka
        self.environment: dict[str, str] = {}
        self.phone = phone
        self.workers: list[subprocess.Popen[bytes]] = []
        self._folder = folder
        self._stack = stack

    async def hire(self, workers: int = 1) -> None:
        """Start further workers and wait until all have their share."""
        for _ in range(workers):
            number = len(list(self._folder.glob("worker-*.log")))
            data = self._folder / f"worker-{number}"
            process = await self._stack.enter_async_context(
                worker(self._environment(data), self._folder / f"worker-{number}.log")
            )
            self.workers.append(process)
        await ready(self.kafka, self.workers)

    def kill(self, number: int) -> None:
        """Kill a worker as a power cut would."""
        process = self.workers.pop(number)
        process.kill()
        process.wait()

    async def dismiss(self, number: int) -> None:
        """Ask a worker to end, and wait until it has."""
        process = self.workers.pop(number)
        process.terminate()
        await asyncio.to_thread(process.wait, 60)

    async def publish(self, items: Sequence[Item], every: float = 0.0) -> None:
        """Put items onto their topic, one each ``every`` seconds."""
        async with Publisher(self.kafka, SystemClock()) as publisher:
            for item in items:
                await publisher.publish(item)
                await asyncio.sleep(every)

    async def put(self, topic: TopicName, value: bytes, key: bytes = b"poison") -> None:
        """Put any bytes onto a topic."""
        async with Publisher(self.kafka, SystemClock()) as publisher:
            await publisher.put(topic, Message(key, value, {}))

    async def finish(self, items: Sequence[Item]) -> None:
        """Wait for the end of the work, let time pass to the newest item's moment, and wait again."""
        await drained(self.kafka)
        async with Publisher(self.kafka, SystemClock()) as publisher:
            await publisher.tick(max(item.published for item in items))
        await drained(self.kafka)

    async def emissions(self) -> list[Emission]:
        return [read(record.value, Emission) async for record in everything(self.kafka, "alerts")]

    async def attempts(self) -> list[Attempt]:
        return [read(record.value, Attempt) async for record in everything(self.kafka, "deliveries")]

    async def dead_letters(self) -> list[DeadLetter]:
        return await standing(self.kafka)

    @property
    def settings(self) -> dict[str, str]:
        """The settings of a command beside the workers."""
        return self._environment(self._folder)

    def _environment(self, data: Path) -> dict[str, str]:
        channels = open_rulebook(None).subscriptions.channels
        addresses = {variable(("channels", name)): self.phone.url(name) for name in channels}
        return addresses | {
            "TOCSIN_KAFKA__BOOTSTRAP": self.kafka.bootstrap,
            "TOCSIN_KAFKA__PREFIX": self.kafka.prefix,
            "TOCSIN_KAFKA__PARTITIONS": str(self.kafka.partitions),
            "TOCSIN_WORKER__DATA": str(data),
            "TOCSIN_WORKER__TICKS": "false",
            "TOCSIN_WORKER__SESSION_TIMEOUT": "6",
            **self.environment,
        }


@asynccontextmanager
async def service(bootstrap: str, prefix: str, folder: Path) -> AsyncIterator[Service]:
    """A service with topics of its own on a shared broker; its workers end with the block."""
    kafka = KafkaSettings(bootstrap=bootstrap, prefix=prefix, partitions=3)
    await declare(kafka)
    async with AsyncExitStack() as stack:
        phone = await stack.enter_async_context(Receiver.start())
        yield Service(kafka, phone, folder, stack)
