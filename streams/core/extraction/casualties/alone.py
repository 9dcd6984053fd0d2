"""Alone: nouns that tell by themselves, without a verb, what befell people: "12 deaths", "35 bodies"."""

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.nouns import PLURAL, given
from streams.core.extraction.casualties.releases import ended, released
from streams.core.extraction.casualties.scene import Scene, all_join
from streams.core.extraction.casualties.senses import of_a_case

_JOINS = 4
"""Within how many tokens behind those who are joined to others stands the verb that tells of both."""


def stands_alone(scene: Scene, group: Group) -> bool:
    """Whether a noun tells what befell without a verb: "12 deaths", and not "the body of a driver" or "500 prisoners swapped"."""
    if group.determiner in ("definite", "none") or of_a_case(scene.sentence, group.noun[1] - 1):
        return False
    if given(scene.sentence, group.noun[1], group.number.end):
        return False  # "фонд помог 120 раненым"
    if group.outcome in ("detained", "displaced") and _shares_a_verb(scene, group):
        return False
    if _of_others(scene, group):
        return False
    if group.determiner == "article" and scene.sentence.match(group.start - 2, "casualty.not_yet"):
        return False  # "to return a body"
    if group.one and scene.sentence.has("group.no", end=group.start):
        return False  # "nobody has seen one body"
    if group.determiner == "article" and (group.outcome != "killed" or scene.sentence.match(group.end, "people.of")):
        return False
    if group.outcome in ("missing", "displaced", "injured"):
        return not ended(scene, group)
    return group.outcome != "detained" or not released(scene, group, group.end)


def _of_others(scene: Scene, group: Group) -> bool:
    """Whether a noun only says whose people are, who is exchanged, or counts bodies that sign: "to 1,900 prisoners' families"."""
    sentence, end = scene.sentence, group.end
    if end >= len(sentence.tokens):
        return False
    theirs = sentence.lower[end] == "'" or sentence.tokens[end].shape == "possessive"
    kin = theirs and sentence.match(end + 1, *PLURAL, "people.household") > 0
    swapped = group.outcome == "detained" and sentence.has("detained.hands", start=end)
    return kin or swapped or (is_body(scene, group) and sentence.match(end, "killed.body.acts") > 0)


def _shares_a_verb(scene: Scene, group: Group) -> bool:
    """Whether these are joined to others of whom a verb tells, so that it tells of both: "two refugees and a guard died"."""
    after = next((other for other in scene.groups if other.start >= group.end), None)
    if after is None or after.outcome is not None or not 0 < after.start - group.end < _JOINS:
        return False
    if not all_join(scene, scene.gap(group.end, after.start)):
        return False
    return any(
        one.outcome in ("killed", "injured", "missing")
        and one.form in ("verb", "intransitive", "state")
        and 0 <= one.start - after.end < _JOINS
        for one in scene.predicates
    )


def is_body(scene: Scene, group: Group) -> bool:
    """Whether the group counts the dead themselves: nothing else can befall "35 bodies"."""
    return bool(scene.sentence.match(group.noun[1] - 1, "killed.body"))
