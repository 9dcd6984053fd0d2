"""Links: which people met with which outcome in a sentence.

Every group of people and every predicate that could belong together is a candidate with a strength; the strongest are
taken first, each group once and each predicate once. Then people joined to linked people ("two soldiers and a child")
share their outcome, and people of whom two things are said ("abducted and later killed") have both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.nouns import PLURAL
from streams.core.extraction.casualties.objects import as_object
from streams.core.extraction.casualties.people import civilian
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.casualties.releases import let_go_by_name
from streams.core.extraction.casualties.scene import THE, Scene, all_join, object_follows, takes_them
from streams.core.extraction.casualties.subjects import as_subject, is_body, stands_alone
from streams.core.extraction.reading import Sentence
from streams.core.facts import Outcome

_PLACE_REACH = 7
_TAIL = 14
_FARTHEST = 45
_MANY = 10
NEVER_BOTH = {("killed", "injured"), ("killed", "missing"), ("detained", "missing")}
_SECOND_REACH = 14
_DIED_REACH = 20
_OF_THEM = 10
"""How much weaker some of those counted before are: of "two nurses including a mother were killed" it is the two."""
_AND_THEIRS = 8
_LIKEWISE = 5


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
    besides: bool = False
    """Whether they are others than those before: "the head was also hurt; he later died", "a cook wounded on Monday died"."""

    @property
    def toll(self) -> bool:
        return self.predicate is not None and self.predicate.form == "toll"


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
    seconds = _seconds(scene, taken, used)
    ended = {link.group for link in seconds if _ended(scene, link)}  # "a boy wounded on Monday has died"
    dead = {link.group for link in seconds if link.outcome == "killed"}
    found = [
        *(
            link
            for link in taken.values()
            if link.group not in ended and not (link.outcome == "injured" and link.group in dead)
        ),
        *seconds,
    ]
    return sorted(found, key=lambda link: (link.group.start, link.end))


def _link(scene: Scene, group: Group, predicate: Predicate) -> Link:
    """The link of a group and a predicate. Of many who "were shot" it is said that they were killed."""
    massacre = scene.sentence.match(predicate.start, "killed.many") and predicate.end - predicate.start == 1
    died = (massacre and group.number.min >= _MANY) or _died_there(scene, group, predicate)
    outcome = "killed" if died else predicate.outcome
    return Link(group, outcome, min(group.start, predicate.start), max(group.end, predicate.end), predicate)


def _died_there(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Where others of those who died did: "eleven died at the scene and four in hospital"."""
    sentence = scene.sentence
    if predicate.start != group.end or not sentence.match(predicate.start, "place.of_death"):
        return False
    if not (group.more or sentence.match(group.start - 1, "group.and", "group.more")):
        return False
    if group.more and sentence.lower[group.start - 1] == ",":
        return False  # "one died, two more in hospital"
    before = [one for one in scene.predicates if one.end <= group.start and one.form in ("verb", "intransitive", "ing")]
    return bool(before) and before[-1].outcome == "killed"


def _candidates(scene: Scene) -> Iterator[tuple[int, Group, Predicate | None]]:
    for group in scene.groups:
        if group.head == "outcome" and stands_alone(scene, group):
            weak = group.noun[1] - group.noun[0] > 1 or group.outcome in ("displaced", "detained")
            yield 97 if is_body(scene, group) else 60 if weak else 88, group, None
        for predicate in scene.predicates:
            if predicate.start - group.end > _FARTHEST or group.start - predicate.end > _FARTHEST:
                continue
            if scene.sentence.match(predicate.start, "killed.of_armed") and civilian(scene.sentence, group):
                continue  # "twelve swimmers were eliminated": they have lost a contest
            if group.end <= predicate.start:
                strength = as_subject(scene, group, predicate)
                yield strength - _OF_THEM * (strength > _OF_THEM and _inside_of_others(scene, group)), group, predicate
            elif predicate.end <= group.start:
                yield as_object(scene, group, predicate), group, predicate


def _inside_of_others(scene: Scene, group: Group) -> bool:
    """Whether a word alone parts one of some from those: "two nurses including a mother were killed"."""
    return group in scene.subsets and any(other.end == group.start - 1 for other in scene.groups)


