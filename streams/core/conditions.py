"""Conditions: what a rule asks of a fact."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from streams.core.facts import CeasefireState, Frozen, Outcome, RouteKind, RouteState
from streams.core.shapes import Truth, listed

Outcomes = Annotated[
    tuple[Outcome, ...],
    Field(min_length=1),
    BeforeValidator(listed, json_schema_input_type=Outcome | tuple[Outcome, ...]),
]
RouteStates = Annotated[
    tuple[RouteState, ...],
    Field(min_length=1),
    BeforeValidator(listed, json_schema_input_type=RouteState | tuple[RouteState, ...]),
]
RouteKinds = Annotated[
    tuple[RouteKind, ...],
    Field(min_length=1),
    BeforeValidator(listed, json_schema_input_type=RouteKind | tuple[RouteKind, ...]),
]
CeasefireStates = Annotated[
    tuple[CeasefireState, ...],
    Field(min_length=1),
    BeforeValidator(listed, json_schema_input_type=CeasefireState | tuple[CeasefireState, ...]),
]


class CasualtiesCondition(Frozen):
    """Facts about people killed, injured, missing, detained or displaced."""

    fact: Literal["casualties"] = Field(description="the kind of fact: casualties")
    outcome: Outcomes = Field(description="one of killed, injured, missing, detained, displaced, or a list of them")
    civilian: Truth | None = Field(
        default=None, description="only figures of civilians (true) or of combatants (false); left out: of anyone"
    )


class RouteCondition(Frozen):
    """Facts about roads, bridges, crossings, ports, airports, railways and waterways."""

    fact: Literal["route"] = Field(description="the kind of fact: route")
    state: RouteStates = Field(description="one of severed, restricted, open, or a list of them")
    route_kind: RouteKinds | None = Field(
        default=None, description="only routes of these kinds, such as road or [bridge, crossing]; left out: of any"
    )


class CeasefireCondition(Frozen):
    """Facts about truces, pauses and cessations."""

    fact: Literal["ceasefire"] = Field(description="the kind of fact: ceasefire")
    state: CeasefireStates = Field(
        description="one of violated, agreed, holding, extended, collapsed, rejected, proposed, or a list of them"
    )


Condition = Annotated[CasualtiesCondition | RouteCondition | CeasefireCondition, Field(discriminator="fact")]
