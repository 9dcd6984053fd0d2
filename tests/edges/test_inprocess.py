from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from streams.core.alerts import settled
from streams.core.facts import Facts
from streams.core.items import Item
from streams.core.pipeline import Pipeline
from streams.core.playing import Happening, Raised, Sent
from streams.edges import inprocess
from streams.edges.archives import read_archive
from streams.edges.clocks import SystemClock
from streams.edges.packaged import packaged
from streams.edges.rulebook import open_rulebook
from streams.replay.run import replay
from tests.fakes import FakeSender

FUTURE = datetime(2026, 1, 1, tzinfo=UTC)
CUT = Item(
    id="a-1",
    source="radio",
    title="",
    text="Rebels cut the M5 near Saraqib on Thursday.",
    published=datetime(2025, 1, 2, 10, tzinfo=UTC),
)


BOOK = open_rulebook(None)
READ: dict[str, Facts] = {}


def extract(item: Item) -> Facts:
    """The facts of an item, read once: what is tried here comes after reading."""
    if item.id not in READ:
        READ[item.id] = BOOK.extract(item)
    return READ[item.id]


async def played(items: Sequence[Item], sender: FakeSender) -> list[Happening]:
    return [
        happening
        async for happening in inprocess.play(
            items,
            timedelta(seconds=0.1),
            Pipeline(extract, BOOK.rules, BOOK.register),
            directory=BOOK.directory,
            sender=sender,
            clock=SystemClock(),
        )
    ]


async def test_the_seeds_played_in_process_raise_what_a_replay_raises() -> None:
    items = [line for line in read_archive(packaged("seeds") / "m5-offensive.jsonl", FUTURE) if isinstance(line, Item)]
    emissions = [one.emission for one in await played(items, FakeSender(SystemClock())) if isinstance(one, Raised)]
    assert settled(emissions) == replay(items, Pipeline(extract, BOOK.rules, BOOK.register)).events


async def test_each_recipient_is_told_once() -> None:
    sender = FakeSender(SystemClock())
    told = [one for one in await played([CUT], sender) if isinstance(one, Sent)]
    assert (
        sorted(one.recipient for one in sender.sent)
        == sorted(one.attempt.recipient for one in told)
        == ["duty-officer", "logistics-focal-point"]
    )
