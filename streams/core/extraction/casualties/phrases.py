"""Phrases: predicates said in several words that stand apart, "sent 38 to hospital", "are in 24 shelters".

No one of their words would tell of people alone; together, within a few tokens, they do.
"""

from collections.abc import Iterator

from streams.core.extraction.casualties.deeds import deeds
from streams.core.extraction.casualties.driven import driven
from streams.core.extraction.casualties.lost import lost
from streams.core.extraction.casualties.lying import lying
from streams.core.extraction.casualties.nouns import ARMED, DUAL, PLURAL, SINGULAR
from streams.core.extraction.casualties.portions import few_survived
from streams.core.extraction.casualties.predicates import OUTCOMES, Predicate, auxiliary
from streams.core.extraction.casualties.senses import carried, of_the_sick
from streams.core.extraction.casualties.survivors import did_not_live
from streams.core.extraction.lexicon import Mark
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Sentence

_SENT = 9
_SHELTER_REACH = 6
_HOUSES = 3
_ALONG = 6
"""Within how many tokens behind "took" it is told that people went along."""
_CAPTORS = 4
_BROUGHT = 5
_NONE_REACH = 10
_LOOKED_FOR = 6
_LABEL = 3
_MOVED = 9
_BECAME = 7


def phrases(sentence: Sentence) -> Iterator[Predicate]:
    """The predicates that a sentence says in several words, in no order."""
    for at, mark in sentence.find("injured.hospital", start=1):
        if any(sentence.match(near, "injured.lies") for near in range(max(0, at - 5), at)):
            yield Predicate("injured", "intransitive", at - 1, mark.end)
    yield from _hurt(sentence)
    yield from _sheltered(sentence)
    yield from _looked_for(sentence)
    yield from _in_shelters(sentence)
    yield from driven(sentence)
    yield from deeds(sentence)
    yield from lost(sentence)
    yield from did_not_live(sentence)
    yield from lying(sentence)
    yield from _taken(sentence)
    yield from _brought_out(sentence)
    yield from _around(sentence)
    for at, mark in sentence.find("killed.victim"):
        became = next((near for near, _ in sentence.find("killed.became", start=mark.end, end=at + _BECAME)), None)
        if became is not None:
            yield Predicate("killed", "verb", at, became + 1)  # "жертвами обстрела стали 14 человек"
    for at, mark in sentence.find("killed.all_of"):
        yield Predicate("killed", "intransitive", at, mark.end)
    for at, mark in sentence.find("killed.survives"):
        none = any(group.end > at - _NONE_REACH for _, group in sentence.find("group.none_of", end=at))
        if none or at in few_survived(sentence):
            yield Predicate("killed", "intransitive", at, mark.end)  # "none of the 62 on board survived"


def _hurt(sentence: Sentence) -> Iterator[Predicate]:
    """Hurts said in several words: "left dozens with severe burns", "sent 38 to hospital"."""
    for at, mark in sentence.find("injured.with"):
        end = mark.end
        while length := sentence.match(end, "injured.how"):
            end += length
        broken = sentence.match(end - 1, "injured.broken") > 0  # "with a broken hip"
        if harm := sentence.match(end, "injured.harm") or (
            broken and sentence.match(end, "injured.limb", "injured.part")
        ):
            of = sentence.match(end + harm, "grammar.of")  # "sustained injuries of varying degrees"
            yield Predicate("injured", "intransitive", at, end + harm + of)
    for at, mark in sentence.find("injured.needs"):
        if (care := sentence.match(mark.end, "injured.care")) and not of_the_sick(sentence):
            yield Predicate("injured", "intransitive", at, mark.end + care)  # "needed medical treatment"
    for at, mark in sentence.find("injured.loses"):
        whose = mark.end + (sentence.match(mark.end, "grammar.determiner", "numeral.unit") > 0)
        whose += whose > mark.end and sentence.match(whose, "numeral.unit") > 0  # "ses deux jambes"
        if limb := sentence.match(whose, "injured.limb"):  # "lost a foot to a mine"
            yield Predicate("injured", "intransitive", at, whose + limb)
    for at, mark in sentence.find("injured.sends"):
        there = next((near for near, _ in sentence.find("injured.hospital", start=mark.end, end=at + _SENT)), None)
        if (
            there is not None
            and not sentence.has("people.sick", start=mark.end, end=there)
            and sentence.match(there - 1, "grammar.preposition")
        ):
            yield Predicate("injured", "verb", at, mark.end, *auxiliary(sentence, at))


