"""Route states: what a sentence says of the routes it names, cue by cue.

A cue is a form of the tables (cut, reopened, no way through, one lane). It is bound to a group of routes by its place:
to the subject before it ("the M5 is cut"), to the object behind it ("rebels cut the M5"), or, for what happens to
traffic, to the route that stands nearest. Negation turns it, and the words around it tell whether it is asserted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from streams.core.extraction.reading import Sentence, Token
from streams.core.extraction.routelinks import Group, Named
from streams.core.extraction.routepassage import Passage, passages
from streams.core.facts import RouteState, Status

_CLASSES = ("route.is", "route.does", "route.goes", "route.noun", "route.use", "route.planned")
_REACH = 26
"""How many tokens may stand between a subject and what is said of it."""

_PASSED = (
    "route.be", "route.passing_adverb", "route.not", "route.had", "grammar.have", "route.no_longer", "route.future",
    "route.still",
)  # fmt: skip
"""What stands between a subject and its verb without being a subject itself."""

Weight = Literal["main", "side"]


@dataclass(frozen=True, slots=True)
class Said:
    """``state`` of the routes of ``group``, by the cue at tokens ``first`` to ``last`` (inclusive) of its sentence.

    A ``side`` statement stands in a clause of circumstance ("after rebels cut it") or in the past perfect: it counts only
    where nothing else is said of the route.
    """

    group: Group
    state: RouteState
    status: Status
    first: int
    last: int
    weight: Weight = "main"
    limiting: bool = False


@dataclass(frozen=True, slots=True)
class _Cue:
    at: int
    end: int
    values: dict[str, str]


def states(sentence: Sentence, groups: Sequence[Group], before: Sequence[Named] = ()) -> list[Said]:
    """Everything that the sentence says of its routes, in order.

    ``before`` are the routes of the sentence before it, which "it" may mean where no route stands nearer.
    """
    groups = _with_pronouns(sentence, groups, before)
    said: list[Said] = []
    taken = {at for group in groups for at in range(group.first, group.last + 1) if not group.pointing}
    for cue in _cues(sentence, taken):
        said.extend(_bound(sentence, groups, cue))
    covered = {at for one in said for at in range(one.first, one.last + 1)}
    for passage in passages(sentence):
        if covered.isdisjoint(range(passage.first, passage.last + 1)):
            said.extend(_passing(sentence, groups, passage, before))
    said.extend(_so_does(sentence, groups, said))
    said.extend(_labelled(sentence, groups, said))
    return [limited for one in said if (limited := _limit(sentence, groups, one, said)) is not None]


def _passing(sentence: Sentence, groups: Sequence[Group], passage: Passage, before: Sequence[Named]) -> Iterator[Said]:
    """The statement of a passage for the route beside it: behind it by a preposition or as its object, else before it."""
    cue = _Cue(passage.first, passage.last + 1, {})
    group = _object(sentence, groups, cue.end, onto=True) or next(
        (
            one
            for one in groups
            if passage.first <= one.first <= passage.last + 1 or one.first <= passage.last <= one.last
        ),
        None,
    )
    if group is None and passage.before:
        group = _nearest_before(sentence, groups, cue.at, pronouns=True)
        if group is None and len(before) == 1 and not groups and passage.first <= 3:  # "Traffic has resumed."
            group = Group(sentence, passage.first, passage.first, tuple(before), pointing=True)
    if group is not None:
        mode = _mode(sentence, group, cue)
        if mode is not None:
            status, _, weight = mode
            if passage.state == "restricted" or not sentence.has("route.can", start=cue.at - 3, end=cue.end):
                status = "reported" if sentence.has("passage.cannot", start=max(0, cue.at - 2), end=cue.end) else status
            yield Said(group, cast("RouteState", passage.state), status, cue.at, cue.end - 1, weight)


def _so_does(sentence: Sentence, groups: Sequence[Group], said: Sequence[Said]) -> Iterator[Said]:
    """ "... stays shut, and so does the BP Highway"."""
    for at, mark in sentence.find("route.so_does"):
        same = [one for one in said if one.last < at]
        group = _object(sentence, groups, mark.end)
        if same and group is not None and all(one.group is not group for one in said):
            yield Said(group, same[-1].state, same[-1].status, at, mark.end - 1, same[-1].weight)


def _labelled(sentence: Sentence, groups: Sequence[Group], said: Sequence[Said]) -> Iterator[Said]:
    """ "Nyala airport: military use only": a list's entry that tells of nothing but for whom it is."""
    for position, group in enumerate(groups):
        at = group.last + 1
        end = groups[position + 1].first if position + 1 < len(groups) else len(sentence.tokens)
        if (
            at < len(sentence.lower)
            and sentence.lower[at] in (":", "-")
            and all(one.group is not group for one in said)
        ):
            only = next((place for place, _ in sentence.find("route.only", start=at, end=end)), None)
            if only is not None:
                yield Said(group, "restricted", "reported", only, only)


