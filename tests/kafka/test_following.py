"""Keeping a worker's rules up to date, without a broker."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from streams.core.editions import LEAD, STALE
from streams.core.manifests import Manifest
from streams.edges.bundles import Bundle
from streams.edges.clocks import FixedClock
from streams.edges.settings import KafkaSettings
from streams.edges.shelf import Shelf
from streams.kafka import following
from streams.kafka.following import TopicRules
from tests.core.given import hour

GOOD = b"version: 1\nid: road\nkind: change\nwhen: {fact: route, state: severed}\ngroup_by: route\nseverity: minor\n"
BAD = GOOD.replace(b"minor", b"grave")


class Worker:
    """A worker's rules, and what it would have read from the topic."""

    def __init__(self, home: Path) -> None:
        self.clock = FixedClock(hour(0))
        self.shelf = Shelf(None, self.clock)
        self.rules = TopicRules(KafkaSettings(), self.shelf, self.clock, home)

    async def meet(self, number: int, rule: bytes) -> None:
        bundle = Bundle({"road.yaml": rule})
        await self.rules._meet(manifest(number, bundle), bundle)

    def read(self) -> None:
        """The end of the topic was looked at now."""
        self.rules._confirmed = self.clock.seconds()
        self.rules._tell()

    async def waits(self, edition: str = "") -> bool:
        waiting = asyncio.ensure_future(self.rules.settled(edition))
        await asyncio.sleep(0.02)
        done = waiting.done()
        waiting.cancel()
        return not done


def manifest(number: int, bundle: Bundle, effective: timedelta = timedelta()) -> Manifest:
    return Manifest(
        number=number,
        effective_from=hour(0) + effective,
        published=hour(0),
        author="ana",
        tests="passed",
        rules="sha256:1",
        digests={"road": str(number)},
        files=dict(bundle.hashes),
    )


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Worker:
    monkeypatch.setattr("streams.edges.rulebook.Rulebook.warm", lambda _: None)
    return Worker(tmp_path)


async def test_a_version_that_cannot_be_used_leaves_the_one_before_in_force(worker: Worker) -> None:
    await worker.meet(1, GOOD)
    await worker.meet(2, BAD)
    assert worker.shelf.now().edition.name == "1"


async def test_news_waits_when_the_end_of_the_rules_was_not_looked_at_of_late(worker: Worker) -> None:
    before = await worker.waits()
    worker.clock.advance(STALE + timedelta(seconds=1))
    stale = await worker.waits()
    worker.read()
    assert [before, stale, await worker.waits()] == [False, True, False]


async def test_news_judged_by_an_unknown_version_waits_for_a_further_look(worker: Worker) -> None:
    worker.clock.advance(timedelta(seconds=1))
    waits = await worker.waits("7")
    worker.read()
    assert [waits, await worker.waits("7")] == [True, False]


async def test_a_version_that_is_still_being_opened_is_waited_for_once_it_is_in_force(worker: Worker) -> None:
    bundle = Bundle({"road.yaml": GOOD})
    worker.rules._opening.append((manifest(1, bundle, LEAD), bundle))
    early = await worker.waits()
    worker.clock.advance(LEAD)
    worker.read()
    assert [early, await worker.waits()] == [False, True]


async def test_news_does_not_wait_for_ever(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "PATIENCE", 0.01)
    worker.clock.advance(timedelta(hours=1))
    await worker.rules.settled("")
    assert not await worker.waits()