def _join(scene: Scene, taken: dict[Group, Link]) -> None:
    """Give people joined to linked people the same outcome, forwards and backwards."""
    for _ in range(2):
        for at, group in enumerate(scene.groups):
            if group in taken or _named_apart(scene, at):
                continue
            for other in scene.groups[max(0, at - 1) : at + 2]:
                link = taken.get(other)
                if other is not group and link is not None and (new := _shared(scene, group, link)) is not None:
                    taken[group] = new
                    break


def _named_apart(scene: Scene, at: int) -> bool:
    """Whether a group is someone told of before ("the driver"), and not the next of a list of people ("8 guests and the cook")."""
    group, before = scene.groups[at], scene.groups[at - 1] if at else None
    if group.determiner != "definite" or scene.sentence.lower[group.start] not in THE:
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
    if last < start or not sentence.match(last, "group.and"):
        return False
    return not any(
        sentence.tokens[at].shape == "mark" or sentence.match(at, "grammar.verb", "grammar.be", "grammar.clause")
        for at in range(start, last)
    )


def _shared(scene: Scene, group: Group, link: Link) -> Link | None:
    other, predicate, sentence = link.group, link.predicate, scene.sentence
    if sentence.match(group.end - 1, "group.survivors"):
        return None
    if link.outcome == "detained" and let_go_by_name(scene, group):
        return None
    before = group.end <= other.start
    gap = range(group.end, other.start) if before else range(other.end, group.start)
    if predicate is not None and predicate.start in gap:
        gap = range(predicate.end, group.start)
        likewise = any(sentence.match(at, "group.likewise") for at in gap[:4]) and group.start - gap.start <= _LIKEWISE
        if likewise or _in_another_place(scene, group, gap):
            return replace(link, group=group, end=group.end, joined=True)
        return None
    if before and (predicate is None or predicate.start < group.start or group in scene.subsets):
        return None
    plain = scene.gap(gap.start, gap.stop)
    if not plain:
        return None
    if not (
        all_join(scene, plain)
        or (_with_tail(scene, plain) if before else _elsewhere(scene, group, plain) or _too(scene, link, plain))
    ):
        return None
    if before and sentence.match(group.start - 1, "grammar.preposition"):
        return None
    told = group.head == "bare" and sentence.ending(
        "toll.speaks", group.start, 4
    )  # "the ministry put 34, and 14 wounded"
    if before and group.head == "bare" and (told or not sentence.match(plain[-1], "group.and")):
        return None
    if (
        any(one is not predicate and 0 <= one.start - group.end <= 1 and one.form != "noun" for one in scene.predicates)
        and not before
    ):
        return None
    listed = (
        not before
        and [sentence.lower[at] for at in plain] == [","]
        and sentence.has("people.demographic", start=group.end - 1, end=group.end)
    )
    part = link.part or (listed and group.number.min < other.number.min)  # "37 dead, 7 women"
    return replace(
        link, group=group, start=min(group.start, link.start), end=max(group.end, link.end), joined=True, part=part
    )


def _in_another_place(scene: Scene, group: Group, gap: range) -> bool:
    """The verb stands with the first of several places: "nine were killed at Mir Ali and six in Lakki Marwat"."""
    plain = scene.gap(gap.start, gap.stop) if len(gap) else []
    return bool(plain) and group.determiner == "number" and _elsewhere(scene, group, plain)


def _with_tail(scene: Scene, gap: Sequence[int]) -> bool:
    """Joined behind words that only say who they are: "eight volunteers from a local charity and one driver were killed"."""
    sentence = scene.sentence
    return (
        2 < len(gap) <= _TAIL
        and bool(sentence.match(gap[-1], "group.and"))
        and (
            sentence.lower[gap[0]].endswith("ing")
            or bool(sentence.match(gap[0], "grammar.preposition", "grammar.working"))
        )
        and not any(
            sentence.tokens[at].shape == "mark"
            or sentence.match(at, "grammar.verb", "grammar.say", "grammar.clause", "grammar.be")
            for at in gap[1:]
        )
    )


def _too(scene: Scene, link: Link, gap: Sequence[int]) -> bool:
    """Objects of one verb, the first with words that say who they are: "killed a volunteer from the branch and his driver"."""
    said = link.predicate
    return said is not None and said.end <= link.group.start and not said.passive and _with_tail(scene, gap)