def _with_pronouns(sentence: Sentence, groups: Sequence[Group], before: Sequence[Named]) -> list[Group]:
    """The groups, and "it", "they" and "them" as groups for the routes named last."""
    found = list(groups)
    for at, mark in sentence.find("route.it"):
        if sentence.lower[at] == "its" and not sentence.match(at + 1, "route.is"):
            continue
        if (
            mark.value == "many"
            and sentence.lower[at] != "them"
            and not sentence.match(at + 1, "route.be", "grammar.have", "route.goes")
        ):
            continue
        named = [route for group in found if group.last < at for route in group.routes]
        if mark.value == "many":
            routes = tuple(dict.fromkeys([*before, *named]))[-2:]
        else:
            routes = tuple((named or list(before))[-1:])
        if len(routes) == (2 if mark.value == "many" else 1) and not any(g.first <= at <= g.last for g in found):
            found.append(Group(sentence, at, at, routes, pointing=True))
            found.sort(key=lambda group: group.first)
    return found


def _cues(sentence: Sentence, taken: set[int]) -> Iterator[_Cue]:
    other = {inner for at, mark in sentence.find("route.no_cue") for inner in range(at, mark.end)}
    at = 0
    while at < len(sentence.tokens):
        marks = [] if at in taken else [mark for mark in sentence.marks(at) if mark.cls in _CLASSES]
        if not marks or at in other:
            at += 1
            continue
        end = max(mark.end for mark in marks)
        longest = [mark for mark in marks if mark.end == end]
        yield _Cue(at, end, {mark.cls: mark.value for mark in longest})
        at = end


def _bound(sentence: Sentence, groups: Sequence[Group], cue: _Cue) -> Iterator[Said]:
    """The statements of one cue: none, when no route stands where its subject or object would."""
    classes = cue.values
    passive = "route.is" in classes and _be_before(sentence, cue.at)
    if "route.use" in classes:
        found = _object(sentence, groups, cue.end, onto=True) or _nearest_before(sentence, groups, cue.at)
        if found:
            yield from _use(sentence, found, cue, classes["route.use"])
        return
    if "route.planned" in classes:
        found = _subject(sentence, groups, cue, passive=True)
        if found:
            yield Said(found, "open", "threatened", cue.at, cue.end - 1)
        return
    right = _object(sentence, groups, cue.end) if "route.does" in classes and not passive else None
    if right:
        yield from _said(sentence, right, cue, classes["route.does"])
        return
    if "route.noun" in classes:
        noun = _of_object(sentence, groups, cue.end) or _compound(groups, cue.at) or _owned(sentence, groups, cue.at)
        if noun is None and sentence.lexicon.words("route.head_first"):
            noun = _object(sentence, groups, cue.end)  # Arabic and Slavic put no "of" between them
        if noun and not passive:
            yield from _noun(sentence, noun, cue, classes["route.noun"])
            return
    if "route.does" in classes and not passive:
        relative = _relative_object(sentence, groups, cue)
        if relative:
            yield from _said(sentence, relative, cue, classes["route.does"])
            return
    for cls in ("route.is", "route.goes"):
        if cls in classes and (cls == "route.is" or not passive):
            subject = _subject(sentence, groups, cue, passive=passive)
            if subject:
                yield from _said(sentence, subject, cue, classes[cls])
                return


# Binding


def _object(sentence: Sentence, groups: Sequence[Group], at: int, *, onto: bool = False) -> Group | None:
    """The group that begins behind token ``at`` with nothing but articles, adjectives and owners between.

    With ``onto`` prepositions may stand there too ("traffic on the M5").
    """
    for group in groups:
        if group.first < at:
            continue
        if group.first - at > 12:
            return None
        step = at
        while step < group.first:
            token = sentence.tokens[step]
            width = sentence.match(
                step, "route.definite", "route.adjective", "route.both", "route.generic", "route.part", "route.qualifier",
                "route.ordinal", "route.owner",
            ) or (onto and sentence.match(step, "route.onto"))  # fmt: skip
            if not width and step > at and sentence.lower[step] == "of" and sentence.match(step - 1, "route.part"):
                width = 1  # "part of the road", "200 metres of the highway"
            if not width and (token.shape in ("possessive", "number") or (token.capital and step + 1 < group.first)):
                width = 1
            if not width and token.word in ("-", "#", '"'):
                width = 1
            if (
                not width
                and onto
                and sentence.match(step + 1, "route.onto")
                and group.first - step <= 5
                and not token.capital
            ):
                width = 1  # "a crater four metres deep in the highway", "a checkpoint on the road"
            if not width:
                return None
            step += width
        return group
    return None


