"""Moved: people whom a danger has moved, told by where they came or were brought: "led 87 people out of cars", "went to Sidon".

Buses bring pupils to school each day: a danger must be told in the sentence or before it, and no trade that they go about.
"""

from collections.abc import Iterator

from streams.core.extraction.casualties.predicates import Predicate, auxiliary
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Reading, Sentence

_FAR = 12
"""Within how many tokens behind its people a verb tells where they are brought."""
_NAMES = 4
"""How many words name the school or the hall to which people are brought."""
_CAME = 9
"""Within how many tokens behind the people who came, and where from, stands the verb."""
_CAPTORS = 3
"""Within how many tokens before a verb those stand who take people away and bring them to no safety."""
_BEFORE = 8
"""So many sentences after the danger people may still be moved by it."""
_DANGERS = frozenset(
    ("airstrike", "shelling", "bombing", "drone", "clashes", "flood", "earthquake", "storm", "landslide", "fire")
)
_ENDS = ("grammar.say", "clause.but", "injured.hospital", "injured.state", "killed.state", "killed.noun")


def moved(reading: Reading, sentence: Sentence) -> Iterator[Predicate]:
    """The predicates of being moved by a danger, in no order."""
    if not sentence.has(
        "displaced.conveys", "displaced.comes", "displaced.leaves", "displaced.there", "displaced.houses"
    ):
        return
    found = [*_carried(sentence), *_brought(sentence), *_came(sentence), *_left(sentence), *_there(sentence)]
    if found and _in_danger(reading, sentence):
        yield from found


def _in_danger(reading: Reading, sentence: Sentence) -> bool:
    """Whether a danger is told in the sentence, in the title, or in one of those before it or right behind."""
    at = reading.sentences.index(sentence)
    near = reading.sentences[max(0, at - _BEFORE) : at + 2]
    if sentence.has("displaced.out_of_water"):  # they may live there, and not only have been aboard
        return not any(one.has("missing.aboard", "people.aboard") for one in near)
    return sentence.has("displaced.force") or any(_tells_danger(one) for one in (*reading.sentences[:1], *near))


def _tells_danger(sentence: Sentence) -> bool:
    return sentence.has("displaced.danger", "displaced.noun", "detained.captors") or any(
        mark.value in _DANGERS for _, mark in sentence.find("cause")
    )


def _counted(sentence: Sentence) -> dict[int, int]:
    """Where counted people that go about no trade end, by where their number begins."""
    found: dict[int, int] = {}
    for number in numbers(sentence):
        for near in (number.end, number.end + 1):
            if number.kind == "count" and (length := sentence.match(near, "displaced.movers")):
                found[number.start] = near + length
                break
    return found


def _carried(sentence: Sentence) -> Iterator[Predicate]:
    """Whom helpers bring somewhere: "brought 150 people down to Dhunche", "led 87 people out of cars and took them to a school"."""
    people = _counted(sentence) if sentence.has("displaced.conveys") else {}
    for at, mark in sentence.find("displaced.conveys"):
        end = next((people[near] for near in (mark.end, mark.end + 1) if near in people), None)
        captors = sentence.ending("detained.captors", at, _CAPTORS) and not sentence.has("displaced.helpers", end=at)
        if end is not None and not captors and not auxiliary(sentence, at)[0] and _somewhere(sentence, end):
            yield Predicate("displaced", "ing", at, mark.end)


def _somewhere(sentence: Sentence, start: int) -> bool:
    """Whether it is told, in the clause that begins at a token, that people are brought where they may stay, or out of the water."""
    begins = range(start, start + 1 + _FAR * (sentence.match(start, "missing.from") > 0))  # "from Pokrovsk to Dnipro"
    for near in range(start, min(start + _FAR, len(sentence.tokens))):
        if sentence.match(near, *_ENDS) or sentence.lower[near] in (";", ":"):
            return False
        if sentence.match(near, "displaced.out_of_water"):
            return True
        if to := sentence.match(near, "displaced.into", "displaced.down_to"):
            return _place_to_stay(sentence, near + to, town=near in begins)
    return False


def _place_to_stay(sentence: Sentence, at: int, *, town: bool) -> bool:
    """Whether a school, a hall or a camp is named from a token on; or, where that may be, a town."""
    at += sentence.match(at, "grammar.determiner")
    for near in range(at, min(at + _NAMES, len(sentence.tokens))):
        if sentence.match(near, "displaced.roof", "displaced.refuge", "displaced.shelter"):
            return not sentence.match(near, "displaced.no_stay")
        if sentence.tokens[near].shape != "word" or sentence.match(near, "grammar.preposition"):
            break
    return town and at < len(sentence.tokens) and sentence.tokens[at].capital


def _brought(sentence: Sentence) -> Iterator[Predicate]:
    """Those who were brought where nobody lives: "Eleven families were brought to the airport hall"."""
    for at, mark in sentence.find("displaced.conveys"):
        there = mark.end + sentence.match(mark.end, "displaced.into", "displaced.down_to")
        emptied = sentence.has("displaced.emptied", end=at) and sentence.has("people.sick", end=at)
        if not (emptied or sentence.has("displaced.movers", end=at)) or there == mark.end:
            continue
        if auxiliary(sentence, at)[0] and _place_to_stay(sentence, there, town=emptied):
            yield Predicate("displaced", "verb", at, there, *auxiliary(sentence, at))


def _came(sentence: Sentence) -> Iterator[Predicate]:
    """Those who came from one town to another: "4,120 persons from Mboki reached Zemio", "families from Toul went to Sidon"."""
    if not sentence.has("displaced.comes"):
        return
    for end in _counted(sentence).values():
        if not sentence.match(end, "missing.from") or not _named(sentence, end + 1):
            continue
        for at, mark in sentence.find("displaced.comes", start=end + 2, end=end + _CAME):
            plain = all(sentence.tokens[near].shape == "word" for near in range(end, at))
            if plain and _named(sentence, mark.end):
                yield Predicate("displaced", "intransitive", at, mark.end)
                break


def _named(sentence: Sentence, at: int) -> bool:
    return at < len(sentence.tokens) and sentence.tokens[at].capital


def _left(sentence: Sentence) -> Iterator[Predicate]:
    """Guests who leave where they sleep, as a fire comes near: "some 700 holidaymakers left their hotels"."""
    for at, mark in sentence.find("displaced.leaves"):
        if _tells_danger(sentence) and not auxiliary(sentence, at)[0]:
            yield Predicate("displaced", "intransitive", at, mark.end)


def _there(sentence: Sentence) -> Iterator[Predicate]:
    """Those who are where nobody lives: "in the yard of the school there were 212 families", "185 families in the yard of"."""
    if not sentence.has("displaced.there", "displaced.houses"):
        return
    people = _counted(sentence)
    for at, mark in sentence.find("displaced.there"):
        if not people or not _place_to_stay(sentence, mark.end, town=False):
            continue
        for are, be in sentence.find("displaced.there_are"):
            if be.end in people and (are > at or people[be.end] == at):
                yield Predicate("displaced", "ing", are, be.end)
    for _, mark in sentence.find("displaced.roof"):
        houses = sentence.match(mark.end, "displaced.houses")
        if houses and mark.end + houses in people:  # "the mosque has taken in 410 people"
            yield Predicate("displaced", "ing", mark.end, mark.end + houses)
