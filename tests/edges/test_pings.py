"""Pings: which addresses are called, and that none is ever said."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web
from pydantic import SecretStr

from streams.edges.pingaddresses import outside, unsafe
from streams.edges.pings import ping
from tests.cases import each


@pytest_asyncio.fixture
async def base() -> AsyncIterator[str]:
    """A server on this machine: /ok takes a ping, /away redirects, /no refuses."""

    async def away(_: web.Request) -> web.Response:
        raise web.HTTPFound("/ok")

    async def ok(_: web.Request) -> web.Response:
        return web.Response()

    app = web.Application()
    app.router.add_get("/ok", ok)
    app.router.add_get("/away", away)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.mark.edges
async def test_a_ping_is_taken_or_says_why_not_and_follows_no_redirect(base: str) -> None:
    assert await ping(SecretStr(f"{base}/ok")) is None
    assert await ping(SecretStr(f"{base}/away")) == "it answers 302"
    assert await ping(SecretStr(f"{base}/no")) == "it answers 404"


@pytest.mark.edges
async def test_what_goes_wrong_never_names_the_address() -> None:
    for address in ("http://127.0.0.1:9/token-1234", "https://nowhere.invalid/token-1234", "https://[::1/token-1234"):
        told = await ping(SecretStr(address))
        assert told
        assert "token" not in told
        assert "nowhere" not in told


@each(
    "address",
    [
        "http://example.org/x",
        "ftp://example.org/x",
        "https:///x",
        "https://me:secret@example.org/x",
        "https://169.254.169.254/latest",
        "https://[fe80::1]/x",
        "https://[::ffff:169.254.169.254]/x",
        "https://0.0.0.0/x",
        "http://10.0.0.1/x",
    ],
)
def test_an_address_that_could_lead_elsewhere_is_refused(address: str) -> None:
    assert unsafe(address)


def test_a_service_outside_and_one_on_this_machine_may_be_called() -> None:
    assert [unsafe(one) for one in ("https://hc.example.org/ping/abc", "http://127.0.0.1:8000/x")] == [None, None]
    assert not outside("169.254.169.254")
