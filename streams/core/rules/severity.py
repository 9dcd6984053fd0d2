"""How grave an incident is: one word, a word for each level, or a table of what it hangs on."""

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator

from streams.core.alerts import SEVERITIES, Severity
from streams.core.conditions.lookups import Country
from streams.core.facts import Frozen
from streams.core.shapes import Whole, listed, shape

Countries = Annotated[
    tuple[Country, ...],
    Field(min_length=1),
    BeforeValidator(listed, json_schema_input_type=Country | tuple[Country, ...]),
]


class Standing(Frozen):
    """What a severity may hang on when an event is told: the level, the highest figure so far, the country, the origins."""

    level: int = 0
    value: int = 0
    country: str = ""
    origins: int = 1


class SeverityCase(Frozen):
    """A row of the table; all that it names must hold."""

    model_config = ConfigDict(serialize_by_alias=True)

    becomes: Severity = Field(alias="is", description="the severity where this row holds")
    value_at_least: Whole | None = Field(default=None, description="the figure or count has reached this number")
    origins_at_least: Whole | None = Field(
        default=None, ge=2, description="so many independent origins say it; copies of one story are one origin"
    )
    country: Countries | None = Field(default=None, description="a country, such as SYR or Sudan, or a list of them")

    @model_validator(mode="after")
    def _hangs_on_something(self) -> Self:
        if self.value_at_least is None and self.origins_at_least is None and self.country is None:
            raise ValueError("names nothing that it hangs on; add value_at_least, origins_at_least or country")
        return self

    def holds(self, standing: Standing) -> bool:
        """Whether everything that the row names is so."""
        return (
            (self.value_at_least is None or standing.value >= self.value_at_least)
            and (self.origins_at_least is None or standing.origins >= self.origins_at_least)
            and (self.country is None or standing.country in self.country)
        )


class SeverityTable(Frozen):
    """A severity, and rows that raise or lower it; of several rows that hold the gravest counts, whatever their order."""

    default: Severity = Field(description="the severity where no row holds")
    when: tuple[SeverityCase, ...] = Field(
        min_length=1, description="rows such as {value_at_least: 100, is: critical} or {country: [SYR, LBN], is: major}"
    )

    @model_validator(mode="before")
    @classmethod
    def _not_by_level(cls, data: Any) -> Any:
        if isinstance(data, dict) and any(isinstance(name, int) for name in data):
            raise ValueError("only kinds with a threshold have levels; write one word here, or default: and when:")
        return data

    def at(self, standing: Standing) -> Severity:
        """The gravest severity among the rows that hold, else the default."""
        held = [case.becomes for case in self.when if case.holds(standing)]
        return max(held, key=SEVERITIES.index) if held else self.default


def _form(value: Any) -> str:
    if isinstance(value, SeverityTable) or (
        isinstance(value, dict) and not value.keys().isdisjoint(("default", "when"))
    ):
        return "table"
    return shape(value)


PlainSeverity = Annotated[
    Annotated[Severity, Tag("text")] | Annotated[SeverityTable, Tag("mapping")], Discriminator(shape)
]
LevelSeverity = Annotated[
    Annotated[Severity, Tag("text")]
    | Annotated[dict[Whole, Severity], Tag("mapping")]
    | Annotated[SeverityTable, Tag("table")],
    Discriminator(_form),
]


def severity_at(severity: Severity | dict[int, Severity] | SeverityTable, standing: Standing) -> Severity:
    """The severity of an event. Of severities by level, the one of the highest level reached."""
    if isinstance(severity, str):
        return severity
    if isinstance(severity, SeverityTable):
        return severity.at(standing)
    reached = [at for at in severity if at <= standing.level]
    return severity[max(reached)] if reached else SEVERITIES[0]
