from datetime import timedelta

import pytest

from streams.core import lifecycle
from streams.core.claims import Claim
from streams.core.incidents import MAX_CLAIMS, KeyState, begin, decide
from streams.core.kinds.steps import Progress, Step
from streams.core.rules import Rule
from tests.cases import each
from tests.core.given import ROUTES, TOLLS, TRUCES, Desk, back, brief, briefs, broken, cut, hour, opened, toll


def outcome(desk: Desk) -> tuple[str, str]:
    assert desk.last is not None
    return desk.last.outcome, desk.last.reason


def test_a_late_item_leaves_the_log_of_one_that_came_in_time() -> None:
    in_time = Desk(TOLLS).take(toll("a", 1, 60), toll("b", 2, 70), toll("c", 3, 120))
    late = Desk(TOLLS).take(toll("c", 3, 120), toll("b", 2, 70), toll("a", 1, 60))
    assert briefs(in_time.log) == ["fire a 60", "update b 70", "escalate c 120"]
    assert late.log == in_time.log


def test_a_late_item_that_would_have_fired_earlier_revises_the_fire() -> None:
    desk = Desk(ROUTES).take(cut("b", 2), cut("a", 1))
    assert [(brief(one.event), one.revision, one.revised) for one in desk.sent] == [
        ("fire b", 1, False),
        ("fire a", 2, True),
        ("update b", 2, False),
    ]
    assert desk.sent[0].event.id == desk.sent[1].event.id


def test_a_late_item_that_only_takes_the_credit_is_told_to_nobody() -> None:
    assert Desk(ROUTES).take(cut("b", 2), cut("a", 1)).heard == ["fire b"]
    assert Desk(TOLLS).take(toll("b", 2, 60), toll("a", 1, 55)).heard == ["fire b 60"]


def test_a_late_item_that_raises_what_is_known_now_is_told() -> None:
    assert Desk(TOLLS).take(toll("b", 2, 60), toll("a", 1, 120)).heard == ["fire b 60", "fire a 120"]


def test_a_late_step_below_what_is_known_now_is_told_to_nobody() -> None:
    desk = Desk(TOLLS).take(toll("a", 1, 60), toll("c", 3, 210), toll("b", 2, 104))
    assert briefs(desk.log) == ["fire a 60", "escalate b 104", "escalate c 210"]
    assert desk.heard == ["fire a 60", "escalate c 210"]


def test_a_whole_incident_that_is_learned_of_late_is_told() -> None:
    desk = Desk(TRUCES).take(broken("b", 100), hour(200), broken("a", 10))
    assert sorted(briefs(desk.log)) == ["expire a", "expire b", "fire a", "fire b"]
    assert desk.heard == ["fire b", "fire a"]


def test_an_incident_that_is_counted_anew_is_told_anew_after_the_end_of_another_alone() -> None:
    """A late cut and reopening make the present closure the second one: its ids change, what people know does not. Yet they
    hear that it reopened before: were that their last word, the road would be open to them."""
    desk = Desk(ROUTES).take(cut("c", 30), opened("b", 20), cut("a", 10))
    assert briefs(desk.log) == ["fire a", "resolve b", "fire c"]
    assert desk.heard == ["fire c", "fire a", "resolve b", "fire c"]
    assert Desk(TRUCES).take(broken("b", 100), broken("a", 10)).heard == ["fire b", "fire a"]


def test_an_end_that_a_late_item_puts_off_is_taken_back() -> None:
    desk = Desk(TRUCES).take(broken("a", 0), hour(30), broken("b", 20))
    assert briefs(desk.log) == ["fire a", "update b"]
    desk.take(hour(44))
    assert briefs(desk.log) == ["fire a", "update b", "expire b"]
    assert desk.heard == ["fire a"]


def test_two_incidents_that_a_late_item_joins_become_one() -> None:
    desk = Desk(TRUCES).take(broken("a", 0), broken("c", 30), broken("b", 15))
    assert briefs(desk.log) == ["fire a", "update b", "update c"]
    assert desk.heard == ["fire a", "fire c"]


