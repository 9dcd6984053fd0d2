"""A drill on the running service beside a real incident: phones and mail, a channel that fails, a worker that is killed.

All of it is one run; each test looks at one thing that came of it.
"""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from streams.core.alerts import Emission
from streams.core.items import Item
from streams.edges.clocks import SystemClock
from streams.edges.receiver import Answer, Received
from streams.kafka.broker import Broker
from streams.kafka.playing import drained
from tests.kafka.letters import Letters, mail_server
from tests.kafka.service import Service, service

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]

RULES = Path(__file__).parents[2] / "rules"
PEOPLE = """\
version: 1
recipients:
  ana: {{channels: ana-phone, language: ar, quiet: leave}}
  ben: {{channels: ben-mail, language: fr}}
  cyd: {{channels: cyd-phone}}
  desk: {{channels: desk-mail}}
quiet_hours:
  leave: {{zone: UTC, dates: ["{begin}..{end}"], unless: nothing}}
fallback: desk
subscriptions:
  - {{id: roads, to: desk, rules: route-severed}}
  - {{id: tolls, to: [ana, cyd], rules: casualty-threshold}}
"""


@dataclass
class Day:
    """What came of it: messages, what the commands said, and every alert."""

    phones: list[Received]
    letters: list[Message]
    report: dict[str, Any]
    code: int
    cap: str
    preview: str
    shown: list[dict[str, Any]]
    emissions: list[Emission]

    def answer(self, recipient: str) -> dict[str, Any]:
        return next(one for one in self.report["answers"] if one["recipient"] == recipient)

    def to(self, recipient: str) -> list[Message]:
        return [one for one in self.letters if one["To"].startswith(recipient)]


@pytest.fixture(scope="module")
def day(broker: Broker, tmp_path_factory: pytest.TempPathFactory) -> Day:
    return asyncio.run(_day(broker.bootstrap, tmp_path_factory.mktemp("day")))


async def _day(bootstrap: str, folder: Path) -> Day:
    letters = Letters()
    async with mail_server(letters) as port, service(bootstrap, "drilling.", folder) as running:
        running.environment = _settings(running, port, folder)
        running.phone.answer("cyd-phone", *[Answer(404)] * 9)
        tocsin = _commands(running)
        await running.hire(1)
        await running.publish([_item("cut", "Rebels cut the M5 highway near Saraqib on Saturday.")])
        await _until(lambda: letters.taken)
        send = ("drill", "send", "--to", "tolls", "--to", "ben", "--id", "first", "--author", "mona", "--yes")
        await tocsin(*send)
        await _until(lambda: running.phone.received and len(letters.taken) == 2 and running.phone.refused)
        (code,) = re.findall("ack ([0-9a-f]{12})", running.phone.received[0].body)
        await tocsin("incidents", "ack", f"{code}\u2069", "--author", "ana")  # as copied from an Arabic message
        await drained(running.kafka)
        running.kill(0)
        await running.hire(1)
        await tocsin(*send)
        await running.publish([_item("open", "The M5 highway near Saraqib is open again, the ministry said.")])
        await _until(lambda: len(letters.taken) == 3)
        await drained(running.kafka)
        report = await tocsin("drill", "report", "first", "--json")
        shown = [
            json.loads(line) for line in (await tocsin("incidents", "list", "--all", "--json")).stdout.splitlines()
        ]
        (real,) = (one["incident"] for one in shown if not one["exercise"])
        return Day(
            list(running.phone.received),
            letters.taken,
            json.loads(report.stdout),
            report.returncode,
            (await tocsin("incidents", "show", code, "--cap")).stdout,
            (await tocsin("preview", real[:12], "--channel", "email", "--to", "desk")).stdout,
            shown,
            await running.emissions(),
        )


