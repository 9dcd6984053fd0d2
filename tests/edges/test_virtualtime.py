"""Virtual time: waits end at once and in their order, and nothing waits for ever."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest

from streams.edges.virtualtime import VirtualClock, run_virtually

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


def test_a_day_passes_in_a_moment_and_in_order() -> None:
    async def day() -> list[tuple[str, datetime]]:
        clock, seen = VirtualClock(NOON), list[tuple[str, datetime]]()

        async def wait(name: str, hours: int) -> None:
            await asyncio.sleep(hours * 3600)
            seen.append((name, clock.now()))

        await asyncio.gather(wait("late", 24), wait("early", 1))
        return seen

    begun = time.monotonic()
    assert run_virtually(day()) == [("early", NOON + timedelta(hours=1)), ("late", NOON + timedelta(hours=24))]
    assert time.monotonic() - begun < 5


def test_what_waits_for_nothing_that_time_brings_is_an_error() -> None:
    async def stuck() -> None:
        await asyncio.Event().wait()

    with pytest.raises(RuntimeError, match="no time brings"):
        run_virtually(stuck())
