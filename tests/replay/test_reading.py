import gzip
import sqlite3
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.alerts import event_line
from streams.edges.archives import BadLine, read_archive
from streams.edges.factcache import FactCache
from streams.replay import reading
from streams.replay.backtest import Backtest
from streams.replay.readers import Read, read_line
from streams.replay.reading import ArchiveReader, Step
from tests.replay.logs import NOW, Reads, archive, book, line


class LateReaders:
    """Stands for the processes: reads a batch only when its answer is asked for, with a reader of its own."""

    def __init__(self, *_: object) -> None:
        self.begun = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.begun

    def begin(self, lines: Sequence[bytes]) -> Callable[[], list[Read]]:
        self.begun += 1
        return lambda: [read_line(one, Reads()) for one in lines]


def told(path: Path, reads: Reads, cache: FactCache | None = None, knowledge: str = "1") -> list[str]:
    reader = ArchiveReader(book(reads, knowledge), NOW, () if cache is None else (cache,))
    return [str(one) if isinstance(one, BadLine) else one.item for one in reader.read(path)]


def test_items_and_bad_lines_come_in_the_order_of_the_archive(tmp_path: Path) -> None:
    path = archive(tmp_path, [line("b", 2), b"{", b"", line("a", 1)])
    assert [one.rpartition("/")[2] for one in told(path, Reads())] == [
        "b",
        "archive.jsonl:2: not JSON: Expecting property name enclosed in double quotes at character 1",
        "a",
    ]


def test_lines_are_refused_as_by_whoever_else_reads_an_archive(tmp_path: Path) -> None:
    ahead = line("far", published=(NOW + timedelta(days=3)).isoformat())
    path = archive(tmp_path, [line("a"), ahead, b"[]", line("b", source="")])
    refused = [one for one in read_archive(path, NOW) if isinstance(one, BadLine)]
    reader = ArchiveReader(book(Reads()), NOW)
    assert [one for one in reader.read(path) if isinstance(one, BadLine)] == refused
    assert len(refused) == 3


def test_a_line_that_was_read_before_is_not_read_again(tmp_path: Path) -> None:
    path, again = archive(tmp_path, [line("a"), line("b", text="cut M5")]), Reads()
    with FactCache(tmp_path / "cache") as cache:
        first = told(path, Reads(), cache)
        assert (told(path, again, cache), again.asked) == (first, [])


def test_a_line_that_was_changed_is_read_again(tmp_path: Path) -> None:
    reads = Reads()
    with FactCache(tmp_path / "cache") as cache:
        told(archive(tmp_path, [line("a"), line("b")]), Reads(), cache)
        told(archive(tmp_path, [line("a"), line("b", text="cut M5")]), reads, cache)
    assert reads.asked == ["b"]


def test_with_other_knowledge_everything_is_read_again(tmp_path: Path) -> None:
    path, reads = archive(tmp_path, [line("a"), line("b")]), Reads()
    with FactCache(tmp_path / "cache") as cache:
        told(path, Reads(), cache, knowledge="1")
        told(path, reads, cache, knowledge="2")
    assert reads.asked == ["a", "b"]


def test_an_item_ahead_of_its_time_is_refused_from_the_cache_too(tmp_path: Path) -> None:
    path = archive(tmp_path, [line("far", published=(NOW + timedelta(days=3)).isoformat())])
    with FactCache(tmp_path / "cache") as cache:
        assert told(path, Reads(), cache) == told(path, Reads(), cache)
        assert "more than a day ahead" in told(path, Reads(), cache)[0]


def test_a_line_that_stands_twice_is_read_once_and_told_twice(tmp_path: Path) -> None:
    reads = Reads()
    assert (told(archive(tmp_path, [line("a"), line("a")]), reads), reads.asked) == (["a", "a"], ["a"])


def test_an_item_that_no_reader_can_bear_is_told_and_ends_nothing(tmp_path: Path) -> None:
    path = archive(tmp_path, [line("a"), line("b")])
    faulty = Reads(fault="a")
    assert [one.rpartition("/")[2] for one in told(path, faulty)] == [
        "archive.jsonl:1: a cannot be read, which is a fault of tocsin, please report it: ZeroDivisionError: a fault",
        "b",
    ]


def test_a_gzip_archive_is_read_as_the_plain_one(tmp_path: Path) -> None:
    path = tmp_path / "archive.jsonl.gz"
    path.write_bytes(gzip.compress(line("a") + b"\n" + line("b") + b"\n"))
    assert told(path, Reads()) == ["a", "b"]


def test_each_step_tells_its_lines_and_how_many_were_read_before(tmp_path: Path) -> None:
    path, steps = archive(tmp_path, [line("a"), line("b")]), list[Step]()
    with FactCache(tmp_path / "cache") as cache:
        told(archive(tmp_path, [line("a")]), Reads(), cache)
        path = archive(tmp_path, [line("a"), line("b")])
        list(ArchiveReader(book(Reads()), NOW, (cache,), watch=steps.append).read(path))
    assert steps == [Step(path, 2, 1, path.stat().st_size)]


def test_what_is_kept_and_was_damaged_is_read_again(tmp_path: Path) -> None:
    path, again = archive(tmp_path, [line("a"), line("b")]), Reads()
    with FactCache(tmp_path / "cache") as cache:
        first = told(path, Reads(), cache)
    with sqlite3.connect(tmp_path / "cache") as file:
        file.execute("UPDATE readings SET reading = substr(reading, 1, 40) WHERE id = 1")
    file.close()
    with FactCache(tmp_path / "cache") as cache:
        assert (told(path, again, cache), again.asked) == (first, ["a"])


def test_two_memories_are_asked_in_turn_and_both_are_told_what_was_read(tmp_path: Path) -> None:
    path, reads = archive(tmp_path, [line("a"), line("b")]), Reads()
    with FactCache(tmp_path / "one") as one, FactCache(tmp_path / "other") as other:
        told(archive(tmp_path, [line("a")]), Reads(), one)
        path = archive(tmp_path, [line("a"), line("b")])
        list(ArchiveReader(book(reads), NOW, (other, one)).read(path))
        assert reads.asked == ["b"]
        assert (told(path, reads, one), reads.asked) == (["a", "b"], ["b"])


LINES = st.lists(
    st.one_of(
        st.just(b"{"),
        st.builds(
            line,
            st.sampled_from(["a", "b", "c", "d", "e"]),
            st.integers(0, 9),
            st.sampled_from(["cut M5", "cut M4", "Rain."]),
        ),
    ),
    max_size=20,
)


@given(LINES)
def test_processes_and_the_cache_change_no_byte_of_the_log(lines: list[bytes]) -> None:
    def log(jobs: int, cache: FactCache | None) -> str:
        refused: list[str] = []
        memories = () if cache is None else (cache,)
        backtest = Backtest((path,), NOW, jobs=jobs, memories=memories, tell=refused.append, parallel_from=0)
        events = backtest.run(book(Reads())).events
        return "\n".join([*map(event_line, events), *refused])

    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "CHUNK", 3)
        patch.setattr(reading, "Readers", LateReaders)
        path = archive(Path(folder), lines)
        with FactCache(Path(folder) / "cache") as cache:
            assert log(1, None) == log(2, None) == log(2, cache) == log(1, cache)
