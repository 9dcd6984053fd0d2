from datetime import timedelta

from streams.core.kinds.change import MAX_SOURCES
from tests.core.given import ROUTES, TRUCES, Desk, brief, briefs, broken, cut, hour, moments, opened


def test_the_first_report_fires() -> None:
    desk = Desk(ROUTES).take(cut("a", 1))
    (event,) = desk.log
    assert (event.event, event.severity, event.value, event.at) == ("fire", "critical", None, hour(1))
    assert (event.items, event.sources, event.reason) == (("a",), ("source-a",), "first reported by source-a")


def test_further_reports_are_updates_that_nobody_needs_to_hear() -> None:
    desk = Desk(ROUTES).take(cut("a", 1), cut("b", 2), cut("c", 3, source="source-a"))
    assert briefs(desk.log) == ["fire a", "update b", "update c"]
    assert [event.reason for event in desk.log[1:]] == ["also reported by source-b", "source-a reports it again"]
    assert desk.heard == ["fire a"]


def test_who_said_it_is_named_before_who_printed_it() -> None:
    (event,) = Desk(ROUTES).take(cut("a", 1, attribution="the governor")).log
    assert event.reason == "first reported by the governor"


def test_a_reopening_resolves() -> None:
    desk = Desk(ROUTES).take(cut("a", 1), opened("b", 5))
    assert briefs(desk.log) == ["fire a", "resolve b"]
    assert desk.log[0].incident == desk.log[1].incident
    assert desk.heard == ["fire a", "resolve b"]


def test_a_reopening_of_what_was_never_cut_is_counted_and_says_nothing() -> None:
    desk = Desk(ROUTES).take(opened("a", 1))
    assert desk.log == []
    assert desk.last is not None
    assert (desk.last.outcome, desk.last.reason) == (
        "counted",
        "source-a reports what would resolve it, but no incident is open",
    )


def test_a_second_reopening_says_nothing() -> None:
    assert briefs(Desk(ROUTES).take(cut("a", 1), opened("b", 2), opened("c", 3)).log) == ["fire a", "resolve b"]


def test_a_later_closure_is_a_new_alert() -> None:
    desk = Desk(ROUTES).take(cut("a", 1), opened("b", 2), cut("c", 3))
    assert briefs(desk.log) == ["fire a", "resolve b", "fire c"]
    assert desk.log[2].incident != desk.log[0].incident
    assert desk.heard == ["fire a", "resolve b", "fire c"]


def test_a_source_of_the_last_closure_is_new_to_the_next_one() -> None:
    desk = Desk(ROUTES).take(cut("a", 1), opened("b", 2), cut("c", 3), cut("d", 4, source="source-a"))
    assert desk.log[-1].reason == "also reported by source-a"


def test_a_route_that_nobody_mentions_stays_cut() -> None:
    desk = Desk(ROUTES).take(cut("a", 1), hour(24 * 365))
    assert briefs(desk.log) == ["fire a"]
    assert desk.state is not None
    assert desk.state.deadline is None


def test_a_broken_truce_runs_out_a_day_after_the_last_assertion() -> None:
    desk = Desk(TRUCES).take(broken("a", 1), broken("b", 20), hour(43.9))
    assert briefs(desk.log) == ["fire a", "update b"]
    desk.take(hour(44))
    assert briefs(desk.log) == ["fire a", "update b", "expire b"]
    assert moments(desk.log)[-1] == "2025-03-02T20:00:00.000000Z"
    assert desk.heard == ["fire a"]


def test_the_end_is_at_the_deadline_however_late_the_tick() -> None:
    early = Desk(TRUCES).take(broken("a", 1), hour(25))
    late = Desk(TRUCES).take(broken("a", 1), hour(1000))
    assert early.log == late.log
    assert early.log[-1].at == hour(25)


def test_an_assertion_at_the_very_deadline_is_a_new_incident() -> None:
    desk = Desk(TRUCES).take(broken("a", 0), broken("b", 24))
    assert sorted(briefs(desk.log)) == ["expire a", "fire a", "fire b"]


def test_an_assertion_just_before_the_deadline_is_an_update() -> None:
    desk = Desk(TRUCES).take(broken("a", 0), broken("b", 23.99))
    assert briefs(desk.log) == ["fire a", "update b"]


def test_a_deadline_between_two_reports_passes_without_a_tick() -> None:
    desk = Desk(TRUCES).take(broken("a", 0), broken("b", 100))
    assert [(brief(event), event.at) for event in desk.log] == [
        ("fire a", hour(0)),
        ("expire a", hour(24)),
        ("fire b", hour(100)),
    ]


def test_the_end_names_the_item_and_rules_that_it_counts_from() -> None:
    desk = Desk(TRUCES).take(broken("a", 0, rules="sha256:old"), broken("b", 1, rules="sha256:new"), hour(48))
    end = desk.log[-1]
    assert (end.items, end.sources, end.rules, end.evidence) == (("b",), ("source-b",), "sha256:new", ())


def test_reports_of_one_moment_are_taken_in_order_of_their_ids() -> None:
    for inputs in ([cut("b", 1), cut("a", 1)], [cut("a", 1), cut("b", 1)]):
        assert sorted(briefs(Desk(ROUTES).take(*inputs).log)) == ["fire a", "update b"]


def test_the_sources_remembered_are_bounded() -> None:
    desk = Desk(ROUTES).take(*(cut(f"i{n:03}", n / 60) for n in range(MAX_SOURCES + 20)))
    assert desk.state is not None
    assert len(desk.state.head.sources) == MAX_SOURCES


def test_a_rule_without_its_own_words_for_an_end_says_it_plainly() -> None:
    assert [event.summary for event in Desk(ROUTES).take(cut("a", 1), opened("b", 2)).log] == [
        "M5 (SYR) is cut, says source-a",
        "Resolved: M5 (SYR)",
    ]
    rule = ROUTES.model_copy(update={"expire_after": timedelta(hours=1)})
    assert Desk(rule).take(cut("a", 1), hour(9)).log[-1].summary == "No further news: M5 (SYR)"
