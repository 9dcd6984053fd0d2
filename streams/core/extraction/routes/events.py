"""Events: what befell a route without a verb of closing: "forced the M5 to close", "a landslip on the N3 has cut off Bouar"."""

from collections.abc import Iterator, Sequence

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.binding import object_behind
from streams.core.extraction.routes.hours import is_number, is_slow
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.passage import Passage, negated

_FORCED = 4
"""Within how many tokens before a route the verb stands that forces it to close."""
_HALTED = 12
"""Within how many tokens before "to a standstill" the verb stands that brings a route there."""
_EMPTY = 4
"""Within how many tokens behind "there is" nobody is spoken of."""


def events(sentence: Sentence, groups: Sequence[Group]) -> Iterator[Passage]:
    """What a sentence says of its routes by what was forced on them, lies on them, or is not there."""
    if groups:
        yield from _forced(sentence, groups)
        yield from _slipped(sentence, groups)
        yield from _empty(sentence, groups)
        yield from _bitten(sentence, groups)
        yield from _shortened(sentence, groups)
        yield from _slowed(sentence)
        yield from _lessened(sentence)
        yield from _swept(sentence, groups)
        yield from _staffed(sentence, groups)
        yield from _ban_kept(sentence, groups)
        yield from _brought(sentence, groups)
        yield from _closing(sentence, groups)
        yield from _returned(sentence, groups)


def _forced(sentence: Sentence, groups: Sequence[Group]) -> Iterator[Passage]:
    """As in "Clashes have forced the N3 to close"."""
    for at, mark in sentence.find("route.to_close"):
        group = next((one for one in groups if one.last == at - 1), None)
        low = max(0, group.first - _FORCED) if group is not None else 0
        verb = next((i for i, _ in sentence.find("route.forces", start=low, end=at)), None)
        if group is not None and verb is not None and not negated(sentence, verb):
            yield Passage(at, mark.end - 1, "severed", before=True)


def _brought(sentence: Sentence, groups: Sequence[Group]) -> Iterator[Passage]:
    """As in "a strike has brought the port of Conakry to a standstill"."""
    for at, _ in sentence.find("route.to_halt"):
        for verb, told in sentence.find("route.brings", start=max(0, at - _HALTED), end=at):
            group = object_behind(sentence, groups, told.end, onto=True)
            if group is not None and group.last < at and not negated(sentence, verb):
                yield Passage(verb, told.end - 1, "severed", before=False)
                break


def _closing(sentence: Sentence, groups: Sequence[Group]) -> Iterator[Passage]:
    """As in "Wildfire jumps Highway 97, forcing full closure", "hit the airport, prompting a suspension of flights"."""
    for at, mark in sentence.find("route.forcing"):
        noun = mark.end
        while sentence.match(
            noun, "route.definite", "route.indefinite", "route.adjective", "route.announced", "route.part"
        ):
            noun += 1
        closure = sentence.match(noun, "route.closure")
        of = noun + closure
        another = sentence.match(of, "route.of") and object_behind(sentence, groups, of, onto=True) is not None
        if closure and not another and any(group.last < at for group in groups):
            yield Passage(at, of - 1, "severed", before=True)


def _returned(sentence: Sentence, groups: Sequence[Group]) -> Iterator[Passage]:
    """As in "عاد مطار بيشاور لاستقبال الرحلات": what returns to what it does, its verb before it."""
    for at, mark in sentence.find("route.returned_to"):
        group = next((one for one in groups if one.last == at - 1), None)
        if group is None:
            continue
        begin = group.first - (sentence.match(group.first - 1, "route.definite") > 0)
        if sentence.ending("route.returns", begin, 2) and not negated(sentence, begin - 1):
            yield Passage(at, mark.end - 1, "open", before=True)


def _slipped(sentence: Sentence, groups: Sequence[Group]) -> Iterator[Passage]:
    """As in "a landslip on the N3 has left Bouar cut off"."""
    for at, mark in sentence.find("route.slips"):
        onto = sentence.match(mark.end, "route.onto") > 0 and object_behind(sentence, groups, mark.end, onto=True)
        if onto and sentence.has("route.cut_off", start=mark.end):
            yield Passage(at, mark.end - 1, "severed", before=False)


def _empty(sentence: Sentence, groups: Sequence[Group]) -> Iterator[Passage]:
    """As in "There was no movement on the N3"."""
    for at, mark in sentence.find("route.there_is"):
        for place, who in sentence.find("passage.nobody", start=mark.end, end=mark.end + _EMPTY):
            if place == mark.end and object_behind(sentence, groups, who.end, onto=True) is not None:
                yield Passage(at, who.end - 1, "severed", before=False)


