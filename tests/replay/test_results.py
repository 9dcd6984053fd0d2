"""What makes a test of rules pass or fail, and what it then says."""

from datetime import timedelta
from typing import Any

import pytest

from streams.core.rules import RuleSet, rule_set
from streams.replay.results import result
from streams.replay.verdicts import Failure
from tests.cases import each
from tests.core.given import ROUTES, RULES, TOLLS, hour
from tests.replay.given import Shelf, item, loaded

CUT_AND_OPEN = [item("cut", id="a"), item("cut", id="b"), item("open", id="c")]
EVENTS = [{"event": "fire", "items": "a"}, {"event": "update", "items": "b"}, {"event": "resolve", "items": "c"}]


def failures(rules: RuleSet = RULES, **fields: Any) -> tuple[Failure, ...]:
    return result(loaded(rules, **fields)).failures


def only(rules: RuleSet = RULES, **fields: Any) -> Failure:
    (one,) = failures(rules, **fields)
    return one


def test_events_that_are_all_expected_pass() -> None:
    assert failures(given=CUT_AND_OPEN, expect=EVENTS) == ()


def test_news_that_raises_nothing_passes_where_nothing_is_expected() -> None:
    assert failures(given=["calm"], expect=[]) == ()


def test_an_event_that_nobody_expects_fails_with_the_item_that_made_it() -> None:
    one = only(given=CUT_AND_OPEN, expect=EVENTS[:2])

    assert (one.kind, one.event and one.event.event) == ("unexpected", "resolve")
    assert one.items == (
        "c (example): read road M5 open (new, reported) in Idlib\n  route-severed, M5 (SYR): example reports what resolves it",
    )


def test_an_event_that_nobody_expects_is_passed_over_where_that_is_said() -> None:
    assert failures(given=CUT_AND_OPEN, expect=EVENTS[:1], unexpected="ignore") == ()


def test_what_is_expected_twice_must_come_twice() -> None:
    one = only(given=["cut"], expect=[{"event": "fire"}, {"event": "fire"}])

    assert (one.kind, one.trail, one.event) == ("missing", ("expect", 1), None)


def test_a_loose_expectation_does_not_take_the_event_of_a_strict_one() -> None:
    assert failures(given=CUT_AND_OPEN[:2], expect=[{"rule": "route-severed"}, {"event": "fire"}]) == ()


@each(
    ("field", "wanted", "got"),
    [
        ("event", "escalate", "fire"),
        ("severity", "minor", "major"),
        ("value", 61, 60),
        ("range", (50, 60), (60, 60)),
        ("exercise", True, False),
        ("key", {"area": "Aleppo"}, {"area": "Idlib", "level": "admin1", "country": "SYR"}),
        ("items", ["b"], ["a"]),
        ("evidence", ["sixty"], ["60 killed"]),
        ("summary", ["wounded"], "60 killed in Idlib (SYR), says example"),
    ],
)
def test_an_expectation_that_is_not_met_shows_the_field_as_expected_and_as_it_is(
    field: str, wanted: Any, got: Any
) -> None:
    one = only(given=[item("60", id="a")], expect=[{"rule": "casualty-threshold", field: wanted}])

    assert [(each.field, each.expected, each.got) for each in one.differences] == [(field, wanted, got)]


def test_the_time_of_an_event_is_that_of_the_clock() -> None:
    assert failures(given=["60"], expect=[{"at": "+0h", "event": "fire"}, {"at": "+72h", "event": "expire"}]) == ()


def test_a_time_that_is_not_met_is_told_from_the_clock_and_by_date() -> None:
    (difference,) = only(given=["cut"], expect=[{"at": "+90m", "event": "fire"}]).differences

    assert (difference.expected, difference.got) == (
        "+1h30m (2025-03-01T01:30+00:00)",
        "+0h (2025-03-01T00:00+00:00)",
    )


def test_without_a_tick_the_clock_stops_at_the_last_moment_that_is_named() -> None:
    assert failures(given=["60"], expect=[{"event": "fire"}]) == ()
    assert [one.kind for one in failures(given=["60"], expect=[{"event": "fire"}], ticks=["+73h"])] == ["unexpected"]


def test_what_is_missing_names_the_item_with_what_was_read_and_why_nothing_came() -> None:
    one = only(given=[item("40", id="a", source="radio")], expect=[{"event": "fire"}])

    assert one.items == (
        (
            "a (radio): read 40 killed (new, reported) in Idlib\n"
            "  casualty-threshold, Idlib (SYR): radio says 40; the highest live claim, 40, is below 50"
        ),
    )


def test_an_item_in_which_nothing_was_read_tells_what_was_left_aside() -> None:
    one = only(given=[item("words", id="a")], expect=[{"event": "fire"}])

    assert one.items == (
        "a (example): read no fact\n  no fact of the item meets a rule\n  “words” left aside: it says nothing",
    )


def test_what_must_never_be_fails_though_it_is_withdrawn_later() -> None:
    given = [item("210", id="a", at="+0h"), item("60", id="b", at="+1h"), item("16", id="a", at="+0h", updated="+2h")]
    one = only(given=given, expect=[{"event": "fire", "value": 60}], never=[{"value": 210}], unexpected="ignore")

    assert (one.kind, one.trail) == ("never", ("never", 0))


