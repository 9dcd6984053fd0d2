"""What rules have in common, of whatever kind."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from string import Template
from typing import Annotated, ClassVar, Literal, NamedTuple, Self

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    field_validator,
    model_validator,
)

from streams.core.alerts import EventKind, Severity
from streams.core.conditions import Condition, fact_trail, kinds
from streams.core.conditions.terms import Listed
from streams.core.durations import Duration
from streams.core.errors import Misfit
from streams.core.examples import Examples
from streams.core.facts import Frozen
from streams.core.grouping import Group, groups_of
from streams.core.identity import digest
from streams.core.rules.severity import PlainSeverity, SeverityTable, Standing, severity_at
from streams.core.shapes import Truth, Whole, shape

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]

SUMMARY_WORDS = frozenset({"label", "value", "range", "source", "place", "country", "who", "quote"})
"""What a summary may name, as ``$label``: the incident's name, the figure, its range, who said so, and so on."""

_ELSEWHERE = re.compile(r"(?<!\$)\{\{.{0,40}?\}\}|(?<!\$)\{\w{0,20}\}|%\(\w{1,20}\)s")
"""How other programs fill in a text; here it would stay as it is, in a message at night."""

Summary = Annotated[Annotated[str, Tag("text")] | Annotated[dict[EventKind, str], Tag("mapping")], Discriminator(shape)]


class Asked(NamedTuple):
    """A condition of a rule, or None for any item: the way to it in the file, what it means where it holds, and of a sequence its step."""

    trail: tuple[str | int, ...]
    condition: Condition | None
    effect: Literal["raise", "clear"] = "raise"
    step: int = 0

    @property
    def name(self) -> str:
        """The way in words: ``when``, ``step 2``; people count from one."""
        return f"step {self.step + 1}" if self.trail[0] == "steps" else ".".join(map(str, self.trail))


class Corroboration(Frozen):
    """How many must say it before anybody is told."""

    origins: Whole = Field(ge=2, le=20, description="so many independent origins; copies of one story are one origin")
    within: Duration | None = Field(
        default=None, description="what an origin said counts for so long; left out: the rule's within, else 24h"
    )


class Written(Frozen):
    """A rule as its operator wrote it; each kind adds fields of its own."""

    model_config = ConfigDict(serialize_by_alias=True)

    version: Literal[1] = Field(description="the version of the rule language: 1")
    id: RuleId = Field(description="the rule's name: small letters, digits and hyphens; part of every alert's id")
    description: str = Field(default="", description="what the rule is for, in a sentence")
    enabled: Truth = Field(default=True, description="false keeps the rule out of use")
    allowed_lateness: Duration = Field(
        default=timedelta(days=7), description="how late an item may come and still be put in its place in time"
    )
    expire_after: Duration | None = Field(
        default=None, description="an incident with no further item for so long ends by expire"
    )
    hold_for: Duration | None = Field(
        default=None, alias="for", description="what the rule asks for must be so for this long before it fires"
    )
    keep_firing: Duration | None = Field(
        default=None, description="an incident stays open for so long after its end, in case it begins again"
    )
    cooldown: Duration | None = Field(
        default=None, description="after an end the rule does not fire again for so long; what still holds then fires"
    )
    labels: dict[str, str] = Field(default_factory=dict, description="words of your own, for subscriptions")
    summary: Summary = Field(
        default="$label",
        description="one line for people; may name $label, $value, $range, $source, $place, $country, $who, $quote; "
        "or a line for each event, such as {fire: $label is cut, resolve: $label is open}",
    )
    runbook: str = Field(
        default="", description="what to do, or where it is written; every message but an SMS carries it"
    )
    examples: Examples = Field(default=Examples(), description="texts that must fire and texts that must stay quiet")
    severity: PlainSeverity = Field(
        description="info, minor, major or critical; or a table, such as "
        "{default: minor, when: [{country: SYR, is: major}]}"
    )

    words: ClassVar[frozenset[str]] = SUMMARY_WORDS - {"value", "range"}
    """What the summary of this kind of rule may name."""

    @field_validator("summary")
    @classmethod
    def _known_words(cls, value: str | dict[EventKind, str]) -> str | dict[EventKind, str]:
        lines = {(): value} if isinstance(value, str) else {(event,): line for event, line in value.items()}
        wrong = [(way, why) for way, line in lines.items() if (why := cls._wrong_words(line))]
        if wrong:
            raise Misfit(*wrong)
        return value

    @classmethod
    def _wrong_words(cls, line: str) -> str:
        """What is wrong with a line of the summary; empty where nothing is."""
        template = Template(line)
        if not template.is_valid():
            return f"{line!r} has a $ with no name behind it; write $$ for a dollar sign"
        for name in template.get_identifiers():
            if name not in cls.words:
                known = ", ".join(f"${word}" for word in sorted(cls.words))
                return f"${name} is not known here; the summary may name {known}"
        if found := _ELSEWHERE.search(line):
            return f"{found[0]} would stay as it is; write a name with a dollar sign, such as $label"
        return ""

    @property
    def asked(self) -> tuple[Asked, ...]:
        """What the rule asks of items, in the order of the file; nothing, for a rule over other rules."""
        return ()

    @property
    def conditions(self) -> Mapping[str, Condition]:
        """What the rule asks for, by where it stands; an item that meets none of them does not concern the rule."""
        return {one.name: one.condition for one in self.asked if one.condition is not None}

    @property
    def any_item(self) -> bool:
        """Whether any item at all concerns the rule."""
        return any(one.condition is None for one in self.asked)

    @property
    def heard(self) -> timedelta | None:
        """How long what an origin said counts towards others, where the rule asks for several; else None."""
        return None

    @property
    def origins(self) -> int:
        """How many independent origins must say it."""
        return 1

    @property
    def by_origin(self) -> bool:
        """Whether it matters whose words an item carries; claims need not keep it otherwise."""
        return self.heard is not None or getattr(self, "count", None) == "origins"

    @property
    def reach(self) -> timedelta:
        """How long before an incident begins an item may have been published that bears on it."""
        counts: timedelta = getattr(self, "within", None) or timedelta()
        held_back = (self.hold_for or timedelta()) + (self.cooldown or timedelta())
        return max(counts, self.heard or timedelta()) + held_back

    def severity_of(self, standing: Standing) -> Severity:
        """How grave an event is."""
        return severity_at(self.severity, standing)

    def summary_for(self, event: EventKind, words: Mapping[str, str]) -> str:
        """The one line for people of an event."""
        text = self.summary if isinstance(self.summary, str) else self.summary.get(event, "$label")
        return Template(text).safe_substitute({name: words.get(name, "") for name in SUMMARY_WORDS}).strip()

    @property
    def digest(self) -> str:
        """A hash of what the rule does; its examples and description do not change it, nor fields left at their default."""
        said = self.model_dump(mode="json", exclude={"examples", "description"}, exclude_defaults=True)
        return digest(said, length=16)


