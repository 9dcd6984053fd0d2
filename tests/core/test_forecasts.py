"""Forecasts: what ``tocsin subscriptions explain`` promises is what the workers' own functions then do."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from streams.core.forecasts import forecast
from streams.core.postroom import Postroom
from streams.core.routing import Directory
from streams.core.subscriptions import Subscriptions
from streams.core.telling import Telling
from tests.core.given import ROUTES, Desk, cut, hour
from tests.drawing import at_least

QUIET = {
    name: {"zone": "UTC", "weekly": {"hours": hours}, "unless": "nothing"}
    for name, hours in (("night", "22:00-07:00"), ("morning", "06:00-09:30"), ("noon", "12:00-15:00"))
}
ROTA = {"zone": "UTC", "shifts": [{"who": "ana", "hours": "08:00-20:00"}, {"who": "ben", "hours": "20:00-08:00"}]}

names = st.lists(st.sampled_from(["ana", "ben", "cyd", "duty"]), min_size=1, max_size=2, unique=True)
hours = st.lists(st.sampled_from(list(QUIET)), max_size=2, unique=True)
steps = st.lists(st.fixed_dictionaries({"after": st.sampled_from(["5m", "1h", "3h", "10h"]), "to": names}), max_size=2)
subscription = st.fixed_dictionaries({"to": names, "quiet": hours, "escalation": steps})


def people(subscriptions: list[dict[str, Any]], quiet: dict[str, list[str]]) -> Subscriptions:
    return Subscriptions.model_validate(
        {
            "version": 1,
            "recipients": {name: {"channels": name, "quiet": quiet.get(name, [])} for name in ("ana", "ben", "cyd")},
            "rotas": {"duty": ROTA},
            "quiet_hours": QUIET,
            "subscriptions": [one | {"id": f"s{number}"} for number, one in enumerate(subscriptions)],
        }
    )


def promised(subscribed: Subscriptions, at: float) -> list[tuple[str, datetime]]:
    directory = Directory(subscribed)
    (fired,) = Desk(ROUTES).take(cut("a", at)).sent
    return sorted((one.to, one.at) for one in forecast(directory.news(fired.event), directory, hour(at)).expected)


def sent(subscribed: Subscriptions, at: float) -> list[tuple[str, datetime]]:
    """Who was told when, to the minute: what waited goes out some seconds after its hours."""
    room = Postroom(Telling(subscribed, live=True))
    (fired,) = Desk(ROUTES).take(cut("a", at)).sent
    messages = (*room.take(fired, hour(at)), *room.pass_time(hour(at + 72)))
    return sorted((one.to, one.at.replace(second=0)) for one in messages)


def test_the_next_in_line_is_forecast_for_after_the_first_has_woken() -> None:
    line = {"to": "ana", "quiet": ["night"], "escalation": [{"after": "15m", "to": "ben"}]}
    assert promised(people([line], {}), 1) == [("ana", hour(7)), ("ben", hour(7.25))]


def test_who_sleeps_when_a_step_is_taken_for_others_is_not_promised_a_message() -> None:
    line = {"to": "ana", "escalation": [{"after": "1h", "to": ["ben", "cyd"]}]}
    assert promised(people([line], {"ben": ["night"]}), 1) == [("ana", hour(1)), ("cyd", hour(2))]


@at_least(150)
@given(
    st.lists(subscription, min_size=1, max_size=2),
    st.dictionaries(st.sampled_from(["ana", "ben", "cyd"]), hours),
    st.integers(0, 47).map(lambda halves: halves / 2),
)
def test_what_is_promised_is_what_is_sent(
    subscriptions: list[dict[str, Any]], quiet: dict[str, list[str]], at: float
) -> None:
    subscribed = people(subscriptions, quiet)
    assert promised(subscribed, at) == sent(subscribed, at)
    assert all(when - hour(at) < timedelta(hours=72) for _, when in promised(subscribed, at))
