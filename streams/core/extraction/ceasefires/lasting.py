"""Lasting: how long a ceasefire held, or shall hold: "the truce lasted 50 minutes", "agreed to add two days to the pause"."""

from collections.abc import Iterator

from streams.core.extraction.ceasefires.rulings import is_over, is_rolled, told
from streams.core.extraction.ceasefires.statements import CUES, Said, Truce
from streams.core.extraction.ceasefires.statuses import status_of
from streams.core.extraction.reading import Sentence

_NEAR = 5
"""Within how many tokens behind a ceasefire it is told that it lasted, and behind that, how long."""
_WHERE = 12
"""Within how many tokens behind it, which say where it is or between whom, a ceasefire is told to have lasted."""
_HEADLINE = 8
"""So many tokens without a verb make a headline: "Taiz truce over"."""


def lasting(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "the truce held for less than an hour"; a truce that "has held for 48 hours" still does."""
    for truce in found:
        for at, mark in sentence.find("truce.lasted", start=truce.last + 1, end=truce.last + 1 + _WHERE):
            between = (truce.last + 1, at)
            other = any(
                sentence.tokens[step].shape == "mark" and sentence.lower[step] != "-" for step in range(*between)
            )
            if other or sentence.has("grammar.have", "truce.not", *CUES, start=between[0], end=at):
                continue
            unit = next((i for i, _ in sentence.find("truce.short", start=mark.end, end=mark.end + _NEAR)), None)
            if unit is not None and sentence.lower[unit - 1] not in ("72", "48", "24"):
                yield Said(sentence, truce, "violated", "reported", at, unit)
                break


def over(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "with the truce over, jets struck at dawn", "strikes brought the truce to an end"."""
    for truce in found:
        brought = sentence.has("truce.brings", start=max(0, truce.first - 3), end=truce.first)
        headline = len(sentence.tokens) <= _HEADLINE and not sentence.has("grammar.be", "grammar.aux")
        if is_over(sentence, truce) and (brought or headline):
            yield Said(sentence, truce, "collapsed", "reported", truce.last + 1, truce.last + 1)


def lengthened(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "agreed to add two days to their pause": what is added to it is time."""
    for truce in found:
        for at, _ in sentence.find("truce.add", start=max(0, truce.first - 2 * _NEAR), end=truce.first):
            until = min(at + _NEAR, truce.first - 1)  # behind it stand "to" and the ceasefire
            unit = next((i for i, _ in sentence.find("truce.time", start=at, end=until)), None)
            if unit is not None and sentence.match(unit + 1, "grammar.to") and truce.first - unit <= _NEAR:
                yield Said(sentence, truce, "extended", "reported", at, truce.last)
                break


def gone(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "there is no truce any more", "there is no longer a ceasefire"."""
    for truce in found:
        low = max(0, truce.first - 2 * _NEAR)
        longer = sentence.ending("truce.none", truce.first, 2 * _NEAR) or any(
            mark.end == truce.first - 1 and sentence.match(mark.end, "grammar.determiner")
            for _, mark in sentence.find("truce.none", start=low, end=truce.first)
        )
        none = sentence.ending("truce.there_no", truce.first, _NEAR) and sentence.match(truce.last + 1, "truce.gone")
        if longer or none:
            yield Said(sentence, truce, "collapsed", status_of(sentence, low), truce.first, truce.last)


def given(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "gave the truce another two months", "truce to run two more days", "rolled the truce over"."""
    for truce in found:
        rolled = is_rolled(sentence, truce)
        time = truce.last if rolled else _more_time(sentence, truce.last + 1)
        verbs = [] if time is None else list(
            sentence.find("truce.rolls" if rolled else "truce.gives", start=max(0, truce.first - _NEAR), end=time)
        )  # fmt: skip
        if verbs:
            one = told(sentence, truce, "extended", (verbs[0][0], verbs[0][1].end), "main")
            if one is not None:
                yield one


def extension(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "a 72-hour truce extension", "the truce gets an extension of a week"."""
    for truce in found:
        end = truce.last + 1
        if truce.weak or sentence.has("truce.doubted", start=end):
            continue
        if not sentence.match(end, "truce.extension"):
            more = next((at for at, _ in sentence.find("truce.extension", start=end, end=end + 2 * _NEAR)), None)
            if more is None or not sentence.has("truce.gives", start=end, end=more):
                continue
            end = more
        one = told(sentence, truce, "extended", (end, end + 1), "main")
        if one is not None:
            yield one


def _more_time(sentence: Sentence, start: int) -> int | None:
    """The token of a length of time that is added, near token ``start``: "another two months", "six more weeks"."""
    for at, mark in sentence.find("truce.more", start=start, end=start + 2 * _NEAR):
        if sentence.has("truce.time", start=mark.end, end=mark.end + 3):
            return at
    return None


def quiet(sentence: Sentence, found: list[Truce]) -> Iterator[Said]:
    """As in "the quietest night since the truce came into force": it is kept."""
    for truce in found:
        near = sentence.find("truce.ever_since", "truce.under", start=max(0, truce.first - 4), end=truce.first)
        since = next((at for at, _ in near), None)
        if since is not None and sentence.has("truce.quietest", start=max(0, since - 2 * _NEAR), end=since):
            yield Said(sentence, truce, "holding", "reported", since, truce.last)
