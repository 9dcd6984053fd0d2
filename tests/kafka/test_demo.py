import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(150)]

ALERTS = "✓ the same alerts, id for id, as a replay of the archive"


def demo(*arguments: str, folder: Path) -> subprocess.Popen[str]:
    with (folder / "out").open("w") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "streams.cli", "demo", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "COLUMNS": "100"},
            text=True,
            start_new_session=True,
        )


def left_behind(marks: set[int]) -> list[int]:
    """The processes of ``marks`` that still run; one that ended but that nobody has waited for does not."""
    return [pid for pid in marks if runs(pid)]


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def offspring(pid: int) -> set[int]:
    """Every process that descends from ``pid``."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(entry.parent.name))
    found: set[int] = set()
    waiting = [pid]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found.update(children)
        waiting.extend(children)
    return found


def wait_until_gone(marks: set[int], patience: float = 25.0) -> list[int]:
    end = time.monotonic() + patience
    while left_behind(marks) and time.monotonic() < end:
        time.sleep(0.1)
    return left_behind(marks)


def test_the_demo_on_kafka_shows_the_alerts_of_a_replay(tmp_path: Path) -> None:
    process = demo("--engine", "kafka", "--seconds", "5", folder=tmp_path)
    code = process.wait(120)
    shown = (tmp_path / "out").read_text()
    assert (code, ALERTS in shown) == (0, True), shown[-3000:]


@pytest.mark.parametrize(
    ("how", "after"), [(signal.SIGINT, 2.0), (signal.SIGINT, 12.0), (signal.SIGTERM, 5.0), (signal.SIGKILL, 12.0)]
)
def test_a_demo_that_is_stopped_leaves_no_process_behind(tmp_path: Path, how: signal.Signals, after: float) -> None:
    process = demo("--engine", "kafka", "--seconds", "60", folder=tmp_path)
    time.sleep(after)
    started = offspring(process.pid) | {process.pid}
    process.send_signal(how)
    process.wait(40)
    assert wait_until_gone(started - {process.pid}) == []
