import json

from hypothesis import given
from hypothesis import strategies as st

from streams.core.alerts import AlertEvent
from streams.replay.comparison import compare, difference_json
from tests.replay.logs import event


def changes(before: list[AlertEvent], after: list[AlertEvent]) -> list[tuple[str, ...]]:
    return [one.changes for one in compare(before, after)]


def test_the_same_log_on_both_sides_is_no_difference() -> None:
    assert changes([event("fire", 0), event("resolve", 5)], [event("fire", 0), event("resolve", 5)]) == []


def test_an_incident_of_the_new_rules_alone_is_gained() -> None:
    assert changes([], [event("fire", 0)]) == [("gained",)]


def test_an_incident_of_the_old_rules_alone_is_lost() -> None:
    assert changes([event("fire", 0)], []) == [("lost",)]


def test_the_same_incident_from_an_earlier_item_is_earlier() -> None:
    (one,) = compare([event("fire", 6)], [event("fire", 2)])
    assert (one.changes, one.words) == (("earlier",), ("earlier by 4 h",))


def test_the_same_incident_from_a_later_item_is_later() -> None:
    (one,) = compare([event("fire", 1)], [event("fire", 27.5)])
    assert one.words == ("later by 1 d 2 h",)


def test_the_highest_figure_and_severity_of_an_incident_are_compared() -> None:
    before = [event("fire", 0, value=57, severity="major")]
    after = [event("fire", 0, value=57, severity="major"), event("escalate", 3, value=121)]
    (one,) = compare(before, after)
    assert one.words == ("value 57 → 121", "major → critical")


def test_an_incident_that_stays_open_ends_otherwise_than_one_that_was_resolved() -> None:
    (one,) = compare([event("fire", 0), event("resolve", 5)], [event("fire", 0)])
    assert one.words == ("end: resolve 01 Mar 05:00 → open",)


def test_one_more_incident_before_the_others_is_gained_and_moves_none_of_them() -> None:
    before = [event("fire", 20, "i-1"), event("resolve", 22, "i-1")]
    after = [
        event("fire", 1, "i-1"), event("resolve", 2, "i-1"), event("fire", 20, "i-2"), event("resolve", 22, "i-2"),
    ]  # fmt: skip
    assert changes(before, after) == [("gained",)]


def test_another_key_is_another_incident() -> None:
    elsewhere = event("fire", 0, "i-9", key={"route": "M4", "country": "SYR"})
    assert sorted(changes([event("fire", 0)], [elsewhere])) == [("gained",), ("lost",)]


def test_a_drill_is_never_paired_with_a_real_incident() -> None:
    assert sorted(changes([event("fire", 0)], [event("fire", 0, exercise=True)])) == [("gained",), ("lost",)]


def test_a_difference_carries_the_words_that_the_incident_began_with() -> None:
    (one,) = compare([event("fire", 0, item="a-1")], [])
    told = json.loads(json.dumps(difference_json(one)))
    assert [(span["item"], span["quote"]) for span in told["evidence"]] == [("a-1", "The M5 is cut")]
    assert (told["changes"], told["before"]["begin"], told["after"]) == (["lost"], "2025-03-01T00:00:00Z", None)


COURSES = st.lists(
    st.tuples(st.integers(1, 40), st.integers(1, 40), st.sampled_from(["M4", "M5"]), st.booleans()), max_size=8
)


def log(drawn: list[tuple[int, int, str, bool]]) -> list[AlertEvent]:
    """Incidents one after another, each so many hours after the one before and so long; some still open at the end."""
    events: list[AlertEvent] = []
    hours = 0
    for number, (gap, length, road, ends) in enumerate(drawn):
        hours += gap
        named = {"key": {"route": road, "country": "SYR"}}
        events.append(event("fire", hours, f"i-{number}", **named))
        hours += length
        if ends or number < len(drawn) - 1:
            events.append(event("resolve", hours, f"i-{number}", **named))
    return events


@given(COURSES)
def test_whatever_a_log_holds_it_does_not_differ_from_itself(drawn: list[tuple[int, int, str, bool]]) -> None:
    assert compare(log(drawn), log(drawn)) == ()


@given(COURSES, COURSES)
def test_what_is_gained_one_way_is_lost_the_other_way(
    one: list[tuple[int, int, str, bool]], other: list[tuple[int, int, str, bool]]
) -> None:
    there, back = changes(log(one), log(other)), changes(log(other), log(one))
    assert (there.count(("gained",)), there.count(("lost",))) == (back.count(("lost",)), back.count(("gained",)))
