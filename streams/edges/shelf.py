"""The shelf: every edition of the rules that a worker knows, each with its rulebook, opened when it is first asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from streams.core.editions import Edition, in_force, resets
from streams.core.rules import Rule
from streams.edges.clocks import Clock
from streams.edges.rulebook import Rulebook

Opener = Callable[[], Rulebook]


@dataclass(frozen=True, slots=True)
class Volume:
    """An edition and its rulebook."""

    edition: Edition
    book: Rulebook


class Shelf:
    """Editions in order of their publication. ``clock`` says which is in force now.

    The first may be what the worker found in a folder of its own. Items that it judged are known by an empty name, and
    once editions are published that all workers share, it judges nothing new.
    """

    def __init__(self, own: Volume | None, clock: Clock) -> None:
        self._clock = clock
        self._own = own
        self._editions: list[Edition] = []
        self._openers: dict[str, Opener] = {}
        self._volumes: dict[str, Volume] = {}

    def put(self, edition: Edition, opener: Opener) -> None:
        """Add an edition, the last one published. Its book is opened when it is asked for, or by ``warm``."""
        self._openers[edition.name] = opener
        self._editions.append(edition)

    def at(self, moment: datetime) -> Volume:
        """What judges an item that reached us at a moment; nothing is planned for times to come."""
        edition = in_force(self._editions, min(moment, self._clock.now()))
        if edition is not None:
            return self._volume(edition)
        assert self._own is not None  # noqa: S101 -- a worker begins with one or the other
        return self._own

    def now(self) -> Volume:
        """What is in force now."""
        return self.at(self._clock.now())

    def named(self, name: str) -> Volume:
        """The edition of a name; what is in force now where nobody knows that name any more."""
        if not name and self._own is not None:
            return self._own
        edition = next((one for one in self._editions if one.name == name), None)
        return self._volume(edition) if edition is not None else self.now()

    def rule(self, rule_id: str, digest: str | None) -> Rule | None:
        """The rule as some edition had it, by its digest; None where none here did."""
        for edition in reversed(self._editions):
            if digest is not None and edition.digests.get(rule_id) == digest:
                return self._volume(edition).book.rules.get(rule_id)
        own = self._own
        return own.book.rules.get(rule_id) if own and own.edition.digests.get(rule_id) == digest else None

    def resets(self, rule_id: str, since: datetime | None, known: str, until: Edition) -> bool:
        """Whether, from the moment ``since`` up to an edition, one was in force that asks to begin the rule afresh."""
        return resets(self._between(since, until), rule_id, known)

    def _between(self, since: datetime | None, until: Edition) -> Iterator[Edition]:
        for one in self._editions:
            if since is None or since < one.effective_from <= until.effective_from:
                yield one
            if one.name == until.name:
                return

    def _volume(self, edition: Edition) -> Volume:
        known = self._volumes.get(edition.name)
        if known is None:
            known = self._volumes[edition.name] = Volume(edition, self._openers[edition.name]())
        return known
