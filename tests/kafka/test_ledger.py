from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import stamina
from aiokafka.errors import KafkaTimeoutError
from hypothesis import given
from hypothesis import strategies as st

from streams.core.caps import Lane
from streams.core.matches import Seen
from streams.core.outbox import Entry
from streams.edges.carrier import LANE
from streams.edges.clocks import FixedClock
from streams.kafka.delivering import Unfinished
from streams.kafka.forgetting import Forgetting, deliveries, items
from streams.kafka.ledger import TableLedger
from streams.kafka.partitions import partition_of

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
PARTITIONS = 4
HERE, ELSEWHERE = "duty/phone", "logistics/mail"


@dataclass(slots=True)
class Table:
    """A table of Faust's with its changelog; ``away`` writes fail first."""

    data: dict[bytes, bytes] = field(default_factory=dict)
    changelog: list[tuple[int, bytes, bytes | None]] = field(default_factory=list)
    away: int = 0

    async def send_changelog(self, partition: int, key: bytes, value: bytes | None, **_: Any) -> None:
        if self.away:
            self.away -= 1
            raise KafkaTimeoutError
        self.changelog.append((partition, key, value))


def entry(lane: str, days: int) -> bytes:
    return Entry(lane=lane, state="ended", ended="delivered", at=NOON - timedelta(days=days)).written()


async def test_a_write_is_in_the_changelog_before_it_is_in_memory_and_waits_for_a_broker_that_is_away() -> None:
    table = Table(away=1)
    with stamina.set_testing(True, attempts=2):
        await TableLedger(table).put(b"d1", b"{}", 2)
    assert (table.changelog, table.data) == ([(2, b"d1", b"{}")], {b"d1": b"{}"})


def here(table: Table, days: int = 14) -> tuple[int, Forgetting]:
    """The partition of ``HERE``, and what forgets deliveries."""
    partition = partition_of(HERE.encode(), PARTITIONS)
    return partition, deliveries(table, PARTITIONS, FixedClock(NOON), timedelta(days=days))


async def test_what_is_older_than_its_topic_keeps_messages_is_forgotten_in_the_partition_of_its_lane() -> None:
    table = Table(
        {
            b"old": entry(HERE, 15),
            b"young": entry(HERE, 13),
            b"another's": entry(ELSEWHERE, 15),
            LANE + HERE.encode(): Lane(singles=(NOON - timedelta(hours=2),)).written(),
            LANE + ELSEWHERE.encode(): Lane().written(),
        }
    )
    partition, forgetting = here(table)
    assert partition_of(ELSEWHERE.encode(), PARTITIONS) != partition
    assert await forgetting.tick(partition) == 2
    assert sorted(table.data) == sorted([b"young", b"another's", LANE + ELSEWHERE.encode()])
    assert table.changelog == [(partition, b"old", None), (partition, LANE + HERE.encode(), None)]


async def test_a_table_is_gone_through_once_an_hour() -> None:
    table = Table()
    partition, forgetting = here(table)
    await forgetting.tick(partition)
    table.data[b"old"] = entry(HERE, 15)
    assert await forgetting.tick(partition) == 0
    forgetting.clock = FixedClock(NOON + timedelta(hours=1))
    assert await forgetting.tick(partition) == 1


async def test_a_lane_that_sent_within_the_hour_is_remembered() -> None:
    table = Table({LANE + HERE.encode(): Lane(singles=(NOON - timedelta(minutes=59),)).written()})
    partition, forgetting = here(table)
    assert await forgetting.tick(partition) == 0


async def test_items_are_forgotten_by_their_last_version_drills_where_their_item_lies() -> None:
    def seen(days: int) -> bytes:
        at = NOON - timedelta(days=days)
        return Seen(version=at, published=at, content="c", source="radio").written()

    partition = partition_of(b"item-1", PARTITIONS)
    table = Table({b"item-1": seen(61), b"exercise\x1fitem-1": seen(61)})
    table.data |= {f"young-{number}".encode(): seen(59) for number in range(20)}
    assert await items(table, PARTITIONS, FixedClock(NOON), timedelta(days=30)).tick(partition) == 2
    assert len(table.data) == 20


@dataclass(slots=True)
class Event:
    message: int
    acked: list[int]

    def ack(self) -> None:
        self.acked.append(self.message)


@given(st.permutations(range(8)), st.integers(0, 8))
def test_messages_are_acknowledged_in_the_order_in_which_they_came_whatever_ends_first(
    order: list[int], ended: int
) -> None:
    acked: list[int] = []
    unfinished = Unfinished()
    endings: list[Any] = [unfinished.begin(Event(number, acked)) for number in range(8)]  # type: ignore[arg-type]
    for number in order[:ended]:
        endings[number]()
    still = min(order[ended:], default=8)
    assert acked == list(range(still))
    dropped: list[Any] = list(unfinished.dropped())
    assert dropped == list(range(still, 8))