def _corroboration(value: object) -> object:
    return {"origins": value} if isinstance(value, int) and not isinstance(value, bool) else value


class OverItems(Written):
    """A rule over what items say, with one incident a group."""

    group_by: Listed[Group] = Field(
        description="one incident for each: area (at the level that the news states), place, admin1, country, route, "
        "ceasefire, source, rule (one for all), or a list such as [source, country]"
    )

    @model_validator(mode="after")
    def _grouped_by_what_there_is(self) -> Self:
        for asked in self.asked:
            if asked.effect == "clear":
                continue
            about = kinds(asked.condition) if asked.condition is not None else frozenset[str]()
            groups = groups_of(about)
            for at, group in enumerate(self.group_by):
                if group not in groups:
                    what = f"facts about {' and '.join(sorted(about))}" if about else "items as a whole"
                    raise Misfit((("group_by", at), f"{what} have no {group}; write one of {', '.join(groups)}"))
        return self


class Corroborated(OverItems):
    """A rule that may wait until several independent origins say it."""

    corroboration: Annotated[
        Corroboration | None, BeforeValidator(_corroboration, json_schema_input_type=Corroboration | int | None)
    ] = Field(
        default=None,
        description="how many independent origins must say it, such as 2, or {origins: 2, within: 12h}; "
        "copies of one story are one origin",
    )

    @property
    def origins(self) -> int:
        return 1 if self.corroboration is None else self.corroboration.origins

    @property
    def heard(self) -> timedelta | None:
        asked = self.corroboration
        if asked is None and not self._graded_by_origins:
            return None
        own: timedelta | None = getattr(self, "within", None)
        return (asked.within if asked else None) or own or timedelta(hours=24)

    @property
    def _graded_by_origins(self) -> bool:
        table = self.severity
        return isinstance(table, SeverityTable) and any(case.origins_at_least for case in table.when)


class OverFacts(Corroborated):
    """A rule with one condition, and perhaps another that ends the incident."""

    when: Condition = Field(
        description="what raises an incident: a fact, or all, any, none of several conditions; see docs/rules/conditions.md"
    )
    resolve_when: Condition | None = Field(default=None, description="what resolves the incident, written as when is")

    @property
    def asked(self) -> tuple[Asked, ...]:
        return tuple(self._asked())

    def _asked(self) -> Iterator[Asked]:
        yield Asked(("when",), self.when)
        if self.resolve_when is not None:
            yield Asked(("resolve_when",), self.resolve_when, "clear")

    @model_validator(mode="after")
    def _resolved_by_something_else(self) -> Self:
        if self.resolve_when is None:
            return self
        if (about := kinds(self.when)) != kinds(self.resolve_when):
            fact = " or ".join(sorted(about)) or "the item as a whole, with no fact"
            trail = ("resolve_when", *fact_trail(self.resolve_when))
            raise Misfit((trail, f"must be about {fact}, as when is"))
        if self.resolve_when == self.when:
            raise Misfit((("resolve_when",), "says the same as when; name what ends the incident"))
        return self
