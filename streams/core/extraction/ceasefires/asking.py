"""Asking: ceasefires that are called for or put forward."""

from collections.abc import Iterator

from streams.core.extraction.ceasefires.statements import Said, Truce
from streams.core.extraction.lexicon import Mark
from streams.core.extraction.reading import Sentence

_ON = 7
"""Within how many tokens before a ceasefire stands the word by which talks are on it: "on a 60-day humanitarian truce"."""
_TALKS = 8
_NEAR = 6
_UNDERTAKEN = 12
"""Within how many tokens before what they are to do stands that they agreed to it."""


def asked(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "We renew our call, made with others, for a humanitarian pause"; a call that goes unheard is turned down."""
    for truce in found:
        at = truce.first - 1
        while at > 0 and truce.first - at < 6 and not sentence.match(at, "truce.for"):
            at -= 1
        if truce.weak or not sentence.match(at, "truce.for"):
            continue
        for ask, mark in sentence.find("truce.asks", start=max(0, at - 14), end=at):
            unasked = sentence.has("truce.not", "truce.break", start=max(0, ask - 3), end=at)
            if not unasked and not sentence.has("truce.fades", start=ask):
                unheeded = sentence.has("truce.unheeded", start=max(0, ask - _NEAR), end=ask)
                yield Said(sentence, truce, "rejected" if unheeded else "proposed", "reported", ask, mark.end - 1)
                break


def talked(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "talks in Doha on a 60-day ceasefire were continuing", "ceasefire talks resumed": it is put forward, no more."""
    for truce in found:
        if truce.weak or talks_ended(sentence, truce):
            continue
        if sentence.match(truce.last + 1, "truce.talks"):
            yield Said(sentence, truce, "proposed", "reported", truce.first, truce.last + 1, "side")
            continue
        on = next((at for at in range(truce.first - 1, truce.first - _ON, -1) if sentence.match(at, "truce.on")), None)
        talks = [] if on is None else [at for at, _ in sentence.find("truce.talks", start=max(0, on - _TALKS), end=on)]
        if talks and not any(sentence.tokens[at].shape == "mark" for at in range(talks[-1], on or 0)):
            yield Said(sentence, truce, "proposed", "reported", talks[-1], truce.last, "side")


def talks_ended(sentence: Sentence, truce: Truce) -> bool:
    """Whether talks on it came to nothing: "truce talks end without a deal", "talks broke up without a ceasefire"."""
    talks = next((at for at, _ in sentence.find("truce.talks")), truce.first)
    return sentence.has("truce.talks_end", start=min(talks, truce.last) + 1)


def refused(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "no truce with those who besiege us", "there will be no ceasefire", "Burhan: no truce with the militia"."""
    for truce in found:
        no = truce.first - 1
        if not sentence.match(no, "grammar.no"):
            continue
        ahead = sentence.match(no - 1, "grammar.be") and sentence.ending("truce.will", no - 1, 2)
        opens = no == 0 or sentence.tokens[no - 1].shape == "mark"
        aloud = opens and (sentence.match(truce.last + 1, "truce.with") or _quoted(sentence, truce.last + 1))
        if ahead or aloud or sentence.match(truce.last + 1, "truce.unless"):
            yield Said(sentence, truce, "rejected", "reported", no, truce.last)


def _quoted(sentence: Sentence, at: int) -> bool:
    """Whether what somebody says ends at a token: 'no truce," the general told reporters'."""
    mark = at < len(sentence.tokens) and sentence.tokens[at].shape == "mark"
    return mark and sentence.has("grammar.say", start=at, end=at + _TALKS)


def scorned(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "called the proposed truce a trap"."""
    for truce in found:
        traps = [at for at, _ in sentence.find("truce.trap", start=truce.last + 1, end=truce.last + _NEAR)]
        called = sentence.has("truce.calls", start=max(0, truce.first - _NEAR), end=truce.last + _NEAR)
        if traps and called and not sentence.has("truce.not", start=max(0, truce.first - _NEAR), end=traps[0]):
            yield Said(sentence, truce, "rejected", "reported", traps[0], traps[0])


def answered(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "Never," the general said when asked about a truce."""
    for truce in found:
        if sentence.has("truce.asked_about", start=max(0, truce.first - _NEAR), end=truce.first):
            never = next(sentence.find("truce.never"), None)
            if never is not None and _alone(sentence, never[0], never[1].end):
                yield Said(sentence, truce, "rejected", "reported", never[0], truce.last)


def _alone(sentence: Sentence, start: int, end: int) -> bool:
    """Whether words stand between marks, as what somebody answers."""
    ends = end >= len(sentence.tokens) or sentence.tokens[end].shape == "mark"
    return ends and (start == 0 or sentence.tokens[start - 1].shape == "mark")


def promised(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "our men will hold their fire for three days": what they will do, or agreed to do, is a truce already."""
    for truce in found:
        if not sentence.match(truce.first, "truce.verbal"):
            continue
        ahead = sentence.ending("truce.will", truce.first, 2) or _undertaken(sentence, truce)
        tied = sentence.has("truce.if", start=truce.last) and not sentence.has("truce.answers", start=truce.last)
        if ahead and not tied:
            yield Said(sentence, truce, "agreed", "reported", truce.first - 1, truce.last)


def bidden(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "called on all sides in Sudan to hold their fire"."""
    for truce in found:
        if not sentence.match(truce.first, "truce.verbal") or not sentence.match(truce.first - 1, "grammar.to"):
            continue
        for at, mark in _before(sentence, truce, "truce.governs"):
            if mark.value == "proposed":
                yield Said(sentence, truce, "proposed", "reported", at, mark.end - 1)
                break


def _undertaken(sentence: Sentence, truce: Truce) -> bool:
    """As in "agreed to bury their dead and hold their fire", "persuaded the two clans to cease hostilities"."""
    joined = sentence.match(truce.first - 1, "grammar.to", "grammar.and")
    return joined > 0 and any(
        not sentence.has("truce.governs", start=max(0, at - _NEAR), end=at)
        for at, _ in _before(sentence, truce, "truce.undertakes")
    )


def _before(sentence: Sentence, truce: Truce, cls: str) -> Iterator[tuple[int, Mark]]:
    """The verbs of a class that rule what is to be done, in the same clause and not negated."""
    for at, mark in sentence.find(cls, start=max(0, truce.first - _UNDERTAKEN), end=truce.first):
        marks = (step for step in range(mark.end, truce.first) if sentence.tokens[step].shape == "mark")
        aside = any(sentence.lower[step] != "-" for step in marks)
        if not aside and not sentence.has("truce.not", start=max(0, at - _NEAR), end=at):
            yield at, mark


def planned(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "a ceasefire proposal", "a Turkish proposal for a truce": one is put forward, whatever becomes of it."""
    for truce in found:
        if not truce.weak and (for_it := _plan_for(sentence, truce)) is not None:
            yield Said(sentence, truce, "proposed", "reported", for_it, truce.last, "side")
            continue
        plan = next((at for at in (truce.last, truce.last + 1) if sentence.match(at, "truce.plan")), None)
        negated = sentence.has("truce.not", start=max(0, truce.first - 3), end=truce.first)
        if plan is not None and not truce.weak and not negated:
            yield Said(sentence, truce, "proposed", "reported", truce.first, plan, "side")


def _plan_for(sentence: Sentence, truce: Truce) -> int | None:
    """The token of "proposal" in "a proposal for a truce", where that tells of a new one."""
    for at, mark in sentence.find("truce.plan", start=max(0, truce.first - _NEAR), end=truce.first):
        new = sentence.has("truce.indefinite", start=max(0, at - 3), end=at)
        if (
            new
            and sentence.match(mark.end, "truce.for")
            and not sentence.has("truce.not", start=max(0, at - _NEAR), end=at)
        ):
            return at
    return None
