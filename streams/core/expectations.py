"""What a test of rules expects: what an event looks like, and what a message to somebody looks like.

What is left out may be anything. Moments are relative to the test's clock (``+2h``), or absolute.
"""

from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema, model_validator

from streams.core.alerts import SEVERITIES, EventKind, Severity
from streams.core.cases import PLACEHOLDER, or_placeholder
from streams.core.facts import Frozen
from streams.core.messages.accounts import Medium
from streams.core.moments import Moment
from streams.core.recipients import ChannelName, RecipientName
from streams.core.rules import RuleId
from streams.core.shapes import Truth, Whole, listed

Phrases = Annotated[tuple[str, ...], BeforeValidator(listed, json_schema_input_type=str | tuple[str, ...])]
Kind = Annotated[EventKind, or_placeholder({"type": "string", "enum": list(get_args(EventKind))})]

_NAME = or_placeholder({"type": "string", "pattern": r"^[a-z0-9][a-z0-9-]{0,62}$"})

Fate = Literal["delivered", "failed over", "expired", "suppressed", "held back"]
"""What became of a message: one of the endings of a delivery, or ``held back`` until nothing hides it any more."""


def _two_numbers(value: Any) -> Any:
    if value is not None and not (isinstance(value, list | tuple) and len(value) == 2):
        raise ValueError("must be two numbers, the lowest and the highest, such as [50, 62]")
    return value


Span = Annotated[
    tuple[Whole, Whole],
    BeforeValidator(_two_numbers),
    WithJsonSchema(
        {"type": "array", "minItems": 2, "maxItems": 2, "items": {"anyOf": [{"type": "integer"}, PLACEHOLDER]}}
    ),
]


class Pattern(Frozen):
    """What an event looks like. What is left out may be anything; texts need only be contained."""

    at: Moment | None = Field(default=None, description="the event's own time: the item's, or the deadline's")
    event: Kind | None = Field(
        default=None, description="fire, escalate, update, resolve, expire; or retract, for one that was taken back"
    )
    rule: RuleId | None = Field(default=None, description="the id of the rule")
    key: dict[str, str] = Field(
        default_factory=dict, description="what the incident is about, such as {route: M5}; as much of it as matters"
    )
    severity: Annotated[Severity, or_placeholder({"type": "string", "enum": list(SEVERITIES)})] | None = Field(
        default=None, description="info, minor, major or critical"
    )
    value: Annotated[Whole, or_placeholder({"type": "integer"})] | None = Field(
        default=None, description="the figure that decided, in people"
    )
    range: Span | None = Field(default=None, description="the lowest and highest live claim, such as [50, 62]")
    items: Phrases = Field(default=(), description="ids of items behind the event, or one")
    evidence: Phrases = Field(default=(), description="words that its quotes hold, or a list of them")
    summary: Phrases = Field(default=(), description="words that its line for people holds, or a list of them")
    exercise: Annotated[Truth, or_placeholder({"type": "boolean"})] | None = Field(
        default=None, description="true: of a drill; false: of the real world"
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self == Pattern.model_construct():
            raise ValueError("names nothing; name at least the event or the rule")
        return self


class MessagePattern(Frozen):
    """What a message to somebody looks like. What is left out may be anything; texts need only be contained."""

    to: Annotated[RecipientName, _NAME] | None = Field(default=None, description="the recipient")
    via: Annotated[ChannelName, _NAME] | None = Field(default=None, description="the channel")
    at: Moment | None = Field(default=None, description="when it goes out, or what else became of it, to the minute")
    event: Kind | None = Field(
        default=None, description="the kind of event that it tells of; of a digest, the worst one"
    )
    rule: RuleId | None = Field(default=None, description="the id of the rule; of a digest, that of the worst event")
    contains: Phrases = Field(default=(), description="words that its title or text holds, or a list of them")
    medium: Annotated[Medium, or_placeholder({"type": "string", "enum": list(get_args(Medium))})] | None = Field(
        default=None,
        description="look for the words in the message as such a channel gets it, in its recipient's language: sms, chat "
        "or email; left out: in its plain words",
    )
    outcome: Annotated[Fate, or_placeholder({"type": "string", "enum": list(get_args(Fate))})] = Field(
        default="delivered",
        description="what became of it: delivered (if left out), failed over, expired, suppressed or held back",
    )
    reason: Phrases = Field(default=(), description="words that the reason for the outcome holds, or a list of them")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("names nothing; name at least whom it goes to, as to: duty-officer, or outcome: delivered")
        return self


class Notified(Frozen):
    """A message to somebody."""

    notify: MessagePattern = Field(description="a message to somebody, as to: duty-officer, via: duty-phone")


def _expected(value: Any) -> str:
    return "notify" if isinstance(value, Notified) or (isinstance(value, dict) and "notify" in value) else "event"


Expected = Annotated[
    Annotated[Pattern, Tag("event")] | Annotated[Notified, Tag("notify")],
    Discriminator(_expected),
]
"""An event, or a message to somebody."""


def patterns(expected: tuple[Expected, ...]) -> dict[int, Pattern]:
    """The events among what is expected, by their places."""
    return {at: one for at, one in enumerate(expected) if isinstance(one, Pattern)}


def messages(expected: tuple[Expected, ...]) -> dict[int, MessagePattern]:
    """The messages among what is expected, by their places."""
    return {at: one.notify for at, one in enumerate(expected) if isinstance(one, Notified)}
