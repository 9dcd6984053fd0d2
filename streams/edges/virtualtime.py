"""Time that passes as soon as nobody works: asyncio's own loop, whose waits end at once and are a clock of its own.

What is written for a loop and a clock, such as the outbox, runs in it unchanged: a day of it takes a moment.
"""

import asyncio
import selectors
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")


class _Waiting(selectors.DefaultSelector):
    """Waits for nothing: what it was to wait is added to ``passed``, in seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise RuntimeError("everything waits for something that no time brings")
        self.passed += max(0.0, timeout)
        return []


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._waiting = _Waiting()
        super().__init__(self._waiting)

    def time(self) -> float:
        return self._waiting.passed


class VirtualClock:
    """The clock of a coroutine under ``run_virtually``; its time begins at ``start``."""

    def __init__(self, start: datetime) -> None:
        self._start = start.astimezone(UTC)

    def now(self) -> datetime:
        """As ``Clock.now``."""
        return self._start + timedelta(seconds=self.seconds())

    def seconds(self) -> float:
        """As ``Clock.seconds``."""
        return asyncio.get_running_loop().time()

    async def until(self, moment: datetime) -> None:
        """Let time pass to a moment; at once where it is past."""
        await asyncio.sleep(max(0.0, (moment - self.now()).total_seconds()))


def run_virtually(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in time of its own, from second 0. What it leaves behind is cancelled.

    It may use neither threads nor the network: raises RuntimeError where it would wait for them.
    """
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(work)
