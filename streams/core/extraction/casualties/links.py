"""Links: which people met with which outcome in a sentence.

Every group of people and every predicate that could belong together is a candidate with a strength; the strongest are
taken first, each group once and each predicate once. Then people joined to linked people ("two soldiers and a child")
share their outcome, and people of whom two things are said ("abducted and later killed") have both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from streams.core.extraction.casualties.groups import ARMED, PLURAL, Group
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.reading import Sentence
from streams.core.facts import Outcome

_SUBJECT_REACH = 20
_ONE_REACH = 14
_FIRST_REACH = 34
_OBJECT_REACH = 5
_TOLL_REACH = 26
_LABEL_REACH = 8
_PLACE_REACH = 7
_TAIL = 10
_FARTHEST = 45
_MANY = 10
_SECOND_REACH = 14
_THE = ("the", "its")
_CLAIMING = ("verb", "intransitive", "ing", "of", "toll")


@dataclass(frozen=True, slots=True)
class Link:
    """A group and what befell it. ``start`` and ``end`` span the tokens that say so; ``part``: a subset of another figure.

    ``counted`` is the sentence that counts the group, where that is another one ("They drowned").
    """

    group: Group
    outcome: Outcome
    start: int
    end: int
    predicate: Predicate | None = None
    part: bool = False
    joined: bool = False
    counted: Sentence | None = None
    denied: bool = False

    @property
    def toll(self) -> bool:
        return self.predicate is not None and self.predicate.form == "toll"


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence offers for linking. ``subsets`` are groups that only break another one down ("including ...")."""

    sentence: Sentence
    groups: tuple[Group, ...]
    predicates: tuple[Predicate, ...]
    subsets: frozenset[Group]

    def gap(self, start: int, end: int) -> list[int]:
        """The tokens between, without what stands in brackets."""
        found: list[int] = []
        depth = 0
        for at in range(start, end):
            word = self.sentence.lower[at]
            depth += word == "("
            if depth == 0:
                found.append(at)
            depth -= word == ")" and depth > 0
        return found

    def inside(self, at: int, cls: str) -> bool:
        """Whether token ``at`` lies within a form of the class that began before it."""
        return any(mark.end > at for _, mark in self.sentence.find(cls, start=at - 3, end=at))


def links(scene: Scene) -> list[Link]:
    """The links of a sentence, in the order of its groups."""
    taken: dict[Group, Link] = {}
    used: set[Predicate] = set()  # a word may be two predicates ("lost"): both are used at once
    for strength, group, predicate in sorted(_candidates(scene), key=lambda c: (-c[0], c[1].start)):
        if not strength or group in taken or (predicate is not None and predicate in used):
            continue
        if predicate is None:
            if group.outcome is not None:
                taken[group] = Link(group, group.outcome, group.start, group.end)
            continue
        used.update(other for other in scene.predicates if other.start == predicate.start)
        taken[group] = _link(scene, group, predicate)
    _join(scene, taken)
    seconds = list(_seconds(scene, taken, used))
    ended = {link.group for link in seconds if _ended(scene, link)}  # "a boy wounded on Monday has died"
    found = [*(link for link in taken.values() if link.group not in ended), *seconds]
    return sorted(found, key=lambda link: (link.group.start, link.end))


def _link(scene: Scene, group: Group, predicate: Predicate) -> Link:
    """The link of a group and a predicate. Of many who "were shot" it is said that they were killed."""
    massacre = scene.sentence.match(predicate.start, "killed.many") and predicate.end - predicate.start == 1
    outcome = "killed" if massacre and group.number.min >= _MANY else predicate.outcome
    return Link(group, outcome, min(group.start, predicate.start), max(group.end, predicate.end), predicate)


def _candidates(scene: Scene) -> Iterator[tuple[int, Group, Predicate | None]]:
    for group in scene.groups:
        if group.head == "outcome" and _stands_alone(scene, group):
            yield (
                (60 if group.noun[1] - group.noun[0] > 1 or group.outcome in ("displaced", "detained") else 88),
                group,
                None,
            )
        for predicate in scene.predicates:
            if predicate.start - group.end > _FARTHEST or group.start - predicate.end > _FARTHEST:
                continue
            if group.end <= predicate.start:
                yield _subject(scene, group, predicate), group, predicate
            elif predicate.end <= group.start:
                yield _object(scene, group, predicate), group, predicate


def _stands_alone(scene: Scene, group: Group) -> bool:
    """Whether a noun tells what befell without a verb: "12 deaths", and not "the body of a driver" or "500 prisoners swapped"."""
    if group.determiner in ("definite", "none"):
        return False
    if group.determiner == "article" and (group.outcome != "killed" or scene.sentence.match(group.end, "people.of")):
        return False
    return group.outcome != "detained" or not scene.sentence.has("detained.released", start=group.end)


