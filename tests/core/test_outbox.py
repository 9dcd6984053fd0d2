from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from streams.core.alerts import AlertEvent
from streams.core.breakers import Breaker
from streams.core.deliveries import Attempt, Delivery, Outcome, delivery_id
from streams.core.outbox import Entry, Known, Over, Policy, Rest, Send, concluded, next_step
from streams.core.ownrules import NOBODY_WAS_TOLD
from streams.core.undelivered import nobody_was_told

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WELL = Breaker()
POLICY = Policy()


def event(rule: str = "route-severed") -> AlertEvent:
    return AlertEvent(
        id="event-1",
        incident="incident-1",
        event="fire",
        rule=rule,
        key={"route": "M5"},
        severity="critical",
        at=NOON,
        items=("item-1",),
        sources=("radio",),
        summary="M5 is cut",
        reason="the radio reports it",
        rules="sha256:0",
    )


def delivery(*instead: str, channel: str = "phone", rule: str = "route-severed") -> Delivery:
    return Delivery(
        id=delivery_id("event-1", 1, "duty", channel),
        event=event(rule),
        recipient="duty",
        channel=channel,
        kind="failure",
        title="NEW CRITICAL: M5 is cut",
        body="M5 is cut.",
        composed=NOON,
        instead=instead,
    )


def attempt(outcome: Outcome, number: int = 1, status: int | None = None, retry_after: float | None = None) -> Attempt:
    return Attempt(
        delivery="d",
        event="event-1",
        incident="incident-1",
        recipient="duty",
        channel="phone",
        number=number,
        outcome=outcome,
        at=NOON,
        status=status,
        retry_after=retry_after,
        error="no",
    )


def begun(one: Delivery, entry: Entry | None = None, now: datetime = NOON) -> Entry:
    step = next_step(one, entry, WELL, POLICY, now)
    assert isinstance(step, Send)
    return step.entry


def over(one: Delivery, *attempts: Attempt) -> Over | None:
    """The end of a delivery after these attempts."""
    entry, now, ending = Entry(lane="duty/phone", at=NOON), NOON, None
    for made in attempts:
        entry = begun(one, entry, now)
        entry, ending = concluded(one, entry, made, POLICY, now)
        now = entry.until or now
    return ending


def test_a_delivery_that_arrived_is_never_sent_again() -> None:
    entry, ending = concluded(delivery(), begun(delivery()), attempt("delivered"), POLICY, NOON)
    assert (ending, next_step(delivery(), entry, WELL, POLICY, NOON)) == (
        Over("delivered", "at attempt 1"),
        Known("delivered"),
    )


def test_whoever_takes_over_waits_out_the_lease_and_then_sends_marked() -> None:
    cut_off = begun(delivery())
    assert next_step(delivery(), cut_off, WELL, POLICY, NOON + 34 * SECOND) == Rest(
        NOON + 35 * SECOND, "an earlier attempt may still be under way"
    )
    again = next_step(delivery(), cut_off, WELL, POLICY, NOON + 35 * SECOND)
    assert isinstance(again, Send)
    assert (again.repeated, again.entry.number, again.entry.failures) == (True, 2, 0)


def test_a_failure_is_tried_again_unmarked_and_a_time_out_marked() -> None:
    for outcome, marked in (("failed", False), ("unknown", True)):
        entry, _ = concluded(delivery(), begun(delivery()), attempt(outcome), POLICY, NOON)  # type: ignore[arg-type]
        step = next_step(delivery(), entry, WELL, POLICY, NOON + 2 * SECOND)
        assert isinstance(step, Send)
        assert step.repeated is marked


def test_waits_double_up_to_a_bound_with_a_chance_of_their_own() -> None:
    waits = [POLICY.wait("d1", failures) / SECOND for failures in (1, 2, 3, 30)]
    assert [1 <= waits[0] <= 1.5, 2 <= waits[1] <= 3, 4 <= waits[2] <= 6, waits[3]] == [True, True, True, 60]
    assert POLICY.wait("d1", 1) != POLICY.wait("d2", 1)


def test_the_wish_of_a_service_to_be_left_alone_is_kept() -> None:
    entry, ending = concluded(
        delivery(), begun(delivery()), attempt("failed", status=429, retry_after=17), POLICY, NOON
    )
    assert (entry.until, ending) == (NOON + 17 * SECOND, None)


def test_a_wish_that_is_too_long_goes_over_the_next_channel_at_once() -> None:
    ending = over(delivery("mail"), attempt("failed", status=429, retry_after=3600))
    assert ending is not None
    assert (ending.ended, ending.reason) == (
        "failed over",
        "phone: the service asks to be left alone for 1h; now over mail",
    )


def test_after_its_last_try_a_delivery_goes_over_the_next_channel() -> None:
    ending = over(delivery("mail", "sms"), *(attempt("failed", number) for number in (1, 2, 3, 4)))
    assert ending is not None
    assert ending.onward is not None
    assert (ending.ended, ending.reason) == ("failed over", "phone: 4 attempts, the last: no; now over mail")
    assert (ending.onward.lane, ending.onward.instead, ending.onward.failed) == ("duty/mail", ("sms",), ("phone",))
    assert ending.onward.id == delivery_id("event-1", 1, "duty", "mail")


