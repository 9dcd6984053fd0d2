"""Goers: people who come, go or are led out and leave no home behind: workers who walk out, guests brought out of a hotel."""

from streams.core.extraction.casualties.groups import Group
from streams.core.extraction.casualties.people import names_a_trade
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.reading import Sentence

_SAFELY = 2
"""Within how many tokens behind a verb "to safety" stands, its people apart."""


def goes_about(sentence: Sentence, group: Group, predicate: Predicate) -> bool:
    """Whether people whom a word of flight is said of have only gone about their trade, or were rescued where nobody lives."""
    if predicate.outcome != "displaced":
        return False
    if sentence.match(predicate.start, "displaced.by_choice") and _at_work(sentence, group.end - 1):
        return True
    behind = max(group.end, predicate.end)
    safe = sentence.has("group.to_safety", start=predicate.start, end=behind + _SAFELY)
    if not safe or any(mark.value == "flood" for _, mark in sentence.find("cause")):
        return False
    aboard = sentence.match(group.end - 1, "people.aboard") > 0
    return aboard or sentence.has("people.rescued_from", start=predicate.start)


def _at_work(sentence: Sentence, at: int) -> bool:
    """Whether people are named for a trade or an office that they go to, and not for the land or the house that they live on."""
    known = sentence.match(at, "people.at_work") > 0
    return known or (names_a_trade(sentence, at) and not sentence.match(at, "displaced.at_home"))
