"""Composites: the emissions of some rules as claims under the keys of others.

An incident's beginning and end become a match for each rule that is over it, keyed by what the incidents must have in
common; nothing is shared between keys. A revised event replaces its claim, a withdrawn one takes it back. The key is made of
the incident's own key, which never changes: a claim and what takes it back always meet.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from streams.core.alerts import ENDINGS, AlertEvent, Emission
from streams.core.claims import Underlying
from streams.core.grades import Grading
from streams.core.matches import Match
from streams.core.rules import CompositeRule, RuleSet

_ONE_VERSION = datetime(1970, 1, 1, tzinfo=UTC)
"""Revisions, not times, say which word on an event is the last."""


def matches_upon(emission: Emission, rules: RuleSet) -> Iterator[Match]:
    """A match for each rule over the incident that an emission begins or ends; none for what changes within it."""
    event = emission.event
    over = rules.composites_over.get(event.rule, ())
    if not over or not (emission.withdrawn or event.event == "fire" or event.event in ENDINGS):
        return
    for rule in over:
        key = composite_key(rule, event.key)
        if key:
            yield _match(rule, key, emission)


def composite_key(rule: CompositeRule, key: Mapping[str, str]) -> dict[str, str]:
    """What incidents of a composite have in common; empty for an incident whose key does not say it."""
    if rule.group_by == "key":
        return dict(key)
    country = key.get("country", "")
    if rule.group_by == "country":
        return {"country": country} if country else {}
    province = key.get("area", "") if key.get("level") == "admin1" else key.get("admin1", "")
    return {"admin1": province, "country": country} if province and country else {}


def _match(rule: CompositeRule, key: dict[str, str], emission: Emission) -> Match:
    event = emission.event
    return Match(
        rule=rule.id,
        key=key,
        exercise=event.exercise,
        item=event.id,
        version=_ONE_VERSION,
        revision=emission.revision,
        source=event.sources[0],
        published=event.at,
        rules=event.rules,
        withdrawn=emission.withdrawn,
        places=() if emission.withdrawn else event.places,
        underlying=_underlying(event, emission.grading),
    )


def _underlying(event: AlertEvent, grading: Grading | None) -> Underlying:
    return Underlying(
        rule=event.rule,
        incident=event.incident,
        event=event.event,
        items=event.items,
        sources=event.sources,
        evidence=event.evidence,
        grading=grading or Grading(),
    )
