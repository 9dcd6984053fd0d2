"""Sequels: what else befell people who met with something already, "abducted and later found dead".

Of some outcomes only the last counts: a boy wounded on Monday who has died is one of the dead.
"""

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.links import NEVER_BOTH, Link
from streams.core.extraction.casualties.nouns import PLURAL
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.casualties.scene import Scene, object_follows, takes_them
from streams.core.extraction.wordends import ends_as

_SECOND_REACH = 14
_DIED_REACH = 20


def sequels(scene: Scene, taken: dict[Group, Link], used: set[Predicate]) -> list[Link]:
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
        by_them = any(scene.sentence.match(at, "grammar.by") for at in gap)  # "was kidnapped by armed men and killed"
        others = not by_them and scene.sentence.has(*PLURAL, start=gap.start, end=gap.stop)
        reach = _DIED_REACH if first.outcome == "injured" and predicate.form == "intransitive" else _SECOND_REACH
        if (
            not (gap or _wounded_first(scene, first, predicate))
            or len(scene.gap(gap.start, gap.stop)) > reach
            or others
        ):
            continue
        if any(other.start in gap and other.determiner != "definite" for other in scene.groups):
            continue
        if not by_them and scene.sentence.match(predicate.start - 1, "grammar.or"):
            continue  # "were murdered or taken away"
        thing = predicate.outcome == "displaced" and _of_a_thing(scene, predicate)  # "6 hurt, clinic evacuated"
        if thing or _of_a_place(scene, gap):
            continue  # "two died in Lytton, where the fire is now held"
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


def _of_a_place(scene: Scene, gap: range) -> bool:
    """Whether what stands between ends with a clause that tells of a place or a thing, by a subject of its own."""
    sentence = scene.sentence
    for at in gap:
        if sentence.match(at, "clause.where"):
            theirs = sentence.match(
                at + 1, "pronoun.subject", "pronoun.many", "pronoun.one", "grammar.be", "grammar.have"
            )
            which = sentence.match(at, "clause.that") > 0  # "in the fire, which is now held"
            return which or not theirs
    return False


def _of_a_thing(scene: Scene, predicate: Predicate) -> bool:
    """Whether a noun of its own stands right before a verb, behind a mark or "and"."""
    sentence, at = scene.sentence, predicate.start - 1
    while at > 0 and (
        sentence.match(at, "grammar.be", "grammar.have", "grammar.adverb", "verb.when")
        or ends_as(sentence, at, "ending.adverb")
    ):
        at -= 1
    return sentence.tokens[at].shape == "word" and not sentence.match(
        at, "grammar.conjunction", "grammar.pronoun", "group.and", "grammar.clause", *PLURAL
    )


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


def died_since(scene: Scene, link: Link) -> bool:
    """Whether people hurt before are now dead: they count once, as killed."""
    return link.outcome == "killed" and not any(
        other.outcome == "detained" and link.start <= other.start < link.end for other in scene.predicates
    )