def _elsewhere(scene: Scene, group: Group, gap: Sequence[int]) -> bool:
    """The same in another place, without its verb: "three were killed in Kherson, two in Odesa and one in Lviv"."""
    sentence = scene.sentence
    return (
        group.head == "bare"
        and bool(sentence.match(group.end, "place.in"))
        and bool(sentence.match(gap[-1], "group.join") or sentence.lower[gap[-1]] == ";")
        and bool(sentence.match(gap[0], "place.in"))
        and len(gap) <= _PLACE_REACH
        and not any(sentence.match(at, "grammar.verb", "grammar.aux", "grammar.say", "grammar.clause") for at in gap)
    )


def _seconds(scene: Scene, taken: dict[Group, Link], used: set[Predicate]) -> list[Link]:
    """A second predicate of people who have one already: "abducted and later found dead"."""
    told: list[Link] = []
    for predicate in scene.predicates:
        if predicate in used or predicate.form not in ("verb", "intransitive", "state"):
            continue
        before = [
            link for link in taken.values() if link.predicate is not None and link.predicate.end <= predicate.start
        ]
        first = max(before, key=lambda link: link.end, default=None)
        if first is None or first.predicate is None:
            continue
        comma = scene.sentence.lower[first.group.end : first.group.end + 1] == (",",)  # "shot the clerk, who died"
        who = (
            scene.sentence.match(first.group.end + comma, "clause.who", "clause.that") > 0
        )  # "wounding a boy who later died"
        if first.group.end > first.predicate.start and not (who and first.outcome == "injured"):
            continue
        if any(first.group is link.group and link.outcome == predicate.outcome for link in told):
            continue  # "were arrested, beaten and caned"
        if first.outcome == predicate.outcome or (first.outcome, predicate.outcome) in NEVER_BOTH:
            continue
        gap = range(first.end, predicate.start)
        by_them = any(scene.sentence.match(at, "group.agent") for at in gap)  # "was kidnapped by armed men and killed"
        others = not by_them and scene.sentence.has(*PLURAL, start=gap.start, end=gap.stop)
        reach = _DIED_REACH if first.outcome == "injured" and predicate.form == "intransitive" else _SECOND_REACH
        if not gap or len(scene.gap(gap.start, gap.stop)) > reach or others:
            continue
        if any(other.start in gap and other.determiner != "definite" for other in scene.groups):
            continue
        if not by_them and scene.sentence.lower[predicate.start - 1] == "or":
            continue  # "were murdered or taken away"
        joined = any(scene.sentence.match(at, "group.join") or scene.sentence.lower[at] == ";" for at in gap)
        if (joined or _wounded_first(scene, first, predicate)) and not _takes_others(scene, predicate):
            wounded = first.outcome == "injured" and _wounded_first(scene, first, predicate)
            later = wounded and first.group.determiner != "definite"
            told.extend(
                Link(link.group, predicate.outcome, link.start, predicate.end, predicate, part=link.part, besides=later)
                for link in before
                if link.predicate is first.predicate and link.outcome == first.outcome
            )
    return told


def _takes_others(scene: Scene, predicate: Predicate) -> bool:
    """Whether an active verb takes what stands behind it: "were taken by men who burnt the lorries"."""
    return object_follows(scene, predicate) or (
        predicate.form == "verb" and not predicate.passive and takes_them(scene.sentence, predicate)
    )


def _wounded_first(scene: Scene, first: Link, then: Predicate) -> bool:
    """Whether the first predicate only tells who they are: "a boy wounded on Monday has died"."""
    said = first.predicate
    comma = scene.sentence.lower[first.group.end : first.group.end + 1] == (",",)
    return (
        said is not None
        and (
            (said.start == first.group.end and not said.passive)
            or scene.sentence.match(_past_aside(scene, first.group.end + comma), "clause.who", "clause.that")
            > 0  # "a boy who was wounded on Monday has died"
        )
        and (then.passive or then.form == "intransitive")
        and then.outcome == "killed"
    )


def _past_aside(scene: Scene, at: int) -> int:
    """The token behind what stands in brackets at a token: "a nurse (midwife) who"."""
    return next(iter(scene.gap(at, len(scene.sentence.tokens))), at)


def _ended(scene: Scene, link: Link) -> bool:
    """Whether people hurt before are now dead: they count once, as killed."""
    return link.outcome == "killed" and not any(
        other.outcome == "detained" and link.start <= other.start < link.end for other in scene.predicates
    )
