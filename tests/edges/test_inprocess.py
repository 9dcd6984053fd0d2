from datetime import UTC, datetime, timedelta

from streams.core.items import Item
from streams.core.pipeline import Pipeline
from streams.core.playing import Happening, Raised, Sent
from streams.edges import inprocess
from streams.edges.clocks import SystemClock
from streams.edges.rulebook import open_rulebook
from streams.edges.senders import FakeSender
from streams.replay.run import replay

CUT = Item(
    id="a-1",
    source="radio",
    title="",
    text="Rebels cut the M5 near Saraqib on Thursday.",
    published=datetime(2025, 1, 2, 10, tzinfo=UTC),
)


async def played(sender: FakeSender) -> list[Happening]:
    book = open_rulebook(None)
    return [
        happening
        async for happening in inprocess.play(
            [CUT],
            timedelta(seconds=0.1),
            Pipeline(book.extract, book.rules, book.register),
            subscriptions=book.subscriptions,
            sender=sender,
            clock=SystemClock(),
        )
    ]


async def test_playing_in_process_raises_what_a_replay_raises() -> None:
    book = open_rulebook(None)
    raised = [one.emission.event for one in await played(FakeSender(SystemClock())) if isinstance(one, Raised)]
    assert raised == replay([CUT], Pipeline(book.extract, book.rules, book.register)).events


async def test_each_recipient_is_told_once() -> None:
    sender = FakeSender(SystemClock())
    told = [one for one in await played(sender) if isinstance(one, Sent)]
    assert (
        sorted(one.recipient for one in sender.sent)
        == sorted(one.attempt.recipient for one in told)
        == [
            "duty-officer",
            "logistics-focal-point",
        ]
    )
