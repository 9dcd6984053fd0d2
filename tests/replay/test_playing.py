from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.alerts import Emission, event_line
from streams.core.errors import Misuse
from streams.core.items import Item
from streams.core.sheets import fact_sheet
from streams.edges.clocks import FixedClock
from streams.replay.playing import Pace, Player, read_pace
from streams.replay.readings import Reading
from streams.replay.run import replay_readings
from tests.cases import each
from tests.replay.given import pipeline, read
from tests.replay.logs import NOW, START


def reading(hours: float, text: str, name: str = "", later: int = 0) -> Reading:
    """An item of one word; ``later`` makes it a version so many hours younger."""
    published = START + timedelta(hours=hours)
    updated = published + timedelta(hours=later) if later else None
    name = name or f"i-{hours:g}"
    item = Item(id=name, source="radio", title="", text=text, published=published, updated=updated)
    return Reading.of(fact_sheet(item, read(item)))


@dataclass(slots=True)
class House:
    """Watches, and keeps what was raised with the seconds that had passed and the time by the archive's clock."""

    clock_: FixedClock
    raised_: list[tuple[float, str, datetime]] = field(default_factory=list)
    moments: list[datetime] = field(default_factory=list)

    def begin(self, items: int, since: tuple[datetime, str] | None) -> None: ...

    def clock(self, now: datetime) -> None:
        self.moments.append(now)

    def judged(self, published: datetime) -> None:
        self.moments.append(published)

    def raised(self, emission: Emission, at: datetime) -> None:
        self.raised_.append((round(self.clock_.seconds(), 3), emission.event.event, at))


def played(
    readings: Sequence[Reading], pace: Pace, since: tuple[datetime, str] | None = None
) -> tuple[list[str], House, Player]:
    clock = FixedClock(NOW)
    house = House(clock)
    player = Player(pace, clock, lambda seconds: clock.advance(timedelta(seconds=seconds)), house, since)
    log = player.play(readings, pipeline()).events
    return [event_line(event) for event in log], house, player


STORY = [reading(0, "broken"), reading(1, "cut"), reading(3, "open"), reading(48, "60")]


@each(("text", "factor"), [("60x", 60.0), ("60", 60.0), ("0.5x", 0.5), (" 3600x ", 3600.0), ("max", None)])
def test_a_pace_is_a_number_of_times_or_max(text: str, factor: float | None) -> None:
    assert read_pace(text) == Pace(factor)


@each("text", ["", "x", "0x", "0", "-1x", "fast", "1e9x", "6 0x", "nan", "infx"])
def test_a_pace_that_means_nothing_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Misuse, match="such as 60x"):
        read_pace(text)


def test_at_3600x_an_hour_takes_a_second_and_each_alert_comes_at_its_moment() -> None:
    _, house, _ = played(STORY, Pace(3600.0))
    seconds = [(at, kind) for at, kind, _ in house.raised_]
    assert [(round(at), kind) for at, kind in seconds] == [
        (0, "fire"), (1, "fire"), (3, "resolve"), (24, "expire"), (48, "fire"),
    ]  # fmt: skip


def test_what_runs_out_between_two_items_is_told_when_it_does() -> None:
    (expired,) = [at for _, kind, at in played(STORY, Pace(3600.0))[1].raised_ if kind == "expire"]
    assert timedelta() <= expired - (START + timedelta(hours=24)) <= timedelta(minutes=20)


def test_the_clock_never_goes_back() -> None:
    moments = played(STORY, Pace(36000.0))[1].moments
    assert moments == sorted(moments)


def test_at_max_nothing_is_waited_for() -> None:
    _, house, _ = played(STORY, Pace(None))
    assert {seconds for seconds, _, _ in house.raised_} == {0.0}


NEWS = st.lists(
    st.builds(reading, st.integers(0, 100), st.sampled_from(["cut", "open", "broken", "60", "120", "rain"])),
    max_size=12,
    unique_by=lambda one: one.item,
).map(lambda found: sorted(found, key=lambda one: one.order))


@given(NEWS, st.sampled_from([Pace(None), Pace(7200.0), Pace(999999.0)]), st.integers(0, 12))
def test_no_pace_and_no_place_to_go_on_from_changes_a_byte_of_the_log(
    news: list[Reading], pace: Pace, seen: int
) -> None:
    since = news[min(seen, len(news)) - 1].order if seen and news else None
    (whole,) = replay_readings(news, [pipeline()])
    assert played(news, pace, since)[0] == [event_line(event) for event in whole.events]


AGAIN = st.lists(
    st.builds(
        reading,
        st.integers(0, 30),
        st.sampled_from(["cut", "open", "60", "rain"]),
        st.sampled_from(["a", "b", "c", "d", "e", "f"]),
        st.integers(0, 2),
    ),
    max_size=8,
).map(lambda found: sorted(found, key=lambda one: one.order))


@given(AGAIN)
def test_passing_over_what_no_rule_asks_for_loses_no_correction_and_no_conflict(news: list[Reading]) -> None:
    (told,) = replay_readings(news, [pipeline()])
    clock = FixedClock(NOW)
    whole = Player(Pace(None), clock, lambda _: None, House(clock)).play(news, pipeline())
    assert (told.events, told.conflicts) == (whole.events, whole.conflicts)


def test_what_was_shown_before_is_not_shown_again_and_takes_no_time() -> None:
    _, house, player = played(STORY, Pace(3600.0), since=STORY[2].order)
    assert [kind for _, kind, _ in house.raised_] == ["expire", "fire"]
    assert player.reached == STORY[3].order
