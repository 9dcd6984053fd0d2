"""Origins: whose words an item carries, so that forty copies of one report count as one.

Two questions that are not the same. Whether two items are **one report**: then they tell of one event, and nothing that
they say may be counted twice. And whether they have **one origin**: then the second corroborates nothing that the first
says, though it may be a later report with a higher toll.

- one report: the words of one are mostly those of the other, and neither the figures nor the places say otherwise. A daily
  bulletin has the same words every day, and other figures.
- one origin: one writer is named, or the page is one, or the words are one's although the figures have risen.

Both are judged among the claims of one incident's key. One agency's reports of two events are two reports; of one origin they
are all the same, as neither event is told by anybody else.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import get_args

from streams.core.facts import Origin, Outcome
from streams.core.prints import Overlap, near, overlap

CONTAINED = 0.4
"""The part of the shorter text that a copy shares at least. Measured on tests/eval/copies.jsonl: copies 0.67 and more, stories
rewritten sentence by sentence 0.39 and more, reports of one event by two writers 0.23 and less."""

FEW_PAIRS = 12.0
"""Texts that share fewer pairs of words than this, a sentence or two, are one only where they are almost the same ..."""

CONTAINED_IN_FEW = 0.85
"""... to this part: "shelling killed five people in X on Monday" is what anybody would write."""

_STATES = frozenset({"route", "ceasefire"})
_TOLLS = frozenset(get_args(Outcome))


def same_report(one: Origin, other: Origin) -> bool:
    """Whether two items carry one report of one event: copied words, and neither figures nor places that differ."""
    copied = _copied(overlap(one.print, other.print)) or (bool(one.page) and one.page == other.page)
    return copied and not _apart(one, other) and not _at_odds(one.figures, other.figures)


def same_origin(one: Origin, other: Origin) -> bool:
    """Whether two items of one incident have one origin, so that neither corroborates the other."""
    if (one.named and one.named == other.named) or (one.page and one.page == other.page):
        return True
    shared = overlap(one.print, other.print)
    if shared.contained < CONTAINED or _apart(one, other):
        return False
    # Figures that differ make an update of a story, unless there is but a sentence.
    return shared.pairs >= FEW_PAIRS or (_copied(shared) and not _at_odds(one.figures, other.figures))


def clusters(origins: Sequence[Origin]) -> tuple[int, ...]:
    """For each origin of one incident's key the number of its cluster, from 0 in the order given; a copy of a copy is one too.

    Which are together does not depend on the order. It takes about a microsecond a pair: some 30 ms for 250.
    """
    return _joined(origins, same_origin)


def reports(origins: Sequence[Origin]) -> tuple[int, ...]:
    """As ``clusters``, for items that carry one report: what distinct events are counted by."""
    return _joined(origins, same_report)


def _joined(origins: Sequence[Origin], same: Callable[[Origin, Origin], bool]) -> tuple[int, ...]:
    """Joins whatever is the same, looking only at those with a name or page in common, or prints that may be alike."""
    distinct = list(dict.fromkeys(origins))
    group = {at: {at} for at in range(len(distinct))}
    named: dict[str, int] = {}
    paged: dict[str, list[int]] = {}
    for at, (origin, alike) in enumerate(zip(distinct, near([one.print for one in distinct]), strict=True)):
        pages = paged.setdefault(origin.page, []) if origin.page else []
        for other in (named.setdefault(origin.named, at), *pages, *alike):
            if group[other] is not group[at] and same(distinct[other], origin):
                group[other] |= group[at]
                group.update(dict.fromkeys(group[at], group[other]))
        pages.append(at)
    order: dict[int, int] = {}
    place = {origin: at for at, origin in enumerate(distinct)}
    return tuple(order.setdefault(min(group[place[origin]]), len(order)) for origin in origins)


def _copied(shared: Overlap) -> bool:
    enough = CONTAINED if shared.pairs >= FEW_PAIRS else CONTAINED_IN_FEW
    return shared.contained >= enough


def _at_odds(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether figures tell two reports apart: tolls of one kind, or states, with none in common; or numbers with few.

    A copy may drop some figures and add its own, so that what only one of them has says nothing; and it may give the parts
    of a toll. Where not both have a toll, fewer than half of the numbers in common are too few.
    """
    mine, theirs = _by_kind(one), _by_kind(other)
    tolls = mine.keys() & theirs.keys() & _TOLLS
    if any(mine[kind].isdisjoint(theirs[kind]) for kind in mine.keys() & theirs.keys() & _STATES):
        return True
    if tolls:
        return any(_differ(mine[kind], theirs[kind]) for kind in tolls)
    numbers, others = mine.get("", set()), theirs.get("", set())
    return 2 * len(numbers & others) < min(len(numbers), len(others))


def _differ(one: set[str], other: set[str]) -> bool:
    """Whether two rows of tolls have none in common, and none of them is the sum of the others."""
    if not one.isdisjoint(other):
        return False
    return str(sum(map(int, one))) not in other and str(sum(map(int, other))) not in one


def _apart(one: Origin, other: Origin) -> bool:
    """Whether two items happen in places of which none is the other's, or came to other tolls in places of which none is.

    The place of one and the same toll may be read in one copy from a headline that the other has not.
    """
    if one.places and other.places and set(one.places).isdisjoint(other.places):
        return True
    harmed = _harmed(one.figures), _harmed(other.figures)
    return all(harmed) and harmed[0].isdisjoint(harmed[1]) and _at_odds(one.figures, other.figures)


def _by_kind(figures: Iterable[str]) -> dict[str, set[str]]:
    """Numbers by what they count: `killed 23 izium` is 23 under killed, a bare number stands under nothing."""
    found: dict[str, set[str]] = {}
    for figure in figures:
        kind, _, rest = figure.rpartition(" ") if figure.isdigit() else figure.partition(" ")
        found.setdefault(kind, set()).add(rest.partition(" ")[0])
    return found


def _harmed(figures: Iterable[str]) -> set[str]:
    """Where the people of the tolls were: `killed 23 izium` gives izium."""
    parted = (figure.split(" ", 2) for figure in figures)
    return {parts[2] for parts in parted if len(parts) > 2}
