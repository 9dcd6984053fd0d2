"""Joins: people joined to linked people share what befell them, "two soldiers and a child were killed".

The verb may stand with the first alone: "nine were killed at Mir Ali and six in Lakki Marwat".
"""

from collections.abc import Sequence
from dataclasses import replace

from streams.core.extraction.casualties.apart import (
    does_else,
    of_another_clause,
    of_another_fate,
    told_apart,
)
from streams.core.extraction.casualties.gapped import next_of
from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.nouns import STATES, VERBS
from streams.core.extraction.casualties.scene import Scene, all_join, comma_alone
from streams.core.extraction.casualties.tallies import next_place, past_dash
from streams.core.extraction.wordends import ends_as

_PLACE_REACH = 7
_FAR_PLACE = 10
"""The same where the verb is followed by more than where it was: "fled their homes in Masisi and 4,300 in Walikale"."""
_TAIL = 14
_AND_THEIRS = 8
_LIKEWISE = 5
_BESIDES = 3
"""How many tokens "as well as" is."""
_LIMB = 4
"""Within how many tokens behind a verb the limb stands that was hurt."""


def join(scene: Scene, taken: dict[Group, Link]) -> None:
    """Give people joined to linked people the same outcome, forwards and backwards."""
    for _ in range(2):
        for at, group in enumerate(scene.groups):
            with_next = _with_next(scene, at, taken)
            if scene.sentence.match(group.end, "toll.in_all") and group.head == "bare":
                continue  # "nine soldiers and four civilians, or 13 in total"
            if (group in taken and not (with_next and _held(scene, taken[group]))) or _named_apart(scene, at):
                continue
            for other in scene.groups[at + 1 if with_next else max(0, at - 1) : at + 2]:
                link = taken.get(other)
                if (
                    other is not group
                    and link is not None
                    and (new := _shared(scene, group, link) or next_of(scene, group, link)) is not None
                ):
                    taken[group] = new
                    break


def _with_next(scene: Scene, at: int, taken: dict[Group, Link]) -> bool:
    """Whether a group and the next share a verb behind both: of "12 dead, 20 inmates and two guards injured" the inmates."""
    if at + 1 >= len(scene.groups):
        return False
    group, after = scene.groups[at], scene.groups[at + 1]
    link = taken.get(after)
    said = link.predicate if link is not None and not link.joined else None
    told = said is not None and said.start >= after.end and said.outcome in ("killed", "injured")
    joined = after.start - group.end == 1 and scene.sentence.match(group.end, "group.and") > 0
    return told and joined and after.head == "people" and not scene.sentence.match(group.start - 1, "group.and")


def _held(scene: Scene, link: Link) -> bool:
    """Whether a noun alone tells that people are held or displaced, which only says who they are where they were hurt."""
    sentence, before = scene.sentence, link.group.start - 1
    opens = (
        before < 0
        or sentence.tokens[before].shape == "mark"
        or sentence.tokens[before].capital
        or sentence.match(before, "grammar.clause", "grammar.say") > 0
    )  # and no verb takes them: "freed five hostages and two villagers were hurt"
    return opens and link.predicate is None and sentence.match(link.group.noun[1] - 1, "group.held") > 0


def _named_apart(scene: Scene, at: int) -> bool:
    """Whether a group is someone told of before ("the driver"), and not the next of a list of people ("8 guests and the cook")."""
    group, before = scene.groups[at], scene.groups[at - 1] if at else None
    if group.determiner != "definite" or not scene.sentence.match(group.start, "group.the"):
        return False
    if group.head != "people":
        return True
    after = scene.groups[at + 1] if at + 1 < len(scene.groups) else None
    if after is not None and after.start - group.end <= _AND_THEIRS and _joined_by_and(scene, group.end, after.start):
        return False  # "the pilot and his two passengers died"
    gap = range(before.end, group.start) if before is not None else range(0)
    joined = bool(gap) and scene.sentence.match(gap.start, "group.and") + gap.start == gap.stop
    return not (joined and before is not None and before.determiner != "definite" and before.head == "people")


def _joined_by_and(scene: Scene, start: int, end: int) -> bool:
    """Whether "and" ends what stands between two groups, no comma or verb before it: "the head of an NGO and his driver"."""
    sentence = scene.sentence
    last = end - 1 if sentence.match(end - 1, "group.and") else end - 2
    if sentence.ending("group.as_well", end, _BESIDES):
        last = end - _BESIDES  # "the pilot of the train as well as the guard"
    elif last < start or not sentence.match(last, "group.and"):
        return False
    return not any(
        sentence.tokens[at].shape == "mark" or sentence.match(at, "grammar.verb", "grammar.be", "grammar.clause")
        for at in range(start, last)
    )


