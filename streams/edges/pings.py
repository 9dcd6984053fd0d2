"""Pings: calling an outside address while all is well, so that somebody outside notices when the calls stop.

The address is a secret. It is called over TLS, or plainly on this machine alone; no redirect is followed, no proxy asked,
the answer's body is not read; and it never leads to addresses by which machines speak to their own host or cloud.
"""

import aiohttp
from pydantic import SecretStr

from streams.edges.pingaddresses import unsafe
from streams.edges.resolver import GuardedResolver

SECONDS = 10.0
"""How long an answer is waited for."""


async def ping(address: SecretStr) -> str | None:
    """Call the address. Answers None where it was taken (2xx), else why not, without a word of the address."""
    url = address.get_secret_value()
    if wrong := unsafe(url):
        return f"the address {wrong}"
    connector = aiohttp.TCPConnector(resolver=GuardedResolver(), use_dns_cache=False)
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
