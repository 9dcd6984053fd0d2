"""Runs one command and ends it when the parent is gone, even when that was killed outright.

Started as a script by `streams.kafka.node`, with nothing but the standard library, so that it costs little. Its standard
input is a pipe whose other end only the parent holds: the end of file there is the parent's close, its exit or its death.
Where Linux can, the command also dies with the guard.
"""

import argparse
import contextlib
import ctypes
import os
import select
import shutil
import signal
import subprocess
import sys

_PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> int:
    """Runs the command, prints its process id, and returns its exit code (negative: the signal that ended it)."""
    parser = argparse.ArgumentParser(description="Run a command that ends with the process that holds standard input.")
    parser.add_argument("--grace", type=float, default=10.0, help="seconds to stop by itself; 0 kills at once")
    parser.add_argument("--remove", help="a folder to remove when the parent is gone")
    parser.add_argument("command", nargs="+")
    asked = parser.parse_args(arguments)

    ended = _watch_children()
    child = subprocess.Popen(  # noqa: S603 - the command is the parent's own
        asked.command,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        preexec_fn=_die_with_guard,  # noqa: PLW1509 - the guard has one thread, so this is safe
    )
    print(child.pid, flush=True)  # noqa: T201 - the parent reads it
    parent = sys.stdin.fileno()
    readable, _, _ = select.select([parent, ended], [], [])
    if child.poll() is None:
        _end(child, asked.grace)
    if asked.remove and parent in readable:
        shutil.rmtree(asked.remove, ignore_errors=True)
    return child.wait()


def _watch_children() -> int:
    """A descriptor that becomes readable when a child ends, or when this process is asked to end."""
    readable, writable = os.pipe()
    os.set_blocking(writable, False)
    signal.set_wakeup_fd(writable)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    return readable


def _die_with_guard() -> None:
    signal.set_wakeup_fd(-1)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _end(child: subprocess.Popen[bytes], grace: float) -> None:
    if grace:
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(grace)
            return
    child.kill()
    child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