def _of_object(sentence: Sentence, groups: Sequence[Group], at: int) -> Group | None:
    if not sentence.match(at, "route.of", "route.to", "route.onto"):
        return None
    return _object(sentence, groups, at, onto=True)


def _compound(groups: Sequence[Group], at: int) -> Group | None:
    return next((group for group in groups if group.last == at - 1), None)


def _owned(sentence: Sentence, groups: Sequence[Group], at: int) -> Group | None:
    """ "its closure": of the route named before."""
    if not sentence.match(at - 1, "route.its"):
        return None
    return next((group for group in reversed(groups) if group.last < at), None)


def _subject(sentence: Sentence, groups: Sequence[Group], cue: _Cue, *, passive: bool) -> Group | None:
    """The nearest group before the cue that can be its subject."""
    for group in reversed(groups):
        if group.last >= cue.at:
            continue
        if cue.at - group.last > _REACH:
            return None
        if _carries(sentence, group, cue, passive=passive):
            return group
        if sentence.has("route.break_hard", start=group.last + 1, end=cue.at):
            return None
    return None


def _carries(sentence: Sentence, group: Group, cue: _Cue, *, passive: bool) -> bool:
    """Whether what stands between subject and cue lets the subject through to it.

    The words are taken by pieces between commas and joining words; only the last piece, where the verb stands, must be
    free of another subject.
    """
    start = group.last + 1
    foreign, inside, told, bounded, broken = 0, False, passive, False, False
    at = start
    while at < cue.at:
        token = sentence.tokens[at]
        since = token.lower == "since" and sentence.match(at - 1, "grammar.have") > 0
        if sentence.match(at, "route.break") and not since:
            if sentence.match(at, "route.break_hard"):
                return False
            broken = True
        if token.shape == "mark" or sentence.match(at, "route.which", "route.and_then"):
            label = sentence.match(at, "route.label_mark") > 0
            told = told or label
            bounded = bounded or not label
            foreign, inside, broken = 0, False, False
            at += 1
            continue
        width = sentence.match(at, *_PASSED)
        if width:
            told = told or sentence.match(at, "route.be", "grammar.have") > 0
            inside = False
        elif width := sentence.match(at, "grammar.preposition"):
            inside = True
        elif not inside:
            foreign += 2 if sentence.match(at, "grammar.say", "grammar.verb") else _may_be_subject(token)
        at += width or 1
    if broken:
        return False
    if _governed(sentence, group.first) and not sentence.has("route.which", start=start, end=cue.at):
        return foreign == 0 and _traffic_before(sentence, group.first)
    if told:
        return foreign <= (0 if bounded else 1)
    object_follows = sentence.match(cue.end, "route.definite", "route.indefinite") > 0
    return foreign == 0 and not object_follows and sentence.match(cue.at, "route.be_only") != cue.end - cue.at


def _may_be_subject(token: Token) -> bool:
    return token.shape == "word" and not token.capital


def _governed(sentence: Sentence, first: int) -> bool:
    """Whether a preposition stands before the group, so that something else is the subject ("traffic on the M5")."""
    at = first - 1
    while at >= 0 and sentence.match(at, "route.definite", "route.adjective", "route.both"):
        at -= 1
    return at >= 0 and sentence.match(at, "grammar.preposition") > 0


def _traffic_before(sentence: Sentence, first: int) -> bool:
    return sentence.has("route.traffic", start=max(0, first - 6), end=first)


def _relative_object(sentence: Sentence, groups: Sequence[Group], cue: _Cue) -> Group | None:
    """ "... the road, which the militants have blocked since": an active form whose object stands before it."""
    before = [group for group in groups if group.last < cue.at]
    if not before or cue.at - before[-1].last > 14:
        return None
    at = before[-1].last + 1
    at += at < len(sentence.lower) and sentence.lower[at] == ","
    if not sentence.match(at, "route.which") or at >= cue.at - 1 or sentence.match(at + 1, "route.be", "grammar.have"):
        return None
    if sentence.match(cue.end, "route.definite", "route.indefinite") or any(
        sentence.lower[step] in (",", ";") for step in range(at, cue.at)
    ):
        return None
    return before[-1]