def test_an_escalation_over_the_next_channel_is_not_taken_for_what_was_told_there_before() -> None:
    refused = attempt("failed", status=404)
    plain = over(delivery("mail"), refused)
    climbed = over(delivery("mail").model_copy(update={"rung": "routes/0"}), refused)
    assert plain is not None
    assert climbed is not None
    assert plain.onward is not None
    assert climbed.onward is not None
    assert climbed.onward.id == delivery_id("event-1/routes/0", 1, "duty", "mail") != plain.onward.id


def test_a_channel_that_is_wrong_itself_is_not_tried_again() -> None:
    for made in (attempt("failed", status=404), attempt("failed", status=307), attempt("not sent")):
        ending = over(delivery("mail"), made)
        assert ending is not None
        assert ending.ended == "failed over"


def test_without_a_further_channel_nobody_was_told() -> None:
    ending = over(delivery(), attempt("failed", status=401))
    assert ending is not None
    assert (ending.ended, ending.nobody) == ("expired", True)
    assert ending.reason == "phone: 1 attempt, the last: no; no channel of duty is left (tried: phone)"


def test_nobody_was_told_is_one_incident_whatever_channel_was_the_last_and_never_of_itself() -> None:
    first, second = (nobody_was_told(delivery(channel=name), "no") for name in ("phone", "mail"))
    assert first is not None
    assert first == second
    assert (first.event.rule, first.event.severity) == (NOBODY_WAS_TOLD, "critical")
    assert first.event.summary == "duty could not be told: NEW CRITICAL: M5 is cut"
    assert nobody_was_told(delivery(rule=NOBODY_WAS_TOLD), "no") is None


def test_what_failed_here_before_and_comes_from_another_channel_goes_on_to_the_next() -> None:
    ended = Entry(lane="duty/mail", state="ended", ended="failed over", at=NOON)
    told = Entry(lane="duty/mail", state="ended", ended="delivered", at=NOON)
    arriving = delivery("sms", channel="mail").model_copy(update={"failed": ("phone",)})
    step = next_step(arriving, ended, WELL, POLICY, NOON)
    assert isinstance(step, Known)
    assert step.over is not None
    assert step.over.onward is not None
    assert step.over.onward.channel == "sms"
    assert next_step(arriving, told, WELL, POLICY, NOON) == Known("delivered")
    assert next_step(delivery("sms"), ended, WELL, POLICY, NOON) == Known("failed over")


def test_a_channel_that_keeps_failing_is_passed_by_and_the_last_one_is_waited_for() -> None:
    failing = WELL
    for _ in range(3):
        failing = failing.failed(NOON, "connection refused")
    passed_by = next_step(delivery("mail"), None, failing, POLICY, NOON)
    assert isinstance(passed_by, Over)
    assert passed_by.reason == "phone: it failed 3 times in a row (connection refused); now over mail"
    assert next_step(delivery(), None, failing, POLICY, NOON) == Rest(
        NOON + 30 * SECOND, "it failed 3 times in a row (connection refused)"
    )


def test_nobody_waits_for_a_channel_that_is_dead_or_asks_for_too_long() -> None:
    dead = WELL
    for _ in range(5):
        dead = dead.failed(NOON, "refused")
    ending = next_step(delivery(), None, dead, POLICY, NOON)
    assert isinstance(ending, Over)
    assert (ending.nobody, ending.reason.startswith("phone: it failed 5 times in a row")) == (True, True)
    asking = {minutes: WELL.failed(NOON, "429", retry_after=60 * minutes) for minutes in (15, 16)}
    assert isinstance(next_step(delivery(), None, asking[15], POLICY, NOON), Rest)
    assert isinstance(next_step(delivery(), None, asking[16], POLICY, NOON), Over)
    assert isinstance(next_step(delivery("mail"), None, asking[15], POLICY, NOON), Over)
    last = over(delivery(), attempt("failed", status=429, retry_after=3600))
    assert last is not None
    assert last.nobody


def test_what_waited_for_a_week_is_no_news() -> None:
    step = next_step(delivery(), None, WELL, POLICY, NOON + timedelta(days=7, seconds=1))
    assert step == Over("expired", "it waited for 7d1s and is no news any more")


Fate = st.sampled_from(["delivered", "failed", "unknown", "lost before", "lost after"])


def lived(fates: Iterator[str]) -> tuple[list[bool], Over | None, int]:
    """One delivery until its end: for each message that arrived whether it was marked; its end; the crashes."""
    one, now, crashes = delivery(), NOON, 0
    entry: Entry | None = None
    arrived: list[bool] = []
    while True:
        step = next_step(one, entry, WELL, POLICY, now)
        if isinstance(step, Rest):
            now = step.until
            continue
        if not isinstance(step, Send):
            return arrived, step if isinstance(step, Over) else None, crashes
        entry, fate = step.entry, next(fates, "delivered")
        if fate not in ("lost before", "failed"):
            arrived.append(step.repeated)
        if fate.startswith("lost"):
            crashes += 1
            continue
        outcome: Outcome = "delivered" if fate == "delivered" else "failed" if fate == "failed" else "unknown"
        entry, ending = concluded(one, entry, attempt(outcome, entry.number), POLICY, now)
        if ending is not None:
            return arrived, ending, crashes


@given(st.lists(Fate, max_size=15))
def test_whatever_crashes_and_fails_a_delivery_ends_and_every_repeat_is_marked(fates: list[str]) -> None:
    arrived, ending, crashes = lived(iter(fates))
    assert ending is not None
    assert all(arrived[1:])
    assert ending.ended == "delivered" or fates.count("failed") + fates.count("unknown") >= POLICY.attempts
    assert len(arrived) <= 1 + crashes + fates.count("unknown")
