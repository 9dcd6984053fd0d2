"""A storm: a thousand incidents in a minute, told to three people, the channel of one of whom is dead."""

import asyncio
import resource
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from pydantic import SecretStr
from rich.table import Table

from streams.core.alerts import AlertEvent, Emission, Severity
from streams.core.caps import Cap
from streams.core.deliveries import Attempt, Delivery
from streams.core.notices import compose
from streams.core.outbox import Policy
from streams.core.routing import Directory
from streams.core.subscriptions import Subscriptions
from streams.edges.carrier import Carrier, MemoryLedger
from streams.edges.clocks import SystemClock
from streams.edges.lanes import Parcel
from streams.edges.outbox import MOST_HELD, Outbox
from streams.edges.receiver import Receiver
from streams.edges.senders import AppriseSender
from streams.edges.settings import SendingSettings

INCIDENTS = 1000
FASTER = 5
"""A minute passes in 12 seconds, and what is quiet for 20 s is so after 4."""

PEOPLE = Subscriptions.model_validate(
    {
        "version": 1,
        "recipients": {
            "duty": {"channels": "phone-a"},
            "security": {"channels": "phone-b"},
            "logistics": {"channels": "dead", "failover": "phone-b"},
        },
        "subscriptions": [{"id": "all", "to": ["duty", "security", "logistics"]}],
    }
)
_SEVERITIES: dict[int, Severity] = {0: "critical", 1: "major", 2: "major"}


def measure() -> Iterator[Table]:
    """Who was told what of the storm, over real HTTP to this machine."""
    yield asyncio.run(_storm())


@dataclass(slots=True)
class _Desk:
    """Keeps the records, and takes deliveries over other channels in again."""

    outbox: Outbox = field(init=False)
    records: list[Attempt] = field(default_factory=list)

    def put(self, delivery: Delivery) -> None:
        self.outbox.put(Parcel(delivery, lambda: None, _fail))

    @property
    def digests(self) -> set[str]:
        """The ids of digests, from the reasons of those that were told in one."""
        return {one.reason.split()[4] for one in self.records if one.ended == "suppressed"}

    async def record(self, *attempts: Attempt) -> None:
        self.records += attempts

    async def forward(self, delivery: Delivery) -> None:
        self.put(delivery)

    async def alarm(self, emission: Emission) -> None:
        raise AssertionError(emission.event.summary)


async def _storm() -> Table:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    clock, desk, planned = SystemClock(), _Desk(), list[Delivery]()
    async with Receiver.start() as phones:
        addresses = {name: SecretStr(phones.url(name)) for name in ("phone-a", "phone-b")}
        sender = AppriseSender(addresses | {"dead": SecretStr("json://127.0.0.1:9/dead")}, SendingSettings(), clock)
        carrier = Carrier(sender, MemoryLedger(), desk, clock, Policy(backoff=timedelta(seconds=0.2)))
        desk.outbox = Outbox(carrier, Cap(settle=timedelta(seconds=20) / FASTER))
        most = 0
        for number in range(INCIDENTS):
            for delivery in compose(Emission(event=_event(number)), Directory(PEOPLE), clock.now()):
                planned.append(delivery)
                desk.put(delivery)
            most = max(most, desk.outbox.held)
            await asyncio.sleep(60 / FASTER / INCIDENTS)
        await desk.outbox.idle()
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    ends = {(one.event, one.recipient) for one in desk.records if one.ended in ("delivered", "suppressed")}
    lost = sum((one.event.id, one.recipient) not in ends for one in planned)
    table = Table(
        "recipient", "critical", "major", "minor", "digests", "of", "limit", "passed by lesser",
        title=f"{INCIDENTS:,} incidents in a minute, one channel dead: {lost} lost, {most:,} held at most of {MOST_HELD:,}, "
        f"{grown:.0f} MB",
    )  # fmt: skip
    severity = {one.event.id: one.event.severity for one in planned}
    for recipient in PEOPLE.recipients:
        mine = [one for one in desk.records if one.recipient == recipient]
        told = Counter(
            "digest" if one.delivery in desk.digests else severity[one.event]
            for one in mine
            if one.ended == "delivered"
        )
        digested = sum(one.ended == "suppressed" for one in mine)
        singly = (told[name] for name in ("critical", "major", "minor"))
        passed = _passed_by(recipient, planned, desk)
        table.add_row(recipient, *map(str, (*singly, told["digest"], digested, Cap().limit, passed)))
    return table


def _passed_by(recipient: str, planned: list[Delivery], desk: _Desk) -> int:
    """How many of a recipient's alerts went into a digest although a lesser one went out singly after they came."""
    mine = {one.id: one for one in planned if one.recipient == recipient}
    rank = {one.event.id: one.rank for one in mine.values()}
    singly = [
        (one.at, rank[one.event])
        for one in desk.records
        if one.recipient == recipient and one.ended == "delivered" and one.delivery not in desk.digests
    ]
    waited = [mine[one.delivery] for one in desk.records if one.ended == "suppressed" and one.delivery in mine]
    return sum(any(at > one.event.at and lesser < one.rank for at, lesser in singly) for one in waited)


async def _fail(error: Exception) -> None:
    raise error


def _event(number: int) -> AlertEvent:
    return AlertEvent(
        id=f"event-{number}",
        incident=f"incident-{number}",
        event="fire",
        rule="route-severed",
        key={"route": f"R{number}"},
        severity=_SEVERITIES.get(number % 100, "minor"),
        at=datetime.now(UTC),
        items=(f"item-{number}",),
        sources=("radio",),
        summary=f"R{number} is cut",
        reason="first reported by radio",
        rules="sha256:0",
    )
