"""Invariant 1: the same claims give the same settled log, byte for byte, however they come."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from streams.core import incidents
from streams.core.alerts import Emission, event_line, settled
from streams.core.incidents import KeyState
from streams.core.matches import Match
from streams.core.rules import Rule
from tests.core.given import ROUTES, TOLLS, TRUCES, back, broken, cut, hour, opened, toll

LATENESS = timedelta(hours=30)
DAYS = 8
END = hour(24 * (DAYS + 6))

SHORT_TOLLS = TOLLS.model_copy(update={"allowed_lateness": LATENESS})
SHORT_ROUTES = ROUTES.model_copy(update={"allowed_lateness": LATENESS, "expire_after": timedelta(hours=40)})
SHORT_TRUCES = TRUCES.model_copy(update={"allowed_lateness": LATENESS})

hours = st.integers(0, 24 * DAYS)
figures = st.sampled_from([12, 30, 49, 50, 60, 99, 100, 104, 180, 200, 250, 500, 700])
sources = st.sampled_from(["agency", "monitor", "radio"])


@dataclass(frozen=True)
class Delivery:
    """An input and when it comes."""

    match: Match
    comes: datetime


@st.composite
def deliveries(draw: st.DrawFn, rule: Rule) -> list[Delivery]:
    """Claims of items, some corrected or taken back, in the order of coming.

    Each comes within the allowed lateness of its own moment and of that which its item had before it was corrected.
    Versions of an item that moved in time come in their order, as matching sends them; others in any.
    """
    coming: list[Delivery] = []
    for number in range(draw(st.integers(1, 9))):
        first = draw(_claim(rule, f"item-{number}", draw(hours)))
        moves = draw(st.booleans())
        versions = [first]
        for step in range(1, draw(st.sampled_from([1, 1, 1, 2, 3]))):
            later = first.version + timedelta(hours=step)
            moved = first.published + timedelta(hours=draw(st.sampled_from([-6, 0, 6])) if moves else 0)
            again = back(first) if draw(st.booleans()) else draw(_claim(rule, first.item, 0))
            versions.append(again.model_copy(update={"version": later, "published": moved}))
        comes = [one.published + timedelta(hours=draw(st.integers(0, 17))) for one in versions]
        if moves:
            comes = [max(comes[: at + 1]) + timedelta(seconds=at) for at in range(len(comes))]
        coming += map(Delivery, versions, comes)
    return sorted(draw(st.permutations(coming)), key=lambda one: one.comes)


@st.composite
def _claim(draw: st.DrawFn, rule: Rule, name: str, at: int) -> Match:
    if rule.id == TOLLS.id:
        return toll(name, at, draw(figures), source=draw(sources))
    if rule.id == TRUCES.id:
        return broken(name, at, source=draw(sources))
    return (opened if draw(st.booleans()) else cut)(name, at, source=draw(sources))


RULES: list[Rule] = [SHORT_TOLLS, SHORT_ROUTES, SHORT_TRUCES]
scenes = st.sampled_from(RULES).flatmap(lambda rule: st.tuples(st.just(rule), deliveries(rule)))


Inputs = list[Match | datetime]


def run(rule: Rule, inputs: Inputs, state: KeyState | None = None) -> tuple[list[Emission], KeyState | None]:
    sent: list[Emission] = []
    for one in inputs:
        if isinstance(one, Match):
            decision = incidents.decide(state or incidents.begin(one), rule, one)
        elif state is not None:
            decision = incidents.tick(state, rule, one)
        else:
            continue
        state = decision.state
        sent.extend(decision.emissions)
    return sent, state


def lines(sent: list[Emission]) -> list[str]:
    return [event_line(event) for event in settled(sent)]


def log(rule: Rule, inputs: Inputs) -> list[str]:
    return lines(run(rule, [*inputs, END])[0])


def in_time(coming: list[Delivery]) -> Inputs:
    """The claims that stand in the end, each at its own moment: what any other way of coming must equal."""
    last: dict[str, Match] = {}
    for one in coming:
        known = last.get(one.match.item)
        if known is None or known.version < one.match.version:
            last[one.match.item] = one.match
    standing = [one for one in last.values() if not one.withdrawn]
    return [*sorted(standing, key=lambda one: (one.published, one.item))]


def arrived(coming: list[Delivery]) -> Inputs:
    return [one.match for one in coming]


@given(scenes)
def test_claims_in_any_order_within_lateness_give_one_log(scene: tuple[Rule, list[Delivery]]) -> None:
    rule, coming = scene
    assert log(rule, arrived(coming)) == log(rule, in_time(coming))


@given(scenes)
def test_no_two_emissions_share_event_and_revision(scene: tuple[Rule, list[Delivery]]) -> None:
    """Deliveries are known by both: two that shared them would be told as one."""
    rule, coming = scene
    sent, _ = run(rule, [*arrived(coming), END])
    assert len({(one.event.id, one.revision) for one in sent}) == len(sent)


@given(scenes, st.data())
def test_runs_of_messages_that_come_again_change_nothing(
    scene: tuple[Rule, list[Delivery]], data: st.DataObject
) -> None:
    """A worker that takes over begins again at the last offset that was committed, with the state as it was."""
    rule, coming = scene
    inputs = arrived(coming)
    for _ in range(data.draw(st.integers(1, 3))):
        reached = data.draw(st.integers(1, len(inputs)))
        committed = data.draw(st.integers(0, reached - 1))
        inputs = [*inputs[:reached], *inputs[committed:]]
    assert log(rule, inputs) == log(rule, arrived(coming))


@given(scenes, st.lists(st.tuples(st.integers(0, 9), st.integers(0, 24 * (DAYS + 6))), max_size=5))
def test_ticks_between_change_nothing(scene: tuple[Rule, list[Delivery]], ticks: list[tuple[int, int]]) -> None:
    rule, coming = scene
    inputs = arrived(coming)
    for at, moment in ticks:
        inputs.insert(min(at, len(inputs)), hour(moment))
    assert log(rule, inputs) == log(rule, in_time(coming))


@given(scenes, st.integers(0, 20))
def test_a_state_that_was_stored_and_read_goes_on_as_it_was(scene: tuple[Rule, list[Delivery]], at: int) -> None:
    rule, coming = scene
    inputs = [*arrived(coming), END]
    before, state = run(rule, inputs[:at])
    resumed = None if state is None else KeyState.read(state.written())
    assert resumed == state
    assert lines(before + run(rule, inputs[at:], resumed)[0]) == log(rule, arrived(coming))


@given(scenes, st.data())
def test_a_crash_repeats_messages_and_events_but_not_the_log(
    scene: tuple[Rule, list[Delivery]], data: st.DataObject
) -> None:
    """Messages are acknowledged up to ``offset``; the state was last written at ``written``; the worker died at ``died``."""
    rule, coming = scene
    inputs = [*arrived(coming), END]
    for moment in data.draw(st.lists(hours, max_size=3)):
        inputs.insert(data.draw(st.integers(0, len(inputs) - 1)), hour(moment))
    died = data.draw(st.integers(0, len(inputs)))
    written = data.draw(st.integers(0, died))
    offset = data.draw(st.integers(0, written))
    before, _ = run(rule, inputs[:died])
    _, state = run(rule, inputs[:written])
    after, _ = run(rule, inputs[offset:], state)
    assert lines(before + after) == log(rule, arrived(coming))


@given(scenes)
def test_a_figure_is_always_one_that_an_item_stated(scene: tuple[Rule, list[Delivery]]) -> None:
    rule, coming = scene
    stated = {one.match.value for one in coming}
    sent, _ = run(rule, [*arrived(coming), END])
    assert all(one.event.value in stated for one in sent if rule.id == TOLLS.id)


@given(scenes)
def test_evidence_is_that_of_the_items_named(scene: tuple[Rule, list[Delivery]]) -> None:
    rule, coming = scene
    quotes = {(one.match.item, span.quote) for one in coming for span in one.match.evidence}
    sent, _ = run(rule, [*arrived(coming), END])
    for emission in sent:
        assert {span.item for span in emission.event.evidence} <= set(emission.event.items)
        assert {(span.item, span.quote) for span in emission.event.evidence} <= quotes


@given(deliveries(SHORT_TOLLS))
def test_each_level_is_reached_once_an_incident_and_levels_rise(coming: list[Delivery]) -> None:
    events = settled(run(SHORT_TOLLS, [*arrived(coming), END])[0])
    for incident in {event.incident for event in events}:
        steps = [event for event in events if event.incident == incident and event.event in ("fire", "escalate")]
        levels = [SHORT_TOLLS.level_of(event.value or 0) for event in sorted(steps, key=lambda event: event.at)]
        assert levels == sorted(set(levels))


@given(scenes)
def test_an_incident_begins_with_one_fire_and_ends_at_most_once(scene: tuple[Rule, list[Delivery]]) -> None:
    rule, coming = scene
    events = settled(run(rule, [*arrived(coming), END])[0])
    for incident in {event.incident for event in events}:
        kinds = [event.event for event in events if event.incident == incident]
        assert kinds.count("fire") == 1
        assert kinds.count("resolve") + kinds.count("expire") <= 1
