"""Small builders of the values that the core takes: items, facts, claims, rules. Moments are hours after one start."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from streams.core import incidents
from streams.core.alerts import AlertEvent, Emission, settled
from streams.core.facts import Casualties, Ceasefire, Evidence, Fact, Facts, Place, Route
from streams.core.identity import utc_text
from streams.core.incidents import Decision, KeyState
from streams.core.items import Item
from streams.core.matches import Match
from streams.core.rules import ChangeRule, Rule, RuleSet, ThresholdRule, rule_set
from streams.core.sources import NO_SOURCES, Source, Sources

START = datetime(2025, 3, 1, tzinfo=UTC)

IDLIB = Place(name="Idlib", canonical="Idlib", id="g:1", level="admin1", country="SYR", admin1="Idlib")
ALEPPO = Place(name="Aleppo", canonical="Aleppo", id="g:2", level="admin1", country="SYR", admin1="Aleppo")
ARIHA = Place(name="Ariha", canonical="Ariha", id="g:3", level="place", country="SYR", admin1="Idlib")

TOLLS = ThresholdRule.model_validate(
    {
        "version": 1,
        "id": "casualty-threshold",
        "kind": "threshold",
        "when": {"fact": "casualties", "outcome": "killed"},
        "group_by": "area",
        "threshold": 50,
        "within": "72h",
        "escalate_at": [100, 200, 500],
        "severity": {50: "major", 200: "critical"},
        "summary": "$value killed in $label, says $source",
    }
)
ROUTES = ChangeRule.model_validate(
    {
        "version": 1,
        "id": "route-severed",
        "kind": "change",
        "when": {"fact": "route", "state": "severed"},
        "resolve_when": {"fact": "route", "state": "open"},
        "group_by": "route",
        "severity": "critical",
        "summary": {"fire": "$label is cut, says $source"},
    }
)
TRUCES = ChangeRule.model_validate(
    {
        "version": 1,
        "id": "ceasefire-violated",
        "kind": "change",
        "when": {"fact": "ceasefire", "state": ["violated", "collapsed"]},
        "group_by": "ceasefire",
        "expire_after": "24h",
        "severity": "major",
    }
)
RULES: RuleSet = rule_set([TOLLS, ROUTES, TRUCES])


def hour(hours: float) -> datetime:
    """The moment so many hours after the start."""
    return START + timedelta(hours=hours)


def item(name: str = "a", hours: float = 0, **fields: Any) -> Item:
    said: dict[str, Any] = {"id": name, "source": f"source-{name}", "title": "", "text": "Words."}
    return Item(**said | {"published": hour(hours)} | fields)


def spans(quote: str) -> tuple[Evidence, ...]:
    return (Evidence(field="text", start=0, end=len(quote), quote=quote),)


def killed(count: int, name: str = "a", **fields: Any) -> Casualties:
    said: dict[str, Any] = {
        "item": name,
        "outcome": "killed",
        "count_min": count,
        "count_max": count,
        "places": (IDLIB,),
        "evidence": spans(f"{count} killed"),
    }
    return Casualties(**said | fields)


def route(state: str = "severed", name: str = "a", **fields: Any) -> Route:
    said: dict[str, Any] = {"item": name, "name": "M5", "route_kind": "road", "state": state, "places": (IDLIB,)}
    return Route(**said | {"evidence": spans(f"M5 {state}")} | fields)


def truce(state: str = "violated", name: str = "a", **fields: Any) -> Ceasefire:
    said: dict[str, Any] = {"item": name, "state": state, "places": (IDLIB,), "evidence": spans(f"truce {state}")}
    return Ceasefire(**said | fields)


class Register:
    """A register with no tables: a route is its name and country, a truce the area of its first place.

    ``sources`` are the sources that it knows.
    """

    def __init__(self, sources: Sources = NO_SOURCES) -> None:
        self.sources = sources

    def source(self, name: str) -> Source:
        return self.sources.get(name)

    def source_name(self, name: str) -> str:
        return self.sources.canonical(name)

    def country_names(self, code: str) -> tuple[str, ...]:
        return {"SYR": ("syria", "syrian arab republic")}.get(code, ())

    def route_key(self, fact: Route) -> dict[str, str]:
        return {"route": fact.name, "country": (fact.places[0].country or "") if fact.places else ""}

    def ceasefire_key(self, fact: Ceasefire) -> dict[str, str]:
        place = fact.places[0] if fact.places else None
        return {"admin1": (place.admin1 or "") if place else "", "country": (place.country or "") if place else ""}


@dataclass
class Reader:
    """Stands for extraction: the facts that each item, by its id and text, is said to state."""

    facts: dict[tuple[str, str], tuple[Fact, ...]] = field(default_factory=dict)

    def __call__(self, read: Item) -> Facts:
        return Facts(item=read.id, facts=self.facts.get((read.id, read.text), ()))


def toll(name: str, hours: float, value: int, **fields: Any) -> Match:
    """The claim of an item, under the key of Idlib, that ``value`` people were killed."""
    return _match(
        TOLLS,
        {"area": "Idlib", "country": "SYR"},
        name,
        hours,
        spans(f"{value} killed"),
        **{"value": value, "value_max": value, **fields},
    )


def cut(name: str, hours: float, **fields: Any) -> Match:
    return _match(ROUTES, {"country": "SYR", "route": "M5"}, name, hours, spans("M5 cut"), **fields)


def opened(name: str, hours: float, **fields: Any) -> Match:
    return cut(name, hours, effect="clear", **fields)


def broken(name: str, hours: float, **fields: Any) -> Match:
    return _match(TRUCES, {"admin1": "Idlib", "country": "SYR"}, name, hours, spans("truce broken"), **fields)


def back(match: Match, version: float | None = None) -> Match:
    """The withdrawal of a match by a version of its item at an hour, by default an hour after its own."""
    later = match.version + timedelta(hours=1) if version is None else hour(version)
    return match.model_copy(update={"withdrawn": True, "version": later, "evidence": (), "places": (), "value": None})


def _match(
    rule: Rule, key: dict[str, str], name: str, hours: float, evidence: tuple[Evidence, ...], **fields: Any
) -> Match:
    said: dict[str, Any] = {
        "rule": rule.id,
        "key": key,
        "exercise": False,
        "item": name,
        "version": hour(hours),
        "source": f"source-{name}",
        "published": hour(hours),
        "rules": "sha256:1",
        "evidence": evidence,
    }
    return Match(**said | fields)


def worked(
    rule: Rule,
    inputs: Iterable[Match | datetime],
    state: KeyState | None = None,
    places: Iterable[int] | None = None,
) -> tuple[list[Emission], KeyState | None]:
    """What a worker sends and keeps of one key, by matches and ticks. ``places`` are the minutes at which they came, else each
    has the next."""
    sent: list[Emission] = []
    heard: datetime | None = None
    for at, one in zip(count() if places is None else places, inputs, strict=False):
        arrived = START + timedelta(minutes=at)
        if isinstance(one, Match):
            decision = incidents.decide(state or incidents.begin(one), rule, one, heard)
            state = decision.state
            sent.extend(decision.emissions)
            continue
        if state is not None and not state.knows(arrived):
            decision = incidents.tick(state, rule, one)
            state = decision.state
            sent.extend(decision.emissions)
        heard = arrived
    return sent, state


@dataclass
class Desk:
    """One key, decided step by step. Matches are taken and moments ticked in the order given."""

    rule: Rule
    state: KeyState | None = None
    sent: list[Emission] = field(default_factory=list)
    last: Decision | None = None

    def take(self, *inputs: Match | datetime) -> "Desk":
        for one in inputs:
            if isinstance(one, Match):
                self.last = incidents.decide(self.state or incidents.begin(one), self.rule, one)
            elif self.state is not None:
                self.last = incidents.tick(self.state, self.rule, one)
            else:
                continue
            self.state = self.last.state
            self.sent.extend(self.last.emissions)
        return self

    @property
    def log(self) -> list[AlertEvent]:
        return settled(self.sent)

    @property
    def heard(self) -> list[str]:
        """What people were told, in the order of telling."""
        return [brief(one.instead.event) for one in self.sent if one.material]


def brief(event: AlertEvent) -> str:
    """``fire a 53``: the event, its item and its figure."""
    return " ".join(str(part) for part in (event.event, event.items[0], event.value) if part is not None)


def briefs(events: Iterable[AlertEvent]) -> list[str]:
    return [brief(event) for event in events]


def moments(events: Iterable[AlertEvent]) -> list[str]:
    return [utc_text(event.at) for event in events]
