"""A sweep: one rule with one of its fields at many values, over the same news, to choose a value by looking. Pure."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from streams.core.alerts import AlertEvent
from streams.core.errors import Misuse
from streams.core.rules import CompositeRule, Rule, RuleSet, rule_set
from streams.core.rules.levels import Levelled
from streams.edges.sentences import nearest
from streams.replay.courses import courses
from streams.replay.window import Window

MAX_VALUES = 200
"""The most values of one sweep."""

USUAL_VALUES = 20
"""How many steps a range without one has at most."""

_WRITTEN = re.compile(r"(?P<rule>[a-z0-9-]+)\.(?P<field>[a-z_]+)=(?P<values>\S.*)")
_RANGE = re.compile(r"([0-9]{1,12})\.\.([0-9]{1,12})(?::([0-9]{1,12}))?")
_HOW = "write RULE.FIELD=FROM..TO or FROM..TO:STEP, such as casualty-threshold.threshold=10..200:10, or a list: 24h,72h"
_RULE: TypeAdapter[Any] = TypeAdapter(Rule)


@dataclass(frozen=True, slots=True)
class Sweep:
    """A rule's id, a field of its and the values that it takes in turn."""

    rule: str
    field: str
    values: tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """What one value brings: incidents that begin, in all and a day, and events of any kind.

    ``in_use`` marks the value that the rule has.
    """

    value: int | str
    incidents: int
    a_day: float
    events: int
    in_use: bool = False


def point_json(sweep: Sweep, point: Point) -> dict[str, Any]:
    """The point as JSON values, under the names of its rule and field."""
    return {"rule": sweep.rule, "field": sweep.field, **asdict(point)}


def read_sweep(text: str) -> Sweep:
    """A sweep as it is written on the command line. Raises Misuse."""
    written = _WRITTEN.fullmatch(text.strip())
    if written is None:
        raise Misuse(f"--sweep {text}: {_HOW}")
    values = written["values"]
    run = _RANGE.fullmatch(values)
    if run is None and ".." in values:
        raise Misuse(f"--sweep {text}: {_HOW}")
    if run is not None:
        first, last, step = int(run[1]), int(run[2]), int(run[3] or 0)
        if first > last:
            raise Misuse(f"--sweep {text}: {first} is above {last}; write the lower value first")
        chosen: tuple[int | str, ...] = tuple(range(first, last + 1, step or _usual_step(last - first)))
    else:
        words = (one.strip() for one in values.split(","))
        chosen = tuple(int(one) if one.isascii() and one.isdecimal() else one for one in words if one)
    if not 0 < len(chosen) <= MAX_VALUES:
        raise Misuse(f"--sweep {text}: these are {len(chosen):,} values; name 1 to {MAX_VALUES}")
    return Sweep(written["rule"], written["field"], chosen)


def point(
    sweep: Sweep, value: int | str, log: Iterable[AlertEvent], window: Window, days: float, *, in_use: bool = False
) -> Point:
    """What a value brings, by the settled log of the rule at that value."""
    own = [event for event in log if event.rule == sweep.rule]
    begun = sum(window.holds(course.begin) for course in courses(own))
    return Point(value, begun, begun / days, len(window.shown(own)), in_use)


def in_use(sweep: Sweep, rules: RuleSet, tried: RuleSet) -> bool:
    """Whether a value that was tried is the one that the rule has."""
    rule, other = rules.get(sweep.rule), tried.get(sweep.rule)
    return getattr(rule, sweep.field, None) == getattr(other, sweep.field, None)


def varied(rules: RuleSet, sweep: Sweep, value: int | str) -> RuleSet:
    """The swept rule alone, with its field at ``value``; a composite with the others, over which it is.

    Raises Misuse where there is no such rule, or it cannot be.

    A threshold moves its levels along: those of ``escalate_at`` that it reaches are left out, and its own severity
    stays as it was.
    """
    rule = rules.get(sweep.rule)
    if rule is None:
        known = ", ".join(one.id for one in rules.active)
        raise Misuse(
            f"--sweep: there is no rule {sweep.rule} in use{nearest(sweep.rule, [one.id for one in rules.active])}; "
            f"the rules are {known}"
        )
    fields = rule.model_dump(exclude={"examples"}, by_alias=True)
    if sweep.field not in fields:
        near = nearest(sweep.field, fields)
        raise Misuse(f"--sweep: {sweep.rule} is of kind {rule.kind}, which has no field {sweep.field}{near}")
    fields[sweep.field] = value
    if isinstance(rule, Levelled) and sweep.field == "threshold" and isinstance(value, int):
        fields |= _levels(rule, value)
    try:
        changed: Rule = _RULE.validate_python(fields)
    except ValidationError as error:
        said = "; ".join(one["msg"].removeprefix("Value error, ") for one in error.errors(include_url=False))
        raise Misuse(f"--sweep: {sweep.rule} cannot have {sweep.field}: {value}: {said}") from None
    others = rules.active if isinstance(rule, CompositeRule) else ()
    return rule_set([changed, *(one for one in others if one.id != rule.id)])


def _levels(rule: Levelled, threshold: int) -> dict[str, Any]:
    higher = tuple(level for level in rule.escalate_at if level > threshold)
    if not isinstance(rule.severity, dict):
        return {"escalate_at": higher}
    severity = {level: said for level, said in rule.severity.items() if level in higher}
    return {"escalate_at": higher, "severity": {threshold: rule.severity[rule.threshold], **severity}}


def _usual_step(span: int) -> int:
    """A round step, 1, 2 or 5 with noughts, that makes about ``USUAL_VALUES`` of a span."""
    step = 1
    while True:
        for round_number in (step, 2 * step, 5 * step):
            if span <= round_number * USUAL_VALUES:
                return round_number
        step *= 10
