"""What becomes of a key's state when its rule is changed or taken away."""

from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core import incidents
from streams.core.alerts import settled
from streams.core.editions import Edition
from streams.core.folding import passed
from streams.core.incidents import KeyState
from streams.core.migration import GONE, Change, Migrated, migrate
from streams.core.rules import AbsenceRule, Rule, ThresholdRule, rule_set
from tests.core.given import ROUTES, TOLLS, Desk, brief, cut, hour, opened, toll, worked
from tests.core.test_kinds_same_log import END, RULES, coming, lines
from tests.drawing import a_part

AT = 10.0
"""The hour at which the rules change, in most of these tests."""


def edition(rule: Rule | None, hours: float = AT) -> Edition:
    rules = rule_set([rule] if rule else [])
    return Edition("2", hour(hours), rules.version, rules.digests)


def changed(state: KeyState, before: Rule, rule: Rule | None, hours: float = AT, *, reset: bool = False) -> Migrated:
    return migrate(state, Change(before, rule, edition(rule, hours), reset=reset), hour(hours))


def tolls(threshold: int, *levels: int) -> ThresholdRule:
    changes = {"threshold": threshold, "escalate_at": levels, "severity": "major"}
    return ThresholdRule.model_validate({**TOLLS.model_dump(mode="json", exclude_defaults=True), **changes})


def after(desk: Desk, rule: Rule | None, *, reset: bool = False) -> Desk:
    """The desk once its rule is changed."""
    assert desk.state is not None
    done = changed(desk.state, desk.rule, rule, reset=reset)
    return Desk(rule or desk.rule, done.state, [*desk.sent, *done.emissions])


def told(desk: Desk) -> list[str]:
    return [brief(one) for one in desk.log]


def test_a_lower_threshold_fires_at_once_upon_the_toll_that_is_known() -> None:
    desk = after(Desk(TOLLS).take(toll("a", 1, 30)), tolls(20))
    (event,) = desk.log
    assert (brief(event), event.at, event.rules) == ("fire a 30", hour(AT), edition(tolls(20)).rules)
    assert [span.quote for span in event.evidence] == ["30 killed"]
    assert event.reason.startswith("the rule casualty-threshold was changed by version 2 of the rules")


def test_a_higher_threshold_ends_the_incident_and_takes_nothing_back() -> None:
    desk = after(Desk(TOLLS).take(toll("a", 1, 60)), tolls(500))
    assert told(desk) == ["fire a 60", "expire a 60"]
    assert told(desk.take(toll("b", 12, 510))) == ["fire a 60", "expire a 60", "fire b 510"]


def test_an_incident_that_stands_by_both_rules_goes_on_untold() -> None:
    desk = after(Desk(TOLLS).take(toll("a", 1, 60)), tolls(40, 80))
    assert told(desk.take(toll("b", 12, 85))) == ["fire a 60", "escalate b 85"]
    assert len({one.incident for one in desk.log}) == 1


def test_a_level_that_is_reached_already_is_told_when_it_is_added() -> None:
    desk = after(Desk(TOLLS).take(toll("a", 1, 60)), tolls(50, 55))
    assert told(desk.take(toll("b", 12, 60))) == ["fire a 60", "escalate a 60"]


def test_a_reset_ends_what_stood_and_counts_nothing_that_was_known() -> None:
    known = toll("a", 1, 60)
    desk = after(Desk(TOLLS).take(known), tolls(20), reset=True).take(known)
    assert told(desk) == ["fire a 60", "expire a 60"]
    assert told(desk.take(toll("b", 12, 25)))[2:] == ["fire b 25"]


def test_a_rule_taken_away_ends_its_incident_with_that_reason() -> None:
    desk = after(Desk(ROUTES).take(cut("a", 1)), None)
    assert (told(desk), desk.state and desk.state.judged) == (["fire a", "expire a"], GONE)
    assert desk.log[-1].reason == (
        "the rule route-severed was taken away by version 2 of the rules, and this incident ends with it"
    )


def test_a_rule_that_comes_back_begins_a_further_incident() -> None:
    gone = after(Desk(ROUTES).take(cut("a", 1)), None)
    assert gone.state is not None
    back = migrate(gone.state, Change(None, ROUTES, edition(ROUTES, 20)), hour(20))
    desk = Desk(ROUTES, back.state, [*gone.sent, *back.emissions]).take(cut("b", 21))
    assert told(desk) == ["fire a", "expire a", "fire b"]


def test_a_closed_incident_is_not_told_again() -> None:
    slower = ROUTES.model_copy(update={"severity": "minor"})
    desk = after(Desk(ROUTES).take(cut("a", 1), opened("b", 2)), slower)
    assert told(desk) == ["fire a", "resolve b"]


def test_a_deadline_that_was_due_under_the_old_rule_still_comes() -> None:
    short = ROUTES.model_copy(update={"expire_after": timedelta(hours=2)})
    desk = after(Desk(short).take(cut("a", 1)), short.model_copy(update={"severity": "minor"}))
    assert [(brief(one), one.at) for one in desk.log] == [("fire a", hour(1)), ("expire a", hour(3))]


