"""Timing one after the other, several rounds, the best of each: what else the machine does only slows things down."""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

ROUNDS = 3

Thing = TypeVar("Thing")


def rates(things: Sequence[Thing], readers: dict[str, Callable[[Thing], object]]) -> dict[str, float]:
    """Things a second of each reader, the best of some rounds in which each has its turn."""
    best = dict.fromkeys(readers, 0.0)
    for _ in range(ROUNDS):
        for name, read in readers.items():
            start = time.perf_counter()
            for thing in things:
                read(thing)
            best[name] = max(best[name], len(things) / (time.perf_counter() - start))
    return best
