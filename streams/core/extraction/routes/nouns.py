"""Nouns: what "the closure of the M5" or "its reopening" tells: whether it is the news, over, put off, kept up or only planned."""

from collections.abc import Iterator
from typing import cast

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.modes import mode_of
from streams.core.extraction.routes.openings import is_deferred, is_put_off
from streams.core.extraction.routes.plans import is_asked_for, is_ordered, is_planned
from streams.core.extraction.routes.statements import Cue, Said, Weight
from streams.core.facts import RouteState, Status

_ASSERTED: tuple[Status, str, Weight] = ("reported", "", "main")
_UNFINISHED = 7
"""Within how many tokens behind a clearance it is told that it is not over."""
_LIFTED = 6
"""Within how many tokens before a blockade its end is told."""
_MOOTED = 12
"""Within how many tokens behind a closure it is told that somebody only thinks of it."""
_FEW = 4
"""Within how many tokens before "can use" it is told that nobody can."""


def noun_verdict(sentence: Sentence, group: Group, cue: Cue, state: str) -> Iterator[Said]:
    """As in "the closure of the M5" tells of a state only where it is the news: denied, threatened, or a heading."""
    kept = state == "severed" and _is_kept_up(sentence, cue.at)
    mode = _ASSERTED if kept else mode_of(sentence, group, cue)
    if mode is None or (sentence.match(cue.at, "route.floods") and group.routes[0].kind == "waterway"):
        return
    averted = state == "severed" and _is_averted(sentence, group, cue)
    if (
        averted
        or is_asked_for(sentence, cue)
        or _of_another(sentence, group, cue)
        or _is_called_off(sentence, group, cue)
    ):
        return
    if state == "open" and is_put_off(sentence, group, cue):
        if mode[0] == "reported" and sentence.match(cue.at, "route.reopening"):
            yield Said(group, "severed", "reported", cue.at, cue.end - 1)
        return
    if state == "open" and _to_come(sentence, group, cue):
        return
    status, negated, weight = mode
    if status == "reported" and sentence.has("route.after", start=max(0, cue.at - 5), end=cue.at):
        weight = "side"
    if state == "severed" and _is_lifted(sentence, group, cue):
        state = "open"
    elif state == "severed" and status == "threatened" and _to_be_lifted(sentence, cue.at):
        status = "reported"
    if sentence.match(cue.at - 1, "route.partial"):
        state = "restricted"  # "the partial closure of the M5"
    mooted = sentence.has("route.mooted", start=cue.end, end=group.last + _MOOTED)
    mooted = mooted or (state == "open" and is_ordered(sentence, cue))
    mooted = mooted or (state == "severed" and is_deferred(sentence, group, cue))
    if status == "reported" and (mooted or is_planned(sentence, group, cue)):
        status = "threatened"  # "a closure of the bridge is being considered", "was postponed"
    if negated or sentence.has("route.untrue", start=cue.end, end=cue.end + 8):
        status = "denied"
    yield Said(group, cast("RouteState", state), status, cue.at, cue.end - 1, weight)


def _of_another(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether a noun tells of another way than the crossing behind it: "a bridge collapse on the Kenya-Uganda border"."""
    if cue.at > group.last and sentence.match(cue.end, "route.aftermath"):
        return True  # "Bara bridge collapse trial opens"
    if cue.at < group.first and _of_the_past(sentence, cue.at):
        return True  # "the trial over the collapse of the Bara bridge ended"
    of_head = cue.at < group.first and sentence.match(cue.at - 1, "route.head") > 0
    return of_head and all(route.kind == "crossing" for route in group.routes)


def _is_averted(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether a closure never came, or is told as over: "averts the closure of the port", "the closure lasted a week"."""
    step = max(cue.end, group.last + 1)
    had = sentence.match(step, "grammar.have", "grammar.be") > 0
    while sentence.match(step, "grammar.have", "grammar.be", "route.passing_adverb"):
        step += 1
    before = any(
        not sentence.has("passage.break", start=mark.end, end=cue.at)
        for _, mark in sentence.find("route.averts", start=max(0, cue.at - _FEW), end=cue.at)
    )
    over = not had and sentence.match(step, "route.lasted_for") > 0
    return before or over or (had and sentence.match(step, "route.averts") > 0)


def _of_the_past(sentence: Sentence, at: int) -> bool:
    """Whether the noun at a token is what a trial, an anniversary or a memorial is about."""
    return any(
        not sentence.has("passage.break", "route.actor", start=mark.end, end=at)
        for _, mark in sentence.find("route.aftermath", start=max(0, at - _LIFTED), end=at)
    )


def _to_come(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether an opening that a noun tells of is not done: waited for, halted, or under way."""
    if _awaited(sentence, cue.at):
        return True
    if is_halted(sentence, cue.end) or is_halted(sentence, group.last + 1):
        return True  # "clearance of the highway was halted"
    # "clearing of the highway will take three days"
    return sentence.has("route.unfinished", start=cue.end, end=group.last + _UNFINISHED)


def _is_lifted(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether a closure that a noun tells of is over: "lifted their blockade of the M5", "the closure of the M5 has ended"."""
    before = any(
        not (sentence.has("passage.break", start=at, end=cue.at) or sentence.match(at - 1, "route.to_do"))
        for at, _ in sentence.find("route.lifts", "route.suspends", start=max(0, cue.at - _LIFTED), end=cue.at)
    )
    start = max(cue.end, group.last + 1)
    return before or any(
        not sentence.match(at - 1, "grammar.determiner")  # "extended to the end of the month"
        and not sentence.has("route.future", "grammar.conjunction", start=start, end=at)
        for at, _ in sentence.find("route.lifts", start=cue.end, end=min(len(sentence.tokens), group.last + 8))
    )


def _is_called_off(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether a closure never came: "call off the planned blockade of the port"."""
    return sentence.match(cue.at - 1, "route.only_planned") > 0 and _is_lifted(sentence, group, cue)


def _is_kept_up(sentence: Sentence, at: int) -> bool:
    """Whether somebody will not end the blockade that is told of at a token: "refuse to lift their blockade of the M5"."""
    return any(
        sentence.ending("route.fails", place, _FEW) and not sentence.has("passage.break", start=place, end=at)
        for place, _ in sentence.find("route.lifts", start=max(0, at - _LIFTED), end=at)
    )


def _to_be_lifted(sentence: Sentence, at: int) -> bool:
    """Whether somebody means to lift the blockade that is told of at a token, which stands: "vow to lift their blockade"."""
    start = max(0, at - _LIFTED)
    return any(
        sentence.match(place - 1, "route.to_do") and not sentence.has("passage.break", start=place, end=at)
        for place, _ in sentence.find("route.lifts", start=start, end=at)
    )


def _awaited(sentence: Sentence, at: int) -> bool:
    """Whether an opening is only waited for: "no date was given for its reopening"."""
    before = at - 1
    while sentence.match(before, "route.definite", "route.adjective", "route.indefinite"):
        before -= 1
    return sentence.match(before, "route.awaited") > 0


def is_halted(sentence: Sentence, at: int) -> bool:
    """Whether what is told of those who pass, up to token ``at``, is that they do not: "... has been halted"."""
    step = at
    while step < at + _FEW and sentence.match(step, "route.be", "grammar.have", "route.passing_adverb"):
        step += 1
    return step > at and sentence.match(step, "passage.halts") > 0