def _around(sentence: Sentence) -> Iterator[Predicate]:
    """Verbs that go on behind their people: "shot three men dead", "taken 112 people into custody"."""
    for outcome in OUTCOMES:
        for at, mark in sentence.find(f"{outcome}.around"):
            for tail, so in sentence.find(f"{outcome}.behind", start=mark.end + 1, end=at + _SENT):
                between = range(mark.end, tail)
                if so.value and so.value != mark.value:
                    continue  # "buried two men alive", and not "pulled two men alive"
                small = ("grammar.clause", "grammar.be", "grammar.say", "people.alive")
                if any(sentence.match(near, *small) for near in between):
                    break  # and not "pulled twelve out alive and four dead"
                if not _people_in(sentence, between):
                    continue
                if sentence.match(tail, "group.to_safety") and sentence.has("people.aboard", start=mark.end, end=tail):
                    break  # "brought 69 passengers to safety": they have homes to go to
                yield Predicate(outcome, "ing", at, mark.end)
                break


def _people_in(sentence: Sentence, span: range) -> bool:
    """Whether people, or a number, stand between the two parts of a verb."""
    if sentence.has(
        *PLURAL,
        *SINGULAR,
        *DUAL,
        "pronoun.object",
        "numeral.unit",
        "numeral.ten",
        "numeral.vague",
        start=span.start,
        end=span.stop,
    ):
        return True
    return any(token.shape == "number" for token in sentence.tokens[span.start : span.stop])


def _sheltered(sentence: Sentence) -> Iterator[Predicate]:
    """People who live where nobody lives at home: "are in 24 shelters", "sleep at the mission"."""
    for at, mark in sentence.find("displaced.shelter", "displaced.roof", "displaced.refuge"):
        classes = ("displaced.stays",) if mark.cls == "displaced.roof" else ("displaced.stays", "displaced.is")
        for start, stays in sentence.find(*classes, start=at - _SHELTER_REACH, end=at):
            if sentence.match(stays.end, "place.in") and stays.end < at:
                yield Predicate("displaced", "intransitive", start, mark.end)
                break
        else:
            yield from _moved_there(sentence, at, mark)
    for at, mark in sentence.find("displaced.crosses"):
        for into, _ in sentence.find("displaced.over", start=mark.end, end=mark.end + _SHELTER_REACH):
            if not any(sentence.tokens[near].shape == "mark" for near in range(mark.end, into)):
                yield Predicate("displaced", "intransitive", at, into + 1)  # "crossed the Mbomou river into the DRC"
                break
    if sentence.has("displaced.whole"):
        for at, mark in sentence.find("displaced.to_where"):
            yield Predicate("displaced", "intransitive", at, mark.end)
    for _, mark in sentence.find("displaced.shelter"):  # "86,400 in 63 accommodation centres"
        for within in range(mark.end - _SHELTER_REACH, mark.end):
            if sentence.match(within, "place.in") and _only_counted(sentence, within):
                yield Predicate("displaced", "intransitive", within, mark.end)
                break


def _moved_there(sentence: Sentence, at: int, there: Mark) -> Iterator[Predicate]:
    """Those brought or gone to where nobody lives at home, and those whom it houses: "were taken to a relief camp"."""
    if there.cls == "displaced.roof":
        return
    for start, moves in sentence.find("displaced.moves", start=at - _MOVED, end=at):
        if sentence.match(moves.end, "displaced.into") and not carried(sentence, there.end):
            yield Predicate("displaced", "intransitive", start, there.end)
            return
    housed = ("displaced.houses", "displaced.keeps") if there.cls == "displaced.shelter" else ("displaced.houses",)
    for start, houses in sentence.find(*housed, start=there.end, end=there.end + _HOUSES):
        yield Predicate("displaced", "ing", start, houses.end)


def _only_counted(sentence: Sentence, at: int) -> bool:
    """Whether nothing but a number, with or without people, stands before a token in its clause."""
    begin = next((before for before in range(at - 1, -1, -1) if sentence.lower[before] in (",", ";", ":")), -1) + 1
    counted = [one for one in numbers(sentence) if begin <= one.start and one.end <= at]
    if len(counted) != 1 or counted[0].start - begin > 1 or counted[0].kind != "count":
        return False
    return counted[0].end == at or (at - counted[0].end <= 2 and bool(sentence.match(at - 1, *PLURAL)))


