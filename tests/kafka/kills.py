"""Alerts told through workers that are killed again and again at any moment, and what then was on the phones.

Run as ``python -m tests.kafka.kills KILLS [SEED] [gently]`` for a long row of kills; ``test_delivery`` runs a short one.
Gently, workers are asked to end: nothing at all may come twice then. Each alert is planned by the workers themselves, for
four channels, so that a kill falls between plan, attempt, sending and record.
"""

import asyncio
import random
import shutil
import sys
import tempfile
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from streams.core.alerts import Emission
from streams.core.deliveries import delivery_id
from streams.edges.clocks import SystemClock
from streams.edges.receiver import Answer, Received
from streams.kafka.broker import Broker
from streams.kafka.messages import message
from streams.kafka.playing import drained
from streams.kafka.publishing import Publisher
from tests.deliveries import delivery
from tests.kafka.service import Service, service

RULES = Path(__file__).parents[2] / "rules"
CHANNELS = ("phone-a", "phone-b", "phone-c", "phone-d")
MARK = "(possibly repeated) "
PEOPLE = """\
version: 1
recipients: {duty: {channels: [phone-a, phone-b, phone-c, phone-d]}}
subscriptions: [{id: all, to: duty}]
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a run came to.

    ``repeats`` are messages that came again, ``worst`` the most of them that one kill made over one channel; ``unmarked``
    such as came again without a mark, ``cautious`` such as came once and marked: their worker died before it sent them.
    ``unended`` are deliveries without an ending on the deliveries topic.
    """

    planned: int
    lost: int
    repeats: int
    worst: int
    unmarked: int
    cautious: int
    unended: int


def channels(running: Service) -> dict[str, str]:
    """The settings of the phones, and of an outbox that is quick to give up."""
    addresses = {f"TOCSIN_CHANNEL_{name.upper().replace('-', '_')}": running.phone.url(name) for name in CHANNELS}
    return addresses | {"TOCSIN_SENDING__TIMEOUT": "1", "TOCSIN_SENDING__BACKOFF": "0.1"}


async def killed(bootstrap: str, prefix: str, folder: Path, kills: int, seed: int, *, gently: bool = False) -> Told:
    """Two workers tell without pause; ``kills`` times one of them dies at a moment of chance, and another is hired."""
    chance = random.Random(seed)  # noqa: S311 (no secret hangs on it)
    clock = SystemClock()
    died: list[datetime] = []
    async with service(bootstrap, prefix, folder) as running:
        running.environment = channels(running) | {"TOCSIN_RULES": str(_rules(folder / "rules"))}
        for name in CHANNELS:
            running.phone.answer(name, *[Answer(wait=0.05)] * 100_000)
        await running.hire(2)
        planned: list[str] = []
        feeding = asyncio.create_task(_feed(running, planned))
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(0.3, 2.0))
            died.append(clock.now())
            if gently:
                await running.dismiss(chance.randrange(2))
            else:
                running.kill(chance.randrange(2))
            await running.hire(1)
        await asyncio.sleep(1)
        feeding.cancel()
        with suppress(asyncio.CancelledError):
            await feeding
        await drained(running.kafka, patience=600)
        ended = {one.delivery for one in await running.attempts() if one.ended == "delivered"}
        received = list(running.phone.received)
    return _told(planned, received, ended, died)


def _told(planned: Sequence[str], received: Iterable[Received], ended: set[str], died: Sequence[datetime]) -> Told:
    arrivals: defaultdict[str, list[Received]] = defaultdict(list)
    for one in received:
        arrivals[one.key].append(one)
    by_kill: Counter[tuple[int, str]] = Counter()
    unmarked = 0
    for came in arrivals.values():
        for before, again in pairwise(came):
            by_kill[bisect_left(died, before.at), again.path] += 1
            unmarked += not again.title.startswith(MARK)
    return Told(
        planned=len(planned),
        lost=sum(one not in arrivals for one in planned),
        repeats=by_kill.total(),
        worst=max(by_kill.values(), default=0),
        unmarked=unmarked,
        cautious=sum(len(came) == 1 and came[0].title.startswith(MARK) for came in arrivals.values()),
        unended=sum(one not in ended for one in planned),
    )


def _rules(folder: Path) -> Path:
    """One rule, and people who are told over four channels."""
    folder.mkdir()
    shutil.copy(RULES / "route-severed.yaml", folder)
    (folder / "subscriptions.yaml").write_text(PEOPLE, encoding="utf-8")
    return folder


async def _feed(running: Service, planned: list[str]) -> None:
    """Put alerts onto their topic, and keep the ids of the deliveries that must come of them."""
    async with Publisher(running.kafka, SystemClock()) as publisher:
        while True:
            event = delivery(f"alert-{len(planned)}", severity="critical").event
            await publisher.put("alerts", message(Emission(event=event), event.incident))
            planned += [delivery_id(event.id, 1, "duty", channel) for channel in CHANNELS]
            await asyncio.sleep(0.3)


def main(arguments: list[str]) -> None:
    """Run, and print what it came to."""
    gently = "gently" in arguments
    kills, seed = [*(int(one) for one in arguments if one != "gently"), 1][:2]
    with Broker.start() as broker, tempfile.TemporaryDirectory() as folder:
        told = asyncio.run(killed(broker.bootstrap, "kills.", Path(folder), kills, seed, gently=gently))
    print(f"{kills} kills, seed {seed}: {told}")  # noqa: T201 (it is run from a terminal)


if __name__ == "__main__":
    main(sys.argv[1:])
