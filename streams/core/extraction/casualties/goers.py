"""Goers: people who come, go or are led out and leave no home behind: workers who walk out, guests brought out of a hotel."""

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.nouns import PLURAL
from streams.core.extraction.casualties.people import names_a_trade
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.casualties.visitors import of_workers, only_visit
from streams.core.extraction.reading import Sentence

_SAFELY = 2
"""Within how many tokens behind a verb "to safety" stands, its people apart."""
_PHRASE = 8
"""The most tokens of what people are brought out of: "the upper floors of the hotel"."""
_NO_THING = ("displaced.place", "cause", "killed.killer", "missing.waters", *PLURAL, "numeral.unit", "numeral.vague")
"""Where people live, what they flee from, and people."""
_ENDS = ("place.in", "grammar.clause", "grammar.be", "grammar.have", "group.and", "group.to_safety", "grammar.say")


def goes_about(sentence: Sentence, group: Group, predicate: Predicate) -> bool:
    """Whether people whom a word of flight is said of have only gone about their trade, or were rescued where nobody lives."""
    if predicate.outcome != "displaced":
        return False
    whole = of_workers(sentence, group)
    if sentence.match(predicate.start, "displaced.by_choice") and _at_work(
        sentence, group.end - 1 if whole is None else whole
    ):
        return True
    if only_visit(sentence, group, predicate):
        return True
    behind = max(group.end, predicate.end)
    safe = sentence.has("group.to_safety", start=predicate.start, end=behind + _SAFELY)
    if not safe or any(mark.value == "flood" for _, mark in sentence.find("cause")):
        return False
    last = group.end - 1
    aboard = sentence.match(last, "people.aboard") > 0 or _at_work(sentence, last)
    return aboard or any(_no_home(sentence, mark.end) for _, mark in sentence.find("place.from", start=predicate.start))


def _no_home(sentence: Sentence, at: int) -> bool:
    """Whether what people are brought out of, behind "from" at a token, is a thing and no place where people live."""
    words = 0
    for near in range(at, min(at + _PHRASE, len(sentence.tokens))):
        token = sentence.tokens[near]
        if token.word == "-" and token.start == sentence.tokens[near - 1].end:
            continue  # "low-lying areas"
        if token.shape != "word" or sentence.match(near, *_ENDS):
            break
        if token.capital or sentence.match(near, *_NO_THING):
            return False
        words += not sentence.match(near, "grammar.determiner", "grammar.of")
    return words > 0


def _at_work(sentence: Sentence, at: int) -> bool:
    """Whether people are named for a trade or an office that they go to, and not for the land or the house that they live on."""
    known = sentence.match(at, "people.at_work") > 0
    return known or (names_a_trade(sentence, at) and not sentence.match(at, "displaced.at_home"))
