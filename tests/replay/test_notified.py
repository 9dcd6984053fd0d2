"""What a test of rules says of messages: what makes it pass or fail, and what it then says."""

from typing import Any

from streams.replay.results import result
from streams.replay.verdicts import Failure
from tests.cases import each
from tests.replay.given import item, loaded

CUT = item("cut", id="a")
NEW = {"notify": {"to": "duty", "contains": "NEW"}}
CLIMBED = {"notify": {"to": "boss", "at": "+15m"}}


def failures(*given: Any, **fields: Any) -> tuple[Failure, ...]:
    return result(loaded(given=list(given), **fields)).failures


def only(*given: Any, **fields: Any) -> Failure:
    (one,) = failures(*given, **fields)
    return one


def test_a_message_that_is_expected_and_comes_passes() -> None:
    assert failures(CUT, expect=[{"event": "fire"}, NEW]) == ()


def test_a_message_that_nobody_expects_fails_only_where_a_message_is_expected() -> None:
    assert (
        failures(CUT, ticks="+20m", expect=[{"event": "fire"}], never=[{"notify": {"to": "boss", "via": "sms"}}]) == ()
    )
    one = only(CUT, ticks="+20m", expect=[{"event": "fire"}, NEW])
    assert (one.kind, one.told and (one.told.to, one.told.title.partition(":")[0])) == (
        "unexpected",
        ("boss", "NOT ACKNOWLEDGED for 15m"),
    )


@each(
    ("asked", "field", "got"),
    [
        ({"to": "boss"}, "to", "duty"),
        ({"to": "duty", "via": "sms"}, "via", "phone"),
        ({"to": "duty", "at": "+1m"}, "at", "+0h (2025-03-01T00:00+00:00)"),
        ({"to": "duty", "event": "resolve"}, "event", "fire"),
        ({"to": "duty", "contains": "OVER"}, "contains", "NEW CRITICAL: M5 (SYR) is cut, says example | M5 (SYR) is"),
        ({"to": "duty", "outcome": "suppressed"}, "outcome", "delivered"),
        ({"to": "duty", "reason": "attempt 2"}, "reason", "at attempt 1"),
    ],
)
def test_a_message_that_is_another_says_what_differs(asked: dict[str, Any], field: str, got: str) -> None:
    one = only(CUT, expect=[{"event": "fire"}, {"notify": asked}])
    (difference,) = one.differences
    assert (one.kind, one.trail, difference.field) == ("missing", ("expect", 1), field)
    assert str(difference.got).startswith(got)


def test_words_are_looked_for_in_the_message_as_a_kind_of_channel_gets_it() -> None:
    asked = {"to": "duty", "medium": "sms", "contains": "tocsin incidents ack"}
    one = only(CUT, expect=[{"event": "fire"}, {"notify": asked}])
    assert [difference.field for difference in one.differences] == ["contains"]
    assert failures(CUT, expect=[{"event": "fire"}, {"notify": asked | {"medium": "chat"}}]) == ()


def test_a_message_that_does_not_come_says_what_its_recipient_heard() -> None:
    hidden = {"silence": "route=M5", "for": "8h", "by": "ana"}
    one = only(hidden, CUT, expect=[{"event": "fire"}, {"notify": {"to": "duty", "at": "+2h", "contains": "OVER"}}])
    (said,) = one.items
    assert said.partition(": NEW")[0] == "+0h (2025-03-01T00:00+00:00) to duty via phone"
    assert said.partition(" -- ")[2].startswith("held back: silenced by ana until")


def test_a_message_that_must_never_be_fails_where_it_is() -> None:
    one = only(CUT, expect=[{"event": "fire"}], never=[NEW])
    assert (one.kind, one.trail, one.told is not None) == ("never", ("never", 0), True)


def test_an_order_that_meets_nothing_fails() -> None:
    one = only(CUT, {"acknowledge": "route=M4", "at": "+1m"}, expect=[{"event": "fire"}])
    assert (one.kind, one.trail) == ("given", ("given", 1))


def test_what_people_do_makes_events_and_those_too_must_be_expected() -> None:
    seen = {"acknowledge": "route=M5", "at": "+1m"}
    assert only(CUT, seen, expect=[{"event": "fire"}]).kind == "unexpected"
    assert failures(CUT, seen, ticks="+20m", expect=[{"event": "fire"}, {"event": "acknowledge"}, NEW]) == ()


def test_a_channel_that_fails_for_a_while_leads_over_the_next_one_for_so_long() -> None:
    failing = {"failing": "phone", "how": "refuses", "until": "+30m"}
    told = failures(
        failing,
        CUT,
        {"acknowledge": "route=M5", "at": "+1m"},
        item("open", id="b"),
        unexpected="ignore",
        expect=[
            {"notify": {"to": "duty", "via": "sms", "at": "+0h"}},
            {"notify": {"to": "duty", "via": "phone", "at": "+1h", "contains": "OVER"}},
        ],
        never=[{"notify": {"to": "duty", "via": "phone", "at": "+0h"}}],
    )
    assert told == ()