def _is_body(scene: Scene, group: Group) -> bool:
    """Whether the group counts the dead themselves: nothing else can befall "35 bodies"."""
    return bool(scene.sentence.match(group.noun[1] - 1, "killed.body"))


def _subject(scene: Scene, group: Group, predicate: Predicate) -> int:
    """How strongly a group before a predicate is what befell: "12 people were killed", "12 dead"; 0: not at all."""
    sentence, gap = scene.sentence, scene.gap(group.end, predicate.start)
    if predicate.form in ("of", "toll", "ing"):
        return 0
    if predicate.form == "lives":
        return 90 if _counts_lives(sentence, group) and len(gap) <= 3 else 0
    if predicate.form == "noun":
        return 94 if not gap and group.head == "bare" else 0
    reach = _ONE_REACH if group.determiner != "number" or group in scene.subsets else _SUBJECT_REACH
    if group is scene.groups[0] and (predicate.passive or predicate.form == "intransitive"):
        reach = _FIRST_REACH
    if len(gap) > reach or not _passable(scene, group, scene.gap(_behind(scene, group, predicate), predicate.start)):
        return 0
    if group in scene.subsets and any(sentence.lower[at] == "," for at in gap):
        return 0
    if group.head == "bare" and group.determiner != "number" and (predicate.outcome == "displaced" or len(gap) > 3):
        return 0
    if group.number.max == 0 and predicate.outcome not in ("killed", "injured"):
        return 0
    if group.determiner == "definite" and not (predicate.passive or predicate.form == "intransitive"):
        return 0
    follows = _object_follows(scene, predicate)
    if predicate.form == "weak":
        fits = predicate.outcome != "killed" or sentence.has(*ARMED, start=group.noun[0], end=group.noun[1])
        return 50 - len(gap) if fits and not follows and group.head == "people" else 0
    if predicate.form == "verb" and not predicate.passive:
        if predicate.perfect:
            return 0
        if follows:
            return 45 - len(gap)
        if gap and not _only_adverbs(sentence, gap):
            return 60 - len(gap) if group.head != "bare" else 0
    if not gap:
        return 95
    far = len(gap) + (
        8 if group.determiner == "article" and sentence.match(group.start - 1, "grammar.preposition") else 0
    )
    return max(40, 92 - far) if group.head != "bare" or len(gap) < 6 else max(30, 70 - far)


def _object(scene: Scene, group: Group, predicate: Predicate) -> int:
    """How strongly a group after a predicate is what it took: "killed 12", "bodies of 12", "toll rose to 12"; 0: not at all."""
    sentence, gap = scene.sentence, range(predicate.end, group.start)
    if predicate.form == "toll":
        return _toll(scene, group, predicate)
    if predicate.form == "lives":
        counts = (
            _counts_lives(sentence, group)
            or sentence.match(group.end, "people.their_lives")
            or (
                sentence.match(predicate.start, "killed.loss")
                and sentence.has("people.lost", start=group.end - 1, end=group.end)
            )
        )
        return 91 - len(gap) if counts and len(gap) <= 4 and _empty(sentence, gap) else 0
    if group.determiner == "definite" and (predicate.form not in ("ing", "verb") or predicate.passive):
        return 0
    if predicate.start == 0 and len(gap) == 1 and sentence.match(gap.start, "grammar.be") and predicate.form == "verb":
        return 84  # "Killed were two nurses"
    if _labelled(sentence, gap) and predicate.form in ("noun", "verb", "state"):
        return 85 if group.determiner == "number" or group.head == "bare" else 0
    if predicate.form in ("noun", "state"):
        equal = len(gap) == 1 and sentence.match(gap.start, "grammar.be")
        label = not sentence.match(predicate.start, "killed.loss") and _only_adverbs(sentence, gap) and len(gap) < 2
        return (80 if equal else 55 if label else 0) if group.head == "bare" and group.determiner == "number" else 0
    if predicate.form in ("intransitive", "weak"):
        after = not gap and group.determiner == "number" and predicate.form == "intransitive"
        return 58 if after else _trailing(scene, group, predicate)  # "has perished 4 person"
    if len(gap) > _OBJECT_REACH or not _empty(sentence, gap):
        return _trailing(scene, group, predicate)
    if predicate.form in ("of", "ing"):
        return 93 - len(gap)
    if predicate.passive and not sentence.lexicon.words("grammar.inverts"):
        return 0
    stands = any(other.end == predicate.start for other in scene.groups)
    return (75 if stands else 90) - len(gap)


