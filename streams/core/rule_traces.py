"""Rule traces: what one rule makes of one item, from each condition to what was decided, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from streams.core.conditions import Node, Reading, Subject, kinds, subjects
from streams.core.conditions.tracing import Traced, closest, explain
from streams.core.grouping import Register, label
from streams.core.pipeline import Outcome
from streams.core.rules import CompositeRule, Rule
from streams.core.trials import fact_words


@dataclass(frozen=True, slots=True)
class Judged:
    """A condition beside one subject: ``about`` is the fact in words, or the item as a whole."""

    condition: str
    about: str
    trace: Traced


@dataclass(frozen=True, slots=True)
class RuleTrace:
    """What a rule made of an item.

    ``judged`` holds every condition beside every subject that it could be about, and ``unasked`` why a condition had no
    subject; ``matched`` names what the item concerns; ``decided`` is why each came to what it did; ``events`` are the
    events with their summaries.
    """

    rule: str
    item: str
    judged: tuple[Judged, ...]
    unasked: tuple[str, ...]
    matched: tuple[str, ...]
    decided: tuple[str, ...]
    events: tuple[str, ...]

    def as_values(self) -> dict[str, object]:
        """As values of JSON."""
        return {
            "rule": self.rule,
            "item": self.item,
            "conditions": [
                {"condition": one.condition, "about": one.about, **one.trace.as_values()} for one in self.judged
            ],
            "unasked": list(self.unasked),
            "matched": list(self.matched),
            "decided": list(self.decided),
            "events": list(self.events),
        }


def rule_trace(rule: Rule, outcome: Outcome, register: Register) -> RuleTrace:
    """The trace of an item that was taken through a pipeline of this rule."""
    reading = Reading(outcome.sheet, register)
    judged = [one for name, condition in rule.conditions.items() for one in _judged(name, condition, reading)]
    own = [one for one in outcome.matching.matches if one.rule == rule.id]
    return RuleTrace(
        rule=rule.id,
        item=outcome.sheet.item,
        judged=tuple(judged),
        unasked=tuple(_unasked(rule.conditions.items(), reading)),
        matched=tuple(f"{'taken back from' if one.withdrawn else one.effect} {label(one.key)}" for one in own),
        decided=tuple(_decided(rule, outcome)) or (outcome.matching.reason,),
        events=tuple(
            f"{one.event.event}: {one.event.summary}" for one in outcome.emissions if one.event.rule == rule.id
        ),
    )


def _decided(rule: Rule, outcome: Outcome) -> Iterator[str]:
    """Why each thing that the item concerns came to what it did; of a rule over others also why theirs did."""
    for name, reason in outcome.reasons:
        if name == rule.id:
            yield reason
        elif isinstance(rule, CompositeRule):
            yield f"{name}: {reason}"


def not_met(rule: Rule, outcomes: Iterable[Outcome], register: Register) -> tuple[str, ...]:
    """Why a rule did not fire on items: the last decision, or what the fact that came closest lacks; nothing if unknown."""
    traces = [rule_trace(rule, outcome, register) for outcome in outcomes]
    decided = [trace.decided for trace in traces if trace.matched]
    if decided:
        return decided[-1]
    raising = (one.trace for trace in traces for one in trace.judged if one.condition != "resolve_when")
    best = closest(raising)
    lacking = ", ".join(dict.fromkeys(one.asked for one in _lacking(best))) if best and not best.holds else ""
    return (f"not met: {lacking}",) if lacking else ()


def _lacking(trace: Traced) -> Iterator[Traced]:
    parts = [one for one in trace.parts if not one.holds]
    if not parts:
        yield trace
    for part in parts:
        yield from _lacking(part)


def _judged(name: str, condition: Node, reading: Reading) -> Iterator[Judged]:
    for subject in subjects(condition, reading):
        yield Judged(name, _about(subject), explain(condition, subject))


def _about(subject: Subject) -> str:
    return "the item" if subject.fact is None else fact_words(subject.fact)


def _unasked(conditions: Iterable[tuple[str, Node]], reading: Reading) -> Iterator[str]:
    """Conditions that the item has no subject for."""
    for name, condition in conditions:
        if not list(subjects(condition, reading)):
            if reading.sheet.canceled:
                yield f"{name}: the item was taken back by its source"
            else:
                read = "; ".join(map(fact_words, reading.sheet.facts)) or "no fact at all"
                yield f"{name} asks for a fact of kind {' or '.join(sorted(kinds(condition)))}; what was read: {read}"
