"""Route states: what a sentence says of the routes it names, cue by cue.

A cue is a form of the tables (cut, reopened, no way through, one lane). It is bound to a group of routes (``binding``), turned
by negation, and told as asserted, denied, guessed or planned (``modes``); what leaves passage to some is a limit (``limits``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.binding import (
    compounded,
    fronted,
    has_be_before,
    nearest,
    object_behind,
    object_of,
    owned,
    relative_object,
    subject_before,
)
from streams.core.extraction.routes.events import events
from streams.core.extraction.routes.labels import (
    blocked_part,
    enumerated,
    fraction,
    labelled,
    lacking,
    remaining,
    so_does,
)
from streams.core.extraction.routes.limits import limit
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.modes import is_hardware, mode_of
from streams.core.extraction.routes.naming import Named
from streams.core.extraction.routes.passage import Passage, passages
from streams.core.extraction.routes.passers import passers
from streams.core.extraction.routes.statements import Cue, Said
from streams.core.extraction.routes.topics import elliptic, elsewhere, fitting, parts
from streams.core.facts import RouteState

_CLASSES = ("route.is", "route.does", "route.goes", "route.noun", "route.use", "route.planned")


def states(
    sentence: Sentence,
    groups: Sequence[Group],
    before: Sequence[Named] = (),
    topic: Sequence[Named] = (),
    carried: Said | None = None,
) -> list[Said]:
    """Everything that the sentence says of its routes, in order.

    ``before`` are the routes of the sentence before it, which "it" may mean where no route stands nearer; ``topic`` those that
    it may speak of without a word for them; ``carried`` is what the sentence before said last.
    """
    named = bool(groups) or elsewhere(sentence, topic)
    groups = _with_pronouns(sentence, groups, before)
    if len(groups) == 1 and not groups[0].pointing:
        own = parts(sentence, groups, groups[0].routes)
        groups = [*groups, *(group for group in own if group.first > groups[0].last)]
    if topic and groups and not groups[0].pointing:
        early = [group for group in parts(sentence, groups, topic) if group.last < groups[0].first]
        groups = [*early, *groups]  # "Both lanes lie under stone, and motorists are sent by the G317"
    if topic and not named:
        groups = sorted([*groups, *parts(sentence, groups, topic)], key=lambda group: group.first)
    said: list[Said] = []
    taken = {at for group in groups for at in range(group.first, group.last + 1) if not group.pointing}
    unbound: list[Cue] = []
    for cue in cues(sentence, taken):
        told = list(_bound(sentence, groups, cue))
        said.extend(told)
        if not (told or named):
            unbound.append(cue)
    covered = {at for one in said for at in range(one.first, one.last + 1)}
    for passage in (*passages(sentence), *passers(sentence), *events(sentence, groups)):
        if covered.isdisjoint(range(passage.first, passage.last + 1)):
            passed = list(_passing(sentence, groups, passage))
            said.extend(passed if passed or named else _passing_topic(sentence, topic, passage))
    if not said:
        for cue in unbound:
            said.extend(_of_topic(sentence, topic, cue))
    said.extend(so_does(sentence, groups, said, carried))
    said.extend(labelled(sentence, groups, said))
    said.extend(enumerated(sentence, groups, said))
    said.extend(remaining(sentence, groups))
    said.extend(lacking(sentence, groups))
    if all(one.state == "open" for one in said):
        said.extend(fraction(sentence, groups))
    said.extend(blocked_part(sentence, groups, said))
    said.sort(key=lambda one: one.first)
    said = [_aside(sentence, one, said) for one in said]
    return [limited for one in said if (limited := limit(sentence, groups, one, said)) is not None]


def _aside(sentence: Sentence, one: Said, said: Sequence[Said]) -> Said:
    """``one``, in passing where it only adds to a name of which the clause tells another state: "..., closed for two days"."""
    added = one.first == one.group.last + 2 and sentence.lower[one.first - 1] == "," and one.weight == "main"
    other = added and any(x.group is one.group and x.first < one.group.first and x.state != one.state for x in said)
    return replace(one, weight="side") if other else one


def _passing(sentence: Sentence, groups: Sequence[Group], passage: Passage) -> Iterator[Said]:
    """The statement of a passage for the route beside it: behind it by a preposition or as its object, else before it."""
    cue = Cue(passage.first, passage.last + 1, {})
    group = object_behind(sentence, groups, cue.end, onto=True) or next(
        (
            one
            for one in groups
            if passage.first <= one.first <= passage.last + 1 or one.first <= passage.last <= one.last
        ),
        None,
    )
    if group is None and passage.before:
        group = nearest(sentence, groups, cue.at, pronouns=True)
        if group is not None and _other_clause(sentence, group.last, passage.first):
            fits = len(groups) == 1 and fitting(sentence, passage.first, passage.last, group.routes)
            if not fits:
                return
    if group is not None:
        yield from _passed(sentence, group, passage)


def _passed(sentence: Sentence, group: Group, passage: Passage) -> Iterator[Said]:
    cue = Cue(passage.first, passage.last + 1, {})
    mode = mode_of(sentence, group, cue)
    if mode is None and passage.state == "severed" and sentence.has("passage.cannot", start=cue.at - 3, end=cue.end):
        mode = ("reported", "", "main")  # "drivers refuse to take it"
    if mode is not None:
        status, _, weight = mode
        if sentence.has("passage.cannot", start=max(0, cue.at - 2), end=cue.end):
            status = "reported"
        elif status == "reported" and sentence.has("passage.will", start=cue.at, end=cue.end):
            status = "threatened"  # "flights will be resumed"
        if sentence.has("route.had", start=cue.at, end=cue.end):
            weight = "side"  # "forty flights had been cancelled"
        yield Said(group, cast("RouteState", passage.state), status, cue.at, cue.end - 1, weight)


def _passing_topic(sentence: Sentence, topic: Sequence[Named], passage: Passage) -> Iterator[Said]:
    """As in "Traffic has resumed.", behind a sentence that names the route."""
    routes = fitting(sentence, passage.first, passage.last, topic)
    if routes and passage.before:
        yield from _passed(sentence, Group(sentence, passage.first, passage.first, routes, pointing=True), passage)


def _of_topic(sentence: Sentence, topic: Sequence[Named], cue: Cue) -> Iterator[Said]:
    """What a cue says of the topic: what befalls those who would pass, or a state without a subject."""
    if "route.use" in cue.values and not sentence.match(cue.at, "topic.never"):
        routes = fitting(sentence, cue.at, cue.end - 1, topic)
        if routes:
            group = Group(sentence, cue.at, cue.at, routes, pointing=True)
            yield from _use(sentence, group, cue, cue.values["route.use"])
    elif "route.is" in cue.values and (whole := elliptic(sentence, cue.at, topic)):
        yield from _said(sentence, whole, cue, cue.values["route.is"])


def _other_clause(sentence: Sentence, last: int, first: int) -> bool:
    """Whether a comma with words of its own behind it parts a route from the passage that is told."""
    comma = next((at for at in range(first - 1, last, -1) if sentence.lower[at] == ","), None)
    return comma is not None and any(
        sentence.tokens[at].shape == "word"
        and not sentence.match(
            at, "route.and_then", "route.passing_adverb", "route.which", "grammar.determiner", "grammar.conjunction"
        )
        for at in range(comma + 1, first)
    )


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


def cues(sentence: Sentence, taken: set[int]) -> Iterator[Cue]:
    """The longest cue at each token that is not ``taken`` by a name."""
    other: dict[int, int] = {}
    """The tokens of other senses, and where these end: a longer cue ("works in the usual mode") outweighs them."""
    for at, mark in sentence.find("route.no_cue"):
        other.update((inner, max(mark.end, other.get(inner, 0))) for inner in range(at, mark.end))
    held = {at for at, _ in sentence.find(*_CLASSES)} - taken
    at = 0
    while at < len(sentence.tokens):
        marks = [] if at not in held else [mark for mark in sentence.marks(at) if mark.cls in _CLASSES]
        end = max((mark.end for mark in marks), default=0)
        if not marks or end <= other.get(at, 0):
            at += 1
            continue
        longest = [mark for mark in marks if mark.end == end]
        yield Cue(at, end, {mark.cls: mark.value for mark in longest})
        at = end


def _bound(sentence: Sentence, groups: Sequence[Group], cue: Cue) -> Iterator[Said]:
    """The statements of one cue: none, when no route stands where its subject or object would."""
    classes = cue.values
    passive = "route.is" in classes and has_be_before(sentence, cue.at)
    if "route.use" in classes:
        found = object_behind(sentence, groups, cue.end, onto=True) or nearest(sentence, groups, cue.at)
        if found:
            yield from _use(sentence, found, cue, classes["route.use"])
    elif "route.planned" in classes:
        found = subject_before(sentence, groups, cue, passive=True)
        if found:
            yield Said(found, cast("RouteState", classes["route.planned"]), "threatened", cue.at, cue.end - 1)
    elif right := object_behind(sentence, groups, cue.end) if "route.does" in classes and not passive else None:
        yield from _said(sentence, right, cue, classes["route.does"])
    elif noun := _of_noun(sentence, groups, cue) if "route.noun" in classes and not passive else None:
        yield from _noun(sentence, noun, cue, classes["route.noun"])
    elif relative := relative_object(sentence, groups, cue) if "route.does" in classes and not passive else None:
        yield from _said(sentence, relative, cue, classes["route.does"])
    elif first := fronted(sentence, groups, cue) if "route.does" in classes and not passive else None:
        yield from _said(sentence, first, cue, classes["route.does"])
    else:
        yield from _of_subject(sentence, groups, cue, passive=passive)


def _of_noun(sentence: Sentence, groups: Sequence[Group], cue: Cue) -> Group | None:
    """The group of which a noun tells: "the closure of the M5", "the M5 closure", "its closure"."""
    noun = object_of(sentence, groups, cue.end) or compounded(groups, cue.at) or owned(sentence, groups, cue.at)
    if noun is None and sentence.lexicon.words("route.head_first"):
        return object_behind(sentence, groups, cue.end)  # Arabic and Slavic put no "of" between them
    return noun


def _of_subject(sentence: Sentence, groups: Sequence[Group], cue: Cue, *, passive: bool) -> Iterator[Said]:
    """What a cue says of the group before it: "the M5 is cut", "the border post closed"."""
    for cls in ("route.is", "route.goes"):
        if cls in cue.values and (cls == "route.is" or not passive):
            subject = subject_before(sentence, groups, cue, passive=passive)
            if subject:
                yield from _said(sentence, subject, cue, cue.values[cls])
                return


def _said(sentence: Sentence, group: Group, cue: Cue, told: str) -> Iterator[Said]:
    state = "severed" if told in _LOSES else told
    if is_hardware(sentence, group, cue) or not _can_be(sentence, group, cue, told):
        return
    mode = mode_of(sentence, group, cue)
    if mode is None:
        return
    status, negated, weight = mode
    if told == "open" and cue.end <= group.first and sentence.match(cue.at - 1, *_ATTRIBUTES):
        weight = "side"  # "its last open crossing"
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


def _can_be(sentence: Sentence, group: Group, cue: Cue, told: str) -> bool:
    """Whether a cue of several senses has that of a route: who takes a road is armed, what is dropped is a bridge."""
    if told == "severed" and sentence.match(cue.end, "route.times"):
        return False  # "flights to Obo were cancelled twice"
    if told == "taken":
        return sentence.has("truce.actor", "people.armed.plural", "people.modifier.armed", "route.holders")
    if told == "filled":
        return sentence.has("passage.cover", "route.slips", "passage.obstacle", end=cue.at)
    if told == "dropped":
        return all(route.kind == "bridge" for route in group.routes)
    if sentence.match(cue.at, "route.floods") and all(route.kind == "waterway" for route in group.routes):
        return False  # "a flash flood on the Swat river"
    if told == "open" and sentence.match(cue.at, "route.carries") and sentence.has("route.statistic"):
        return False  # "last year the bridge carried 7.6 million vehicles"
    new = told == "open" and sentence.match(cue.at, "route.opens") > 0 and cue.end < group.first
    return not (new and sentence.has("route.new", start=cue.end, end=group.first + 1))  # "opened the new bridge"


_ATTRIBUTES = ("route.definite", "route.adjective", "route.ordinal", "route.only")
_LOSES = frozenset(("captured", "taken", "dropped", "filled"))


def _noun(sentence: Sentence, group: Group, cue: Cue, state: str) -> Iterator[Said]:
    """As in "the closure of the M5" tells of a state only where it is the news: denied, threatened, or a heading."""
    mode = mode_of(sentence, group, cue)
    if mode is None or (sentence.match(cue.at, "route.floods") and group.routes[0].kind == "waterway"):
        return
    if state == "open" and sentence.has("route.unfinished", start=cue.end, end=group.last + _UNFINISHED):
        return  # "clearing of the highway will take three days"
    status, negated, weight = mode
    if status == "reported" and sentence.has("route.after", start=max(0, cue.at - 5), end=cue.at):
        weight = "side"
    lifted = any(
        not sentence.has("passage.break", start=at, end=cue.at)
        for at, _ in sentence.find("route.lifts", start=max(0, cue.at - _LIFTED), end=cue.at)
    )
    lifted = lifted or sentence.has("route.lifts", start=cue.end, end=min(len(sentence.tokens), group.last + 8))
    if state == "severed" and lifted:
        state = "open"
    if status == "reported" and sentence.has("route.mooted", start=cue.end, end=group.last + _MOOTED):
        status = "threatened"  # "a closure of the bridge is being considered"
    if negated or sentence.has("route.untrue", start=cue.end, end=cue.end + 8):
        status = "denied"
    yield Said(group, cast("RouteState", state), status, cue.at, cue.end - 1, weight)


def _use(sentence: Sentence, group: Group, cue: Cue, value: str) -> Iterator[Said]:
    mode = mode_of(sentence, group, cue)
    if mode is None:
        return
    status, negated, weight = mode
    if value == "turned":
        if sentence.has("route.no_town", start=group.first, end=group.last + 1):
            return  # who is turned back at a checkpoint is on a road, which is not named
        yield Said(group, "severed", status, cue.at, cue.end - 1, "side")
    elif value == "restricted" and sentence.has("passage.halts", start=cue.end, end=cue.end + _FEW):
        return  # "humanitarian flights were cancelled"
    elif value == "restricted":
        if status == "threatened" and sentence.has("route.can", start=max(0, cue.at - 6), end=cue.at):
            status = "reported"
        yield Said(group, "restricted", status, cue.at, cue.end - 1, weight, limiting=True)
    elif value == "open" and sentence.has("passage.nobody", "passage.none", start=cue.at - _FEW, end=cue.at):
        yield Said(group, "severed", status, cue.at, cue.end - 1, weight)  # "no convoy can use it"
    elif not negated:
        yield Said(group, cast("RouteState", value), status, cue.at, cue.end - 1, weight)


_UNFINISHED = 7
"""Within how many tokens behind a clearance it is told that it is not over."""
_MOOTED = 12
"""Within how many tokens behind a closure it is told that somebody only thinks of it."""
_LIFTED = 6
"""Within how many tokens before a blockade its end is told."""
_FEW = 4
"""Within how many tokens before "can use" it is told that nobody can."""
