"""What each kind of rule, and each field that they share, does with claims at one key."""

from typing import Any

from streams.core.claims import Share
from streams.core.facts import Origin
from streams.core.incidents import awaited
from streams.core.matches import Match
from streams.core.rules import AbsenceRule, Rule
from tests.cases import each
from tests.core.given import Desk, brief, briefs, hour, moments, toll
from tests.core.test_kinds_same_log import STEPS, rule

RESOLVED = {"fact": "casualties", "outcome": "missing"}


def said(name: str, hours: float, value: int = 1, **fields: Any) -> Match:
    """An item's claim; its source is its own, unless said otherwise."""
    return toll(name, hours, value, **fields)


def over(name: str, hours: float) -> Match:
    return said(name, hours, effect="clear")


def log(of: Rule, *inputs: Any) -> list[str]:
    return briefs(Desk(of).take(*inputs).log)


def reason(of: Rule, *inputs: Any) -> str:
    last = Desk(of).take(*inputs).last
    assert last is not None
    return last.reason


def shares(**values: int) -> dict[str, Any]:
    return {"shares": tuple(Share(name=name.replace("_", "/"), value=value) for name, value in values.items())}


def test_an_immediate_rule_fires_once_and_further_items_join_for_a_day() -> None:
    assert log(rule("immediate"), said("a", 0), said("b", 20), said("c", 50)) == [
        "fire a", "update b", "expire b", "fire c",
    ]  # fmt: skip


def test_what_must_hold_for_some_time_fires_then_with_the_last_item_behind_it() -> None:
    waits = rule("change", **{"for": "6h"}, resolve_when=RESOLVED)
    desk = Desk(waits).take(said("a", 0), said("b", 4), hour(6))
    assert briefs(desk.log) == ["fire b"]
    assert moments(desk.log) == ["2025-03-01T06:00:00.000000Z"]
    assert desk.log[0].evidence[0].quote == "1 killed"
    assert log(waits, said("a", 0), over("b", 5), said("c", 7), hour(12)) == []
    assert reason(waits, said("a", 0)) == (
        "first reported by source-a; so since 2025-03-01 00:00 UTC, fires at 2025-03-01 06:00 UTC if it stays so"
    )


def test_an_end_waits_for_keep_firing_and_a_new_beginning_calls_it_off() -> None:
    lingers = rule("change", keep_firing="3h", resolve_when=RESOLVED)
    assert log(lingers, said("a", 0), over("b", 1), said("c", 2), hour(9)) == ["fire a", "update c"]
    desk = Desk(lingers).take(said("a", 0), over("b", 1), hour(9))
    assert [(brief(one), one.at) for one in desk.log] == [("fire a", hour(0)), ("resolve b", hour(4))]


def test_the_cooldown_holds_back_and_then_lets_through_what_still_holds() -> None:
    cools = rule("change", cooldown="6h", resolve_when=RESOLVED)
    desk = Desk(cools).take(said("a", 0), over("b", 1), said("c", 2))
    assert desk.last is not None
    assert desk.last.reason.endswith("held back by the cooldown, fires at 2025-03-01 07:00 UTC if it stays so")
    assert briefs(desk.take(hour(7)).log) == ["fire a", "resolve b", "fire c"]
    assert log(cools, said("a", 0), over("b", 1), said("c", 2), over("d", 3), hour(9)) == ["fire a", "resolve b"]


def test_corroboration_counts_origins_and_says_how_many_are_missing() -> None:
    two = rule("change", corroboration={"origins": 2, "within": "12h"})
    wire: dict[str, Any] = {"origin": Origin(named="wire")}
    assert log(two, said("a", 0, **wire), said("b", 1, **wire)) == []
    assert log(two, said("a", 0, **wire), said("b", 13)) == []
    desk = Desk(two).take(said("a", 0, **wire), said("b", 1, **wire), said("c", 2))
    assert [(event.event, event.items) for event in desk.log] == [("fire", ("c", "b", "a"))]
    assert reason(two, said("a", 2)) == (
        "first reported by source-a; 1 of 2 independent origins, the first expires 2025-03-01 14:00 UTC"
    )


