"""Subjects: how likely a group of people before a predicate is whom it befell, as a number to compare; 0 for not at all.

A group right beside its predicate scores in the nineties; each token between them costs a point; what could be read
another way ("two gunmen killed 12") scores below what could not.
"""

from collections.abc import Sequence

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.nouns import ARMED
from streams.core.extraction.casualties.objects import counts_lives
from streams.core.extraction.casualties.predicates import Predicate, ends_clause
from streams.core.extraction.casualties.scene import THE, Scene, all_join, object_follows, only_adverbs, takes_them
from streams.core.extraction.reading import Sentence

_SUBJECT_REACH = 20
_ONE_REACH = 14
_FIRST_REACH = 34
_FREED = 4
_FOUND = 8
_WHO = 4
_LABELS, _MOST_LABELS = 2, 12
_CLAIMING = ("verb", "intransitive", "ing", "of", "toll")


def stands_alone(scene: Scene, group: Group) -> bool:
    """Whether a noun tells what befell without a verb: "12 deaths", and not "the body of a driver" or "500 prisoners swapped"."""
    if group.determiner in ("definite", "none"):
        return False
    if group.determiner == "article" and scene.sentence.match(group.start - 2, "casualty.not_yet"):
        return False  # "to return a body"
    if group.one and scene.sentence.has("group.no", end=group.start):
        return False  # "nobody has seen one body"
    if group.determiner == "article" and (group.outcome != "killed" or scene.sentence.match(group.end, "people.of")):
        return False
    return group.outcome != "detained" or not _released(scene, group, group.end)


def _released(scene: Scene, group: Group, at: int) -> bool:
    """Whether it is these who were let go: "freed 12 hostages", and not "12 were taken; two have been freed"."""
    sentence = scene.sentence
    before = any(
        not any(free < other.end and other.start < group.start for other in scene.groups)
        for free, _ in sentence.find("detained.released", start=group.start - _FREED, end=group.start)
    )
    some = sentence.ending("part.of.count", group.start, 3)  # "freed nine of the 24 teachers": the 24 were taken
    return (before and not some) or _let_go_behind(scene, at)


def _let_go_behind(scene: Scene, at: int) -> bool:
    """Whether it is told from a token on, of nobody else, that people were let go or came back."""
    behind = next((free for free, _ in scene.sentence.find("detained.released", start=at)), None)
    if behind is not None and scene.sentence.has("grammar.negation", start=behind - 2, end=behind):
        return False  # "were detained and have not been released"
    return behind is not None and not any(
        at <= other.start < behind and other.determiner in ("number", "definite") for other in scene.groups
    )


def _found_behind(scene: Scene, at: int) -> bool:
    """Whether those missing are told to be found, and not dead: "two students reported missing were found at an aunt's"."""
    dead = any(other.outcome == "killed" and other.start >= at for other in scene.predicates)
    found = next((there for there, _ in scene.sentence.find("missing.found", start=at, end=at + _FOUND)), None)
    if dead or found is None:
        return False
    return not any(  # "did not come back, their boat was found empty"
        scene.sentence.lower[near] == "," and scene.sentence.match(near + 1, "grammar.determiner")
        for near in range(at, found)
    )


def let_go_by_name(scene: Scene, group: Group) -> bool:
    """Whether one of those taken is told to be free: "seven teachers and a driver were abducted; the driver was let go"."""
    sentence = scene.sentence
    return group.one and any(
        other.determiner == "definite"
        and other.start >= group.end
        and sentence.lower[slice(*other.noun)] == sentence.lower[slice(*group.noun)]
        and sentence.has("detained.released", start=other.end, end=other.end + _FREED)
        for other in scene.groups
    )


def is_body(scene: Scene, group: Group) -> bool:
    """Whether the group counts the dead themselves: nothing else can befall "35 bodies"."""
    return bool(scene.sentence.match(group.noun[1] - 1, "killed.body"))


