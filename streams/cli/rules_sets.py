"""Sets of rules that the commands compare and publish: a folder, or a version on the topic."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from streams.core.differences import RulesAndMore
from streams.core.editions import in_force
from streams.core.errors import BadFiles, Misuse, Problem
from streams.core.manifests import Manifest
from streams.core.rules import rule_set
from streams.edges.bundles import Bundle, read_bundle
from streams.edges.clocks import SystemClock
from streams.edges.contents import contents
from streams.edges.rulebook import open_rulebook
from streams.edges.settings import KafkaSettings
from streams.kafka.ruletopic import RulesReader, read_rules
from streams.kafka.topics import present, rules_topic

NOTHING = RulesAndMore(rule_set([]), {})
"""What is in force before anything was published."""


@dataclass(frozen=True, slots=True)
class Published:
    """What is on the topic, as of ``now``."""

    reader: RulesReader
    now: datetime

    @property
    def last(self) -> Manifest | None:
        """The version that the next one is published upon; it may be planned for later."""
        return self.reader.versions[-1] if self.reader.versions else None

    @property
    def in_force(self) -> Manifest | None:
        """The version that news received now is judged by."""
        return in_force(self.reader.versions, self.now)

    def version(self, number: int) -> Manifest:
        """The version of a number. Raises Misuse where there is none."""
        for one in self.reader.versions:
            if one.number == number:
                return one
        raise Misuse(f"there is no version {number}; `tocsin rules history` lists those that there are")

    def contents(self, version: Manifest | None) -> RulesAndMore:
        """What a version says."""
        if version is None:
            return NOTHING
        bundle = self.reader.bundle(version)
        with unpacked(bundle) as folder:
            return contents(open_rulebook(folder, to_alert=False), bundle)


def published(kafka: KafkaSettings) -> Published:
    """What is on the topic; nothing where nobody has made it yet."""

    async def look() -> RulesReader:
        if rules_topic(kafka) in await present(kafka):
            return await read_rules(kafka)
        return RulesReader(kafka)

    return Published(asyncio.run(look()), SystemClock().now())


@dataclass(frozen=True, slots=True)
class FolderSet:
    """A folder of rules, read once: what would travel, and what it says."""

    folder: Path
    bundle: Bundle
    contents: RulesAndMore


def folder_set(folder: Path) -> FolderSet:
    """Read a folder of rules. Raises BadFiles where a file cannot be used, or no rule is in use."""
    book = open_rulebook(folder)
    if book.problems:
        raise BadFiles(book.problems)
    bundle = read_bundle(folder)
    if not bundle.files:
        raise BadFiles((Problem(str(folder), 0, 0, "there are no rules here"),))
    return FolderSet(folder, bundle, contents(book, bundle))


@contextmanager
def unpacked(bundle: Bundle) -> Iterator[Path]:
    """The bundle's files as a folder, for as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="tocsin-rules-") as folder:
        bundle.write(Path(folder))
        yield Path(folder)
