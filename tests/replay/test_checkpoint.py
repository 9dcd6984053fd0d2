import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.alerts import event_line
from streams.core.errors import Misuse, Outside
from streams.core.facts import Facts
from streams.core.items import Item
from streams.replay import reading
from streams.replay.backtest import Backtest
from streams.replay.checkpoint import Checkpoint, Undertaking
from tests.replay.logs import NOW, Reads, archive, book, line


@dataclass(slots=True)
class Stopped(Reads):
    """Reads so many items, and then Ctrl-C is pressed."""

    after: int = 0

    def __call__(self, item: Item) -> Facts:
        if len(self.asked) == self.after:
            raise KeyboardInterrupt
        return Reads.__call__(self, item)


def begun(path: Path, checkpoint: Path, reads: Reads | None = None) -> Checkpoint:
    return Checkpoint(checkpoint, Undertaking.of([path], book(reads or Reads())), NOW)


def log(
    path: Path, reads: Reads, checkpoint: Path | None = None, judging: Callable[[int, int], None] | None = None
) -> str:
    """The settled log, and the lines that were refused."""
    refused: list[str] = []
    backtest = Backtest((path,), NOW, tell=refused.append)
    if judging is not None:
        backtest.judging = judging
    if checkpoint is None:
        return "\n".join([*map(event_line, backtest.run(book(reads)).events), *refused])
    with begun(path, checkpoint) as point:
        backtest.memories, backtest.now = (point.memory,), point.now
        events = backtest.run(book(reads)).events
        point.remove()
    return "\n".join([*map(event_line, events), *refused])


ARCHIVES = st.lists(
    st.one_of(
        st.just(b"{"),
        st.builds(
            line,
            st.sampled_from(["a", "b", "c", "d", "e", "f"]),
            st.integers(0, 9),
            st.sampled_from(["cut M5", "cut M4", "Rain."]),
        ),
    ),
    max_size=20,
)


@given(ARCHIVES, st.lists(st.integers(0, 6), max_size=4))
def test_a_replay_that_was_stopped_anywhere_any_number_of_times_comes_to_the_same_log(
    lines: list[bytes], stops: list[int]
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "CHUNK", 2)
        path, checkpoint = archive(Path(folder), lines), Path(folder) / "checkpoint"
        for after in stops:
            try:
                log(path, Stopped(after=after), checkpoint)
            except KeyboardInterrupt:
                assert checkpoint.exists()
        assert log(path, Reads(), checkpoint) == log(path, Reads())
        assert not checkpoint.exists()


def test_what_was_read_before_the_stop_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "CHUNK", 2)
    path, reads = archive(tmp_path, [line(name) for name in "abcdef"]), Reads()
    with pytest.raises(KeyboardInterrupt):
        log(path, Stopped(after=4), tmp_path / "checkpoint")
    log(path, reads, tmp_path / "checkpoint")
    assert reads.asked == ["e", "f"]


def test_a_stop_while_judging_reads_nothing_again(tmp_path: Path) -> None:
    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    path, reads = archive(tmp_path, [line("a", text="cut M5")]), Reads()
    with pytest.raises(KeyboardInterrupt):
        log(path, Reads(), tmp_path / "checkpoint", stop)
    assert (log(path, reads, tmp_path / "checkpoint"), reads.asked) == (log(path, Reads()), [])


def test_lines_of_the_future_are_refused_by_the_clock_of_the_first_run(tmp_path: Path) -> None:
    path = archive(tmp_path, [line("far", published=(NOW + timedelta(days=3)).isoformat())])
    begun(path, tmp_path / "checkpoint").memory.close()
    with Checkpoint(tmp_path / "checkpoint", Undertaking.of([path], book(Reads())), NOW + timedelta(days=9)) as point:
        assert (point.now, point.resumed) == (NOW, True)


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("archives", "it belongs to other archives"),
        ("rules", "it belongs to other rules"),
        ("version", "it was made by another version of tocsin"),
    ],
)
def test_a_checkpoint_of_another_replay_is_refused_with_what_to_do(tmp_path: Path, field: str, reason: str) -> None:
    path = archive(tmp_path, [line("a")])
    begun(path, tmp_path / "checkpoint").memory.close()
    other = replace(Undertaking.of([path], book(Reads())), **{field: "another"})
    with pytest.raises(Misuse, match=f"{reason}.*Delete it to begin anew"):
        Checkpoint(tmp_path / "checkpoint", other, NOW)


def test_an_archive_that_was_changed_is_another_one(tmp_path: Path) -> None:
    path = archive(tmp_path, [line("a")])
    begun(path, tmp_path / "checkpoint").memory.close()
    path = archive(tmp_path, [line("a"), line("b")])
    with pytest.raises(Misuse, match="or these were changed since"):
        begun(path, tmp_path / "checkpoint")


def test_a_file_that_is_no_checkpoint_is_refused_and_left_alone(tmp_path: Path) -> None:
    path, letter, data = archive(tmp_path, [line("a")]), tmp_path / "letter", tmp_path / "data"
    letter.write_bytes(b"a letter to somebody" * 100)
    with closing(sqlite3.connect(data)) as file:
        file.execute("CREATE TABLE readings (id)")
    for wrong in (letter, data):
        before = wrong.read_bytes()
        with pytest.raises(Misuse, match="is no checkpoint"):
            begun(path, wrong)
        assert wrong.read_bytes() == before


def test_a_checkpoint_that_cannot_be_written_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(Outside, match="cannot be written"):
        begun(archive(tmp_path, [line("a")]), tmp_path / "no" / "checkpoint")
