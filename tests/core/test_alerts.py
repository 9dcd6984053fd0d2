from datetime import timedelta, timezone

from streams.core.alerts import AlertEvent, Emission, event_id, event_line, incident_id, settled
from streams.core.identity import canonical, digest
from tests.core.given import ROUTES, TOLLS, Desk, cut, hour, toll


def fired(name: str = "a", hours: float = 1) -> AlertEvent:
    return Desk(ROUTES).take(cut(name, hours)).log[0]


def test_an_incident_is_a_hash_of_rule_key_exercise_and_ordinal() -> None:
    key = {"route": "M5", "country": "SYR"}
    first = incident_id("route-severed", key, exercise=False, ordinal=1)
    assert first == digest("incident", "route-severed", {"country": "SYR", "route": "M5"}, False, 1)
    others = {
        incident_id("other", key, exercise=False, ordinal=1),
        incident_id("route-severed", {"route": "M4", "country": "SYR"}, exercise=False, ordinal=1),
        incident_id("route-severed", key, exercise=True, ordinal=1),
        incident_id("route-severed", key, exercise=False, ordinal=2),
    }
    assert len(others | {first}) == 5


def test_ids_do_not_change_between_releases() -> None:
    """A changed id would make every incident in every log a new one: these are fixed for good."""
    incident = incident_id("route-severed", {"country": "SYR", "route": "M5"}, exercise=False, ordinal=1)
    assert incident == "3f119a4a23225d358dd6387b"
    assert event_id(incident, "fire") == "3890870cd2cc3ec18507d943"


def test_an_escalation_is_told_apart_by_its_level_and_an_update_by_its_item() -> None:
    ids = {
        event_id("i", "escalate", 100),
        event_id("i", "escalate", 200),
        event_id("i", "update", "a"),
        event_id("i", "fire"),
    }
    assert len(ids) == 4
    log = Desk(TOLLS).take(toll("a", 1, 60), toll("b", 2, 70), toll("c", 3, 110)).log
    assert [event.id for event in log] == [
        event_id(log[0].incident, "fire"),
        event_id(log[0].incident, "update", "b"),
        event_id(log[0].incident, "escalate", 100),
    ]


def test_the_settled_log_holds_the_last_revision_of_each_event() -> None:
    event = fired()
    changed = event.model_copy(update={"summary": "Other words"})
    assert settled([Emission(event=event), Emission(event=changed, revision=2)]) == [changed]
    assert settled([Emission(event=changed, revision=2), Emission(event=event)]) == [changed]


def test_the_settled_log_leaves_out_what_was_withdrawn() -> None:
    event = fired()
    gone = Emission(event=event, revision=2, withdrawn=True)
    assert settled([Emission(event=event), gone]) == []
    assert settled([gone, Emission(event=event)]) == []
    assert settled([Emission(event=event), gone, Emission(event=event, revision=3)]) == [event]


def test_the_settled_log_is_in_order_of_moments_whatever_their_offset() -> None:
    earlier = fired("a", 1)
    later = fired("b", 2).model_copy(update={"id": "later"})
    local = earlier.model_copy(update={"id": "local", "at": hour(1.5).astimezone(timezone(timedelta(hours=-9)))})
    assert settled([Emission(event=one) for one in (later, local, earlier)]) == [earlier, local, later]


def test_events_of_one_moment_are_in_order_of_incident_and_id() -> None:
    made = [fired().model_copy(update={"incident": name[0], "id": name[1:]}) for name in ("b1", "a4", "b2", "a3")]
    assert [one.incident + one.id for one in settled(Emission(event=one) for one in made)] == ["a3", "a4", "b1", "b2"]


def test_an_event_is_one_line_of_canonical_json() -> None:
    line = event_line(fired())
    assert "\n" not in line
    assert line == canonical(fired().model_dump(mode="json", exclude={"contested"}))
    assert line.startswith('{"at":"2025-03-01T01:00:00Z","event":"fire","evidence":[{"end":6,"field":"text","item":"a"')


def test_canonical_json_sorts_names_and_keeps_letters() -> None:
    assert canonical({"b": "إدلب", "a": [1, None, True]}) == '{"a":[1,null,true],"b":"إدلب"}'
