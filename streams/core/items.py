"""A news item as it came in, and the reading of one JSON line into it.

The line is refused with a reason (BadItem) rather than half understood: an item with no moment, or a moment
nobody could mean, would be judged at the wrong time later on.
"""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from itertools import islice
from math import isfinite
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from streams.core.errors import BadItem
from streams.core.identity import digest

MAX_BYTES = 4 * 1024 * 1024
"""An item's greatest size as JSON, in bytes."""

MAX_DEPTH = 32
"""How deeply an item's own extra fields may nest."""

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LAST_YEAR = 9980
"""So far from the last year there is that a rule's longest time, ten years, can be added to any moment."""

AHEAD = timedelta(days=1)
"""How far past the clock, or the newest item of a file, an item may claim to be published."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:\d\d)\Z")
_MAX_DIGITS = 400

Name = Annotated[str, StringConstraints(min_length=1, max_length=512)]


class Item(BaseModel):
    """One news item. ``published`` is the item's own moment, ``received`` the moment at which it reached us.

    ``title`` and ``text`` are kept as received (evidence counts code points in them), but for lone surrogates,
    which no UTF-8 can carry: each becomes U+FFFD. Fields that are not known here are kept in ``extra``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)

    id: Name
    source: Name
    title: str
    text: str
    published: datetime
    language: Annotated[str, StringConstraints(max_length=35)] | None = None
    url: Annotated[str, StringConstraints(max_length=4096)] | None = None
    received: datetime | None = None
    updated: datetime | None = None
    status: Literal["usable", "canceled"] = "usable"
    exercise: bool = False
    extra: dict[str, Any] = Field(default_factory=dict)

    @field_validator("id", "source")
    @classmethod
    def _plain(cls, value: str) -> str:
        if _CONTROL.search(value):
            raise ValueError("must not contain control characters")
        return value

    @field_validator("published", "received", "updated", mode="before")
    @classmethod
    def _moment(cls, value: object) -> object:
        """Only RFC 3339 text (or a datetime in code): numbers and loose forms hide which moment is meant."""
        if isinstance(value, str):
            if not _RFC3339.match(value):
                raise ValueError("must be RFC 3339 with an offset, such as 2024-11-28T09:40:00+02:00")
        elif value is not None and not isinstance(value, datetime):
            raise ValueError("must be text in RFC 3339, such as 2024-11-28T09:40:00+02:00")
        return value

    @field_validator("published", "received", "updated")
    @classmethod
    def _since_1970(cls, value: datetime | None) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("has no offset; without one the moment is not known")
        if not 1970 <= value.year <= LAST_YEAR or value < EARLIEST:
            raise ValueError(f"is not between the years 1970 and {LAST_YEAR}")
        return value

    @model_validator(mode="after")
    def _something_to_read(self) -> Self:
        if not self.title.strip() and not self.text.strip():
            raise ValueError("title and text are both empty; write at least one of them")
        return self

    @property
    def version(self) -> datetime:
        """The moment that orders versions of one id: ``updated``, else ``published``."""
        return self.updated or self.published

    def field(self, name: str) -> str:
        """The text of ``title`` or ``text``, as evidence names it."""
        return self.title if name == "title" else self.text


_MEND = {
    "source": "write who published it",
    "title": 'write the headline, or "" where there is none',
    "text": 'write the text, or "" where there is none',
    "published": "write when, such as 2024-11-28T09:40:00+02:00",
}
"""What to write for each field that an item needs."""

_ALIKE = 0.7
"""How alike the name of a field must be for it to be meant, from 0 to 1."""

_LOOKED_AT, _LONGEST_NAME = 50, 20
"""So many other fields, with names of so many characters, are looked at for the one that is meant."""

_OPTIONAL = ("id", *(name for name, field in Item.model_fields.items() if not field.is_required()))


