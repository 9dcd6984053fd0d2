"""Apart: people beside those who came to harm who share none of it, as another fate or clause of their own is told of them."""

from collections.abc import Sequence

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.nouns import NOUNS, PLURAL
from streams.core.extraction.casualties.releases import let_go_by_name
from streams.core.extraction.casualties.scene import Scene, comma_alone
from streams.core.extraction.reading import Sentence
from streams.core.extraction.wordends import ends_as

_SAVED = 6
"""Within how many tokens before those saved the verb stands, where verbs come first."""
_OPENS = 2


def of_another_fate(scene: Scene, group: Group, link: Link) -> bool:
    """Whether the words for people say what became of them: "21 morts et 12 000 sinistrés", survivors, those let go."""
    sentence = scene.sentence
    if sentence.match(group.end - 1, "group.survivors"):
        return True
    if sentence.match(group.end - 1, "people.sick") and sentence.match(group.end - 2, *PLURAL):
        return True  # "kills 12, 300 people sick with cholera"
    if _counted_by_fate(sentence, link, group) and _counted_with_a_noun(sentence, group):
        return True
    return link.outcome == "detained" and let_go_by_name(scene, group)


def _counted_by_fate(sentence: Sentence, link: Link, other: Group) -> bool:
    """Whether a word for what befell them is all that says who they are, beside others: "21 dead", "dos desaparecidos"."""
    group, predicate = link.group, link.predicate
    if group.head == "outcome":
        return group.outcome == link.outcome and group.noun[1] - group.noun[0] == 1
    if group.head != "bare" or predicate is None or predicate.start != group.end:
        return False
    return group.end <= other.start or sentence.match(group.end, *NOUNS) > 0


def _counted_with_a_noun(sentence: Sentence, group: Group) -> bool:
    """Whether people are counted, and not described as some of others: "37 dead, 7 women"."""
    plain = group.head == "people" and group.determiner == "number" and not group.more
    return plain and not sentence.has("people.demographic", start=group.end - 1, end=group.end)


def of_another_clause(scene: Scene, group: Group, link: Link, gap: Sequence[int]) -> bool:
    """Whether people behind a comma begin a clause of their own: "storm kills 12, 3,000 families receive aid"."""
    comma = comma_alone(scene, gap)
    if link.predicate is None and comma and scene.sentence.match(group.end, "missing.aboard"):
        return True  # "12 dead, 40 passengers on board"
    if comma and link.outcome in ("killed", "injured", "missing") and _families(scene.sentence, group):
        return True  # "la tempête tue 12 personnes, 3 000 familles reçoivent de l'aide"
    headlined = comma and (group.head == "bare" or not _described_behind(scene.sentence, group))
    return (link.predicate is None or headlined) and does_else(scene.sentence, group)


def _families(sentence: Sentence, group: Group) -> bool:
    """Whether households are counted, of which none is told how many people it has: they have lost a home, not all their lives."""
    plain = group.number.min > 1 and group.end == group.noun[1]
    return plain and sentence.match(group.end - 1, "people.household") > 0


def _described_behind(sentence: Sentence, group: Group) -> bool:
    """Whether what stands behind people may only say who they are: "three civilians trapped in a house", "trois civils libanais"."""
    if group.end >= len(sentence.tokens) or ends_as(
        sentence, group.end, "ending.past", "ending.doing", "ending.adverb"
    ):
        return True
    return bool(sentence.lexicon.words("grammar.behind")) or sentence.match(group.end, "numeral.aged") > 0


def does_else(sentence: Sentence, group: Group) -> bool:
    """Whether a word behind people tells something else of them: "six dead, 30 firefighters battle blaze"."""
    at = group.end
    if at >= len(sentence.tokens) or sentence.tokens[at].shape != "word":
        return False
    if sentence.match(at, "grammar.negation"):
        return True  # "300 without power"
    return not sentence.match(
        at, "grammar.preposition", "grammar.conjunction", "grammar.clause", "grammar.adverb", "group.join", "part.opens",
        "group.more", "calendar.weekday", "people.doing", "people.there", "toll.now",
    )  # fmt: skip


def told_apart(sentence: Sentence, group: Group) -> bool:
    """Whether a group before others has no part in what befell them: "of the three climbers, one died", "freed five hostages and"."""
    share = group.start <= _OPENS and sentence.match(0, "part.of.the") > 0
    return share or sentence.ending("detained.frees", group.start, 3) or _rescued(sentence, group)


def _rescued(sentence: Sentence, group: Group) -> bool:
    """Whether a verb before its subject tells that they were saved: "أنقذت البحرية 87 مهاجرا وانتشلت أربع جثث"."""
    if not sentence.lexicon.words("grammar.vso"):
        return False
    return any(
        all(sentence.tokens[at].shape == "word" for at in range(mark.end, group.start))
        for _, mark in sentence.find("detained.frees", start=group.start - _SAVED, end=group.start)
        if mark.end <= group.start
    )
