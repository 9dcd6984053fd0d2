"""Deeds: predicates that only who or what does it makes telling, "avalanche claims four climbers", "pirates hijack dhow with 12 crew".

Airlines claim and take people too; the sea and the fever do so once.
"""

from collections.abc import Iterator

from streams.core.extraction.casualties.nouns import PLURAL, SINGULAR
from streams.core.extraction.casualties.predicates import Predicate, ends_clause
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Sentence

_KILLER = 6
"""Within how many tokens before "claims" stands what kills, nothing but where or when between."""
_SPARE = 4
_ABOARD = 8
"""Within how many tokens behind what is seized its people stand."""
_VESSELS = ("detained.vehicle", "missing.vessel")
_BREAKS = ("grammar.clause", "grammar.be", "grammar.have", "grammar.say", "group.and")


def deeds(sentence: Sentence) -> Iterator[Predicate]:
    """The predicates of a sentence that are told by who or what does them, in no order."""
    yield from _claimed(sentence)
    yield from _hijacked(sentence)
    yield from _severed(sentence)


def _counted(sentence: Sentence) -> dict[int, int]:
    """Where numbers begin that may count people, with their ends."""
    return {number.start: number.end for number in numbers(sentence) if number.kind == "count"}


def _claimed(sentence: Sentence) -> Iterator[Predicate]:
    """What an avalanche, the sea or a fever claims: "mudslide claims 14 villagers", "dengue carried off 12"."""
    if not sentence.has("killed.killer") or not sentence.has("killed.claims"):
        return
    counted = _counted(sentence)
    for at, mark in sentence.find("killed.claims"):
        if not _killer_before(sentence, at):
            continue
        family = sentence.match(mark.end, "people.household") or sentence.match(mark.end + 1, "people.household")
        end = counted.get(mark.end, mark.end if family else None)
        if end is None or sentence.has("killed.spare", start=end, end=end + _SPARE):
            continue
        people = family or sentence.has(*PLURAL, *SINGULAR, start=end, end=end + 3) or ends_clause(sentence, end)
        if people and not sentence.match(end, "people.lives"):
            yield Predicate("killed", "ing", at, mark.end)


def _killer_before(sentence: Sentence, at: int) -> bool:
    """Whether what kills is the subject of a verb: "avalanche on Broad Peak claims", and not "in the flood Anna claims"."""
    for near, mark in sentence.find("killed.killer", start=max(0, at - _KILLER), end=at):
        the = near - (sentence.match(near - 1, "grammar.determiner") > 0)
        words = range(mark.end, at)
        plain = not any(sentence.tokens[one].shape == "mark" or sentence.match(one, *_BREAKS) for one in words)
        where = (
            not words or sentence.match(words.start, "grammar.preposition") or sentence.match(at - 1, "grammar.adverb")
        )
        if plain and where and (the <= 1 or not sentence.match(the - 1, "grammar.preposition", "grammar.verb")):
            return True
    return False


def _hijacked(sentence: Sentence) -> Iterator[Predicate]:
    """Those aboard of what is seized: "gunmen seize bus with 30 passengers", "bus with 18 pilgrims hijacked"."""
    counted = _counted(sentence)
    for at, mark in sentence.find("detained.hijacks"):
        if not sentence.has("detained.captors", end=at):
            continue
        for there, vessel in sentence.find(*_VESSELS, start=mark.end, end=mark.end + 4):
            carrying = range(vessel.end, min(there + _ABOARD, len(sentence.tokens)))
            behind = next((near for near in carrying if sentence.match(near, "missing.carrying")), None)
            if behind is not None and not any(
                sentence.tokens[near].shape == "mark" for near in carrying[: behind - carrying.start]
            ):
                end = behind + sentence.match(behind, "missing.carrying")
                if end in counted:
                    yield Predicate("detained", "ing", behind, end)
                break
    for at, mark in sentence.find("detained.hijacked", start=2):
        if sentence.has(*_VESSELS, end=at) and ends_clause(sentence, mark.end):
            yield Predicate("detained", "intransitive", at, mark.end)


def _severed(sentence: Sentence) -> Iterator[Predicate]:
    """Those whom something maims: "mine blast takes both legs of farmer", "blew off the leg of a boy"."""
    for at, mark in sentence.find("injured.severs"):
        whose = mark.end
        while sentence.match(whose, "grammar.determiner", "numeral.unit", "injured.side"):
            whose += 1
        limb = sentence.match(whose, "injured.limb")
        of = whose + limb
        if limb and sentence.match(of, "injured.limb_of"):
            yield Predicate("injured", "ing", at, of + sentence.match(of, "injured.limb_of"))
