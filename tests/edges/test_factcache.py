import sqlite3
from pathlib import Path

from streams.edges.factcache import FactCache


def pairs(first: int, last: int, size: int = 3) -> list[tuple[bytes, bytes]]:
    return [(number.to_bytes(4, "big"), b"x" * size) for number in range(first, last)]


def test_what_was_kept_is_known_to_the_next_who_opens_the_file(tmp_path: Path) -> None:
    with FactCache(tmp_path / "cache") as cache:
        cache.keep([(b"one", b"1"), (b"two", b"2")])
    with FactCache(tmp_path / "cache") as cache:
        assert cache.known([b"two", b"three"]) == {b"two": b"2"}


def test_more_keys_than_a_query_takes_are_found(tmp_path: Path) -> None:
    with FactCache(tmp_path / "cache") as cache:
        cache.keep(pairs(0, 1200))
        assert len(cache.known([key for key, _ in pairs(0, 1300)])) == 1200


def test_two_replays_use_one_file_at_once(tmp_path: Path) -> None:
    with FactCache(tmp_path / "cache") as one, FactCache(tmp_path / "cache") as other:
        one.keep([(b"one", b"1")])
        other.keep([(b"one", b"1"), (b"two", b"2")])
        assert one.known([b"one", b"two"]) == {b"one": b"1", b"two": b"2"}


def test_past_its_size_the_file_forgets_what_was_kept_first(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    with FactCache(path, max_bytes=100_000) as cache:
        cache.keep(pairs(0, 100, 2000))
    with FactCache(path, max_bytes=100_000) as cache:
        known = cache.known([key for key, _ in pairs(0, 100)])
    assert path.stat().st_size <= 100_000
    assert 20 < len(known) < 60
    assert min(known) > max(set(dict(pairs(0, 100))) - set(known))


def test_a_file_that_is_no_cache_is_left_alone_and_said(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    path.write_bytes(b"not a database, but a letter" * 100)
    with FactCache(path) as cache:
        cache.keep([(b"one", b"1")])
        assert cache.known([b"one"]) == {}
    assert (path.read_bytes()[:5], "deleting the file is safe" in cache.problem) == (b"not a", True)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with FactCache(tmp_path / "file" / "cache") as cache:
        assert (cache.known([b"one"]), bool(cache.problem)) == ({}, True)


def test_a_file_of_another_layout_is_emptied(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    with FactCache(path) as cache:
        cache.keep([(b"one", b"1")])
    file = sqlite3.connect(path)
    file.execute("PRAGMA user_version = 99")
    file.close()
    with FactCache(path) as cache:
        assert (cache.known([b"one"]), cache.problem) == ({}, "")
