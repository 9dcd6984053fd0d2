"""Drills: whom they call and tell, what can hide them, what they can do to anything real, and how they end."""

from datetime import timedelta

import pytest

from streams.core.alerts import Emission
from streams.core.breakers import Breaker
from streams.core.callouts import answers, calls
from streams.core.caps import Cap
from streams.core.commands import Drill, Standing, acknowledge, drill_id, silence
from streams.core.deliveries import Attempt, attempted, possibly_repeated
from streams.core.drills import LASTS, SAMPLES, raised
from streams.core.inhibition import Inhibitions
from streams.core.matchers import read_matcher
from streams.core.outbox import Over, Policy, Send, next_step, passed_on
from streams.core.postroom import Message, Postroom
from streams.core.routing import Directory
from streams.core.subscriptions import Subscriptions
from streams.core.telling import Telling
from streams.core.undelivered import nobody_was_told
from tests.cases import each
from tests.core.given import ROUTES, Desk, cut, hour, opened

NIGHT = {"zone": "UTC", "weekly": {"hours": "22:00-07:00"}, "unless": "nothing"}
PEOPLE = Subscriptions.model_validate(
    {
        "version": 1,
        "recipients": {
            "ana": {"channels": "ana-sms", "failover": "ana-mail", "quiet": "night"},
            "ben": {"channels": "ben-sms"},
            "cyd": {"channels": "cyd-sms"},
            "desk": {"channels": "desk-mail"},
        },
        "rotas": {"field-duty": {"zone": "UTC", "shifts": [{"who": "ana", "hours": "00:00-24:00"}]}},
        "quiet_hours": {"night": NIGHT},
        "fallback": "desk",
        "subscriptions": [
            {
                "id": "everything",
                "to": "desk",
                "events": ["fire", "acknowledge", "expire", "retract"],
                "escalation": [{"after": "15m", "to": "desk"}],
            },
            {
                "id": "roads",
                "to": [],
                "branches": [{"id": "cut", "rules": "route-severed", "to": ["ana", "ben"]}],
            },
        ],
    }
)
DIRECTORY = Directory(PEOPLE)


def drill(*names: str, hours: float = 1, name: str = "monthly", **fields: object) -> Drill:
    called = calls(names or ("ana",), DIRECTORY, "critical", hour(hours))
    return Drill.model_validate(
        {"id": drill_id(name), "author": "mona", "comment": "drill", "at": hour(hours), "calls": called}
        | {"severity": "critical"}
        | fields
    )


def room(**fields: object) -> Postroom:
    return Postroom(Telling(PEOPLE, live=True), **fields)  # type: ignore[arg-type]  # as Postroom has them


def take(post: Postroom, *emissions: Emission, hours: float = 1) -> list[str]:
    return said([one for emission in emissions for one in post.take(emission, hour(hours))])


def said(messages: list[Message] | tuple[Message, ...]) -> list[str]:
    return [f"{one.to}: {one.delivery.title}" for one in messages]


def test_people_are_called_by_name_duty_and_subscription_each_once_with_what_quiet_hours_would_do() -> None:
    called = calls(("ben", "field-duty", "roads/cut"), DIRECTORY, "critical", hour(1))
    assert [(one.recipient, one.by, one.waits) for one in called] == [("ben", "", None), ("ana", "field-duty", None)]
    (ana,) = calls(("ana",), DIRECTORY, "critical", hour(1))
    assert (ana.quiet, ana.waits) == ("night", hour(7))


@pytest.mark.parametrize(("name", "why"), [("anna", "did you mean ana?"), ("roads/no", "is no recipient, duty")])
def test_a_name_that_calls_nobody_is_refused(name: str, why: str) -> None:
    with pytest.raises(ValueError, match=why.replace("?", r"\?")):
        calls((name,), DIRECTORY, "critical", hour(1))


def test_each_is_told_at_once_whatever_would_hide_a_real_alert_and_nobody_else_is() -> None:
    post = room()
    hush = silence([read_matcher("exercise=true")], author="eve", comment="all", at=hour(0), ends=hour(9))
    post.telling.order(hush)
    assert take(post, *raised(drill("ana", "ben"))) == [
        "ana: EXERCISE NEW CRITICAL: Test of the alert chain: please acknowledge",
        "ben: EXERCISE NEW CRITICAL: Test of the alert chain: please acknowledge",
    ]
    assert said(post.pass_time(hour(20))) == []  # nobody is next in line for it


def test_a_drill_leaves_whatever_is_real_as_it_was() -> None:
    hides = {"id": "all", "source": "rule=~.*", "target": "rule=route-severed", "equal": "route"}
    telling = Telling(PEOPLE, Inhibitions.model_validate({"version": 1, "inhibitions": [hides]}), live=True)
    post = Postroom(telling)
    drilled = drill("ben", sample="fire")
    take(post, *raised(drilled))
    (fired,) = Desk(ROUTES).take(cut("a", 1)).sent
    assert take(post, fired, hours=1.1) == [
        "desk: NEW CRITICAL: M5 (SYR) is cut, says source-a",
        "ben: NEW CRITICAL: M5 (SYR) is cut, says source-a",
    ]
    (own,) = raised(drilled)
    assert own.event.exercise
    post.telling.order(acknowledge(own.event, author="ben", comment="here", at=hour(1.2)))
    seen = said(post.pass_time(hour(2)))
    assert seen == ["desk: NOT ACKNOWLEDGED for 15m: NEW CRITICAL: M5 (SYR) is cut, says source-a"]


