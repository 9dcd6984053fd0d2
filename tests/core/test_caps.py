import time
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from streams.core.alerts import Severity
from streams.core.caps import HOUR, URGENT, Cap, Group, Hold, Lane, Single, Together, choose
from streams.core.deliveries import Delivery, Grouping
from streams.core.digests import digested
from streams.core.heartbeats import heartbeat
from streams.core.parking import Drop, Wait, Waiting, flapped
from tests.deliveries import NOON, delivery

CAP = Cap(limit=30)
MINUTE = timedelta(minutes=1)


def waiting(*deliveries: Delivery, since: datetime = NOON) -> list[Waiting]:
    return [Waiting(one, since) for one in deliveries]


def worked_off(
    arrivals: list[tuple[float, Severity]], cap: Cap, groups: int = 0
) -> list[tuple[datetime, tuple[Delivery, ...]]]:
    """Messages with their moments, each with what it tells; arrivals in seconds after noon, a message takes 0.1 s.

    They are of ``groups`` by turns, one of them without any.
    """
    coming = [
        (NOON + timedelta(seconds=at), delivery(str(number), severity=severity, grouping=group(number, groups)))
        for number, (at, severity) in enumerate(sorted(arrivals, key=lambda one: one[0]))
    ]
    lane, held, now = Lane(), list[Waiting](), NOON
    told: list[tuple[datetime, tuple[Delivery, ...]]] = []
    while coming or held:
        while coming and coming[0][0] <= now:
            held.append(Waiting(coming[0][1], coming.pop(0)[0]))
        if not held:
            now = coming[0][0]
            continue
        choice = choose(lane, held, cap, now)
        if isinstance(choice, Hold):
            now = min([choice.until, *(at for at, _ in coming[:1])])
            continue
        assert not isinstance(choice, Drop)
        places = choice.places
        told.append((now, tuple(held[at].delivery for at in places)))
        of = None if isinstance(choice, Together) else told[-1][1][0]
        lane = lane.sent(now, digest=isinstance(choice, Together) and not choice.urgent, of=of)
        held = [one for at, one in enumerate(held) if at not in places]
        now += timedelta(seconds=0.1)
    return told


def group(number: int, groups: int) -> Grouping | None:
    if not groups or not number % groups:
        return None
    return Grouping(name=f"g{number % groups}", wait=timedelta(minutes=1), interval=timedelta(minutes=10))


def test_while_there_is_room_all_go_out_in_order() -> None:
    three = waiting(delivery("a"), delivery("b", severity="critical"), delivery("c"))
    assert choose(Lane(), three, CAP, NOON) == Single(0)


def test_where_there_is_no_room_for_all_the_most_severe_goes_first() -> None:
    many = waiting(
        *(delivery(f"m{n}") for n in range(20)), delivery("a", severity="major"), delivery("b", severity="critical")
    )
    assert choose(Lane(), many, CAP, NOON) == Single(21)