def _trailing(scene: Scene, group: Group, predicate: Predicate) -> int:
    """A number that comes after its own sentence: "people are fleeing toward the river, 400 families at least"."""
    before = group.start - 1
    last = group.end >= len(scene.sentence.tokens) - 1
    free = not any(other.end <= predicate.start for other in scene.groups)
    comma = scene.sentence.lower[before : group.start] == (",",)
    return 30 if last and free and comma and predicate.outcome == "displaced" and group.head == "people" else 0


def _toll(scene: Scene, group: Group, predicate: Predicate) -> int:
    sentence, gap = scene.sentence, range(predicate.end, group.start)
    if len(gap) > _TOLL_REACH or (group.determiner != "number" and group.head != "bare"):
        return 0
    if any(sentence.lower[at] == ";" for at in gap):
        return 0
    others = any(predicate.end <= other.start and other.end <= group.start for other in scene.groups)
    verbs = any(predicate.end <= other.start < group.start and other.form != "noun" for other in scene.predicates)
    if others and verbs:
        return 0
    joined = any(sentence.ending("toll.join", at, 4) for at in {group.start, group.number.figure})
    quoted = all(sentence.tokens[at].shape == "mark" and sentence.lower[at] in "'\"" for at in gap)
    return 96 - min(len(gap), 20) if joined or quoted else 0


def _counts_lives(sentence: Sentence, group: Group) -> bool:
    """Whether the group is what is lost or claimed: "61 lives", and of a force "5 soldiers"."""
    return bool(sentence.match(group.end - 1, "people.lives"))


def _passable(scene: Scene, group: Group, gap: Sequence[int]) -> bool:
    """Whether nothing between a subject and its predicate has a claim of its own; an aside between commas may have."""
    sentence = scene.sentence
    commas = [at for at in gap if sentence.lower[at] == ","]
    if len(commas) == 1 and not (
        sentence.match(commas[0] + 1, "part.opens", "grammar.be", "grammar.have")
        or (commas[0] == gap[-1] and len(gap) > 1)
    ):
        return False
    if commas and group.determiner in ("article", "definite") and len(commas) != 2:
        return False
    aside = range(commas[0], commas[-1]) if len(commas) > 1 else range(0)
    if any(_breaks(sentence, at) for at in gap if at not in aside):
        return False
    for other in scene.predicates:
        if other.start in gap and other.start not in aside and other.form in _CLAIMING:
            return False
    return all(
        other in scene.subsets or other.of or other.determiner != "number"
        for other in scene.groups
        if other.start in gap
    )


def _breaks(sentence: Sentence, at: int) -> bool:
    """Whether a token ends the clause of a subject: a semicolon, a word of saying, a subordinating word."""
    if sentence.lower[at] in (";", ":", "?", "!", "|"):
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
            named = other.determiner == "definite" and scene.sentence.lower[other.start] in _THE
            if named or not between or not _all_join(scene, between):
                break
            end = other.end
    sentence = scene.sentence
    if end > group.end and sentence.lower[end] == "," and sentence.match(end + 1, "grammar.be", "grammar.have"):
        return end + 1
    return end


def _all_join(scene: Scene, gap: Sequence[int]) -> bool:
    """Whether the tokens only join two groups: "and", "along with", "and her"."""
    return all(scene.sentence.match(at, "group.join", "group.definite") or scene.inside(at, "group.join") for at in gap)


def _empty(sentence: Sentence, gap: range) -> bool:
    """Whether only small words, or an aside between commas, stand between a verb and its object."""
    if len(gap) > 2 and sentence.lower[gap.start] == "," == sentence.lower[gap.stop - 1]:
        return True
    for at in gap:
        token = sentence.tokens[at]
        if token.shape == "mark" and token.word not in "\"'()-":
            return False
        if sentence.match(at, "group.join") or (
            sentence.match(at, "grammar.preposition", "grammar.clause", "grammar.say", "grammar.be")
            and not sentence.match(at, "grammar.object")
        ):
            return False
    return True


def _only_adverbs(sentence: Sentence, gap: Sequence[int]) -> bool:
    return all(sentence.match(at, "grammar.adverb") or sentence.lower[at].endswith("ly") for at in gap)


def _labelled(sentence: Sentence, gap: range) -> bool:
    """A label and its figure: "Injured: 74", "persons relocated within camps: 2,906"."""
    if 2 < len(gap) <= _LABEL_REACH and sentence.lower[gap.stop - 1] == ":":
        return not any(sentence.tokens[at].shape in ("mark", "number") for at in gap[:-1])
    return (
        1 <= len(gap) <= 2
        and sentence.lower[gap.start] in (":", "=", "-", "(")
        and all(sentence.tokens[at].shape == "mark" for at in gap)
    )


def _object_follows(scene: Scene, predicate: Predicate) -> bool:
    """Whether a group stands right after the predicate that has no nearer predicate of its own behind it."""
    for group in scene.groups:
        gap = range(predicate.end, group.start)
        if (
            group.start >= predicate.end
            and len(gap) <= 2
            and _empty(scene.sentence, gap)
            and group.determiner != "definite"
        ):
            return not any(
                other.start == group.end and other.form in ("verb", "state", "intransitive")
                for other in scene.predicates
            )
    return False