def test_incidents_grouped_in_another_way_end() -> None:
    desk = after(Desk(TOLLS).take(toll("a", 1, 60)), TOLLS.model_copy(update={"group_by": ("country",)}))
    assert told(desk) == ["fire a 60", "expire a 60"]


def test_an_end_is_told_also_where_nobody_knows_what_the_rule_said() -> None:
    state = Desk(ROUTES).take(cut("a", 1)).state
    assert state is not None
    (emission,) = migrate(state, Change(None, None, edition(None)), hour(AT)).emissions
    assert (emission.event.event, emission.event.rule) == ("expire", "route-severed")


def test_a_source_that_is_waited_for_is_waited_for_anew() -> None:
    silence = AbsenceRule.model_validate(
        {"version": 1, "id": "silent", "kind": "absence", "group_by": "source", "expect": ["sohr"], "within": "12h"}
        | {"severity": "major"}
    )
    longer = silence.model_copy(update={"within": timedelta(hours=24)})
    waiting = incidents.awaited(silence, "sohr", hour(0), "sha256:1")
    done = migrate(waiting, Change(silence, longer, edition(longer), awaited=True), hour(AT))
    dropped = migrate(waiting, Change(silence, longer, edition(longer)), hour(AT))
    assert (done.state.deadline, dropped.state.deadline) == (hour(24), None)


figures = st.sampled_from([12, 30, 49, 60, 104, 180, 250, 700])
claims = st.lists(st.tuples(st.integers(0, 90), figures, st.sampled_from(["agency", "radio"])), min_size=1, max_size=8)
thresholds = st.sampled_from([tolls(10), tolls(50, 100), tolls(100, 200, 500), tolls(600)])


def run(rule: Rule, given: list[tuple[int, int, str]], begin: int = 0) -> Desk:
    desk = Desk(rule)
    for number, (at, value, source) in enumerate(given, start=begin):
        desk.take(toll(f"item-{number}", at, value, source=source))
    return desk


def standing(rule: Rule, state: KeyState | None, now: datetime) -> tuple[bool, int, int | None]:
    assert state is not None
    _, latest = passed(rule, state.head, now)
    return latest.open, latest.level, latest.value


@given(thresholds, thresholds, claims, claims)
def test_from_the_change_on_all_is_as_if_the_new_rule_had_always_been(
    old: ThresholdRule, new: ThresholdRule, early: list[tuple[int, int, str]], late: list[tuple[int, int, str]]
) -> None:
    early = sorted(early)
    desk = run(old, early)
    assert desk.state is not None
    done = changed(desk.state, old, new, 90)
    following = [
        toll(f"late-{number}", 100 + at, value, source=source)
        for number, (at, value, source) in enumerate(sorted(late))
    ]
    moved, always = Desk(new, done.state).take(*following).state, run(new, early).take(*following).state
    assert standing(new, moved, hour(200)) == standing(new, always, hour(200))


@given(thresholds, st.one_of(st.none(), thresholds), claims, st.booleans())
def test_what_was_told_ends_if_it_no_longer_stands_and_is_never_told_twice(
    old: ThresholdRule, new: ThresholdRule | None, early: list[tuple[int, int, str]], reset: bool
) -> None:
    desk = run(old, sorted(early))
    assert desk.state is not None
    done = changed(desk.state, old, new, 90, reset=reset)
    log = settled([*desk.sent, *done.emissions])
    kinds = {incident: [one.event for one in log if one.incident == incident] for incident in {e.incident for e in log}}
    assert all(said.count("fire") == 1 and said.count("expire") <= 1 for said in kinds.values())
    unended = [incident for incident, said in kinds.items() if "expire" not in said]
    stands = new is not None and standing(new, done.state, hour(90))[0]
    assert len(unended) == (1 if stands else 0)


@given(thresholds, thresholds, claims)
def test_a_change_that_is_made_twice_after_a_crash_says_the_same(
    old: ThresholdRule, new: ThresholdRule, early: list[tuple[int, int, str]]
) -> None:
    state = run(old, sorted(early)).state
    assert state is not None
    again = KeyState.read(state.written())
    assert changed(state, old, new, 90) == changed(again, old, new, 90)


@pytest.mark.parametrize("name", RULES)
@a_part()
@given(data=st.data())
def test_a_change_that_judges_alike_leaves_the_log_as_it_was(name: str, data: st.DataObject) -> None:
    of = RULES[name]
    alike = of.model_copy(update={"labels": {"team": "night"}})
    inputs = [match for _, match in data.draw(coming(of))]
    at = data.draw(st.integers(1, len(inputs)))
    sent, state = worked(of, inputs[:at])
    assert state is not None
    known = max(one.published for one in inputs[:at])
    done = migrate(state, Change(of, alike, Edition("2", known, "sha256:2", {of.id: "alike"})), known)
    later, _ = worked(alike, [*inputs[at:], END], done.state, count(at))
    assert lines([*sent, *done.emissions, *later]) == lines(worked(of, [*inputs, END])[0])
