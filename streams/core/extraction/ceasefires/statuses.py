"""Statuses: whether what is said of a ceasefire is asserted, denied, guessed or threatened."""

from streams.core.extraction.reading import Sentence
from streams.core.extraction.times import is_month
from streams.core.facts import Status


def status_of(sentence: Sentence, at: int) -> Status:
    """The status of what the cue at token ``at`` says."""
    start = max(0, at - 10)
    for step in range(at - 1, start - 1, -1):
        if sentence.lower[step] in (",", ";", ":") or sentence.match(step, "truce.but"):
            start = step
            break
    denials = [mark.end for _, mark in sentence.find("truce.denies", start=max(0, at - 14), end=at)]
    if denials and not sentence.has("truce.said", start=denials[-1], end=at):
        return "denied"
    if sentence.has("truce.untrue", start=at) or sentence.has("truce.no_truth", end=at):
        return "denied"  # "the statement about a violation does not correspond to reality"
    if sentence.has("truce.perhaps", start=start, end=at):
        return "unconfirmed"
    told = max((i for i, _ in sentence.find("grammar.have", start=start, end=at)), default=start)
    start = max(start, told)  # "the truce that was to begin has been broken"
    ahead = any(not is_month(sentence, i) for i, _ in sentence.find("truce.if", start=start, end=at))
    if ahead and not sentence.has("truce.accuse", start=start, end=at):
        return "threatened"
    return "reported"
