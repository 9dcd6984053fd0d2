"""Webhooks: alerts for programs, signed as Standard Webhooks (https://www.standardwebhooks.com, version 1.0).

``webhooks://whsec_SECRET@HOST/PATH?format=event`` is a channel that posts to ``https://HOST/PATH``. The delivery's id is the
``webhook-id``, the same at each attempt, so that a receiver knows a repeat. No redirect is followed, no proxy asked, and the
address never leads to one by which machines speak to their own host or cloud.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import get_args
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import aiohttp
from pydantic import SecretStr
from standardwebhooks.webhooks import Webhook

from streams.core.errors import Misuse
from streams.core.formats.bodies import CONTENT_TYPES, Form
from streams.edges.answers import Answer, retry_after
from streams.edges.pingaddresses import unsafe
from streams.edges.resolver import GuardedResolver

SCHEMAS = frozenset({"webhook", "webhooks"})
"""Kinds of address that are webhooks: over TLS, and plainly, to this machine alone."""

SHORTEST = 24
"""Bytes of the shortest secret, as the standard asks."""

CONNECTING = 10.0
"""Seconds for a connection to come about. Until it has, nothing was sent."""

_LONGEST_ANSWER = 200
_HOW = "write webhooks://whsec_SECRET@HOST/PATH, where `openssl rand -hex 32` makes the secret"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a webhook posts, in what form, by whom, and the keys that sign; with two, one of them is on its way out."""

    url: SecretStr
    form: Form
    sender: str
    keys: tuple[Webhook, ...]


def programs(addresses: Mapping[str, SecretStr]) -> frozenset[str]:
    """The channels that programs read, which want every alert by itself."""
    return frozenset(
        name for name, one in addresses.items() if one.get_secret_value().partition("://")[0].lower() in SCHEMAS
    )


def destination(address: SecretStr) -> Destination:
    """What a webhook's address says. Raises Misuse, without a word of the address."""
    try:
        parts = urlsplit(address.get_secret_value())
        host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
    except ValueError:
        raise Misuse(f"it is no address; {_HOW}") from None
    query = dict(parse_qsl(parts.query))
    asked, sender = query.pop("format", "event"), query.pop("sender", "tocsin")
    form: Form | None = next((one for one in get_args(Form) if one == asked), None)
    if form is None:
        raise Misuse(f"its format is none of {', '.join(get_args(Form))}")
    if not sender or set(sender) & set(" ,<&"):
        raise Misuse("its sender has a space, comma, < or &, which CAP does not allow")
    shown = f"[{host}]" if ":" in host else host
    scheme = "https" if parts.scheme == "webhooks" else "http"
    url = f"{scheme}://{shown}{port}{parts.path or '/'}{'?' if query else ''}{urlencode(query)}"
    if wrong := unsafe(url):
        raise Misuse(f"the address {wrong}".replace("https://", "webhooks://").replace("http://", "webhook://"))
    keys = tuple(_key(unquote(one)) for one in (parts.username, parts.password) if one)
    if not keys:
        raise Misuse(f"it has no secret to sign with; {_HOW}")
    return Destination(SecretStr(url), form, sender, keys)


def _key(secret: str) -> Webhook:
    if not secret.startswith("whsec_"):
        raise Misuse(f"its secret does not begin with whsec_; {_HOW}")
    try:
        key = Webhook(secret)
    except (ValueError, RuntimeError):
        raise Misuse(f"its secret is no base64; {_HOW}") from None
    if len(key._whsecret) < SHORTEST:  # noqa: SLF001 (the library does not tell)
        raise Misuse(f"its secret is shorter than {SHORTEST} bytes; {_HOW}")
    return key


class WebhookChannel:
    """One webhook. ``kind`` is its name in records; ``concurrency`` how many posts it takes at a time."""

    kind = "Webhook"

    def __init__(self, address: SecretStr, concurrency: int) -> None:
        self._to = destination(address)
        self.form = self._to.form
        self.sender = self._to.sender
        self._slots = asyncio.Semaphore(concurrency)

    async def free(self) -> None:
        """As ``Channel.free``."""
        await self._slots.acquire()

    def give_back(self) -> None:
        """As ``Channel.give_back``."""
        self._slots.release()

    async def post(self, body: str, key: str, now: datetime, left_out: tuple[str, ...] = ()) -> Answer:
        """Post in the place that ``free`` gave. ``key`` names the message, ``now`` dates it. Cancelled, it has ended at once."""
        try:
            async with (
                aiohttp.ClientSession(
                    connector=aiohttp.TCPConnector(resolver=GuardedResolver(), use_dns_cache=False),
                    timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECTING),
                    trust_env=False,
                ) as session,
                session.post(
                    self._to.url.get_secret_value(),
                    data=body.encode(),
                    headers=self._headers(body, key, now, left_out),
                    allow_redirects=False,
                ) as answer,
            ):
                return await _answer(answer)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as error:
            return Answer("failed", f"no connection: {type(error).__name__}")  # its words would name the address
        except (aiohttp.ClientError, OSError) as error:
            return Answer("unknown", f"the connection broke: {type(error).__name__}; it may have arrived")
        finally:
            self._slots.release()

    def _headers(self, body: str, key: str, now: datetime, left_out: tuple[str, ...]) -> Mapping[str, str]:
        """The standard's headers, with a signature for each key."""
        at = now.astimezone(UTC)
        headers = {
            "content-type": CONTENT_TYPES[self.form],
            "user-agent": "tocsin",
            "webhook-id": key,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": " ".join(one.sign(key, at, body) for one in self._to.keys),
        }
        return headers | ({"tocsin-left-out": ", ".join(left_out)} if left_out else {})


async def _answer(answer: aiohttp.ClientResponse) -> Answer:
    status = answer.status
    if 200 <= status < 300:
        return Answer("delivered", status=status)
    if 300 <= status < 400:
        return Answer("failed", f"answers {status}: it has moved, and redirects are not followed", status)
    said = (await answer.content.read(_LONGEST_ANSWER)).decode("utf-8", "replace")
    words = " ".join("".join(char for char in said if char.isprintable() or char == " ").split())
    wish = retry_after(answer.headers) if status in (429, 503) else None
    return Answer("failed", f"answers {status}{f': {words}' if words else ''}", status, wish)
