"""The verdict on one test: which expectation met which event, and what is wrong with the rest."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from streams.core.alerts import AlertEvent
from streams.core.expectations import Pattern, patterns
from streams.core.grouping import label
from streams.core.items import Item
from streams.core.moments import moment
from streams.core.pipeline import Outcome
from streams.core.ruletests import RuleTest
from streams.core.trials import fact_words
from streams.replay.people import Message
from streams.replay.rehearsal import Rehearsal

Trail = tuple[str | int, ...]
Explain = Callable[[Item], Sequence[str]]
"""Says what was left aside in an item, and why."""

_ASIDE = 3
_ITEMS = 4


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which an event is not what was expected."""

    field: str
    expected: Any
    got: Any


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing wrong. ``trail`` leads from the test to what is not met, such as ``("expect", 0)``.

    ``event``, or ``told`` where it is of what people are told, is the one that should not be, or the one nearest to
    what was expected. ``items`` says, for each item that made the difference, what was read in it and why the rule did
    what it did; of a message, what else its recipient was told.
    """

    kind: Literal["missing", "unexpected", "never", "fault", "given"]
    trail: Trail
    message: str
    event: AlertEvent | None = None
    differences: tuple[Difference, ...] = ()
    items: tuple[str, ...] = ()
    told: Message | None = None


def judge(
    test: RuleTest, clock: datetime, rehearsal: Rehearsal, explain: Explain, further: Sequence[AlertEvent] = ()
) -> tuple[Failure, ...]:
    """Hold what came of the news against what the test says must come; ``further`` are events that came of what people did."""
    events = [*rehearsal.log, *rehearsal.taken_back, *further]
    expected = patterns(test.expect)
    fitting = {
        number: [at for at, one in enumerate(events) if not differences(pattern, one, clock)]
        for number, pattern in expected.items()
    }
    met = assigned(fitting)
    left = [event for at, event in enumerate(events) if at not in met.values()]
    failures: list[Failure] = []
    for number, pattern in expected.items():
        if number in met:
            continue
        near = _nearest(pattern, left, clock)
        if near is not None:
            left.remove(near)
        items = _behind(pattern, near, rehearsal, clock)
        failures.append(
            Failure(
                "missing",
                ("expect", number),
                f"expected {pattern_words(pattern, clock)}",
                near,
                differences(pattern, near, clock) if near else (),
                tuple(_said(one, rehearsal, explain, pattern.rule) for one in items),
            )
        )
    for number, pattern in patterns(test.never).items():
        event = next((one for one in (*_ever(rehearsal), *further) if not differences(pattern, one, clock)), None)
        if event is not None:
            said = _said("".join(event.items[:1]), rehearsal, explain, event.rule)
            message = f"must never be: {pattern_words(pattern, clock)}"
            failures.append(Failure("never", ("never", number), message, event, items=(said,)))
    if test.unexpected == "fail":
        for event in left:
            said = _said("".join(event.items[:1]), rehearsal, explain, event.rule)
            failures.append(Failure("unexpected", ("name",), "not expected", event, items=(said,)))
    return tuple(failures)


def differences(pattern: Pattern, event: AlertEvent, clock: datetime) -> tuple[Difference, ...]:
    """The fields in which an event is not what a pattern says."""
    found: list[Difference] = []
    for name in ("event", "rule", "severity", "value", "range", "exercise"):
        wanted = getattr(pattern, name)
        if wanted is not None and wanted != getattr(event, name):
            found.append(Difference(name, wanted, getattr(event, name)))
    if pattern.at is not None and moment(pattern.at, clock) != event.at:
        found.append(Difference("at", moment_words(moment(pattern.at, clock), clock), moment_words(event.at, clock)))
    if any(event.key.get(name) != value for name, value in pattern.key.items()):
        found.append(Difference("key", pattern.key, event.key))
    if not set(pattern.items) <= set(event.items):
        found.append(Difference("items", list(pattern.items), list(event.items)))
    quotes = [span.quote for span in event.evidence]
    if any(all(phrase not in quote for quote in quotes) for phrase in pattern.evidence):
        found.append(Difference("evidence", list(pattern.evidence), quotes))
    if any(phrase not in event.summary for phrase in pattern.summary):
        found.append(Difference("summary", list(pattern.summary), event.summary))
    return tuple(found)


def pattern_words(pattern: Pattern, clock: datetime) -> str:
    """What a pattern asks for, in one line."""
    named = {name: getattr(pattern, name) for name in pattern.model_fields_set if name not in ("at", "event", "rule")}
    words: list[str] = [pattern.event or "an event"]
    if pattern.rule:
        words.append(f"of {pattern.rule}")
    if pattern.at is not None:
        words.append(f"at {moment_words(moment(pattern.at, clock), clock)}")
    words += [f"{name} {shown(named[name])}" for name in type(pattern).model_fields if name in named]
    return ", ".join(words)


def event_words(event: AlertEvent, clock: datetime) -> str:
    """An event in one line: what, of which rule, when, of what, and its line for people."""
    value = "" if event.value is None else f", value {event.value}"
    drill = ", exercise" if event.exercise else ""
    return (
        f"{event.event}, of {event.rule}, at {moment_words(event.at, clock)}, key {shown(event.key)}, {event.severity}{value}"
        f"{drill}: {event.summary}"
    )


def shown(value: Any) -> str:
    """A value of a test as it might be written in one."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {one}" for name, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(shown, value)) + "]"
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def assigned(fitting: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """To each expectation one of those that fit it, its own, for as many as can be; a loose one never takes a strict one's."""
    owner: dict[int, int] = {}

    def placed(number: int, tried: set[int]) -> bool:
        for event in fitting[number]:
            if event not in tried:
                tried.add(event)
                if event not in owner or placed(owner[event], tried):
                    owner[event] = number
                    return True
        return False

    for number in fitting:
        placed(number, set())
    return {number: event for event, number in owner.items()}


def _nearest(pattern: Pattern, events: Iterable[AlertEvent], clock: datetime) -> AlertEvent | None:
    """The event that was probably meant: most of what the pattern names is so, its rule and item above all."""

    def apart(event: AlertEvent) -> float:
        weights = {"rule": 2.0, "items": 1.5, "key": 1.5}
        return sum(weights.get(one.field, 1.0) for one in differences(pattern, event, clock))

    near = min(events, key=apart, default=None)
    if near is None or len(differences(pattern, near, clock)) >= len(pattern.model_fields_set):
        return None
    return near


def _ever(rehearsal: Rehearsal) -> list[AlertEvent]:
    """Every event that was emitted at any moment, also those that were withdrawn later, and their retractions."""
    return [one.emission.event for one in rehearsal.emitted]


def _behind(pattern: Pattern, near: AlertEvent | None, rehearsal: Rehearsal, clock: datetime) -> list[str]:
    """The items that made the difference: those named, the nearest event's, those of that moment, else all."""
    ids = [arrival.item.id for arrival, _ in rehearsal.outcomes]
    named = [one for one in (*pattern.items, *(near.items if near else ())) if one in ids]
    if not named and pattern.at is not None:
        at = moment(pattern.at, clock)
        named = [arrival.item.id for arrival, _ in rehearsal.outcomes if arrival.item.published == at]
    return list(dict.fromkeys(named or ids))[:_ITEMS]


def _said(item: str, rehearsal: Rehearsal, explain: Explain, rule: str | None) -> str:
    """What was read in an item, and what each rule made of it; ``rule`` alone where it is given."""
    told: list[str] = []
    for arrival, outcome in rehearsal.outcomes:
        if arrival.item.id != item:
            continue
        facts = "; ".join(fact_words(fact) for fact in outcome.sheet.facts)
        line = f"{item} ({arrival.item.source}): read {facts or 'no fact'}"
        if arrival.item.status == "canceled":
            line = f"{item} ({arrival.item.source}): taken back"
        reasons = [f"{one}{_about(one, outcome)}: {why}" for one, why in outcome.reasons if rule in (None, one)]
        line += "".join(f"\n  {reason}" for reason in reasons or [outcome.matching.reason])
        if not facts:
            line += "".join(f"\n  {aside}" for aside in list(explain(arrival.item))[:_ASIDE])
        told.append(line)
    return "\n".join(told)


def _about(rule: str, outcome: Outcome) -> str:
    """What the item concerns for a rule, where that is one thing: two reports of one road may name it in two ways."""
    keys = {one.key_text: one.key for one in outcome.matching.matches if one.rule == rule}
    return f", {label(next(iter(keys.values())))}" if len(keys) == 1 else ""


def moment_words(when: datetime, clock: datetime) -> str:
    """A moment as it stands in a test: from its clock where it is near, and absolute."""
    seconds = int((when - clock).total_seconds())
    sign, seconds = ("-" if seconds < 0 else "+"), abs(seconds)
    hours, minutes = seconds // 3600, seconds % 3600 // 60
    span = (f"{hours}h" if hours or not minutes else "") + (f"{minutes}m" if minutes else "")
    return (
        f"{sign}{span} ({when.isoformat(timespec='minutes')})" if hours < 1000 else when.isoformat(timespec="minutes")
    )
