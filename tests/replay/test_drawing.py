from datetime import timedelta

from streams.replay.courses import Course
from streams.replay.drawing import Bar, Timeline, plot
from streams.replay.sweep import Point
from tests.cases import each
from tests.replay.logs import START, event

DAY = Timeline(START, START + timedelta(hours=10))


def test_a_bar_runs_from_the_beginning_of_an_incident_to_its_end() -> None:
    course = Course((event("fire", 1), event("escalate", 3), event("resolve", 6)))
    assert DAY.bar(course) == Bar(left=10.0, width=50.0, open=False, marks=(30.0,))


def test_an_open_incident_runs_to_the_end_of_the_line() -> None:
    assert DAY.bar(Course((event("fire", 4),))) == Bar(left=40.0, width=60.0, open=True, marks=())


def test_what_began_before_the_line_begins_at_its_edge() -> None:
    assert DAY.bar(Course((event("fire", -9), event("resolve", 5)))).left == 0.0


@each(
    ("hours", "texts"),
    [
        (5, ["01 Mar 00:00", "01 Mar 01:00", "01 Mar 02:00", "01 Mar 03:00", "01 Mar 04:00", "01 Mar 05:00"]),
        (72, ["01 Mar 00:00", "01 Mar 12:00", "02 Mar 00:00", "02 Mar 12:00", "03 Mar 00:00", "03 Mar 12:00", "04 Mar 00:00"]),
        (24 * 30, ["01 Mar", "08 Mar", "15 Mar", "22 Mar", "29 Mar"]),
        (0, ["01 Mar 00:00"]),
    ],
)  # fmt: skip
def test_ticks_are_round_moments_and_few(hours: int, texts: list[str]) -> None:
    assert [tick.text for tick in Timeline(START, START + timedelta(hours=hours)).ticks] == texts


def test_the_highest_point_of_a_plot_stands_below_its_top() -> None:
    drawn = plot([Point(10, 3, 3.0, 5), Point("24h", 0, 0.0, 0)])
    assert [tick.text for tick in drawn.upwards] == ["0", "1", "2", "3", "4"]
    assert [y for _, y, _ in drawn.dots] == [67.0, 226.0]


def test_a_plot_of_nothing_is_a_line_at_the_bottom() -> None:
    assert {y for _, y, _ in plot([Point(10, 0, 0.0, 0), Point(20, 0, 0.0, 0)]).dots} == {226.0}


def test_the_value_in_use_is_marked() -> None:
    drawn = plot([Point(10, 3, 3.0, 5), Point(20, 0, 0.0, 0, in_use=True)])
    assert drawn.used == drawn.dots[1][:2]
