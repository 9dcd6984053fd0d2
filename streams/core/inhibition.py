"""Inhibition: an incident that people know of hides others that it explains, as a closed province hides its roads."""

from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from streams.core.alerts import AlertEvent
from streams.core.commands import Cover
from streams.core.errors import Misfit
from streams.core.facts import Frozen
from streams.core.grouping import label
from streams.core.matchers import WrittenMatcher, all_hold, subject_of
from streams.core.rules import RuleId
from streams.core.shapes import listed

EqualName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Matchers = Annotated[
    tuple[WrittenMatcher, ...],
    Field(min_length=1, max_length=20),
    BeforeValidator(listed, json_schema_input_type=WrittenMatcher | tuple[WrittenMatcher, ...]),
]
Equals = Annotated[
    tuple[EqualName, ...],
    Field(min_length=1, max_length=10),
    BeforeValidator(listed, json_schema_input_type=EqualName | tuple[EqualName, ...]),
]


class Inhibition(Frozen):
    """While an incident that ``source`` meets lasts, nobody is told of those that ``target`` meets, at equal fields."""

    id: RuleId = Field(description="the inhibition's name")
    source: Matchers = Field(description="a matcher, or a list of them: the incident that hides others")
    target: Matchers = Field(description="a matcher, or a list of them: the incidents that it hides")
    equal: Equals = Field(
        description="names of what must be equal in both: fields of the key, country or admin1; both must have it"
    )

    def hides(self, source: AlertEvent, target: AlertEvent) -> bool:
        """Whether the one incident hides the other. None hides itself, and a drill and real news are apart."""
        return (
            source.incident != target.incident
            and source.exercise == target.exercise
            and _met(self.source, source)
            and _met(self.target, target)
            and self._equal(source, target)
        )

    def _equal(self, source: AlertEvent, target: AlertEvent) -> bool:
        one, other = subject_of(source), subject_of(target)
        return all(one.get(name) and one.get(name) == other.get(name) for name in self.equal)


class Inhibitions(Frozen):
    """The file of inhibitions."""

    version: Literal[1] = Field(description="the version of this file's language: 1")
    inhibitions: tuple[Inhibition, ...] = Field(default=(), description="what hides what")

    @model_validator(mode="after")
    def _each_name_once(self) -> Self:
        names = [one.id for one in self.inhibitions]
        twice: list[tuple[tuple[str | int, ...], str]] = [
            (("inhibitions", at, "id"), f"{name} is taken by an inhibition above; give one of them another")
            for at, name in enumerate(names)
            if name in names[:at]
        ]
        if twice:
            raise Misfit(*twice)
        return self

    def covering(self, event: AlertEvent) -> bool:
        """Whether an incident can hide others."""
        return any(_met(one.source, event) for one in self.inhibitions)

    def inhibited(self, event: AlertEvent, covers: Iterable[Cover]) -> str | None:
        """The reason for which nobody is told of an event, or None."""
        for cover in sorted(covers, key=lambda one: one.id):
            for one in self.inhibitions:
                if cover.lasts and one.hides(cover.event, event):
                    source = f"{cover.event.rule}, {label(cover.event.key)}"
                    return f"inhibited by {source} ({one.id}, incident {cover.event.incident[:12]})"
        return None


NO_INHIBITIONS = Inhibitions(version=1)


def _met(matchers: Matchers, event: AlertEvent) -> bool:
    """Whether matchers meet an event; a drill inhibits drills as real news does real news."""
    return all_hold(matchers, event.model_copy(update={"exercise": False}))
