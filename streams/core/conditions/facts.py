"""Conditions on facts: the kind of fact, and what its fields must hold.

What is left out is not asked for; a list asks for one of its words. Under ``not`` each entry by itself must not be so.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag

from streams.core.conditions.subjects import Subject
from streams.core.conditions.terms import Listed, Name, Part, Phrase, Range, Test, named
from streams.core.facts import Cause, CeasefireState, Outcome, RouteKind, RouteState, Scope, Status
from streams.core.shapes import Truth, shape
from streams.core.spelling import plain


class _Fields(Part):
    """Fields that facts of every kind have."""

    attribution: Listed[Phrase] | None = Field(
        default=None, description="only what is ascribed to one of these, such as [army, ministry of health]"
    )

    def asked(self, subject: Subject, fact: Any) -> Iterator[Test]:  # noqa: ARG002 -- fields of some kinds need it
        """A question for each field that is asked for; ``fact`` is of the kind that the fields belong to."""
        if self.attribution is not None:
            yield Test("attribution", self.attribution, fact.attribution, named(self.attribution, [fact.attribution]))


class CasualtiesFields(_Fields):
    """Fields of a toll."""

    outcome: Listed[Outcome] | None = Field(
        default=None, description="one of killed, injured, missing, detained, displaced, or a list of them"
    )
    count: Range | None = Field(
        default=None,
        description="only figures in a range, such as {min: 10, max: 500}; of a range the lower end counts",
    )
    civilian: Truth | None = Field(
        default=None, description="only figures of civilians (true) or of combatants (false); left out: of anyone"
    )
    who: Listed[Phrase] | None = Field(
        default=None, description="only people called one of these in the text, such as [aid worker*, nurse*]"
    )
    cause: Listed[Cause] | None = Field(
        default=None, description="only harm by one of these causes, such as airstrike or [flood, landslide]"
    )

    def asked(self, subject: Subject, fact: Any) -> Iterator[Test]:
        if self.outcome is not None:
            yield Test("outcome", self.outcome, fact.outcome, fact.outcome in self.outcome)
        if self.count is not None:
            yield Test("count", self.count, fact.count_min, fact.count_min in self.count)
        if self.civilian is not None:
            yield Test("civilian", self.civilian, fact.civilian, fact.civilian == self.civilian)
        if self.who is not None:
            yield Test("who", self.who, fact.who, named(self.who, [fact.who]))
        if self.cause is not None:
            yield Test("cause", self.cause, fact.cause, fact.cause in self.cause)
        yield from super().asked(subject, fact)


class RouteFields(_Fields):
    """Fields of a road, bridge, crossing, port, airport, railway or waterway."""

    state: Listed[RouteState] | None = Field(
        default=None, description="one of severed, restricted, open, or a list of them"
    )
    route_kind: Listed[RouteKind] | None = Field(
        default=None, description="only routes of these kinds, such as road or [bridge, crossing]; left out: of any"
    )
    route: Listed[Name] | None = Field(
        default=None,
        description="only routes of these names, such as M5; a name of tables/routes.yaml means all of its aliases",
    )

    def asked(self, subject: Subject, fact: Any) -> Iterator[Test]:
        if self.state is not None:
            yield Test("state", self.state, fact.state, fact.state in self.state)
        if self.route_kind is not None:
            yield Test("route_kind", self.route_kind, fact.route_kind, fact.route_kind in self.route_kind)
        if self.route is not None:
            names = subject.reading.route_names(fact)
            yield Test("route", self.route, fact.name, any(plain(name) in names for name in self.route))
        yield from super().asked(subject, fact)


class CeasefireFields(_Fields):
    """Fields of a truce, pause or cessation."""

    state: Listed[CeasefireState] | None = Field(
        default=None,
        description="one of violated, agreed, holding, extended, collapsed, rejected, proposed, or a list of them",
    )
    parties: Listed[Phrase] | None = Field(
        default=None, description="only truces to which one of these is a party, such as [army, RSF]"
    )
    name: Listed[Phrase] | None = Field(default=None, description="only truces of such a name")

    def asked(self, subject: Subject, fact: Any) -> Iterator[Test]:
        if self.state is not None:
            yield Test("state", self.state, fact.state, fact.state in self.state)
        if self.parties is not None:
            yield Test("parties", self.parties, fact.parties, named(self.parties, fact.parties))
        if self.name is not None:
            yield Test("name", self.name, fact.name, named(self.name, [fact.name]))
        yield from super().asked(subject, fact)


def _scalar(value: Any) -> Any:
    if not isinstance(value, str | int | float):
        raise ValueError("must be a word, a number, true or false")  # noqa: TRY004 -- pydantic reads values' errors
    return value


Scalar = Annotated[Any, AfterValidator(_scalar)]
FieldAsked = Annotated[
    Annotated[Scalar, Tag("text")] | Annotated[Listed[Scalar], Tag("list")] | Annotated[Range, Tag("mapping")],
    Discriminator(shape),
]


class OtherFields(_Fields):
    """Fields of a fact that an organisation's own extractor finds."""

    fields: dict[str, FieldAsked] | None = Field(
        default=None,
        description="what its fields must hold: a word, a list of words, or a range, such as {disease: cholera, cases: {min: 5}}",
    )

    def asked(self, subject: Subject, fact: Any) -> Iterator[Test]:
        for name, asked in (self.fields or {}).items():
            got = fact.fields.get(name)
            held = got if isinstance(got, list) else [got]
            yield Test(name, asked, got, any(_will_do(asked, one) for one in held))
        yield from super().asked(subject, fact)


