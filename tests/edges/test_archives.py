import gzip
import io
import json
import sys
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from streams.core.errors import Outside
from streams.core.items import MAX_BYTES, Item
from streams.edges.archives import KEPT_BYTES, LONGEST, BadLine, Line, read_archive, read_lines

NOW = datetime(2025, 3, 5, tzinfo=UTC)
HOSTILE = Path(__file__).parent.parent / "eval" / "hostile.jsonl"


def item(identity: str, published: str = "2025-03-04T06:10:00+02:00", text: str = "The road is closed.") -> bytes:
    fields = {"id": identity, "source": "wire-a", "title": "Road", "text": text, "published": published}
    return json.dumps(fields).encode() + b"\n"


def archive(tmp_path: Path, content: bytes, name: str = "news.jsonl") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def ids(path: Path, now: datetime = NOW) -> list[str]:
    return [read.id if isinstance(read, Item) else f"line {read.line}" for read in read_archive(path, now)]


def bad(path: Path, now: datetime = NOW) -> list[BadLine]:
    return [read for read in read_archive(path, now) if isinstance(read, BadLine)]


def as_standard_input(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content))))


def test_items_come_in_the_order_of_their_lines(tmp_path: Path) -> None:
    assert ids(archive(tmp_path, item("b") + item("a"))) == ["b", "a"]


def test_a_bad_line_is_told_with_file_line_and_reason_and_stops_nothing(tmp_path: Path) -> None:
    path = archive(tmp_path, item("a") + b"{ no json\n" + item("b"))
    assert ids(path) == ["a", "line 2", "b"]
    (line,) = bad(path)
    assert str(line).startswith(f"{path}:2: not JSON")
    assert (line.raw, line.size) == (b"{ no json", 9)


def test_blank_lines_count_as_lines_but_are_nothing(tmp_path: Path) -> None:
    path = archive(tmp_path, b"\n   \r\n" + item("a") + b"\n?\n")
    assert ids(path) == ["a", "line 5"]


def test_the_last_line_needs_no_end(tmp_path: Path) -> None:
    assert ids(archive(tmp_path, item("a").rstrip())) == ["a"]


def test_an_empty_archive_holds_nothing(tmp_path: Path) -> None:
    assert ids(archive(tmp_path, b"")) == []


def test_a_gzip_archive_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    assert ids(archive(tmp_path, gzip.compress(item("a") + item("b")))) == ["a", "b"]


def test_a_gzip_archive_that_breaks_off_gives_what_is_whole_and_says_where_it_ends(tmp_path: Path) -> None:
    whole = b"".join(item(str(number), text=f"Road {number * 7919} is closed.") for number in range(2000))
    path = archive(tmp_path, gzip.compress(whole)[:-2000])
    read = list(read_archive(path, NOW))
    assert sum(isinstance(one, Item) for one in read) > 100
    assert isinstance(read[-1], BadLine)
    assert "damaged from here on" in read[-1].reason
    assert read[-1].line == len(read)


def test_a_gzip_archive_with_damage_in_the_middle_ends_there(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(b"".join(item(str(number), text="x" * (number % 97)) for number in range(2000))))
    packed[len(packed) // 2 : len(packed) // 2 + 40] = b"\xff" * 40
    *_, last = read_archive(archive(tmp_path, bytes(packed)), NOW)
    assert isinstance(last, BadLine)
    assert "damaged from here on" in last.reason


@pytest.mark.parametrize(
    "garbage", [b"\x1f\x8b" + b"garbage", gzip.compress(b"", mtime=0)[:10] + b"\xff" * 20, b"\x1f\x8b\x08"]
)
def test_garbage_that_looks_like_gzip_is_a_bad_line(tmp_path: Path, garbage: bytes) -> None:
    (line,) = bad(archive(tmp_path, garbage))
    assert "damaged" in line.reason


def test_standard_input_is_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    as_standard_input(monkeypatch, item("a") + b"?\n")
    first, second = read_archive("-", NOW)
    assert isinstance(first, Item)
    assert str(second).startswith("-:2: not JSON")


def test_standard_input_may_be_gzip(monkeypatch: pytest.MonkeyPatch) -> None:
    as_standard_input(monkeypatch, gzip.compress(item("a")))
    assert [type(one) for one in read_archive("-", NOW)] == [Item]


def test_a_zstandard_archive_is_read_whatever_it_is_called_and_in_several_frames(tmp_path: Path) -> None:
    skipped = b"\x50\x2a\x4d\x18\x03\x00\x00\x00..."
    frames = zstd.compress(item("a")) + zstd.compress(item("b"))
    assert ids(archive(tmp_path, frames)) == ids(archive(tmp_path, skipped + frames)) == ["a", "b"]


@pytest.mark.parametrize("cut", [6, 40, -1])
def test_a_zstandard_archive_that_breaks_off_says_so(tmp_path: Path, cut: int) -> None:
    whole = zstd.compress(b"".join(item(str(number), text=f"Road {number * 7919}.") for number in range(50)))
    *_, last = read_archive(archive(tmp_path, whole[:cut]), NOW)
    assert isinstance(last, BadLine)
    assert "damaged from here on" in last.reason


def test_a_zstandard_archive_that_wants_gigabytes_to_unpack_is_told_with_the_way_round(tmp_path: Path) -> None:
    packer = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 30})
    (line,) = bad(archive(tmp_path, packer.compress(item("a")) + packer.flush()))
    assert "zstd -dc --long=31" in line.reason


