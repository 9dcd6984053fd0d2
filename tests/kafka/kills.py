"""Deliveries through workers that are killed again and again at any moment, and what then was on the phones.

Run as ``python -m tests.kafka.kills KILLS [SEED] [gently]`` for a long row of kills; ``test_delivery`` runs a short one.
Gently, workers are asked to end: nothing at all may come twice then.
"""

import asyncio
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from streams.core.deliveries import Delivery
from streams.edges.clocks import SystemClock
from streams.edges.receiver import Answer
from streams.kafka.broker import Broker
from streams.kafka.messages import message
from streams.kafka.playing import drained
from streams.kafka.publishing import Publisher
from tests.deliveries import delivery
from tests.kafka.service import Service, service

CHANNELS = ("phone-a", "phone-b", "phone-c", "phone-d")
MARK = "(possibly repeated) "


@dataclass(frozen=True, slots=True)
class Told:
    """What a run came to. ``unended`` are deliveries without an ending on the deliveries topic."""

    planned: int
    lost: int
    repeats: int
    unmarked: int
    unended: int
    worst: int
    """The most repeats of one channel."""


def channels(running: Service) -> dict[str, str]:
    """The settings of the phones, and of an outbox that is quick to give up."""
    addresses = {f"TOCSIN_CHANNEL_{name.upper().replace('-', '_')}": running.phone.url(name) for name in CHANNELS}
    return addresses | {"TOCSIN_SENDING__TIMEOUT": "1", "TOCSIN_SENDING__BACKOFF": "0.1"}


async def killed(bootstrap: str, prefix: str, folder: Path, kills: int, seed: int, *, gently: bool = False) -> Told:
    """Two workers deliver without pause; ``kills`` times one of them dies at a moment of chance, and another is hired."""
    chance = random.Random(seed)  # noqa: S311 (no secret hangs on it)
    async with service(bootstrap, prefix, folder) as running:
        running.environment = channels(running)
        for name in CHANNELS:
            running.phone.answer(name, *[Answer(wait=0.05)] * 100_000)
        await running.hire(2)
        planned: list[Delivery] = []
        feeding = asyncio.create_task(_feed(running, planned))
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(0.3, 2.0))
            if gently:
                await running.dismiss(chance.randrange(2))
            else:
                running.kill(chance.randrange(2))
            await running.hire(1)
        await asyncio.sleep(1)
        feeding.cancel()
        await asyncio.gather(feeding, return_exceptions=True)
        await drained(running.kafka)
        ended = {one.delivery for one in await running.attempts() if one.ended == "delivered"}
        received = [(one.path, one.title) for one in running.phone.received]
    times = Counter(title.removeprefix(MARK) for _, title in received)
    plain = Counter(title for _, title in received if not title.startswith(MARK))
    marked = Counter(path for path, title in received if title.startswith(MARK) and times[title.removeprefix(MARK)] > 1)
    return Told(
        planned=len(planned),
        lost=sum(one.title not in times for one in planned),
        repeats=sum(count - 1 for count in times.values()),
        unmarked=sum(count - 1 for count in plain.values()),
        unended=sum(one.id not in ended for one in planned),
        worst=max(marked.values(), default=0),
    )


async def _feed(running: Service, planned: list[Delivery]) -> None:
    async with Publisher(running.kafka, SystemClock()) as publisher:
        while True:
            for channel in CHANNELS:
                one = delivery(f"{channel}-{len(planned)}", channel=channel, severity="critical")
                await publisher.put("outbox", message(one, one.lane))
                planned.append(one)
            await asyncio.sleep(0.2)


def main(arguments: list[str]) -> None:
    """Run, and print what it came to."""
    gently = "gently" in arguments
    kills, seed = [*(int(one) for one in arguments if one != "gently"), 1][:2]
    with Broker.start() as broker, tempfile.TemporaryDirectory() as folder:
        told = asyncio.run(killed(broker.bootstrap, "kills.", Path(folder), kills, seed, gently=gently))
    print(f"{kills} kills, seed {seed}: {told}")  # noqa: T201 (it is run from a terminal)


if __name__ == "__main__":
    main(sys.argv[1:])