def _looked_for(sentence: Sentence) -> Iterator[Predicate]:
    """Those looked for, with where or when between: "divers went on looking on Monday for two sisters"."""
    for at, mark in sentence.find("missing.search"):
        for near in range(mark.end, mark.end + _LOOKED_FOR):
            if sentence.match(near, "grammar.clause", "grammar.say", "grammar.be") or (
                near < len(sentence.tokens) and sentence.tokens[near].shape == "mark"
            ):
                break
            if behind := sentence.match(near, "missing.for"):
                yield Predicate("missing", "ing", at, near + behind)
                break


def _in_shelters(sentence: Sentence) -> Iterator[Predicate]:
    """Those in the shelters that a label counts: "Safe centres: 96, with 11,842 persons", "In safety centres: 218 persons"."""
    for at, mark in sentence.find("displaced.shelter", end=_LABEL):
        if sentence.lower[mark.end : mark.end + 1] != (":",):
            continue
        if at and sentence.match(at - 1, "place.in"):
            yield Predicate("displaced", "state", at - 1, mark.end)
        counted = [one for one in numbers(sentence) if one.start > mark.end and one.kind == "count"]
        if len(counted) > 1 and sentence.match(counted[1].start - 1, "displaced.with"):
            yield Predicate("displaced", "ing", counted[1].start - 1, counted[1].start)


def _taken(sentence: Sentence) -> Iterator[Predicate]:
    """Those whom somebody took, told by who did or from what: "were taken by the raiders", "taken off a bus"."""
    for at, mark in sentence.find("detained.take"):
        by = mark.end + sentence.match(mark.end, "grammar.by")
        if by > mark.end and sentence.has("detained.captors", start=by, end=by + _CAPTORS):
            yield Predicate("detained", "verb", at, mark.end, *auxiliary(sentence, at))
    for at, mark in sentence.find("detained.takes"):
        second = _and_then(sentence, at, mark.end) and sentence.has("detained.captors", end=at)
        theirs = second or sentence.ending("detained.captors", at, _CAPTORS) or _led_away(sentence, at, mark.end)
        if (
            theirs
            and not sentence.match(mark.end, "grammar.preposition", "grammar.adverb")
            and not sentence.has("group.to_safety", "casualty.idiom", start=at)
            and not _to_hospital(sentence, at)
        ):
            yield Predicate("detained", "verb", at, mark.end)  # "the pirates took ten crew members"
    for at, mark in sentence.find("detained.off"):
        behind = range(mark.end, mark.end + _CAPTORS)
        end = next((near for near in behind if sentence.match(near, "grammar.by")), behind.stop)  # "off roofs by boat"
        if sentence.has("detained.vehicle", start=mark.end, end=end):
            yield Predicate("detained", "verb", at, mark.end, *auxiliary(sentence, at))


def _led_away(sentence: Sentence, at: int, end: int) -> bool:
    """Whether captors, named anywhere before, took them along: "the attackers, who came by car, also took three with them"."""
    return sentence.has("detained.captors", end=at) and sentence.has("detained.along", start=end, end=end + _ALONG)


def _and_then(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a verb is the second of those who do it: "stopped a bus and kept", "storm village, take 35 women"."""
    if at and sentence.match(at - 1, "group.and"):
        return True
    return at > 0 and sentence.lower[at - 1] == "," and _people_in(sentence, range(end, end + 3))


def _to_hospital(sentence: Sentence, at: int) -> bool:
    """Whether those taken are brought to doctors, and not from them."""
    return any(
        not any(sentence.match(near, "missing.from") for near in range(there - 3, there))
        for there, _ in sentence.find("injured.hospital", start=at)
    )


def _brought_out(sentence: Sentence) -> Iterator[Predicate]:
    """People taken out of danger, unlike fighters who are taken out: "yesterday we took out 37 persons"."""
    for at, mark in sentence.find("displaced.out"):
        behind = range(mark.end, mark.end + _BROUGHT)
        if sentence.has(*PLURAL, start=behind.start, end=behind.stop) and not sentence.has(
            *ARMED, "killed.state", "killed.noun", "injured.state", start=behind.start, end=behind.stop
        ):
            yield Predicate("displaced", "verb", at, mark.end, *auxiliary(sentence, at))
