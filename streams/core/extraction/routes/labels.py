"""Labels: a state that stands beside a name without a verb: in a list, behind a colon, or by likeness ("and so does the A2")."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import cast

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.binding import object_behind
from streams.core.extraction.routes.hours import is_number
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.lists import enumeration
from streams.core.extraction.routes.phrases import opens_line
from streams.core.extraction.routes.statements import Said
from streams.core.facts import RouteState


def so_does(sentence: Sentence, groups: Sequence[Group], said: Sequence[Said], carried: Said | None) -> Iterator[Said]:
    """As in "... stays shut, and so does the BP Highway"; ``carried`` is what the sentence before said last."""
    for at, mark in sentence.find("route.so_does"):
        same = [one for one in said if one.last < at] or ([carried] if carried is not None and at <= _OPENS else [])
        group = object_behind(sentence, groups, mark.end)
        if not same or group is None or any(one.group is group for one in said):
            continue
        kind = group.routes[0].kind
        others = [one for one in groups[groups.index(group) :] if one.routes[0].kind == kind]
        for alike in others if at <= _OPENS and not said else (group,):
            yield Said(alike, same[-1].state, same[-1].status, at, mark.end - 1, same[-1].weight)


def elliptic_of(sentence: Sentence, groups: Sequence[Group], said: Sequence[Said]) -> Iterator[Said]:
    """As in "The A2 has reopened, the A5 has not", "the A2 is no longer blocked; the A5 still is", "... but not the A5"."""
    for before, group in pairwise(groups):
        told = [one for one in said if one.group is before and one.status == "reported" and one.weight == "main"]
        if not told or told[-1].state == "restricted" or any(one.group is group for one in said):
            continue
        turned = _turned(sentence, group)
        if turned is None:
            continue
        still = turned == "still" and sentence.has("route.no_longer", start=before.last, end=told[-1].last + 1)
        other: RouteState = "open" if told[-1].state == "severed" else "severed"
        state = other if turned == "not" or still else told[-1].state
        yield Said(group, state, "reported", group.first, group.last)


def _turned(sentence: Sentence, group: Group) -> str | None:
    """Whether behind a route stands no more than "is not" or "still is", or before it "but not": "not" or "still", else None."""
    first, end = group.first - sentence.match(group.first - 1, "route.definite"), len(sentence.tokens)
    at, said = group.last + 1, ""
    if at >= end or sentence.tokens[at].shape == "mark":
        denied = sentence.ending("route.but_not", first, 2)
        return "not" if denied else None
    while at < end and sentence.tokens[at].shape != "mark":
        if sentence.match(at, "route.elliptic_not"):
            said = "not"
        elif sentence.match(at, "route.elliptic_still"):
            said = said or "still"
        elif not sentence.match(at, "grammar.be", "grammar.have", "route.passing_adverb"):
            return None
        at += 1
    helped = sentence.has("grammar.be", "grammar.have", "route.elliptic_not", start=group.last + 1, end=at)
    return said if said and helped else None


def gapped(sentence: Sentence, groups: Sequence[Group], said: Sequence[Said]) -> Iterator[Said]:
    """As in "The A2 was cut on Monday and the A5 on Tuesday", "snow closed the A2 at Molen and the A5 at Gola"."""
    told: dict[int, Said] = {id(one.group): one for one in said if one.weight == "main"}
    for before, group in pairwise(groups):
        one = told.get(id(before))
        joint = group.first - 1 - sentence.match(group.first - 1, "route.definite")
        if id(group) in told or one is None or one.first > group.first or group.pointing or before.pointing:
            continue
        end = next((at for at in range(group.last + 1, len(sentence.tokens)) if sentence.match(at, *_CLAUSE)), None)
        bare = sentence.match(joint, "grammar.and") > 0 and not sentence.has(
            "route.from", start=before.last + 1, end=joint
        )
        alike = {route.kind for route in before.routes} == {route.kind for route in group.routes}
        placed = sentence.match(group.last + 1, "grammar.preposition") > 0
        if bare and alike and placed and not sentence.has(*_VERBS, start=max(one.last, before.last) + 1, end=end):
            gap = Said(group, one.state, one.status, group.first, group.last, one.weight)
            told[id(group)] = gap
            yield gap


_CLAUSE = ("route.break_hard", "passage.break")
"""What ends the clause of a route whose verb is left out."""
_VERBS = (
    "grammar.be",
    "grammar.have",
    "grammar.aux",
    "grammar.verb",
    "grammar.say",
    "route.is",
    "route.does",
    "route.goes",
)
"""What is a verb of its own, so that none was left out."""


def labelled(sentence: Sentence, groups: Sequence[Group], said: Sequence[Said]) -> Iterator[Said]:
    """As in "Nyala airport: military use only": a list's entry that tells of nothing but for whom it is."""
    for position, group in enumerate(groups):
        at = group.last + 1
        colour = sentence.mark(at + (sentence.lower[at : at + 1] in ((":",), ("-",), ("=",))), "route.colour")
        if colour is not None and sentence.tokens[colour.end - 1].word.isupper():  # "Minova axis YELLOW"
            yield Said(group, cast("RouteState", colour.value), "reported", colour.end - 1, colour.end - 1)
            continue
        end = groups[position + 1].first if position + 1 < len(groups) else len(sentence.tokens)
        each = sentence.lower[at : at + 1] == (":",) and sentence.has("route.yes", start=at + 2, end=end)
        if each and sentence.has("route.no", start=at + 2, end=end):
            yield Said(group, "restricted", "reported", at, at)  # "lorries yes, families no"
            continue
        sign = (
            sentence.mark(at, "route.answer")
            if at < len(sentence.tokens) and sentence.tokens[at].shape == "mark"
            else None
        )
        if sign is not None:
            some = sentence.has("route.only", "route.limit", start=at, end=min(end, at + _SIGNED))
            yield Said(group, "restricted" if some else cast("RouteState", sign.value), "reported", at, at)
            continue
        own = sentence.mark(at, "route.answer")
        bare = own is not None and (
            own.end >= len(sentence.tokens)
            or sentence.match(own.end, "route.but")
            or sentence.tokens[own.end].shape == "mark"
        )
        if (
            own is not None
            and bare
            and opens_line(sentence, group.first)
            and all(one.group is not group for one in said)
        ):
            yield Said(group, cast("RouteState", own.value), "reported", at, own.end - 1)  # "NH-37 as usual"
            continue
        if (
            at < len(sentence.lower)
            and sentence.lower[at] in (":", "-")
            and all(one.group is not group for one in said)
        ):
            answer = sentence.mark(at + 1, "route.answer")
            if answer is not None and (
                answer.end >= end
                or sentence.tokens[answer.end].shape in ("mark", "number")
                or sentence.match(answer.end, "grammar.preposition", "route.passing_adverb")
            ):
                yield Said(group, cast("RouteState", answer.value), "reported", at + 1, at + 1)
                continue
            only = next((place for place, _ in sentence.find("route.only", "route.limit", start=at, end=end)), None)
            if only is None:
                only = next((place for place, _ in sentence.find("route.rate", start=at, end=end)), None)
            if only is not None:
                yield Said(group, "restricted", "reported", only, only)


