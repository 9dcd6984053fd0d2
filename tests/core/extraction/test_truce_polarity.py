"""Truces by verb and frame: what is denied, doubted, asked for, ahead or long ago never raises an alarm, and what is told does."""

from itertools import product
from typing import NamedTuple

from streams.core.facts import Ceasefire
from tests.cases import each
from tests.core.extraction.sentences import facts_of


class Verb(NamedTuple):
    """What is done to a truce, in the forms that a frame asks for, and what it comes to."""

    base: str
    past: str
    participle: str
    state: str


DONE = (
    Verb("break", "broke", "broken", "violated"),
    Verb("violate", "violated", "violated", "violated"),
    Verb("end", "ended", "ended", "collapsed"),
    Verb("extend", "extended", "extended", "extended"),
    Verb("sign", "signed", "signed", "agreed"),
    Verb("respect", "respected", "respected", "holding"),
    Verb("reject", "rejected", "rejected", "rejected"),
)
BECAME = (
    Verb("collapse", "collapsed", "collapsed", "collapsed"),
    Verb("expire", "expired", "expired", "collapsed"),
    Verb("hold", "held", "held", "holding"),
    Verb("begin", "began", "begun", "agreed"),
)
DONE_TOLD = (
    "The rebels {past} the truce in Taiz on Monday.",
    "The rebels have {participle} the truce in Taiz.",
    "The truce in Taiz was {participle} by the rebels on Monday.",
    "The army said on Monday that the rebels had {participle} the truce in Taiz.",
    "Rebels {base} truce in Taiz",
)
DONE_NOT = (
    "The rebels denied that they had {participle} the truce in Taiz.",
    "The rebels rejected claims that they had {participle} the truce in Taiz.",
    "Reports that the rebels had {participle} the truce in Taiz were false.",
    "It is not true that the rebels have {participle} the truce in Taiz.",
    "Unconfirmed reports said that the rebels had {participle} the truce in Taiz.",
    "It is not clear whether the rebels have {participle} the truce in Taiz.",
    "If the rebels {base} the truce in Taiz, the army will strike back.",
    "The envoy urged the rebels not to {base} the truce in Taiz.",
    "The rebels are about to {base} the truce in Taiz.",
    "The rebels have yet to {base} the truce in Taiz.",
    "The rebels must not {base} the truce in Taiz, the envoy said.",
    "Have the rebels {participle} the truce in Taiz?",
    "In 2015 the rebels {past} the truce in Taiz.",
    "Taiz on Friday marked ten years since the rebels {past} the truce.",
)
BECAME_TOLD = (
    "The truce in Taiz {past} on Monday.",
    "The truce in Taiz has {participle} again.",
    "The army said that the truce in Taiz had {participle}.",
)
BECAME_NOT = (
    "The army denied that the truce in Taiz had {participle}.",
    "The truce in Taiz may have {participle}.",
    "The truce in Taiz nearly {past} on Monday.",
    "The truce in Taiz must {base}, the envoy said.",
    "It is unclear whether the truce in Taiz has {participle}.",
    "If the truce in Taiz {base}s, convoys will stop.",
    "Has the truce in Taiz {participle}?",
    "The truce in Taiz {past} in 2019.",
    "A previous truce in Taiz {past}.",
)


def told(text: str) -> list[str]:
    """The states that would raise an alarm: new and reported."""
    found = [fact for fact in facts_of({"text": text}) if isinstance(fact, Ceasefire)]
    return [fact.state for fact in found if fact.status == "reported" and fact.scope == "new"]


@each("verb", [*DONE, *BECAME])
def test_what_is_told_of_a_truce_is_read(verb: Verb) -> None:
    frames = DONE_TOLD if verb in DONE else BECAME_TOLD

    read = {text: told(text) for text in (frame.format(**verb._asdict()) for frame in frames)}

    assert {text: states for text, states in read.items() if states != [verb.state]} == {}


@each("verb", [*DONE, *BECAME])
def test_what_is_denied_doubted_ahead_or_long_ago_is_not_told_of_a_truce(verb: Verb) -> None:
    frames = DONE_NOT if verb in DONE else BECAME_NOT

    read = {text: told(text) for text in (frame.format(**verb._asdict()) for frame in frames)}

    assert {text: states for text, states in read.items() if states} == {}


@each(
    ("frame", "act"),
    product(
        ["The rebels did not {}.", "The rebels have yet to {}.", "Nobody could {}."],
        ["break the truce in Taiz", "end the truce in Taiz", "reject the truce in Taiz"],
    ),
)
def test_a_truce_that_nobody_touched_is_not_told_as_broken(frame: str, act: str) -> None:
    assert told(frame.format(act)) == []