def test_a_toll_below_the_threshold_corroborates_nothing() -> None:
    two = rule("threshold", threshold=50, within="24h", corroboration=2)
    assert log(two, said("a", 0, 60), said("b", 1, 40)) == []
    assert log(two, said("a", 0, 60), said("b", 1, 55)) == ["fire b 60"]


@each(("policy", "value"), [("highest", 90), ("median", 60), ("best_graded", 55)])
def test_the_policy_chooses_the_figure_and_the_range_stays_whole(policy: str, value: int) -> None:
    of = rule("threshold", threshold=50, within="24h", policy=policy)
    claims = (said("a", 0, 90, grade="E"), said("b", 1, 60, grade="C"), said("c", 2, 55, grade="B"))
    event = Desk(of).take(*claims).log[-1]
    assert (event.value, event.range) == (value, (55, 90))


def test_a_source_that_lowers_its_figure_takes_the_alert_back_where_the_last_word_counts() -> None:
    of = rule("threshold", threshold=50, within="24h", policy="best_graded")
    first, lower = said("a", 0, 60, source="agency"), said("b", 1, 40, source="agency")
    desk = Desk(of).take(first, lower)
    assert desk.heard == ["fire a 60", "retract b 40"]
    assert log(of, first, said("b", 1, 55, source="agency")) == ["fire a 60", "update b 55"]
    assert log(of, first, said("b", 1, 5, source="agency")) == ["fire a 60"], "a fifth of it is another event"


def test_tolls_of_areas_add_up_but_an_area_and_a_town_in_it_do_not() -> None:
    of = rule("threshold", threshold=100, within="24h", measure="sum", group_by="country")
    assert log(of, said("a", 0, **shares(SYR_Idlib=60)), said("b", 1, **shares(SYR_Idlib=70))) == []
    assert log(of, said("a", 0, **shares(SYR_Idlib=60)), said("b", 1, **shares(SYR_Idlib_Ariha=50))) == []
    assert log(of, said("a", 0, **shares(SYR_Idlib=60)), said("b", 1, **shares(SYR_Homs=40))) == ["fire b 100"]
    assert log(of, said("a", 0, **shares(SYR=90)), said("b", 1, **shares(SYR_Homs=40))) == []


def test_different_things_count_once_each() -> None:
    of = rule("threshold", threshold=2, within="24h", measure="distinct", count="areas", group_by="country")
    same = said("a", 0, **shares(SYR_Idlib=1))
    assert log(of, same, said("b", 1, **shares(SYR_Idlib=1))) == []
    assert log(of, same, said("b", 1, **shares(SYR_Homs=1))) == ["fire b 2"]
    assert reason(of, same) == "1 of 2 areas, the first expires 2025-03-02 00:00 UTC"


def test_a_frequency_lasts_as_long_as_enough_items_are_in_the_window() -> None:
    of = rule("frequency", threshold=3, within="12h", count="items", escalate_at=[4])
    desk = Desk(of).take(said("a", 0), said("b", 1), said("c", 2), said("d", 3), hour(24))
    assert briefs(desk.log) == ["fire c 3", "escalate d 4", "expire d 4"]
    assert desk.log[-1].at == hour(13)
    assert desk.log[0].items == ("c", "b", "a")
    assert reason(of, said("a", 0), said("b", 1)) == "2 of 3 items, the first expires 2025-03-01 12:00 UTC"


def test_copies_of_a_report_are_one_origin_to_a_frequency() -> None:
    of = rule("frequency", threshold=2, within="12h")
    wire: dict[str, Any] = {"origin": Origin(named="wire")}
    assert log(of, said("a", 0, **wire), said("b", 1, **wire)) == []
    assert log(of, said("a", 0, **wire), said("b", 1)) == ["fire b 2"]


def test_something_is_new_when_it_was_not_told_of_for_long_and_learning_is_over() -> None:
    of = rule("first_seen", field="area", within="48h", learn="5h", group_by="country")
    idlib, homs = shares(SYR_Idlib=1), shares(SYR_Homs=1)
    assert log(of, said("a", 0, **idlib), said("b", 9, **idlib)) == []
    assert log(of, said("a", 0, **idlib), said("b", 9, **homs)) == ["fire b"]
    assert log(of, said("a", 0, **idlib), said("b", 60, **idlib)) == ["fire b"]
    assert reason(of, said("a", 0, **idlib), said("b", 9, **idlib)) == (
        "area SYR/Idlib: told of before, last by a of 2025-03-01 00:00 UTC"
    )