def _shared(scene: Scene, group: Group, link: Link) -> Link | None:
    other, predicate, sentence = link.group, link.predicate, scene.sentence
    if of_another_fate(scene, group, link):
        return None
    before = group.end <= other.start
    if before and told_apart(sentence, group):
        return None
    gap = range(group.end, other.start) if before else range(other.end, group.start)
    if predicate is not None and predicate.start in gap:
        gap = range(predicate.end, group.start)
        likewise = any(sentence.match(at, "group.likewise") for at in gap[:4]) and group.start - gap.start <= _LIKEWISE
        likewise = likewise or (
            len(gap) > 1 and sentence.match(gap[1], "place.in") > 0 and next_place(sentence, group, gap)
        )
        if (
            likewise
            or _in_another_place(scene, group, gap)
            or _tacked_on(scene, group, gap)
            or _with_theirs(scene, group, link, gap)
        ):
            return replace(link, group=group, end=group.end, joined=True)
        return None
    if before and (predicate is None or predicate.start < group.start or group in scene.subsets):
        return None
    plain = scene.gap(gap.start, gap.stop)
    if not plain:
        return None
    if not (
        all_join(scene, plain)
        or (
            _with_tail(scene, plain)
            if before
            else _elsewhere(scene, group, _past_finding(scene, link, plain)) or _too(scene, link, plain)
        )
        or (not before and next_place(sentence, group, range(other.end, group.start)))
    ):
        return None
    if before and (sentence.match(group.start - 1, "grammar.preposition") or _new_clause(scene, group, other, plain)):
        return None
    told = group.head == "bare" and sentence.ending(
        "toll.speaks", group.start, 4
    )  # "the ministry put 34, and 14 wounded"
    and_theirs = plain[-1] - (sentence.match(plain[-1], "group.definite") > 0)  # "a couple and their children"
    if before and group.head == "bare" and (told or not sentence.match(and_theirs, "group.and")):
        return None
    if (
        any(one is not predicate and 0 <= one.start - group.end <= 1 and one.form != "noun" for one in scene.predicates)
        and not before
        and not sentence.match(group.end, "grammar.clause")
    ):
        return None
    if not before and of_another_clause(scene, group, link, plain):
        return None
    listed = (
        not before
        and comma_alone(scene, plain)
        and sentence.has("people.demographic", start=group.end - 1, end=group.end)
    )
    part = link.part or (listed and group.number.min < other.number.min)  # "37 dead, 7 women"
    return replace(
        link, group=group, start=min(group.start, link.start), end=max(group.end, link.end), joined=True, part=part
    )


def _tacked_on(scene: Scene, group: Group, gap: range) -> bool:
    """Others told behind the verb, with none of their own: "three soldiers were killed, along with two civilians"."""
    sentence = scene.sentence
    plain = scene.gap(gap.start, gap.stop) if len(gap) else []
    if plain and sentence.match(plain[0], "grammar.preposition"):  # "was hurt in both legs, along with two assistants"
        limb = next((mark.end for at, mark in sentence.find("injured.limb", start=plain[0], end=plain[0] + _LIMB)), 0)
        plain = [at for at in plain if at >= limb]
    if len(plain) > 1 and sentence.match(plain[0], "place.in"):  # "were killed near Kidal, along with two civilians"
        named = next((at for at in plain[1:] if not sentence.tokens[at].capital), gap.stop)
        plain = [at for at in plain if at >= named > plain[1]]
    joined = 0 < len(plain) < _LIKEWISE and all_join(scene, plain) and [sentence.lower[at] for at in plain] != [","]
    plus = [sentence.lower[at] for at in plain] == ["+"] and group.determiner != "definite"
    if plus and group.head == "people" and not group.more:
        return True  # "33 inmates hurt + 1 guard after riot"
    if not joined or group.determiner != "number" or group.more:
        return False
    end = next(
        (at for at in range(group.end, len(sentence.tokens)) if sentence.tokens[at].shape == "mark"),
        len(sentence.tokens),
    )
    if does_else(sentence, group):
        return False
    verb = sentence.has("grammar.be", "grammar.have", "grammar.verb", *VERBS, *STATES, start=group.end, end=end)
    return not verb and not any(ends_as(sentence, at, "ending.past") for at in range(group.end, end))


