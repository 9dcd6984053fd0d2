"""Senders: taking a delivery to its channel once, with what became of it."""

import asyncio
import logging
from collections.abc import Coroutine, Mapping
from typing import Any, Protocol

from pydantic import SecretStr

from streams.core.deliveries import Attempt, Delivery, Outcome, attempted, possibly_repeated
from streams.core.formats.bodies import Form, body
from streams.core.messages.accounts import Account, Medium
from streams.core.messages.rendering import Rendered, bare
from streams.core.sensitivity.cuts import Guard, blurred, cut, least, least_event
from streams.edges.addresses import Redaction
from streams.edges.answers import Answer
from streams.edges.channels import Channel, open_channels
from streams.edges.clocks import Clock
from streams.edges.layers import variable
from streams.edges.settings import SendingSettings
from streams.edges.webhooks import WebhookChannel

log = logging.getLogger(__name__)


class Render(Protocol):
    """Composes a delivery's message for a kind of channel; ``repeated`` marks it. What it raises is its own fault."""

    def __call__(self, delivery: Delivery, medium: Medium, /, *, repeated: bool) -> Rendered: ...


class Write(Protocol):
    """Writes a delivery's alert for a program, as ``Render`` does for people. ``sender`` is who sends, where the form says that."""

    def __call__(self, delivery: Delivery, form: Form, sender: str, /) -> Rendered: ...


_LONGEST_ERROR = 400


class Sender(Protocol):
    """Takes deliveries to people, one attempt at a time. Nothing here tries again: ``streams.edges.outbox`` does."""

    async def free(self, channel: str) -> None:
        """Wait until the channel takes another message, and hold that place for one ``attempt``."""

    def give_back(self, channel: str) -> None:
        """Give up the place without an attempt."""

    async def attempt(self, delivery: Delivery, number: int, *, repeated: bool = False) -> Attempt:
        """Send once, in the place that ``free`` gave; ``repeated`` marks it. Never raises for what a channel does."""


class AppriseSender:
    """Sends through Apprise, and to webhooks.

    An attempt that timed out, or whose connection broke once it was sent, may have arrived: its outcome is ``unknown``.
    ``clock`` dates the attempts; ``render`` makes the words, and where it fails the delivery's own plain text is sent, or,
    as that is not cut, to readers outside no more than what happened and where. ``write`` does so for programs.
    """

    def __init__(
        self,
        channels: Mapping[str, SecretStr],
        sending: SendingSettings,
        clock: Clock,
        render: Render | None = None,
        write: Write | None = None,
    ) -> None:
        self._redact = Redaction(channels.values())
        self._redact.quieten("apprise", "urllib3", "urllib3.connectionpool", "requests_oauthlib", "paho", "slixmpp")
        self._channels = open_channels(channels, sending.timeout, sending.concurrency, sending.media)
        self._sending = sending
        self._clock = clock
        self._render = render
        self._write = write or _written

    @property
    def unusable(self) -> dict[str, str]:
        """The channels whose address cannot be used, with the reason."""
        return {name: channel for name, channel in self._channels.items() if isinstance(channel, str)}

    async def free(self, channel: str) -> None:
        """As ``Sender.free``; at once where the channel cannot be used."""
        if isinstance(one := self._channels.get(channel), Channel | WebhookChannel):
            await one.free()

    def give_back(self, channel: str) -> None:
        """As ``Sender.give_back``."""
        if isinstance(one := self._channels.get(channel), Channel | WebhookChannel):
            one.give_back()

    async def attempt(self, delivery: Delivery, number: int, *, repeated: bool = False) -> Attempt:
        """As ``Sender.attempt``."""
        begun = _Begun(delivery, number, self._clock, repeated=repeated)
        channel = self._channels.get(delivery.channel, "it is not set")
        if isinstance(channel, str):
            return begun.ended(
                "not sent",
                f"channel `{delivery.channel}` has no usable address ({channel}); "
                f"set {variable(('channels', delivery.channel))}",
            )
        attempt = await self._through(channel, delivery, begun)
        if attempt.outcome != "delivered":
            log.warning(
                "%s over %s, attempt %d %s: %s", delivery.id, delivery.channel, number, attempt.outcome, attempt.error
            )
        return attempt

    async def _through(self, channel: Channel | WebhookChannel, delivery: Delivery, begun: "_Begun") -> Attempt:
        sending: Coroutine[Any, Any, Answer]
        if isinstance(channel, WebhookChannel):
            message, fallback = self._program(delivery, channel)
            sending = channel.post(message.body, delivery.id, self._clock.now(), message.cuts)
        else:
            message, fallback = self._words(delivery, channel.medium, repeated=begun.repeated)
            sending = channel.notify(message, delivery.kind, delivery.id)
        told: dict[str, Any] = {"services": (channel.kind,), "fallback": fallback, "cut": message.cuts}
        try:
            async with asyncio.timeout(self._sending.timeout):
                answer = await sending
        except TimeoutError:
            error = f"no answer within {self._sending.timeout:g} s; it may have arrived"
            return begun.ended("unknown", error, **told)
        except Exception as error:  # noqa: BLE001 (a traceback could print the address)
            return begun.ended("failed", self._redact(f"{type(error).__name__}: {error}"), **told)
        told |= {"status": answer.status, "retry_after": answer.retry_after}
        return begun.ended(answer.outcome, self._redact(answer.error), **told)

    def _program(self, delivery: Delivery, channel: WebhookChannel) -> tuple[Rendered, bool]:
        """What a program is sent, and whether it is the least that can be said because the whole could not be written."""
        try:
            return self._write(delivery, channel.form, channel.sender), False
        except Exception:
            log.exception("delivery %s cannot be written for a program; the least of it is sent", delivery.id)
            event = least_event(delivery.event)
            return Rendered("", body(Account(event), channel.form, sender=channel.sender)), True

    def _words(self, delivery: Delivery, medium: Medium, *, repeated: bool) -> tuple[Rendered, bool]:
        """The message, and whether it is in built-in words because a template failed."""
        if self._render is not None:
            try:
                message = self._render(delivery, medium, repeated=repeated)
            except Exception:
                log.exception("the message of delivery %s cannot be composed; its plain words are sent", delivery.id)
                if self._sending.audience.get(delivery.channel) != "inside":
                    return bare(*least(delivery.event, repeated=repeated), medium), True
            else:
                if message.fault:
                    log.warning("delivery %s is sent in built-in words: %s", delivery.id, message.fault)
                return message, bool(message.fault)
        plain = possibly_repeated(delivery) if repeated else delivery
        return bare(plain.title, plain.body, medium), self._render is not None


class _Begun:
    """An attempt that has begun; ``ended`` makes the record of it."""

    def __init__(self, delivery: Delivery, number: int, clock: Clock, *, repeated: bool) -> None:
        self.repeated = repeated
        self._delivery, self._number, self._clock = delivery, number, clock
        self._at, self._began = clock.now(), clock.seconds()

    def ended(self, outcome: Outcome, error: str = "", **told: Any) -> Attempt:
        return attempted(
            self._delivery,
            self._number,
            outcome,
            self._at,
            took=self._clock.seconds() - self._began,
            error=error[:_LONGEST_ERROR],
            repeated=self.repeated,
            **told,
        )


def _written(delivery: Delivery, form: Form, sender: str) -> Rendered:
    """An alert for a program where nothing else writes it, as where the service tells of itself: as readers outside may see it."""
    account = blurred(cut(Account(delivery.event, delivery.background), Guard()))
    return Rendered("", body(account, form, sender=sender, revision=delivery.revision), cuts=account.cuts)