_OPENS = 1
"""Within how many tokens of its beginning "so has" points to the sentence before."""
_SIGNED = 6
"""Within how many tokens behind a sign (a green or red dot) it is told that it is for some only."""


def lacking(sentence: Sentence, groups: Sequence[Group]) -> Iterator[Said]:
    """As in "there has been no ferry at Staryi Saltiv since"."""
    for group in groups:
        at = group.first - (not sentence.match(group.first, "grammar.no"))
        if sentence.match(at, "grammar.no") and sentence.has("route.there_is", start=max(0, at - 5), end=at):
            yield Said(group, "severed", "reported", at, group.last)


def fraction(sentence: Sentence, groups: Sequence[Group]) -> Iterator[Said]:
    """As in "two of the six berths are working", "2 berths out of 23 working"."""
    for at, mark in sentence.find("route.out_of"):
        counted = is_number(sentence, at - 1) or (is_number(sentence, at - 2) and sentence.match(at - 1, "topic.part"))
        whole = is_number(sentence, mark.end) or sentence.match(mark.end - 1, "route.definite")
        part = sentence.has("topic.part", start=at - 1, end=mark.end + 3)
        working = sentence.has("route.is", "route.goes", start=mark.end, end=mark.end + _FRACTION)
        if len(groups) == 1 and counted and whole and part and working:
            yield Said(groups[0], "restricted", "reported", at, mark.end - 1)
            return


_FRACTION = 8
"""Within how many tokens behind "two of the" it is told that these work, or that they do not."""


def remaining(sentence: Sentence, groups: Sequence[Group]) -> Iterator[Said]:
    """As in "only two berths of Apapa port work", "only one lane of the bridge can be used"."""
    for at, _ in sentence.find("route.only"):
        part = next((mark for _, mark in sentence.find("topic.part", start=at + 1, end=at + 6)), None)
        counted = sentence.has("numeral.unit", start=at + 1, end=at + 3)
        group = object_behind(sentence, groups, part.end, onto=True) if part is not None and counted else None
        if group is not None and part is not None:
            yield Said(group, "restricted", "reported", at, part.end - 1)


def blocked_part(sentence: Sentence, groups: Sequence[Group], said: Sequence[Said]) -> Iterator[Said]:
    """As in "at the Horgos crossing tents still block two of the six lanes"."""
    if len(groups) != 1 or said:
        return
    for at, mark in sentence.find("route.does", start=groups[0].last + 1):
        counted = sentence.has("numeral.unit", "topic.one_of", start=mark.end, end=mark.end + 2)
        if mark.value == "severed" and counted and sentence.has("topic.part", start=mark.end, end=mark.end + 6):
            yield Said(groups[0], "restricted", "reported", at, mark.end - 1)
            return


def enumerated(sentence: Sentence, groups: Sequence[Group], said: Sequence[Said]) -> Iterator[Said]:
    """As in "Bridges destroyed: Mwanza, Thabwa": the state that stands before the colon, for each route behind it."""
    listed = enumeration(sentence)
    if listed is not None:
        for group in groups:
            if group.first > listed.colon and all(one.group is not group for one in said):
                yield Said(group, cast("RouteState", listed.state), "reported", listed.first, listed.last)
