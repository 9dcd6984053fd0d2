"""Links: which people met with which outcome in a sentence.

Every group of people and every predicate that could belong together is a candidate with a strength; the strongest are
taken first, each group once and each predicate once. People joined to linked people ("two soldiers and a child") share
their outcome.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.reading import Sentence
from streams.core.facts import Outcome

_SUBJECT_REACH = 16
_OBJECT_REACH = 5
_TOLL_REACH = 24


@dataclass(frozen=True, slots=True)
class Link:
    """A group and what befell it. ``start`` and ``end`` span the tokens that say so; ``part``: a subset of another figure."""

    group: Group
    outcome: Outcome
    start: int
    end: int
    predicate: Predicate | None = None
    part: bool = False
    toll: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    strength: int
    group: int
    predicate: int | None
    outcome: Outcome
    toll: bool = False


def links(sentence: Sentence, groups: list[Group], predicates: list[Predicate]) -> list[Link]:
    """The links of a sentence, in the order of its groups."""
    taken: dict[int, Link] = {}
    used: set[int] = set()
    for one in sorted(_candidates(sentence, groups, predicates), key=lambda c: (-c.strength, c.group)):
        if one.group in taken or (one.predicate is not None and one.predicate in used):
            continue
        group = groups[one.group]
        predicate = None if one.predicate is None else predicates[one.predicate]
        if one.predicate is not None:
            used.add(one.predicate)
        start = min(group.start, predicate.start) if predicate else group.start
        end = max(group.end, predicate.end) if predicate else group.end
        taken[one.group] = Link(group, one.outcome, start, end, predicate, toll=one.toll)
    _join(sentence, groups, predicates, taken)
    return [taken[at] for at in sorted(taken)]


def _candidates(sentence: Sentence, groups: list[Group], predicates: list[Predicate]) -> Iterator[_Candidate]:
    for g, group in enumerate(groups):
        if group.head == "outcome" and group.outcome and not _of_other(sentence, group):
            yield _Candidate(88 if group.body else 60, g, None, group.outcome)  # type: ignore[arg-type]
        for p, predicate in enumerate(predicates):
            if predicate.start < group.end and group.start < predicate.end:
                if predicate.form in ("noun", "state") and group.head == "outcome":
                    continue
                continue
            strength = (
                _subject(sentence, group, predicate, groups, predicates)
                if group.end <= predicate.start
                else _object(sentence, group, predicate, groups, predicates)
            )
            if strength:
                yield _Candidate(strength, g, p, predicate.outcome, toll=predicate.form == "toll")


def _of_other(sentence: Sentence, group: Group) -> bool:
    """ "60 refugees" and the like may be counted without anything befalling them here."""
    return False


def _subject(
    sentence: Sentence, group: Group, predicate: Predicate, groups: list[Group], predicates: list[Predicate]
) -> int:
    """How strongly a group before a predicate is what befell: "12 people were killed", "12 dead"."""
    if predicate.form in ("of", "toll", "ing", "lives"):
        return _lives(sentence, group, predicate)
    if predicate.form == "noun":
        return 0 if predicate.start != group.end or group.head != "bare" else 94
    gap = range(group.end, predicate.start)
    if len(gap) > _SUBJECT_REACH or not _passable(sentence, gap, groups, predicates):
        return 0
    if group.article and group.head == "bare" and not group.of:
        return 0
    follows = _object_follows(sentence, predicate, groups, predicates)
    active = predicate.form == "verb" and not predicate.passive
    if predicate.form == "weak":
        return 50 - len(gap) if not follows and group.head == "people" else 0
    if active and predicate.perfect:
        return 0
    if active and follows:
        return 45 - len(gap)
    if active and len(gap) > 0 and not _only_about(sentence, gap):
        return 0 if group.article and len(gap) > 6 else 60 - len(gap)
    if not gap:
        return 95
    return 92 - len(gap) if group.head != "bare" or len(gap) < 6 else 70 - len(gap)


def _lives(sentence: Sentence, group: Group, predicate: Predicate) -> int:
    """A toll after its number: "163 lives were lost"."""
    if predicate.form == "lives" and sentence.lower[group.end - 1] in ("lives", "souls"):
        return 90 if predicate.start - group.end <= 3 else 0
    return 0


def _object(
    sentence: Sentence, group: Group, predicate: Predicate, groups: list[Group], predicates: list[Predicate]
) -> int:
    """How strongly a group after a predicate is what it took: "killed 12", "the bodies of 12", "toll rose to 12"."""
    gap = range(predicate.end, group.start)
    if predicate.form == "toll":
        return _toll(sentence, group, predicate, predicates)
    if predicate.form == "lives":
        lives = sentence.lower[group.end - 1] in ("lives", "souls", "life")
        return 91 - len(gap) if lives and len(gap) <= 4 and _empty(sentence, gap) else 0
    if _labelled(sentence, gap):
        return 85 if predicate.form in ("noun", "verb", "state", "toll") and group.head in ("bare", "people") else 0
    if predicate.form in ("intransitive", "weak") or len(gap) > _OBJECT_REACH or not _empty(sentence, gap):
        return _after_state(sentence, group, predicate, gap)
    if predicate.form in ("state", "noun"):
        return _after_state(sentence, group, predicate, gap)
    if predicate.form in ("of", "ing"):
        return 93 - len(gap)
    if predicate.passive:
        return 0
    return (90 if not _subject_stands(sentence, predicate, groups, predicates) else 75) - len(gap)


def _after_state(sentence: Sentence, group: Group, predicate: Predicate, gap: range) -> int:
    """ "wounded more than 30": a telegram's label without a colon."""
    if gap or predicate.form not in ("state", "noun") or group.head != "bare":
        return 0
    return 55