def test_a_spike_is_measured_against_the_windows_before() -> None:
    of = rule("spike", within="12h", factor=3, at_least=3, baseline=2)
    busy = [said(f"p{number}", number * 6) for number in range(8)]
    burst = [said(f"s{number}", 49 + number / 10) for number in range(3)]
    assert log(of, *burst) == ["fire s2 3"]
    assert log(of, *busy, *burst) == []
    assert log(of, *burst, hour(90))[-1] == "expire s2 3"


def test_silence_fires_at_its_deadline_and_the_next_item_ends_it() -> None:
    of = rule("absence", within="12h")
    desk = Desk(of).take(said("a", 0), said("b", 10), hour(30), said("c", 31), hour(32))
    assert [(brief(one), one.at) for one in desk.log] == [("fire b", hour(22)), ("resolve c", hour(31))]
    assert desk.log[0].reason == "nothing in 12h since b of 2025-03-01 10:00 UTC"


def test_a_late_item_takes_back_a_silence_that_was_none() -> None:
    desk = Desk(rule("absence", within="12h")).take(said("a", 0), hour(13), said("b", 11))
    assert desk.log == []
    assert desk.sent[-1].withdrawn


def test_a_source_that_was_never_heard_is_silent_from_when_it_was_waited_for() -> None:
    of = rule("absence", within="12h", expect=["radio"])
    assert isinstance(of, AbsenceRule)
    desk = Desk(of, awaited(of, "radio", hour(0), "sha256:1")).take(hour(12))
    (event,) = desk.log
    assert (event.event, event.at, event.items, event.sources, event.key) == (
        "fire", hour(12), (), ("radio",), {"source": "radio"},
    )  # fmt: skip
    assert briefs(desk.take(said("a", 13)).log[1:]) == ["resolve a"]


def test_a_sequence_needs_its_steps_in_order_and_within_its_time() -> None:
    of = rule("sequence", within="24h", steps=STEPS, resolve_when=RESOLVED)
    one, two, three = (said(name, at, steps=(at // 5,)) for name, at in (("a", 0), ("b", 5), ("c", 10)))
    (event,) = Desk(of).take(one, two, three).log
    assert (brief(event), event.items) == ("fire c", ("c", "b", "a"))
    assert [quote.item for quote in event.evidence] == ["c", "b", "a"]
    assert log(of, one, three) == []
    assert log(of, one, two, said("d", 30, steps=(2,))) == []
    assert log(of, one, two, over("x", 7), three) == []
    assert reason(of, one, two) == "step 2 of 3; the rest must come before 2025-03-02 00:00 UTC"


def test_a_new_first_step_does_not_break_the_chain_that_has_come_further() -> None:
    of = rule("sequence", within="24h", steps=STEPS)
    steps = [("a", 0, 0), ("b", 5, 1), ("again", 6, 0), ("c", 10, 2)]
    assert log(of, *(said(name, at, steps=(step,)) for name, at, step in steps)) == ["fire c"]


def test_an_incident_keeps_the_severity_that_it_has_reached() -> None:
    graded = {"default": "minor", "when": [{"value_at_least": 60, "is": "major"}, {"country": "IRQ", "is": "critical"}]}
    of = rule("immediate", severity=graded, resolve_when=RESOLVED)
    desk = Desk(of).take(said("a", 0, 10), said("b", 1, 60), said("c", 2, 10), over("d", 3))
    assert [event.severity for event in desk.log] == ["minor", "major", "major", "major"]


def test_severity_may_hang_on_the_number_of_origins() -> None:
    graded = {"default": "minor", "when": [{"origins_at_least": 2, "is": "major"}]}
    desk = Desk(rule("change", severity=graded)).take(said("a", 0), said("b", 1), over("c", 2))
    assert [event.severity for event in desk.log] == ["minor", "major", "major"]
