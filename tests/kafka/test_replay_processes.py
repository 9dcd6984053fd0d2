"""Replay in processes of its own; these tests need no broker, but seconds for the processes to start."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]

REPLAY = "import sys; from streams.cli import main, replay; "
START = datetime(2025, 3, 1, tzinfo=UTC)
TEXTS = (
    "Rain is expected on Friday.",
    "Rebels cut the M5 near Saraqib.",
    "Shelling killed {} people in Ariha on Monday.",
)


def archive(folder: Path, lines: int) -> Path:
    path = folder / "archive.jsonl"
    with path.open("w") as file:
        for number in range(lines):
            text = TEXTS[number % 3].format(number)
            published = (START + timedelta(minutes=number)).isoformat()
            said = {"id": f"i-{number}", "source": "radio", "title": "", "text": text, "published": published}
            file.write(json.dumps(said) + "\n")
    return path


def command(cache: Path, *arguments: str) -> list[str]:
    """The command with a cache of its own, but with the machine's gazetteer, which takes long to make."""
    own = f"replay.cache_path = lambda: __import__('pathlib').Path({str(cache)!r}); main(sys.argv[1:])"
    return [sys.executable, "-c", REPLAY + own, "replay", *arguments, "--json"]


def test_one_process_and_several_print_the_same_bytes(tmp_path: Path) -> None:
    path = str(archive(tmp_path, 900))
    one = subprocess.run(command(tmp_path / "c", path, "--jobs", "1", "--no-cache"), capture_output=True, check=True)
    two = subprocess.run(command(tmp_path / "c", path, "--jobs", "2"), capture_output=True, check=True)
    again = subprocess.run(command(tmp_path / "c", path), capture_output=True, check=True)
    assert one.stdout == two.stdout == again.stdout != b""


def still_running(group: int, patience: float = 10.0) -> list[int]:
    """The processes of a group that run on; those that ended but were not yet waited for by their parent do not count."""
    end = time.monotonic() + patience
    while (left := _members(group)) and time.monotonic() < end:
        time.sleep(0.1)
    return left


def _members(group: int) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, own, *_ = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(own) == group and state != "Z":
            found.append(int(entry.parent.name))
    return found


def test_an_interrupted_replay_ends_its_processes_and_keeps_what_was_read(tmp_path: Path) -> None:
    path, cache = str(archive(tmp_path, 6000)), tmp_path / "cache"
    process = subprocess.Popen(
        command(cache, path, "--jobs", "2"), stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )
    wal = cache.with_name("cache-wal")
    for _ in range(500):
        if wal.exists() and wal.stat().st_size > 50_000:
            break
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, b"")
    assert b"stopped; what was read is remembered" in err
    assert b"Traceback" not in err
    assert still_running(process.pid) == []
    assert cache.stat().st_size > 50_000
