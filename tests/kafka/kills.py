"""Alerts told through workers that are killed again and again at any moment, and what then was on the phones.

Run as ``python -m tests.kafka.kills KILLS [SEED] [gently] [grouped]`` for a long row of kills; ``test_delivery`` runs a short one.
Gently, workers are asked to end: nothing at all may come twice then. Grouped, somebody has the same alerts in groups that wait. Each alert is planned by the workers themselves, for
four channels, so that a kill falls between plan, attempt, sending and record.
"""

import asyncio
import random
import re
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
from streams.core.deliveries import Attempt, delivery_id
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
_IN_A_GROUP = re.compile(r"told in the digest (\w+) with")
PEOPLE = """\
version: 1
recipients: {duty: {channels: [phone-a, phone-b, phone-c, phone-d]}}
subscriptions: [{id: all, to: duty}]
"""
GROUPED = """\
version: 1
recipients: {duty: {channels: [phone-a, phone-b, phone-c, phone-d]}, keeper: {channels: phone-g}}
subscriptions:
  - {id: all, to: duty}
  - {id: groups, to: keeper, group_by: [], group_wait: 2s, group_interval: 2s}
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a run came to.

    ``repeats`` are messages that came again, ``worst`` the most of them that one kill made over one channel; ``unmarked``
    such as came again without a mark, ``cautious`` such as came once and marked: their worker died before it sent them.
    ``unended`` are deliveries without an ending on the deliveries topic, and ``groups`` how many groups went out;
    ``twice`` are alerts that were in two of them.
    """

    planned: int
    lost: int
    repeats: int
    worst: int
    unmarked: int
    cautious: int
    unended: int
    groups: int = 0
    twice: int = 0


def channels(running: Service) -> dict[str, str]:
    """The settings of the phones, and of an outbox that is quick to give up."""
    names = (*CHANNELS, "phone-g")
    addresses = {f"TOCSIN_CHANNEL_{name.upper().replace('-', '_')}": running.phone.url(name) for name in names}
    return addresses | {"TOCSIN_SENDING__TIMEOUT": "1", "TOCSIN_SENDING__BACKOFF": "0.1"}


async def killed(
    bootstrap: str, prefix: str, folder: Path, kills: int, seed: int, *, gently: bool = False, grouped: bool = False
) -> Told:
    """Two workers tell without pause; ``kills`` times one of them dies at a moment of chance, and another is hired."""
    chance = random.Random(seed)  # noqa: S311 (no secret hangs on it)
    clock = SystemClock()
    died: list[datetime] = []
    async with service(bootstrap, prefix, folder) as running:
        rules = {"TOCSIN_RULES": str(_rules(folder / "rules", GROUPED if grouped else PEOPLE))}
        # Nothing is grouped while an archive is played, and nothing may wait for a digest here.
        live = {"TOCSIN_WORKER__TICKS": "true", "TOCSIN_SENDING__PER_HOUR": "10000"} if grouped else {}
        running.environment = channels(running) | rules | live
        for name in CHANNELS:
            running.phone.answer(name, *[Answer(wait=0.05)] * 100_000)
        await running.hire(2)
        planned: list[str] = []
        feeding = asyncio.create_task(_feed(running, planned, grouped=grouped))
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(0.3, 2.0) * (3 if grouped else 1))
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
        attempts = await running.attempts()
        received = list(running.phone.received)
    return _told(planned, received, attempts, died)


def _told(
    planned: Sequence[str], received: Iterable[Received], attempts: Sequence[Attempt], died: Sequence[datetime]
) -> Told:
    arrivals: defaultdict[str, list[Received]] = defaultdict(list)
    for one in received:
        arrivals[one.key].append(one)
    ended = {attempt.delivery for attempt in attempts if attempt.ended in ("delivered", "suppressed")}
    within = {one: {one} for one in planned}
    for attempt in attempts:
        if attempt.ended == "suppressed" and (found := _IN_A_GROUP.match(attempt.reason)):
            within[attempt.delivery].add(found[1])
    ways = {known: [name for name in names if name in arrivals] for known, names in within.items()}
    by_kill: Counter[tuple[int, str]] = Counter()
    unmarked = 0
    for came in arrivals.values():
        for before, again in pairwise(came):
            by_kill[bisect_left(died, before.at), again.path] += 1
            unmarked += not again.title.startswith(MARK)
    return Told(
        planned=len(planned),
        lost=sum(not ways[one] for one in planned),
        repeats=by_kill.total(),
        worst=max(by_kill.values(), default=0),
        unmarked=unmarked,
        cautious=sum(len(came) == 1 and came[0].title.startswith(MARK) for came in arrivals.values()),
        unended=sum(one not in ended for one in planned),
        groups=len({name for one, names in ways.items() for name in names if name != one}),
        twice=sum(len(names) > 1 for names in ways.values()),
    )


def _rules(folder: Path, people: str) -> Path:
    """One rule, and people who are told over four channels or five."""
    folder.mkdir()
    shutil.copy(RULES / "route-severed.yaml", folder)
    (folder / "subscriptions.yaml").write_text(people, encoding="utf-8")
    return folder


async def _feed(running: Service, planned: list[str], *, grouped: bool) -> None:
    """Put alerts onto their topic, and keep the ids of the deliveries that must come of them."""
    async with Publisher(running.kafka, SystemClock()) as publisher:
        while True:
            event = delivery(f"alert-{len(planned)}", severity="critical").event
            await publisher.put("alerts", message(Emission(event=event), event.incident))
            planned += [delivery_id(event.id, 1, "duty", channel) for channel in CHANNELS]
            planned += [delivery_id(event.id, 1, "keeper", "phone-g")] * grouped
            await asyncio.sleep(0.3)


def main(arguments: list[str]) -> None:
    """Run, and print what it came to."""
    gently, grouped = "gently" in arguments, "grouped" in arguments
    kills, seed = [*(int(one) for one in arguments if one.isdecimal()), 1][:2]
    with Broker.start() as broker, tempfile.TemporaryDirectory() as folder:
        told = asyncio.run(
            killed(broker.bootstrap, "kills.", Path(folder), kills, seed, gently=gently, grouped=grouped)
        )
    print(f"{kills} kills, seed {seed}: {told}")  # noqa: T201 (it is run from a terminal)


if __name__ == "__main__":
    main(sys.argv[1:])