def test_a_storm_of_a_thousand_gives_the_severe_ones_first_and_one_digest() -> None:
    storm: list[tuple[float, Severity]] = [
        (n // 10 * 0.6, "critical" if n % 100 == 50 else "minor") for n in range(1000)
    ]
    told = worked_off(storm, CAP)
    singles, digests = [one for _, one in told if len(one) == 1], [one for _, one in told if len(one) > 1]
    assert sum(one[0].severe for one in singles) == 10
    assert len(singles) <= CAP.singles
    assert (len(digests), sum(map(len, digests)) + len(singles)) == (1, 1000)
    assert told[-1][0] - NOON < timedelta(minutes=2)


def test_the_last_place_is_for_critical_ones_that_gather_for_two_minutes() -> None:
    cap, worst = Cap(limit=12), waiting(*(delivery(name, severity="critical") for name in "ab"), delivery("m"))
    told = (NOON - timedelta(minutes=30),) * (cap.sparing - 2)
    digests = (NOON - timedelta(minutes=1),)
    assert choose(Lane(singles=(*told, NOON), digests=digests), worst, cap, NOON) == Single(0)
    sparing = Lane(singles=(*told, NOON, NOON), digests=digests)
    hold = choose(sparing, worst, cap, NOON)
    assert isinstance(hold, Hold)
    assert (hold.until, [one.until - NOON for one in hold.waits]) == (NOON + URGENT, [URGENT, URGENT, 19 * MINUTE])
    assert choose(sparing, worst, cap, NOON + URGENT) == Together((0, 1), urgent=True)


def test_a_critical_one_takes_a_place_that_comes_free_before_the_next_digest() -> None:
    cap = Cap(limit=12)
    full = Lane(
        singles=(NOON - 55 * MINUTE, *[NOON - 3 * MINUTE] * (cap.singles - 1)), digests=(NOON - 40 * MINUTE, NOON)
    )
    held = waiting(delivery("m"), delivery("a", severity="critical"))
    hold = choose(full, held, cap, NOON)
    assert isinstance(hold, Hold)
    assert hold.until == NOON + 5 * MINUTE
    assert choose(full, held, cap, hold.until) == Together((1,), urgent=True)


@given(st.lists(st.floats(0, 60), min_size=1, max_size=60), st.floats(900, 1200))
@example([*[0.0] * 9, 21.0], 900.0)  # the one behind the digest takes the last place
def test_after_a_burst_of_critical_ones_what_follows_waits_for_two_minutes_at_most(
    burst: list[float], later: float
) -> None:
    told = worked_off([(at, "critical") for at in (*burst, later)], Cap(limit=12))
    came = NOON + timedelta(seconds=later)
    assert next(at for at, several in told if several[-1].title == str(len(burst))) - came <= URGENT


def test_where_no_place_is_left_a_critical_one_has_a_digest_sooner_but_not_the_last_of_the_hour() -> None:
    cap, worst = Cap(limit=12), waiting(delivery("a", severity="critical"), since=NOON - MINUTE)
    singles = (NOON - 3 * MINUTE,) * cap.singles
    assert choose(Lane(singles=singles, digests=(NOON - URGENT,)), worst, cap, NOON) == Together((0,))
    held = choose(Lane(singles=singles, digests=(NOON - 9 * MINUTE, NOON - URGENT)), worst, cap, NOON)
    assert isinstance(held, Hold)
    assert held.until == NOON + 18 * MINUTE


def test_old_news_waits_for_its_digest_however_much_room_there_is() -> None:
    held = waiting(delivery("a", late=True), delivery("b", late=True))
    settled = NOON + CAP.settle
    why = tuple(Wait((at,), settled, "it is past news, which goes out together") for at in (0, 1))
    assert choose(Lane(), held, CAP, NOON) == Hold(settled, waits=why)
    assert choose(Lane(), held, CAP, NOON + CAP.settle) == Together((0, 1))
    assert choose(Lane(), [*held, *waiting(delivery("c"))], CAP, NOON) == Single(2)


def test_drills_are_told_apart_from_what_is_real() -> None:
    held = waiting(delivery("a", late=True, exercise=True), delivery("b", late=True))
    assert choose(Lane(), held, CAP, NOON + CAP.settle) == Together((0,))


def test_a_digest_names_the_most_severe_first_and_counts_the_rest() -> None:
    many = [delivery(f"m{n:02}") for n in range(30)] + [delivery("bridge", severity="critical")]
    one = digested(many, NOON)
    assert one.title == "DIGEST: 31 alerts (1 critical, 30 minor)"
    assert one.body.splitlines()[1] == "- bridge (news of 2025-03-01T12:00+00:00)"
    assert one.body.splitlines()[-1] == "and 6 more: tocsin deliveries --recipient duty"
    assert (one.event.id, len(one.members)) == ("bridge", 31)


@pytest.mark.parametrize(
    ("late", "title"), [(True, "EXERCISE CATCH-UP: 1 alert (1 minor)"), (False, "EXERCISE DIGEST: 1 alert (1 minor)")]
)
def test_a_digest_says_that_it_is_past_news_or_a_drill(late: bool, title: str) -> None:
    assert digested([delivery("a", late=late, exercise=True)], NOON).title == title


def test_a_digest_of_the_same_deliveries_has_the_same_id_in_any_order() -> None:
    a, b = delivery("a"), delivery("b", severity="critical")
    assert digested([a, b], NOON).id == digested([b, a], NOON).id != digested([a], NOON).id


Arrival = st.tuples(st.floats(0, 8000), st.sampled_from(["info", "minor", "major", "critical"]))


@given(st.lists(Arrival, max_size=120), st.integers(1, 12))
def test_no_hour_holds_more_than_its_limit_and_everything_is_told_once(
    arrivals: list[tuple[float, Severity]], limit: int
) -> None:
    told = worked_off(arrivals, Cap(limit=limit))
    moments = [at for at, _ in told]
    assert all(sum(at <= other < at + HOUR for other in moments) <= limit for at in moments)
    titles = sorted(int(one.title) for _, several in told for one in several)
    assert titles == list(range(len(arrivals)))


@given(st.lists(Arrival, max_size=60), st.integers(4, 30), st.integers(1, 4))
def test_groups_keep_the_cap_and_their_interval_and_lose_nothing(
    arrivals: list[tuple[float, Severity]], limit: int, groups: int
) -> None:
    told = worked_off(arrivals, Cap(limit=limit), groups)
    moments = [at for at, _ in told]
    assert all(sum(at <= other < at + HOUR for other in moments) <= limit for at in moments)
    assert sorted(int(one.title) for _, several in told for one in several) == list(range(len(arrivals)))
    if limit == 30:  # else some of a group may go out in a digest of all
        for name in range(1, groups):
            own = [at for at, several in told if several[0].grouping == group(name, groups)]
            assert all(after - before >= timedelta(minutes=10) for before, after in pairwise(own))


def test_what_is_severe_in_a_group_makes_all_of_it_as_severe() -> None:
    grouped = [delivery(f"m{n}", grouping=group(1, 2)) for n in range(3)]
    many = waiting(
        *(delivery(f"n{n}") for n in range(20)), *grouped, delivery("b", severity="critical", grouping=group(1, 2))
    )
    assert choose(Lane(), many, CAP, NOON + HOUR) == Group((20, 21, 22, 23))


def test_a_thousand_ends_that_wait_are_looked_through_in_no_time() -> None:
    ends = [delivery(f"e{n}", debounce=timedelta(hours=1)) for n in range(1000)]
    begun = time.process_time()
    assert flapped(waiting(*ends)) is None
    assert time.process_time() - begun < 0.2


def test_of_all_that_waits_the_hold_says_until_when_and_why() -> None:
    end, first = delivery("end", debounce=timedelta(minutes=10)), delivery("first", grouping=group(1, 2))
    full = Lane(singles=(NOON,) * CAP.singles, digests=(NOON,))
    choice = choose(full, waiting(end, first, delivery("road", severity="critical")), CAP, NOON)
    assert isinstance(choice, Hold)
    assert choice.waits == (
        Wait((0,), NOON + timedelta(minutes=10), "an end is told once it has lasted for 10m"),
        Wait((1,), NOON + timedelta(minutes=1), "it waits for others of its group g1"),
        Wait((2,), NOON + URGENT, "no room within sending.per_hour (30)"),
    )


@given(st.lists(Arrival, min_size=1, max_size=120))
def test_nothing_waits_for_longer_than_the_longest_wait_and_the_gap_between_two_digests(
    arrivals: list[tuple[float, Severity]],
) -> None:
    cap = Cap(limit=8)
    came = {str(n): NOON + timedelta(seconds=at) for n, (at, _) in enumerate(sorted(arrivals, key=lambda one: one[0]))}
    waits = [at - came[one.title] for at, several in worked_off(arrivals, cap) for one in several]
    assert max(waits) <= cap.longest + HOUR / cap.digests + timedelta(seconds=20)


def test_heartbeats_neither_wait_for_room_nor_take_it() -> None:
    real, beat = delivery("road", severity="info"), delivery("beat", severity="info")
    item = heartbeat(NOON, timedelta(minutes=5))
    event = beat.event.model_copy(update={"items": (item.id,), "sources": (item.source,)})
    beat = beat.model_copy(update={"event": event})
    full = Lane(singles=(NOON,) * CAP.singles, digests=(NOON,) * CAP.digests)
    assert choose(full, waiting(real, beat), CAP, NOON) == Single(1)
    assert choose(full, waiting(beat, real, beat), CAP, NOON) == Drop((0,), "a later heartbeat goes out in its place")
    assert full.sent(NOON, digest=False, of=beat) == full
    assert isinstance(choose(full, waiting(real), CAP, NOON), Hold)
