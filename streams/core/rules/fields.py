"""What every rule has, of whatever kind."""

from collections.abc import Mapping
from datetime import timedelta
from string import Template
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Discriminator, Field, StringConstraints, Tag, field_validator, model_validator

from streams.core.alerts import EventKind
from streams.core.conditions import Condition, kinds
from streams.core.conditions.terms import Listed
from streams.core.durations import Duration
from streams.core.errors import Misfit
from streams.core.examples import Examples
from streams.core.facts import Frozen
from streams.core.grouping import Group, groups_of
from streams.core.identity import digest
from streams.core.shapes import Truth, shape

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]

SUMMARY_WORDS = frozenset({"label", "value", "range", "source", "place", "country", "who", "quote"})
"""What a summary may name, as ``$label``: the incident's name, the figure, its range, who said so, and so on."""

Summary = Annotated[Annotated[str, Tag("text")] | Annotated[dict[EventKind, str], Tag("mapping")], Discriminator(shape)]


class Written(Frozen):
    """A rule as its operator wrote it; each kind adds fields of its own."""

    version: Literal[1] = Field(description="the version of the rule language: 1")
    id: RuleId = Field(description="the rule's name: small letters, digits and hyphens; part of every alert's id")
    description: str = Field(default="", description="what the rule is for, in a sentence")
    enabled: Truth = Field(default=True, description="false keeps the rule out of use")
    when: Condition = Field(
        description="what raises an incident: a fact, or all, any, none of several conditions; see docs/rules/conditions.md"
    )
    group_by: Listed[Group] = Field(
        description="one incident for each: area (at the level that the news states), place, admin1, country, route, "
        "ceasefire, source, rule (one for all), or a list such as [source, country]"
    )
    allowed_lateness: Duration = Field(
        default=timedelta(days=7), description="how late an item may come and still be put in its place in time"
    )
    expire_after: Duration | None = Field(
        default=None, description="an incident with no further item for so long ends by expire"
    )
    labels: dict[str, str] = Field(default_factory=dict, description="words of your own, for subscriptions")
    summary: Summary = Field(
        default="$label",
        description="one line for people; may name $label, $value, $range, $source, $place, $country, $who, $quote; "
        "or a line for each event, such as {fire: $label is cut, resolve: $label is open}",
    )
    runbook: str = Field(
        default="", description="what to do, or where it is written; kept with the rule, messages do not carry it yet"
    )
    examples: Examples = Field(default=Examples(), description="texts that must fire and texts that must stay quiet")

    words: ClassVar[frozenset[str]] = SUMMARY_WORDS
    """What the summary of this kind of rule may name."""

    @field_validator("summary")
    @classmethod
    def _known_words(cls, value: str | dict[EventKind, str]) -> str | dict[EventKind, str]:
        for text in [value] if isinstance(value, str) else value.values():
            template = Template(text)
            if not template.is_valid():
                raise ValueError(f"{text!r} has a $ with no name behind it; write $$ for a dollar sign")
            for name in template.get_identifiers():
                if name not in cls.words:
                    known = ", ".join(f"${word}" for word in sorted(cls.words))
                    raise ValueError(f"${name} is not known here; the summary may name {known}")
        return value

    @model_validator(mode="after")
    def _grouped_by_what_there_is(self) -> Self:
        about = kinds(self.when)
        groups = groups_of(about)
        for at, group in enumerate(self.group_by):
            if group not in groups:
                what = f"facts about {' and '.join(sorted(about))}" if about else "items as a whole"
                raise Misfit((("group_by", at), f"{what} have no {group}; write one of {', '.join(groups)}"))
        return self

    @property
    def conditions(self) -> Mapping[str, Condition]:
        """What the rule asks for, by the names of the fields; an item that meets none of them does not concern the rule."""
        return {"when": self.when}

    def summary_for(self, event: EventKind, words: Mapping[str, str]) -> str:
        """The one line for people of an event."""
        text = self.summary if isinstance(self.summary, str) else self.summary.get(event, "$label")
        return Template(text).safe_substitute({name: words.get(name, "") for name in SUMMARY_WORDS}).strip()

    @property
    def digest(self) -> str:
        """A hash of what the rule does; its examples and description do not change it, nor do fields that it leaves out."""
        return digest(
            self.model_dump(mode="json", exclude_defaults=True, exclude={"examples", "description"}), length=16
        )