def _will_do(asked: Any, got: Any) -> bool:
    if isinstance(asked, Range):
        return isinstance(got, int | float) and not isinstance(got, bool) and got in asked
    wanted = asked if isinstance(asked, tuple) else (asked,)
    if isinstance(got, str):
        return any(isinstance(one, str) and plain(one) == plain(got) for one in wanted)
    return any(one == got and isinstance(one, bool) == isinstance(got, bool) for one in wanted)


class AnyFactCondition(_Fields):
    """What every condition on a fact may ask beside the fields of its kind."""

    fact: str
    but_not: _Fields | None = Field(default=None, alias="not")
    status: Listed[Status] = Field(
        default=("reported",),
        description="how it is said: reported, denied, unconfirmed, threatened, or a list of them; left out: reported",
    )
    scope: Listed[Scope] = Field(
        default=("new",),
        description="new (this item's own news), background (history, totals so far), or both; left out: new",
    )

    def tests(self, subject: Subject) -> Iterator[Test]:
        """The questions that the condition puts to the subject's fact, the kind of fact first."""
        fact = subject.fact
        if fact is None or subject.kind != self.fact:
            yield Test("fact", self.fact, subject.kind, holds=False)
            return
        yield Test("fact", self.fact, self.fact, holds=True)
        yield from self.asked(subject, fact)
        yield Test("status", self.status, fact.status, fact.status in self.status)
        yield Test("scope", self.scope, fact.scope, fact.scope in self.scope)
        if self.but_not is not None:
            for test in self.but_not.asked(subject, fact):
                yield Test(f"not {test.field}", test.asked, test.got, not test.holds)


_NOT = "what must not be so, each entry by itself, such as "


class CasualtiesCondition(AnyFactCondition, CasualtiesFields):
    """Facts about people killed, injured, missing, detained or displaced."""

    fact: Literal["casualties"] = Field(description="the kind of fact: casualties")
    outcome: Listed[Outcome] = Field(
        description="one of killed, injured, missing, detained, displaced, or a list of them"
    )
    parts: Truth = Field(
        default=False,
        description="true: also figures that are part of another one, as the 3 nurses in “12 killed, among them 3 nurses”",
    )
    but_not: CasualtiesFields | None = Field(default=None, alias="not", description=_NOT + "{cause: accident}")

    def asked(self, subject: Subject, fact: Any) -> Iterator[Test]:
        if fact.part:
            yield Test("parts", self.parts, got=True, holds=self.parts)
        yield from super().asked(subject, fact)


class RouteCondition(AnyFactCondition, RouteFields):
    """Facts about roads, bridges, crossings, ports, airports, railways and waterways."""

    fact: Literal["route"] = Field(description="the kind of fact: route")
    state: Listed[RouteState] = Field(description="one of severed, restricted, open, or a list of them")
    but_not: RouteFields | None = Field(default=None, alias="not", description=_NOT + "{route_kind: port}")


class CeasefireCondition(AnyFactCondition, CeasefireFields):
    """Facts about truces, pauses and cessations."""

    fact: Literal["ceasefire"] = Field(description="the kind of fact: ceasefire")
    state: Listed[CeasefireState] = Field(
        description="one of violated, agreed, holding, extended, collapsed, rejected, proposed, or a list of them"
    )
    but_not: CeasefireFields | None = Field(default=None, alias="not", description=_NOT + "{parties: army}")


class OtherCondition(AnyFactCondition, OtherFields):
    """Facts that your organisation's own extractors find."""

    fact: Literal["other"] = Field(description="the kind of fact: other, of an extractor of your own")
    kind: Listed[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]] = Field(
        description="the name that the extractor gives to its facts, such as outbreak"
    )
    but_not: OtherFields | None = Field(default=None, alias="not", description=_NOT + "{fields: {disease: flu}}")

    def asked(self, subject: Subject, fact: Any) -> Iterator[Test]:
        yield Test("kind", self.kind, fact.kind, fact.kind in self.kind)
        yield from super().asked(subject, fact)


FactCondition = Annotated[
    CasualtiesCondition | RouteCondition | CeasefireCondition | OtherCondition, Field(discriminator="fact")
]
"""A condition on one fact."""
