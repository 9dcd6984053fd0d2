"""Coverage: which parts of each rule some test made true, and which none did."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from streams.core.conditions import Condition
from streams.core.facts import Casualties, Fact
from streams.core.matches import holds
from streams.core.rules import ChangeRule, Rule, ThresholdRule
from streams.replay.rehearsal import Rehearsal
from streams.replay.results import Result


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
    shown: dict[str, set[str]] = {}
    for result in results:
        for rule in result.test.ground.rules.active:
            rules[rule.id] = rule
            shown.setdefault(rule.id, set()).update(_shown(rule, result.rehearsal))
    return tuple(
        Covered(name, tuple(parts(rules[name])), frozenset(shown[name] & set(parts(rules[name]))))
        for name in sorted(rules)
    )


def parts(rule: Rule) -> Iterator[str]:
    """What a good set of tests shows of a rule, in words."""
    yield "fires"
    yield "stays quiet"
    yield "is updated"
    if isinstance(rule, ThresholdRule):
        yield f"a claim below {rule.threshold}"
        for level in rule.escalate_at:
            yield f"reaches {level}"
    if isinstance(rule, ChangeRule) and rule.resolve_when is not None:
        yield "resolves"
    if isinstance(rule, ThresholdRule) or rule.expire_after is not None:
        yield "expires"
    for name, condition in _conditions(rule):
        for field, word in _words(condition):
            yield f"{name}: {field} {word}"
        yield f"{name}: not met"
        yield f"{name}: met, but denied, threatened or of the past"


def _conditions(rule: Rule) -> Iterator[tuple[str, Condition]]:
    yield "when", rule.when
    if isinstance(rule, ChangeRule) and rule.resolve_when is not None:
        yield "resolve_when", rule.resolve_when


def _words(condition: Condition) -> Iterator[tuple[str, str]]:
    """Each word of which a condition asks for one; a condition that asks for civilians or not has one word for it."""
    for field, value in condition:
        if field != "fact" and value is not None:
            for word in value if isinstance(value, tuple) else (value,):
                yield field, str(word).lower()


def _shown(rule: Rule, rehearsal: Rehearsal) -> Iterator[str]:
    facts = [fact for _, outcome in rehearsal.outcomes for fact in outcome.sheet.facts if fact.kind == rule.when.fact]
    for name, condition in _conditions(rule):
        for fact in facts:
            yield from (f"{name}: {part}" for part in _of_condition(condition, fact))
    events = [event for event in rehearsal.log if event.rule == rule.id]
    kinds = {event.event for event in events}
    if facts and "fire" not in kinds:
        yield "stays quiet"
    words = {"fire": "fires", "update": "is updated", "resolve": "resolves", "expire": "expires"}
    yield from (words[kind] for kind in kinds if kind in words)
    if isinstance(rule, ThresholdRule):
        reached = {rule.level_of(one.value or 0) for one in events if one.event in ("fire", "escalate")}
        yield from (f"reaches {level}" for level in reached)
        if any(
            _counts(rule.when, one) and one.count_min < rule.threshold for one in facts if isinstance(one, Casualties)
        ):
            yield f"a claim below {rule.threshold}"


def _of_condition(condition: Condition, fact: Fact) -> Iterator[str]:
    if not holds(condition, fact):
        yield "not met"
    elif not fact.live:
        yield "met, but denied, threatened or of the past"
    else:
        for field, word in _words(condition):
            if str(getattr(fact, field)).lower() == word:
                yield f"{field} {word}"


def _counts(condition: Condition, fact: Casualties) -> bool:
    return fact.live and not fact.part and holds(condition, fact)
