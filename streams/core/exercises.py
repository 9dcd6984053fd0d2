"""Exercises: past news given to the running service as a drill, so that nothing of it can be taken for real news."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from streams.core.identity import digest
from streams.core.items import Item

_LONGEST_ID = 512


def exercised(
    items: Sequence[Item], run: str, begin: datetime, factor: float = 1.0
) -> Iterator[tuple[timedelta, Item]]:
    """The items in order of time, each with its moment after the start, as the drill ``run`` that starts at ``begin``.

    Every item is marked ``exercise``, which keeps its incidents apart from real ones in every key, and has an id of the
    run's own, so that neither the real item nor an earlier drill is taken for it. The news is moved to the days of the
    drill, ``factor`` times as fast as it was recorded: the service judges it by the clock on the wall, by which last
    year's news would have run out on arrival.
    """
    ordered = sorted(items, key=lambda item: (item.published, item.id))
    passed = timedelta()
    for before, item in pairwise([*ordered[:1], *ordered]):
        passed += (item.published - before.published) / factor
        moved = {"published": begin + passed, "received": None}
        if item.updated is not None:
            moved["updated"] = begin + passed + max(timedelta(), item.updated - item.published) / factor
        yield passed, item.model_copy(update={"id": _id(run, item.id), "exercise": True, **moved})


def _id(run: str, item: str) -> str:
    name = f"{run}-{item}"
    return name if len(name) <= _LONGEST_ID else f"{run}-{digest(item)}"
