"""Invariant 1: the same claims give the same settled log, byte for byte, however they come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from streams.core.alerts import ENDINGS, Emission, event_line, settled, turn
from streams.core.incidents import KeyState
from streams.core.matches import Match
from streams.core.rules import Rule
from tests.core.given import ROUTES, TOLLS, TRUCES, back, brief, briefs, broken, cut, hour, opened, toll, worked

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


def lines(sent: list[Emission]) -> list[str]:
    return [event_line(event) for event in settled(sent)]


def log(rule: Rule, inputs: Inputs) -> list[str]:
    return lines(worked(rule, [*inputs, END])[0])


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


def side_by_side(inputs: Inputs, begin: int, end: int, data: st.DataObject) -> list[int]:
    """The places of some inputs, matches in their order and ticks in theirs."""
    topics = [isinstance(one, Match) for one in inputs]
    waiting = {topic: iter([at for at in range(begin, end) if topics[at] is topic]) for topic in (True, False)}
    return [next(waiting[topic]) for topic in data.draw(st.permutations(topics[begin:end]))]


@given(scenes, st.data())
def test_whatever_order_repeats_ticks_and_crashes_claims_come_with_they_give_one_log(
    scene: tuple[Rule, list[Delivery]], data: st.DataObject
) -> None:
    """Messages are acknowledged up to ``offset``; the state was last written at ``written``; the worker died at ``died``.

    Matches and ticks are two topics: what comes again of them comes in any order of the one to the other.
    """
    rule, coming = scene
    inputs = [*arrived(coming), END]
    for moment in data.draw(st.lists(hours, max_size=3)):
        inputs.insert(data.draw(st.integers(0, len(inputs) - 1)), hour(moment))
    died = data.draw(st.integers(0, len(inputs)))
    written = data.draw(st.integers(0, died))
    offset = data.draw(st.integers(0, written))
    before, _ = worked(rule, inputs[:died])
    _, state = worked(rule, inputs[:written])
    resumed = None if state is None else KeyState.read(state.written())
    assert resumed == state
    places = [*side_by_side(inputs, offset, written, data), *range(written, len(inputs))]
    after, _ = worked(rule, [inputs[at] for at in places], resumed, places)
    assert lines(before + after) == log(rule, in_time(coming))


def test_a_tick_that_is_heard_again_after_a_crash_does_not_come_before_the_news_that_came_after_it() -> None:
    """The item of hour 0 comes when its end is overdue. The next news tells that end, and takes it back when it is taken
    back itself: then the tick that was heard when there was nothing to end must not tell it, at a lower revision."""
    first, second = broken("old", 0), broken("new", 24)
    inputs: Inputs = [hour(24), first, second, back(second, 25), broken("new", 24, version=hour(26)), END]
    before, _ = worked(SHORT_TRUCES, inputs[:4])
    assert [(brief(one.event), one.revision) for one in before if one.withdrawn] == [
        ("retract old", 3),
        ("retract new", 3),
    ]
    _, state = worked(SHORT_TRUCES, inputs[:2])
    after, _ = worked(SHORT_TRUCES, inputs, state)
    assert sorted(briefs(settled(before + after))) == ["expire new", "expire old", "fire new", "fire old"]
    assert lines(before + after) == log(SHORT_TRUCES, [first, second])


@given(scenes)
def test_an_event_is_told_once_and_says_what_its_items_said(scene: tuple[Rule, list[Delivery]]) -> None:
    """Deliveries are known by event and revision: two that shared them would be told as one."""
    rule, coming = scene
    sent, _ = worked(rule, [*arrived(coming), END])
    assert len({(one.event.id, one.revision) for one in sent}) == len(sent)
    stated = {one.match.value for one in coming}
    quotes = {(one.match.item, span.quote) for one in coming for span in one.match.evidence}
    for emission in sent:
        assert emission.event.value in stated or rule.id != TOLLS.id
        assert {span.item for span in emission.event.evidence} <= set(emission.event.items)
        assert {(span.item, span.quote) for span in emission.event.evidence} <= quotes


@given(st.lists(st.tuples(st.sampled_from([cut, opened, None]), st.integers(0, 24)), max_size=6))
def test_the_last_that_people_hear_is_whether_the_road_is_cut(
    coming: list[tuple[Callable[[str, float], Match] | None, int]],
) -> None:
    """News of one day in any order, and here and there one of them is taken back."""
    matches: list[Match] = []
    for number, (say, at) in enumerate(coming):
        if say is not None:
            matches.append(say(f"item-{number}", at))
        elif matches:
            matches.append(back(matches[at % len(matches)]))
    sent, state = worked(ROUTES, matches)
    heard = [one.instead.event.event for one in sent if one.material]
    assert (state is not None and state.head.open) == (bool(heard) and heard[-1] not in ENDINGS)


@given(scenes)
def test_an_incident_begins_with_one_fire_rises_level_by_level_and_ends_at_most_once(
    scene: tuple[Rule, list[Delivery]],
) -> None:
    rule, coming = scene
    events = settled(worked(rule, [*arrived(coming), END])[0])
    for incident in {event.incident for event in events}:
        own = sorted((event for event in events if event.incident == incident), key=turn)
        kinds = [event.event for event in own]
        assert kinds.count("fire") == 1
        assert kinds.count("resolve") + kinds.count("expire") <= 1
        if rule is SHORT_TOLLS:
            levels = [SHORT_TOLLS.level_of(one.value or 0) for one in own if one.event in ("fire", "escalate")]
            assert levels == sorted(set(levels))
