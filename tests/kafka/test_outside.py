"""One night with the world outside: real mail, a real receiver that misbehaves, a backlog of a day, and a service that dies.

All of it is one run, so that it takes a minute; each test looks at one thing that came of it.
"""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from streams.core.alerts import Emission
from streams.core.deliveries import Attempt
from streams.core.items import Item
from streams.edges.clocks import SystemClock
from streams.edges.receiver import HANG, Answer, Received
from streams.kafka.broker import Broker
from streams.kafka.messages import message
from tests.deliveries import delivery
from tests.kafka.letters import Letters, mail_server
from tests.kafka.service import Service, service

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]

RULES = Path(__file__).parents[2] / "rules"
PEOPLE = """\
version: 1
recipients:
  duty: {channels: phone}
  keeper: {channels: mail}
  listener: {channels: heart}
fallback: keeper
subscriptions:
  - {id: roads, to: duty, rules: [route-severed, closure-threatened]}
  - {id: beats, to: listener, rules: heartbeat}
"""
TIMEOUT = 8
"""Seconds for an attempt: where names are resolved slowly, mail takes five."""


@dataclass
class Night:
    """What came of it. ``pings`` counts the calls outside: until the service died, and in all."""

    letters: list[Message]
    received: list[Received]
    attempts: list[Attempt]
    emissions: list[Emission]
    pings: tuple[int, int]
    watched: str
    once: tuple[int, str]
    alarms: list[Received]

    def outcomes(self, name: str) -> list[tuple[str, int | None]]:
        """How each attempt at a delivery went, with the status of its answer."""
        return [(one.outcome, one.status) for one in self.attempts if one.event == name and one.number]

    def titles(self, channel: str) -> list[str]:
        return [one.title for one in self.received if one.path == f"/{channel}"]


@pytest.fixture(scope="module")
def night(broker: Broker, tmp_path_factory: pytest.TempPathFactory) -> Night:
    return asyncio.run(_night(broker.bootstrap, tmp_path_factory.mktemp("night")))


async def _night(bootstrap: str, folder: Path) -> Night:
    letters = Letters(put_off=1)
    async with (
        mail_server(letters) as port,
        _outside() as (address, pings),
        service(bootstrap, "night.", folder) as running,
    ):
        running.environment = _settings(running, port, address, folder)
        _misbehave(running)
        await running.publish(_backlog())
        await running.hire(1)
        with _watching(running, folder) as watched:
            for one in _deliveries():
                await running.put("outbox", message(one, one.lane).value, one.lane.encode())
            await _until(lambda: any("CATCH-UP" in one.title for one in running.phone.received))
            await _until(lambda: _ended(running) and len(pings) > 1)
            attempts, emissions = await running.attempts(), await running.emissions()
            running.kill(0)
            before = len(pings)
            await _until(lambda: any("heartbeat" in one.title for one in _alarms(running)))
            await _until(lambda: "heartbeat-lost" in watched.read_text())
            words = watched.read_text()
            once = await asyncio.to_thread(_once, running)
    received = list(running.phone.received)
    return Night(letters.taken, received, attempts, emissions, (before, len(pings)), words, once, _alarms(running))


def _alarms(running: Service) -> list[Received]:
    """What whoever watches told by itself."""
    return [one for one in running.phone.received if one.path == "/alarm"]


def _misbehave(running: Service) -> None:
    """Answers of the receiver, by channel, to its first messages."""
    running.phone.answer("phone-a", Answer(429, headers={"Retry-After": "2"}))
    running.phone.answer("phone-b", Answer(500), Answer(500))
    running.phone.answer("phone-c", Answer(wait=TIMEOUT + 1.5))
    running.phone.answer("phone-d", HANG)
    running.phone.answer("phone-e", Answer(wait=2))
    running.phone.answer("phone-f", *[Answer(500)] * 100)


def _ended(running: Service) -> bool:
    """Whether what may have arrived came again."""
    return sum("possibly repeated" in one.title for one in running.phone.received) >= 2