def as_subject(scene: Scene, group: Group, predicate: Predicate) -> int:
    """How strongly a group before a predicate is what befell: "12 people were killed", "12 dead"."""
    if _told_in_brackets(scene, group, predicate) or _within_brackets(scene, group, predicate):
        return 0
    gap = scene.gap(group.end, predicate.start)
    if scene.sentence.match(predicate.start, "killed.all_of"):  # "with 9 on board; there were no survivors"
        last = not any(other.start in gap for other in scene.groups)
        return 85 if last and group.determiner == "number" and len(gap) <= _SUBJECT_REACH else 0
    if _never_theirs(scene, group, predicate):
        return 0
    if predicate.form in ("of", "toll", "ing", "lives", "noun"):
        return _before_a_noun(scene, group, predicate, gap)
    if not _may_be_subject(scene, group, predicate, gap):
        return 0
    if predicate.form == "weak":
        return 50 - len(gap) if _fits_weak(scene, group, predicate) else 0
    if (
        predicate.form == "verb"
        and not predicate.passive
        and (predicate.perfect or gap or object_follows(scene, predicate) or takes_them(scene.sentence, predicate))
    ):
        return _active(scene, group, predicate, gap)
    if predicate.form == "intransitive" and gap and object_follows(scene, predicate):
        return 40 - len(gap)  # "has perished 4 person and suffered 64"
    aside = group.determiner == "article" and scene.sentence.match(group.start - 1, "grammar.preposition") > 0
    if not gap and aside and scene.sentence.match(predicate.start, "killed.many"):
        return 0  # "died from a sniper shot"
    if not gap:
        return 0 if scene.sentence.match(predicate.start, "casualty.present") or _label_first(scene) else 95
    if group.number.min > 1 and _of_one_before(scene, group, gap):
        return 30 - min(len(gap), 20)
    far = len(gap) + (8 if aside else 0)
    return max(40, 92 - far) if group.head != "bare" or len(gap) < 6 else max(30, 70 - far)


