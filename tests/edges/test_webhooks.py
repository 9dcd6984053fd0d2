"""Webhooks: signed as the standard says, once for each attempt, and held to what every channel is held to."""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from pydantic import SecretStr
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from streams.core.alerts import Earlier, event_line
from streams.core.caps import Cap
from streams.core.deliveries import Attempt, Delivery
from streams.core.messages.samples import AT, samples
from streams.edges.addresses import shown
from streams.edges.channels import open_channels
from streams.edges.clocks import SystemClock
from streams.edges.composer import Composer
from streams.edges.rulebook import open_rulebook
from streams.edges.senders import AppriseSender
from streams.edges.settings import SendingSettings
from streams.edges.webhooks import destination, programs
from tests.cases import each
from tests.core.formats.test_cap import said, schema
from tests.deliveries import delivery
from tests.edges.test_outbox import QUICK, Desk

SECRET = "whsec_" + "3f9c" * 12
OLD = "whsec_" + "77ab" * 12
"""Secrets of tests: hexadecimal digits are base64, too."""


@dataclass
class Program:
    """A receiver that keeps what it is sent, and answers as it is told to."""

    port: int = 0
    sent: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[web.Response | float | None] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.sent.append(({name.lower(): value for name, value in request.headers.items()}, await request.read()))
        answer = self.answers.pop(0) if self.answers else web.Response(status=204)
        if answer is None:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if isinstance(answer, float):
            await asyncio.sleep(answer)
            return web.Response()
        return answer

    def address(self, query: str = "", secret: str = SECRET) -> SecretStr:
        return SecretStr(f"webhook://{secret}@127.0.0.1:{self.port}/tocsin{query}")


