"""Barred: who is kept out of a route and who is not, which tells whether it is closed or open to some."""

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.hours import is_number
from streams.core.extraction.routes.statements import Said

_OWNS = 5
"""Within how many tokens of a state those are told whom it bars or lets through."""
_ENDED = 12
"""Within how many tokens behind a state it is told that some pass all the same."""


def is_ban_of_some(sentence: Sentence, one: Said) -> bool:
    """Whether only the passage of some is forbidden: "la circulation des poids lourds sur le pont est interdite"."""
    whose = one.last + 1 + (sentence.match(one.last + 1, "route.definite") > 0)
    if sentence.match(one.last, "topic.traffic") and sentence.match(whose, "route.subset_heavy"):
        return one.first < one.last  # "منع مرور الشاحنات على الجسر"
    start = max(0, one.group.first - _OWNS)
    told = sentence.match(one.last, "route.banned") > 0 and one.group.last < one.last
    if told and any(
        sentence.match(mark.end, "topic.traffic", "passage.traffic", "route.traffic")
        for _, mark in sentence.find("route.day_part", start=start, end=one.group.first)
    ):
        return True  # "night travel on the river has been banned"
    return told and any(
        sentence.has("topic.traffic", start=max(0, at - 3), end=at) and "," not in sentence.lower[at : one.last]
        for at, _ in sentence.find("route.subset_heavy", start=start, end=one.group.first)
    )


def is_still_used(sentence: Sentence, one: Said) -> bool:
    """Whether it is told behind a state that some can pass all the same: "has sunk at one end, but ships can still tie up"."""
    if sentence.has("route.subset_heavy", start=max(0, one.first - _OWNS), end=one.last + 1) and any(
        sentence.match(mark.end, "route.can", "passage.passes", "passage.may_still", "route.elliptic_still")
        and not sentence.match(mark.end + 1, "route.not")
        for _, mark in sentence.find("route.light", start=one.last + 1, end=one.last + _ENDED)
    ):
        return True  # "lorries cannot use it, but cars can"
    for at, mark in sentence.find("route.but", start=one.last + 1, end=one.last + _ENDED):
        can = next((i for i, _ in sentence.find("route.can", start=mark.end, end=mark.end + _OWNS)), None)
        if can is None or not sentence.match(can + 1, "route.elliptic_still"):
            continue
        who = sentence.has("passage.traffic", "route.subset", start=mark.end, end=can)
        if who and not sentence.has("route.detour", start=can) and "." not in sentence.lower[at:can]:
            return True
    return False


def is_for_few(sentence: Sentence, one: Said) -> bool:
    """Whether those are told who may go on where others may not: "diplomats may still pass at Medininkai"."""
    told = sentence.has("passage.may_still", start=one.first - 1, end=one.last + 1)
    return told and sentence.has("route.few", "route.people", start=max(0, one.first - 2 * _OWNS), end=one.first)


def is_sized(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a size is told, with its number: "of less than 200 tonnes"."""
    return any(
        is_number(sentence, mark.end) for _, mark in sentence.find("route.heavier", "route.sized", start=start, end=end)
    )


def is_for_nobody(sentence: Sentence, one: Said, behind: int) -> bool:
    """Whether all who would pass are kept out: "shut to travellers and goods", a river "closed to boats"."""
    water = all(route.kind == "waterway" for route in one.group.routes)
    for at in (one.last, one.last + 1, behind):
        if water and sentence.match(at, "route.to_some") and sentence.match(at + 1, "route.navigable"):
            return True
    near = one.last + 1, one.last + 7
    return all(sentence.has(cls, start=near[0], end=near[1]) for cls in ("route.people", "route.goods"))


def is_barred_to_some(sentence: Sentence, start: int) -> bool:
    """Whether those are named who may not pass: "open to cars, but lorries are not let through"."""
    kept = next((mark for _, mark in sentence.find("passage.but_no", start=start, end=start + _OWNS)), None)
    if kept is not None and sentence.match(kept.end, "route.goods", "route.subset_heavy", "passage.taken"):
        return True  # "serves passengers but no freight"
    for _, mark in sentence.find("route.but", start=start):
        some = sentence.match(mark.end, "route.subset", "passage.traffic")
        if some and sentence.match(mark.end + some, "route.may_not"):
            return True  # "may again use the bridge, but lorries may not"
        told = mark.end + some
        helped = sentence.match(told, "route.be", "grammar.have", "route.can") > 0
        barred = ("route.not", "route.banned", "route.kept_out", "passage.halts", "route.closed")
        if some and helped and sentence.has(*barred, start=told, end=told + _OWNS):
            return True
    return False


def nobody_held(sentence: Sentence, at: int) -> bool:
    """Whether it is nobody who is held or sent back: "no cars were held up", "nobody was turned back"."""
    step = at - 1
    helped = False
    while step >= 0 and sentence.match(step, "grammar.be", "grammar.have", "route.passing_adverb"):
        helped = helped or sentence.match(step, "grammar.be") > 0
        step -= 1
    low = max(0, step - _NONE)
    nobody = any(mark.end == step + 1 for _, mark in sentence.find("passage.nobody", start=low, end=step + 1))
    none = sentence.has("passage.none", start=low, end=step) and sentence.match(step, "passage.traffic") > 0
    return helped and (nobody or none)


_NONE = 3
"""How many tokens "not a single lorry" has at most before its last."""
