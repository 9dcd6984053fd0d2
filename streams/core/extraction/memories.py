"""Memories: what an item has dated before, and what a sentence tells that still belongs to it.

"The dam burst in 2019. In that disaster 270 people died": the second sentence has no time of its own.
"""

from streams.core.extraction.reading import Reading, Sentence
from streams.core.extraction.times import Time, named_events, times

_CARRY = 4
"""How many sentences without a time of their own may follow one that tells history and still belong to it."""
_TOPIC = 12
"""A time within the first tokens of a sentence is its topic, and reaches into the sentences after it."""
_REFERS = 3
"""So early in a sentence stands what says that it goes on with the event before ("in those raids")."""
_THAT = 8
"""Within how many tokens behind what is told it says that it was in an event told of before ("in that war"), or is so now."""
_DATED_BY = 5
"""Within how many tokens behind a storm's name stands its date."""


def told_before(reading: Reading, sentence: Sentence, first: int, last: int) -> str:
    """The words of an earlier sentence that date what tokens first to last of one without a time tell; empty where none do."""
    if event := _of_that_event(reading, sentence, last) or _of_a_storm(reading, sentence):
        return event
    if sentence.has("stance.at_present", start=first, end=last + _THAT):
        return ""  # "the hall was put up in 2019. Twelve people are missing"
    for back in range(1, _CARRY + 1):
        before = reading.neighbour(sentence, -back)
        if before is None or before.block != sentence.block:
            break
        told = times(reading, before)
        if told:
            dates = told[0].past and not told[0].behind and told[0].at < _TOPIC
            return f"after {told[0].words!r}" if dates and not _own_time(sentence, before, told[0]) else ""
    return ""


def _of_that_event(reading: Reading, sentence: Sentence, last: int) -> str:
    """The words by which what is told belongs to what the sentence before dates: "burnt in 2022. At least 63 died in that war"."""
    that = next((mark.end for _, mark in sentence.find("stance.that_event", start=last, end=last + _THAT)), None)
    before = reading.neighbour(sentence, -1)
    if that is None or before is None:
        return ""
    told = times(reading, before)
    return f"after {told[-1].words!r}" if told and all(time.past for time in told) else ""


def _of_a_storm(reading: Reading, sentence: Sentence) -> str:
    """The words by which an earlier sentence dates the storm that this one names: "by Cyclone Freddy in March 2023"."""
    if not any(one.has("stance.storm") for one in reading.sentences):
        return ""
    for one in reading.sentences:
        if one.index >= sentence.index or one.field != sentence.field:
            continue
        for _, mark in one.find("stance.storm"):
            name = one.tokens[mark.end].word if mark.end < len(one.tokens) and one.tokens[mark.end].capital else ""
            dated = (time for time in times(reading, one) if time.past and 0 < time.at - mark.end <= _DATED_BY)
            if name and any(token.word == name for token in sentence.tokens) and (time := next(dated, None)):
                return f"{name} {time.words}"
    return ""


def of_named_event(reading: Reading, sentence: Sentence) -> str:
    """The words by which a sentence tells of an event that it, or the one before it, names by a date of weeks ago."""
    for time in named_events(reading, sentence):
        return time.words
    before = reading.neighbour(sentence, -1)
    if before is None or not sentence.has("stance.refers", end=_REFERS):
        return ""
    named = [time for time in named_events(reading, before) if time.at < _TOPIC]
    newer = any(not time.past for time in times(reading, before))
    return f"after {named[0].words!r}" if named and not newer else ""


def remembered(reading: Reading, sentence: Sentence) -> str:
    """The words of a title by which an item looks back, if its text has dated what it tells and come to nothing new."""
    looks = next(
        (
            one.words(at, mark.end)
            for one in reading.sentences
            if one.field == "title"
            for at, mark in one.find("stance.looks_back")
        ),
        "",
    )
    if not looks or sentence.field == "title":
        return ""
    before = [
        time
        for one in reading.sentences
        if one.field == "text" and one.index < sentence.index
        for time in times(reading, one)
    ]
    return looks if before and all(time.past for time in before) else ""


def _own_time(sentence: Sentence, before: Sentence, told: Time) -> bool:
    """Whether a sentence is not of the time that the one before tells: a stamp opens it, or that time dates something else.

    "07/06 Kaya: 14 killed" after a line that says "closed since February 2022".
    """
    if before.has("clause.which", end=told.at) or before.has("stance.since", start=told.at - 2, end=told.at):
        return True
    return bool(sentence.tokens) and sentence.tokens[0].shape == "number" and "/" in sentence.lower[0]