def _nearest_before(sentence: Sentence, groups: Sequence[Group], at: int, *, pronouns: bool = False) -> Group | None:
    if not pronouns:
        groups = [group for group in groups if not sentence.match(group.first, "route.it")]
    before = [group for group in groups if group.last < at]
    if before and not sentence.has("route.break", start=before[-1].last + 1, end=at):
        if len(before) > 1 and all(route.passing for route in before[-1].routes):
            return before[0]  # "the bridge carries the road to Bria, and nobody gets across"
        return before[-1]
    after = [group for group in groups if group.first >= at]
    if before:
        return before[-1]
    near = (
        after
        and after[0].first - at <= 14
        and not any(sentence.lower[step] in (";", ".", ":") for step in range(at, after[0].first))
    )
    return after[0] if near else None


def _be_before(sentence: Sentence, at: int) -> bool:
    """A form of "be" right before the cue, adverbs and negations passed over."""
    step = at - 1
    while step >= 0 and at - step < 7:
        if sentence.match(step, "route.be"):
            return True
        if not sentence.match(step, "route.passing_adverb", "route.not"):
            return False
        step -= 1
    return False


# Turning and weighing


def _said(sentence: Sentence, group: Group, cue: _Cue, told: str) -> Iterator[Said]:
    state = "severed" if told == "captured" else told
    if _hardware(sentence, group, cue):
        return
    mode = _mode(sentence, group, cue)
    if mode is None:
        return
    status, negated, weight = mode
    turned = cast("RouteState", state)
    if negated == "no longer":
        turned = "open" if state == "severed" else "severed"
    elif negated:
        if state == "severed":
            if status in ("reported", "denied"):
                yield Said(group, "severed", "denied", cue.at, cue.end - 1, weight)
            return
        turned = "severed" if state == "open" else "open"
    yield Said(group, turned, status, cue.at, cue.end - 1, weight)


def _noun(sentence: Sentence, group: Group, cue: _Cue, state: str) -> Iterator[Said]:
    """ "the closure of the M5" tells of a state only where it is the news: denied, threatened, or a heading."""
    mode = _mode(sentence, group, cue)
    if mode is None:
        return
    status, negated, weight = mode
    if status == "reported" and sentence.has("route.after", start=max(0, cue.at - 5), end=cue.at):
        weight = "side"
    if state == "severed" and sentence.has("route.lifts", start=cue.end, end=min(len(sentence.tokens), group.last + 8)):
        state = "open"
    if negated or sentence.has("route.untrue", start=cue.end, end=cue.end + 8):
        status = "denied"
    yield Said(group, cast("RouteState", state), status, cue.at, cue.end - 1, weight)


def _use(sentence: Sentence, group: Group, cue: _Cue, value: str) -> Iterator[Said]:
    mode = _mode(sentence, group, cue)
    if mode is None:
        return
    status, negated, weight = mode
    if value == "turned":
        yield Said(group, "severed", status, cue.at, cue.end - 1, "side")
    elif value == "restricted":
        if status == "threatened" and sentence.has("route.can", start=max(0, cue.at - 6), end=cue.at):
            status = "reported"
        yield Said(group, "restricted", status, cue.at, cue.end - 1, weight, limiting=True)
    elif not negated:
        yield Said(group, cast("RouteState", value), status, cue.at, cue.end - 1, weight)


def _hardware(sentence: Sentence, group: Group, cue: _Cue) -> bool:
    """A number alone that is destroyed or captured is a tank or a jet rather than a road."""
    bare = all(route.numbered and not any(" " in form for form in route.forms) for route in group.routes)
    if sentence.has("route.junction", start=group.first, end=group.last + 1):
        return False
    return bare and sentence.match(cue.at, "route.hardware") > 0 and not sentence.match(group.first, "route.definite")


def _mode(sentence: Sentence, group: Group, cue: _Cue) -> tuple[Status, str, Weight] | None:
    """Status, negation ("", "not", "no longer") and weight of what a cue says; None where it is only tried or asked for."""
    start = _clause_start(sentence, group, cue.at)
    if sentence.has("route.nothing", start=start, end=cue.at) or sentence.has("route.habit"):
        return None
    negated = _negation(sentence, cue.at)
    status: Status = "reported"
    weight: Weight = "main"
    if sentence.has("route.denies", start=max(0, start - 14), end=cue.at) and not sentence.has(
        "route.but", start=start, end=cue.at
    ):
        status = "denied"
    elif sentence.has("route.stay_future", start=start, end=cue.end):
        status = "reported"
    elif sentence.has("route.perhaps", start=start, end=cue.end):
        status = "unconfirmed"
    elif sentence.has("route.future", start=start, end=cue.at) or sentence.has("route.ahead", start=cue.end):
        status = "threatened"
    circumstance = min(cue.at, group.first if group.first > start else cue.at)
    if any(
        not sentence.match(at - 1, "grammar.have")
        for at, _ in sentence.find("route.after", start=start, end=circumstance)
    ):
        weight = "side"
    elif sentence.has("route.had", start=max(start, cue.at - 5), end=cue.at):
        weight = "side"
    return status, negated, weight


