"""A mail server of this machine, which keeps what it takes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP


@dataclass
class Letters:
    """A mail server's handler: it keeps what it takes; some it puts off, and it refuses whoever is nobody."""

    put_off: int = 0
    taken: list[Message] = field(default_factory=list)

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if address.startswith("nobody@"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's names)
        if self.put_off:
            self.put_off -= 1
            return "451 try again later"
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@asynccontextmanager
async def mail_server(letters: Letters) -> AsyncIterator[int]:
    """A mail server of this machine, with its port."""
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(letters, hostname="mail.example.org", enable_SMTPUTF8=True), "127.0.0.1", 0
    )
    async with server:
        yield server.sockets[0].getsockname()[1]
