"""Matching: the facts of one item against the rules, giving one match for each rule and group key.

An item that was corrected or withdrawn takes its earlier matches back, so the step keeps, for each item id, which
version it saw and which keys it wrote to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal

from pydantic import Field

from streams.core.claims import Claim, Denial, Effect, Kept
from streams.core.conditions import Reading, Subject, evidence, holds, subjects
from streams.core.facts import Casualties, Origin
from streams.core.grouping import Register, group_key
from streams.core.identity import key_text, read_key_text
from streams.core.rules import ChangeRule, CompositeRule, ImmediateRule, Rule, RuleSet, SequenceRule, ThresholdRule
from streams.core.rules.fields import Asked, OverItems
from streams.core.shares import joined, shares
from streams.core.sheets import FactSheet
from streams.core.speakers import grade, side, speaker


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
    found: dict[str, Match] = {}
    for rule in rules.index.candidates(reading):
        found |= _matches(reading, rule, rules.version)
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


def _matches(reading: Reading, rule: Rule, version: str) -> dict[str, Match]:
    """One match a key text: the highest figure of the item, or its state (a closure outweighs a reopening of the same route)."""
    best: dict[str, Match] = {}
    if isinstance(rule, CompositeRule):
        return best
    for one in (*_said(reading, rule, version), *_denied(reading, rule, version)):
        written = one.key_text
        known = best.get(written)
        best[written] = one if known is None else _joined(known, one)
    return best


def _said(reading: Reading, rule: OverItems, version: str) -> Iterator[Match]:
    return (_match(rule, version, asked, subject) for asked, subject in _met(reading, rule))


def _denied(reading: Reading, rule: OverItems, version: str) -> Iterator[Match]:
    """Who denies what the rule is about. Rules over how much is told of a thing are about the telling, which nobody denies."""
    if not isinstance(rule, ChangeRule | ImmediateRule | ThresholdRule) or not reading.denies:
        return
    for asked in rule.asked:
        if asked.effect == "raise" and asked.condition is not None:
            found = (_denial(reading, rule, version, asked, subject) for subject in subjects(asked.condition, reading))
            yield from (one for one in found if one is not None)


def _met(reading: Reading, rule: OverItems) -> Iterator[tuple[Asked, Subject]]:
    """Every subject that meets a condition of the rule. What raises an incident does not clear it as well."""
    raised: set[int] = set()
    for asked in rule.asked:
        for subject in reading.whole if asked.condition is None else subjects(asked.condition, reading):
            if asked.condition is not None and not holds(asked.condition, subject):
                continue
            if asked.effect == "raise":
                raised.add(id(subject.fact))
            elif id(subject.fact) in raised:
                continue
            yield asked, subject


def _match(rule: OverItems, version: str, asked: Asked, subject: Subject) -> Match:
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
    one = Match(
        rule=rule.id,
        key=key,
        exercise=sheet.exercise,
        edition=sheet.edition,
        item=sheet.item,
        version=sheet.version,
        source=sheet.source,
        published=sheet.published,
        rules=version,
        effect=asked.effect,
        value=toll.count_min if toll else None,
        value_max=toll.count_max if toll else None,
        who=(toll.who or "") if toll else "",
        attribution=(fact.attribution or "") if fact else "",
        url=sheet.url or "",
        language=sheet.language or "",
        origin=sheet.origin,
        evidence=() if asked.condition is None else evidence(asked.condition, subject),
        places=subject.places,
        shares=shares(rule, subject) if asked.effect == "raise" else (),
        steps=(asked.step,) if isinstance(rule, SequenceRule) and asked.effect == "raise" else (),
    )
    sources = subject.reading.register.sources
    kept = _origin(rule, sheet.origin, speaker(one, sources), sheet.source)
    return one.model_copy(update={"grade": grade(one, sources), "side": side(one, sources), "origin": kept})


def _origin(rule: OverItems, origin: Origin, named: str, source: str) -> Origin:
    """Whose words the claim carries: whole where the rule counts origins, else what most copies are known by."""
    if rule.by_origin:
        return origin.model_copy(update={"named": named})
    return _known_by("" if named == source else named, origin.print, origin.page)


@lru_cache(maxsize=64)
def _known_by(named: str, printed: str, page: str) -> Origin:
    """The same for every rule that an item concerns."""
    return Origin(named=named, print=printed, page=page)


def _denial(reading: Reading, rule: OverItems, version: str, asked: Asked, subject: Subject) -> Match | None:
    """The claim that what would raise an incident is not so, where the fact says that of just such a thing."""
    fact = subject.fact
    if fact is None or fact.status != "denied" or asked.condition is None:
        return None
    if not holds(asked.condition, Subject(reading, fact.model_copy(update={"status": "reported"}))):
        return None
    one, sources = _match(rule, version, asked, subject), reading.register.sources
    by = sources.canonical(fact.attribution or one.origin.named or one.source)
    bare = {"effect": "deny", "value": None, "value_max": None, "shares": (), "origin": Origin(), "evidence": ()}
    return one.model_copy(update={**bare, "denials": (Denial(by=by, grade=sources.get(by).grade),)})


def _joined(known: Match, one: Match) -> Match:
    """What two facts of one item say under one key."""
    first, second = (one, known) if _outweighs(one, known) else (known, one)
    denials = tuple(dict.fromkeys((*first.denials, *second.denials)))
    if denials != first.denials:
        first = first.model_copy(update={"denials": denials})
    if first.effect != second.effect:
        return first
    if first.value == second.value == first.value_max and second.value_max is None:
        first = first.model_copy(update={"value_max": None})  # one of them says "at least"
    if not (second.shares or second.steps):
        return first
    steps = tuple(sorted({*first.steps, *second.steps}))
    return first.model_copy(update={"shares": joined(first.shares, second.shares), "steps": steps})


_WEIGHT: Mapping[Effect, int] = {"raise": 2, "clear": 1, "deny": 0}


def _outweighs(one: Match, known: Match) -> bool:
    if one.effect != known.effect:
        return _WEIGHT[one.effect] > _WEIGHT[known.effect]
    return (one.value or 0) > (known.value or 0)
