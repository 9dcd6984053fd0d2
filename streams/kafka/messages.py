"""Messages on the topics: canonical JSON in UTF-8, with the schema's name and version in their headers."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from streams.core.alerts import AlertEvent, Emission, event_json
from streams.core.commands import Acknowledge, Cover, Drill, Retract, Silence
from streams.core.deadletters import DeadLetter
from streams.core.deliveries import Attempt, Delivery
from streams.core.errors import BadMessage
from streams.core.facts import Frozen
from streams.core.identity import canonical
from streams.core.items import Item, item_json
from streams.core.matches import Match
from streams.core.sheets import FactSheet
from streams.kafka.topics import TopicName

SCHEMA_VERSION = b"1"

EDITION = "rules-edition"
"""The header that names the edition of the rules which judges what is in the message."""


class Tick(Frozen):
    """The time, as a message: timers run on it, so that a replay can bring its own."""

    now: datetime


class Message(NamedTuple):
    """What goes on a topic."""

    key: bytes
    value: bytes
    headers: dict[str, bytes]


_SCHEMAS: dict[type[BaseModel], str] = {
    Item: "item",
    FactSheet: "facts",
    Match: "match",
    Tick: "tick",
    Emission: "alert",
    Delivery: "delivery",
    Attempt: "attempt",
    DeadLetter: "dead-letter",
    Silence: "silence",
    Acknowledge: "acknowledge",
    Retract: "retract",
    Cover: "cover",
    Drill: "drill",
}

Model = TypeVar("Model", bound=BaseModel)


_ON_TOPICS: dict[TopicName, type[BaseModel]] = {
    "items": Item,
    "facts": FactSheet,
    "matches": Match,
    "ticks": Tick,
    "alerts": Emission,
    "outbox": Delivery,
    "deliveries": Attempt,
    "dead-letters": DeadLetter,
}


def again(topic: TopicName, key: bytes, value: bytes) -> Message:
    """Bytes that go back onto their topic, marked as tried before."""
    return Message(key, value, {**_schema(_ON_TOPICS[topic]), "retried": b"1"})


def message(value: BaseModel, key: str) -> Message:
    """Write a value as a message under a key."""
    return Message(key.encode(), canonical(_fields(value)).encode(), _headers(value))


def item_message(item: Item) -> Message:
    """An item, keyed by its id."""
    return message(item, item.id)


def read(raw: bytes | None, model: type[Model]) -> Model:
    """Read a message's value. Raises BadMessage with every reason in words."""
    if raw is None:
        raise BadMessage(f"an empty message where {_SCHEMAS[model]} was expected")
    try:
        if model is Emission:
            return model.model_validate(_nested(AlertEvent.model_fields, raw))
        return model.model_validate_json(raw)
    except ValidationError as error:
        reasons = "; ".join(
            f"{'.'.join(map(str, one['loc'])) or 'message'}: {one['msg']}"
            for one in error.errors(include_url=False)[:5]
        )
        raise BadMessage(f"not a message of the schema {_SCHEMAS[model]}: {reasons}") from None


def _fields(value: BaseModel) -> dict[str, Any]:
    if isinstance(value, Item):
        return item_json(value)
    if isinstance(value, Emission):
        # The alerts topic carries the contract's event, with what deciding adds beside it.
        return event_json(value.event) | value.model_dump(mode="json", exclude={"event"})
    return value.model_dump(mode="json")


def _nested(event: Mapping[str, Any], raw: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(raw)
    except ValueError as error:
        raise BadMessage(f"not JSON: {error}") from None
    if not isinstance(fields, dict):
        raise BadMessage("an alert event is a JSON object")
    inner = {name: value for name, value in fields.items() if name in event}
    return {"event": inner} | {name: value for name, value in fields.items() if name not in event}


def _schema(model: type[BaseModel]) -> dict[str, bytes]:
    return {"schema": _SCHEMAS[model].encode(), "schema-version": SCHEMA_VERSION}


def _headers(value: BaseModel) -> dict[str, bytes]:
    headers = _schema(type(value))
    rules = value.event.rules if isinstance(value, Emission) else getattr(value, "rules", None)
    if isinstance(rules, str):
        headers["rules"] = rules.encode()
    if edition := getattr(value, "edition", ""):
        headers[EDITION] = edition.encode()
    return headers
