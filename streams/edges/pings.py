"""Pings: calling an outside address while all is well, so that somebody outside notices when the calls stop.

The address is a secret. It is called over TLS, or plainly on this machine alone; no redirect is followed, no proxy asked,
the answer's body is not read; and it never leads to addresses by which machines speak to their own host or cloud.
"""

import socket

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from pydantic import SecretStr

from streams.edges.pingaddresses import outside, unsafe

SECONDS = 10.0
"""How long an answer is waited for."""


async def ping(address: SecretStr) -> str | None:
    """Call the address. Answers None where it was taken (2xx), else why not, without a word of the address."""
    url = address.get_secret_value()
    if wrong := unsafe(url):
        return f"the address {wrong}"
    connector = aiohttp.TCPConnector(resolver=_Resolver(), use_dns_cache=False)
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(connector=connector, timeout=timeout, trust_env=False) as session,
            session.get(url, allow_redirects=False) as answer,
        ):
            return None if 200 <= answer.status < 300 else f"it answers {answer.status}"
    except TimeoutError:
        return f"no answer within {SECONDS:g} s"
    except (aiohttp.ClientError, OSError, ValueError) as error:
        return type(error).__name__  # its words would name the address


class _Resolver(AbstractResolver):
    """Resolves names, but to no address that is link-local, multicast or nobody's."""

    def __init__(self) -> None:
        self._plain = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = [one for one in await self._plain.resolve(host, port, family) if outside(one["host"])]
        if not found:
            raise OSError("no address that may be called")
        return found

    async def close(self) -> None:
        await self._plain.close()
