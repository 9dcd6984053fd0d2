from datetime import timedelta

from streams.core.kinds.threshold import MAX_FIGURES
from tests.core.given import TOLLS, Desk, brief, briefs, hour, toll


def test_a_toll_below_the_threshold_is_counted_and_says_nothing() -> None:
    desk = Desk(TOLLS).take(toll("a", 1, 49))
    assert desk.log == []
    assert desk.last is not None
    assert desk.last.reason == "source-a says 49; the highest live claim, 49, is below 50"


def test_the_first_toll_at_the_threshold_fires() -> None:
    (event,) = Desk(TOLLS).take(toll("a", 1, 31), toll("b", 2, 50)).log
    assert (event.event, event.value, event.range, event.severity) == ("fire", 50, (31, 50), "major")
    assert event.summary == "50 killed in Idlib (SYR), says source-b"
    assert [span.quote for span in event.evidence] == ["50 killed"]


def test_tolls_of_several_sources_are_never_added() -> None:
    assert Desk(TOLLS).take(toll("a", 1, 30), toll("b", 2, 40), toll("c", 3, 45)).log == []


def test_tolls_of_one_source_are_never_added() -> None:
    assert Desk(TOLLS).take(*(toll(name, 1, 45, source="agency") for name in "abc")).log == []


def test_each_level_escalates_once() -> None:
    desk = Desk(TOLLS).take(
        toll("a", 1, 60), toll("b", 2, 104), toll("c", 3, 131), toll("d", 4, 200), toll("e", 5, 104)
    )
    assert briefs(desk.log) == ["fire a 60", "escalate b 104", "update c 131", "escalate d 200"]
    assert [event.severity for event in desk.log] == ["major", "major", "major", "critical"]


def test_a_jump_over_several_levels_is_one_escalation_to_the_highest() -> None:
    desk = Desk(TOLLS).take(toll("a", 1, 60), toll("b", 2, 600), toll("c", 3, 210))
    assert [brief(event) for event in desk.log if event.event != "update"] == ["fire a 60", "escalate b 600"]
    assert desk.log[1].reason == "source-b says 600, which reaches 500"


def test_a_first_toll_above_the_first_level_fires_at_its_own_level() -> None:
    desk = Desk(TOLLS).take(toll("a", 1, 210), toll("b", 2, 130))
    assert briefs(desk.log) == ["fire a 210", "update b 210"]
    assert desk.log[0].severity == "critical"


def test_a_repeated_toll_changes_nothing() -> None:
    assert briefs(Desk(TOLLS).take(toll("a", 1, 60), toll("b", 2, 60), toll("c", 3, 60)).log) == ["fire a 60"]


def test_a_source_that_repeats_or_raises_its_toll_has_one_live_figure() -> None:
    desk = Desk(TOLLS).take(*(toll(name, at, at + 60, source="agency") for at, name in enumerate("abc")))
    desk.take(toll("d", 5, 62, source="agency"))
    assert desk.state is not None
    assert [(one.value, one.published) for one in desk.state.head.figures] == [(62, hour(5))]


def test_competing_tolls_give_a_range_and_the_largest_decides() -> None:
    desk = Desk(TOLLS).take(toll("a", 1, 92), toll("b", 2, 98))
    assert (desk.log[-1].value, desk.log[-1].range) == (98, (92, 98))
    assert desk.log[-1].reason == "source-b says 98; the claims range 92 to 98"


def test_the_range_reaches_to_the_upper_end_of_a_claim() -> None:
    assert Desk(TOLLS).take(toll("a", 1, 50, value_max=70)).log[0].range == (50, 70)


def test_people_hear_of_an_update_only_when_the_figure_rises() -> None:
    desk = Desk(TOLLS).take(toll("a", 1, 60), toll("b", 2, 40), toll("c", 3, 80))
    assert briefs(desk.log) == ["fire a 60", "update b 60", "update c 80"]
    assert desk.heard == ["fire a 60", "update c 80"]


def test_a_lower_figure_of_the_same_source_does_not_lower_what_it_said() -> None:
    desk = Desk(TOLLS).take(toll("a", 1, 60, source="agency"), toll("b", 2, 12, source="agency"))
    assert briefs(desk.log) == ["fire a 60"]


def test_a_claim_counts_for_its_window_and_no_longer() -> None:
    desk = Desk(TOLLS).take(toll("a", 0, 60), toll("b", 71, 55), toll("c", 71.9, 51), toll("d", 72, 51, source="radio"))
    assert (desk.log[-1].items, desk.log[-1].value) == (("d",), 55)


def test_a_figure_that_falls_because_time_passed_is_for_the_log_alone() -> None:
    desk = Desk(TOLLS).take(toll("a", 0, 182), toll("b", 70, 70), toll("c", 80, 70, source="radio"))
    assert briefs(desk.log) == ["fire a 182", "update b 182", "update c 70"]
    assert desk.heard == ["fire a 182"]


def test_a_lower_claim_outlives_the_higher_one_of_its_source() -> None:
    desk = Desk(TOLLS).take(
        toll("a", 0, 90, source="agency"), toll("b", 60, 70, source="agency"), toll("c", 80, 55, source="radio")
    )
    assert (desk.log[-1].value, desk.log[-1].range) == (70, (55, 70))


def test_a_level_reached_before_is_not_reached_again_by_a_figure_that_fell_and_rose() -> None:
    desk = Desk(TOLLS).take(toll("a", 0, 120), toll("b", 70, 60), toll("c", 80, 60), toll("d", 90, 130))
    assert [brief(event) for event in desk.log if event.event in ("fire", "escalate")] == ["fire a 120"]


def test_an_incident_ends_when_no_claim_came_for_its_window() -> None:
    desk = Desk(TOLLS).take(toll("a", 0, 60), toll("b", 10, 22), hour(82))
    assert [(brief(event), event.at) for event in desk.log] == [
        ("fire a 60", hour(0)),
        ("update b 60", hour(10)),
        ("expire b 60", hour(82)),
    ]
    assert [event.summary for event in desk.log][::2] == [
        "60 killed in Idlib (SYR), says source-a",
        "No further news: Idlib (SYR)",
    ]
    assert desk.heard == ["fire a 60"]


def test_a_small_figure_beside_a_great_one_is_another_event_and_not_in_its_range() -> None:
    desk = Desk(TOLLS).take(toll("a", 0, 182), toll("b", 1, 1), toll("c", 2, 98))
    assert [event.range for event in desk.log] == [(182, 182), (98, 182)]


def test_after_its_end_the_same_figure_is_a_new_incident() -> None:
    desk = Desk(TOLLS).take(toll("a", 0, 60), toll("b", 72, 60))
    assert sorted(briefs(desk.log)) == ["expire a 60", "fire a 60", "fire b 60"]
    assert len({event.incident for event in desk.log}) == 2


def test_a_rule_may_end_its_incidents_sooner_and_forgets_their_figures() -> None:
    rule = TOLLS.model_copy(update={"expire_after": timedelta(hours=24)})
    desk = Desk(rule).take(toll("a", 0, 60), toll("b", 30, 12))
    assert briefs(desk.log) == ["fire a 60", "expire a 60"]


def test_the_figures_remembered_are_bounded_and_the_highest_is_among_them() -> None:
    desk = Desk(TOLLS).take(toll("top", 0, 700), *(toll(f"i{n:03}", n / 60, n % 40) for n in range(MAX_FIGURES + 20)))
    assert desk.state is not None
    assert len(desk.state.head.figures) == MAX_FIGURES
    assert desk.state.head.value == 700