def _settings(running: Service, port: int, folder: Path) -> dict[str, str]:
    rules = folder / "rules"
    rules.mkdir()
    for name in ("route-severed", "casualty-threshold"):
        shutil.copy(RULES / f"{name}.yaml", rules)
    now = SystemClock().now().date()
    people = PEOPLE.format(begin=now - timedelta(days=2), end=now + timedelta(days=2))
    (rules / "subscriptions.yaml").write_text(people, encoding="utf-8")
    mail = f"mailto://127.0.0.1:{port}/?from=tocsin@example.org&mode=insecure&to="
    return {
        "TOCSIN_CHANNEL_ANA_PHONE": running.phone.url("ana-phone"),
        "TOCSIN_CHANNEL_CYD_PHONE": running.phone.url("cyd-phone"),
        "TOCSIN_CHANNEL_BEN_MAIL": f"{mail}ben@example.org",
        "TOCSIN_CHANNEL_DESK_MAIL": f"{mail}desk@example.org",
        "TOCSIN_RULES": str(rules),
        "TOCSIN_WORKER__TICKS": "true",
        "TOCSIN_WORKER__TICK_EVERY": "1",
    }


def _commands(running: Service) -> Callable[..., Any]:
    async def tocsin(*words: str) -> subprocess.CompletedProcess[str]:
        return await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", "streams.cli", *words],
            env={**os.environ, **running.settings},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return tocsin


def _item(name: str, text: str) -> Item:
    return Item(id=name, source="radio", title="", text=text, published=SystemClock().now(), language="en")


async def _until(there: Callable[[], object]) -> None:
    async with asyncio.timeout(90):
        while not there():  # noqa: ASYNC110 (neither phone nor service gives a sign)
            await asyncio.sleep(0.1)


def test_each_is_told_once_though_it_was_sent_twice_and_a_worker_was_killed(day: Day) -> None:
    assert [one.path for one in day.phones] == ["/ana-phone"]
    assert len(day.to("ben")) == 1


def test_that_it_is_an_exercise_stands_first_in_every_medium_and_language(day: Day) -> None:
    (chat,), (mail,) = day.phones, day.to("ben")
    assert chat.title == "تمرين جديد حرج: تجربة لسلسلة التنبيه: يرجى تأكيد الاطلاع"
    assert mail["Subject"].startswith("EXERCICE NOUVEAU CRITIQUE: ")
    assert "<status>Exercise</status>" in day.cap


def test_the_report_says_who_got_it_who_acknowledged_and_what_quiet_hours_would_have_done(day: Day) -> None:
    states = {one["recipient"]: (one["state"], one["by"], one["quiet"]) for one in day.report["answers"]}
    assert states == {
        "ana": ("acknowledged", "tolls", "leave"),
        "cyd": ("not reached", "tolls", None),
        "ben": ("reached", "", None),
    }
    assert (day.answer("ana")["acknowledged"]["by"], day.answer("ben")["over"], day.code) == ("ana", ["ben-mail"], 1)
    assert "404" in day.answer("cyd")["failed"]["cyd-phone"]


def test_nothing_real_is_raised_silenced_or_acknowledged_by_it(day: Day) -> None:
    (real,) = (one for one in day.shown if not one["exercise"])
    assert (real["rule"], real["state"], real["acknowledged"]) == ("route-severed", "resolved", None)
    assert {one["rule"] for one in day.shown if one["exercise"]} == {"drill"}
    assert {one.event.rule for one in day.emissions} == {"route-severed", "drill"}
    assert [str(one["Subject"]).split()[0] for one in day.to("desk")] == ["NEW", "OVER:"]


def test_an_update_by_mail_replies_to_the_first_mail_of_its_incident(day: Day) -> None:
    first, second = day.to("desk")
    assert (second["In-Reply-To"], second["References"]) == (first["Message-ID"], first["Message-ID"])
    assert first["In-Reply-To"] is None
    assert second["Message-ID"] != first["Message-ID"] != day.to("ben")[0]["Message-ID"]


def test_a_preview_of_a_live_incident_is_what_its_reader_was_sent(day: Day) -> None:
    subject = str(day.to("desk")[1]["Subject"])
    assert subject in day.preview.splitlines()
    text = day.to("desk")[1].get_body(("plain",)).get_content()  # type: ignore[attr-defined]  # of the default policy
    for line in [one for one in day.preview.splitlines() if one.startswith("“")]:
        assert line.partition("”")[0] in text