def _settings(running: Service, port: int, address: str, folder: Path) -> dict[str, str]:
    names = ("phone", "heart", "alarm", *(f"phone-{letter}" for letter in "abcdef"))
    mail = f"mailto://127.0.0.1:{port}/?from=tocsin@example.org&mode=insecure&to="
    return {
        **{f"TOCSIN_CHANNEL_{name.upper().replace('-', '_')}": running.phone.url(name) for name in names},
        "TOCSIN_CHANNEL_MAIL": f"{mail}keeper@example.org",
        "TOCSIN_CHANNEL_NOBODY": f"{mail}nobody@example.org",
        "TOCSIN_RULES": str(_rules(folder / "rules")),
        "TOCSIN_SENDING__TIMEOUT": str(TIMEOUT),
        "TOCSIN_SENDING__BACKOFF": "0.1",
        "TOCSIN_WORKER__TICKS": "true",
        "TOCSIN_WORKER__TICK_EVERY": "1",
        "TOCSIN_WATCH__HEARTBEAT": "true",
        "TOCSIN_WATCH__EVERY": "10",
        "TOCSIN_WATCH__PATIENCE": "13",
        "TOCSIN_WATCH__TELL": "alarm",
        "TOCSIN_WATCH__PING": f"{address}/token-of-this-service",
    }


def _rules(folder: Path) -> Path:
    """Rules of this night: roads, threats to them, and heartbeats."""
    folder.mkdir()
    shutil.copy(RULES / "route-severed.yaml", folder)
    for name in ("closure-threatened", "heartbeat"):
        words = (RULES / "library" / f"{name}.yaml").read_text(encoding="utf-8")
        words = words.replace("enabled: false\n", "").replace("expire_after: 1m", "expire_after: 5s")
        (folder / f"{name}.yaml").write_text(words, encoding="utf-8")
    (folder / "subscriptions.yaml").write_text(PEOPLE, encoding="utf-8")
    return folder


def _backlog() -> list[Item]:
    """News of a day ago, which nobody read until now: a road is cut, three more are threatened."""
    past = SystemClock().now() - timedelta(hours=25, minutes=30)
    texts = {
        "cut": "Rebels cut the M5 highway near Saraqib on Saturday.",
        "m4": "The commander threatened to cut the M4 highway near Ariha.",
        "m10": "The commander threatened to cut the M10 highway near Izium.",
        "m1": "The commander threatened to cut the M1 highway near Homs.",
    }
    return [
        Item(id=name, source="radio", title="", text=text, published=past + timedelta(minutes=number), language="en")
        for number, (name, text) in enumerate(texts.items())
    ]


def _deliveries() -> list[Any]:
    return [
        delivery("busy", channel="phone-a"),
        delivery("broken", channel="phone-b"),
        delivery("late", channel="phone-c"),
        delivery("hangs", channel="phone-d"),
        delivery("slow", channel="phone-e"),
        delivery("dead", "mail", channel="phone-f"),
        delivery("letter", channel="mail"),
        delivery("bounces", "mail", channel="nobody"),
    ]


@asynccontextmanager
async def _outside() -> AsyncIterator[tuple[str, list[str]]]:
    """A service that is called while all is well, and what it was called with."""
    pings: list[str] = []

    async def called(request: web.Request) -> web.Response:
        pings.append(request.path)
        return web.Response()

    app = web.Application()
    app.router.add_get("/{token}", called)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}", pings
    finally:
        await runner.cleanup()


@contextmanager
def _watching(running: Service, folder: Path) -> Iterator[Path]:
    """``tocsin watch`` as a process of its own; what it says is in a file."""
    words = folder / "watch.log"
    with words.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "streams.cli", "watch", "--every", "1"],
            env={**os.environ, **running.settings},
            stdout=output,
            stderr=output,
        )
        try:
            yield words
        finally:
            process.terminate()
            process.wait(20)


