"""Verdicts: the state that a cue gives the routes it is bound to.

The sense of the cue is chosen by what stands around it, turned by negation, and told as asserted, denied, guessed or planned
(``modes``).
"""

from collections.abc import Iterator
from typing import cast

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.hours import windowed
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.modes import is_hardware, mode_of, neither
from streams.core.extraction.routes.nouns import is_halted
from streams.core.extraction.routes.openings import has_failed, is_revoked
from streams.core.extraction.routes.passage import is_counted, negated
from streams.core.extraction.routes.plans import is_asked_for
from streams.core.extraction.routes.senses import LOSES, is_no_use, is_of_else
from streams.core.extraction.routes.statements import Cue, Said, Weight
from streams.core.extraction.wordends import ends_as
from streams.core.facts import RouteState, Status


def verdict(sentence: Sentence, group: Group, cue: Cue, told: str) -> Iterator[Said]:
    """What a verb or adjective of state says of a group: "the M5 is cut", "reopened the bridge"; none in another sense."""
    state = "severed" if told in LOSES else told
    if is_hardware(sentence, group, cue) or not _can_be(sentence, group, cue, told):
        return
    mode = mode_of(sentence, group, cue)
    if told == "open" and (has_failed(sentence, cue) or (mode and is_revoked(sentence, group, cue, mode[0]))):
        yield Said(group, "severed", "reported", cue.at, cue.end - 1)
        return
    if mode is None:
        return
    status, negated, weight = mode
    if told == "open" and cue.end <= group.first and sentence.match(cue.at - 1, *_ATTRIBUTES):
        weight = "side"  # "its last open crossing"
    if cue.end <= group.first and sentence.match(cue.at - 1, "route.which"):
        weight = "side"  # "nobody was hurt in the landslide that blocked it"
    if state == "severed" and _lifted(sentence, group, cue):
        state = "open"
    turned = cast("RouteState", state)
    partly = bool(negated) and sentence.has("route.wholly", start=max(0, cue.at - _FEW), end=cue.end)
    if partly and status in ("reported", "denied") and cue.at > group.last:
        turned, status = "restricted", "reported"  # "is not fully open"
    elif negated == "no longer":
        turned = "severed" if state == "open" else "open"  # what is no longer limited is open, too
    elif negated:
        if state == "severed":
            if status in ("reported", "denied"):
                yield Said(group, "severed", "denied", cue.at, cue.end - 1, weight)
            return
        opening = any(sentence.match(at, "route.opens") for at in range(cue.at, cue.end))  # "was not partly reopened"
        turned = "severed" if state == "open" or opening else "open"
    yield Said(group, turned, status, cue.at, cue.end - 1, weight)


def _can_be(sentence: Sentence, group: Group, cue: Cue, told: str) -> bool:
    """Whether a cue of several senses has that of a route: who takes a road is armed, what is dropped is a bridge."""
    if (told == "open" and _unfinished(sentence, group, cue)) or is_of_else(sentence, group, cue, told):
        return False
    if told == "severed" and sentence.match(cue.end, "route.times") and not sentence.match(cue.end, "passage.again"):
        return False  # "flights to Obo were cancelled twice"
    guarded = told == "captured" or sentence.match(cue.at, "route.secures") > 0
    if guarded and sentence.has("route.frontier", start=group.first, end=group.last + 1):
        return False  # "has secured its border with Syria by a wall"
    counted = told == "severed" and is_counted(sentence, cue.end, cue.end + 1)
    if counted and sentence.has("passage.traffic", start=cue.end, end=cue.end + _FEW):
        return False  # "the airport cancelled 60 flights"
    if sentence.match(cue.at, "route.runs") == cue.end - cue.at and all(
        route.kind in ("road", "bridge", "crossing") for route in group.routes
    ):
        return False  # "the road, which runs beside the line"
    if (
        told == "open"
        and sentence.match(group.last, "route.own_borders")
        and sentence.match(group.last + 1, "route.to_some")
    ):
        return False  # "opens its borders to rice"
    if told == "taken":
        return sentence.has("truce.actor", "people.armed.plural", "people.modifier.armed", "route.holders")
    if told == "filled":
        return sentence.has("passage.cover", "route.slips", "passage.obstacle", end=cue.at)
    if told == "dropped":
        return all(route.kind == "bridge" for route in group.routes)
    if sentence.match(cue.at, "route.floods", "route.streams") and all(
        route.kind == "waterway" for route in group.routes
    ):
        return False  # "a flash flood on the Swat river"
    carried = told == "open" and sentence.match(cue.at, "route.carries") > 0
    rated = carried and sentence.has("route.rated", start=cue.end) and not sentence.has("passage.again", "route.first")
    if (
        rated
        or (carried and _carries_else(sentence, cue))
        or (carried and (sentence.has("route.statistic") or sentence.has("route.future", start=cue.at - 3, end=cue.at)))
    ):
        return False  # "last year the bridge carried 7.6 million vehicles"
    unknown = sentence.match(group.first, "route.indefinite") > 0  # "a new viaduct was opened"
    new = told == "open" and sentence.match(cue.at, "route.opens") > 0 and (cue.end < group.first or unknown)
    last = group.last if unknown else group.first
    return not (
        new and sentence.has("route.new", start=min(cue.end, group.first), end=last + 1)
    )  # "opened the new bridge"


