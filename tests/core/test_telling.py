"""Watches in one process: who is told, without a broker and by the archive's own clock."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from streams.core.alerts import Emission
from streams.core.commands import Standing, acknowledge, silence
from streams.core.inhibition import NO_INHIBITIONS
from streams.core.matchers import read_matcher
from streams.core.routing import Directory
from streams.core.subscriptions import Subscriptions
from streams.core.telling import Telling, taken, ticked
from streams.core.watches import Surroundings, Watch
from tests.core.given import ROUTES, TOLLS, Desk, back, cut, hour, opened, toll
from tests.core.test_watches import CLOSED, LINE


def test_without_kafka_too_an_incident_hides_what_it_explains_until_it_is_withdrawn() -> None:
    (cut_off,) = Desk(ROUTES).take(cut("b", 2)).sent
    killed, denied = Desk(TOLLS).take(toll("a", 1, 60), back(toll("a", 1, 60), 4)).sent
    telling = Telling(LINE, CLOSED)
    heard = [[one.event.rule for one in telling.take(emission).deliveries] for emission in (killed, cut_off, denied)]
    later = [one.event.rule for told in telling.tick(hour(4)) for one in told.deliveries]
    assert heard == [["casualty-threshold"], [], ["casualty-threshold"]]
    assert later == ["route-severed"]


def test_an_incident_that_is_silenced_itself_hides_nothing() -> None:
    telling = Telling(LINE, CLOSED)
    known = silence([read_matcher("rule=casualty-threshold")], author="ana", comment="known", at=hour(0), ends=hour(8))
    telling.order(known)
    (killed,), (cut_off,) = Desk(TOLLS).take(toll("a", 1, 60)).sent, Desk(ROUTES).take(cut("b", 2)).sent
    assert [len(telling.take(one).deliveries) for one in (killed, cut_off)] == [0, 1]


NIGHT = {
    "version": 1,
    "recipients": {name: {"channels": "phone"} for name in ("duty", "boss")},
    "quiet_hours": {"night": {"zone": "UTC", "weekly": {"hours": "22:00-07:00"}, "unless": "nothing"}},
}


def test_an_incident_that_everybody_sleeps_through_hides_nothing_from_who_is_awake_until_they_know_of_it() -> None:
    subscriptions = [
        {"id": "tolls", "to": "duty", "rules": "casualty-threshold", "quiet": "night"},
        {"id": "roads", "to": "boss", "rules": "route-severed"},
    ]
    telling = Telling(Subscriptions.model_validate(NIGHT | {"subscriptions": subscriptions}), CLOSED)
    killed, cut_off = Desk(TOLLS).take(toll("a", 1, 60)).sent[0], Desk(ROUTES).take(cut("b", 2)).sent[0]
    assert [one.recipient for each in (killed, cut_off) for one in telling.take(each).deliveries] == ["boss"]
    assert [one.recipient for told in telling.tick(hour(7)) for one in told.deliveries] == ["duty"]
    further = Desk(ROUTES).take(cut("c", 8).model_copy(update={"key": {"route": "M4", "country": "SYR"}})).sent[0]
    assert telling.take(further).deliveries == ()


def test_after_an_outage_the_time_until_the_next_in_line_counts_from_when_people_are_told() -> None:
    around = Surroundings(Standing(), NO_INHIBITIONS, Directory(LINE))
    (fired,) = Desk(ROUTES).take(cut("a", 1)).sent
    told = taken(Watch(), fired, around, hour(1), hour(5))
    soon, due = (ticked(told.watch, around, hour(at), hour(at)) for at in (5.2, 5.25))
    assert [one.recipient for one in told.deliveries] == ["duty"]
    assert soon is None
    assert due is not None
    assert [one.recipient for one in due.deliveries] == ["boss"]


def test_a_step_that_was_due_in_an_outage_is_not_used_up_on_somebody_who_sleeps_by_then() -> None:
    line = {"id": "line", "to": "duty", "escalation": [{"after": "15m", "to": "boss"}]}
    people = NIGHT | {"subscriptions": [line]}
    people["recipients"] = {"duty": {"channels": "phone"}, "boss": {"channels": "phone", "quiet": "night"}}
    around = Surroundings(Standing(), NO_INHIBITIONS, Directory(Subscriptions.model_validate(people)))
    (fired,) = Desk(ROUTES).take(cut("a", 18)).sent
    told = taken(Watch(), fired, around, hour(18), hour(18))
    assert ticked(told.watch, around, hour(18.5), hour(23)) is None
    morning = ticked(told.watch, around, hour(31), hour(31))
    assert morning is not None
    assert [one.recipient for one in morning.deliveries] == ["boss"]


def test_who_was_told_as_the_next_in_line_hears_how_it_ends_once() -> None:
    fired, over = Desk(ROUTES).take(cut("a", 1), opened("b", 2)).sent
    telling = Telling(LINE)
    telling.take(fired)
    passed_on = [one.recipient for told in telling.tick(hour(1.3)) for one in told.deliveries]
    assert (passed_on, [one.recipient for one in telling.take(over).deliveries]) == (["boss"], ["duty", "boss"])


def test_without_kafka_too_a_silence_holds_back_and_says_so() -> None:
    telling = Telling(LINE)
    telling.order(silence([read_matcher("route=M5")], author="ana", comment="works", at=hour(0), ends=hour(8)))
    told = telling.take(Desk(ROUTES).take(cut("b", 2)).sent[0])
    assert (told.deliveries, [one.ended for one in told.records]) == ((), [None])
    assert [one.recipient for told in telling.tick(hour(8)) for one in told.deliveries] == ["duty"]


ALIVE, UNWRITTEN, WRITTEN = "alive", "died before the table was written", "died after it"


class Workers:
    """Workers one after the other over the tables of ``telling``; ``heard`` are the ids of what they sent, in order."""

    def __init__(self, fates: list[str]) -> None:
        self.telling = Telling(LINE, CLOSED, live=True)
        self.heard: dict[str, None] = {}
        self._fates = iter(fates)

    def take(self, emission: Emission, moment: datetime) -> None:
        """Take an emission from the topic of alerts; who died before the table was written takes it again."""
        if (fate := next(self._fates)) == UNWRITTEN:
            before = self._tables()
            self._take(emission, moment)
            self._begin(before)
        self._take(emission, moment)
        self._die(fate)

    def tick(self, moment: datetime) -> None:
        """Take a tick; who died before the table was written takes it again, as its message was not acknowledged."""
        if (fate := next(self._fates)) == UNWRITTEN:
            before = self._tables()
            self._tick(moment)
            self._begin(before)
        self._tick(moment)
        self._die(fate)

    def _tick(self, moment: datetime) -> None:
        for told in self.telling.tick(moment):
            self.heard |= dict.fromkeys(one.id for one in told.deliveries)
            for emission in told.said:
                self._take(emission, moment)

    def _take(self, emission: Emission, moment: datetime) -> None:
        self.heard |= dict.fromkeys(one.id for one in self.telling.take(emission, moment).deliveries)

    def _tables(self) -> dict[str, bytes]:
        return {name: one.written() for name, one in self.telling.watches.items()}

    def _begin(self, tables: dict[str, bytes]) -> None:
        self.telling.watches = {name: Watch.read(raw) for name, raw in tables.items()}

    def _die(self, fate: str) -> None:
        if fate == WRITTEN:
            self._begin(self._tables())


def heard(fates: list[str], silenced: tuple[int, int], seen: int) -> set[str]:
    """What people hear of a road and a toll, of which the road is silenced for some hours and the toll seen at one."""
    roads = zip(Desk(ROUTES).take(cut("a", 1), cut("b", 3), opened("c", 7)).sent, (1, 3, 7), strict=True)
    tolls = Desk(TOLLS).take(toll("d", 2, 60), toll("e", 5, 230)).sent
    coming = {hours: [one] for one, hours in roads} | {2: [tolls[0]], 5: list(tolls[1:])}
    workers = Workers(fates)
    begin, end = silenced
    workers.telling.order(
        silence([read_matcher("route=M5")], author="ana", comment="works", at=hour(begin), ends=hour(end))
    )
    for quarter in range(48):
        now = hour(quarter / 4)
        for emission in coming.get(quarter // 4, ()) if quarter % 4 == 0 else ():
            workers.take(emission, now)
        if quarter == seen * 4:
            workers.telling.order(acknowledge(tolls[0].event, author="bo", comment="on it", at=now))
        workers.tick(now)
    workers.tick(hour(13))
    return set(workers.heard)


@given(
    fates=st.lists(st.sampled_from((ALIVE, ALIVE, UNWRITTEN, WRITTEN)), min_size=60, max_size=60),
    silenced=st.tuples(st.integers(0, 4), st.integers(5, 11)),
    seen=st.integers(2, 6),
)
def test_whoever_dies_at_any_point_with_a_silence_held_people_hear_the_same(
    fates: list[str], silenced: tuple[int, int], seen: int
) -> None:
    fates[-1] = ALIVE
    assert heard(fates, silenced, seen) == heard([ALIVE] * 60, silenced, seen)