def _bitten(sentence: Sentence, groups: Sequence[Group]) -> Iterator[Passage]:
    """As in "the river has taken 200 metres out of the N3"."""
    for at, mark in sentence.find("route.bites"):
        piece = next((m for _, m in sentence.find("route.piece", start=mark.end, end=mark.end + _PIECE)), None)
        out = sentence.match(piece.end, "route.out_from") if piece is not None else 0
        if piece is None or not out or negated(sentence, at):
            continue
        if sentence.has("route.it", start=piece.end + out, end=piece.end + out + 1) or object_behind(
            sentence, groups, piece.end + out
        ):
            yield Passage(at, piece.end + out - 1, "severed", before=True)


def _shortened(sentence: Sentence, groups: Sequence[Group]) -> Iterator[Passage]:
    """As in "the BR-230 has lost 40 metres of embankment"."""
    for at, mark in sentence.find("route.lost"):
        piece = next((m for _, m in sentence.find("route.piece", start=mark.end, end=mark.end + _EMPTY)), None)
        counted = is_number(sentence, mark.end)
        if piece is not None and counted and any(group.last == at - 1 for group in groups):
            yield Passage(at, piece.end - 1, "severed", before=True)


def _slowed(sentence: Sentence) -> Iterator[Passage]:
    """As in "the speed on the Bara bridge has been reduced to 30 km/h"."""
    for at, mark in sentence.find("route.speed_of"):
        for limits, told in sentence.find("passage.limits", "route.slows", start=mark.end):
            if is_slow(sentence, told.end, told.end + _EMPTY) and not negated(sentence, limits):
                yield Passage(at, mark.end - 1, "restricted", before=True)
                break


def _lessened(sentence: Sentence) -> Iterator[Passage]:
    """As in "the crossing is handling a third of its usual traffic"."""
    for at, mark in sentence.find("route.share_of"):
        begin = next((i for i, told in sentence.find("route.fraction", start=at - 2, end=at) if told.end == at), None)
        if begin is None and sentence.match(at - 1, "route.by_part") and is_number(sentence, at - 2):
            begin = at - 2
        if begin is not None and sentence.has("route.handling", start=max(0, begin - _EMPTY), end=begin):
            yield Passage(begin, mark.end - 1, "restricted", before=True)


def _swept(sentence: Sentence, groups: Sequence[Group]) -> Iterator[Passage]:
    """As in "the Rianila took two pillars of the bridge", "took away sixty metres of the road"."""
    for at, mark in sentence.find("route.sweeps"):
        piece = next((m for _, m in sentence.find("route.swept", start=mark.end, end=mark.end + _EMPTY)), None)
        of = piece is not None and sentence.match(piece.end, "route.of_part") > 0
        if piece is None or not of or negated(sentence, at) or sentence.has("route.it", start=at - 1, end=at):
            continue
        if object_behind(sentence, groups, piece.end, onto=True) is not None:
            yield Passage(at, piece.end, "severed", before=False)


def _staffed(sentence: Sentence, groups: Sequence[Group]) -> Iterator[Passage]:
    """As in "dockers at the port of Bosaso went back to work on Thursday"."""
    for at, mark in sentence.find("route.staffed"):
        who = next((m for _, m in sentence.find("route.staff", start=max(0, at - _HALTED), end=at)), None)
        if who is None or negated(sentence, at) or sentence.has("passage.will", start=who.end, end=at):
            continue
        own = [group for group in groups if who.end <= group.first and group.last < at]
        if own and all(route.kind in _STAFFED for route in own[-1].routes):
            yield Passage(at, mark.end - 1, "open", before=True)


_STAFFED = ("port", "airport", "crossing", "railway", "waterway")
"""The kinds that somebody must work, so that they are open when these are back."""


def _ban_kept(sentence: Sentence, groups: Sequence[Group]) -> Iterator[Passage]:
    """As in "the ban on lorries on the Bara bridge has been extended"."""
    for at, mark in sentence.find("route.ban_on"):
        group = next((one for one in groups if mark.end < one.first <= mark.end + _BANNED), None)
        if group is None:
            continue
        verb = group.last + 1
        while sentence.match(verb, "grammar.be", "grammar.have", "route.passing_adverb"):
            verb += 1
        some = sentence.has("route.subset", "route.subset_heavy", "route.day_part", start=mark.end, end=group.first)
        told = some or sentence.has("passage.traffic", start=mark.end, end=group.first)
        if told and sentence.match(verb, "route.kept_up"):
            last = group.first - 1 - sentence.match(group.first - 1, "route.definite")
            yield Passage(at, last, "restricted" if some else "severed", before=False)


_BANNED = 7
"""Within how many tokens behind a ban the route stands for which it holds."""
_PIECE = 6
"""Within how many tokens behind its verb the piece is told that is gone."""
