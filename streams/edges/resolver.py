"""The resolver: names of hosts, but never addresses by which machines speak to their own host or cloud."""

import socket

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from streams.edges.pingaddresses import outside


class GuardedResolver(AbstractResolver):
    """Resolves names, but to no address that is link-local, multicast or nobody's.

    What is connected to is what was looked at: a name that changes its address meanwhile leads nowhere else.
    """

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
