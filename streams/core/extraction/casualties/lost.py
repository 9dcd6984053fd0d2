"""Lost: what words of loss mean by what stands around: who was lost with a ship is dead, whom captors carried away is held.

Those buried or lost in what is long past are dead too, for nobody looks for them any more.
"""

from collections.abc import Iterator
from dataclasses import replace

from streams.core.extraction.casualties.links import Link
from streams.core.extraction.casualties.nouns import PLURAL
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.casualties.scopes import stance_of
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Reading, Sentence

_WATERS = ("flood", "storm", "landslide", "shipwreck")
_WITH = 8
"""Within how many tokens behind a ship's loss it is told with whom she was lost."""
_YIELDS = 4
_LIVED = ("missing.search", "killed.lived", "missing.found", "missing.rescues", "group.safe")


def lost(sentence: Sentence) -> Iterator[Predicate]:
    """Deaths told by the loss of what carried people, and by the water that gives them back."""
    if not sentence.has("killed.went_down", "killed.yields"):
        return
    counted = {one.start: one.end for one in numbers(sentence) if one.kind == "count"}
    if not counted:
        return
    if sentence.has("killed.went_down") and not sentence.has(*_LIVED):
        yield from _with_a_ship(sentence, counted)
    for at, mark in sentence.find("killed.yields"):  # "the lake has given up four of the passengers"
        waters = sentence.has("missing.waters", "missing.collapse", start=at - _YIELDS, end=at)
        end = counted.get(mark.end)
        if waters and end is not None and sentence.has(*PLURAL, "group.more", start=end, end=end + _YIELDS):
            yield Predicate("killed", "ing", at, mark.end)


def _with_a_ship(sentence: Sentence, counted: dict[int, int]) -> Iterator[Predicate]:
    """Those lost with a ship, or where one burnt: "went down in 1946 with 145 people", "the boat caught fire; 148 were lost"."""
    for at, mark in sentence.find("killed.went_down"):
        ship = sentence.has("missing.vessel", end=at) or _named_which(sentence, at)
        if not ship or sentence.match(mark.end, "grammar.determiner"):
            continue  # "went down the river"
        with_whom = range(mark.end, min(mark.end + _WITH, len(sentence.tokens)))
        for near in with_whom:
            carrying = near + sentence.match(near, "missing.carrying")
            start = next((one for one in (carrying, carrying + 1) if one in counted), None)
            if carrying > near and start is not None:
                end = counted[start]
                aboard = sentence.has("missing.aboard", start=end, end=end + _YIELDS)
                if sentence.has(*PLURAL, start=end, end=end + 2) and not aboard:
                    yield Predicate("killed", "ing", near, carrying)
                break
        if any(end <= at and at - end <= 2 for end in counted.values()) and sentence.match(at, "killed.they_were_lost"):
            yield Predicate("killed", "intransitive", at, mark.end)


def _named_which(sentence: Sentence, at: int) -> bool:
    """Whether a clause tells of a name: "the Vipya, which went down"."""
    return at > 2 and sentence.match(at - 1, "clause.that") > 0 and sentence.tokens[at - 3].capital


def as_meant(reading: Reading, sentence: Sentence, link: Link) -> Link:
    """The link; people carried away where men with guns came, here or a sentence before, are held and not lost to a flood."""
    said = link.predicate
    if link.outcome != "missing" or said is None:
        return link
    if sentence.match(said.start, "missing.carried"):
        return replace(link, outcome="detained") if _came_with_guns(reading, sentence) else link
    verb = sentence.mark(said.start, "missing.verb")
    buried = verb is not None and verb.value == "collapse" and not said.passive
    if buried and stance_of(reading, sentence, link).scope == "background":
        return replace(link, outcome="killed")  # "in 2018 the mountain buried the hamlet and 215 people"
    return link


def _came_with_guns(reading: Reading, sentence: Sentence) -> bool:
    near = [one for one in (sentence, reading.neighbour(sentence, -1)) if one is not None]
    water = sentence.has("missing.waters") or any(
        mark.value in _WATERS for one in near for _, mark in one.find("cause")
    )
    return not water and any(one.has("detained.captors") for one in near)
