"""The steps of the pipeline as the workers run them: bytes in, messages out, state in a mapping.

Nothing here knows Faust. Each function takes one message's bytes and the step's table, and answers what is to be sent
and what is to be written; the agents send, wait for the broker, and only then write.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from streams.core import incidents
from streams.core.alerts import Emission
from streams.core.composites import matches_upon
from streams.core.errors import BadMessage
from streams.core.grouping import Register
from streams.core.incidents import Decision, KeyState
from streams.core.items import Item, read_item
from streams.core.matches import Match, Seen, match
from streams.core.notices import compose
from streams.core.pipeline import Extract
from streams.core.rules import RuleSet
from streams.core.sheets import FactSheet, fact_sheet
from streams.core.subscriptions import Subscriptions
from streams.kafka.messages import Message, Tick, message, read
from streams.kafka.topics import TopicName

Table = Mapping[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Result:
    """What a step answers: messages by topic, and then what to write into its table."""

    messages: tuple[tuple[TopicName, Message], ...] = ()
    writes: Mapping[bytes, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Steps:
    """The pure steps with what they are given at the start of a worker."""

    extract: Extract
    rules: RuleSet
    register: Register
    subscriptions: Subscriptions

    def extracted(self, raw: bytes | None) -> Result:
        """Items → facts."""
        item = _item(raw)
        sheet = fact_sheet(item, self.extract(item))
        return Result((("facts", message(sheet, item.id)),))

    def matched(self, raw: bytes | None, seen: Table) -> Result:
        """Facts → matches. Raises BadMessage where one id came with two texts."""
        sheet = read(raw, FactSheet)
        key = sheet.seen_key.encode()
        known = seen.get(key)
        matching = match(sheet, Seen.read(known) if known else None, self.rules, self.register)
        if matching.outcome == "conflict":
            raise BadMessage(matching.reason)
        outgoing = _typed(("matches", message(one, one.key_text)) for one in matching.matches)
        return Result(outgoing, {key: matching.seen.written()})

    def decided(self, raw: bytes | None, states: Table) -> Result:
        """Matches → alerts."""
        one = read(raw, Match)
        rule = self.rules.get(one.rule)
        if rule is None:
            raise BadMessage(f"no rule {one.rule} is in force; retry this match when it is")
        key = one.key_text.encode()
        held = states.get(key)
        state = KeyState.read(held) if held else incidents.begin(one)
        return self._decision(key, state, incidents.decide(state, rule, one))

    def ticked(self, raw: bytes | None, states: Table, mine: Callable[[bytes], bool]) -> Iterator[Result]:
        """Ticks → alerts, for each key of this partition whose deadline has come.

        A source that must be heard of, and has not been, gets a state with the first tick.
        """
        now = read(raw, Tick).now
        for name, awaited in incidents.all_awaited(self.rules, now, self.register.source_name):
            if mine(name.encode()) and name.encode() not in states:
                yield Result(writes={name.encode(): awaited.written()})
        for key, held in list(states.items()):
            if not mine(key):
                continue
            state = KeyState.read(held)
            rule = self.rules.get(state.rule)
            if rule is not None and state.due(now):
                yield self._decision(key, state, incidents.tick(state, rule, now))

    def composed(self, raw: bytes | None) -> Result:
        """Alerts → outbox."""
        deliveries = compose(read(raw, Emission), self.subscriptions)
        return Result(_typed(("outbox", message(one, one.lane)) for one in deliveries))

    def _decision(self, key: bytes, state: KeyState, decision: Decision) -> Result:
        """Alerts, and of those that other rules are over, their matches too."""
        alerts = _typed(("alerts", message(one, one.event.incident)) for one in decision.emissions)
        upon = (one for emission in decision.emissions for one in matches_upon(emission, self.rules))
        further = _typed(("matches", message(one, one.key_text)) for one in upon)
        writes = {} if decision.state is state else {key: decision.state.written()}
        return Result((*alerts, *further), writes)


def _item(raw: bytes | None) -> Item:
    if raw is None:
        raise BadMessage("an empty message where an item was expected")
    return read_item(raw)


def _typed(messages: Iterable[tuple[TopicName, Message]]) -> tuple[tuple[TopicName, Message], ...]:
    return tuple(messages)
