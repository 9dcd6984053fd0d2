"""Senders: taking a delivery to its channel, with every attempt accounted for."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal, Protocol

import stamina
from apprise import AppriseResult
from apprise.result import AppriseResultStatus
from pydantic import SecretStr

from streams.core.notices import Attempt, Delivery, possibly_repeated
from streams.edges.addresses import Redaction
from streams.edges.channels import Channel, open_channels
from streams.edges.clocks import Clock
from streams.edges.layers import variable
from streams.edges.settings import SendingSettings

log = logging.getLogger(__name__)

Render = Callable[[Delivery], tuple[str, str]]
"""Makes the title and text of a delivery's message."""

Outcome = Literal["delivered", "failed", "unknown", "given up"]

_LONGEST_ERROR = 400


class Sender(Protocol):
    """Takes deliveries to people."""

    async def send(self, delivery: Delivery) -> tuple[Attempt, ...]:
        """Send, trying again where that may help; every attempt in order. Never raises for what a channel does."""


class AppriseSender:
    """Sends through Apprise.

    A delivery that fails is tried again after a growing wait. One that timed out may have arrived: its outcome is
    ``unknown``, and it is tried again marked as possibly repeated, because nobody told is worse than told twice.
    ``clock`` dates the attempts; ``render`` makes the words, and where it fails the delivery's own plain text is sent.
    """

    def __init__(
        self,
        channels: Mapping[str, SecretStr],
        sending: SendingSettings,
        clock: Clock,
        render: Render | None = None,
    ) -> None:
        self._redact = Redaction(channels.values())
        self._redact.quieten("apprise", "urllib3", "urllib3.connectionpool", "requests_oauthlib", "paho", "slixmpp")
        self._channels = open_channels(channels, sending.timeout, sending.concurrency)
        self._sending = sending
        self._clock = clock
        self._render = render

    @property
    def unusable(self) -> dict[str, str]:
        """The channels whose address cannot be used, with the reason."""
        return {name: channel for name, channel in self._channels.items() if isinstance(channel, str)}

    async def send(self, delivery: Delivery) -> tuple[Attempt, ...]:
        """As ``Sender.send``."""
        attempts: list[Attempt] = []
        with suppress(_NotDelivered):
            async for trial in stamina.retry_context(
                on=_NotDelivered,
                attempts=self._sending.attempts,
                timeout=None,
                wait_initial=self._sending.backoff,
                wait_max=self._sending.backoff_max,
                wait_jitter=self._sending.backoff / 2,
            ):
                with trial:
                    may_repeat = any(one.outcome == "unknown" for one in attempts)
                    again = possibly_repeated(delivery) if may_repeat else delivery
                    attempts.append(await self._attempt(again, trial.num))
                    _try_again(attempts[-1])
        if attempts[-1].outcome == "failed":
            attempts[-1] = attempts[-1].model_copy(update={"outcome": "given up"})
        for one in attempts:
            if one.outcome != "delivered":
                log.warning(
                    "%s over %s, attempt %d %s: %s", one.delivery, one.channel, one.number, one.outcome, one.error
                )
        return tuple(attempts)

    async def _attempt(self, delivery: Delivery, number: int) -> Attempt:
        channel = self._channels.get(delivery.channel, "it is not set")
        if isinstance(channel, str):
            return _Begun(delivery, number, self._clock).ended(
                "given up",
                f"channel `{delivery.channel}` has no usable address ({channel}); "
                f"set {variable(('channels', delivery.channel))}",
            )
        return await self._through(channel, delivery, number)

    async def _through(self, channel: Channel, delivery: Delivery, number: int) -> Attempt:
        title, body, fallback = self._words(delivery)
        begun = _Begun(delivery, number, self._clock, (channel.kind,), fallback=fallback)
        sending = False
        try:
            async with asyncio.timeout(self._sending.timeout):
                await channel.free()
                sending = True
                result = await channel.notify(title, body, delivery.kind)
        except TimeoutError:
            if sending:
                return begun.ended("unknown", f"no answer within {self._sending.timeout:g} s; it may have arrived")
            return begun.ended("failed", "the channel is still busy with an earlier message")
        except Exception as error:  # noqa: BLE001 (a traceback could print the address)
            return begun.ended("failed", self._redact(f"{type(error).__name__}: {error}"))
        if result.status is AppriseResultStatus.SUCCESS:
            return begun.ended("delivered")
        return begun.ended("failed", self._redact(_reason(result)))

    def _words(self, delivery: Delivery) -> tuple[str, str, bool]:
        """Title, text, and whether they are the built-in ones because the template failed."""
        if self._render is None:
            return delivery.title, delivery.body, False
        try:
            title, body = self._render(delivery)
        except Exception:
            log.exception("the template of delivery %s failed; its built-in text is sent", delivery.id)
            return delivery.title, delivery.body, True
        return title, body, False


@dataclass(slots=True)
class FakeSender:
    """Keeps what it is given in ``sent``, for tests; channels named in ``dead`` take nothing."""

    clock: Clock
    dead: frozenset[str] = frozenset()
    sent: list[Delivery] = field(default_factory=list)

    async def send(self, delivery: Delivery) -> tuple[Attempt, ...]:
        """As ``Sender.send``, at once."""
        begun = _Begun(delivery, 1, self.clock, ("fake",))
        if delivery.channel in self.dead:
            return (begun.ended("given up", error="the channel is dead"),)
        self.sent.append(delivery)
        return (begun.ended("delivered"),)


class _NotDelivered(Exception):
    """An attempt that another may mend."""


def _try_again(attempt: Attempt) -> None:
    if attempt.outcome in ("failed", "unknown"):
        raise _NotDelivered(f"{attempt.channel}: {attempt.outcome}: {attempt.error}")


class _Begun:
    """An attempt that has begun; ``ended`` makes the record of it."""

    def __init__(
        self,
        delivery: Delivery,
        number: int,
        clock: Clock,
        services: tuple[str, ...] = (),
        *,
        fallback: bool = False,
    ) -> None:
        self._delivery, self._number, self._clock = delivery, number, clock
        self._services, self._fallback = services, fallback
        self._at, self._began = clock.now(), clock.seconds()

    def ended(self, outcome: Outcome, error: str = "") -> Attempt:
        delivery = self._delivery
        return Attempt(
            delivery=delivery.id,
            event=delivery.event.id,
            incident=delivery.event.incident,
            recipient=delivery.recipient,
            channel=delivery.channel,
            number=self._number,
            outcome=outcome,
            at=self._at,
            took=self._clock.seconds() - self._began,
            services=self._services,
            error=error[:_LONGEST_ERROR],
            fallback=self._fallback,
        )


def _reason(result: AppriseResult) -> str:
    """What the service said of a failure, in its own words."""
    said = dict.fromkeys(entry.message for entry in result.logs())
    return " ".join(said) or f"Apprise says {result.status.name} and nothing more"