def _with_theirs(scene: Scene, group: Group, link: Link, gap: range) -> bool:
    """Those of somebody's own told behind the verb: "was killed yesterday, together with her husband and three children"."""
    sentence, said = scene.sentence, link.predicate
    begin = group.start - (sentence.match(group.start - 1, "grammar.theirs") > 0)
    start = next((at for at, one in sentence.find("group.with", start=gap.start, end=begin) if one.end == begin), None)
    if start is None or said is None or not (said.passive or said.form == "intransitive") or link.joined:
        return False
    home = sentence.match(group.end - 1, "people.household") > 0  # "with his family": nobody says how many
    told = not sentence.match(begin, "grammar.theirs") or link.outcome in ("injured", "displaced")
    told = told or home or does_else(sentence, group)
    breaks = ("grammar.verb", "grammar.be", "grammar.have", "grammar.clause", "grammar.say", "group.and")
    plain = range(gap.start, start)
    others = any(one.start in plain for one in scene.groups) or any(one.start in plain for one in scene.predicates)
    return (
        not told
        and not others
        and len(plain) <= _AND_THEIRS
        and not any(sentence.match(at, *breaks) for at in plain)
        and not ends_as(sentence, group.end, "ending.doing")
    )


def _new_clause(scene: Scene, group: Group, other: Group, gap: Sequence[int]) -> bool:
    """Whether a number without a noun begins a clause of its own: "спасли 312 человек, шестеро ранены" is no list."""
    return other.head == "bare" and group.head != "bare" and comma_alone(scene, gap)


def _in_another_place(scene: Scene, group: Group, gap: range) -> bool:
    """The verb stands with the first of several places: "nine were killed at Mir Ali and six in Lakki Marwat"."""
    plain = scene.gap(gap.start, gap.stop) if len(gap) else []
    return bool(plain) and group.determiner == "number" and _elsewhere(scene, group, plain)


def _with_tail(scene: Scene, gap: Sequence[int]) -> bool:
    """Joined behind words that only say who they are: "eight volunteers from a local charity and one driver were killed"."""
    sentence = scene.sentence
    return (
        2 < len(gap) <= _TAIL
        and bool(sentence.match(gap[-1], "group.and") or sentence.ending("group.as_well", gap[-1] + 1, _BESIDES))
        and (
            ends_as(sentence, gap[0], "ending.doing")
            or bool(sentence.match(gap[0], "grammar.preposition", "grammar.working"))
        )
        and not any(
            sentence.tokens[at].shape == "mark"
            or sentence.match(at, "grammar.verb", "grammar.say", "grammar.clause", "grammar.be")
            for at in gap[1:]
        )
    )


def _past_finding(scene: Scene, link: Link, gap: Sequence[int]) -> Sequence[int]:
    """The tokens behind the dead from where they were found on: "twelve bodies were pulled from the river and five from a well"."""
    sentence = scene.sentence
    where = next((at for at in gap if sentence.match(at, "place.in")), gap[0])
    found = link.predicate is None and all(
        sentence.match(at, "grammar.be", "grammar.have") or ends_as(sentence, at, "ending.past")
        for at in range(gap[0], where)
    )
    return [at for at in gap if at >= where] if found else gap


def _too(scene: Scene, link: Link, gap: Sequence[int]) -> bool:
    """Objects of one verb, the first with words that say who they are: "killed a volunteer from the branch and his driver"."""
    said = link.predicate
    return said is not None and said.end <= link.group.start and not said.passive and _with_tail(scene, gap)


def _elsewhere(scene: Scene, group: Group, gap: Sequence[int]) -> bool:
    """The same in another place, without its verb: "three were killed in Kherson, two in Odesa and one in Lviv"."""
    sentence = scene.sentence
    where = next((at for at in gap if sentence.match(at, "place.in")), gap[-1])
    far = where > gap[0] and not any(sentence.tokens[at].shape in ("mark", "number") for at in gap[:-1])
    there = past_dash(sentence, group.end)
    return (
        group.head == "bare"
        and sentence.match(there, "place.in", "place.of_death") > 0
        and bool(sentence.match(gap[-1], "group.join") or sentence.lower[gap[-1]] == ";")
        and where < gap[-1]
        and (where == gap[0] or (far and sentence.tokens[min(there + 1, len(sentence.tokens) - 1)].capital))
        and len(gap) <= (_FAR_PLACE if far else _PLACE_REACH)
        and not any(sentence.match(at, "grammar.verb", "grammar.aux", "grammar.say", "grammar.clause") for at in gap)
    )
