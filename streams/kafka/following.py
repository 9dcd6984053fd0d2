"""Following the rules while a worker runs: new versions go onto its shelf before they come into force."""

import asyncio
import logging
from functools import partial
from pathlib import Path
from typing import Protocol

from aiokafka.errors import KafkaError

from streams.core.editions import STALE
from streams.core.errors import TocsinError
from streams.core.manifests import Manifest
from streams.edges.bundles import Bundle
from streams.edges.clocks import Clock
from streams.edges.rulebook import Rulebook, open_rulebook
from streams.edges.settings import KafkaSettings
from streams.edges.shelf import Shelf
from streams.kafka.ruletopic import RulesReader

log = logging.getLogger(__name__)

EVERY = 0.5
"""Seconds between two looks at the topic."""

PATIENCE = 30.0
"""Seconds that news waits for rules that cannot be read. Then it is judged by the last that could: silence would look like
calm."""


class Following(Protocol):
    """What keeps a worker's shelf up to date."""

    async def follow(self) -> None:
        """Put new editions onto the shelf, for as long as the worker runs."""

    async def settled(self, edition: str) -> None:
        """Wait until the shelf is known to be complete, and to hold the edition of this name if there is one anywhere."""


class TopicRules:
    """Follows the topic. ``home`` is the folder below which the files of versions are unpacked."""

    def __init__(self, kafka: KafkaSettings, shelf: Shelf, clock: Clock, home: Path) -> None:
        self._kafka = kafka
        self._shelf = shelf
        self._clock = clock
        self._home = home
        self._met: set[str] = set()
        self._confirmed = clock.seconds()
        self._again = asyncio.Event()
        self._blind = False

    def begin(self, reader: RulesReader) -> None:
        """Take what was read before the worker started. Raises TocsinError where the last version cannot be used."""
        for version in reader.versions:
            bundle = reader.bundle(version)
            self._met.add(version.id)
            self._shelf.put(version.edition, partial(_opened, bundle, self._home))
        self._confirmed = self._clock.seconds()

    async def follow(self) -> None:
        """Read on, and begin again when the broker was away."""
        while True:
            try:
                async with RulesReader(self._kafka) as reader:
                    while True:
                        asked = self._clock.seconds()
                        await reader.catch_up()
                        for version in reader.versions:
                            if version.id not in self._met:
                                await self._meet(version, reader.bundle(version))
                        self._confirm(asked)
                        await asyncio.sleep(EVERY)
            except (TocsinError, KafkaError, OSError) as error:
                log.warning("the topic of the rules cannot be read: %s", error)
                await asyncio.sleep(1.0)

    async def settled(self, edition: str) -> None:
        """Wait for a look at the topic's end that is recent enough, or, for an unknown edition, one that begins now."""
        now = self._clock.seconds()
        since = now - STALE.total_seconds() if not edition or self._shelf.knows(edition) else now
        if self._confirmed >= since or self._blind:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                while self._confirmed < since:
                    await self._again.wait()
        except TimeoutError:
            log.error("the rules were not read for %g s; news is judged by the last that were", PATIENCE)  # noqa: TRY400
            self._blind = True

    async def _meet(self, version: Manifest, bundle: Bundle) -> None:
        """Open a new version away from the streams, and put it onto the shelf unless something in it cannot be used."""
        self._met.add(version.id)
        book = await asyncio.to_thread(_opened, bundle, self._home)
        if book.problems:
            lines = "\n".join(map(str, book.problems[:20]))
            log.error(
                "version %d of the rules cannot be used by this worker, which goes on without it:\n%s",
                version.number,
                lines,
            )
            return
        await asyncio.to_thread(book.warm)
        self._shelf.put(version.edition, lambda: book)
        log.warning(
            "version %d of the rules is in force from %s", version.number, f"{version.effective_from:%H:%M:%S %Z}"
        )

    def _confirm(self, asked: float) -> None:
        self._confirmed = asked
        self._blind = False
        self._again.set()
        self._again.clear()


def _opened(bundle: Bundle, home: Path) -> Rulebook:
    return open_rulebook(bundle.unpack(home), to_alert=False)
