"""Matching: the facts of one item against the rules, giving one match for each rule and group key.

An item that was corrected or withdrawn takes its earlier matches back, so the step keeps, for each item id, which
version it saw and which keys it wrote to.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import Field

from streams.core.claims import Claim, Kept
from streams.core.conditions import CasualtiesCondition, CeasefireCondition, Condition, RouteCondition
from streams.core.facts import Casualties, Ceasefire, Fact, Route
from streams.core.grouping import Register, group_key
from streams.core.identity import key_text, read_key_text
from streams.core.rules import ChangeRule, Rule, RuleSet
from streams.core.sheets import FactSheet


class Match(Claim):
    """One item's claim with the rule and group key that it is for; or, ``withdrawn``, that its earlier one is taken back."""

    rule: str
    key: dict[str, str]
    exercise: bool

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
    found = {one.key_text: one for rule in rules.active for one in _matches(sheet, rule, rules.version, register)}
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
    )


def _matches(sheet: FactSheet, rule: Rule, version: str, register: Register) -> Iterable[Match]:
    """One match a key: the highest figure of the item, or its state (a closure outweighs a reopening of the same route)."""
    best: dict[str, Match] = {}
    for fact in sheet.facts:
        effect = _effect(fact, rule)
        if effect is None:
            continue
        key = group_key(fact, rule.group_by, register)
        count = fact.count_min if isinstance(fact, Casualties) else None
        one = Match(
            rule=rule.id,
            key=key,
            exercise=sheet.exercise,
            item=sheet.item,
            version=sheet.version,
            source=sheet.source,
            published=sheet.published,
            rules=version,
            effect=effect,
            value=count,
            value_max=fact.count_max if isinstance(fact, Casualties) else None,
            who=(fact.who or "") if isinstance(fact, Casualties) else "",
            attribution=fact.attribution or "",
            evidence=fact.evidence,
            places=fact.places,
        )
        known = best.get(one.key_text)
        if known is None or _outweighs(one, known):
            best[one.key_text] = one
    return best.values()


def _outweighs(one: Match, known: Match) -> bool:
    if one.effect != known.effect:
        return one.effect == "raise"
    return (one.value or 0) > (known.value or 0)


def _effect(fact: Fact, rule: Rule) -> Literal["raise", "clear"] | None:
    if not fact.live or (isinstance(fact, Casualties) and fact.part):
        return None
    if holds(rule.when, fact):
        return "raise"
    if isinstance(rule, ChangeRule) and rule.resolve_when is not None and holds(rule.resolve_when, fact):
        return "clear"
    return None


def holds(condition: Condition, fact: Fact) -> bool:
    """Whether a fact meets a condition; scope and status are judged before."""
    match condition, fact:
        case CasualtiesCondition(), Casualties():
            of_civilians = condition.civilian is None or condition.civilian == fact.civilian
            return _among(fact.outcome, condition.outcome) and of_civilians
        case RouteCondition(), Route():
            of_kind = condition.route_kind is None or _among(fact.route_kind, condition.route_kind)
            return _among(fact.state, condition.state) and of_kind
        case CeasefireCondition(), Ceasefire():
            return _among(fact.state, condition.state)
        case _:
            return False


def _among(value: str, wanted: str | tuple[str, ...]) -> bool:
    return value == wanted if isinstance(wanted, str) else value in wanted
