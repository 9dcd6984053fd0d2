"""How a command hears that it is to end."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from streams.cli.stopping import stopped_by_sigterm


@contextmanager
def ctrl_c_ignored() -> Iterator[None]:
    """As a shell starts what it puts in the background."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_command_in_the_background_of_a_script_ends_when_it_is_told_to() -> None:
    with ctrl_c_ignored(), pytest.raises(KeyboardInterrupt), stopped_by_sigterm():
        signal.raise_signal(signal.SIGTERM)


def test_what_was_ignored_before_is_ignored_again_behind_the_block() -> None:
    with ctrl_c_ignored():
        with stopped_by_sigterm():
            pass
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