@pytest_asyncio.fixture
async def program() -> AsyncIterator[Program]:
    one = Program()
    app = web.Application()
    app.router.add_post("/tocsin", one.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    one.port = runner.addresses[0][1]
    yield one
    await runner.cleanup()


def sender(address: SecretStr, *, audience: str = "outside", **sending: Any) -> AppriseSender:
    composer = Composer(lambda: open_rulebook(None), SystemClock(), {"hook": audience})  # type: ignore[dict-item]
    return AppriseSender({"hook": address}, SendingSettings(**sending), SystemClock(), composer, composer.program)


def named(**changes: Any) -> Delivery:
    """A delivery to a program, of the sample whose quotation names somebody and an exact spot."""
    account = samples()["named"]
    one = delivery("d", channel="hook")
    return one.model_copy(update={"event": account.event, "background": account.background} | changes)


async def sent(one: AppriseSender, what: Delivery) -> Attempt:
    await one.free(what.channel)
    return await one.attempt(what, 1)


@pytest.mark.edges
async def test_a_program_is_sent_the_event_signed_so_that_the_librarys_verifier_takes_it(program: Program) -> None:
    what = named()
    attempt = await sent(sender(program.address(), audience="inside"), what)
    assert (attempt.outcome, attempt.status, attempt.services, attempt.cut) == ("delivered", 204, ("Webhook",), ())
    ((headers, body),) = program.sent
    assert Webhook(SECRET).verify(body, headers) == json.loads(event_line(what.event))
    assert (headers["webhook-id"], headers["content-type"]) == (what.id, "application/json")
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body + b" ", headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(OLD).verify(body, headers)


@pytest.mark.edges
async def test_while_a_secret_is_changed_both_sign(program: Program) -> None:
    await sent(sender(program.address(secret=f"{SECRET}:{OLD}")), named())
    ((headers, body),) = program.sent
    assert Webhook(SECRET).verify(body, headers) == Webhook(OLD).verify(body, headers)


@pytest.mark.parametrize("form", ["event", "cap", "geojson", "csv"])
@pytest.mark.edges
async def test_a_program_outside_is_sent_what_is_left_after_the_cut_in_every_form(program: Program, form: str) -> None:
    background = samples()["named"].background.model_copy(
        update={"earlier": Earlier(event="fire", at=AT, since=AT, severity="critical", message="e2", first="e1")}
    )
    spot = named().event.places[0].model_copy(update={"lat": 35.8137, "lon": 36.6089})
    event = named().event.model_copy(update={"places": (spot,), "event": "update"})
    attempt = await sent(
        sender(program.address(f"?format={form}&sender=desk@agency.example")), named(event=event, background=background)
    )
    assert (attempt.outcome, attempt.cut) == ("delivered", ("names", "coordinates"))
    ((headers, raw),) = program.sent
    body = raw.decode()
    Webhook(SECRET).verify(body, headers, json_parse=False)
    assert headers["tocsin-left-out"] == "names, coordinates"
    assert not any(word in body for word in ("Karim", "Sample", "35.81", "36.608", "hit;"))
    assert "M4 (SYR) is cut" in body
    if form == "cap":
        schema().validate(body)
        assert said(body, "info/area/circle", "msgType") == ["35.80000,36.60000 8", "Update"]
        assert [one.split(",")[:2] for one in str(said(body, "references")[0]).split()] == [
            ["desk@agency.example", "e1"],
            ["desk@agency.example", "e2"],
        ]
    elif form == "geojson":
        (feature,) = json.loads(body)["features"]
        assert feature["geometry"]["coordinates"] == [36.6, 35.8]
        assert (feature["properties"]["state"], feature["properties"]["since"]) == ("updated", AT.isoformat())


@pytest.mark.edges
async def test_what_a_service_does_wrong_is_on_record_and_tried_again_with_the_same_id(program: Program) -> None:
    program.answers = [
        web.Response(status=500, text="out of order"),
        web.Response(status=429, headers={"Retry-After": "1"}),
        5.0,
        None,
    ]
    desk = Desk(sender(program.address(), timeout=1.0, attempts=9), policy=replace(QUICK, attempts=9))
    await desk.work_off(named())
    assert [(one.outcome, one.status, one.retry_after) for one in desk.records] == [
        ("failed", 500, None),
        ("failed", 429, 1.0),
        ("unknown", None, None),
        ("unknown", None, None),
        ("delivered", 204, None),
    ]
    assert next(one.error for one in desk.records) == "answers 500: out of order"
    assert len({headers["webhook-id"] for headers, _ in program.sent}) == 1
    assert desk.records[-1].repeated


@pytest.mark.edges
async def test_a_redirect_and_a_refusal_end_it_and_the_next_channel_takes_over(program: Program) -> None:
    for answer in (web.Response(status=307, headers={"Location": "http://127.0.0.1:1/"}), web.Response(status=410)):
        program.answers = [answer]
        desk = Desk(sender(program.address()))
        await desk.work_off(named(instead=("mail",)))
        assert desk.endings[0] == ("hook", "failed over")
        assert [one.number for one in desk.records if one.channel == "hook"] == [1]


@pytest.mark.edges
async def test_nobody_there_is_no_connection_and_surely_did_not_arrive(unused_tcp_port: int) -> None:
    attempt = await sent(sender(SecretStr(f"webhook://{SECRET}@127.0.0.1:{unused_tcp_port}/")), named())
    assert (attempt.outcome, attempt.error) == ("failed", "no connection: ClientConnectorError")


@pytest.mark.edges
async def test_a_program_is_sent_every_alert_by_itself_whatever_comes_in_an_hour(program: Program) -> None:
    address = program.address()
    desk = Desk(sender(address), cap=Cap(limit=2), singly=programs({"hook": address}))
    await desk.work_off(*(delivery(f"d{at}", channel="hook") for at in range(8)))
    assert len({headers["webhook-id"] for headers, _ in program.sent}) == 8
    assert {one.ended for one in desk.records} == {"delivered"}


@each(
    ("address", "why"),
    [
        ("webhooks://hooks.example.org/a", "it has no secret to sign with"),
        ("webhooks://hush-hush@hooks.example.org/a", "does not begin with whsec_"),
        ("webhooks://whsec_3f9c@hooks.example.org/a", "shorter than 24 bytes"),
        (f"webhooks://{SECRET}@hooks.example.org/a?format=xml", "its format is none of event, cap, geojson, csv"),
        (f"webhooks://{SECRET}@hooks.example.org/a?sender=a%20b", "CAP does not allow"),
        (f"webhook://{SECRET}@hooks.example.org/a", "webhooks://"),
        (f"webhooks://{SECRET}@169.254.169.254/a", "link-local"),
        (f"webhooks://{SECRET}@[::ffff:169.254.169.254]/a", "link-local"),
    ],
)
def test_an_address_that_cannot_be_used_says_why_and_nothing_secret(address: str, why: str) -> None:
    reason = open_channels({"hook": SecretStr(address)}, 1, 1)["hook"]
    assert isinstance(reason, str)
    assert why in reason
    assert not any(secret in reason for secret in ("3f9c", "hush", "hooks.example"))


async def test_a_name_that_leads_to_the_machines_own_host_is_not_called(monkeypatch: pytest.MonkeyPatch) -> None:
    async def metadata(*_: object, **__: object) -> list[dict[str, Any]]:
        return [{"hostname": "h", "host": "169.254.169.254", "port": 443, "family": 2, "proto": 6, "flags": 0}]

    monkeypatch.setattr("aiohttp.ThreadedResolver.resolve", metadata)
    attempt = await sent(sender(SecretStr(f"webhooks://{SECRET}@rebound.example/a")), named())
    assert (attempt.outcome, attempt.error) == ("failed", "no connection: ClientConnectorDNSError")


@pytest.mark.edges
async def test_neither_records_nor_logs_nor_the_settings_show_the_secret(
    program: Program, caplog: pytest.LogCaptureFixture
) -> None:
    program.answers = [web.Response(status=400, text=f"bad signature for {SECRET}")]
    address = program.address()
    with caplog.at_level(logging.DEBUG):
        attempt = await sent(sender(address), named())
    assert shown(address) == f"webhook://127.0.0.1:{program.port}/***"
    for text in (attempt.model_dump_json(), caplog.text, repr(destination(address))):
        assert SECRET.removeprefix("whsec_") not in text