def test_a_drill_has_caps_of_its_own() -> None:
    post = room(cap=Cap(limit=4))
    for number in range(8):
        take(post, *raised(drill("ben", name=f"drill-{number}")))
    (fired,) = Desk(ROUTES).take(cut("a", 1)).sent
    assert "ben: NEW CRITICAL: M5 (SYR) is cut, says source-a" in take(post, fired, hours=1)


def test_a_drill_sent_again_is_the_same_and_one_that_ran_out_is_told_to_nobody() -> None:
    post, (fired,) = room(), raised(drill("ben"))
    first = [one.delivery.id for one in post.take(fired, hour(1))]
    assert [one.delivery.id for one in post.take(fired, hour(2))] == first
    late = room()
    assert take(late, fired, hours=1 + LASTS / timedelta(hours=1)) == []
    assert Standing().given([drill("ben"), drill("ana", hours=2)]).drills["drill-monthly"].calls[0].recipient == "ben"


def test_a_drill_runs_out_after_a_day_and_its_withdrawal_is_told_to_whom_it_was_for() -> None:
    telling = Telling(PEOPLE, live=True)
    (fired,) = raised(drill("ben"))
    telling.take(fired, hour(1))
    assert list(telling.tick(hour(24.9))) == []
    (spoken,) = telling.tick(hour(25.1))
    (end,) = spoken.said
    assert (end.event.event, end.event.at, end.event.exercise) == ("expire", hour(25), True)
    assert telling.take(end, hour(25.1)).deliveries == ()
    assert (list(telling.tick(hour(25.2))), telling.watches[fired.event.incident].on) == ([], False)


def test_who_cannot_be_told_in_a_drill_raises_no_alarm_and_what_waits_for_a_day_is_given_up() -> None:
    (sent,) = room().take(next(raised(drill("ben"))), hour(1))
    assert passed_on(sent.delivery, "no such user").nobody
    assert nobody_was_told(sent.delivery, "no such user") is None
    later = next_step(sent.delivery, None, Breaker(), Policy(), hour(25.1))
    assert isinstance(later, Over)
    assert (later.ended, isinstance(next_step(sent.delivery, None, Breaker(), Policy(), hour(24)), Send)) == (
        "expired",
        True,
    )


def test_that_it_is_an_exercise_stands_before_every_other_mark() -> None:
    (sent,) = room().take(next(raised(drill("ben"))), hour(1))
    assert possibly_repeated(sent.delivery).title.startswith("EXERCISE (possibly repeated) NEW CRITICAL: ")


@each("sample", SAMPLES)
def test_a_sample_of_a_drill_shares_no_incident_and_no_event_with_anything_else(sample: str) -> None:
    one, other = raised(drill("ana", "ben", sample=sample))
    assert one.event.incident != other.event.incident
    assert (one.event.rule, one.event.exercise, one.event.at) == ("drill", True, hour(1))
    assert one.event.summary


def test_the_report_says_who_got_it_how_soon_who_acknowledged_and_why_somebody_did_not() -> None:
    one = drill("ana", "ben", "cyd", "desk")
    ana, ben, _, desk = [emission.event for emission in raised(one)]
    seen = acknowledge(ana, author="ana", comment="here", at=hour(1.25))
    given = [_tried(ana.id, "ana", 2.0, "delivered"), _tried(ben.id, "ben", 1.0, "failed", ended="expired")]
    came = answers(one, [*given, _tried(desk.id, "desk", 1.0, "delivered")], {ana.id: seen})
    assert [(answer.call.recipient, answer.state) for answer in came] == [
        ("ana", "acknowledged"),
        ("ben", "not reached"),
        ("cyd", "not sent"),
        ("desk", "reached"),
    ]
    assert (came[0].after, came[0].over) == (timedelta(seconds=3), ("sms",))
    assert came[0].values(hour(1))["acknowledged"] == {"by": "ana", "comment": "here", "after": 900.0}
    assert came[1].failed == {"sms": "no such user"}


def _tried(event: str, recipient: str, took: float, outcome: str, **fields: object) -> Attempt:
    (sent,) = room().take(next(raised(drill("ben"))), hour(1))
    one = attempted(sent.delivery, 1, "delivered", hour(1) + timedelta(seconds=1), took=took)
    changes = {"event": event, "delivery": event, "recipient": recipient, "channel": "sms", "outcome": outcome}
    return one.model_copy(update=changes | {"reason": "no such user" if outcome == "failed" else ""} | fields)


def test_what_is_real_is_told_as_ever_to_who_had_a_drill_before() -> None:
    post, desk = room(), Desk(ROUTES)
    take(post, *raised(drill("ben")))
    emissions = desk.take(cut("a", 1), opened("b", 2)).sent
    assert [line for one in emissions for line in take(post, one, hours=2) if line.startswith("ben")] == [
        "ben: NEW CRITICAL: M5 (SYR) is cut, says source-a",
        "ben: OVER CRITICAL: Resolved: M5 (SYR)",
    ]
