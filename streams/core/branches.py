"""Branches: what an operator writes in a subscription, which is a tree.

What its conditions let in goes to the first of its branches that lets it in, and on where that one says ``continue``; where
none does, it keeps it itself. What a branch leaves out it has from the one above it. Conditions are joined by AND; one that
is left out always holds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field

from streams.core.alerts import SEVERITIES, AlertEvent, Emission, EventKind, Severity
from streams.core.conditions.items import Language
from streams.core.conditions.terms import Listed, Test
from streams.core.conditions.tree import AskedPlace, AskedSource
from streams.core.durations import Duration
from streams.core.facts import Frozen, Level, Place
from streams.core.grades import Grading, Worth, worth
from streams.core.inhibition import EqualName, Matchers
from streams.core.matchers import subject_of
from streams.core.recipients import Quiet, RecipientName
from streams.core.rules import RuleId
from streams.core.shapes import Truth, Whole, listed
from streams.core.sources import NO_SOURCES, Sources

Recipients = Annotated[
    tuple[RecipientName, ...],
    BeforeValidator(listed, json_schema_input_type=RecipientName | tuple[RecipientName, ...]),
]
RuleIds = Annotated[tuple[RuleId, ...], BeforeValidator(listed, json_schema_input_type=RuleId | tuple[RuleId, ...])]
GroupBy = Annotated[
    tuple[EqualName, ...], BeforeValidator(listed, json_schema_input_type=EqualName | tuple[EqualName, ...])
]

TOLD_OF: tuple[EventKind, ...] = ("fire", "escalate", "update", "resolve", "retract")
"""What is told where a subscription does not say."""

_LEVELS: Mapping[str, Level] = {"place": "place", "area": "admin1", "admin1": "admin1", "country": "country"}


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind an incident as far as it is known: its items' sources and languages, independent origins, and its worth."""

    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    origins: int = 0
    grading: Grading | None = None

    def grown(self, emission: Emission) -> "Behind":
        """With what a further word on the incident names."""
        said, written = (one.source for one in emission.voices), (one.language for one in emission.cited)
        return Behind(
            tuple(dict.fromkeys((*self.sources, *emission.event.sources, *said))),
            tuple(dict.fromkeys((*self.languages, *filter(None, written)))),
            max(self.origins, emission.origins),
            emission.grading or self.grading,
        )


@dataclass(frozen=True, slots=True)
class News:
    """An event as subscriptions judge it. ``labels`` are those of its rule, ``known`` what the operator says of sources."""

    event: AlertEvent
    behind: Behind
    labels: Mapping[str, str]
    known: Sources = NO_SOURCES

    @property
    def origins(self) -> int:
        """How many independent origins tell of it; where nobody counted them, how many sources."""
        return self.behind.origins or len({self.known.canonical(one) for one in self.behind.sources})

    @property
    def subject(self) -> Mapping[str, tuple[str, ...]]:
        """What matchers and groups can ask for."""
        return {**{name: (value,) for name, value in self.labels.items()}, **subject_of(self.event)}

    @property
    def places(self) -> tuple[Place, ...]:
        """The event's places, and the one that its key names."""
        key = self.event.key
        keyed = [
            Place(name=key[name], level=_level(key, level), country=key.get("country") or None, admin1=_province(key))
            for name, level in _LEVELS.items()
            if key.get(name) and (name in ("place", "area") or not key.get("area"))
        ]
        return (*self.event.places, *keyed)


def _level(key: Mapping[str, str], otherwise: Level) -> Level:
    named = key.get("level")
    return next((level for level in ("place", "admin2", "admin1", "country") if level == named), otherwise)


def _province(key: Mapping[str, str]) -> str | None:
    return key.get("admin1") or (key.get("area") if key.get("level") == "admin1" else None) or None


class EscalationStep(Frozen):
    """Who is told next when nobody has acknowledged an incident."""

    after: Duration = Field(description="how long nobody has acknowledged it, since people were told, such as 15m")
    to: Annotated[Recipients, Field(min_length=1)] = Field(
        description="the name of a recipient or of a duty in rotas, or a list of names"
    )