def test_a_late_reopening_parts_an_incident_in_two() -> None:
    desk = Desk(ROUTES).take(cut("a", 1), cut("c", 3), opened("b", 2))
    assert briefs(desk.log) == ["fire a", "resolve b", "fire c"]
    assert desk.heard == ["fire a", "resolve b", "fire c"]


def test_a_level_that_a_late_item_reached_before_is_not_told_as_withdrawn() -> None:
    desk = Desk(TOLLS).take(toll("b", 2, 80), toll("c", 3, 120), toll("a", 1, 210))
    assert briefs(desk.log) == ["fire a 210", "update b 210"]
    assert desk.heard == ["fire b 80", "escalate c 120", "fire a 210"]
    assert [one.event.reason for one in desk.sent if one.withdrawn] == [
        "an item that came late, or was corrected, changes what happened"
    ]


def test_a_correction_that_leaves_what_the_item_says_is_not_told_as_withdrawn() -> None:
    desk = Desk(TRUCES).take(broken("a", 0), broken("b", 30), broken("b", 20, version=hour(31)))
    assert briefs(desk.log) == ["fire a", "update b"]
    assert desk.heard == ["fire a", "fire b"]


def test_a_withdrawn_claim_takes_its_fire_back() -> None:
    desk = Desk(ROUTES).take(cut("a", 1), back(cut("a", 1)))
    assert desk.log == []
    taken = desk.sent[-1]
    assert (taken.withdrawn, taken.material, taken.event.event) == (True, True, "retract")
    assert taken.event.id == desk.sent[0].event.id
    assert taken.event.summary == "Withdrawn: M5 (SYR)"
    assert taken.event.reason == "the item behind it was corrected or taken back"
    assert outcome(desk) == ("withdrawn", "what a said before is taken back")


def test_a_withdrawal_of_the_same_version_counts() -> None:
    assert Desk(ROUTES).take(cut("a", 1), back(cut("a", 1), 1)).log == []


def test_a_withdrawn_claim_gives_its_fire_to_the_next_item() -> None:
    desk = Desk(ROUTES).take(cut("a", 1), cut("b", 2), back(cut("a", 1)))
    assert briefs(desk.log) == ["fire b"]
    assert desk.heard == ["fire a"]


def test_a_corrected_toll_replaces_the_one_before() -> None:
    desk = Desk(TOLLS).take(toll("a", 1, 60), toll("b", 2, 120), toll("b", 2, 70, version=hour(5)))
    assert briefs(desk.log) == ["fire a 60", "update b 70"]
    assert desk.heard == ["fire a 60", "escalate b 120", "update b 70"]


def test_what_is_taken_back_of_an_incident_that_goes_on_tells_how_it_stands() -> None:
    canceled = Desk(TOLLS).take(toll("a", 1, 60), toll("b", 2, 120), back(toll("b", 2, 120)))
    assert canceled.heard == ["fire a 60", "escalate b 120", "update a 60"]
    assert canceled.sent[-1].event.event == "retract"
    assert canceled.sent[-1].grading == canceled.sent[0].grading
    assert Desk(TOLLS).take(toll("a", 1, 60), back(toll("a", 1, 60))).heard == ["fire a 60", "retract a 60"]


def test_a_corrected_toll_below_the_threshold_takes_the_fire_back() -> None:
    desk = Desk(TOLLS).take(toll("a", 1, 60), toll("a", 1, 16, version=hour(2)))
    assert desk.log == []
    assert desk.heard == ["fire a 60", "retract a 60"]


def test_a_fire_of_an_incident_that_has_ended_can_still_be_called_back() -> None:
    desk = Desk(TRUCES).take(broken("a", 1), hour(100), back(broken("a", 1)))
    assert desk.log == []
    assert desk.heard == ["fire a", "retract a"]


def test_a_withdrawn_reopening_makes_the_route_cut_again() -> None:
    desk = Desk(ROUTES).take(cut("a", 1), opened("b", 2), back(opened("b", 2)))
    assert briefs(desk.log) == ["fire a"]
    assert desk.heard == ["fire a", "resolve b", "update a"]


def test_a_reopening_corrected_to_a_closure_tells_that_it_is_cut() -> None:
    desk = Desk(ROUTES).take(cut("a", 1), opened("b", 2), cut("b", 2, version=hour(5)))
    assert briefs(desk.log) == ["fire a", "update b"]
    assert desk.heard == ["fire a", "resolve b", "update b"]


