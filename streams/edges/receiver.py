"""A receiver that stands for a phone: a local HTTP server that takes what Apprise's ``json://`` posts, or refuses to."""

import asyncio
import json
import math
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from streams.edges.clocks import Clock, SystemClock

MAX_BODY = 64 * 1024
"""Bytes of the greatest message that is taken; a greater one is answered with 413."""

MAX_KEPT = 10_000
"""Messages kept; the oldest are dropped first."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How to answer one message: after ``wait`` seconds (``math.inf``: never), with a status and headers.

    ``reset`` breaks the connection instead, once the message was taken.
    """

    status: int = 200
    wait: float = 0.0
    headers: Mapping[str, str] = field(default_factory=dict)
    reset: bool = False


HANG = Answer(wait=math.inf)
RESET = Answer(reset=True)


@dataclass(frozen=True, slots=True)
class Received:
    """A message that came in, and the status that it was to be answered with.

    ``kind`` is Apprise's type of notice, ``key`` the id by which a repeat can be told.
    """

    at: datetime
    path: str
    title: str
    body: str
    kind: str
    status: int = 200
    key: str = ""


class Receiver:
    """Keeps every message: in ``received`` those that it took (2xx), in ``refused`` the others."""

    def __init__(self, clock: Clock) -> None:
        self.received: deque[Received] = deque(maxlen=MAX_KEPT)
        self.refused: deque[Received] = deque(maxlen=MAX_KEPT)
        self._clock = clock
        self._answers: dict[str, deque[Answer]] = defaultdict(deque)
        self._closing = asyncio.Event()
        self._port = 0

    @classmethod
    @asynccontextmanager
    async def start(cls, clock: Clock | None = None) -> AsyncIterator["Receiver"]:
        """Listen on a free port of the loopback interface until the block ends; what hangs is let go then.

        ``clock`` dates the messages; the machine's by default.
        """
        receiver = cls(clock or SystemClock())
        app = web.Application(client_max_size=MAX_BODY)
        app.router.add_post("/{channel}", receiver._take)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            receiver._port = runner.addresses[0][1]
            yield receiver
        finally:
            receiver._closing.set()
            await runner.cleanup()

    @property
    def address(self) -> str:
        """Where it listens: ``http://127.0.0.1:PORT``."""
        return f"http://127.0.0.1:{self._port}"

    def url(self, channel: str) -> str:
        """The Apprise address at which ``channel`` is this receiver."""
        return f"json://127.0.0.1:{self._port}/{channel}"

    def answer(self, channel: str, *answers: Answer) -> None:
        """Give these answers to the next messages of ``channel``, one each; after them all is well again."""
        self._answers[channel].extend(answers)

    async def _take(self, request: web.Request) -> web.Response:
        channel = request.match_info["channel"]
        try:
            fields = json.loads(await request.text())
            title, body, kind = (str(fields[name]) for name in ("title", "message", "type"))
        except (ValueError, KeyError, TypeError) as error:
            return web.Response(status=400, text=f"not a message of Apprise's json://: {error!r}")
        waiting = self._answers[channel]
        answer = waiting.popleft() if waiting else Answer()
        key = request.headers.get("Idempotency-Key", "")
        message = Received(self._clock.now(), request.path, title, body, kind, answer.status, key)
        (self.received if 200 <= answer.status < 300 else self.refused).append(message)
        if answer.reset and request.transport is not None:
            request.transport.abort()
        if answer.wait:
            await self._pause(answer.wait)
        return web.Response(status=answer.status, headers=answer.headers)

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._closing.wait(), None if math.isinf(seconds) else seconds)
        except TimeoutError:
            return