def _never_theirs(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """What befalls only those known to be people, never a body ("the body of a man was found with gunshot wounds"), or lives ("five lives were lost")."""
    if group.head == "unknown" and not scene.sentence.match(predicate.start, "people.befalls"):
        return True
    if predicate.outcome == "injured":
        return is_body(scene, group) or scene.sentence.ending("killed.of", group.start, 3)
    return predicate.outcome == "missing" and scene.sentence.match(group.end - 1, "people.lives.only") > 0


def _of_one_before(scene: Scene, group: Group, gap: Sequence[int]) -> bool:
    """Whether a verb of one ("was") tells of somebody before these, who stand behind "with" or the like."""
    sentence = scene.sentence
    if (
        not gap
        or not sentence.match(gap[0], "grammar.be.one")
        or not sentence.match(group.start - 1, "grammar.preposition")
    ):
        return False
    return any(other.one and other.end < group.start and other.head == "people" for other in scene.groups)


def _told_in_brackets(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether what befell is told of others, in brackets behind the group: "twelve policemen (4 killed, 8 wounded)"."""
    words = scene.sentence.lower[group.end : predicate.start]
    if "(" not in words or words.count("(") == words.count(")"):
        return False
    opened = predicate.start - 1 - words[::-1].index("(")
    return any(opened < other.start and other.end <= predicate.start for other in scene.groups)


def _within_brackets(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether a group breaks another down in brackets that end before the predicate: "3 staff (2 clerks, one cook) were killed"."""
    words = scene.sentence.lower
    behind = words[group.end : predicate.start]
    if ")" not in behind or "(" in behind[: behind.index(")")]:
        return False
    opened = next((at for at in range(group.start - 1, -1, -1) if words[at] == "("), 0)
    return any(other.end == opened and other.number.min >= group.number.min for other in scene.groups) or any(
        other.end <= opened and other.number.min > group.number.min for other in scene.groups
    )


def _before_a_noun(scene: Scene, group: Group, predicate: Predicate, gap: Sequence[int]) -> int:
    """The same for what is no verb of theirs: "rose to 18 the number of martyrs", "61 lives were lost", "58 deaths"."""
    if predicate.form == "toll" and predicate.start - group.end <= 1:
        return 80 if group.head == "bare" and scene.sentence.ending("toll.join", group.start, 4) else 0
    if predicate.form == "lives":
        return _of_lives(scene, group, predicate, gap)
    return _counted_by_noun(scene, group, predicate, gap) if predicate.form == "noun" else 0


def _of_lives(scene: Scene, group: Group, predicate: Predicate, gap: Sequence[int]) -> int:
    """Lives that were lost, and those whom a speaker lost: "61 lives were lost", "five kids we lost"."""
    if any(scene.sentence.match(at, "pronoun.speaker") for at in gap):
        lost = scene.sentence.match(predicate.start, "killed.loss") > 0 and group.head == "people"
        return 96 if lost and len(gap) == 1 else 0
    return 90 if counts_lives(scene.sentence, group) and len(gap) <= 3 else 0


def _counted_by_noun(scene: Scene, group: Group, predicate: Predicate, gap: Sequence[int]) -> int:
    """A bare number right before the noun ("58 deaths"), or those whose bodies they are: "eight guards' bodies were found"."""
    if len(gap) == 1 and scene.sentence.match(predicate.start, "killed.body"):
        token = scene.sentence.tokens[gap[0]]
        return 90 if token.lower == "'" or token.shape == "possessive" else 0
    return 94 if not gap and group.head == "bare" else 0


def _label_first(scene: Scene) -> bool:
    """Whether labels stand before their figures all along: "KIA 3 WIA 11", and nothing else is said."""
    said = scene.predicates
    if len(said) != len(scene.groups) or not _LABELS <= len(said) <= _MOST_LABELS:
        return False
    return all(
        one.end == group.start and group.head == "bare" and one.form in ("state", "noun", "verb")
        for one, group in zip(said, scene.groups, strict=True)
    )


def _may_be_subject(scene: Scene, group: Group, predicate: Predicate, gap: Sequence[int]) -> bool:
    """Whether a group is near enough, nothing between claims the predicate, and its kind of people fits."""
    told_of = predicate.passive or predicate.form == "intransitive"
    reach = _ONE_REACH if group.determiner != "number" or group in scene.subsets else _SUBJECT_REACH
    if group is scene.groups[0] and told_of:
        reach = _FIRST_REACH
    if len(gap) > reach or not _passable(scene, group, scene.gap(_behind(scene, group, predicate), predicate.start)):
        return False
    if group in scene.subsets and any(scene.sentence.lower[at] == "," for at in gap):
        return False
    if group.head == "bare" and group.determiner != "number" and (predicate.outcome == "displaced" or len(gap) > 3):
        return False
    if predicate.outcome == "missing" and (_let_go_behind(scene, predicate.end) or _found_behind(scene, predicate.end)):
        return False  # "two hikers lost since Friday came down by themselves"
    if predicate.outcome == "displaced" and scene.sentence.has("missing.safe", start=predicate.end):
        return False  # "five others walked out on their own and are safe"
    if predicate.outcome == "displaced" and scene.sentence.match(group.end - 1, "injured.casualty"):
        return False  # "ten casualties were evacuated"
    if predicate.outcome == "displaced" and (group.of == "part.of.killed" or group.determiner == "definite"):
        return False  # "fourteen of the bodies were brought out", "the secretary turned up in the buffet"
    if predicate.outcome == "detained" and (_released(scene, group, predicate.end) or let_go_by_name(scene, group)):
        return False
    if group.number.max == 0 and predicate.outcome not in ("killed", "injured"):
        return False
    return group.determiner != "definite" or told_of or (not gap and _gapped(scene, group, predicate))


def _gapped(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether a verb shares the auxiliary of the one before: "a lorry was attacked and its driver killed"."""
    sentence = scene.sentence
    joined = sentence.match(group.start - 1, "group.and") and ends_clause(sentence, predicate.end)
    return bool(joined) and any(
        sentence.lower[mark.end].endswith("ed")
        for at, mark in sentence.find("grammar.be", end=group.start - 1)
        if mark.end < group.start - 1
    )


def _fits_weak(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Words that tell something of people alone: "4,000 people left Sarmin", and of soldiers "ten soldiers fell"."""
    armed = scene.sentence.has(*ARMED, start=group.noun[0], end=group.noun[1])
    return (predicate.outcome != "killed" or armed) and group.head == "people" and not object_follows(scene, predicate)


def _active(scene: Scene, group: Group, predicate: Predicate, gap: Sequence[int]) -> int:
    """An active verb may still be a headline's passive: "12 people in Idlib killed"; hardly with an object behind it."""
    if predicate.perfect or scene.sentence.match(predicate.start, "casualty.present"):
        return 0
    if takes_them(scene.sentence, predicate) or scene.sentence.match(predicate.end, "grammar.theirs"):
        return 0  # "two attackers broke in and killed its founder"
    if object_follows(scene, predicate):
        return 45 - len(gap)
    if not only_adverbs(scene.sentence, gap):
        return 60 - len(gap) if group.head != "bare" else 0
    return 92 - len(gap)


def _passable(scene: Scene, group: Group, gap: Sequence[int]) -> bool:
    """Whether nothing between a subject and its predicate has a claim of its own; an aside between commas may have."""
    sentence = scene.sentence
    commas = [at for at in gap if sentence.lower[at] == ","]
    if len(commas) == 1 and not _closes(sentence, gap, commas[0]):
        return False
    if len(commas) > 2 and group.determiner == "article":
        return False
    if commas and len(commas) != 2 and group.determiner == "definite":
        return False
    aside = range(commas[0], commas[-1]) if len(commas) > 1 else _doing(sentence, gap, commas)
    told = _told_as(sentence, gap)
    if any(_breaks(sentence, at) for at in gap if at not in aside and at != told):
        return False
    for other in scene.predicates:
        if other.start in gap and other.start not in aside and other.form in _CLAIMING:
            return False
    return all(
        other in scene.subsets or other.of or other.determiner != "number" or _with_them(scene, group, other, gap)
        for other in scene.groups
        if other.start in gap
    )


def _with_them(scene: Scene, group: Group, other: Group, gap: Sequence[int]) -> bool:
    """Whether others only went with one of whom a verb tells: "the driver of a bus with five clerks was hurt"."""
    sentence = scene.sentence
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
    return range(gap[0], commas[0]) if sentence.lower[at].endswith("ing") else range(0)


def _closes(sentence: Sentence, gap: Sequence[int], comma: int) -> bool:
    """Whether a lone comma leaves subject and predicate together: "a guard, who was", "in Mezam, Cameroon, were"."""
    if sentence.match(comma + 1, "part.opens", "grammar.be", "grammar.have"):
        return True
    if comma + 1 in gap and sentence.match(comma + 2, "group.and"):
        return sentence.lower[comma + 1].endswith("ed")  # "were singled out, robbed and killed"
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


def _behind(scene: Scene, group: Group, predicate: Predicate) -> int:
    """Where the people joined to these end before the predicate, with the comma after them: "a nurse, with two guards, was"."""
    end = group.end
    if group.outcome is not None or group in scene.subsets:
        return end
    for other in scene.groups:
        if end <= other.start and other.end <= predicate.start and other.outcome is None and other not in scene.subsets:
            between = scene.gap(end, other.start)
            named = other.determiner == "definite" and scene.sentence.lower[other.start] in THE
            if named or not between or not all_join(scene, between):
                break
            end = other.end
    sentence = scene.sentence
    if end > group.end and sentence.lower[end] == "," and sentence.match(end + 1, "grammar.be", "grammar.have"):
        return end + 1
    return end