def _toll(sentence: Sentence, group: Group, predicate: Predicate, predicates: list[Predicate]) -> int:
    gap = range(predicate.end, group.start)
    if len(gap) > _TOLL_REACH or group.article and group.head != "bare":
        return 0
    if any(sentence.lower[at] == ";" for at in gap):
        return 0
    if any(
        predicate.end <= other.start < group.start and other.form in ("verb", "intransitive") for other in predicates
    ):
        return 0
    last = group.start - 1
    joined = any(
        mark.cls == "toll.join" and mark.end == group.start
        for at in range(max(predicate.end, group.start - 4), group.start)
        for mark in sentence.marks[at]
    )
    if joined or (last == predicate.end - 1):
        return 96 - min(len(gap), 20)
    return 0


def _passable(sentence: Sentence, gap: range, groups: list[Group], predicates: list[Predicate]) -> bool:
    """Whether nothing between a subject and its predicate has a claim of its own."""
    for at in gap:
        word = sentence.lower[at]
        if word in (";", ":", "?", "!", "|"):
            return False
        if word == "," and not _aside(sentence, at, gap.stop):
            return False
        if sentence.match(at, "grammar.say") and at != gap.start and not _passive_say(sentence, at):
            return False
        if sentence.match(at, "grammar.clause") and not (
            word in ("as", "that") or sentence.match(at, "grammar.adverb")
        ):
            return False
    for other in predicates:
        if other.start in gap and other.form in ("verb", "intransitive", "ing", "of", "toll"):
            return False
    return not any(
        other.start in gap
        and not other.article
        and not other.of
        and not _opened(sentence, other)
        and other.start - gap.start > 0
        and not _joined(sentence, other, groups)
        for other in groups
    )


def _joined(sentence: Sentence, other: Group, groups: list[Group]) -> bool:
    return False


def _passive_say(sentence: Sentence, at: int) -> bool:
    """ "are reported dead", "is said to have died"."""
    return at > 0 and bool(sentence.match(at - 1, "grammar.be", "grammar.adverb"))


def _opened(sentence: Sentence, group: Group) -> bool:
    """Whether a group opens a subset: "including 7 children"."""
    return any(
        mark.cls == "part.opens" and mark.end == group.start
        for at in range(max(0, group.start - 4), group.start)
        for mark in sentence.marks[at]
    )


def _aside(sentence: Sentence, comma: int, stop: int) -> bool:
    """A comma may open an aside that a second comma closes, or close one: "12 people, two of them children, were killed"."""
    return (
        any(sentence.lower[at] == "," for at in range(comma + 1, stop))
        or sentence.lower[comma - 1 : comma] == [","]
        or any(sentence.lower[at] == "," for at in range(max(0, comma - 14), comma))
        or bool(sentence.match(comma + 1, "grammar.aux", "grammar.be"))
    )


def _empty(sentence: Sentence, gap: range) -> bool:
    """Whether only small words stand between a verb and its object."""
    for at in gap:
        token = sentence.tokens[at]
        if token.shape == "mark" and token.word not in "\"'()-":
            return False
        if sentence.match(
            at, "grammar.preposition", "grammar.clause", "grammar.say", "grammar.be"
        ) and token.lower not in (
            "at",
            "up",
            "over",
            "some",
            "as",
            "of",
        ):
            return False
        if sentence.match(at, "group.join") and token.lower != ",":
            return False
    return True


def _only_about(sentence: Sentence, gap: range) -> bool:
    return all(sentence.match(at, "grammar.adverb") or sentence.lower[at].endswith("ly") for at in gap)


def _labelled(sentence: Sentence, gap: range) -> bool:
    """A label and its figure: "Injured: 74"."""
    return (
        1 <= len(gap) <= 2
        and sentence.lower[gap.start] in (":", "=", "-", "(")
        and all(sentence.tokens[at].shape == "mark" for at in gap)
    )


def _object_follows(sentence: Sentence, predicate: Predicate, groups: list[Group], predicates: list[Predicate]) -> bool:
    """Whether a group stands right after the predicate that has no nearer predicate of its own behind it."""
    for group in groups:
        gap = range(predicate.end, group.start)
        if group.start >= predicate.end and len(gap) <= 2 and _empty(sentence, gap):
            return not any(
                other.start == group.end and other.form in ("verb", "state", "intransitive") for other in predicates
            )
    return False


def _subject_stands(sentence: Sentence, predicate: Predicate, groups: list[Group], predicates: list[Predicate]) -> bool:
    """Whether people right before the predicate could be what befell: "three killed eight wounded"."""
    return any(group.end == predicate.start for group in groups)


def _join(sentence: Sentence, groups: list[Group], predicates: list[Predicate], taken: dict[int, Link]) -> None:
    """Give people joined to linked people the same outcome, forwards and backwards."""
    for _ in range(2):
        for at in range(len(groups)):
            if at in taken:
                continue
            for other in (at - 1, at + 1):
                link = taken.get(other)
                if link is not None and (new := _shared(sentence, groups[at], link, predicates)) is not None:
                    taken[at] = new
                    break


def _shared(sentence: Sentence, group: Group, link: Link, predicates: list[Predicate]) -> Link | None:
    other = link.group
    before = group.end <= other.start
    gap = range(group.end, other.start) if before else range(other.end, group.start)
    predicate = link.predicate
    if predicate is not None and predicate.start in gap:
        return None
    if before and (predicate is None or predicate.start < group.start):
        return None
    if not gap or not all(sentence.match(at, "group.join") or sentence.lower[at] in ("(", "the") for at in gap):
        return None
    if group.head == "bare" and not before and predicate is not None and predicate.start > group.end:
        return None
    return replace(link, group=group, start=min(group.start, link.start), end=max(group.end, link.end), joined=True)