def read_item(raw: bytes | str, *, latest: datetime | None = None) -> Item:
    """Read one JSON line. ``latest`` is the newest moment known (the clock's, or the file's); None: no upper limit.

    Raises BadItem with a reason in words.
    """
    size = len(raw) if isinstance(raw, bytes) else len(raw.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise BadItem(f"an item of {size:,} bytes is over the limit of {MAX_BYTES:,}")
    return item_of(_json(raw), latest=latest)


def item_of(fields: object, *, latest: datetime | None = None) -> Item:
    """An Item from a decoded JSON value. Raises BadItem."""
    if not isinstance(fields, dict):
        raise BadItem("an item is a JSON object, with source, title, text and published")
    if _depth(fields) > MAX_DEPTH:
        raise BadItem(f"nested more than {MAX_DEPTH} deep")
    clean: dict[str, Any] = _without_surrogates(fields)
    known = {name: clean[name] for name in Item.model_fields if name in clean and name != "extra"}
    rest = {name: value for name, value in clean.items() if name not in Item.model_fields}
    given = {} if clean.get("extra") is None else clean["extra"]
    if not isinstance(given, dict):
        raise BadItem("extra: must be an object")
    for name in _OPTIONAL:
        if known.get(name, "") is None:
            del known[name]
    if "id" not in known:
        known["id"] = digest(
            known.get("source"),
            known.get("url") or known.get("title") or known.get("text"),
            str(known.get("published")),
            length=32,
        )
    try:
        item = Item.model_validate({**known, "extra": {**given, **rest}})
    except ValidationError as error:
        near = [name for name in islice(rest, _LOOKED_AT) if len(name) <= _LONGEST_NAME]
        raise BadItem("; ".join(_sentence(one, near) for one in error.errors(include_url=False))) from None
    if latest is not None:
        refuse_ahead(item.published, latest)
    return item


def refuse_ahead(published: datetime, latest: datetime) -> None:
    """Raise BadItem for an item that claims to be published more than a day past the newest moment known."""
    if published > latest + AHEAD:
        raise BadItem(f"published: {published.isoformat()} is more than a day ahead of {latest.isoformat()}")


def item_json(item: Item) -> dict[str, Any]:
    """The item as JSON values, in the shape of the contract: unknown fields back at the top level, defaults left out.

    What ``extra`` holds under the name of a field of the item's own stays in ``extra``: it must not be read as that field.
    """
    fields = item.model_dump(mode="json", exclude_defaults=True, exclude={"extra"})
    unknown = {name: value for name, value in item.extra.items() if name not in Item.model_fields}
    hidden = {name: value for name, value in item.extra.items() if name in Item.model_fields}
    return {**unknown, **fields, **({"extra": hidden} if hidden else {})}


def _json(raw: bytes | str) -> object:
    def refuse(constant: str) -> object:
        raise BadItem(f"{constant} is not a JSON number")

    def whole(digits: str) -> int:
        if len(digits) > _MAX_DIGITS:
            raise BadItem(f"a number of {len(digits):,} digits")
        return int(digits)

    def finite(digits: str) -> float:
        number = float(digits)
        if not isfinite(number):
            raise BadItem(f"the number {digits[:20]} is too large")
        return number

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        fields = dict(pairs)
        if len(fields) != len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise BadItem(f"the field {twice[:80]!r} stands twice")
        return fields

    try:
        text = raw.decode("utf-8") if isinstance(raw, bytes) else raw
        return json.loads(
            text.removeprefix("\ufeff"),
            parse_constant=refuse,
            parse_float=finite,
            parse_int=whole,
            object_pairs_hook=once,
        )
    except UnicodeDecodeError as error:
        raise BadItem(f"not UTF-8: byte {error.start} cannot be read") from None
    except json.JSONDecodeError as error:
        raise BadItem(f"not JSON: {error.msg} at character {error.pos}") from None
    except RecursionError:
        raise BadItem(f"nested more than {MAX_DEPTH} deep") from None


def _depth(value: object) -> int:
    """How deep lists and objects nest, without recursion; counting stops past the limit."""
    depth, level = 0, [value]
    while level and depth <= MAX_DEPTH:
        inner: list[object] = []
        for one in level:
            if isinstance(one, dict):
                inner.extend(one.values())
            elif isinstance(one, list):
                inner.extend(one)
            else:
                continue
        if not any(isinstance(one, dict | list) for one in level):
            break
        depth, level = depth + 1, inner
    return depth


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_without_surrogates(one) for one in value]
    if isinstance(value, dict):
        return {_SURROGATE.sub("\ufffd", name): _without_surrogates(one) for name, one in value.items()}
    return value


def _sentence(error: ErrorDetails, unknown: Sequence[str]) -> str:
    """What is wrong with a field, and what to write."""
    where = ".".join(map(str, error["loc"]))
    match error["type"]:
        case "missing":
            meant = "".join(f"; is {near} meant?" for near in get_close_matches(where, unknown, n=1, cutoff=_ALIKE))
            plain = f"is missing; {_MEND[where]}{meant}"
        case "string_type" | "datetime_type":
            plain = f"must be text in quotes; {_MEND.get(where, 'or leave it out')}"
        case "literal_error":
            plain = f"must be {error.get('ctx', {}).get('expected')}"
        case _:
            plain = error["msg"].removeprefix("Value error, ")
    return f"{where}: {plain}" if where else plain
