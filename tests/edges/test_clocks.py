from datetime import UTC, datetime, timedelta, timezone

import pytest

from streams.edges.clocks import FixedClock, SystemClock, VirtualClock

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


def test_a_virtual_clock_runs_at_its_own_pace() -> None:
    real = FixedClock(datetime(2026, 1, 1, tzinfo=UTC))
    clock = VirtualClock(NOON, speed=3600, real=real)
    real.advance(timedelta(seconds=2))
    assert clock.now() == NOON + timedelta(hours=2)
    assert clock.seconds() == 2


def test_a_virtual_clock_tells_how_long_to_wait_for_a_moment() -> None:
    real = FixedClock(datetime(2026, 1, 1, tzinfo=UTC))
    clock = VirtualClock(NOON, speed=60, real=real)
    assert clock.until(NOON + timedelta(minutes=5)) == 5
    assert clock.until(NOON - timedelta(minutes=5)) == 0


@pytest.mark.parametrize("speed", [0.0, -1.0, float("nan")])
def test_a_virtual_clock_needs_a_pace(speed: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        VirtualClock(NOON, speed=speed, real=SystemClock())