def test_what_comes_again_after_it_was_taken_back_has_a_higher_revision() -> None:
    desk = Desk(ROUTES).take(cut("a", 1), back(cut("a", 1)), cut("b", 2))
    assert [one.revision for one in desk.sent] == [1, 2, 3]
    assert briefs(desk.log) == ["fire b"]


def test_a_repeat_changes_nothing() -> None:
    desk = Desk(ROUTES).take(cut("a", 1), cut("b", 2))
    state = desk.state
    desk.take(cut("a", 1), cut("b", 2))
    assert desk.state is state
    assert len(desk.sent) == 2
    assert outcome(desk) == ("repeat", "this or a later word of b is known")


def test_a_repeat_under_another_version_of_the_rules_changes_nothing() -> None:
    desk = Desk(ROUTES).take(cut("a", 1), cut("a", 1, rules="sha256:2"))
    assert (len(desk.sent), outcome(desk)[0]) == (1, "repeat")


def test_an_older_version_that_comes_later_changes_nothing() -> None:
    desk = Desk(TOLLS).take(toll("a", 1, 70, version=hour(5)), toll("a", 1, 60))
    assert briefs(desk.log) == ["fire a 70"]


def test_an_older_version_does_not_revive_what_was_taken_back() -> None:
    desk = Desk(ROUTES).take(cut("a", 1), back(cut("a", 1)), cut("a", 1))
    assert desk.log == []
    assert (len(desk.sent), outcome(desk)[0]) == (2, "repeat")


def test_a_withdrawal_that_comes_before_its_claim_still_counts() -> None:
    assert Desk(ROUTES).take(back(cut("a", 1)), cut("a", 1)).sent == []


def test_a_version_after_the_withdrawal_counts_again() -> None:
    desk = Desk(ROUTES).take(cut("a", 1), back(cut("a", 1), 2), cut("a", 1, version=hour(3)))
    assert briefs(desk.log) == ["fire a"]


def test_a_correction_may_move_an_item_in_time() -> None:
    desk = Desk(ROUTES).take(cut("a", 1), cut("b", 2), cut("a", 3, version=hour(9)))
    assert briefs(desk.log) == ["fire b", "update a"]


def test_a_claim_later_than_the_allowed_lateness_is_too_late() -> None:
    week = 7 * 24
    desk = Desk(ROUTES).take(cut("a", 0), cut("b", week + 1), cut("c", -1))
    assert outcome(desk) == ("too late", "c came later than the rule's allowed_lateness, or again")
    assert briefs(desk.log) == ["fire a", "update b"]


def test_a_claim_at_the_very_end_of_the_allowed_lateness_counts() -> None:
    desk = Desk(ROUTES).take(cut("z", -1), cut("b", 7 * 24), cut("a", 0))
    assert outcome(desk)[0] == "counted"
    assert briefs(desk.log) == ["fire z", "update a", "update b"]


def test_a_claim_in_the_checkpoint_that_comes_again_changes_nothing() -> None:
    desk = Desk(ROUTES).take(cut("a", 0), cut("b", 8 * 24), cut("a", 0))
    assert outcome(desk)[0] == "too late"
    assert briefs(desk.log) == ["fire a", "update b"]


def test_a_correction_that_moves_an_item_before_the_checkpoint_takes_it_back() -> None:
    desk = Desk(ROUTES).take(cut("a", 0), opened("b", 8 * 24), cut("c", 9 * 24), cut("c", -1, version=hour(300)))
    assert briefs(desk.log) == ["fire a", "resolve b"]


def test_claims_past_the_allowed_lateness_leave_the_state() -> None:
    desk = Desk(ROUTES).take(cut("a", 0), cut("b", 24), cut("c", 8 * 24))
    assert desk.state is not None
    assert [claim.item for claim in desk.state.claims] == ["b", "c"]
    assert desk.state.through == (hour(0), "a")
    assert desk.state.checkpoint.ordinal == 1


