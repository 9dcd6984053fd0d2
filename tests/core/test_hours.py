"""Hours of the week: when quiet time and shifts begin and end, in every zone and in the nights when clocks change."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given
from hypothesis import strategies as st

from streams.core.hours import DAY, Weekly, instant, local_day
from streams.core.quiet import QuietHours
from streams.core.rotas import Rota
from tests.cases import each

KYIV = ZoneInfo("Europe/Kyiv")
NIGHT = QuietHours.model_validate({"zone": "Europe/Kyiv", "weekly": {"hours": "22:00-07:00"}})
STEP = timedelta(minutes=7)
ZONES = sorted(available_timezones())


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@cache
def changes(name: str, year: int) -> tuple[datetime, ...]:
    """The moments of a year at which a zone's clocks change."""
    zone, found = ZoneInfo(name), []
    days = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=at) for at in range(367)]
    for morning, next_morning in pairwise(days):
        begin, end = morning, next_morning
        if begin.astimezone(zone).utcoffset() != end.astimezone(zone).utcoffset():
            while end - begin > timedelta(seconds=1):
                middle = begin + timedelta(seconds=(end - begin) // timedelta(seconds=2))
                same = middle.astimezone(zone).utcoffset() == begin.astimezone(zone).utcoffset()
                begin, end = (middle, end) if same else (begin, middle)
            found.append(end)
    return tuple(found)


@st.composite
def nights(draw: st.DrawFn) -> tuple[ZoneInfo, datetime]:
    """A zone, and a moment at which its clocks change, if they do in that year."""
    name = draw(st.sampled_from(ZONES))
    year = draw(st.integers(1971, 2037))
    found = changes(name, year) or (datetime(year, 3, 30, 1, tzinfo=UTC),)
    return ZoneInfo(name), draw(st.sampled_from(found))


MINUTES = st.lists(st.integers(1, DAY - 1), min_size=1, max_size=4, unique=True).map(sorted)


@given(nights(), MINUTES)
def test_shifts_that_follow_each_other_leave_no_gap_and_no_overlap_in_any_night(
    night: tuple[ZoneInfo, datetime], cuts: list[int]
) -> None:
    zone, change = night
    bounds = [*cuts, cuts[0] + DAY]
    shifts = [Weekly(hours=(begin, end)) for begin, end in pairwise(bounds)]
    days = [local_day(change, zone) + timedelta(days=at) for at in range(-4, 4)]
    stretches = [found for one in shifts for day in days if (found := one.on(day, zone))]
    moment = change - timedelta(hours=26)
    while moment < change + timedelta(hours=26):
        assert sum(begin <= moment < end for begin, end in stretches) == 1
        moment += STEP


@given(nights(), st.integers(0, DAY - 1), st.integers(1, DAY - 1))
def test_it_is_quiet_by_the_clock_on_the_wall_wherever_that_says_one_thing(
    night: tuple[ZoneInfo, datetime], begin: int, length: int
) -> None:
    zone, change = night
    quiet = QuietHours(zone=zone, weekly=(Weekly(hours=(begin, begin + length)),))
    moment = change - timedelta(hours=26)
    while moment < change + timedelta(hours=26):
        moment += STEP
        shown = moment.astimezone(zone)
        twice = shown.replace(fold=0).utcoffset() != shown.replace(fold=1).utcoffset()
        yesterday = local_day(moment, zone) - timedelta(days=1)
        skipped = datetime.combine(yesterday, shown.time(), zone).astimezone(UTC).astimezone(zone).date() != yesterday
        if twice or skipped:
            continue
        minute = shown.hour * 60 + shown.minute
        end = quiet.until(moment)
        assert (end is not None) == ((minute - begin) % DAY < length)
        if end is not None:
            assert end > moment
            assert quiet.until(end) is None
            assert quiet.until(end - timedelta(seconds=1)) == end


def test_a_night_in_which_clocks_go_forward_is_an_hour_shorter_and_one_in_which_they_go_back_longer() -> None:
    spring, autumn = utc("2025-03-29T20:00+00:00"), utc("2025-10-25T19:00+00:00")
    assert (NIGHT.until(spring), NIGHT.until(autumn)) == (utc("2025-03-30T04:00+00:00"), utc("2025-10-26T05:00+00:00"))
    assert NIGHT.until(spring - timedelta(seconds=1)) is None


@each(
    ("day", "minutes", "moment"),
    [
        (date(2025, 3, 30), 3 * 60 + 30, "2025-03-30T01:00+00:00"),  # clocks in Kyiv jump from 03:00 to 04:00
        (date(2025, 10, 26), 3 * 60 + 30, "2025-10-26T00:30+00:00"),  # 03:30 comes twice: the first time
        (date(2025, 3, 29), DAY + 4 * 60, "2025-03-30T01:00+00:00"),
    ],
)
def test_a_time_that_is_skipped_is_the_jump_and_one_that_comes_twice_is_the_first(
    day: date, minutes: int, moment: str
) -> None:
    assert instant(day, minutes, KYIV) == utc(moment)


def test_holidays_join_the_night_before_and_after() -> None:
    both = QuietHours.model_validate(NIGHT.model_dump() | {"dates": ["2025-12-25..2025-12-26"]})
    assert both.until(utc("2025-12-24T23:00+02:00")) == utc("2025-12-27T07:00+02:00")


def test_hours_of_a_day_over_midnight_belong_to_the_day_on_which_they_begin() -> None:
    friday = QuietHours.model_validate({"zone": "Europe/Kyiv", "weekly": {"days": "fri", "hours": "22:00-07:00"}})
    assert friday.until(utc("2025-06-07T06:59+03:00")) == utc("2025-06-07T07:00+03:00")
    assert friday.until(utc("2025-06-06T06:59+03:00")) is None


DUTY: dict[str, Any] = {
    "zone": "Europe/Kyiv",
    "shifts": [
        {"who": "ana", "days": "mon-fri", "hours": "08:00-20:00"},
        {"who": "ben", "days": "mon-fri", "hours": "20:00-08:00"},
        {"turns": ["cyd", "dan"], "since": "2025-01-11", "days": ["sat", "sun"], "hours": "08:00-08:00"},
    ],
}


def rota(**changed: Any) -> Rota:
    return Rota.model_validate(DUTY | changed)


@each(
    ("moment", "who"),
    [
        ("2025-01-10T19:59+02:00", "ana"),
        ("2025-01-11T07:59+02:00", "ben"),  # Friday's night ends on Saturday
        ("2025-01-11T08:00+02:00", "cyd"),
        ("2025-01-18T08:00+02:00", "dan"),
        ("2025-01-25T12:00+02:00", "cyd"),
    ],
)
def test_the_duty_goes_by_the_week_and_by_turns(moment: str, who: str) -> None:
    assert rota().on_duty(utc(moment)) == (who,)


def test_somebody_else_has_the_duty_for_once() -> None:
    once = rota(instead=[{"who": "eve", "from": "2025-01-10 18:00", "until": "2025-01-11 09:00"}])
    moments = ("2025-01-10T17:59+02:00", "2025-01-10T18:00+02:00", "2025-01-11T08:59+02:00", "2025-01-11T09:00+02:00")
    assert [once.on_duty(utc(one)) for one in moments] == [("ana",), ("eve",), ("eve",), ("cyd",)]


@given(nights(), MINUTES)
def test_in_every_night_exactly_one_is_on_duty(night: tuple[ZoneInfo, datetime], cuts: list[int]) -> None:
    zone, change = night
    bounds = [*cuts, cuts[0] + DAY]
    parts = list(pairwise(bounds))
    shifts = [{"who": f"p{at}", "hours": span} for at, span in enumerate(parts)]
    duty = Rota.model_validate({"zone": zone, "shifts": shifts})
    for minutes in range(-1500, 1500, 23):
        assert len(duty.on_duty(change + timedelta(minutes=minutes))) == 1


@each(
    ("shifts", "gap"),
    [
        ([{"who": "ana", "days": "mon-fri", "hours": "08:00-20:00"}, {"who": "ben", "hours": "20:00-08:00"}],
         "sat 08:00 to 20:00, sun 08:00 to 20:00"),
        ([{"who": "ana", "days": "mon-fri", "hours": "00:00-24:00"}], "sat 00:00 to mon 00:00"),
        ([{"who": "ana", "days": "tue-sat", "hours": "09:00-09:00"}], "sun 09:00 to tue 09:00"),
    ],
)  # fmt: skip
def test_a_gap_in_a_rota_is_told_by_its_hours(shifts: list[dict[str, Any]], gap: str) -> None:
    assert Rota.model_validate({"zone": "Europe/Kyiv", "shifts": shifts}).gaps == gap
