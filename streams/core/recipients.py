"""Recipients: people, and over which channels they are told. Addresses stand elsewhere: here channels have names only."""

from collections.abc import Iterator
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, StringConstraints, Tag

from streams.core.alerts import SEVERITIES, Severity
from streams.core.facts import Frozen
from streams.core.hours import Zone
from streams.core.shapes import listed, shape

ChannelName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
RecipientName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
QuietName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]

ChannelNames = Annotated[
    tuple[ChannelName, ...],
    Field(min_length=1),
    BeforeValidator(listed, json_schema_input_type=ChannelName | tuple[ChannelName, ...]),
]
"""The name of a channel, or a list of names."""

AnyChannels = Annotated[
    tuple[ChannelName, ...], BeforeValidator(listed, json_schema_input_type=ChannelName | tuple[ChannelName, ...])
]
"""The same, or an empty list."""

Quiet = Annotated[
    tuple[QuietName, ...], BeforeValidator(listed, json_schema_input_type=QuietName | tuple[QuietName, ...])
]


def _complete(value: dict[Severity, tuple[str, ...]]) -> dict[Severity, tuple[str, ...]]:
    if "info" not in value:
        raise ValueError(
            "says nothing of the least severe alerts; add info: with a channel, or [] to tell nothing of them"
        )
    return value


def _shape(value: Any) -> str:
    return "mapping" if shape(value) == "mapping" else "list"


Channels = Annotated[
    Annotated[ChannelNames, Tag("list")]
    | Annotated[dict[Severity, AnyChannels], AfterValidator(_complete), Tag("mapping")],
    Discriminator(_shape),
]
"""Channels for everything; or for each severity and what is worse, up to the next one that is named."""


class Recipient(Frozen):
    """A person or a duty, and the channels over which they are told."""

    channels: Channels = Field(
        description="the name of a channel, or a list of names, each told; or by severity, such as "
        "{info: mail, major: [sms, mail]}, where each counts for what is worse, too"
    )
    failover: AnyChannels = Field(
        default=(), description="the name of a channel, or a list of names, taken in order when one of them fails"
    )
    quiet: Quiet = Field(
        default=(),
        description="names of quiet_hours in which messages wait; not for who is told as the one on duty",
    )

    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$")] = Field(
        default="en",
        description="the language of messages, such as en, ar, fr or es; English where there is none of it",
    )
    zone: Zone = Field(
        default=ZoneInfo("UTC"), description="the time zone of messages, by its IANA name, such as Asia/Damascus"
    )

    def over(self, severity: Severity) -> tuple[str, ...]:
        """The channels for alerts of a severity."""
        if isinstance(self.channels, tuple):
            return self.channels
        upwards = (one for one in reversed(SEVERITIES[: SEVERITIES.index(severity) + 1]) if one in self.channels)
        return self.channels[next(upwards)]

    def beside(self, channel: str, severity: Severity) -> tuple[str, ...]:
        """The other channels in the order in which they are taken when ``channel`` fails."""
        names = (*self.failover, *self.over(severity), *self.every)
        return tuple(dict.fromkeys(name for name in names if name != channel))

    @property
    def every(self) -> tuple[str, ...]:
        """All channels for some severity, those of the most severe first."""
        if isinstance(self.channels, tuple):
            return self.channels
        return tuple(dict.fromkeys(self._by_severity(self.channels)))

    def _by_severity(self, channels: dict[Severity, tuple[str, ...]]) -> Iterator[str]:
        for severity in reversed(SEVERITIES):
            yield from channels.get(severity, ())
