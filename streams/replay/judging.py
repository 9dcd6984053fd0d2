"""Judging readings by rule sets, and each rule only once over the same readings where there is something that remembers.

A rule's log hangs on nothing but the readings, the rule, the operator's tables and the code; so do the items in conflict,
in which no rule has a part. A composite hangs on other rules' incidents, too: a set that has one is judged as a whole.
"""

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from streams.core.alerts import AlertEvent, in_order
from streams.core.pipeline import Pipeline
from streams.core.rules import CompositeRule, Rule, RuleSet, rule_set
from streams.edges.factcache import FactCache
from streams.edges.rulebook import Rulebook
from streams.replay.matchcache import MatchCache
from streams.replay.reading import reading_version
from streams.replay.readings import Reading
from streams.replay.run import replay_readings

AT_ONCE = 8
"""Rule sets that are judged in one pass: each item is opened once for all of them, but each keeps a state of its own."""

_EVENTS: TypeAdapter[tuple[AlertEvent, ...]] = TypeAdapter(tuple[AlertEvent, ...])

_CONFLICTS = "conflicts"
"""What the items in conflict are kept under, where a log is kept under the digest of its rule."""


@dataclass(frozen=True, slots=True)
class Log:
    """What a rule set makes of readings: the settled log, and why items were refused that came again with other words."""

    events: list[AlertEvent]
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges with the tables of a rulebook, up to ``until``. ``watch`` hears how many items were judged, and of how many."""

    book: Rulebook
    memories: Sequence[FactCache] = ()
    until: datetime | None = None
    watch: Callable[[int, int], None] = lambda _done, _of: None

    def logs(self, readings: Sequence[Reading], sets: Sequence[RuleSet]) -> list[Log]:
        """The log of each of some rule sets over readings in order of time."""
        case = _Case(self._about(readings) if self.memories else b"", self.memories)
        matches = MatchCache(self._tables, self.memories) if self.memories else None
        conflicts = case.conflicts()
        known = {} if conflicts is None else {part: case.events(part) for rules in sets for part in _parts(rules)}
        due = [rest for rules in sets if (rest := _rest(rules, known)) is not None]
        for start in range(0, len(due), AT_ONCE):
            some = due[start : start + AT_ONCE]
            pipelines = [Pipeline(self.book.extract, rules, self.book.register) for rules in some]
            judged = replay_readings(readings, pipelines, self.until, self.watch, matches)
            for rules, told in zip(some, judged, strict=True):
                conflicts = tuple(told.conflicts)
                for part, events in _apart(rules, told.events).items():
                    known[part] = events
                    case.keep(part, _EVENTS.dump_json(events))
                case.keep(_CONFLICTS, json.dumps(conflicts).encode())
        return [_whole(rules, known, conflicts or ()) for rules in sets]

    def _about(self, readings: Iterable[Reading]) -> bytes:
        """A hash of all that the logs hang on but the rules."""
        found = hashlib.sha256(self._tables + str(self.until).encode())
        for reading in readings:
            found.update(reading.key)
        return found.digest()

    @property
    def _tables(self) -> bytes:
        """A hash of all that readings and their matches hang on but lines and rules."""
        register = self.book.register
        found = hashlib.sha256(reading_version(self.book))
        for part in (register.model_dump_json(), register.sources.model_dump_json()):
            found.update(part.encode() + b"\0")
        return found.digest()


@dataclass(frozen=True, slots=True)
class _Case:
    """What is remembered of the judging of some readings, which are told apart by a hash of all that their logs hang on."""

    about: bytes
    memories: Sequence[FactCache]

    def conflicts(self) -> tuple[str, ...] | None:
        kept = self._known(_CONFLICTS)
        return None if kept is None else tuple(json.loads(kept))

    def events(self, part: str) -> tuple[AlertEvent, ...] | None:
        kept = self._known(part)
        return None if kept is None else _EVENTS.validate_json(kept)

    def keep(self, part: str, made: bytes) -> None:
        packed = zlib.compress(made, 1)
        for memory in self.memories:
            memory.keep([(self._key(part), packed)])

    def _known(self, part: str) -> bytes | None:
        """What is kept under a name; what is damaged is judged again."""
        key = self._key(part)
        for memory in self.memories:
            if (packed := memory.known([key]).get(key)) is not None:
                try:
                    return zlib.decompress(packed)
                except zlib.error:
                    continue
        return None

    def _key(self, part: str) -> bytes:
        return hashlib.sha256(self.about + part.encode()).digest()


_Known = Mapping[str, tuple[AlertEvent, ...] | None]


def _parts(rules: RuleSet) -> Mapping[str, Sequence[Rule]]:
    """The rules that are judged without regard to the others, by what their log is kept under."""
    if any(isinstance(rule, CompositeRule) for rule in rules.active):
        return {rules.version: rules.active}
    return {rule.digest: (rule,) for rule in rules.active}


def _rest(rules: RuleSet, known: _Known) -> RuleSet | None:
    """The rules whose log is not known, or None where all are."""
    rest = [rule for part, members in _parts(rules).items() if known.get(part) is None for rule in members]
    return rule_set(rest) if rest else None


def _apart(rules: RuleSet, events: Iterable[AlertEvent]) -> dict[str, tuple[AlertEvent, ...]]:
    found: dict[str, list[AlertEvent]] = {part: [] for part in _parts(rules)}
    part_of = {rule.id: part for part, members in _parts(rules).items() for rule in members}
    for event in events:
        found[part_of[event.rule]].append(event)
    return {part: tuple(members) for part, members in found.items()}


def _whole(rules: RuleSet, known: _Known, conflicts: tuple[str, ...]) -> Log:
    """The log of a set, of its rules' logs. An event names the set that judges, which may hold more rules than did then."""
    events = (event for part in _parts(rules) for event in known.get(part) or ())
    named = (
        event if event.rules == rules.version else event.model_copy(update={"rules": rules.version}) for event in events
    )
    return Log(in_order(named), conflicts)
