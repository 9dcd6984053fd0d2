from datetime import UTC, datetime, timedelta, timezone

import pytest

from streams.edges.clocks import FixedClock, SystemClock

NOON = datetime(2024, 11, 28, 12, tzinfo=UTC)


def test_the_system_clock_gives_the_moment_in_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta()


def test_the_system_clock_measures_forwards() -> None:
    clock = SystemClock()
    assert clock.seconds() <= clock.seconds()


def test_a_fixed_clock_stands_still_until_advanced() -> None:
    clock = FixedClock(NOON)
    assert (clock.now(), clock.seconds()) == (NOON, 0)
    clock.advance(timedelta(minutes=2))
    assert (clock.now(), clock.seconds()) == (NOON + timedelta(minutes=2), 120)


def test_a_fixed_clock_shows_utc_whatever_offset_it_was_set_with() -> None:
    clock = FixedClock(datetime(2024, 11, 28, 14, tzinfo=timezone(timedelta(hours=2))))
    assert clock.now().isoformat() == "2024-11-28T12:00:00+00:00"


def test_a_fixed_clock_does_not_go_back() -> None:
    with pytest.raises(ValueError, match="does not go back"):
        FixedClock(NOON).advance(timedelta(seconds=-1))
