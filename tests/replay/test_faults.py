"""The ways in which faults make news come."""

from datetime import timedelta

from hypothesis import given as drawn
from hypothesis import strategies as st

from streams.core.alerts import event_line
from streams.core.ruletests import FAULTS, Arrival
from streams.replay.faults import LATECOMERS, runs
from streams.replay.rehearsal import rehearse
from tests.core.given import hour, item
from tests.replay.given import pipeline

WEEK = timedelta(days=7)


def news(*texts: str, arrives: float | None = None) -> list[Arrival]:
    return [
        Arrival(hour(at if arrives is None else arrives), item(f"i{at}", at, text=text))
        for at, text in enumerate(texts)
    ]


def ids(arrivals: tuple[Arrival, ...]) -> list[str]:
    return [one.item.id for one in arrivals]


def test_a_duplicate_is_each_item_twice_and_all_of_them_once_more() -> None:
    (run,) = runs(["duplicate"], news("cut", "open"), hour(9), WEEK)

    assert ids(run.arrivals) == ["i0", "i0", "i1", "i1", "i0", "i1"]


def test_each_item_in_turn_comes_last() -> None:
    came = [ids(run.arrivals) for run in runs(["late"], news("cut", "cut", "open"), hour(9), WEEK)]

    assert came == [["i1", "i2", "i0"], ["i0", "i2", "i1"], ["i0", "i1", "i2"]]


def test_of_many_items_some_are_made_late() -> None:
    assert len(list(runs(["late"], news(*["cut"] * 100), hour(200), WEEK))) == LATECOMERS


def test_nothing_comes_later_than_the_rules_allow_or_than_the_end() -> None:
    allowed = timedelta(hours=2)

    for run in runs(["shuffle", "late"], news("cut", "cut", "open", "cut"), hour(4), allowed):
        assert all(one.moment <= min(hour(4), one.item.published + allowed) for one in run.arrivals)


def test_a_shuffle_changes_the_order_and_is_the_same_on_every_run() -> None:
    arrivals = news(*["cut"] * 12)
    orders = [ids(run.arrivals) for run in runs(["shuffle"], arrivals, hour(48), WEEK)]

    assert [one.item.id for one in arrivals] not in orders
    assert orders == [ids(run.arrivals) for run in runs(["shuffle"], arrivals, hour(48), WEEK)]


def test_an_item_too_late_on_purpose_is_neither_shuffled_nor_made_late() -> None:
    arrivals = [*news("cut"), Arrival(hour(90), item("old", 1, text="open"))]

    assert list(runs(["shuffle", "late"], arrivals, hour(99), timedelta(hours=5))) == []


def test_of_two_items_with_one_id_and_version_the_first_stays_the_first() -> None:
    first, second = item("same", 0, text="60"), item("same", 0, text="70")
    arrivals = [Arrival(hour(1), first), *news("calm"), Arrival(hour(2), second)]

    for run in runs(["shuffle", "late"], arrivals, hour(48), WEEK):
        assert [one.item.text for one in run.arrivals if one.item.id == "same"] == ["60", "70"]


def test_a_correction_is_delayed_no_longer_than_what_it_corrects_may_be() -> None:
    first, second = item("a", 0, text="60"), item("a", 5, text="70", updated=hour(6))
    arrivals = [Arrival(hour(0), first), Arrival(hour(6), second), Arrival(hour(20), item("end", 20, text="calm"))]

    for run in runs(["shuffle", "late"], arrivals, hour(40), timedelta(hours=8)):
        assert all(one.moment <= hour(8) for one in run.arrivals if one.item.id == "a")


texts = st.sampled_from(["cut", "open", "broken", "40", "60", "110", "220", "cut 70"])


@drawn(st.lists(st.tuples(st.integers(0, 100), texts), min_size=1, max_size=6))
def test_no_fault_changes_the_log(said: list[tuple[int, str]]) -> None:
    arrivals = [Arrival(hour(at), item(f"i{number}", at, text=text)) for number, (at, text) in enumerate(said)]
    end = hour(150)
    log = [event_line(one) for one in rehearse(arrivals, pipeline(), [end]).log]

    for run in runs(FAULTS, arrivals, end, WEEK):
        assert [event_line(one) for one in rehearse(run.arrivals, pipeline(), [end], run.take).log] == log, run.what