def test_an_incident_that_is_taken_back_is_told_as_a_retraction() -> None:
    given = [item("cut", id="a", at="+0h"), item("calm", id="a", at="+0h", updated="+1h")]

    assert failures(given=given, expect=[{"event": "retract", "items": "a"}]) == ()
    assert only(given=given, expect=[]).kind == "unexpected"


def test_an_item_that_arrives_late_is_judged_at_its_own_time() -> None:
    given = [item("cut", id="late", at="+0h", arrives="+5h"), item("cut", id="b", at="+1h")]

    assert failures(given=given, expect=[{"event": "fire", "items": "late"}, {"event": "update", "items": "b"}]) == ()


def short(rules: RuleSet) -> RuleSet:
    hours = {"allowed_lateness": timedelta(hours=2)}
    return rule_set(rule.model_copy(update=hours) for rule in rules.rules)


def test_an_item_that_comes_too_late_on_purpose_is_not_made_to_come_in_time() -> None:
    given = [
        item("open", id="old", at="+0h", arrives="+9h"),
        item("cut", id="b", at="+1h"),
        item("cut", id="c", at="+8h"),
    ]

    assert failures(short(RULES), given=given, expect=[{"event": "fire"}, {"event": "update"}]) == ()


def test_a_rule_that_hangs_on_order_fails_under_the_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that reads an item otherwise the second time stands for anything that is not the same on every run."""
    fields: dict[str, Any] = {"given": [item("60", id="a"), item("70", id="b")], "unexpected": "ignore"}
    one = loaded(**fields, expect=[{"event": "fire"}])
    known = type(one.ground.library).extract
    times: list[str] = []

    def forgetful(self: Any, read: Any) -> Any:
        times.append(read.id)
        return known(self, read.model_copy(update={"text": "80"}) if times.count(read.id) > 1 else read)

    monkeypatch.setattr(type(one.ground.library), "extract", forgetful)
    told = result(one).failures

    assert {failure.kind for failure in told} == {"fault"}
    assert [failure.message.split(" the events")[0] for failure in told] == [
        f"under the fault {fault}" for fault in ("duplicate", "shuffle", "late", "crash_after")
    ]
    assert told[0].items[0].startswith("only without the fault: fire, of casualty-threshold")


def test_faults_that_are_not_asked_for_are_not_run() -> None:
    one = loaded(given=["60", "70"], expect=[], unexpected="ignore", never=[{"event": "resolve"}], faults="none")
    result(one)

    assert isinstance(one.ground.library, Shelf)
    assert one.ground.library.read_items == ["item-1", "item-2"]


def test_levels_of_a_toll_are_told_once_each_under_all_faults() -> None:
    given = [item(text, id=text) for text in ("60", "110", "105", "220", "90", "610")]
    expect = [{"event": "fire"}, *({"event": "escalate", "value": value} for value in (110, 220, 610))]

    assert failures(rule_set([TOLLS]), given=given, expect=expect, unexpected="ignore", never=[{"value": 90}]) == ()


def test_moments_may_be_absolute() -> None:
    assert failures(given=[item("cut", at=hour(3).isoformat())], expect=[{"at": "+3h", "event": "fire"}]) == ()


def test_a_missing_event_of_a_moment_names_the_items_of_that_moment() -> None:
    given = [item("calm", id="a", at="+0h"), item("40", id="b", at="+1h")]
    (told,) = only(given=given, expect=[{"event": "fire", "at": "+1h"}]).items

    assert told.startswith("b (example): read 40 killed")


def test_a_missing_event_of_a_rule_tells_what_that_rule_made_of_the_item() -> None:
    given = [item("cut 40", id="a")]
    expect = [{"rule": "casualty-threshold", "event": "fire"}, {"rule": "route-severed", "event": "fire"}]
    (told,) = only(given=given, expect=expect).items

    assert "casualty-threshold, Idlib (SYR): example says 40" in told
    assert "route-severed" not in told


def test_what_is_too_late_for_one_rule_is_too_late_for_a_shuffle() -> None:
    routes = ROUTES.model_copy(update={"allowed_lateness": timedelta(hours=2)})
    given = [
        item("open", id="old", at="+0h", arrives="+9h"),
        item("cut", id="b", at="+1h"),
        item("cut", id="c", at="+8h"),
    ]
    late = [item("open", id="late", at="+2h", arrives="+9h")]

    expect = [{"event": "fire"}, {"event": "update"}]
    assert failures(rule_set([TOLLS, routes]), given=[*given, *late], expect=expect) == ()


def test_an_event_that_only_the_log_knew_is_not_told_as_taken_back() -> None:
    """A second source's word is an update that nobody was told of; its withdrawal concerns nobody either."""
    given = [
        item("cut", id="a", at="+0h"),
        item("cut", id="b", at="+1h"),
        item("calm", id="b", at="+1h", updated="+2h"),
    ]

    assert failures(given=given, expect=[{"event": "fire", "items": "a"}]) == ()
