"""Others: whether what a predicate tells is of other people than those who stand before it."""

from collections.abc import Sequence

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.casualties.scene import Scene
from streams.core.extraction.wordends import ends_as

_EVENT = 4


def of_others(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether the words right around people show that a predicate behind them has another subject.

    "Keeps a list of the girls who were taken" tells nothing of who keeps it, "classes for 300 are held" holds nobody.
    """
    sentence = scene.sentence
    if group.end > predicate.start:
        return False
    led = sentence.match(group.start - 1, "grammar.preposition") > 0
    if predicate.outcome == "detained" and led:
        return sentence.has("detained.events", start=group.start - _EVENT, end=group.start)
    if group.head == "unknown":
        return led and group.determiner == "article" and group.end == predicate.start  # "fell on a minibus died"
    for at, mark in sentence.find("clause.who", start=group.end + 1, end=predicate.start):
        if group.one and sentence.match(mark.end, "grammar.be.many"):
            return not sentence.has("grammar.be", start=group.end, end=at)  # and not "was one of those who were shot"
    return False


_WHERE, _SOMEBODY = 6, 4
"""How many tokens tell where or when before the others, and within how many before the verb somebody stands."""


def of_others_before(scene: Scene, group: Group, gap: Sequence[int]) -> int | None:
    """The strength of a group where the number of the verb ("was", "were") shows that it tells of others before; else None."""
    if group.number.min > 1 and _of_one_before(scene, group, gap):
        return 30 - min(len(gap), 20)
    return 0 if group.one and _of_many_before(scene, group, gap) else None


def _of_one_before(scene: Scene, group: Group, gap: Sequence[int]) -> bool:
    """Whether a verb of one ("was") tells of somebody before these, who stand behind "with" or the like, or are an object."""
    sentence = scene.sentence
    if not gap or not sentence.match(gap[0], "grammar.be.one"):
        return False
    if not sentence.match(gap[0], "grammar.be") and not sentence.match(group.start - 1, "grammar.preposition"):
        return False
    return any(other.one and other.end < group.start and other.head == "people" for other in scene.groups)


def _of_many_before(scene: Scene, group: Group, gap: Sequence[int]) -> bool:
    """Whether a verb of many ("were") tells of others before this one: "twelve men who came to arrest the mayor were killed"."""
    sentence = scene.sentence
    were = sentence.match(gap[0], "grammar.be.many") > 0 and sentence.match(gap[0], "grammar.be") > 0
    before = [other for other in scene.groups if other.end < group.start]
    if not were or not before or not all(other.number.min > 1 for other in before[-1:]):
        return False
    return not any(
        sentence.lower[at] == "," or sentence.match(at, "group.join") for at in range(before[-1].end, group.start)
    )


def told_in_brackets(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether what befell is told of others, in brackets behind the group: "twelve policemen (4 killed, 8 wounded)"."""
    words = scene.sentence.lower[group.end : predicate.start]
    if "(" not in words or words.count("(") == words.count(")"):
        return False
    opened = predicate.start - 1 - words[::-1].index("(")
    return any(opened < other.start and other.end <= predicate.start for other in scene.groups)


def within_brackets(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether a group breaks another down in brackets that end before the predicate: "3 staff (2 clerks, one cook) were killed"."""
    words = scene.sentence.lower
    behind = words[group.end : predicate.start]
    if ")" not in behind or "(" in behind[: behind.index(")")]:
        return False
    opened = next((at for at in range(group.start - 1, -1, -1) if words[at] == "("), 0)
    return any(other.end == opened and other.number.min >= group.number.min for other in scene.groups) or any(
        other.end <= opened and other.number.min > group.number.min for other in scene.groups
    )


def with_others(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether others met with what is told of somebody before: "he was abducted with nine others"."""
    sentence = scene.sentence
    alongside = next(
        (at for at, mark in sentence.find("group.alongside", start=group.start - 2) if mark.end == group.start), 0
    )
    if not alongside or group.head != "bare" or not group.more or ends_as(sentence, group.end, "ending.doing"):
        return False  # and not "was killed in a duel with two others watching"
    if not (predicate.passive or predicate.form == "intransitive") or not 0 <= alongside - predicate.end <= _WHERE:
        return False
    if not any(
        sentence.match(at, "pronoun.subject") for at in range(max(0, predicate.start - _SOMEBODY), predicate.start)
    ):
        return False
    return not any(
        sentence.tokens[at].shape == "mark" or sentence.match(at, "grammar.clause", "grammar.say")
        for at in range(predicate.end, alongside)
    )
