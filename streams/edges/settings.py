"""The settings: what they are, their defaults, and reading them from the environment and one YAML file.

A variable is ``TOCSIN_``, the section, two underscores and the name: ``TOCSIN_KAFKA__BOOTSTRAP``. It wins over the
secrets file, which wins over the settings file, which wins over the default (``streams.edges.layers``).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from platformdirs import user_data_path
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    FilePath,
    PlainSerializer,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from streams.core.durations import Duration, duration
from streams.core.errors import Misuse
from streams.core.messages.accounts import Medium
from streams.core.recipients import ChannelName
from streams.core.sensitivity.marks import Audience
from streams.edges.layers import Layer, Trail, environment, secrets_file, settings_file
from streams.edges.pingaddresses import unsafe


def _seconds(value: Any) -> Any:
    """``30s``, ``2m`` or a plain number of seconds."""
    if not isinstance(value, str):
        return value
    try:
        return float(value)
    except ValueError:
        return duration(value).total_seconds()


Seconds = Annotated[
    float, BeforeValidator(_seconds), PlainSerializer(lambda value: f"{value:g}s", return_type=str, when_used="json")
]
"""A span in seconds; written with a unit (30s, 2m) or as a number."""

Partitioned = Literal["items", "facts", "matches", "ticks", "alerts", "outbox", "deliveries", "dead-letters"]
"""The topics whose messages are dropped when they are old."""

Protocol = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Retention(_Section):
    """How long each topic keeps its messages. Kafka counts whole days here; a part of a day is a day."""

    items: Duration = timedelta(days=30)
    facts: Duration = timedelta(days=30)
    matches: Duration = timedelta(days=30)
    ticks: Duration = timedelta(days=1)
    alerts: Duration = timedelta(days=400)
    outbox: Duration = timedelta(days=14)
    deliveries: Duration = timedelta(days=400)
    dead_letters: Duration = timedelta(days=400)


class KafkaSettings(_Section):
    """Where Kafka is, how to prove who we are, and the shape of the topics."""

    bootstrap: str = Field(default="127.0.0.1:9092", description="addresses, HOST:PORT, with commas between")
    prefix: str = Field(
        default="tocsin.", pattern=r"^[A-Za-z0-9._-]{1,100}$", description="what every topic's name begins with"
    )
    partitions: int = Field(default=4, ge=1, le=1024, description="of each topic; fixed for a deployment")
    replication: int = Field(default=1, ge=1, le=7, description="copies of each topic; 3 on a cluster")
    retention: Retention = Field(default=Retention(), description="how long each topic keeps its messages, as 30d")
    tls: bool = Field(default=False, description="speak TLS to the brokers")
    ca_file: FilePath | None = Field(default=None, description="the authority that signed the brokers' certificates")
    cert_file: FilePath | None = Field(default=None, description="our own certificate, where brokers ask for one")
    key_file: FilePath | None = Field(default=None, description="the key of our certificate")
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] | None = Field(
        default=None, description="how to log in"
    )
    username: str | None = Field(default=None, description="whom to log in as")
    password: SecretStr | None = Field(default=None, description="from the environment or the secrets file only")

    @field_validator("bootstrap")
    @classmethod
    def _addresses(cls, value: str) -> str:
        addresses = [address.strip() for address in value.split(",")]
        for address in addresses:
            host, _, port = address.rpartition(":")
            if not host or not port.isascii() or not port.isdecimal() or not 0 < int(port) < 65536:
                raise ValueError(f"{address!r} is no address; write HOST:PORT, such as kafka-1:9092,kafka-2:9092")
        return ",".join(addresses)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not self.tls and (self.ca_file or self.cert_file or self.key_file):
            raise ValueError("certificate files are given, but tls is off; set tls: true")
        if (self.cert_file is None) != (self.key_file is None):
            raise ValueError("cert_file and key_file go together; give both or neither")
        if self.sasl_mechanism and not (self.username and self.password):
            raise ValueError("sasl_mechanism needs username and password (TOCSIN_KAFKA__PASSWORD)")
        if self.username and not self.sasl_mechanism:
            raise ValueError("username is given, but no sasl_mechanism; set PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512")
        return self

    @property
    def protocol(self) -> Protocol:
        """Kafka's name for how it is spoken to."""
        if self.sasl_mechanism:
            return "SASL_SSL" if self.tls else "SASL_PLAINTEXT"
        return "SSL" if self.tls else "PLAINTEXT"

    def retention_days(self, topic: Partitioned) -> int:
        """Whole days for which a topic keeps its messages."""
        kept: timedelta = getattr(self.retention, topic.replace("-", "_"))
        return math.ceil(kept / timedelta(days=1))


class WorkerSettings(_Section):
    """The stream processors."""

    data: Path = Field(
        default_factory=lambda: user_data_path("tocsin"), description="the folder for what a worker keeps between runs"
    )
    session_timeout: Seconds = Field(
        default=10.0, ge=6, le=300, description="seconds of silence after which the others take over a worker's share"
    )
    ticks: bool = Field(
        default=True,
        description="send the time to the deciding step; off while an archive is played, when no age and pace counts either",
    )
    tick_every: Seconds = Field(default=30.0, ge=1, le=3600, description="seconds between two ticks")


