"""The verdict on what people were told: which message met which expectation, and what is wrong with the rest."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from streams.core.expectations import MessagePattern, Notified, messages
from streams.core.messages.accounts import Medium
from streams.core.moments import moment
from streams.core.ruletests import RuleTest
from streams.replay.people import Message, Told
from streams.replay.phones import Arrived
from streams.replay.verdicts import Difference, Failure, assigned, moment_words, shown

_SHOWN = 6
_LONGEST = 160
_MINUTE = timedelta(minutes=1)


Compose = Callable[[Arrived, Medium], str]
"""The words of a message as a kind of channel gets it."""


def judge_messages(test: RuleTest, clock: datetime, told: Told, compose: Compose) -> Iterator[Failure]:
    """Hold what people were told against what the test says that they must be told, and must not."""
    for at in told.missed:
        yield Failure("given", ("given", at), "no incident that lasts then meets this, so nothing is ordered")
    expected = messages(test.expect)
    fitting = {
        number: [at for at, one in enumerate(told.messages) if not message_differences(pattern, one, clock, compose)]
        for number, pattern in expected.items()
    }
    met = assigned(fitting)
    left = [one for at, one in enumerate(told.messages) if at not in met.values()]
    for number, pattern in expected.items():
        if number in met:
            continue
        near = _nearest(pattern, left, clock, compose)
        if near is not None:
            left.remove(near)
        yield Failure(
            "missing",
            ("expect", number),
            f"expected {pattern_words(pattern, clock)}",
            differences=message_differences(pattern, near, clock, compose) if near else (),
            items=tuple(_heard(pattern.to, told, clock)),
            told=near,
        )
    for number, pattern in messages(test.never).items():
        found = next((one for one in told.messages if not message_differences(pattern, one, clock, compose)), None)
        if found is not None:
            words = f"must never be: {pattern_words(pattern, clock)}"
            yield Failure("never", ("never", number), words, told=found)
    if test.unexpected == "fail" and any(isinstance(one, Notified) for one in test.expect):
        for one in left:
            if one.fate == "delivered":
                yield Failure("unexpected", ("name",), "not expected", told=one)


def message_differences(
    pattern: MessagePattern, message: Message, clock: datetime, compose: Compose
) -> tuple[Difference, ...]:
    """The fields in which a message is not what a pattern says."""
    text = f"{message.title}\n{message.body}"
    if pattern.medium is not None and message.arrived is not None:
        text = compose(message.arrived, pattern.medium)
    asked = {
        "outcome": (pattern.outcome, message.fate),
        "to": (pattern.to, message.to),
        "via": (pattern.via, message.via),
        "event": (pattern.event, message.event.event),
        "rule": (pattern.rule, message.event.rule),
    }
    found = [Difference(name, wanted, got) for name, (wanted, got) in asked.items() if wanted not in (None, got)]
    if pattern.at is not None and not timedelta() <= message.at - moment(pattern.at, clock) < _MINUTE:
        wanted, got = moment_words(moment(pattern.at, clock), clock), moment_words(message.at, clock)
        found.append(Difference("at", wanted, got))
    if any(phrase not in text for phrase in pattern.contains):
        found.append(Difference("contains", list(pattern.contains), _short(text)))
    if any(phrase not in message.reason for phrase in pattern.reason):
        found.append(Difference("reason", list(pattern.reason), message.reason))
    return tuple(found)


def pattern_words(pattern: MessagePattern, clock: datetime) -> str:
    """What a pattern asks for, in one line."""
    named = {name: getattr(pattern, name) for name in type(pattern).model_fields if name in pattern.model_fields_set}
    if pattern.at is not None:
        named["at"] = moment_words(moment(pattern.at, clock), clock)
    return ", ".join(["a message", *(f"{name} {shown(value)}" for name, value in named.items())])


def message_words(message: Message, clock: datetime) -> str:
    """A message in one line: when, to whom, over what, its title, and what became of it where it was not delivered."""
    fate = "" if message.fate == "delivered" else f" -- {message.fate}: {message.reason}"
    return f"{moment_words(message.at, clock)} to {message.to} via {message.via}: {_short(message.title)}{fate}"


def _nearest(pattern: MessagePattern, left: Sequence[Message], clock: datetime, compose: Compose) -> Message | None:
    """The message that was probably meant: to the same person, with most of what the pattern names."""

    def apart(message: Message) -> float:
        weights = {"to": 2.0, "contains": 1.5}
        return sum(weights.get(one.field, 1.0) for one in message_differences(pattern, message, clock, compose))

    near = min(left, key=apart, default=None)
    asked = len((pattern.model_fields_set | {"outcome"}) - {"medium"})
    return None if near is None or len(message_differences(pattern, near, clock, compose)) >= asked else near


def _heard(to: str | None, told: Told, clock: datetime) -> list[str]:
    """What became of the messages to a recipient, or to all."""
    mine = [one for one in told.messages if to in (None, one.to)]
    if not mine:
        return ["nobody was told of anything" if to is None else f"{to} was told of nothing"]
    more = [f"and {len(mine) - _SHOWN} more"] if len(mine) > _SHOWN else []
    return [*(message_words(one, clock) for one in mine[:_SHOWN]), *more]


def _short(text: str) -> str:
    line = " | ".join(text.split("\n"))
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
