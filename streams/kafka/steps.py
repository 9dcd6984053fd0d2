"""The steps of the pipeline as the workers run them: bytes in, messages out, state in a mapping.

Nothing here knows Faust. Each function takes one message's bytes and the step's table, and answers what is to be sent
and what is to be written; the agents send, wait for the broker, and only then write.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime

from streams.core import incidents
from streams.core.alerts import Emission
from streams.core.composites import matches_upon
from streams.core.errors import BadMessage
from streams.core.incidents import KeyState
from streams.core.items import Item, read_item
from streams.core.matches import Match, Seen, match
from streams.core.migration import GONE, Change, migrate
from streams.core.rules import Rule
from streams.core.sheets import FactSheet, fact_sheet
from streams.edges.shelf import Shelf, Volume
from streams.kafka.messages import Message, Tick, message, read
from streams.kafka.topics import TopicName

Table = Mapping[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Result:
    """What a step answers: messages by topic, and then what to write into its table; None takes an entry out."""

    messages: tuple[tuple[TopicName, Message], ...] = ()
    writes: Mapping[bytes, bytes | None] = field(default_factory=dict)

    def write(self, table: MutableMapping[bytes, bytes]) -> None:
        """Write into the table what is to be written."""
        for key, value in self.writes.items():
            if value is None:
                table.pop(key, None)
            else:
                table[key] = value


@dataclass(frozen=True, slots=True)
class _Under:
    """A key's state as an edition has it: with its rule, None where that is gone, and what the change of rules emits."""

    state: KeyState
    rule: Rule | None
    emissions: tuple[Emission, ...] = ()
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """The pure steps with the editions of the rules that the worker knows."""

    shelf: Shelf

    def extracted(self, raw: bytes | None, arrived: datetime) -> Result:
        """Items → facts, by the edition in force when the item was received, else when it ``arrived`` on its topic."""
        item = _item(raw)
        volume = self.shelf.at(item.received or arrived)
        sheet = fact_sheet(item, volume.book.extract(item))
        named = sheet.model_copy(update={"edition": volume.edition.name})
        return Result((("facts", message(named, item.id)),))

    def matched(self, raw: bytes | None, seen: Table) -> Result:
        """Facts → matches. Raises BadMessage where one id came with two texts.

        An item that comes once more is judged as the first time, whatever edition it was read by since.
        """
        sheet = read(raw, FactSheet)
        key = sheet.seen_key.encode()
        held = seen.get(key)
        known = Seen.read(held) if held else None
        if known is not None and known.precedence == sheet.precedence:
            sheet = sheet.model_copy(update={"edition": known.edition})
        book = self.shelf.named(sheet.edition).book
        matching = match(sheet, known, book.rules, book.register)
        if matching.outcome == "conflict":
            raise BadMessage(matching.reason)
        outgoing = _typed(("matches", message(one, one.key_text)) for one in matching.matches)
        return Result(outgoing, {key: matching.seen.written()})

    def decided(self, raw: bytes | None, states: Table, heard: datetime | None = None) -> Result:
        """Matches → alerts. A key that a later edition has judged already is not led back to the match's own.

        ``heard`` is when the last tick of this partition reached its topic, None where the worker has heard none yet.
        """
        one = read(raw, Match)
        volume = self.shelf.named(one.edition)
        key = one.key_text.encode()
        held = states.get(key)
        under = self._under(KeyState.read(held) if held else incidents.begin(one), volume, one.published)
        if under.rule is None:
            if held is None and not one.withdrawn:
                raise BadMessage(f"no rule {one.rule} is in force; retry this match when it is")
            return _result(key, under, under.state, (), volume)
        decision = incidents.decide(under.state, under.rule, one, heard)
        return _result(key, under, decision.state, decision.emissions, volume)

    def ticked(
        self, raw: bytes | None, states: Table, mine: Callable[[bytes], bool], arrived: datetime
    ) -> Iterator[Result]:
        """Ticks → alerts, for each key of this partition whose deadline has come, or whose rule was changed.

        A source that must be heard of, and has not been, gets a state with the first tick. ``arrived`` is when the tick reached
        its topic: the keys that knew it before a crash are passed over.
        """
        now = read(raw, Tick).now
        volume = self.shelf.at(now)
        for name, awaited in incidents.all_awaited(volume.book.rules, now, volume.book.register.source_name):
            if mine(name.encode()) and name.encode() not in states:
                yield Result(writes={name.encode(): self._under(awaited, volume, now).state.written()})
        for key, held in list(states.items()):
            if not mine(key) or (state := KeyState.read(held)).knows(arrived):
                continue
            under = self._under(state, volume, now)
            if under.rule is not None and under.state.due(now):
                decision = incidents.tick(under.state, under.rule, now)
                yield _result(key, under, decision.state, decision.emissions, volume)
            elif under.moved:
                yield _result(key, under, under.state, (), volume)

    def _under(self, state: KeyState, volume: Volume, moment: datetime) -> _Under:
        """The state, taken over into the edition where that is later than the one which it was folded by."""
        edition, book = volume.edition, volume.book
        wanted = edition.digests.get(state.rule, GONE)
        if state.judged is None and (wanted != GONE or not state.claims):
            adopted = state.model_copy(update={"judged": wanted, "since": edition.effective_from})
            return _Under(adopted, book.rules.get(state.rule))
        if state.judged == wanted:
            return _Under(state, book.rules.get(state.rule))
        if state.since is not None and state.since >= edition.effective_from:
            return _Under(state, self.shelf.rule(state.rule, state.judged))
        change = Change(
            before=self.shelf.rule(state.rule, state.judged),
            rule=book.rules.get(state.rule),
            edition=edition,
            reset=self.shelf.resets(state.rule, state.since, state.judged or GONE, edition),
            awaited=_awaited(state, volume, moment),
        )
        migrated = migrate(state, change, moment)
        return _Under(migrated.state, change.rule, migrated.emissions, moved=True)


def _awaited(state: KeyState, volume: Volume, now: datetime) -> bool:
    waited = incidents.all_awaited(volume.book.rules, now, volume.book.register.source_name)
    return any((one.rule, one.key) == (state.rule, state.key) for _, one in waited)


def _result(key: bytes, under: _Under, after: KeyState, emissions: tuple[Emission, ...], volume: Volume) -> Result:
    """Alerts, and of those that other rules are over, their matches too."""
    emitted = (*under.emissions, *emissions)
    alerts = _typed(("alerts", message(one, one.event.incident)) for one in emitted)
    upon = (one for emission in emitted for one in matches_upon(emission, volume.book.rules))
    named = (one.model_copy(update={"edition": volume.edition.name}) for one in upon)
    further = _typed(("matches", message(one, one.key_text)) for one in named)
    writes = {key: after.written()} if under.moved or after is not under.state else {}
    return Result((*alerts, *further), writes)


def _item(raw: bytes | None) -> Item:
    if raw is None:
        raise BadMessage("an empty message where an item was expected")
    return read_item(raw)


def _typed(messages: Iterable[tuple[TopicName, Message]]) -> tuple[tuple[TopicName, Message], ...]:
    return tuple(messages)
