"""Who is told of what, and over which channels. Addresses stand elsewhere: a subscription names channels only."""

from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from streams.core.alerts import SEVERITIES, AlertEvent, EventKind, Severity
from streams.core.durations import Duration
from streams.core.errors import Misfit
from streams.core.facts import Frozen
from streams.core.hours import Zone
from streams.core.rules import RuleId
from streams.core.shapes import listed

ChannelName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
RecipientName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]

Channels = Annotated[
    tuple[ChannelName, ...],
    Field(min_length=1),
    BeforeValidator(listed, json_schema_input_type=ChannelName | tuple[ChannelName, ...]),
]
Failover = Annotated[
    tuple[ChannelName, ...], BeforeValidator(listed, json_schema_input_type=ChannelName | tuple[ChannelName, ...])
]
Recipients = Annotated[
    tuple[RecipientName, ...],
    Field(min_length=1),
    BeforeValidator(listed, json_schema_input_type=RecipientName | tuple[RecipientName, ...]),
]
RuleIds = Annotated[tuple[RuleId, ...], BeforeValidator(listed, json_schema_input_type=RuleId | tuple[RuleId, ...])]

TOLD_OF: tuple[EventKind, ...] = ("fire", "escalate", "update", "resolve", "retract")


class Recipient(Frozen):
    """A person or a duty, and the channels over which they are told."""

    channels: Channels = Field(description="the name of a channel, or a list of names, each told")
    failover: Failover = Field(
        default=(), description="the name of a channel, or a list of names, taken in order when one of them fails"
    )

    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$")] = Field(
        default="en", description="the language of messages, such as en, ar, fr or es; English where there is none of it"
    )
    zone: Zone = Field(
        default=ZoneInfo("UTC"), description="the time zone of messages, by its IANA name, such as Asia/Damascus"
    )

    def beside(self, channel: str) -> tuple[str, ...]:
        """The other channels in the order in which they are taken when ``channel`` fails."""
        return tuple(dict.fromkeys(name for name in (*self.failover, *self.channels) if name != channel))


class EscalationStep(Frozen):
    """Who is told next when nobody has acknowledged an incident."""

    after: Duration = Field(description="how long nobody has acknowledged it, since people were told, such as 15m")
    to: Recipients = Field(description="the name of a recipient, or a list of names")


class Subscription(Frozen):
    """Conditions are joined by AND; one that is left out always holds."""

    id: RuleId = Field(description="the subscription's name")
    to: Recipients = Field(description="the name of a recipient, or a list of names")
    rules: RuleIds = Field(default=(), description="only alerts of these rules")
    severity: Severity = Field(default="info", description="only alerts at least so severe")
    places: tuple[str, ...] = Field(
        default=(), description="only alerts in these countries (ISO 3166-1 alpha-3) or areas, by name"
    )
    events: tuple[EventKind, ...] = Field(default=TOLD_OF, description="only these kinds of event")
    escalation: tuple[EscalationStep, ...] = Field(
        default=(), description="who is told next, and when, as long as nobody has acknowledged the incident"
    )

    def wants(self, event: AlertEvent) -> bool:
        return (
            event.event in self.events
            and (not self.rules or event.rule in self.rules)
            and SEVERITIES.index(event.severity) >= SEVERITIES.index(self.severity)
            and (not self.places or not _folded(self.places).isdisjoint(_folded(_where(event))))
        )


class Subscriptions(Frozen):
    """The file of subscriptions."""

    version: Literal[1] = Field(description="the version of this file's language: 1")
    recipients: dict[RecipientName, Recipient] = Field(description="people and duties, by name")
    subscriptions: tuple[Subscription, ...] = Field(description="what goes to whom")
    fallback: RecipientName | None = Field(
        default=None, description="the recipient who is told when somebody could not be told over any channel"
    )

    @model_validator(mode="after")
    def _names_that_exist(self) -> Self:
        """Every recipient is known, and no two subscriptions share a name."""
        known = ", ".join(sorted(self.recipients)) or "nobody"
        found: list[tuple[tuple[str | int, ...], str]] = []
        names: set[str] = set()
        for number, one in enumerate(self.subscriptions):
            where = ("subscriptions", number)
            if one.id in names:
                found.append(((*where, "id"), f"{one.id} is taken by a subscription above; give one of them another"))
            names.add(one.id)
            found += [
                ((*where, "to", at), f"{name} is none of the recipients: {known}")
                for at, name in enumerate(one.to)
                if name not in self.recipients
            ]
            found += [
                ((*where, "escalation", step, "to", at), f"{name} is none of the recipients: {known}")
                for step, rung in enumerate(one.escalation)
                for at, name in enumerate(rung.to)
                if name not in self.recipients
            ]
        if self.fallback is not None and self.fallback not in self.recipients:
            found.append((("fallback",), f"{self.fallback} is none of the recipients: {known}"))
        if found:
            raise Misfit(*found)
        return self

    @property
    def channels(self) -> tuple[str, ...]:
        """Every channel that somebody is told over, in order of name."""
        return tuple(sorted({name for one in self.recipients.values() for name in (*one.channels, *one.failover)}))


def _where(event: AlertEvent) -> list[str]:
    words = [value for name, value in event.key.items() if name in ("country", "admin1", "area")]
    for place in event.places:
        words += [name for name in (place.name, place.canonical, place.admin1, place.country) if name]
    return words


def _folded(words: tuple[str, ...] | list[str]) -> set[str]:
    return {word.casefold() for word in words}
