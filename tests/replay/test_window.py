from datetime import timedelta
from pathlib import Path

from streams.replay.backtest import Backtest
from streams.replay.window import Window, days
from tests.replay.logs import NOW, START, Reads, archive, book, line


def events(folder: Path, window: Window) -> list[tuple[str, tuple[str, ...]]]:
    path = archive(folder, [line("a", 1, "cut M5"), line("b", 5, "cut M5", source="tv"), line("c", 9, "cut M4")])
    return [(one.event, one.items) for one in Backtest((path,), NOW, window).run(book(Reads())).events]


def hour(hours: float) -> timedelta:
    return timedelta(hours=hours)


def test_without_a_window_everything_is_shown(tmp_path: Path) -> None:
    assert events(tmp_path, Window()) == [("fire", ("a",)), ("update", ("b",)), ("fire", ("c",))]


def test_what_is_older_than_the_window_is_judged_but_not_shown(tmp_path: Path) -> None:
    assert events(tmp_path, Window(since=START + hour(5))) == [("update", ("b",)), ("fire", ("c",))]


def test_what_is_newer_than_the_window_is_not_judged(tmp_path: Path) -> None:
    assert events(tmp_path, Window(until=START + hour(5))) == [("fire", ("a",)), ("update", ("b",))]


def test_the_clock_stops_at_the_end_of_the_window(tmp_path: Path) -> None:
    lines = [line("a", 1, "cut M5"), line("z", 999)]
    found = Backtest((archive(tmp_path, lines),), NOW, Window(until=START + hour(50))).run(book(Reads()))
    assert (found.items, found.span) == (1, (START + hour(1), START + hour(1)))


def test_a_span_of_hours_counts_as_a_day() -> None:
    assert (days((START, START + hour(2))), days((START, START + hour(60))), days(None)) == (1.0, 2.5, 1.0)
