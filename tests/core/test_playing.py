from datetime import UTC, datetime, timedelta

from streams.core.items import Item
from streams.core.playing import due

START = datetime(2025, 1, 1, 8, tzinfo=UTC)


def item(name: str, hours: float) -> Item:
    return Item(id=name, source="radio", title="", text="News.", published=START + timedelta(hours=hours))


def test_gaps_keep_their_proportion() -> None:
    items = [item("a", 0), item("b", 1), item("c", 4)]
    assert [after for after, _ in due(items, timedelta(seconds=8))] == [
        timedelta(0),
        timedelta(seconds=2),
        timedelta(seconds=8),
    ]


def test_a_quiet_night_passes_as_three_hours() -> None:
    items = [item("a", 0), item("b", 3), item("c", 30)]
    assert [after for after, _ in due(items, timedelta(seconds=10))] == [
        timedelta(0),
        timedelta(seconds=5),
        timedelta(seconds=10),
    ]


def test_items_of_one_moment_are_due_at_once() -> None:
    assert [after for after, _ in due([item("a", 0), item("b", 0)], timedelta(seconds=10))] == [timedelta(0)] * 2


def test_nothing_to_play_is_due_never() -> None:
    assert list(due([], timedelta(seconds=10))) == []
