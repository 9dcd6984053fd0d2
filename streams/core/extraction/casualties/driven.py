"""Driven: people whom a storm, fighting or fire drives out, "the surge drove 350 people out of the atolls", and who had to go.

Drivers drive people too, and prices: it is what drives them that tells.
"""

from collections.abc import Iterator

from streams.core.extraction.casualties.nouns import PLURAL
from streams.core.extraction.casualties.predicates import Predicate
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Sentence

_AWAY = 6
"""Within how many tokens behind those driven it is said from where, or that they go."""
_HAD = 4
"""Within how many tokens behind "had to leave" the place stands."""
_HURT = ("killed.state", "killed.noun", "injured.state", "people.armed.plural", "people.aboard")
_MOVES = ("grammar.clause", "grammar.be", "grammar.say")


def driven(sentence: Sentence) -> Iterator[Predicate]:
    """The predicates of driving out, in no order."""
    if sentence.has("displaced.drives"):
        counted = {number.start: number.end for number in numbers(sentence) if number.kind == "count"}
        for at, mark in sentence.find("displaced.drives"):
            figure = next((counted[near] for near in (mark.end, mark.end + 1) if near in counted), None)
            if figure is not None and sentence.has("cause", "displaced.force", end=at) and _away(sentence, figure):
                yield Predicate("displaced", "ing", at, mark.end)
    for at, mark in sentence.find("displaced.had_to"):
        if sentence.has("displaced.place", start=mark.end, end=mark.end + _HAD) and not _out_again(sentence, mark.end):
            yield Predicate("displaced", "intransitive", at, mark.end)
    yield from _brought_out(sentence)
    yield from _on_foot(sentence)
    if sentence.has("displaced.counter"):
        yield from (Predicate("displaced", "noun", at, mark.end) for at, mark in sentence.find("displaced.arrivals"))


def _brought_out(sentence: Sentence) -> Iterator[Predicate]:
    """Those brought out of where people live: "took 55 families out of Abu Salim", and not out of a mine or a hotel."""
    for at, mark in sentence.find("displaced.brings"):
        if not any(number.start == mark.end and number.kind == "count" for number in numbers(sentence)):
            continue
        for out, there in sentence.find("displaced.out_of", start=mark.end + 1, end=mark.end + _AWAY):
            town = sentence.tokens[there.end : there.end + 1]
            lived = bool(town and town[0].capital) or sentence.has(
                "displaced.place", start=there.end, end=there.end + _HAD
            )
            people = sentence.has(*PLURAL, start=mark.end, end=out) and not sentence.has(
                *_HURT, start=mark.end, end=out
            )
            captors = sentence.has("detained.captors", end=at) and not sentence.has("frame.real", end=at)
            if lived and people and not captors and not _out_again(sentence, there.end):
                yield Predicate("displaced", "ing", at, mark.end)


def _on_foot(sentence: Sentence) -> Iterator[Predicate]:
    """Those told to walk somewhere in a sentence that tells what drives them: "gunmen in Furcy, 3,000 walking down to"."""
    if not sentence.has("displaced.force", "detained.captors", "cause"):
        return
    for at, mark in sentence.find("displaced.walks"):
        if sentence.match(mark.end, "displaced.toward"):
            yield Predicate("displaced", "intransitive", at, mark.end)


def _away(sentence: Sentence, start: int) -> bool:
    """Whether it is told, right behind people, where they are driven from, or that they leave: "2,000 from villages"."""
    for at, mark in sentence.find("displaced.off", start=start, end=start + _AWAY):
        between = range(start, at)
        if any(sentence.tokens[near].shape == "mark" or sentence.match(near, *_MOVES) for near in between):
            return False
        people = not between or sentence.has(*PLURAL, start=start, end=at)
        return people and not _out_again(sentence, mark.end)
    return False


def _out_again(sentence: Sentence, at: int) -> bool:
    """Whether it is a place where nobody lives: a stadium, a beach, a shop."""
    return sentence.has("displaced.venue", start=at, end=at + _HAD)
