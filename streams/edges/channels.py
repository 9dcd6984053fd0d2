"""Channels: Apprise's services, opened one by one and held to what an alert needs.

Every service of Apprise's sends one plain message, follows no redirect, attaches nothing, keeps nothing on disk, and is called in a
thread of its own, so that one that is slow delays no other.
"""

import asyncio
import contextlib
import copy
import re
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any

from apprise import Apprise, AppriseAsset, AppriseResult, NotifyBase, NotifyFormat
from apprise.common import OverflowMode, PersistentStoreMode
from apprise.manager_plugins import NotificationManager
from apprise.plugins.email.base import NotifyEmail
from apprise.result import AppriseResultStatus
from apprise.utils.parse import parse_urls
from pydantic import SecretStr

from streams.core.deliveries import NoticeKind, Outcome
from streams.core.errors import Misuse
from streams.core.messages.accounts import Medium
from streams.core.messages.rendering import Rendered
from streams.edges.addresses import Redaction
from streams.edges.answers import Answer
from streams.edges.letters import lettered
from streams.edges.webhooks import SCHEMAS, WebhookChannel
from streams.edges.wire import Wire, watched

LONGEST = 3000
"""Characters of the longest message, well within what chat services take once the text is escaped for them."""

TAKES_KEYS = frozenset({"form", "forms", "json", "jsons", "xml", "xmls"})
"""Kinds of address that are webhooks of one's own: they are sent the delivery's id as ``Idempotency-Key``."""

SMS_MOST = 160
"""A service that takes no more characters than this, without a title, sends SMS."""

