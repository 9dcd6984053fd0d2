"""Following the rules while a worker runs: new versions go onto its shelf before they come into force."""

import asyncio
import logging
from functools import partial
from pathlib import Path
from typing import Protocol

from aiokafka.errors import KafkaError

from streams.core.editions import STALE
from streams.core.errors import BadFiles, TocsinError
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
    """What keeps a worker's shelf up to date.

    ``unusable`` is what is wrong with the last that was given to it, where it is not in force as it was given.
    """

    unusable: str

    async def follow(self) -> None:
        """Put new editions onto the shelf, for as long as the worker runs."""

    async def settled(self, edition: str) -> None:
        """Wait until the shelf is known to be complete, and to hold the edition of this name if there is one anywhere."""


class TopicRules:
    """Follows the topic. ``home`` is the folder below which the files of versions are unpacked."""

    def __init__(self, kafka: KafkaSettings, shelf: Shelf, clock: Clock, home: Path, *, unusable: str = "") -> None:
        self.unusable = unusable
        self._kafka = kafka
        self._shelf = shelf
        self._clock = clock
        self._home = home
        self._met: set[str] = set()
        self._confirmed = clock.seconds()
        self._opening: list[tuple[Manifest, Bundle]] = []
        self._changed = asyncio.Event()
        self._blind = False

    def begin(self, reader: RulesReader) -> None:
        """Take what was read before the worker started; each version is opened when it is asked for."""
        for version in reader.versions:
            self._met.add(version.edition.name)
            self._shelf.put(version.edition, partial(_opened, reader.bundle(version), self._home))
        self._confirmed = self._clock.seconds()

    async def follow(self) -> None:
        """Read on, and begin again when the broker was away."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._open())
            while True:
                try:
                    await self._read()
                except (TocsinError, KafkaError, OSError) as error:
                    log.warning("the topic of the rules cannot be read: %s", error)
                    await asyncio.sleep(1.0)

    async def settled(self, edition: str) -> None:
        """Wait for a look at the topic's end that is recent enough, or, for an unknown edition, one that begins now.

        Versions that were read but are not open yet are waited for once they are in force, or named.
        """
        now = self._clock.seconds()
        known = not edition.isdecimal() or edition in self._met
        since = now - STALE.total_seconds() if known else now
        if self._blind or self._complete(since, edition):
            return
        try:
            async with asyncio.timeout(PATIENCE):
                while not self._complete(since, edition):
                    await self._changed.wait()
        except TimeoutError:
            log.error("the rules were not read for %g s; news is judged by the last that were", PATIENCE)  # noqa: TRY400
            self._blind = True

    def _complete(self, since: float, edition: str) -> bool:
        if self._confirmed < since:
            return False
        now = self._clock.now() if self._opening else None
        return now is None or not any(
            version.effective_from <= now or version.edition.name == edition for version, _ in self._opening
        )

    async def _read(self) -> None:
        async with RulesReader(self._kafka) as reader:
            while True:
                asked = self._clock.seconds()
                await reader.catch_up()
                for version in reader.versions:
                    if version.edition.name not in self._met:
                        self._met.add(version.edition.name)
                        self._opening.append((version, reader.bundle(version)))
                self._confirmed, self._blind = asked, False
                self._tell()
                await asyncio.sleep(EVERY)

    async def _open(self) -> None:
        """Open new versions one after the other, away from the streams."""
        while True:
            while self._opening:
                await self._meet(*self._opening[0])
                del self._opening[0]
                self._tell()
            await self._changed.wait()

    async def _meet(self, version: Manifest, bundle: Bundle) -> None:
        """Put a version onto the shelf, unless something in it cannot be used."""
        try:
            book = await asyncio.to_thread(_ready, bundle, self._home)
        except TocsinError as error:
            log.error("%s cannot be used by this worker, which goes on without:\n%s", version.edition, error)  # noqa: TRY400
            self.unusable = f"{version.edition}: {error}"
            return
        except Exception as error:
            log.exception("%s cannot be used by this worker, which goes on without", version.edition)
            self.unusable = f"{version.edition}: {error}"
            return
        self.unusable = ""
        self._shelf.put(version.edition, lambda: book)
        log.warning(
            "version %d of the rules is in force from %s",
            version.number,
            version.effective_from.isoformat(" ", "seconds"),
        )

    def _tell(self) -> None:
        self._changed.set()
        self._changed.clear()


def _opened(bundle: Bundle, home: Path) -> Rulebook:
    return open_rulebook(bundle.unpack(home), to_alert=False)


def _ready(bundle: Bundle, home: Path) -> Rulebook:
    """The bundle's book with everything open. Raises BadFiles where something in it cannot be used."""
    book = _opened(bundle, home)
    if book.problems:
        raise BadFiles(book.problems)
    book.warm()
    return book
