"""How old a truce is, and how old its breach: "the truce of 2020 was broken on Wednesday" is news."""

from collections.abc import Collection, Iterator

from streams.core.extraction.ceasefires.statements import CUES, Said
from streams.core.extraction.reading import Reading, Sentence
from streams.core.extraction.times import times
from streams.core.extraction.wordends import ends_as

_OWN = 4
"""Within how many tokens behind its noun a date is the truce's own: "the truce of March 2020"."""
_MADE = 9
"""Within how many tokens behind the word that it was made a date says when: "brokered with Russia in March 2020"."""


def dated(reading: Reading, sentence: Sentence, one: Said) -> frozenset[int]:
    """The tokens of the words of time that say when the truce was made, where ``one`` tells what became of it."""
    spans = frozenset(time.at for time in times(reading, sentence) if sentence.match(time.at, "truce.span"))
    if one.state in ("agreed", "proposed", "rejected"):
        return spans
    return spans | frozenset(_dates(reading, sentence, one))


def _dates(reading: Reading, sentence: Sentence, one: Said) -> Iterator[int]:
    for time in times(reading, sentence):
        if not time.past:
            continue
        if sentence.match(time.at - 1, "stance.since") and sentence.has("truce.superlative", end=time.at):
            yield time.at  # "the first breach since May"
            continue
        behind = time.at - one.truce.last
        made = not sentence.match(time.at - 1, "stance.since") and not sentence.match(time.at, "stance.since")
        own = one.truce.first - 2 <= time.at < one.truce.first and not sentence.match(time.at - 1, "stance.year_of")
        if own:  # "the 2021 ceasefire"
            yield time.at
            continue
        if 0 < behind <= _OWN and made and not one.truce.last < one.first < time.at:
            yield time.at
            continue
        if 0 < behind <= _MADE + _OWN and _told_made(sentence, one, time.at):
            yield time.at  # "الاتفاق المبرم في تشرين الثاني/نوفمبر 2024"
            continue
        cues = [(at, mark) for at, mark in sentence.find(*CUES, start=time.at - _MADE, end=time.at) if at != one.first]
        since = sentence.match(time.at - 1, "stance.since") or sentence.match(time.at, "stance.since")
        if cues and cues[-1][1].value == "holding" and since and cues[-1][0] > one.truce.last:
            yield time.at  # "the pact, in place since May, has unravelled"
            continue
        if (
            cues
            and cues[-1][1].value == "agreed"
            and cues[-1][0] > one.truce.last
            and one.first not in range(cues[-1][0], time.at)
        ):
            yield time.at


def _told_made(sentence: Sentence, one: Said, at: int) -> bool:
    """Whether right behind a truce it is told when it was made, up to token ``at``, and what became of it elsewhere."""
    start = one.truce.last + 1
    start += sentence.match(start, "grammar.the") > 0
    made = sentence.match(start, "truce.made")
    return made > 0 and not start <= one.first < at and not any(sentence.lower[i] == "," for i in range(start, at))


def begins(reading: Reading, sentence: Sentence, one: Said) -> frozenset[int]:
    """The tokens of the words of time from or until which a truce is to be: "declared a ceasefire from 1 December"."""
    if one.state != "extended" and (one.state not in ("agreed", "proposed") or one.first > one.truce.first):
        return frozenset()
    behind = (time.at for time in times(reading, sentence) if time.at > one.truce.last)
    return frozenset(at for at in behind if any(sentence.ending("truce.dates", by, 2) for by in (at, at - 1)))


def habitual(reading: Reading, sentence: Sentence, one: Said, own: Collection[int]) -> bool:
    """Whether a breach is told as what often happened rather than as news: "it has been violated often"."""
    if any(not time.past for time in times(reading, sentence)):
        return False
    low, high = max(0, one.first - 4), one.last + 5
    return sentence.has("truce.often", start=low, end=high) or (
        bool(own) and sentence.has("truce.repeatedly", start=low, end=high)
    )


def bygone(reading: Reading, sentence: Sentence, one: Said, own: Collection[int]) -> bool:
    """Whether it is told what became of a truce before this one: "the 2015 truce collapsed", "earlier truces were broken"."""
    broken = one.state in ("violated", "collapsed")
    if not broken and one.first < one.truce.first:
        return False  # "restored an earlier truce"
    for at, mark in sentence.find("truce.earlier", start=max(0, one.truce.first - 3), end=one.truce.last + 1):
        several = sentence.match(one.truce.first, "truce.noun") and ends_as(sentence, one.truce.last, "ending.many")
        if mark.value != "many" or (several and at < one.truce.first):
            return True  # and not "a series of ceasefire violations"
    if any(not time.past for time in times(reading, sentence)):
        return False
    if not broken or sentence.field == "title" or not any(sentence.tokens[at].shape == "number" for at in own):
        return False  # a headline tells news: "Truce of 2020 collapses"
    soon = sentence.has("truce.soon", start=one.last, end=one.last + _MADE) or sentence.has(
        "truce.never_was", start=max(0, one.first - 3), end=one.last + 1
    )  # "the truce of 2014 was never kept"
    if sentence.has("route.had", start=max(0, one.first - 3), end=one.last + 1) and not sentence.has("grammar.say"):
        return True  # "had broken the truce in 2019 as well"
    perfect = sentence.has("grammar.have", start=max(0, one.first - 3), end=one.last + 1)
    fell = one.state == "collapsed" and one.truce.last < one.first and not sentence.match(one.first, "grammar.be")
    return not perfect and (soon or fell)
