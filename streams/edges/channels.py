"""Channels: Apprise's services, opened one by one and held to what an alert needs.

Every service sends one plain message, follows no redirect, attaches nothing, keeps nothing on disk, and is called in a
thread of its own, so that one that is slow delays no other.
"""

import asyncio
import contextlib
import re
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any

from apprise import Apprise, AppriseAsset, AppriseResult, NotifyBase, NotifyFormat
from apprise.common import OverflowMode, PersistentStoreMode
from apprise.manager_plugins import NotificationManager
from apprise.utils.parse import parse_urls
from pydantic import SecretStr

from streams.core.deliveries import NoticeKind
from streams.core.errors import Misuse
from streams.edges.addresses import Redaction
from streams.edges.wire import Wire, watched

LONGEST = 3000
"""Characters of the longest message, well within what chat services take once the text is escaped for them."""

TAKES_KEYS = frozenset({"form", "forms", "json", "jsons", "xml", "xmls"})
"""Kinds of address that are webhooks of one's own: they are sent the delivery's id as ``Idempotency-Key``."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_CUT = "..."
"""Three points, since the one character for them makes an SMS twice as dear."""


class Channel:
    """One usable channel. ``kind`` is its service's name; ``concurrency`` how many messages it takes at a time.

    ``takes_keys``: an id is sent with each message, by which the service can tell that it comes again.
    """

    def __init__(self, service: NotifyBase, timeout: float, concurrency: int, *, takes_keys: bool = False) -> None:
        service.redirects = False
        # The caller stops waiting at ``timeout`` and calls the outcome unknown. A service that gave up reading the
        # answer before that would call it failed, although the message may have arrived.
        service.socket_read_timeout = timeout + 1
        # An alert is one message, never cut up into forty: ``fitted`` shortens it, and this holds what it overlooks.
        service.overflow_mode = OverflowMode.TRUNCATE
        self.kind = str(service.service_name)
        self._service = service
        self._takes_keys = takes_keys
        self._apprise = Apprise(service, asset=service.asset)
        self._slots = asyncio.Semaphore(concurrency)

    async def free(self) -> None:
        """Wait until the channel takes another message. What was abandoned holds its place until it has ended."""
        await self._slots.acquire()

    def give_back(self) -> None:
        """Give up the place that ``free`` gave, without sending."""
        self._slots.release()

    async def notify(self, title: str, body: str, kind: NoticeKind, key: str) -> tuple[AppriseResult, Wire]:
        """Send in a thread, after ``free``. Cancelling leaves the thread to end by itself: nothing can call it back."""
        done: Future[AppriseResult] = Future()
        done.set_running_or_notify_cancel()
        loop = asyncio.get_running_loop()
        wire = Wire({"Idempotency-Key": key} if self._takes_keys else {})

        def release(_: Future[AppriseResult]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has closed while the service hung
                loop.call_soon_threadsafe(self._slots.release)

        done.add_done_callback(release)
        # A daemon, which a pool's threads are not: a service that hangs must not keep the program from ending.
        threading.Thread(target=self._run, args=(done, title, body, kind, wire), name=self.kind, daemon=True).start()
        return await asyncio.wrap_future(done), wire

    def _run(self, done: Future[AppriseResult], title: str, body: str, kind: NoticeKind, wire: Wire) -> None:
        try:
            title, body = fitted(title, body, self._service.body_maxlen, self._service.title_maxlen)
            with watched(wire):
                result = self._apprise.notify(body=body, title=title, notify_type=kind, body_format=NotifyFormat.TEXT)
            done.set_result(result)
        except BaseException as error:  # noqa: BLE001 (it is raised again where the result is awaited)
            done.set_exception(error)


def open_channels(addresses: Mapping[str, SecretStr], timeout: float, concurrency: int) -> dict[str, Channel | str]:
    """Each channel by name, or the reason why its address cannot be used. Only the kinds that are used are enabled."""
    plugins: Any = NotificationManager()  # type: ignore[no-untyped-call]  # Apprise leaves its managers untyped
    plugins.enable_only(*{one.get_secret_value().partition("://")[0].lower() for one in addresses.values()})
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
    opened: dict[str, Channel | str] = {}
    for name, address in addresses.items():
        try:
            keys = address.get_secret_value().partition("://")[0].lower() in TAKES_KEYS
            opened[name] = Channel(_service(address, asset), timeout, concurrency, takes_keys=keys)
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
    return title, _cut(_CONTROL.sub(" ", body).strip(), room - len(title) - 2)


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
