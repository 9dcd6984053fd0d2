"""Care: people hurt who are told by their care alone: "after the fire 23 patients were brought to our Centre", "we admitted 29".

Hospitals admit people each day: something violent must be told with it, and no illness.
"""

from collections.abc import Iterator

from streams.core.extraction.casualties.nouns import ARMED, PLURAL
from streams.core.extraction.casualties.predicates import Predicate, auxiliary
from streams.core.extraction.casualties.senses import ILLNESS
from streams.core.extraction.numerals import numbers
from streams.core.extraction.reading import Reading, Sentence

_THERE = 5
"""Within how many tokens behind "were brought to" the clinic is named."""
_BEFORE = 2


def in_care(reading: Reading, sentence: Sentence) -> Iterator[Predicate]:
    """The predicates of care for those whom something violent hurt, in no order."""
    if not sentence.has("injured.receives", "injured.brought") or sentence.has("people.illness", "injured.planned"):
        return
    found = [*_received(sentence), *_brought(sentence)]
    if found and _something_violent(reading, sentence):
        yield from found


def _something_violent(reading: Reading, sentence: Sentence) -> bool:
    """Whether something violent is told in the sentence; or right before it, where it says itself how badly some are hurt."""
    near = [sentence]
    if sentence.has("injured.degree"):
        at = reading.sentences.index(sentence)
        near.extend(reading.sentences[max(0, at - _BEFORE) : at])
    causes = {mark.value for one in near for _, mark in one.find("cause")}
    return causes.isdisjoint(ILLNESS) and (bool(causes) or any(one.has("injured.event") for one in near))


def _received(sentence: Sentence) -> Iterator[Predicate]:
    """Whom a hospital took in: "the hospital received 46 patients", "we admitted 29, eight of them in a serious condition"."""
    counted = {one.start: one.end for one in numbers(sentence) if one.kind == "count"}
    for at, mark in sentence.find("injured.receives"):
        end = counted.get(mark.end)
        if end is None or not sentence.has("injured.hospital", "injured.carer", end=at):
            continue
        if auxiliary(sentence, at)[0] or sentence.has(*ARMED, start=end, end=end + 2):
            continue
        hospital = sentence.has("injured.hospital", end=at) and sentence.match(end, *PLURAL)
        if hospital or sentence.match(end, "injured.whom") or sentence.lower[end : end + 1] in ((",",), (".",), ()):
            yield Predicate("injured", "ing", at, mark.end)


def _brought(sentence: Sentence) -> Iterator[Predicate]:
    """Those brought to a clinic that is told by whose it is: "23 patients were brought to our Centre"."""
    for at, mark in sentence.find("injured.brought"):
        there = sentence.has("injured.hospital", "injured.unit", start=mark.end, end=mark.end + _THERE)
        if there and auxiliary(sentence, at)[0] and sentence.has("injured.whom", *PLURAL, end=at):
            yield Predicate("injured", "verb", at, mark.end, *auxiliary(sentence, at))
