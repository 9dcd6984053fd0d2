"""Clauses: whether a group and a predicate behind it stand in one clause, so that the one may be the subject of the other.

Commas, words of saying and other predicates part them; an aside between commas and people joined to the group do not.
"""

from collections.abc import Sequence

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.casualties.scene import Scene, all_join
from streams.core.extraction.reading import Sentence
from streams.core.extraction.wordends import ends_as

_WHO = 4
_CLAIMING = ("verb", "intransitive", "ing", "of", "toll")


def passable(scene: Scene, group: Group, gap: Sequence[int]) -> bool:
    """Whether nothing between a subject and its predicate has a claim of its own; an aside between commas may have."""
    sentence = scene.sentence
    if gap and sentence.lexicon.words("grammar.vso") and sentence.match(gap[-1], "group.and"):
        return (
            False  # "أنقذت 87 مهاجرا وانتشلت أربع جثث": where verbs stand first, one behind "and" opens its own clause
        )
    commas = [at for at in gap if sentence.lower[at] == ","]
    if len(commas) == 1 and not _closes(sentence, gap, commas[0]):
        return False
    if len(commas) > 2 and group.determiner == "article":
        return False
    if commas and len(commas) != 2 and group.determiner == "definite":
        return False
    aside = range(commas[0], commas[-1]) if len(commas) > 1 else _doing(sentence, gap, commas)
    if any(sentence.lower[at] == ";" for at in aside):
        return False  # "03:10, two men, cuts; 04:40, one boy, no pulse"
    told = _told_as(sentence, gap)
    who = (
        gap[0] if gap and sentence.match(gap[0], "clause.who") else None
    )  # "el juez que llevaba el caso fue asesinado"
    if any(_breaks(sentence, at) for at in gap if at not in aside and at not in (told, who)):
        return False
    for other in scene.predicates:
        if other.start in gap and other.start not in aside and other.form in _CLAIMING:
            return False
    return all(
        other in scene.subsets
        or other.of
        or other.determiner != "number"
        or sentence.match(other.start - 1, "group.not")  # "two soldiers, not three, were"
        or _with_them(scene, group, other, gap)
        for other in scene.groups
        if other.start in gap
    )


def _with_them(scene: Scene, group: Group, other: Group, gap: Sequence[int]) -> bool:
    """Whether others only went with one of whom a verb tells: "the driver of a bus with five clerks was hurt"."""
    sentence = scene.sentence
    object_of = sentence.match(other.end, "grammar.be") and sentence.match(other.end, "grammar.be.one")
    if group.one and other.number.min > 1 and object_of:
        return True  # "a doctor who had treated twelve soldiers was killed"
    return (
        group.one
        and sentence.match(other.start - 1, "grammar.preposition") > 0
        and any(at >= other.end and sentence.match(at, "grammar.be.one") for at in gap)
    )


def _told_as(sentence: Sentence, gap: Sequence[int]) -> int | None:
    """The word by which people are only told to have met with it, last before the verb: "three soldiers reported killed"."""
    return gap[-1] if gap and sentence.match(gap[-1], "casualty.told_as") else None


def _doing(sentence: Sentence, gap: Sequence[int], commas: Sequence[int]) -> range:
    """What they did meanwhile, up to the comma before the verb: "a clerk while driving home, was", "a nurse giving aid, was"."""
    if len(commas) != 1 or not gap or not sentence.match(commas[0] + 1, "grammar.be", "grammar.have"):
        return range(0)
    at = gap[0] + sentence.match(gap[0], "grammar.clause")
    return range(gap[0], commas[0]) if ends_as(sentence, at, "ending.doing") else range(0)


def _closes(sentence: Sentence, gap: Sequence[int], comma: int) -> bool:
    """Whether a lone comma leaves subject and predicate together: "a guard, who was", "in Mezam, Cameroon, were"."""
    if sentence.match(comma + 1, "part.opens", "grammar.be", "grammar.have"):
        return True
    if comma + 1 in gap and sentence.match(comma + 2, "group.and"):
        return ends_as(sentence, comma + 1, "ending.past")  # "were singled out, robbed and killed"
    place = (
        comma + 1 < len(sentence.tokens) and sentence.tokens[comma + 1].capital and sentence.tokens[comma - 1].capital
    )
    if sentence.match(comma + 1, "clause.who") and len(gap) <= _WHO:
        return True
    return place or (comma == gap[-1] and len(gap) > 1)


def _breaks(sentence: Sentence, at: int) -> bool:
    """Whether a token ends the clause of a subject: a semicolon, a word of saying, a subordinating word."""
    if sentence.lower[at] in (";", ":", "?", "!", "|", "/"):
        return True
    if sentence.match(at, "grammar.say") and not sentence.match(at - 1, "grammar.be", "grammar.adverb"):
        return True
    return bool(sentence.match(at, "grammar.clause")) and not sentence.match(at, "grammar.adverb")


def end_of_joined(scene: Scene, group: Group, predicate: Predicate) -> int:
    """Where the people joined to these end before the predicate, with the comma after them: "a nurse, with two guards, was"."""
    end = group.end
    if group.outcome is not None or group in scene.subsets:
        return end
    for other in scene.groups:
        if end <= other.start and other.end <= predicate.start and other.outcome is None and other not in scene.subsets:
            between = scene.gap(end, other.start)
            named = other.determiner == "definite" and scene.sentence.match(other.start, "group.the")
            if named or not between or not all_join(scene, between):
                break
            end = other.end
    sentence = scene.sentence
    if end > group.end and sentence.lower[end] == "," and sentence.match(end + 1, "grammar.be", "grammar.have"):
        return end + 1
    return end