def _carries_else(sentence: Sentence, cue: Cue) -> bool:
    """Whether what a way carries is none of those who pass: "the pass carries four metres of snow"."""
    alone = cue.end - cue.at == 1 and cue.end < len(sentence.tokens) and sentence.tokens[cue.end].shape != "mark"
    who = ("passage.traffic", "route.subset", "route.people", "route.goods", "passage.again")
    return alone and not sentence.has(*who, start=cue.end, end=cue.end + _CARRIED)


_CARRIED = 8
"""Within how many tokens behind "carries" those are told who pass."""


def _unfinished(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether a way is being opened and is not open yet: "crews are clearing the road", "the bridge is being repaired"."""
    if sentence.match(cue.at - 1, "route.nearly"):
        return True  # "is nearly open"
    if cue.end > group.first:
        return sentence.match(cue.at - 1, "route.being") > 0 and sentence.match(cue.at, "route.mended") > 0
    begun = sentence.match(cue.at - 1, "route.be", "route.goes_on", "route.passing_adverb")
    return begun > 0 and ends_as(sentence, cue.at, "ending.doing")


def _lifted(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether what bars the route is gone: "the ban on traffic on the M5 was lifted", "the wreck blocking it was removed"."""
    if cue.at > group.last:
        barred = sentence.has("passage.barrier", start=max(0, group.first - _LIFTED), end=group.first)
        return barred and sentence.match(cue.at, "route.lifts", "passage.removes") > 0
    verb = group.last + 1
    while sentence.match(verb, "route.be", "grammar.have", "route.passing_adverb"):
        verb += 1
    removed = verb > group.last + 1 and sentence.match(verb, "passage.removes", "route.lifts") > 0
    removed = removed or sentence.has("passage.removes", "route.disperses", start=max(0, cue.at - _FEW), end=cue.at)
    return removed and ends_as(sentence, cue.at, "ending.doing")


_ATTRIBUTES = ("route.definite", "route.adjective", "route.ordinal", "route.only")


def use_verdict(sentence: Sentence, group: Group, cue: Cue, value: str) -> Iterator[Said]:
    """What befalls those who would use a group's routes: turned back, held up, let through."""
    mode = mode_of(sentence, group, cue)
    if mode is None:
        return
    if sentence.match(cue.at, "route.work") and not all(route.kind in _WORKED for route in group.routes):
        return  # "work resumed on the bridge"
    if is_no_use(sentence, cue, value):
        return
    status, negated, weight = mode
    value = _lifted_limit(sentence, cue, value)
    if value == "restricted" and _of_the_town(sentence, group, cue):
        return
    if value == "turned":
        if sentence.has("route.no_town", start=group.first, end=group.last + 1):
            return  # who is turned back at a checkpoint is on a road, which is not named
        some = sentence.has("route.wares", start=max(0, cue.at - _FEW), end=cue.at)  # "milk lorries were turned back"
        yield Said(group, "restricted" if some else "severed", status, cue.at, cue.end - 1, "side")
    elif value == "restricted":
        yield from _use_in_part(sentence, group, cue, mode)
    elif value == "open" and (negated == "no longer" or _nobody(sentence, group, cue)):
        yield Said(group, "severed", status, cue.at, cue.end - 1, weight)
    elif value == "open" and _only(sentence, cue.at):
        yield Said(group, "restricted", status, cue.at, cue.end - 1, weight, limiting=True)
    elif value == "open" and _sent_by(sentence, group, cue):
        return  # "the A1 is closed; motorists may use the Kasindi road"
    elif not (negated or (value == "open" and (_detoured(sentence, cue) or _closed_to(sentence, cue.at)))):
        yield Said(group, cast("RouteState", value), status, cue.at, cue.end - 1, weight)


def _of_the_town(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether a curfew has a clause of its own, as that of a town has: "has reopened; a curfew stays in force"."""
    curfew = sentence.has("route.curfew", start=cue.at, end=cue.end) and sentence.match(cue.end, "route.in_force") > 0
    apart = group.last < cue.at and sentence.has("passage.break", start=group.last + 1, end=cue.at)
    return curfew and apart and not windowed(sentence, cue.end, len(sentence.tokens))


def _lifted_limit(sentence: Sentence, cue: Cue, value: str) -> str:
    """The state of a way whose limits are told to be over ("the curfew has been lifted"), or only asked to be lifted."""
    if value == "restricted" and _over(sentence, cue):
        return "open"
    return "restricted" if value == "open" and is_asked_for(sentence, cue) else value


def _sent_by(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether another way is only named for those who cannot go by one that is closed."""
    other = group.first >= cue.end and not group.pointing and sentence.has("route.is", end=cue.at)
    limited = sentence.has("route.only", "route.limit", start=cue.at)  # "people may use only the coastal road"
    return other and not limited and sentence.match(cue.at, "route.can", "route.must") > 0


def _use_in_part(sentence: Sentence, group: Group, cue: Cue, mode: tuple[Status, str, Weight]) -> Iterator[Said]:
    """That some may pass, or pass slowly, unless it is said that none is held up, or that even these were stopped."""
    status, negated, weight = mode
    if negated or sentence.has("passage.halts", start=cue.end, end=cue.end + _FEW):
        return  # "without delays", "humanitarian flights were cancelled"
    if sentence.has("route.besides", start=cue.end, end=cue.end + 2):
        yield Said(group, "open", status, cue.at, cue.end - 1, weight)
        return  # "is receiving relief flights as well as commercial ones"
    if _added(sentence, cue.at):
        return
    if sentence.match(cue.end, "route.future") and not sentence.has("route.only", start=cue.at - 1, end=cue.end):
        status = "threatened"  # "one lane may be opened"
    if status == "threatened" and sentence.has("route.can", start=max(0, cue.at - 6), end=cue.at):
        status = "reported"
    yield Said(group, "restricted", status, cue.at, cue.end - 1, weight, limiting=True)


def _added(sentence: Sentence, at: int) -> bool:
    """Whether what is told only comes to what is open: "is operating, with extra relief flights for evacuees"."""
    begin = at - (sentence.match(at - 1, "route.adjective", "route.extra") > 0)
    return sentence.match(begin - 1, "route.with") > 0 and any(
        mark.value == "open" for _, mark in sentence.find("route.is", end=begin)
    )


def _nobody(sentence: Sentence, group: Group, cue: Cue) -> bool:
    """Whether nobody can do what those who pass do: "no convoy can use it", "traffic in both directions was halted"."""
    none = any(
        mark.end - at >= sentence.match(at, "route.use")  # "ніхто не перекривав"
        for at, mark in sentence.find("passage.nobody", "passage.none", start=cue.at - _FEW, end=cue.at)
    )
    low = next((at for at in range(cue.at - 1, -1, -1) if sentence.lower[at] in (",", ";")), 0)
    none = none or sentence.has("route.neither", start=max(low, cue.at - _MOOTED), end=cue.at)
    return none or neither(sentence, group, cue.at) or is_halted(sentence, cue.end)


def _over(sentence: Sentence, cue: Cue) -> bool:
    """Whether a limit is told with its end: "the curfew on the M5 has been lifted"."""
    first = cue.at - sentence.match(cue.at - 1, "route.definite", "route.indefinite", "route.day_part")
    if sentence.ending("route.lifts", first, _FEW) and not negated(sentence, first - 1):
        return True  # "army lifts curfew on the M5"
    if _removed_first(sentence, cue.at):
        return True
    bare = bool(sentence.lexicon.words("grammar.articleless"))  # "затор из 40 фур ликвидирован"
    return any(
        (sentence.match(at - 1, "grammar.be", "grammar.have") > 0 or mark.end >= len(sentence.tokens) or bare)
        and not sentence.match(at, "route.eases")
        and "," not in sentence.lower[cue.end : at]
        for at, mark in sentence.find("route.lifts", start=cue.end, end=cue.end + _MOOTED)
    )


def _removed_first(sentence: Sentence, at: int) -> bool:
    """Whether a limit is taken away by a verb that stands before its subject: "رفعت السلطات القيود على المعبر"."""
    return sentence.match(at, "passage.barrier") > 0 and any(
        not negated(sentence, place)
        and not any(
            sentence.tokens[between].shape == "mark" or sentence.match(between, "group.and", "route.after")
            for between in range(mark.end, at)
        )
        for place, mark in sentence.find("passage.removes", start=max(0, at - _FEW), end=at)
    )


def _only(sentence: Sentence, at: int) -> bool:
    """Whether "only" stands before those who can pass: "only vehicles under five tonnes may use it"."""
    return any(
        not sentence.match(place - 1, "route.not") and not sentence.has("passage.break", start=place, end=at)
        for place, _ in sentence.find("route.only", start=max(0, at - _LIFTED), end=at)
    )


def _detoured(sentence: Sentence, cue: Cue) -> bool:
    """Whether those who go on take another way: "drivers are using side roads"."""
    return sentence.has("route.detour", start=cue.end, end=cue.end + _AROUND)


def _closed_to(sentence: Sentence, at: int) -> bool:
    """Whether the words before tell who may not pass: "closed to all types of vehicles"."""
    to = sentence.match(at - 1, "route.to_some") > 0
    return to and any(
        mark.end == at - 1 and mark.value == "severed" for _, mark in sentence.find("route.is", end=at - 1)
    )


_WORKED = ("port", "airport", "crossing", "railway")
"""The kinds at which it is work that lets others pass."""
_AROUND = 9
"""Within how many tokens behind those who pass it is told that they take another way."""
_MOOTED, _LIFTED = 12, 6
"""Within how many tokens behind a closure it is told that somebody only thinks of it, and before a blockade its end."""
_FEW = 4
"""Within how many tokens before "can use" it is told that nobody can."""
