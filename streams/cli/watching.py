"""A worker's own folder of rules, watched: what is saved there is checked and tested, and then judges.

It is looked at again and again rather than reported by the system: over network shares and for folders that are swapped as
a whole, as container platforms do with configuration, such reports do not come.
"""

import asyncio
import logging
import sys
from pathlib import Path

from streams.core.editions import Edition
from streams.core.errors import TocsinError
from streams.edges.bundles import Bundle, read_bundle, stamp
from streams.edges.clocks import Clock
from streams.edges.rulebook import Rulebook, open_rulebook
from streams.edges.shelf import Shelf, Volume

log = logging.getLogger(__name__)

EVERY = 2.0
"""Seconds between two looks. A folder that changed is read when a second look finds it as the first did."""

_NO_TESTS = 2
"""How ``tocsin test`` ends where there are none."""


class FolderRules:
    """Follows a folder (``streams.kafka.following.Following``). ``home`` is where copies of it are kept while they judge."""

    def __init__(self, folder: Path, shelf: Shelf, clock: Clock, home: Path, *, unusable: str = "") -> None:
        self.unusable = unusable
        self._folder = folder
        self._shelf = shelf
        self._clock = clock
        self._home = home
        self._from_the_start = unusable
        self._judging = _bundle_id(folder)
        self._looked = self._read = stamp(folder)

    async def follow(self) -> None:
        """Look, for as long as the worker runs."""
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.look()
            except Exception:
                log.exception("the folder %s could not be looked at; the rules stay as they are", self._folder)

    async def settled(self, edition: str) -> None:
        """There is nothing to wait for: the folder's last word is this worker's."""

    async def look(self) -> None:
        """Take the folder's rules into use if they changed, are no longer being written, and hold what they promise."""
        stamped = await asyncio.to_thread(stamp, self._folder)
        settled, self._looked = stamped == self._looked, stamped
        if stamped == self._read or not settled:
            return
        self._read = stamped
        try:
            bundle = await asyncio.to_thread(read_bundle, self._folder)
            if bundle.id == self._judging:
                self.unusable = self._from_the_start
                return
            if refused := await _refused(self._folder):
                self.unusable = refused
                log.error("the rules in %s are not used, and those before stay in force: %s", self._folder, refused)
                return
            if (await asyncio.to_thread(read_bundle, self._folder)).id != bundle.id:
                self._read = ()  # it changed while it was tested; at the next look all begins again
                return
            book = await asyncio.to_thread(_ready, bundle, self._home)
        except TocsinError as error:
            self.unusable = str(error)
            log.error("the rules in %s are not used, and those before stay in force:\n%s", self._folder, error)  # noqa: TRY400
            return
        self._judging = bundle.id
        self.unusable = self._from_the_start = ""
        edition = _edition(book, self._clock)
        self._shelf.put(edition, lambda: book)
        log.warning("the rules in %s changed, and are in force", self._folder)


def own_volume(book: Rulebook, clock: Clock) -> Volume:
    """The edition that a worker begins with, of a folder of its own."""
    return Volume(Edition("", clock.now(), book.rules.version, book.rules.digests), book)


def _edition(book: Rulebook, clock: Clock) -> Edition:
    now = clock.now()
    return Edition(now.isoformat(), now, book.rules.version, book.rules.digests)


def _ready(bundle: Bundle, home: Path) -> Rulebook:
    book = open_rulebook(bundle.unpack(home))
    book.warm()
    return book


def _bundle_id(folder: Path) -> str:
    try:
        return read_bundle(folder).id
    except TocsinError:
        return ""


async def _refused(folder: Path) -> str:
    """What its check or its tests say against a folder, in processes of their own, so that the news does not wait for them."""
    for command, fine in (("check", (0,)), ("test", (0, _NO_TESTS))):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "streams.cli", command, str(folder),
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        told, _ = await process.communicate()
        if process.returncode not in fine:
            return f"tocsin {command} says\n{told.decode(errors='replace')[-4000:].strip()}"
    return ""
