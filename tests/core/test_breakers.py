from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from streams.core.breakers import COOL_MAX, FAILURES, Breaker

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
LEASE = timedelta(seconds=35)


def failed(times: int, now: datetime = NOON) -> Breaker:
    breaker = Breaker()
    for _ in range(times):
        breaker = breaker.failed(now, "refused")
    return breaker


def seconds(breaker: Breaker, now: datetime = NOON) -> float | None:
    resting = breaker.rests(now)
    return None if resting is None else (resting.until - now).total_seconds()


def test_a_channel_is_left_alone_after_three_failures_in_a_row_for_longer_each_time() -> None:
    assert [seconds(failed(times)) for times in (1, 2, 3, 4, 5, 50)] == [None, None, 30, 60, 120, 600]


def test_one_that_arrives_makes_all_well() -> None:
    assert failed(2).delivered().failed(NOON, "refused").rests(NOON) is None


def test_after_its_rest_one_message_is_tried_and_no_other_beside_it() -> None:
    later = NOON + timedelta(seconds=30)
    resting = failed(3)
    assert resting.rests(later) is None
    trying = resting.begun(later, LEASE)
    assert seconds(trying, later) == 35
    assert trying.delivered().rests(later) is None
    assert seconds(trying.failed(later, "refused"), later) == 60


def test_a_service_that_asks_for_time_gets_it_and_has_not_failed() -> None:
    asked = failed(2).failed(NOON, "429", retry_after=12)
    resting = asked.rests(NOON)
    assert resting is not None
    assert (resting.asked, seconds(asked), asked.failures) == (True, 12, 0)


@given(st.lists(st.sampled_from(["delivered", "failed", "asked", "wait"]), max_size=40))
def test_it_never_rests_for_ever_and_only_when_it_failed_or_asked(steps: list[str]) -> None:
    breaker, now, row = Breaker(), NOON, 0
    for step in steps:
        if step == "wait":
            now += timedelta(seconds=20)
        elif step == "delivered":
            breaker, row = breaker.delivered(), 0
        elif step == "failed":
            breaker, row = breaker.failed(now, "refused"), row + 1
        else:
            breaker, row = breaker.failed(now, "429", 30), 0
        resting = breaker.rests(now)
        assert resting is None or now < resting.until <= now + COOL_MAX
        assert (resting is not None and not resting.asked) <= (row >= FAILURES)
