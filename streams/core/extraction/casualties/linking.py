"""Linking: which people met with which outcome in a sentence.

Every group of people and every predicate that could belong together is a candidate with a strength; the strongest are
taken first, each group once and each predicate once. Then people joined to linked people share their outcome (``joins``),
and people of whom two things are said have both (``sequels``).
"""

from collections.abc import Iterator

from streams.core.extraction.casualties.alone import is_body, stands_alone
from streams.core.extraction.casualties.goers import goes_about
from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.joins import join
from streams.core.extraction.casualties.links import Link, link_of
from streams.core.extraction.casualties.nouns import NOUNS
from streams.core.extraction.casualties.objects import as_object
from streams.core.extraction.casualties.others import of_others
from streams.core.extraction.casualties.people import civilian
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.casualties.scene import Scene
from streams.core.extraction.casualties.senses import only_played
from streams.core.extraction.casualties.sequels import died_since, sequels
from streams.core.extraction.casualties.subjects import as_subject
from streams.core.facts import Outcome

_FARTHEST = 45
_OF_THEM = 10
"""How much weaker some of those counted before are: of "two nurses including a mother were killed" it is the two."""


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
        taken[group] = link_of(scene, group, predicate)
    join(scene, taken)
    later = sequels(scene, taken, used)
    ended = {link.group for link in later if died_since(scene, link)}  # "a boy wounded on Monday has died"
    dead = {link.group for link in later if link.outcome == "killed"}
    found = [
        *(
            link
            for link in taken.values()
            if link.group not in ended and not (link.outcome == "injured" and link.group in dead)
        ),
        *later,
    ]
    return sorted(found, key=lambda link: (link.group.start, link.end))


def _candidates(scene: Scene) -> Iterator[tuple[int, Group, Predicate | None]]:
    """Every pair that could belong together, with its strength; without a predicate, a noun that tells what befell."""
    for group in scene.groups:
        played = group.noun[1] > 0 and only_played(scene.sentence, group.noun[1] - 1, group.noun[1])
        played = played or _of_a_match(scene, group, group.outcome)
        if group.head == "outcome" and not played and stands_alone(scene, group):
            weak = group.noun[1] - group.noun[0] > 1 or group.outcome in ("displaced", "detained")
            yield 97 if is_body(scene, group) else 60 if weak else 88, group, None
        for predicate in scene.predicates:
            if predicate.start - group.end > _FARTHEST or group.start - predicate.end > _FARTHEST:
                continue
            if group.outcome == "killed" and predicate.outcome in ("injured", "detained"):
                continue  # "وصل إلى المستشفيات 32 شهيدا": nothing hurts the dead; "ten dead in prison riot"
            if _other_sense(scene, group, predicate) or _died_there(scene, group, predicate):
                continue
            if goes_about(scene.sentence, group, predicate):
                continue  # "300 workers walked out"
            if group.start >= predicate.end and _tells_the_whole(scene, predicate):
                continue
            if _of_a_match(scene, group, predicate.outcome) or _dead_already(scene, group, predicate):
                continue
            if group.end <= predicate.start:
                strength = as_subject(scene, group, predicate)
                yield strength - _OF_THEM * (strength > _OF_THEM and _inside_of_others(scene, group)), group, predicate
            elif predicate.end <= group.start:
                yield as_object(scene, group, predicate), group, predicate


def _other_sense(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether a word tells of others than these, or kills soldiers and tells of others what is no death."""
    if of_others(scene, group, predicate):
        return True
    sentence = scene.sentence
    if sentence.match(predicate.start, "killed.of_armed") and civilian(sentence, group):
        return True  # "twelve swimmers were eliminated": they have lost a contest
    fell = sentence.match(predicate.start, "killed.of_force") == predicate.end - predicate.start
    return fell and civilian(sentence, group) is not False  # "سقط طفل في بئر"


def _tells_the_whole(scene: Scene, predicate: Predicate) -> bool:
    """Whether a word says what those are with whom a sentence opens, and not what befell some of them: "із 40 поранених 12 — діти"."""
    sentence = scene.sentence
    opened = sentence.match(0, "part.of.count", "part.among")
    if not opened or not sentence.match(predicate.start, *NOUNS):
        return False
    return any(one.end == predicate.start and one.start - opened in (0, 1) for one in scene.groups)


def _died_there(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether a hospital is where more of the same died: "توفي 16، 13 منهم في موقع الحادث وثلاثة في المستشفى"."""
    sentence = scene.sentence
    there = predicate.outcome == "injured" and sentence.match(predicate.start, "grammar.preposition") > 0
    if (
        not sentence.lexicon.words("grammar.vso")
        or not there
        or group.head != "bare"
        or not sentence.match(group.start - 1, "group.and")
    ):
        return False
    before = [one for one in scene.groups if one.end < group.start]
    died = any(one.outcome == "killed" and one.end <= group.start for one in scene.predicates)
    return died and bool(before) and sentence.match(before[-1].end, "place.in") > 0


def _dead_already(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether a clause only adds what befell the dead before, where verbs stand first: "توفي شاب أصيب أمس"."""
    if predicate.outcome == "killed" or predicate.start != group.end or not scene.sentence.lexicon.words("grammar.vso"):
        return False
    return any(
        one.outcome == "killed" and one.form in ("verb", "of") and one.end == group.start for one in scene.predicates
    )


def _of_a_match(scene: Scene, group: Group, outcome: Outcome | None) -> bool:
    """Whether players were only hurt at play: "three strikers injured, Rovers go to Leeds without attack"."""
    sentence = scene.sentence
    players = outcome in ("injured", "missing") and sentence.has(
        "people.players", start=group.noun[0], end=group.noun[1]
    )
    return players and sentence.has("people.clubs") and not sentence.has("cause", "frame.real", "missing.collapse")


def _inside_of_others(scene: Scene, group: Group) -> bool:
    """Whether a word alone parts one of some from those: "two nurses including a mother were killed"."""
    return group in scene.subsets and any(other.end == group.start - 1 for other in scene.groups)
