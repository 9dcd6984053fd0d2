"""Origins: whose words an item carries, so that forty copies of one report count as one.

Two items of one incident have one origin where one writer is named, or the page is one, or the words are one's: the shorter
text is mostly the other's, and where they differ they do as copies and updates do. A copy puts no other name, day or number
into the place of one; an update of a story changes some of its numbers within the day; a formula that is filled again for
another event changes names, or numbers from day to day.

One agency's reports of two events have one origin, too: neither event is told by anybody else.
"""

from collections.abc import Sequence
from typing import NamedTuple

from streams.core.details import differences
from streams.core.facts import Origin
from streams.core.prints import near, overlap

CONTAINED = 0.4
"""The part of the shorter text that a copy shares at least. Measured on tests/eval/copies.jsonl: copies 0.67 and more, stories
rewritten sentence by sentence 0.39 and more, reports of one event by two writers 0.23 and less."""

FEW_PAIRS = 12.0
"""Texts that share fewer pairs of words than this, a sentence or two, are one only where they are almost the same ..."""

CONTAINED_IN_FEW = 0.85
"""... to this part: "shelling killed five people in X on Monday" is what anybody would write."""

UPDATED_WITHIN = 18 * 60
"""Minutes within which other numbers in the same words are an update; the bulletin of the next day has other numbers, too."""

MOST_UPDATED = 3
"""Numbers that an update changes at most."""

NEARLY_ALL = 0.9
"""With this part of the shorter text, ..."""

ENOUGH = 3
"""... so many details in common, and no other ones, two texts tell of one place, whatever was read in them."""

MANY = 6
"""With so many details in common one other name is a correction."""

_SHOWN = 3
"""Differences that a reason names."""


class Kinship(NamedTuple):
    """Whether two items have one origin, and why, in words."""

    same: bool
    reason: str


def same_origin(one: Origin, other: Origin) -> bool:
    """Whether two items of one incident have one origin, so that neither corroborates the other."""
    named = one.named != "" and one.named == other.named
    if not named and (not one.page or one.page != other.page) and overlap(one.print, other.print)[0] < CONTAINED:
        return False
    return kinship(one, other).same


def kinship(one: Origin, other: Origin) -> Kinship:
    """Whether two items of one incident have one origin, and why."""
    if one.named and one.named == other.named:
        return Kinship(same=True, reason=f"the words of both are {one.named}'s")
    if one.page and one.page == other.page:
        return Kinship(same=True, reason="it is the same page")
    shared = overlap(one.print, other.print)
    copied = f"{shared.contained:.0%} of the shorter text is the other's"
    if shared.contained < (CONTAINED if shared.pairs >= FEW_PAIRS else CONTAINED_IN_FEW):
        return Kinship(same=False, reason=f"{copied}, too little for a copy")
    found = differences(one.details, other.details)
    unlike = (*found.names, *found.numbers)
    said = f"{copied}, but {', '.join(f'{mine} for {theirs}' for mine, theirs in unlike[:_SHOWN])} stands in it"
    if found.names and (len(unlike) > 1 or found.agreed < MANY):
        return Kinship(same=False, reason=f"{said}: it tells of something else")
    if found.numbers:
        if abs(one.minute - other.minute) >= UPDATED_WITHIN:
            return Kinship(same=False, reason=f"{said}, too late for an update")
        if len(found.numbers) > MOST_UPDATED or shared.pairs < FEW_PAIRS or _falling(found.numbers, one, other):
            return Kinship(same=False, reason=f"{said}, which is no update")
    apart = one.places and other.places and set(one.places).isdisjoint(other.places)
    if apart and (unlike or found.agreed < ENOUGH or shared.contained < NEARLY_ALL):
        return Kinship(same=False, reason=f"{copied}, but it tells of another place")
    return Kinship(same=True, reason=f"{said}, as in an update" if unlike else copied)


def _falling(numbers: Sequence[tuple[str, str]], one: Origin, other: Origin) -> bool:
    """Whether most of the numbers are lower in the later text: a story's figures rise."""
    rises = sum((int(theirs) > int(mine)) - (int(theirs) < int(mine)) for mine, theirs in numbers)
    return rises * (other.minute - one.minute) < 0


def clusters(origins: Sequence[Origin]) -> tuple[int, ...]:
    """For each origin of one incident's key the number of its cluster, from 0 in the order given; a copy of a copy is one too.

    Which are together does not depend on the order. It takes about a microsecond a pair: some 30 ms for 250. Only those
    are looked at that have a name or page in common, or prints that may be alike.
    """
    distinct = list(dict.fromkeys(origins))
    group = {at: {at} for at in range(len(distinct))}
    named: dict[str, int] = {}
    paged: dict[str, list[int]] = {}
    for at, (origin, alike) in enumerate(zip(distinct, near([one.print for one in distinct]), strict=True)):
        pages = paged.setdefault(origin.page, []) if origin.page else []
        for other in (named.setdefault(origin.named, at), *pages, *alike):
            if group[other] is not group[at] and same_origin(distinct[other], origin):
                group[other] |= group[at]
                group.update(dict.fromkeys(group[at], group[other]))
        pages.append(at)
    order: dict[int, int] = {}
    place = {origin: at for at, origin in enumerate(distinct)}
    return tuple(order.setdefault(min(group[place[origin]]), len(order)) for origin in origins)