SMS_KINDS = frozenset(
    {"800com", "cm", "eight00com", "mobilemessage", "mobilemsg", "notifyre", "octopush", "smseagle", "smseagles"}
    | {"smstunnel", "sns", "telesign", "twilio"}
)
"""Kinds of address that send SMS too, and take several parts as one."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_OWN_ID = "Message-ID"
_CUT = "..."
"""Three points, since the one character for them makes an SMS twice as dear."""


class Channel:
    """One usable channel. ``kind`` is its service's name; ``concurrency`` how many messages it takes at a time.

    ``schema`` is the kind of its address; ``medium`` for what messages are composed, by the service unless it is given.
    """

    def __init__(
        self, service: NotifyBase, timeout: float, concurrency: int, *, schema: str = "", medium: Medium | None = None
    ) -> None:
        service.redirects = False
        # The caller stops waiting at ``timeout`` and calls the outcome unknown. A service that gave up reading the
        # answer before that would call it failed, although the message may have arrived.
        service.socket_read_timeout = timeout + 1
        # An alert is one message, never cut up into forty: ``fitted`` shortens it, and this holds what it overlooks.
        service.overflow_mode = OverflowMode.TRUNCATE
        self.kind = str(service.service_name)
        self.medium: Medium = medium or _medium(service, schema)
        self._service = service
        self._takes_keys = schema in TAKES_KEYS
        self._slots = asyncio.Semaphore(concurrency)

    async def free(self) -> None:
        """Wait until the channel takes another message. What was abandoned holds its place until it has ended."""
        await self._slots.acquire()

    def give_back(self) -> None:
        """Give up the place that ``free`` gave, without sending."""
        self._slots.release()

    async def notify(self, message: Rendered, kind: NoticeKind, key: str) -> Answer:
        """Send in a thread, after ``free``; what it raises is a fault of the service's. Cancelling leaves the thread to end by itself: nothing can call it back."""
        done: Future[AppriseResult] = Future()
        done.set_running_or_notify_cancel()
        loop = asyncio.get_running_loop()
        wire = Wire({"Idempotency-Key": key} if self._takes_keys else {})

        def release(_: Future[AppriseResult]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has closed while the service hung
                loop.call_soon_threadsafe(self._slots.release)

        done.add_done_callback(release)
        # A daemon, which a pool's threads are not: a service that hangs must not keep the program from ending.
        threading.Thread(target=self._run, args=(done, message, kind, wire), name=self.kind, daemon=True).start()
        return _answer(await asyncio.wrap_future(done), wire)

    def _run(self, done: Future[AppriseResult], message: Rendered, kind: NoticeKind, wire: Wire) -> None:
        try:
            title, text = fitted(message.title, message.body, self._service.body_maxlen, self._service.title_maxlen)
            body, form, service = self._addressed(message, text)
            with watched(wire), lettered(message.headers.get(_OWN_ID, ""), text):
                sender = Apprise(service, asset=service.asset)
                done.set_result(sender.notify(body=body, title=title, notify_type=kind, body_format=form))
        except BaseException as error:  # noqa: BLE001 (it is raised again where the result is awaited)
            done.set_exception(error)

    def _addressed(self, message: Rendered, text: str) -> tuple[str, NotifyFormat, NotifyBase]:
        """The page or else the text, its format, and the service with the message's headers, which are no other message's."""
        service = self._service
        if not isinstance(service, NotifyEmail):
            return text, NotifyFormat.TEXT, service
        service = copy.copy(service)
        service.headers = {**message.headers, **service.headers}
        service.headers.pop(_OWN_ID, None)  # not as a further one beside Apprise's
        if message.html and len(message.html) <= service.body_maxlen and _takes_html(service):
            return message.html, NotifyFormat.HTML, service
        return text, NotifyFormat.TEXT, service


def _answer(result: AppriseResult, wire: Wire) -> Answer:
    """What became of it. A failure that may have arrived all the same is none that we know of."""
    if result.status is AppriseResultStatus.SUCCESS:
        return Answer("delivered", "", wire.status, wire.retry_after)
    doubtful = wire.doubtful or result.status is AppriseResultStatus.TIMEOUT
    outcome: Outcome = "unknown" if doubtful else "failed"
    said = dict.fromkeys(entry.message for entry in result.logs())
    why = " ".join(said) or f"Apprise says {result.status.name} and nothing more"
    return Answer(outcome, why, wire.status, wire.retry_after)


def _medium(service: NotifyBase, schema: str) -> Medium:
    if isinstance(service, NotifyEmail):
        return "email"
    short = service.body_maxlen <= SMS_MOST and not service.title_maxlen
    return "sms" if short or schema in SMS_KINDS else "chat"


def _takes_html(service: NotifyBase) -> bool:
    """Whether the address does not ask for plain text (``?format=text``)."""
    return bool(service.resolve_format(NotifyFormat.HTML) == NotifyFormat.HTML)


def open_channels(
    addresses: Mapping[str, SecretStr],
    timeout: float,
    concurrency: int,
    media: Mapping[str, Medium] | None = None,
) -> dict[str, Channel | WebhookChannel | str]:
    """Each channel by name, or the reason why its address cannot be used. Only the kinds that are used are enabled.

    ``media`` says for what kind of channel messages are composed, where the service does not tell.
    """
    plugins: Any = NotificationManager()  # type: ignore[no-untyped-call]  # Apprise leaves its managers untyped
    plugins.enable_only(*{_schema(one) for one in addresses.values()} - SCHEMAS)
    asset = AppriseAsset(
        app_id="tocsin",
        app_desc="tocsin",
        app_url="",
        async_mode=False,
        http_redirects=False,
        interpret_emojis=False,
        pem_autogen=False,
        pgp_autogen=False,
        service_timeout=0,
        storage_mode=PersistentStoreMode.MEMORY,
    )
    redact = Redaction(addresses.values())
    opened: dict[str, Channel | WebhookChannel | str] = {}
    for name, address in addresses.items():
        try:
            schema, medium = _schema(address), (media or {}).get(name)
            if schema in SCHEMAS:
                opened[name] = WebhookChannel(address, concurrency)
                continue
            opened[name] = Channel(_service(address, asset), timeout, concurrency, schema=schema, medium=medium)
        except Misuse as error:
            opened[name] = redact(str(error))
    return opened


def fitted(title: str, body: str, body_most: int, title_most: int) -> tuple[str, str]:
    """Title and body within one message, without characters that no screen shows.

    ``body_most`` is what the service takes in characters; with a ``title_most`` of 0 the title is part of that.
    """
    room = min(body_most or LONGEST, LONGEST)
    title = " ".join(_CONTROL.sub(" ", title).split())
    title = _cut(title, min(title_most or LONGEST, room * 3 // 4))
    return title, _cut(_CONTROL.sub(" ", body).strip(), room - len(title) - 2 if title else room)


def _schema(address: SecretStr) -> str:
    return address.get_secret_value().partition("://")[0].lower()


def _service(address: SecretStr, asset: AppriseAsset) -> NotifyBase:
    if len(parse_urls(address.get_secret_value())) > 1:  # type: ignore[no-untyped-call]  # Apprise leaves it untyped
        raise Misuse("it holds several addresses; make a channel of each")
    try:
        service: Any = Apprise.instantiate(address.get_secret_value(), asset=asset, suppress_exceptions=False)
    except Exception as error:  # noqa: BLE001 (services raise what they like; the channel alone is unusable)
        raise Misuse(str(error)) from None
    if not isinstance(service, NotifyBase):
        raise Misuse("Apprise knows no such kind of address, or it is not complete")
    return service


def _cut(text: str, most: int) -> str:
    """``text`` in at most ``most`` characters, cut between two words where one ends nearby."""
    if len(text) <= most:
        return text
    kept = text[: max(0, most - len(_CUT))]
    space = kept.rfind(" ", len(kept) - 30 if len(kept) > 30 else 0)
    return (kept[:space] if space > 0 else kept).rstrip() + _CUT
