"""What an operator may write in a test of rules, version 1: the news that comes in, and what must come of it.

Moments are relative to the test's clock (``+2h``), or absolute. Every field has a description: editors show it while
the test is written (``tocsin schema tests``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    WithJsonSchema,
    model_validator,
)

from streams.core.cases import or_placeholder
from streams.core.circumstances import GivenAcknowledgement, GivenFailure, GivenRetraction, GivenSilence, Ordered
from streams.core.errors import Misfit
from streams.core.examples import APART, FIRST
from streams.core.expectations import Expected, Notified
from streams.core.facts import Frozen
from streams.core.items import Item, item_of
from streams.core.moments import Clock, Moment, moment
from streams.core.shapes import Truth, listed, shape

Fault = Literal["duplicate", "shuffle", "late", "crash_after"]
FAULTS: tuple[Fault, ...] = ("duplicate", "shuffle", "late", "crash_after")
"""What goes wrong on a real network, and must not change what a test sees."""


def _has_words(value: str) -> str:
    if not value.strip():
        raise ValueError("an item needs a title or a text")
    return value


class GivenItem(Frozen):
    """A news item in short; what is left out is filled in."""

    id: str | None = Field(
        default=None, description="left out: item-1, item-2 and so on; the same id again corrects it"
    )
    at: Moment | None = Field(
        default=None, description="when it was published, such as +2h; left out: an hour after the one before"
    )
    arrives: Moment | None = Field(default=None, description="when it reaches us; left out: as soon as it is there")
    source: str = Field(default="example", min_length=1, description="who published it; left out: example")
    title: str = Field(default="", description="the item's headline")
    text: str = Field(default="", description="the item's text")
    language: str | None = Field(default=None, description="as BCP 47, such as en or ar; left out: detected")
    url: str | None = Field(default=None, description="where it stands")
    updated: Moment | None = Field(default=None, description="when this version of it was made, for a correction")
    status: Annotated[
        Literal["usable", "canceled"], or_placeholder({"type": "string", "enum": ["usable", "canceled"]})
    ] = Field(default="usable", description="canceled: its source takes it back")
    exercise: Annotated[Truth, or_placeholder({"type": "boolean"})] = Field(default=False, description="true: a drill")

    @model_validator(mode="after")
    def _something_to_read(self) -> Self:
        _has_words(self.title + self.text)
        return self


class GivenArchive(Frozen):
    """The items of an archive."""

    file: str = Field(min_length=1, description="an archive (JSON Lines), by its path from the folder of this file")


_KINDS: Mapping[str, str] = {
    "file": "archive",
    "silence": "silence",
    "acknowledge": "acknowledge",
    "retract": "retract",
    "failing": "failing",
}
"""The field by which an entry of ``given`` that is no item is known, and what it is."""


def _given(value: Any) -> str:
    if shape(value) == "text":
        return "text"
    fields = value if isinstance(value, dict) else type(value).model_fields if isinstance(value, Frozen) else {}
    return next((kind for name, kind in _KINDS.items() if name in fields), "item")


Given = Annotated[
    Annotated[str, AfterValidator(_has_words), Tag("text")]
    | Annotated[GivenItem, Tag("item")]
    | Annotated[GivenArchive, Tag("archive")]
    | Annotated[GivenSilence, Tag("silence")]
    | Annotated[GivenAcknowledgement, Tag("acknowledge")]
    | Annotated[GivenRetraction, Tag("retract")]
    | Annotated[GivenFailure, Tag("failing")],
    Discriminator(_given),
]
"""A text, an item, the items of an archive; or what people order, or a channel that fails."""


def _scalar(value: Any) -> Any:
    if not isinstance(value, str | int | float):
        raise ValueError("a case's value is one word, text or number")  # noqa: TRY004 -- as above
    return value


Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_]\w*$")]
Case = dict[Word, Annotated[Any, BeforeValidator(_scalar), WithJsonSchema({"type": ["string", "number", "boolean"]})]]
Faults = Annotated[
    Annotated[Literal["all", "none"], Tag("text")] | Annotated[tuple[Fault, ...], Field(min_length=1), Tag("list")],
    Discriminator(shape),
]


class RuleTest(Frozen):
    """News, and what must come of it. The clock runs from the first moment that the test names to the last."""

    name: str = Field(min_length=1, max_length=200, description="what the test shows, as a sentence")
    clock: Clock | None = Field(default=None, description="what +0h means; left out: the clock of the file")
    given: tuple[Given, ...] = Field(
        min_length=1,
        description="the items, in short, or archives of them; silences, acknowledgements and withdrawals; channels that fail",
    )
    ticks: Annotated[
        tuple[Moment, ...], BeforeValidator(listed, json_schema_input_type=Moment | tuple[Moment, ...])
    ] = Field(default=(), description="moments to which the clock runs on without news, such as +30h")
    expect: tuple[Expected, ...] = Field(
        default=(), description="the events that must come, each once; and messages, each as notify:"
    )
    never: tuple[Expected, ...] = Field(
        default=(),
        description="events and messages that must not come at any moment, not even to be taken back later",
    )
    unexpected: Literal["fail", "ignore"] = Field(
        default="fail",
        description="whether an event that expect does not name fails the test; where it names a message, a message too; "
        "left out: fail",
    )
    per_hour: int = Field(
        default=30, ge=1, le=10_000, description="messages an hour to one recipient over one channel; left out: 30"
    )
    cases: tuple[Case, ...] = Field(
        default=(), description="the test once for each; ${name} anywhere in it stands for the case's value"
    )
    faults: Faults = Field(
        default="all",
        description="what may go wrong without changing the events: duplicate, shuffle, late, crash_after, or none; "
        "left out: all",
    )

    @model_validator(mode="after")
    def _can_fail(self) -> Self:
        if self.unexpected == "ignore" and not self.expect and not self.never:
            raise Misfit((("unexpected",), "this test cannot fail: it ignores every event, and names none"))
        return self

    @property
    def of_people(self) -> bool:
        """Whether it asks what people are told, or gives what they order."""
        beside = any(isinstance(one, GivenFailure | Ordered) for one in self.given)
        return beside or any(isinstance(one, Notified) for one in (*self.expect, *self.never))

    @property
    def run_under(self) -> tuple[Fault, ...]:
        """The faults under which the test is run again."""
        if self.faults == "all":
            return FAULTS
        return () if self.faults == "none" else tuple(dict.fromkeys(self.faults))


class RuleTestFile(Frozen):
    """The tests of one file."""

    version: Literal[1] = Field(description="the version of the language of tests: 1")
    description: str = Field(default="", description="what these tests are about")
    rules: Annotated[tuple[str, ...], BeforeValidator(listed, json_schema_input_type=str | tuple[str, ...])] = Field(
        default=(),
        description="rule files or folders to test, by their paths from the folder of this file; a file that is named is "
        "in use, also where it says enabled: false; left out: the folder of rules that this file is in",
    )
    subscriptions: str | None = Field(
        default=None,
        min_length=1,
        description="who is told: a file of subscriptions, by its path from the folder of this file; left out: that of the "
        "folder of rules",
    )
    inhibitions: str | None = Field(
        default=None,
        min_length=1,
        description="what hides what: a file of inhibitions, by its path from the folder of this file; left out: that of "
        "the folder of rules",
    )
    clock: Clock = Field(default=FIRST, description="what +0h means in these tests; left out: the start of 2025")
    tests: tuple[RuleTest, ...] = Field(min_length=1, description="the tests")

    @model_validator(mode="after")
    def _each_name_once(self) -> Self:
        names = [test.name for test in self.tests]
        twice = [
            (("tests", at, "name"), "another test has this name; give one of them another")
            for at, name in enumerate(names)
            if name in names[:at]
        ]
        if twice:
            raise Misfit(*twice)
        return self


@dataclass(frozen=True, slots=True)
class Arrival:
    """An item, and when it reaches us."""

    moment: datetime
    item: Item


def arrival(given: str | GivenItem, clock: datetime, before: datetime | None, number: int) -> Arrival:
    """What a given item in short stands for. ``before`` is when the one before it was published, ``number`` counts from 1.

    Raises BadItem where no item can be made of it.
    """
    short = GivenItem(text=given) if isinstance(given, str) else given
    published = clock if before is None else before + APART
    if short.at is not None:
        published = moment(short.at, clock)
    updated = None if short.updated is None else moment(short.updated, clock)
    item = item_of(
        {
            "id": short.id or f"item-{number}",
            "source": short.source,
            "title": short.title,
            "text": short.text,
            "published": published,
            "updated": updated,
            "language": short.language,
            "url": short.url,
            "status": short.status,
            "exercise": short.exercise,
        }
    )
    return Arrival(item.version if short.arrives is None else moment(short.arrives, clock), item)


def until(test: RuleTest, clock: datetime, arrivals: Iterable[Arrival]) -> datetime:
    """The last moment that a test names: its items, its ticks, what is given beside them, and what it looks for."""
    asked = (one.notify.at if isinstance(one, Notified) else one.at for one in (*test.expect, *test.never))
    beside = (one.at for one in test.given if isinstance(one, GivenFailure | Ordered))
    named = [moment(one, clock) for one in (*test.ticks, *asked, *beside) if one is not None]
    return max([*(one.moment for one in arrivals), *named])
