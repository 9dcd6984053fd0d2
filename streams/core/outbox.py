"""The outbox: what is to be done next with a delivery, by what the ledger says of it and the state of its channel.

A delivery is planned, attempted, and ends. The ledger holds one entry for each, written before every attempt and after
it, so that whoever takes over knows where the other stopped: an attempt under way has a lease, and once that is over
without a result the message may have arrived, and is sent again with a mark. Told twice is better than not told.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from streams.core.amounts import amount
from streams.core.breakers import LONGEST_WISH, Breaker
from streams.core.claims import Kept
from streams.core.deliveries import Attempt, Delivery, Ending, delivery_id
from streams.core.drills import LASTS, is_drill
from streams.core.durations import duration_text
from streams.core.identity import digest

REFUSED = frozenset({400, 401, 403, 404, 405, 410, 413, 414, 415, 422})
"""HTTP statuses that another try does not mend (RFC 9110): the channel itself is wrong. So are redirects."""

_MOST_INTERRUPTED = 20
"""Attempts that crashes may cut off before a delivery is passed on: one that kills its worker must not do so for ever."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How deliveries are tried. ``lease`` is longer than any attempt takes.

    ``patience`` is how long a channel's wish to be left alone is waited for before another channel is taken,
    ``longest`` where there is no other; ``expires`` how long a delivery may wait in all.
    """

    attempts: int = 4
    backoff: timedelta = timedelta(seconds=1)
    backoff_max: timedelta = timedelta(seconds=60)
    lease: timedelta = timedelta(seconds=35)
    patience: timedelta = timedelta(seconds=60)
    longest: timedelta = timedelta(minutes=15)
    expires: timedelta = timedelta(days=7)

    def waits(self, delivery: Delivery, span: timedelta) -> bool:
        """Whether a delivery waits so long for a channel whose service asks for it, rather than being passed on."""
        return span <= (max(self.patience, self.backoff_max) if delivery.instead else self.longest)

    def wait(self, delivery: str, failures: int) -> timedelta:
        """The wait after a number of failures: doubling, up to a half more by chance, so that lanes do not march in step.

        The chance is the delivery's own: every worker waits as long.
        """
        chance = int(digest("jitter", delivery, failures, length=8), 16) / 0xFFFFFFFF
        return min(self.backoff * 2.0 ** min(failures - 1, 30) * (1 + chance / 2), self.backoff_max)


class Entry(Kept):
    """What the ledger says of one delivery.

    ``until`` is the end of an attempt's lease, or the moment of the next try. ``doubtful``: one of its attempts may
    have arrived without our knowing.
    """

    lane: str
    state: Literal["attempting", "waiting", "ended"] = "waiting"
    number: int = Field(default=0, ge=0, description="attempts begun")
    failures: int = Field(default=0, ge=0, description="attempts that are known to have failed or timed out")
    until: datetime | None = None
    doubtful: bool = False
    ended: Ending | None = None
    at: datetime = Field(description="when this was written")


@dataclass(frozen=True, slots=True)
class Send:
    """Try now. ``entry`` is to be in the ledger before anything is sent."""

    entry: Entry

    @property
    def repeated(self) -> bool:
        """Whether it is to be marked as possibly repeated."""
        return self.entry.doubtful


@dataclass(frozen=True, slots=True)
class Rest:
    """Nothing is to be done before ``until``."""

    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Known:
    """It ended before, and comes once more. ``over`` says how it goes on where a channel that failed led to it."""

    ended: Ending
    over: "Over | None" = None


@dataclass(frozen=True, slots=True)
class Over:
    """It ends now. ``onward`` is the delivery over the next channel; ``nobody``: there is none left."""

    ended: Ending
    reason: str
    onward: Delivery | None = None
    nobody: bool = False


def next_step(
    delivery: Delivery, entry: Entry | None, breaker: Breaker, policy: Policy, now: datetime
) -> Send | Rest | Known | Over:
    """What to do with a delivery at ``now``."""
    if entry is not None and entry.ended is not None:
        failed = bool(delivery.failed) and entry.ended in ("failed over", "expired")
        return Known(entry.ended, passed_on(delivery, "it failed before") if failed else None)
    entry = entry or Entry(lane=delivery.lane, at=now)
    if entry.until is not None and entry.until > now:
        busy = entry.state == "attempting"
        return Rest(entry.until, "an earlier attempt may still be under way" if busy else "it waits for its next try")
    expires = LASTS if is_drill(delivery.event) else policy.expires
    if delivery.composed is not None and now - delivery.composed > expires:
        return Over("expired", f"it waited for {duration_text(now - delivery.composed)} and is no news any more")
    interrupted = entry.state == "attempting"
    if interrupted and entry.number - entry.failures > _MOST_INTERRUPTED:
        return passed_on(delivery, f"{entry.number} attempts were cut off")
    rest = breaker.rests(now)
    if rest is not None:
        waits = policy.waits(delivery, rest.until - now) if rest.asked else not (delivery.instead or rest.dead)
        return Rest(rest.until, rest.reason) if waits else passed_on(delivery, rest.reason)
    return Send(
        entry.model_copy(
            update={
                "state": "attempting",
                "number": entry.number + 1,
                "until": now + policy.lease,
                "doubtful": entry.doubtful or interrupted,
                "at": now,
            }
        )
    )


def concluded(
    delivery: Delivery, entry: Entry, attempt: Attempt, policy: Policy, now: datetime
) -> tuple[Entry, Over | None]:
    """The entry after an attempt, and the end of the delivery where this was it."""
    if attempt.outcome == "delivered":
        over = Over("delivered", f"at attempt {attempt.number}")
        return _ended(entry, over, now), over
    failures = entry.failures + 1
    after = entry.model_copy(
        update={"failures": failures, "doubtful": entry.doubtful or attempt.outcome == "unknown", "at": now}
    )
    refused = attempt.status is not None and (attempt.status in REFUSED or 300 <= attempt.status < 400)
    refused = refused or attempt.outcome == "not sent"
    if refused or failures >= policy.attempts:
        over = passed_on(delivery, f"{amount(attempt.number, 'attempt')}, the last: {attempt.error or attempt.outcome}")
        return _ended(after, over, now), over
    wait = max(policy.wait(delivery.id, failures), timedelta(seconds=min(attempt.retry_after or 0, LONGEST_WISH)))
    if not policy.waits(delivery, wait):
        over = passed_on(delivery, f"the service asks to be left alone for {duration_text(wait)}")
        return _ended(after, over, now), over
    return after.model_copy(update={"state": "waiting", "until": now + wait}), None


def ended(delivery: Delivery, entry: Entry | None, over: Over, now: datetime) -> Entry:
    """The entry of a delivery that ends without a further attempt."""
    return _ended(entry or Entry(lane=delivery.lane, at=now), over, now)


def passed_on(delivery: Delivery, reason: str) -> Over:
    """The end of a delivery whose channel fails: on to the recipient's next channel, else nobody was told."""
    why = f"{delivery.channel}: {reason}"
    if not delivery.instead:
        tried = ", ".join((*delivery.failed, delivery.channel))
        return Over("expired", f"{why}; no channel of {delivery.recipient} is left (tried: {tried})", nobody=True)
    channel, *rest = delivery.instead
    one = delivery.model_copy(
        update={
            "id": _onward_id(delivery, channel),
            "channel": channel,
            "instead": tuple(rest),
            "failed": (*delivery.failed, delivery.channel),
        }
    )
    return Over("failed over", f"{why}; now over {channel}", onward=one)


def _onward_id(delivery: Delivery, channel: str) -> str:
    if delivery.members:
        return digest("digest", delivery.id, channel)
    return delivery_id(delivery.about, delivery.revision, delivery.recipient, channel)


def _ended(entry: Entry, over: Over, now: datetime) -> Entry:
    return entry.model_copy(update={"state": "ended", "until": None, "ended": over.ended, "at": now})
