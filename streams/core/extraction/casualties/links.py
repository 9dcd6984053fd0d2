"""Links: a group of people with the outcome that it met with, and the words that say so.

``linking`` finds those of a sentence.
"""

from dataclasses import dataclass

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.casualties.scene import Scene
from streams.core.extraction.reading import Sentence
from streams.core.facts import Outcome

_MANY = 10
NEVER_BOTH = {("killed", "injured"), ("killed", "missing"), ("detained", "missing")}


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


def link_of(scene: Scene, group: Group, predicate: Predicate) -> Link:
    """The link of a group and a predicate. Of many who "were shot" it is said that they were killed."""
    died = killed_many(scene, group, predicate) or _died_there(scene, group, predicate)
    outcome = "killed" if died else predicate.outcome
    return Link(group, outcome, min(group.start, predicate.start), max(group.end, predicate.end), predicate)


def killed_many(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Whether so many were shot that they were killed, if it is not told how many died: "shot 12 people, killing three"."""
    shot = scene.sentence.match(predicate.start, "killed.many") and predicate.end - predicate.start == 1
    return (
        bool(shot)
        and group.number.min >= _MANY
        and not any(
            other.form == "ing" and other.outcome == "killed" and other.start > predicate.end
            for other in scene.predicates
        )
    )


def _died_there(scene: Scene, group: Group, predicate: Predicate) -> bool:
    """Where others of those who died did: "eleven died at the scene and four in hospital"."""
    sentence = scene.sentence
    there = group.end + sentence.match(group.end, "verb.when")  # "and two later in hospital"
    if predicate.start != there or not sentence.match(predicate.start, "place.of_death"):
        return False
    if not (group.more or sentence.match(group.start - 1, "group.and", "group.more")):
        return False
    if group.more and sentence.lower[group.start - 1] == ",":
        return False  # "one died, two more in hospital"
    before = [one for one in scene.predicates if one.end <= group.start and one.form in ("verb", "intransitive", "ing")]
    return bool(before) and before[-1].outcome == "killed"
