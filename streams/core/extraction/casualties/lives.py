"""Lives: those that were lost, claimed or cost: "claimed 61 lives", and of a force "lost 5 soldiers"; and people lost with things."""

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.nouns import ARMED
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.casualties.scene import Scene, empty, only_adverbs
from streams.core.extraction.reading import Sentence

_THINGS = 14
"""The most tokens of what was buried with people."""


def lives(scene: Scene, group: Group, predicate: Predicate) -> int:
    """Lives that were lost or claimed: "claimed 61 lives", and of a force "lost 5 soldiers"."""
    sentence, gap = scene.sentence, range(predicate.end, group.start)
    counts = (
        counts_lives(sentence, group)
        or sentence.match(group.end, "people.their_lives")
        or (
            sentence.match(predicate.start, "killed.loss")
            and not _went_over(sentence, group.end)
            and (
                sentence.has("people.lost", "people.armed.singular", start=group.end - 1, end=group.end)
                or (sentence.ending("killed.of_ours", group.end - 1, 3) and sentence.has("cause"))
                or (
                    (group.head == "bare" or sentence.lexicon.words("grammar.inverts"))
                    and sentence.has("people.forces", *ARMED, end=predicate.start)
                )
                or (  # "the ward lost nine patients on Sunday"
                    sentence.match(group.end - 1, "people.sick")
                    and sentence.has("injured.hospital", "people.carers", end=predicate.start)
                )
            )
        )
    )
    if sentence.lexicon.words("grammar.inverts") and not counts_lives(sentence, group):
        counts = counts and only_adverbs(sentence, gap)  # and not "потеряли работу 14 человек"
    clear = empty(sentence, gap) or _and_men(sentence, gap) or _placed(sentence, group, gap)
    return 91 - len(gap) if counts and len(gap) <= 4 and clear else 0


def _went_over(sentence: Sentence, at: int) -> bool:
    """Whether they were lost to others and not to a death: "lost 30 of our members to the other union"."""
    rivals = sentence.match(at, "killed.lost_to") > 0 and sentence.ending("killed.of_ours", at - 1, 3)
    return rivals and not sentence.has("cause", "killed.killer", "missing.waters", start=at, end=at + 6)


def _placed(sentence: Sentence, group: Group, gap: range) -> bool:
    """Whether a place stands between the verb and its lives: "забрали в Непалі 112 життів"."""
    told = counts_lives(sentence, group) and bool(sentence.lexicon.words("grammar.inverts"))
    return told and sentence.match(gap.start, "place.in") > 0 and sentence.tokens[gap.stop - 1].capital


def _and_men(sentence: Sentence, gap: range) -> bool:
    """Whether things were lost with them: "lost three lorries and six men"."""
    counted = len(gap) > 2 and sentence.match(gap.start, "numeral.unit", "group.article", "group.definite")
    return bool(counted) and sentence.match(gap.stop - 1, "group.and") > 0


def counts_lives(sentence: Sentence, group: Group) -> bool:
    """Whether the group is what is lost or claimed: "61 lives", and of a force "5 soldiers"."""
    return bool(sentence.match(group.end - 1, "people.lives"))


def buried_with_things(scene: Scene, group: Group, predicate: Predicate, gap: range) -> bool:
    """Those whom the earth buried with what they had: "buried the line, the road and 19 people"."""
    sentence = scene.sentence
    verb = sentence.mark(predicate.start, "missing.verb")
    if verb is None or verb.value != "collapse" or predicate.passive or group.head != "people" or not gap:
        return False
    return (
        len(gap) <= _THINGS
        and sentence.match(gap.stop - 1, "group.and") > 0
        and not any(other.start in gap for other in scene.groups)
        and not any(
            sentence.match(at, "grammar.clause", "grammar.be", "grammar.say") or sentence.lower[at] in ";:"
            for at in gap
        )
    )
