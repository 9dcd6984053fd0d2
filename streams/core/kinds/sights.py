"""Sights: what was told of in a window, each thing when last; and how many independent origins stand behind them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from streams.core.claims import Claim
from streams.core.kinds.steps import Link, Progress, Sight
from streams.core.origins import clusters, kinship

MAX_SIGHTS = 600
"""Different things that a key remembers; the ones told of longest ago are forgotten first."""

MAX_VOICES = 60
"""Origins that a key remembers: each is compared with each other, and rules ask for far fewer."""

MAX_LINKS = 20
"""Earlier items that an event lists."""


def sighted(known: Iterable[Sight], claim: Claim, names: Iterable[str]) -> tuple[Sight, ...]:
    """What was told of, and last what this claim names."""
    named = dict.fromkeys(names)
    live = [one for one in known if one.name not in named]
    item, source = claim.items[0], claim.sources[0]
    live += [Sight(name=name, at=claim.published, item=item, source=source) for name in named]
    return tuple(live[-MAX_SIGHTS:])


def heard(known: Iterable[Sight], claim: Claim) -> tuple[Sight, ...]:
    """Who spoke, each item with its origin, and last this claim's."""
    live = [one for one in known if one.name != claim.item]
    origin = claim.origin if claim.origin.named else claim.origin.model_copy(update={"named": claim.source})
    own = Sight(name=claim.item, at=claim.published, item=claim.item, source=claim.source, origin=origin)
    return tuple([*live, own][-MAX_VOICES:])


def independent(sights: tuple[Sight, ...]) -> list[datetime]:
    """When each independent origin spoke last, in order; things seen without an origin are each one by itself."""
    spoken = [one for one in sights if one.origin is not None]
    last: dict[int | str, datetime] = {one.name: one.at for one in sights if one.origin is None}
    numbers = clusters([one.origin for one in spoken if one.origin is not None]) if spoken else ()
    for number, one in zip(numbers, spoken, strict=True):
        last[number] = max(one.at, last.get(number, one.at))
    return sorted(last.values())


def folded(voices: tuple[Sight, ...], item: str) -> str:
    """With whose earlier voice an item's has one origin, and why, as words to follow others; empty where it has its own."""
    origins = [one.origin for one in voices if one.origin is not None]
    if not voices or voices[-1].name != item or len(origins) < len(voices):
        return ""
    *others, own = clusters(origins)
    kin = [(one, kinship(origins[at], origins[-1])) for at, one in enumerate(voices[:-1]) if others[at] == own]
    if not kin:
        return ""
    one, found = next((pair for pair in kin if pair[1].same), kin[0])
    why = f": {found.reason}" if found.same else ", by way of others"
    return f"; {voices[-1].source} has one origin with {one.source}{why}"


def fewer_than(wanted: int, moments: list[datetime], within: timedelta) -> datetime | None:
    """When fewer than so many are left in a window, if nothing comes; None where they are too few already."""
    return moments[-wanted] + within if len(moments) >= wanted else None


def links(sights: Iterable[Sight], claim: Claim) -> tuple[Link, ...]:
    """The other items that were sighted, the latest first."""
    others = {one.item: one for one in sights if one.item not in claim.items}
    latest = list(others.items())[: -MAX_LINKS - 1 : -1]
    return tuple(Link(of="", name=item, at=one.at, items=(item,), sources=(one.source,)) for item, one in latest)


def spoken(progress: Progress) -> int:
    """How many independent origins said it, as far as that was asked for."""
    return len(independent(progress.voices)) if progress.voices else 1
