"""What a test of rules gives beside the news: what people order about incidents, and channels that fail for a while."""

from datetime import datetime, timedelta
from typing import Annotated, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator

from streams.core.cases import or_placeholder
from streams.core.commands import LONGEST_SILENCE, Author, Comment
from streams.core.durations import Duration
from streams.core.examples import FIRST
from streams.core.facts import Frozen
from streams.core.matchers import WrittenMatcher
from streams.core.moments import Moment, moment
from streams.core.recipients import ChannelNames
from streams.core.shapes import listed

Matchers = Annotated[
    tuple[WrittenMatcher, ...],
    Field(min_length=1, max_length=20),
    BeforeValidator(listed, json_schema_input_type=WrittenMatcher | tuple[WrittenMatcher, ...]),
]
Failing = Literal["fails", "refuses", "busy", "hangs", "late"]
"""How a channel's service fails: 500; 404; 429 with ``Retry-After``; no answer and no message; the message arrives, and the
answer after the time-out."""

_START = timedelta()


class _Ordered(Frozen):
    """What people order, when, and who."""

    at: Moment = Field(default=_START, description="when it is ordered; left out: at +0h")
    by: Author = Field(default="tester", description="who orders it")


class GivenSilence(_Ordered):
    """A silence, as of ``tocsin silences add``."""

    silence: Matchers = Field(description="a matcher, such as route=M5, or a list of them; all must hold")
    lasts: Duration = Field(alias="for", description="how long it lasts, such as 8h")
    ended: Moment | None = Field(
        default=None, description="when somebody ends it early, as `tocsin silences expire` does"
    )
    comment: Comment = Field(default="known", description="why")

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.lasts > LONGEST_SILENCE:
            raise ValueError(f"a silence lasts at most {LONGEST_SILENCE.days} days")
        if not any(one.affirms for one in self.silence):
            raise ValueError("a silence needs one matcher with = or =~, else it would hide almost everything")
        return self


class GivenAcknowledgement(_Ordered):
    """The acknowledgement of what lasts then, as of ``tocsin incidents ack``."""

    acknowledge: Matchers = Field(description="a matcher of the incidents, such as route=M5, or a list of them")
    comment: Comment = Field(default="seen", description="what is done about it")


class GivenRetraction(_Ordered):
    """The withdrawal by hand of what lasts then, as of ``tocsin incidents retract``."""

    retract: Matchers = Field(description="a matcher of the incidents, such as route=M5, or a list of them")
    comment: Comment = Field(description="why; people are told")


class GivenFailure(Frozen):
    """Channels that fail for a while."""

    failing: ChannelNames = Field(description="the name of a channel, or a list of names")
    how: Annotated[Failing, or_placeholder({"type": "string", "enum": list(get_args(Failing))})] = Field(
        default="fails",
        description="fails (500), refuses (404), busy (429 with Retry-After), hangs (no answer), or late (it arrives, but "
        "the answer comes after the time-out); left out: fails",
    )
    at: Moment = Field(default=_START, description="from when on; left out: from +0h")
    until: Moment | None = Field(default=None, description="until when; left out: to the end of the test")
    retry_after: Duration = Field(default=timedelta(minutes=5), description="what a busy one asks for; left out: 5m")

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        alike = self.until is not None and isinstance(self.at, datetime) == isinstance(self.until, datetime)
        if self.until is not None and alike and moment(self.until, FIRST) <= moment(self.at, FIRST):
            raise ValueError("until is not after at, so nothing fails")
        return self

    def fails(self, channel: str, now: datetime, clock: datetime) -> bool:
        """Whether a channel fails so at a moment."""
        over = self.until is not None and moment(self.until, clock) <= now
        return channel in self.failing and moment(self.at, clock) <= now and not over


Ordered = GivenSilence | GivenAcknowledgement | GivenRetraction
Circumstance = Ordered | GivenFailure