def _once(running: Service) -> tuple[int, str]:
    """How a single look ends, by a process that never looked before, and what it prints."""
    command = [sys.executable, "-m", "streams.cli", "watch", "--once"]
    told = subprocess.run(command, env={**os.environ, **running.settings}, capture_output=True, text=True, check=False)
    return told.returncode, told.stdout


async def _until(there: Callable[[], object]) -> None:
    async with asyncio.timeout(90):
        while not there():  # noqa: ASYNC110 (neither phone nor service gives a sign)
            await asyncio.sleep(0.1)


def test_a_service_that_is_busy_gets_the_time_that_it_asks_for(night: Night) -> None:
    assert night.outcomes("busy") == [("failed", 429), ("delivered", 200)]
    first, second = (one for one in night.attempts if one.event == "busy")
    assert (first.retry_after, second.at - first.at >= timedelta(seconds=2)) == (2, True)


def test_a_service_that_fails_gets_the_message_again_until_it_takes_it(night: Night) -> None:
    assert night.outcomes("broken") == [("failed", 500), ("failed", 500), ("delivered", 200)]
    assert night.outcomes("slow") == [("delivered", 200)]


@pytest.mark.parametrize(("name", "channel"), [("late", "phone-c"), ("hangs", "phone-d")])
def test_what_may_have_arrived_comes_again_marked(night: Night, name: str, channel: str) -> None:
    assert night.outcomes(name) == [("unknown", None), ("delivered", 200)]
    first, second = night.titles(channel)
    assert (first, second) == (f"NEW MINOR: {name} is cut", f"(possibly repeated) {first}")


def test_mail_is_taken_in_the_end_as_text_and_page_with_nothing_attached(night: Night) -> None:
    mine = [one for one in night.letters if "MINOR" in str(one["Subject"])]
    assert sorted(str(one["Subject"]).split()[2] for one in mine) == ["bounces", "dead", "letter"]
    assert {(one["From"], one["To"]) for one in mine} == {("tocsin@example.org", "keeper@example.org")}
    parts = [part for one in mine for part in one.walk() if not part.is_multipart()]
    assert {(part.get_content_type(), part.get_filename()) for part in parts} == {
        ("text/plain", None),
        ("text/html", None),
    }


def test_who_takes_nothing_hands_over_and_is_itself_an_incident_that_the_fallback_hears_of(night: Night) -> None:
    assert {one.channel for one in night.attempts if one.ended == "failed over"} == {"phone-f", "nobody"}
    found = [one.event for one in night.emissions if one.event.rule == "channel-unsendable"]
    assert {one.key["channel"] for one in found} >= {"phone-f"}


def test_a_backlog_of_a_day_is_one_digest_and_the_severe_singly_with_its_age(night: Night) -> None:
    severe, rest = (one for one in night.received if one.path == "/phone")
    assert (severe.title.partition(":")[0], "1d 1h old" in severe.body) == ("NEW CRITICAL", True)
    assert rest.title == "CATCH-UP: 3 alerts (3 minor)"


def test_heartbeats_come_out_at_a_channel_and_an_outside_address_is_called_meanwhile(night: Night) -> None:
    assert len(night.titles("heart")) >= 2
    assert set(night.titles("heart")) == {"NEW INFO: Heartbeat: the whole way is open"}
    assert night.pings[0] >= 1


def test_when_the_workers_are_gone_whoever_watches_tells_it_and_the_calls_stop(night: Night) -> None:
    (alarm,) = {one.title for one in night.alarms if "heartbeat" in one.title}
    assert alarm.startswith("NEW CRITICAL: No heartbeat came through for ")
    assert "CRITICAL heartbeat-lost" in night.watched
    assert "token" not in night.watched


def test_a_single_look_sees_by_itself_that_no_heartbeat_comes_out(night: Night) -> None:
    code, words = night.once
    assert (code, "CRITICAL heartbeat-lost: No heartbeat came through for " in words) == (1, True)
