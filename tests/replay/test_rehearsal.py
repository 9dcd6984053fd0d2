"""The virtual clock, and a worker that dies."""

from datetime import timedelta

from streams.core.ruletests import Arrival
from streams.replay.rehearsal import rehearse, with_crashes
from tests.core.given import hour, item
from tests.replay.given import pipeline


def test_what_is_emitted_carries_the_moment_on_the_clock_in_order_of_time() -> None:
    arrivals = [Arrival(hour(30), item("b", 30, text="cut")), Arrival(hour(0), item("a", 0, text="broken"))]
    told = rehearse(arrivals, pipeline(), [hour(26)])

    assert [(one.moment, one.emission.event.event) for one in told.emitted] == [
        (hour(0), "fire"),
        (hour(26), "expire"),
        (hour(30), "fire"),
    ]


def test_a_deadline_that_passed_is_told_when_the_next_item_comes() -> None:
    arrivals = [Arrival(hour(0), item("a", 0, text="broken")), Arrival(hour(40), item("b", 40, text="calm"))]

    assert [one.moment for one in rehearse(arrivals, pipeline()).emitted] == [hour(0), hour(40)]


def test_a_late_item_is_emitted_when_it_comes_and_logged_when_it_was() -> None:
    told = rehearse([Arrival(hour(5), item("a", 0, text="cut"))], pipeline())

    assert [(one.moment - one.emission.event.at) for one in told.emitted] == [timedelta(hours=5)]


def test_a_worker_that_died_sends_again_what_it_sent_and_goes_on_from_what_was_written() -> None:
    before = pipeline()
    after, _, emissions = with_crashes(before, item("a", text="60"))

    assert [one.event.event for one in emissions] == ["fire", "fire"]
    assert emissions[0] == emissions[1]
    assert after is not before
    assert (after.keys, after.seen) == (before.keys, before.seen)
