"""Visitors: people of whom a word of flight tells only where they walked: over a bridge that was opened, to a shrine and back.

The same words tell of flight where the sentence says what drives people, or what they carry; so only what the walk was for tells.
"""

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.nouns import PLURAL
from streams.core.extraction.casualties.predicates import Predicate, ends_clause
from streams.core.extraction.reading import Sentence

_WALK = 10
"""Within how many tokens behind "walked" stands where to, or what for."""
_OF_WHOM = 8
"""Within how many tokens before "of whom 12" stands of whom."""


def only_visit(sentence: Sentence, group: Group, predicate: Predicate) -> bool:
    """Whether people who are told to walk, come or leave have left no home: "walked over the new bridge", "came and left"."""
    between = (group.end, predicate.start)
    if predicate.form == "weak" and sentence.has("displaced.visits", start=between[0], end=between[1]):
        # "a hundred firemen had come and left with oil", and not "400 people who had come home left again"
        return not sentence.has("displaced.flight", "displaced.back", start=between[0], end=between[1])
    if group.one and group.determiner == "definite" and sentence.match(predicate.start, "displaced.posts"):
        return predicate.end <= group.start  # "the UN has moved its coordinator to Aden"
    if not sentence.match(predicate.start, "displaced.strolls"):
        return False
    if sentence.has("detained.hands"):
        return True  # "a hundred prisoners came over the bridge in exchange for others"
    if _flees(sentence):
        return False
    if sentence.match(group.start - 1, "displaced.which") and ends_clause(sentence, predicate.end):
        return True  # "the footbridge which 1,100 people walked over"
    end = next(
        (at for at in range(predicate.end, len(sentence.tokens)) if sentence.tokens[at].shape == "mark"),
        len(sentence.tokens),
    )
    return sentence.has("displaced.strolls.to", start=predicate.end - 1, end=min(end, predicate.end + _WALK))


def of_workers(sentence: Sentence, group: Group) -> int | None:
    """The token of those of whom these are some, where the sentence counts them right before: "33 staff, of whom 12"."""
    if group.head != "bare" or not sentence.ending("part.opens", group.start, 3):
        return None
    before = range(max(0, group.start - _OF_WHOM), group.start)
    return next((at for at in reversed(before) if sentence.match(at, *PLURAL)), None)


def _flees(sentence: Sentence) -> bool:
    return sentence.has("cause", "displaced.force", "detained.captors", "displaced.flight", "displaced.over")
