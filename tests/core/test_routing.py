"""Which branches take an event, and whom that reaches: the tree, its conditions, rotas and quiet hours."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from streams.core.alerts import AlertEvent
from streams.core.branches import Behind
from streams.core.escalation import turns
from streams.core.facts import Place
from streams.core.quiet import QuietHours, leave_no_hour
from streams.core.routing import Directory
from streams.core.sources import Sources
from streams.core.subscriptions import Subscriptions
from tests.cases import each
from tests.core.given import ARIHA, ROUTES, Desk, cut

SOURCES = Sources.model_validate(
    {
        "version": 1,
        "sources": {"wire": {"grade": "A", "kind": "wire", "aliases": ["the wire"]}, "rumour": {"grade": "E"}},
    }
)
NEAR = Place(name="Saraqib", level="place", lat=35.86, lon=36.80, country="SYR", admin1="Idlib")


def directory(*subscriptions: dict[str, Any], **more: Any) -> Directory:
    people = {name: {"channels": "phone"} for name in ("ana", "ben", "cyd")}
    fields = {"version": 1, "recipients": people, "subscriptions": subscriptions} | more
    return Directory(Subscriptions.model_validate(fields), SOURCES, {"route-severed": {"team": "logistics"}})


def event(**fields: Any) -> AlertEvent:
    return Desk(ROUTES).take(cut("a", 1, places=(ARIHA, NEAR))).log[0].model_copy(update=fields)


def taken(one: Directory, behind: Behind | None = None, **fields: Any) -> list[str]:
    return [visit.name for visit in one.taken(one.news(event(**fields), behind))]


TREE = {
    "id": "all",
    "to": "ana",
    "group_by": "country",
    "branches": [
        {"id": "syria", "places": ["SYR"], "branches": [{"id": "worst", "severity": "critical", "to": ["ben"]}]},
        {"id": "sudan", "places": ["SDN"], "to": "cyd", "continue": True},
        {"id": "roads", "rules": "route-severed", "to": "cyd", "group_by": []},
    ],
}


@each(
    ("fields", "names"),
    [
        ({}, ["all/syria/worst"]),
        ({"severity": "minor"}, ["all/syria"]),
        ({"key": {"country": "SDN"}, "places": ()}, ["all/sudan", "all/roads"]),
        ({"key": {"country": "SDN"}, "places": (), "rule": "tolls"}, ["all/sudan"]),
        ({"key": {"country": "UKR"}, "places": (), "rule": "tolls"}, ["all"]),
        ({"event": "acknowledge"}, []),
    ],
)
def test_the_first_branch_that_lets_it_in_has_it_and_more_where_that_one_goes_on(
    fields: dict[str, Any], names: list[str]
) -> None:
    assert taken(directory(TREE), **fields) == names


def test_a_branch_has_from_above_what_it_leaves_out() -> None:
    one = directory(TREE)
    (visit,) = one.taken(one.news(event(severity="minor")))
    assert (visit.manner.to, visit.manner.group_by) == (("ana",), ("country",))
    manner = one.manner("all/roads")
    assert manner is not None
    assert (manner.to, manner.group_by, one.manner("all/rivers")) == (("cyd",), (), None)


def test_every_subscription_is_asked_whatever_the_others_take() -> None:
    assert taken(directory({"id": "one", "to": "ana"}, {"id": "two", "to": "ben"})) == ["one", "two"]


@each(
    ("condition", "wanted"),
    [
        ({"place": "Idlib"}, True),
        ({"place": "Aleppo"}, False),
        ({"place": {"country": "SYR", "admin1": "idlib"}}, True),
        ({"place": {"within": "30km", "of": [35.93, 36.63]}}, True),
        ({"place": {"within": "5km", "of": [35.93, 36.63]}}, False),
        ({"source": "the wire"}, True),
        ({"source": {"grade": "B or better"}}, True),
        ({"source": {"kind": "un"}}, False),
        ({"language": "ar"}, True),
        ({"language": ["en", "fr"]}, False),
        ({"corroboration": 2}, True),
        ({"corroboration": 3}, False),
        ({"match": "team=logistics"}, True),
        ({"match": ["route=M5", "severity!=critical"]}, False),
        ({"match": "exercise=true"}, False),
    ],
)
def test_conditions_are_joined_by_and(condition: dict[str, Any], wanted: bool) -> None:
    behind = Behind(sources=("wire", "rumour", "the wire"), languages=("ar-SY",))
    one = directory({"id": "one", "to": "ana", "rules": "route-severed", **condition})
    assert bool(taken(one, behind)) == wanted


def test_the_independent_origins_count_where_they_were_counted_and_not_the_copies() -> None:
    one = directory({"id": "one", "to": "ana", "corroboration": 2})
    assert taken(one, Behind(sources=("wire", "rumour"), origins=1)) == []


def test_a_place_that_only_the_key_names_is_a_place() -> None:
    key = {"area": "Idlib", "level": "admin1", "country": "SYR"}
    one = directory({"id": "one", "to": "ana", "place": {"name": "Idlib", "country": "SYR", "level": "admin1"}})
    assert taken(one, key=key, places=()) == ["one"]


ROTA = {
    "zone": "Europe/Kyiv",
    "shifts": [{"who": "ana", "hours": "08:00-20:00"}, {"who": "ben", "hours": "20:00-08:00"}],
}
NIGHT = {"zone": "Europe/Kyiv", "weekly": {"hours": "22:00-07:00"}, "unless": "critical"}


def reached(one: Directory, at: str, **fields: Any) -> list[tuple[str, str, str]]:
    now = datetime.fromisoformat(at)
    found = one.addressees(one.news(event(**fields)), now)
    return [(to.name, to.duty, to.waits.isoformat()[11:16] if to.waits else "") for to in found]


def test_a_duty_reaches_who_has_it_then_also_in_quiet_hours_of_their_own() -> None:
    quiet = {"ana": {"channels": "phone", "quiet": "night"}, "ben": {"channels": "phone", "quiet": "night"}}
    one = directory(
        {"id": "duty", "to": ["duty", "ana"]}, recipients=quiet, rotas={"duty": ROTA}, quiet_hours={"night": NIGHT}
    )
    assert reached(one, "2025-06-01T12:00+03:00", severity="minor") == [("ana", "duty", "")]
    assert reached(one, "2025-06-01T23:00+03:00", severity="minor") == [("ben", "duty", ""), ("ana", "", "04:00")]
    assert reached(one, "2025-06-01T23:00+03:00") == [("ben", "duty", ""), ("ana", "", "")]


def test_who_is_reached_by_a_branch_without_quiet_hours_does_not_wait() -> None:
    one = directory(
        {"id": "calm", "to": "ana", "quiet": "night"}, {"id": "now", "to": "ana"}, quiet_hours={"night": NIGHT}
    )
    assert reached(one, "2025-06-01T23:00+03:00", severity="minor") == [("ana", "", "")]


def test_quiet_hours_that_leave_no_hour_between_them_hold_for_two_months_and_no_longer() -> None:
    day = NIGHT | {"weekly": {"hours": "07:00-22:00"}}
    known = directory(
        {"id": "calm", "to": "ana", "quiet": ["night", "day"]}, quiet_hours={"night": NIGHT, "day": NIGHT}
    )
    hours = known.subscriptions.quiet_hours | {"day": QuietHours.model_validate(day)}
    # As if the clocks of a zone had changed for good since the file was checked, which refuses such hours.
    one = replace(known, subscriptions=known.subscriptions.model_copy(update={"quiet_hours": hours}))
    now = datetime.fromisoformat("2025-06-01T12:00+03:00")
    (held,) = one.addressees(one.news(event(severity="minor")), now)
    assert held.waits is not None
    assert timedelta(days=60) <= held.waits - now < timedelta(days=62)


DAY = {"zone": "Europe/London", "weekly": {"hours": "05:00-21:00"}}
NIGHT_AND_DAY = {"quiet_hours": {"night": NIGHT, "day": DAY}, "subscriptions": [{"id": "a", "to": "ana"}]}


def test_hours_of_two_zones_that_leave_an_hour_in_every_week_of_the_year_go_together() -> None:
    """New York is seven hours behind Kyiv, but for some weeks of the year in which it is six."""
    for hours, well in (("00:00-14:00", True), ("00:00-15:00", False), ("01:00-16:00", False), ("02:00-16:00", True)):
        day = {"zone": "America/New_York", "weekly": {"hours": hours}}
        assert leave_no_hour([QuietHours.model_validate(one) for one in (NIGHT, day)]) != well, hours


@each(
    ("fields", "told"),
    [
        ({"rotas": {"duty": {**ROTA, "shifts": [{"who": "eve", "hours": "00:00-24:00"}]}}}, "eve is none of the recipients"),
        ({"rotas": {"ana": ROTA}}, "ana is a recipient, too"),
        ({"recipients": {"ana": {"channels": "phone", "quiet": "nigt"}}, "quiet_hours": {"night": NIGHT}}, "did you mean night"),
        (NIGHT_AND_DAY | {"recipients": {"ana": {"channels": "phone", "quiet": ["night", "day"]}}}, "ana would never be told"),
        (NIGHT_AND_DAY | {"subscriptions": [{"id": "a", "to": "ana", "quiet": ["night", "day"]}]}, "nobody here would ever"),
        (
            NIGHT_AND_DAY
            | {"recipients": {"ana": {"channels": "phone", "quiet": "night"}}}
            | {"subscriptions": [{"id": "a", "to": "ana", "quiet": "day"}]},
            "day and night together leave no hour, so that ana would never be told",
        ),
        ({"subscriptions": [{"id": "a", "to": "ana", "group_wait": "1m"}]}, "nothing is grouped here"),
        (
            {"subscriptions": [{"id": "a", "to": "ana", "branches": [{"id": "b"}, {"id": "c"}]}]},
            "c is never asked, as b above it takes everything",
        ),
        ({"subscriptions": [{"id": "a", "to": "ana", "branches": [{"id": "a"}]}]}, "a is taken by a subscription above"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused(fields: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        directory(**fields)


def test_channels_go_by_severity_upwards_and_the_others_stand_in_when_one_fails() -> None:
    ana = {"channels": {"info": "mail", "major": ["sms", "mail"]}, "failover": "chat"}
    recipient = directory(recipients={"ana": ana}).subscriptions.recipients["ana"]
    assert [recipient.over(one) for one in ("minor", "major", "critical")] == [
        ("mail",),
        ("sms", "mail"),
        ("sms", "mail"),
    ]
    assert recipient.beside("mail", "minor") == ("chat", "sms")


def test_what_is_wrong_with_the_service_goes_to_the_fallback_and_to_nobody_in_line() -> None:
    everything = {"id": "all", "to": "ana", "escalation": [{"after": "5m", "to": "cyd"}]}
    one = directory(everything, fallback="ben")
    news = one.news(event(rule="heartbeat-lost"))
    assert [to.name for to in one.addressees(news, news.event.at)] == ["ben"]
    assert list(turns(news, news.event.at, one)) == []
    assert [turn.to[0].name for turn in turns(one.news(event()), news.event.at, one)] == ["cyd"]
