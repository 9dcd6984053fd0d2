"""What every rule has, of whatever kind."""

from collections.abc import Mapping
from datetime import timedelta
from string import Template
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Discriminator, Field, StringConstraints, Tag, field_validator, model_validator

from streams.core.alerts import EventKind
from streams.core.conditions import Condition
from streams.core.durations import Duration
from streams.core.errors import Misfit
from streams.core.examples import Examples
from streams.core.facts import Frozen
from streams.core.identity import digest
from streams.core.shapes import Truth, shape

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
Group = Literal["area", "route", "ceasefire", "country"]

SUMMARY_WORDS = frozenset({"label", "value", "range", "source", "place", "country", "who", "quote"})
"""What a summary may name, as ``$label``: the incident's name, the figure, its range, who said so, and so on."""

Summary = Annotated[Annotated[str, Tag("text")] | Annotated[dict[EventKind, str], Tag("mapping")], Discriminator(shape)]
_GROUPS_OF: Mapping[str, tuple[Group, ...]] = {
    "casualties": ("area", "country"),
    "route": ("route", "area", "country"),
    "ceasefire": ("ceasefire", "area", "country"),
}


class Written(Frozen):
    """A rule as its operator wrote it; each kind adds fields of its own."""

    version: Literal[1] = Field(description="the version of the rule language: 1")
    id: RuleId = Field(description="the rule's name: small letters, digits and hyphens; part of every alert's id")
    description: str = Field(default="", description="what the rule is for, in a sentence")
    enabled: Truth = Field(default=True, description="false keeps the rule out of use")
    when: Condition = Field(description="the facts that raise an incident; they must be new and reported")
    group_by: Group = Field(description="one incident for each area, route, ceasefire or country")
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
        groups = _GROUPS_OF[self.when.fact]
        if self.group_by not in groups:
            raise Misfit(
                (("group_by",), f"facts about {self.when.fact} have no {self.group_by}; write {' or '.join(groups)}")
            )
        return self

    def summary_for(self, event: EventKind, words: Mapping[str, str]) -> str:
        """The one line for people of an event."""
        text = self.summary if isinstance(self.summary, str) else self.summary.get(event, "$label")
        return Template(text).safe_substitute({name: words.get(name, "") for name in SUMMARY_WORDS}).strip()

    @property
    def digest(self) -> str:
        """A hash of what the rule does; its examples and description do not change it."""
        return digest(self.model_dump(mode="json", exclude={"examples", "description"}), length=16)
