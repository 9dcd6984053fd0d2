"""Matching: the facts of one item against the rules, giving one match for each rule and group key.

An item that was corrected or withdrawn takes its earlier matches back, so the step keeps, for each item id, which
version it saw and which keys it wrote to.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import Field

from streams.core.claims import Claim, Kept
from streams.core.conditions import Condition, Reading, Subject, evidence, holds, subjects
from streams.core.facts import Casualties
from streams.core.grouping import Register, group_key
from streams.core.identity import key_text, read_key_text
from streams.core.rules import ChangeRule, Rule, RuleSet
from streams.core.sheets import FactSheet

Effect = Literal["raise", "clear"]


class Match(Claim):
    """One item's claim with the rule and group key that it is for; or, ``withdrawn``, that its earlier one is taken back."""

    rule: str
    key: dict[str, str]
    exercise: bool
    edition: str = Field(default="", description="of the rules: the item's own")

    @property
    def key_text(self) -> str:
        return key_text(self.rule, self.key, exercise=self.exercise)


class Seen(Kept):
    """What the matching step remembers of an item: its version, its words and the keys it wrote to."""

    version: datetime
    canceled: bool = False
    content: str
    source: str
    published: datetime
    keys: tuple[str, ...] = Field(default=(), description="key texts")
    edition: str = Field(default="", description="of the rules, by which this version of the item was judged")

    @property
    def precedence(self) -> tuple[datetime, bool]:
        return (self.version, self.canceled)


@dataclass(frozen=True, slots=True)
class Matching:
    """The decision of the matching step on one sheet, with its reason in words."""

    seen: Seen
    matches: tuple[Match, ...]
    outcome: Literal["matched", "no rule", "repeat", "superseded", "withdrawn", "conflict"]
    reason: str


def match(sheet: FactSheet, seen: Seen | None, rules: RuleSet, register: Register) -> Matching:
    """Judge one sheet against every rule, given what was seen of this item before (under its ``seen_key``)."""
    if seen is not None and sheet.precedence < seen.precedence:
        return Matching(seen, (), "superseded", f"a later version of {sheet.item} was read before")
    reading = Reading(sheet, register)
    found = {
        one.key_text: one for rule in rules.index.candidates(reading) for one in _matches(reading, rule, rules.version)
    }
    if seen is not None and sheet.precedence == seen.precedence:
        if sheet.content != seen.content:
            reason = f"{sheet.item} came with other words before, and this one has no later `updated`"
            return Matching(seen, (), "conflict", reason)
        # Once more: they may have been lost with the worker that made them, and deciding ignores what it has.
        again = tuple(one for key, one in found.items() if key in seen.keys)
        return Matching(seen, again, "repeat", f"{sheet.item} was read before")
    undone = () if seen is None else tuple(_withdrawal(sheet, seen, key) for key in seen.keys if key not in found)
    after = Seen(
        version=sheet.version,
        canceled=sheet.canceled,
        content=sheet.content,
        source=sheet.source,
        published=sheet.published,
        keys=tuple(found),
        edition=sheet.edition,
    )
    outgoing = (*found.values(), *undone)
    if sheet.canceled and seen is not None:
        return Matching(after, outgoing, "withdrawn", f"{sheet.source} took {sheet.item} back")
    if not outgoing:
        return Matching(after, (), "no rule", "no fact of the item meets a rule")
    return Matching(after, outgoing, "matched", f"concerns {', '.join(sorted({one.rule for one in outgoing}))}")


def _withdrawal(sheet: FactSheet, seen: Seen, written: str) -> Match:
    """What takes the claim back that an earlier version wrote under a key."""
    rule, key, exercise = read_key_text(written)
    return Match(
        rule=rule,
        key=key,
        exercise=exercise,
        item=sheet.item,
        version=sheet.version,
        source=seen.source,
        published=seen.published,
        withdrawn=True,
        edition=sheet.edition,
    )


def _matches(reading: Reading, rule: Rule, version: str) -> Iterable[Match]:
    """One match a key: the highest figure of the item, or its state (a closure outweighs a reopening of the same route)."""
    best: dict[str, Match] = {}
    for effect, condition, subject in _effects(reading, rule):
        one = _match(rule, version, effect, condition, subject)
        known = best.get(one.key_text)
        if known is None or _outweighs(one, known):
            best[one.key_text] = one
    return best.values()


def _effects(reading: Reading, rule: Rule) -> Iterator[tuple[Effect, Condition, Subject]]:
    """Every subject that meets a condition of the rule. What raises an incident does not clear it as well."""
    raised: set[int] = set()
    for subject in subjects(rule.when, reading):
        if holds(rule.when, subject):
            raised.add(id(subject.fact))
            yield "raise", rule.when, subject
    clearing = rule.resolve_when if isinstance(rule, ChangeRule) else None
    if clearing is not None:
        for subject in subjects(clearing, reading):
            if id(subject.fact) not in raised and holds(clearing, subject):
                yield "clear", clearing, subject


def _match(rule: Rule, version: str, effect: Effect, condition: Condition, subject: Subject) -> Match:
    sheet, fact = subject.reading.sheet, subject.fact
    toll = fact if isinstance(fact, Casualties) else None
    key = group_key(
        rule.group_by,
        fact=fact,
        places=subject.places,
        source=sheet.source,
        rule=rule.id,
        register=subject.reading.register,
    )
    return Match(
        rule=rule.id,
        key=key,
        exercise=sheet.exercise,
        edition=sheet.edition,
        item=sheet.item,
        version=sheet.version,
        source=sheet.source,
        published=sheet.published,
        rules=version,
        effect=effect,
        value=toll.count_min if toll else None,
        value_max=toll.count_max if toll else None,
        who=(toll.who or "") if toll else "",
        attribution=(fact.attribution or "") if fact else "",
        origin=sheet.origin,
        evidence=evidence(condition, subject),
        places=subject.places,
    )


def _outweighs(one: Match, known: Match) -> bool:
    if one.effect != known.effect:
        return one.effect == "raise"
    return (one.value or 0) > (known.value or 0)