def _clause_start(sentence: Sentence, group: Group, at: int) -> int:
    """Where the clause of a cue begins: behind the last comma, colon or joining word before it and its subject."""
    begin = min(group.first, at)
    if group.last < at:
        for step in range(at - 1, group.last, -1):
            if step == at - 1 and sentence.match(step, "route.and_then"):
                continue  # "will be secured and reopened": one helper for both
            if sentence.lower[step] in (",", ";", ":") or sentence.match(step, "route.but", "route.and_then"):
                return step
    while begin > 0 and at - begin < 30 and sentence.lower[begin - 1] not in (",", ";", ":", "."):
        if sentence.match(begin - 1, "route.and_then", "route.but"):
            break
        begin -= 1
    return begin


def _negation(sentence: Sentence, at: int) -> str:
    step = at - 1
    while step >= 0 and at - step < 6:
        if sentence.match(step, "route.no_longer"):
            return "no longer"
        if sentence.lower[step] == "longer" and step and sentence.lower[step - 1] == "no":
            return "no longer"
        if sentence.match(step, "route.not"):
            return "not"
        if not sentence.match(step, "route.be", "route.passing_adverb", "grammar.have", "route.had", "route.future"):
            return ""
        step -= 1
    return ""


def _limit(sentence: Sentence, groups: Sequence[Group], one: Said, said: Sequence[Said]) -> Said | None:
    """``one``, made restricted where the words behind it leave passage to some only."""
    if one.state == "restricted":
        late = sentence.match(one.first, "route.late") > 0 and all(
            route.kind == "airport" for route in one.group.routes
        )
        return None if late else one  # late flights are no closed sky
    end = next(
        (group.first for group in groups if group.first > one.last and group is not one.group), len(sentence.tokens)
    )
    later = next((other.first for other in said if other.first > one.last and other.group is one.group), end)
    some = sentence.match(one.last + 1, "route.to_some") > 0
    if one.state == "open":
        start = min(one.first, one.group.first) if one.group.first > one.last else one.last + 1
        opened_for_some = (
            some
            and not sentence.has("route.all", start=one.last + 1, end=one.last + 5)
            and any(
                other.state == "severed"
                and other.group is one.group
                and other.first < one.first
                and sentence.has("route.but", start=other.last, end=one.first)
                for other in said
            )
        )
        late = all(route.kind == "airport" for route in one.group.routes)
        if opened_for_some or _limited(sentence, start, end, delays=not late):
            return Said(one.group, "restricted", one.status, one.first, one.last, one.weight)
        return one
    if sentence.has("route.partly", start=one.last + 1, end=min(later, one.last + 7)):
        return Said(one.group, "restricted", one.status, one.first, one.last, one.weight)
    closed = sentence.match(one.first, "route.closed") > 0
    if closed and some and sentence.has("route.subset", start=one.last + 1, end=min(later, one.last + 5)):
        return Said(one.group, "restricted", one.status, one.first, one.last, one.weight)
    if sentence.has("route.save", start=one.last + 1, end=min(end, one.last + 6)):
        return Said(one.group, "restricted", one.status, one.first, one.last, one.weight)
    return one


def _limited(sentence: Sentence, start: int, end: int, *, delays: bool) -> bool:
    """Whether the words leave passage to some, at times, or slowly; late flights (not ``delays``) are no closed sky."""
    for at in range(start, min(end, len(sentence.tokens) - 3)):
        first, dash, last = sentence.tokens[at : at + 3]
        if first.shape == last.shape == "number" and dash.word in ("-", "to") and sentence.match(at + 3, "route.clock"):
            return True  # "open 06-15 h"
    free = {
        inner for at, mark in sentence.find("route.unlimited", start=start, end=end) for inner in range(at, mark.end)
    }
    return any(
        at not in free and (delays or not sentence.match(at, "route.late"))
        for at, _ in sentence.find("route.limit", start=start, end=end)
    )