class SendingSettings(_Section):
    """How messages go out."""

    attempts: int = Field(default=4, ge=1, le=20, description="how often a message is tried before it is given up")
    backoff: Seconds = Field(default=1.0, ge=0, le=600, description="seconds before the second try; doubles each time")
    backoff_max: Seconds = Field(default=60.0, ge=0, le=3600, description="the longest wait between two tries")
    timeout: Seconds = Field(
        default=30.0, gt=0, le=600, description="seconds after which it is unknown whether a message arrived"
    )
    concurrency: int = Field(
        default=4, ge=1, le=32, description="messages on their way over one channel at a time, each to somebody else"
    )
    per_hour: int = Field(
        default=30,
        ge=1,
        le=10_000,
        description="messages an hour to one recipient over one channel; the rest are one digest",
    )
    media: dict[ChannelName, Medium] = Field(
        default_factory=dict,
        description="channels whose messages are composed as sms, chat or email, where the service does not tell",
    )
    audience: dict[ChannelName, Audience] = Field(
        default_factory=dict,
        description="channels read by people of the organisation alone (inside), which show names, exact spots, staff and "
        "protected sources; all others are outside",
    )


class WatchSettings(_Section):
    """Watching over the service itself."""

    heartbeat: bool = Field(
        default=False, description="send heartbeats through the whole service; they need a rule and a subscription"
    )
    every: Seconds = Field(default=300.0, ge=10, le=86_400, description="seconds between two heartbeats")
    patience: Seconds = Field(
        default=900.0, ge=10, le=86_400, description="seconds after which a heartbeat that came out nowhere is missed"
    )
    stalled: Seconds = Field(
        default=600.0, ge=20, le=86_400, description="seconds for which no worker finishes what waits in a partition"
    )
    tell: str = Field(
        default="",
        pattern=r"^([a-z0-9][a-z0-9-]*(, ?[a-z0-9][a-z0-9-]*)*)?$",
        description="channels, with commas between, over which `tocsin watch` tells by itself, without Kafka",
    )
    ping: SecretStr | None = Field(
        default=None,
        description="an https:// address that `tocsin watch` calls while all is well; from the secrets file",
    )

    @property
    def channels(self) -> tuple[str, ...]:
        """The names of ``tell``."""
        return tuple(name.strip() for name in self.tell.split(",") if name)

    @field_validator("ping")
    @classmethod
    def _safe(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and (wrong := unsafe(value.get_secret_value())):
            raise ValueError(f"the address to ping {wrong}")
        return value


class ViewSettings(_Section):
    """The view of deliveries and incidents in SQL."""

    url: SecretStr | None = Field(
        default=None, description="where the view is, as SQLAlchemy writes it; else SQLite in the worker's data folder"
    )


class Settings(BaseSettings):
    """Everything that can be set. Made directly, it takes its arguments alone; ``load_settings`` asks the surroundings."""

    model_config = SettingsConfigDict(
        env_prefix="TOCSIN_",
        env_nested_delimiter="__",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    rules: Path | None = Field(
        default=None, description="the folder of rules; else ./rules, else those that come with tocsin"
    )
    kafka: KafkaSettings = KafkaSettings()
    worker: WorkerSettings = Field(default_factory=WorkerSettings)
    sending: SendingSettings = SendingSettings()
    watch: WatchSettings = WatchSettings()
    view: ViewSettings = ViewSettings()
    channels: dict[ChannelName, SecretStr] = Field(
        default_factory=dict, description="Apprise addresses by name: TOCSIN_CHANNEL_NAME, or the secrets file"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 (pydantic's signature)
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)

    @field_validator("channels")
    @classmethod
    def _are_addresses(cls, channels: dict[str, SecretStr]) -> dict[str, SecretStr]:
        for name, address in channels.items():
            schema, separator, rest = address.get_secret_value().partition("://")
            if not separator or not schema.isalnum() or not rest:
                raise ValueError(
                    f"the address of {name} is not one that Apprise knows, such as tgram://BOT-TOKEN/CHAT-ID"
                )
        return channels


@dataclass(frozen=True, slots=True)
class Reading:
    """The settings in force. ``origins`` says where each value that is not a default came from."""

    settings: Settings
    origins: Mapping[Trail, str]


def load_settings() -> Settings:
    """The settings in force; as ``read_settings``."""
    return read_settings().settings


def read_settings() -> Reading:
    """The settings in force and where they came from.

    Raises Misuse with everything that is wrong, each with the variable or the place in a file that it came from.
    """
    layers = (settings_file(Settings), secrets_file(Settings), environment(Settings))
    problems = [problem for layer in layers for problem in layer.problems]
    merged = Layer.merged(layers)
    if not problems:
        try:
            return Reading(Settings(**merged.nested()), dict(merged.origins))
        except ValidationError as error:
            problems = [merged.explained(one["loc"], one["msg"]) for one in error.errors(include_url=False)]
    raise Misuse("the settings cannot be used:\n" + "\n".join(f"  {problem}" for problem in problems))
