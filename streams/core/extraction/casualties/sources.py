"""Sources: a figure that somebody else gives of the people told of before, with hardly a word beside it.

"Villagers say nine.", "Coroner: 57", "the department still had 29 on its list".
"""

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.nouns import PLURAL, SINGULAR
from streams.core.extraction.casualties.predicates import ends_clause
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Sentence

_LONGEST = 18
"""How many tokens a sentence has that gives no more than somebody's figure."""
_LABELLED = 9
_INITIALS = 3
"""So many capitals at least are an organisation's: "OCHA: 2,100"."""
_HELD = 3


def gives_one(sentence: Sentence, before: Sentence) -> bool:
    """Whether a sentence gives no more than somebody's figure of those told of right before it."""
    behind = sentence.index - before.index
    if sentence.field != before.field or not 1 <= behind <= 2 or len(sentence.tokens) > _LONGEST:
        return False
    if behind == 2 and not sentence.has("toll.source", end=2):
        return False  # "75 martyrs. Most are from the camp. Army side says 70."
    counted = numbers(sentence)
    if len(counted) != 1 or counted[0].kind != "count" or not ends_clause(sentence, counted[0].end):
        return False
    at = counted[0].start
    return (at > 1 and sentence.ending("toll.says", at, 2)) or _signed(sentence, at) or _brings_up(sentence, at)


def _brings_up(sentence: Sentence, at: int) -> bool:
    """Whether a figure is what those told of before have come to: "That makes 31.", "In the morning it was thirty-five."."""
    return (
        sentence.ending("toll.makes", at, _HELD)
        or sentence.ending("toll.it", at, _HELD)
        or (sentence.has("toll.in_all"))
    )


def _signed(sentence: Sentence, at: int) -> bool:
    """Whether nothing but its source stands before a figure, with a colon: "Red Crescent man at the gate: 70"."""
    if not 1 < at <= _LABELLED or sentence.lower[at - 1] != ":":
        return False
    words = range(at - 1)
    if any(sentence.tokens[near].shape not in ("word", "mark") for near in words):
        return False
    head = next((near for near in words if near and sentence.match(near, "grammar.preposition")), at - 1) - 1
    name = sentence.tokens[head].word
    initials = len(name) >= _INITIALS and name.isupper() and not sentence.tokens[0].word.islower()
    return initials or sentence.match(head, "toll.source", *SINGULAR, *PLURAL) > 0


def kept_by(sentence: Sentence, group: Group) -> bool:
    """Whether somebody has so many in a list: "still had 29 on its list", "the hospital had 23 in its books"."""
    return sentence.match(group.end, "toll.listed") > 0 and sentence.ending("grammar.have", group.start, _HELD)
