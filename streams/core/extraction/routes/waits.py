"""Waits: how long those who would pass must wait, or how far their queue reaches: a route that is open, and slow.

"Lorries wait up to 30 hours at the Medyka crossing", "Malaba: queue 43 km". Waits of minutes, those of
passengers, and how many queue ("310 cars", right after a bridge reopened) limit no route.
"""

from collections.abc import Iterator

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.hours import is_number
from streams.core.extraction.routes.passage import Passage, negated, traffic_before

_REACH = 9
"""Within how many tokens of a wait it is told how long it is."""
_BEFORE = 3
"""So many tokens may tell it before: "a 30-hour wait", "nine kilometres of queue"."""
_GONE = 5
"""Within how many tokens behind a wait it may be told that it is over: "the queue has cleared"."""


def waits(sentence: Sentence) -> Iterator[Passage]:
    """The waits of a sentence, each a limit of the route beside it."""
    for at, mark in sentence.find("route.waits", "route.wait"):
        if mark.cls == "route.waits" and not _by_traffic(sentence, at):
            continue  # "passengers wait": for a flight, and no route is the slower
        last = _measured(sentence, at, mark.end, verb=mark.cls == "route.waits")
        if last is None or negated(sentence, at) or _none(sentence, at) or _over(sentence, mark.end):
            continue
        yield Passage(at, last, "restricted", before=True)


def _by_traffic(sentence: Sentence, at: int) -> bool:
    """Whether it is vehicles, vessels or their drivers that wait at a verb."""
    who = traffic_before(sentence, at)
    return who is not None and not sentence.match(who, "route.people")


def _measured(sentence: Sentence, at: int, end: int, *, verb: bool) -> int | None:
    """The last token of a wait and of what measures it, None where nothing does."""
    for place in range(end, min(end + _REACH, len(sentence.tokens))):
        if sentence.lower[place] in (".", ";"):
            break
        if is_number(sentence, place) or sentence.match(place, "numeral.vague", "numeral.one_of"):
            unit = next((m.end for _, m in sentence.find("route.wait_unit", start=place + 1, end=place + 3)), None)
            if unit is not None:
                return unit - 1
    if not verb and sentence.has("route.wait_unit", start=max(0, at - _BEFORE), end=at):
        return end - 1
    return None


def _none(sentence: Sentence, at: int) -> bool:
    """Whether there is no wait: "no queues", "without a wait of hours"."""
    return sentence.has("route.not", "grammar.no", "route.no_longer", start=max(0, at - _BEFORE), end=at)


def _over(sentence: Sentence, end: int) -> bool:
    """Whether a wait is told to have gone: "the queue of 40 km has cleared"."""
    return sentence.has("route.wait_over", start=end, end=end + _REACH + _GONE)