def test_a_missing_file_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(Outside, match=r"missing\.jsonl: cannot be read: No such file"):
        ids(tmp_path / "missing.jsonl")


def test_a_folder_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(Outside, match="cannot be read"):
        ids(tmp_path)


def test_an_over_long_line_is_cut_and_the_next_one_is_read(tmp_path: Path) -> None:
    size = LONGEST + 3 * KEPT_BYTES + 5
    path = archive(tmp_path, b"x" * size + b"\n" + item("a"))
    assert ids(path) == ["line 1", "a"]
    (line,) = bad(path)
    assert line.reason == f"a line of {size:,} bytes is over the limit of {MAX_BYTES:,}"
    assert (line.raw, line.size) == (b"x" * KEPT_BYTES, size)


def test_an_over_long_line_at_the_end_of_the_file_is_told(tmp_path: Path) -> None:
    assert ids(archive(tmp_path, item("a") + b"x" * (LONGEST + 1))) == ["a", "line 2"]


def test_a_line_that_just_fills_the_limit_does_not_swallow_the_next_one(tmp_path: Path) -> None:
    assert ids(archive(tmp_path, b"x" * (LONGEST - 1) + b"\n" + item("a"))) == ["line 1", "a"]


def test_of_a_line_that_is_cut_only_the_beginning_is_held(tmp_path: Path) -> None:
    (line,) = read_lines(archive(tmp_path, b"x" * (LONGEST + 1)))
    assert len(line.raw) == KEPT_BYTES


def test_an_item_of_the_greatest_size_is_read_and_one_byte_more_is_refused(tmp_path: Path) -> None:
    padding = MAX_BYTES - len(item("a", text="").rstrip())
    path = archive(tmp_path, item("a", text="x" * padding) + item("b", text="x" * (padding + 1)))
    assert ids(path) == ["a", "line 2"]
    assert len(bad(path)[0].raw) == KEPT_BYTES


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress])
def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = archive(tmp_path, pack(b"0" * (4 * LONGEST)) + pack(b"\n" + item("a")))
    tracemalloc.start()
    try:
        assert ids(path) == ["line 1", "a"]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 3 * LONGEST


def test_an_item_may_be_a_day_ahead_of_the_clock_and_no_more(tmp_path: Path) -> None:
    ahead = (NOW + timedelta(days=1)).isoformat()
    too_far = (NOW + timedelta(days=1, seconds=1)).isoformat()
    path = archive(tmp_path, item("far", too_far) + item("near", ahead))
    assert ids(path) == ["line 1", "near"]
    assert "more than a day ahead" in bad(path)[0].reason


def test_an_archive_that_runs_on_into_the_coming_days_is_read_whole(tmp_path: Path) -> None:
    days = [(NOW + timedelta(hours=20 * number)).isoformat() for number in range(30)]
    path = archive(tmp_path, b"".join(item(str(number), day) for number, day in enumerate(days)))
    assert bad(path) == []


def test_an_old_item_does_not_narrow_what_may_come_after_it(tmp_path: Path) -> None:
    assert ids(archive(tmp_path, item("old", "1999-01-01T00:00:00Z") + item("new", NOW.isoformat()))) == ["old", "new"]


def test_one_line_of_another_age_is_refused_and_carries_no_others_with_it(tmp_path: Path) -> None:
    path = archive(tmp_path, item("a") + item("lost", "2999-01-01T00:00:00Z") + item("b", "2999-01-01T01:00:00Z"))
    assert ids(path) == ["a", "line 2", "line 3"]


def hostile() -> list[tuple[str, bytes, str]]:
    cases = []
    for line in HOSTILE.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        raw = case.get("raw") or case["raw_template"].replace("{{REPEAT}}", case["repeat_char"] * case["repeat_n"])
        cases.append((case["id"], raw.encode("utf-8", "surrogatepass"), case["expect"]))
    return cases


@pytest.mark.parametrize(("raw", "expect"), [pytest.param(raw, expect, id=name) for name, raw, expect in hostile()])
def test_a_hostile_line_is_an_item_or_a_dead_letter_as_it_should_be(tmp_path: Path, raw: bytes, expect: str) -> None:
    (read,) = read_archive(archive(tmp_path, raw + b"\n"), NOW)
    assert ("accept" if isinstance(read, Item) else "reject") == expect


def test_no_hostile_line_costs_the_lines_around_it(tmp_path: Path) -> None:
    cases = hostile()
    path = archive(tmp_path, b"".join(item(f"before-{name}") + raw + b"\n" for name, raw, _ in cases))
    read = ids(path)
    assert len(read) == 2 * len(cases)
    assert read[::2] == [f"before-{name}" for name, _, _ in cases]


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_any_bytes_are_read_line_by_line_and_nothing_is_lost(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]
) -> None:
    whole = b"\n".join(line.replace(b"\n", b" ") for line in lines)
    if whole[:2] == b"\x1f\x8b" or whole[:4] == b"\x28\xb5\x2f\xfd" or whole[1:4] == b"\x2a\x4d\x18":
        whole = b" " + whole
    path = archive(tmp_path_factory.mktemp("any"), whole)
    expected = whole.split(b"\n")[: None if not whole.endswith(b"\n") else -1] if whole else []
    bare = [raw.rstrip(b"\r") for raw in expected]
    assert list(read_lines(path)) == [Line(number, raw, len(raw)) for number, raw in enumerate(bare, start=1)]
    assert all(isinstance(read, BadLine) for read in read_archive(path, NOW))