def _join(scene: Scene, taken: dict[Group, Link]) -> None:
    """Give people joined to linked people the same outcome, forwards and backwards."""
    for _ in range(2):
        for at, group in enumerate(scene.groups):
            if group in taken or (group.determiner == "definite" and scene.sentence.lower[group.start] in _THE):
                continue
            for other in scene.groups[max(0, at - 1) : at + 2]:
                link = taken.get(other)
                if other is not group and link is not None and (new := _shared(scene, group, link)) is not None:
                    taken[group] = new
                    break


def _shared(scene: Scene, group: Group, link: Link) -> Link | None:
    other, predicate, sentence = link.group, link.predicate, scene.sentence
    before = group.end <= other.start
    gap = range(group.end, other.start) if before else range(other.end, group.start)
    if predicate is not None and predicate.start in gap:
        return None
    if before and (predicate is None or predicate.start < group.start or group in scene.subsets):
        return None
    plain = scene.gap(gap.start, gap.stop)
    if not plain:
        return None
    if not (_all_join(scene, plain) or (_with_tail(scene, plain) if before else _elsewhere(scene, group, plain))):
        return None
    if before and sentence.match(group.start - 1, "grammar.preposition"):
        return None
    if (
        any(one.start >= group.end and one.start - group.end <= 1 and one.form != "noun" for one in scene.predicates)
        and not before
    ):
        return None
    return replace(link, group=group, start=min(group.start, link.start), end=max(group.end, link.end), joined=True)


def _with_tail(scene: Scene, gap: Sequence[int]) -> bool:
    """Joined behind words that only say who they are: "eight volunteers from a local charity and one driver were killed"."""
    sentence = scene.sentence
    return (
        2 < len(gap) <= _TAIL
        and bool(sentence.match(gap[-1], "group.and"))
        and bool(sentence.match(gap[0], "people.of", "grammar.working"))
        and not any(
            sentence.tokens[at].shape == "mark"
            or sentence.match(at, "grammar.verb", "grammar.say", "grammar.clause", "grammar.be")
            for at in gap
        )
    )


def _elsewhere(scene: Scene, group: Group, gap: Sequence[int]) -> bool:
    """The same in another place, without its verb: "three were killed in Kherson, two in Odesa and one in Lviv"."""
    sentence = scene.sentence
    return (
        group.head == "bare"
        and bool(sentence.match(group.end, "place.in"))
        and bool(sentence.match(gap[-1], "group.join"))
        and bool(sentence.match(gap[0], "place.in"))
        and len(gap) <= _PLACE_REACH
        and all(
            sentence.tokens[at].capital or sentence.match(at, "place.in", "group.join", "grammar.determiner")
            for at in gap
        )
    )


def _seconds(scene: Scene, taken: dict[Group, Link], used: set[Predicate]) -> Iterator[Link]:
    """A second predicate of people who have one already: "abducted and later found dead"."""
    for predicate in scene.predicates:
        if predicate in used or predicate.form not in ("verb", "intransitive", "state"):
            continue
        before = [
            link for link in taken.values() if link.predicate is not None and link.predicate.end <= predicate.start
        ]
        first = max(before, key=lambda link: link.end, default=None)
        if first is None or first.predicate is None or first.group.end > first.predicate.start:
            continue
        if first.outcome == predicate.outcome or (first.outcome, predicate.outcome) == ("killed", "injured"):
            continue
        gap = range(first.end, predicate.start)
        if not gap or len(gap) > _SECOND_REACH or scene.sentence.has(*PLURAL, start=gap.start, end=gap.stop):
            continue
        if any(other.start in gap and other.determiner != "definite" for other in scene.groups):
            continue
        joined = any(scene.sentence.match(at, "group.join") or scene.sentence.lower[at] == ";" for at in gap)
        if (joined or _wounded_first(first, predicate)) and not _object_follows(scene, predicate):
            yield Link(first.group, predicate.outcome, first.start, predicate.end, predicate, part=first.part)


def _wounded_first(first: Link, then: Predicate) -> bool:
    """Whether the first predicate only tells who they are: "a boy wounded on Monday has died"."""
    said = first.predicate
    return (
        said is not None
        and said.start == first.group.end
        and not said.passive
        and (then.passive or then.form == "intransitive")
        and then.outcome == "killed"
    )


def _ended(scene: Scene, link: Link) -> bool:
    """Whether people hurt before are now dead: they count once, as killed."""
    return link.outcome == "killed" and not any(
        other.outcome == "detained" and link.start <= other.start < link.end for other in scene.predicates
    )
