"""Route states: what a sentence says of the routes it names, cue by cue.

What is told comes from cues (``cues``: cut, reopened, no way through), from passage (``passing``: traffic flows again) and from
labels (``labels``: "M5: closed"); what leaves passage to some is a limit (``limits``).
"""

from collections.abc import Sequence
from dataclasses import replace

from streams.core.extraction.reading import Sentence
from streams.core.extraction.routes.cues import bound, cues, included, of_topic
from streams.core.extraction.routes.events import events
from streams.core.extraction.routes.freeing import freed
from streams.core.extraction.routes.labels import (
    blocked_part,
    elliptic_of,
    enumerated,
    fraction,
    gapped,
    labelled,
    lacking,
    remaining,
    so_does,
)
from streams.core.extraction.routes.limits import limit
from streams.core.extraction.routes.links import Group
from streams.core.extraction.routes.naming import Named
from streams.core.extraction.routes.obstacles import obstacles
from streams.core.extraction.routes.participles import participle_end
from streams.core.extraction.routes.passage import passages
from streams.core.extraction.routes.passers import passers
from streams.core.extraction.routes.passing import passing, passing_topic
from streams.core.extraction.routes.plans import looming
from streams.core.extraction.routes.statements import Cue, Said
from streams.core.extraction.routes.topics import elsewhere, parts
from streams.core.extraction.routes.waits import waits


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
        told = list(bound(sentence, groups, cue))
        said.extend(told)
        if not (told or named):
            unbound.append(cue)
    covered = {at for one in said if not _was(sentence, one) for at in range(one.first, one.last + 1)}
    for passage in (
        *freed(sentence),
        *passages(sentence),
        *obstacles(sentence),
        *passers(sentence),
        *events(sentence, groups),
    ):
        if covered.isdisjoint(range(passage.first, passage.last + 1)):
            passed = list(passing(sentence, groups, passage))
            covered.update(at for one in passed if passage.state == "open" for at in range(passage.first, one.last + 1))
            said.extend(passed if passed or named else passing_topic(sentence, topic, passage))
    if not said:
        for cue in unbound:
            said.extend(of_topic(sentence, topic, cue))
    said.extend(looming(sentence, groups, topic, said))
    said.extend(included(sentence, groups, said))
    said.extend(so_does(sentence, groups, said, carried))
    said.extend(elliptic_of(sentence, groups, said))
    said.extend(gapped(sentence, groups, said))
    said.extend(labelled(sentence, groups, said))
    said.extend(enumerated(sentence, groups, said))
    said.extend(remaining(sentence, groups))
    said.extend(lacking(sentence, groups))
    if all(one.state == "open" for one in said):
        said.extend(fraction(sentence, groups))
        said.extend(_waited(sentence, groups, topic, said))
    said.extend(blocked_part(sentence, groups, said))
    said.sort(key=lambda one: one.first)
    said = [_aside(sentence, one, said) for one in said]
    return [limited for one in said if (limited := limit(sentence, groups, one, said)) is not None]


def _waited(sentence: Sentence, groups: Sequence[Group], topic: Sequence[Named], said: Sequence[Said]) -> list[Said]:
    """Waits for a route: they limit what this sentence says is open, and count else where nothing more is said of it.

    Who queues for three days may do so at a crossing that is closed, as a sentence before has told.
    """
    opened = [one.group for one in said]
    told: list[Said] = []
    for passage in waits(sentence):
        found = list(passing(sentence, groups, passage)) or list(passing_topic(sentence, topic, passage))
        told.extend(one if one.group in opened else replace(one, weight="side") for one in found)
    return told


def _was(sentence: Sentence, one: Said) -> bool:
    """Whether a state was before what the clause tells: "Рух трасою, зупинений уночі, поновлено"."""
    return participle_end(sentence, one.group.last) > one.last > one.group.last


def _aside(sentence: Sentence, one: Said, said: Sequence[Said]) -> Said:
    """``one``, in passing where it only adds to a name of which the clause tells another state: "..., closed for two days"."""
    added = one.first == one.group.last + 2 and sentence.lower[one.first - 1] == "," and one.weight == "main"
    other = added and any(x.group is one.group and x.first < one.group.first and x.state != one.state for x in said)
    return replace(one, weight="side") if other else one


def _with_pronouns(sentence: Sentence, groups: Sequence[Group], before: Sequence[Named]) -> list[Group]:
    """The groups, and "it", "they" and "them" as groups for the routes named last."""
    found = list(groups)
    for at, mark in sentence.find("route.it"):
        if sentence.match(at, "route.its") and not sentence.match(at + 1, "route.is"):
            continue
        if (
            mark.value == "many"
            and not sentence.match(at, "pronoun.object")
            and not sentence.match(at + 1, "route.be", "grammar.have", "route.goes")
        ):
            continue
        named = [route for group in found if group.last < at for route in group.routes]
        if mark.value == "many":
            several = [group.routes for group in found if group.last < at and len(group.routes) > _TWO]
            routes = several[-1] if several else tuple(dict.fromkeys([*before, *named]))[-_TWO:]
        else:
            routes = tuple((named or list(before))[-1:])
        if (len(routes) >= _TWO if mark.value == "many" else len(routes) == 1) and not any(
            g.first <= at <= g.last for g in found
        ):
            found.append(Group(sentence, at, at, routes, pointing=True))
            found.sort(key=lambda group: group.first)
    return found


_TWO = 2
"""How many routes "they" means where no list names more."""
