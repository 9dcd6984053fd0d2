"""Coverage: which parts of each rule some test made true, and which none did."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from streams.core.alerts import ENDINGS
from streams.core.conditions import Node, Reading, Subject, holds, leaves, subjects
from streams.core.conditions.facts import AnyFactCondition
from streams.core.conditions.terms import shown
from streams.core.facts import Casualties
from streams.core.grouping import Register
from streams.core.rules import AbsenceRule, CompositeRule, Rule, SequenceRule, SpikeRule, ThresholdRule
from streams.core.rules.levels import Levelled
from streams.replay.rehearsal import Rehearsal
from streams.replay.results import Result

ASIDE = "met, but denied, threatened or of the past"
"""The part of a condition on news that a fact shows which is not this item's news, or not asserted."""

_SINGLE = frozenset({"outcome", "state", "route_kind", "civilian", "cause"})
"""Fields of which a fact has one word, the one that is asked for or another."""

_ASKED = _SINGLE | {"count", "who", "route", "parties", "name", "attribution", "kind"}


@dataclass(frozen=True, slots=True)
class Covered:
    """The parts of a rule, and of them those that a test showed."""

    rule: str
    parts: tuple[str, ...]
    shown: frozenset[str]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(part for part in self.parts if part not in self.shown)


def coverage(results: Iterable[Result]) -> tuple[Covered, ...]:
    """What the tests showed of each rule that they could have, in order of the rules' ids."""
    rules: dict[str, Rule] = {}
    found: dict[str, set[str]] = {}
    for result in results:
        for rule in result.test.ground.rules.active:
            rules[rule.id] = rule
            shown_of = _shown(rule, result.rehearsal, result.test.ground.library.register)
            found.setdefault(rule.id, set()).update(shown_of)
    return tuple(
        Covered(name, tuple(parts(rules[name])), frozenset(found[name] & set(parts(rules[name]))))
        for name in sorted(rules)
    )


def parts(rule: Rule) -> Iterator[str]:
    """What a good set of tests shows of a rule, in words."""
    yield "fires"
    yield "stays quiet"
    if not isinstance(rule, AbsenceRule | CompositeRule):
        yield "is updated"
    if isinstance(rule, Levelled):
        if _of_a_toll(rule):
            yield f"a claim below {rule.threshold}"
        for level in rule.escalate_at:
            yield f"reaches {level}"
    if isinstance(rule, CompositeRule):
        yield "ends"
    if isinstance(rule, AbsenceRule) or any(asked.effect == "clear" for asked in rule.asked):
        yield "resolves"
    if isinstance(rule, Levelled | SequenceRule | SpikeRule) or rule.expire_after is not None:
        yield "expires"
    for where, leaf in _leaves(rule):
        yield from (f"{where}: {part}" for part in _parts(leaf))


def _of_a_toll(rule: Levelled) -> bool:
    return isinstance(rule, ThresholdRule) and rule.measure != "distinct"


def _leaves(rule: Rule) -> Iterator[tuple[str, Node]]:
    """Each leaf of the rule's conditions with its place in words: ``when``, ``resolve_when, all 2``."""
    for name, condition in rule.conditions.items():
        for trail, leaf in leaves(condition):
            joined = (
                f"{word} {at + 1}" for word, at in zip(trail[::2], trail[1::2], strict=True) if isinstance(at, int)
            )
            yield ", ".join((name, *joined)), leaf


def _parts(leaf: Node) -> Iterator[str]:
    if isinstance(leaf, AnyFactCondition):
        for field, word in _words(leaf):
            yield f"{field} {word}"
        yield "not met"
        if _of_news(leaf):
            yield ASIDE
    else:
        yield f"{leaf.keyword} met"
        yield f"{leaf.keyword} not met"


def _of_news(leaf: AnyFactCondition) -> bool:
    return leaf.status == ("reported",) and leaf.scope == ("new",)


def _words(leaf: AnyFactCondition) -> Iterator[tuple[str, str]]:
    """Each word of which a condition asks for one; a condition that asks for civilians or not has one word for it."""
    for field, value in leaf:
        if field in _ASKED and value is not None:
            for word in value if isinstance(value, tuple) else (value,):
                yield field, shown(word)


def _shown(rule: Rule, rehearsal: Rehearsal, register: Register) -> Iterator[str]:
    readings = [Reading(outcome.sheet, register) for _, outcome in rehearsal.outcomes]
    raising = [asked.condition for asked in rule.asked if asked.effect == "raise" and asked.condition is not None]
    judged = [one for reading in readings for condition in raising for one in subjects(condition, reading)]
    for where, leaf in _leaves(rule):
        for one in judged:
            yield from (f"{where}: {part}" for part in _of_leaf(leaf, one))
    events = [event for event in rehearsal.log if event.rule == rule.id]
    kinds = {event.event for event in events}
    if (judged or not raising) and "fire" not in kinds:
        yield "stays quiet"
    words = {"fire": "fires", "update": "is updated", "resolve": "resolves", "expire": "expires"}
    yield from (words[kind] for kind in kinds if kind in words)
    if kinds & set(ENDINGS):
        yield "ends"
    if isinstance(rule, Levelled):
        reached = {rule.level_of(one.value or 0) for one in events if one.event in ("fire", "escalate")}
        yield from (f"reaches {level}" for level in reached)
        if _of_a_toll(rule) and any(
            isinstance(one.fact, Casualties) and one.fact.count_min < rule.threshold and holds(rule.when, one)
            for one in judged
        ):
            yield f"a claim below {rule.threshold}"


def _of_leaf(leaf: Node, subject: Subject) -> Iterator[str]:
    if not isinstance(leaf, AnyFactCondition):
        yield f"{leaf.keyword} met" if holds(leaf, subject) else f"{leaf.keyword} not met"
        return
    failed = {test.field for test in leaf.tests(subject) if not test.holds}
    if failed - {"status", "scope"}:
        yield "not met"
    elif failed:
        yield ASIDE
    else:
        for field, word in _words(leaf):
            if field not in _SINGLE or shown(getattr(subject.fact, field)) == word:
                yield f"{field} {word}"