class Branch(Frozen):
    """Part of a subscription: what it lets in, who is told, and how."""

    model_config = ConfigDict(serialize_by_alias=True)

    id: RuleId = Field(description="its name, which no other subscription or branch has")
    to: Recipients | None = Field(
        default=None,
        description="the name of a recipient or of a duty in rotas, or a list of names; [] for nobody; left out in a "
        "branch: as above it",
    )
    rules: RuleIds = Field(default=(), description="only alerts of these rules")
    severity: Severity = Field(default="info", description="only alerts at least so severe")
    places: tuple[str, ...] = Field(
        default=(), description="only alerts in these countries (ISO 3166-1 alpha-3) or areas, by name"
    )
    place: AskedPlace | None = Field(
        default=None,
        description="only alerts there: a name such as Idlib, or name, country, admin1, level, within and of, polygon, "
        "as in rules",
    )
    source: AskedSource | None = Field(
        default=None,
        description="only alerts with such a source behind them: a name, or name, kind, grade (such as B or better), side",
    )
    language: Listed[Language] | None = Field(
        default=None, description="only alerts with an item in this language behind them, such as ar or [ar, fr]"
    )
    corroboration: Annotated[Whole, Field(ge=1, le=20)] | None = Field(
        default=None, description="only alerts that so many independent origins tell of; told as soon as there are"
    )
    grade: Worth | None = Field(
        default=None,
        description="only alerts worth so much: how reliable who says it is, A to E, how credible what is said, 1 to 5, or "
        "both, such as B or better, 2 or better, B2 or better; told as soon as they are",
    )
    match: Matchers | None = Field(
        default=None,
        description="a matcher, or a list of them, as in silences: a field of the key, or a label of the rule, such as "
        "team=logistics",
    )
    events: tuple[EventKind, ...] | None = Field(
        default=None, description="only these kinds of event; left out: fire, escalate, update, resolve, retract"
    )
    quiet: Quiet | None = Field(
        default=None, description="names of quiet_hours in which messages wait; left out in a branch: as above it"
    )
    group_by: GroupBy | None = Field(
        default=None,
        description="what is alike in alerts that go out as one message, such as country or [rule, admin1]; [] for all "
        "of them",
    )
    group_wait: Duration | None = Field(
        default=None, description="how long the first alert of a group waits for others; left out: 30s"
    )
    group_interval: Duration | None = Field(
        default=None, description="how long after a group's message the next may follow; left out: 5m"
    )
    repeat_interval: Duration | None = Field(
        default=None,
        description="tell again what lasts and nobody has acknowledged, each time so long after the last word",
    )
    debounce: Duration | None = Field(
        default=None,
        description="tell that something is over once it has been so for this long; if it comes again, neither",
    )
    escalation: tuple[EscalationStep, ...] | None = Field(
        default=None, description="who is told next, and when, as long as nobody has acknowledged the incident"
    )
    goes_on: Truth = Field(
        default=False, alias="continue", description="true: the branches after this one are asked, too"
    )
    branches: tuple["Branch", ...] = Field(
        default=(), description="who else is told of some of it, in their place: the first that lets it in has it"
    )

    def tests(self, news: News) -> Iterator[Test]:
        """The questions that it asks of an event, but for the kind of event."""
        event = news.event
        if self.rules:
            yield Test("rules", self.rules, event.rule, event.rule in self.rules)
        if self.severity != "info":
            enough = SEVERITIES.index(event.severity) >= SEVERITIES.index(self.severity)
            yield Test("severity", f"{self.severity} or worse", event.severity, enough)
        if self.places:
            found = _where(event)
            yield Test("places", self.places, found, not _folded(self.places).isdisjoint(_folded(found)))
        if self.place is not None:
            there = news.places
            yield Test("place", self.place, _names(there), any(map(self.place.meets, there)))
        if self.source is not None:
            told = [tuple(self.source.tests_of(name, news.known)) for name in news.behind.sources]
            fits = any(all(test.holds for test in tests) for tests in told)
            yield Test("source", _asked(self.source), news.behind.sources, fits)
        if self.language is not None:
            wanted, got = self.language, news.behind.languages
            fits = any(one == asked or one.startswith(f"{asked}-") for one in got for asked in wanted)
            yield Test("language", wanted, got, fits)
        if self.corroboration is not None:
            origins = news.origins
            yield Test("corroboration", self.corroboration, origins, origins >= self.corroboration)
        if self.grade is not None:
            grading = news.behind.grading or Grading()
            yield Test("grade", self.grade, grading.code, grading.at_least(*worth(self.grade)))
        for matcher in self.match or ():
            subject = news.subject
            yield Test("match", str(matcher), subject.get(matcher.name, ()), matcher.holds(subject))

    @property
    def takes_all(self) -> bool:
        """Whether it has no condition."""
        asked = (
            self.rules,
            self.places,
            self.place,
            self.source,
            self.language,
            self.corroboration,
            self.grade,
            self.match,
        )
        return self.severity == "info" and self.events is None and not any(asked)


class Subscription(Branch):
    """A tree of its own: every subscription is asked, whatever the others take."""

    to: Recipients = Field(
        description="the name of a recipient or of a duty in rotas, or a list of names; [] for nobody"
    )


GROUP_WAIT = timedelta(seconds=30)
GROUP_INTERVAL = timedelta(minutes=5)
"""As Alertmanager has them."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a branch tells, with what it has from those above it."""

    to: tuple[str, ...]
    events: tuple[EventKind, ...] = TOLD_OF
    quiet: tuple[str, ...] = ()
    group_by: tuple[str, ...] | None = None
    group_wait: timedelta = GROUP_WAIT
    group_interval: timedelta = GROUP_INTERVAL
    repeat_interval: timedelta | None = None
    debounce: timedelta | None = None
    escalation: tuple[EscalationStep, ...] = ()

    def under(self, branch: Branch) -> "Manner":
        """The manner of a branch below."""
        values: dict[str, Any] = {name: getattr(branch, name) for name in Manner.__slots__}
        return Manner(**{name: getattr(self, name) if own is None else own for name, own in values.items()})


ROOT = Manner(to=())


def _asked(condition: Any) -> str:
    said = condition.model_dump(mode="json", exclude_none=True)
    return ", ".join(
        f"{name} {' or '.join(value) if isinstance(value, list) else value}" for name, value in said.items()
    )


def _names(places: tuple[Place, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.canonical or one.name for one in places))


def _where(event: AlertEvent) -> list[str]:
    words = [value for name, value in event.key.items() if name in ("country", "admin1", "area")]
    for place in event.places:
        words += [name for name in (place.name, place.canonical, place.admin1, place.country) if name]
    return list(dict.fromkeys(words))


def _folded(words: tuple[str, ...] | list[str]) -> set[str]:
    return {word.casefold() for word in words}