def test_the_claims_held_are_bounded_in_number() -> None:
    desk = Desk(ROUTES).take(*(cut(f"i{n:04}", n / 60) for n in range(MAX_CLAIMS + 50)))
    assert desk.state is not None
    assert len(desk.state.claims) == MAX_CLAIMS
    assert desk.state.through == (hour(49 / 60), "i0049")
    assert briefs(desk.log)[:2] == ["fire i0000", "update i0001"]


def test_a_state_does_not_grow_with_years_of_news_and_late_items() -> None:
    desk = Desk(ROUTES)
    sizes = []
    for day in range(0, 240, 2):
        desk.take(cut(f"{day:04}", 24 * day + 24, source="radio"), cut(f"{day:04}-late", 24 * day, source="agency"))
        assert desk.state is not None
        sizes.append(len(desk.state.written()))
    assert max(sizes[60:]) <= max(sizes[:60])


def test_a_tick_before_the_deadline_leaves_the_state_as_it_is() -> None:
    desk = Desk(TRUCES).take(broken("a", 0))
    state = desk.state
    desk.take(hour(23.99))
    assert desk.state is state
    assert outcome(desk) == ("tick", "nothing is due")


def test_a_tick_after_the_end_changes_nothing() -> None:
    desk = Desk(TRUCES).take(broken("a", 0), hour(24))
    state = desk.state
    desk.take(hour(24), hour(30))
    assert desk.state is state
    assert len(desk.sent) == 2


@each("moment", [24, 25, 1000])
def test_a_state_tells_when_it_is_due(moment: float) -> None:
    state = Desk(TRUCES).take(broken("a", 0)).state
    assert state is not None
    assert not state.due(hour(23.9))
    assert state.due(hour(moment))


def test_a_state_knows_the_ticks_before_its_last_news_but_none_of_a_clock_that_was_wrong_by_days() -> None:
    state = decide(begin(broken("a", 0)), TRUCES, broken("a", 0), hour(30)).state
    assert [state.knows(hour(moment)) for moment in (7, 30, 31, -24 * 365)] == [True, True, False, False]
    assert not decide(begin(broken("a", 0)), TRUCES, broken("a", 0)).state.knows(hour(0))


def test_a_late_item_after_a_tick_ends_without_another_tick() -> None:
    desk = Desk(TRUCES).take(broken("b", 0), hour(100), broken("a", 30))
    assert [brief(event) for event in desk.log if event.event == "expire"] == ["expire b", "expire a"]


def test_a_state_reads_back_from_what_is_written_and_tells_its_version() -> None:
    state = Desk(TRUCES).take(broken("a", 0), back(broken("b", 3)), hour(24)).state
    assert state is not None
    assert KeyState.read(state.written()) == state
    assert b'"version":1' in state.written()


def test_a_state_of_a_version_that_is_not_known_is_not_read() -> None:
    state = begin(cut("a", 1))
    with pytest.raises(ValueError, match="version"):
        KeyState.read(state.written().replace(b'"version":1', b'"version":2'))


def test_incidents_of_a_drill_have_other_ids() -> None:
    real, drill = (Desk(ROUTES).take(cut("a", 1, exercise=exercise)).log[0] for exercise in (False, True))
    assert (real.exercise, drill.exercise) == (False, True)
    assert real.incident != drill.incident
    assert real.id != drill.id


def test_a_decision_says_what_the_claim_did() -> None:
    state = begin(cut("a", 1))
    assert decide(state, ROUTES, cut("a", 1)).reason == "first reported by source-a"


def test_a_claim_in_order_costs_the_same_however_many_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(ROUTES).take(*(cut(f"i{n:04}", n / 60) for n in range(200)))
    folded: list[str] = []
    on_claim = lifecycle.on_claim

    def counted(rule: Rule, progress: Progress, claim: Claim) -> Step:
        folded.append(claim.item)
        return on_claim(rule, progress, claim)

    monkeypatch.setattr(lifecycle, "on_claim", counted)
    desk.take(cut("next", 10))
    assert folded == ["next"]


def test_lateness_is_the_rules_own() -> None:
    rule = ROUTES.model_copy(update={"allowed_lateness": timedelta(hours=1)})
    desk = Desk(rule).take(cut("a", 5), cut("b", 6), cut("c", 5))
    assert outcome(desk)[0] == "counted"
    assert outcome(desk.take(cut("d", 4.9)))[0] == "too late"
