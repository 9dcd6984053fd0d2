import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from streams.cli import main
from streams.edges.receiver import HANG, Answer
from streams.kafka.broker import Broker
from streams.kafka.messages import message
from tests.deliveries import delivery
from tests.kafka.kills import channels, killed
from tests.kafka.service import service

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]


async def test_workers_that_are_killed_in_the_middle_lose_nothing_and_mark_what_they_repeat(
    broker: Broker, tmp_path: Path
) -> None:
    told = await killed(broker.bootstrap, "kills.", tmp_path, kills=2, seed=3)
    assert (told.lost, told.unmarked, told.unended) == (0, 0, 0), told
    assert told.worst <= 1, told


async def test_one_that_hangs_delays_no_other_and_only_what_may_have_arrived_comes_again(
    broker: Broker, tmp_path: Path
) -> None:
    async with service(broker.bootstrap, "fates.", tmp_path) as running:
        running.environment = channels(running) | {"TOCSIN_SENDING__TIMEOUT": "30"}
        running.phone.answer("phone-a", HANG)
        running.phone.answer("phone-b", *[Answer(404)] * 2)
        running.phone.answer("phone-c", Answer(wait=1.5))
        await running.hire(1)
        for one in (
            delivery("hangs", channel="phone-a", severity="critical"),
            delivery("moves", "phone-d", channel="phone-b", severity="critical"),
            delivery("nobody", channel="phone-b", severity="critical"),
            delivery("slow", channel="phone-c", severity="critical"),
        ):
            await running.put("outbox", message(one, one.lane).value, one.lane.encode())
        while len(running.phone.received) < 4:  # noqa: ASYNC110 (the phone gives no sign)
            await asyncio.sleep(0.05)
        # It ends in order: what is under way and can end, ends.
        await running.dismiss(0)
        cut_off = {one.delivery for one in await running.attempts() if one.ended}
        emissions = await running.emissions()
        telling = await asyncio.to_thread(tocsin, broker, tmp_path, "deliveries", "--json")
        anew = await asyncio.to_thread(tocsin, broker, tmp_path, "view", "rebuild")
        again = await asyncio.to_thread(tocsin, broker, tmp_path, "deliveries", "--json", "--since", "1h")
    assert (anew, again) == ([], telling)
    assert len(cut_off) == 5
    assert [one.event.rule for one in emissions] == ["nobody-was-told"]
    assert sorted(row["outcome"] for row in telling) == ["delivered"] * 3 + ["expired", "failed over"]
    assert sorted((one.path, one.title) for one in running.phone.received) == [
        ("/duty-phone", "NEW CRITICAL: duty could not be told: nobody"),
        ("/phone-a", "NEW CRITICAL: hangs is cut"),
        ("/phone-c", "NEW CRITICAL: slow is cut"),
        ("/phone-d", "NEW CRITICAL: moves is cut"),
    ]


def tocsin(broker: Broker, folder: Path, *arguments: str) -> list[dict[str, Any]]:
    """What a command prints, line by line, over the topics of ``fates.``."""
    environment = {
        "TOCSIN_KAFKA__BOOTSTRAP": broker.bootstrap,
        "TOCSIN_KAFKA__PREFIX": "fates.",
        "TOCSIN_KAFKA__PARTITIONS": "3",
        "TOCSIN_WORKER__DATA": str(folder),
    }
    told = CliRunner(env=environment).invoke(main, arguments)
    assert told.exit_code == 0, told.output
    return [json.loads(line) for line in told.stdout.splitlines()]
