"""What people know of an incident: what hides it, what is told when that ends, who is told next."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.alerts import Emission
from streams.core.commands import Order, Standing, acknowledge, expired, retract, silence
from streams.core.escalation import escalated
from streams.core.inhibition import NO_INHIBITIONS, Inhibitions
from streams.core.matchers import read_matcher
from streams.core.matches import Match
from streams.core.routing import Directory
from streams.core.subscriptions import Subscriptions
from streams.core.watches import KEPT, Surroundings, Verdict, Watch
from streams.core.watching import forgotten, take, tick
from tests.core.given import IDLIB, ROUTES, TOLLS, Desk, back, brief, cut, hour, opened, toll

BY: dict[str, Any] = {"author": "ana", "comment": "road works"}
LINE = Subscriptions.model_validate(
    {
        "version": 1,
        "recipients": {"duty": {"channels": "phone"}, "boss": {"channels": "phone"}, "head": {"channels": "phone"}},
        "subscriptions": [
            {"id": "all", "to": "duty", "escalation": [{"after": "15m", "to": "boss"}, {"after": "1h", "to": "head"}]}
        ],
    }
)
WHO = Directory(LINE)
CLOSED = Inhibitions.model_validate(
    {
        "version": 1,
        "inhibitions": [
            {"id": "province", "source": "rule=casualty-threshold", "target": "rule=route-severed", "equal": "country"}
        ],
    }
)


@dataclass
class Desks:
    """Watches of incidents, with the commands given so far; what was told, and what nobody will hear."""

    standing: Standing = field(default_factory=Standing)
    watches: dict[str, Watch] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    climbed: list[str] = field(default_factory=list)
    said: list[Emission] = field(default_factory=list)
    _desks: dict[str, Desk] = field(default_factory=dict)

    def news(self, match: Match) -> "Desks":
        """News that comes at its own moment, and is decided upon."""
        desk = self._desks.setdefault(match.rule, Desk({"route-severed": ROUTES}.get(match.rule, TOLLS)))
        before = len(desk.sent)
        desk.take(match)
        for emission in desk.sent[before:]:
            self.take(emission, max(match.published, match.version))
        return self

    def take(self, emission: Emission, now: datetime) -> None:
        incident = emission.event.incident
        self._carried(incident, take(self.watches.get(incident, Watch()), emission, self._around, now))

    def order(self, *orders: Order) -> "Desks":
        self.standing = self.standing.given(orders)
        return self

    def tick(self, hours: float) -> "Desks":
        for incident, watch in list(self.watches.items()):
            verdict = tick(watch, self._around, hour(hours))
            if verdict is not None:
                self._carried(incident, verdict)
                for emission in verdict.said:
                    self.take(emission, hour(hours))
        return self

    @property
    def _around(self) -> Surroundings:
        return Surroundings(self.standing, NO_INHIBITIONS, WHO)

    def _carried(self, incident: str, verdict: Verdict) -> None:
        self.watches[incident] = Watch.read(verdict.watch.written())
        self.told += [_brief(one) for one in verdict.tell]
        self.dropped += [f"{_brief(one.emission)}: {one.why}" for one in verdict.drop]
        self.said += verdict.said
        for emission, turn in verdict.climbed:
            told = escalated(emission, turn.rung, turn.to, WHO, None)
            self.climbed += [f"{one.recipient}: {one.title}" for one in told]


def _brief(emission: Emission) -> str:
    event = emission.event
    return f"{event.event} {event.items[0]}" + ("" if event.value is None else f" {event.value}")


def quiet(start: float, end: float, matcher: str = "country=SYR") -> Order:
    return silence([read_matcher(matcher)], **BY, at=hour(start), ends=hour(end))


def test_what_a_silence_held_and_still_holds_is_told_when_it_ends() -> None:
    desks = Desks().order(quiet(0, 8)).news(cut("a", 1, places=(IDLIB,)))
    assert desks.tick(7.9).told == []
    assert desks.tick(8).told == ["fire a"]
    assert desks.tick(9).told == ["fire a"]


def test_a_silence_that_is_ended_early_tells_at_once_what_it_held() -> None:
    one = silence([read_matcher("rule=route-severed")], **BY, at=hour(0), ends=hour(8))
    desks = Desks().order(one).news(cut("a", 1)).order(expired(one, author="ben", at=hour(2)))
    assert desks.tick(2).told == ["fire a"]


def test_what_was_over_before_a_silence_ended_is_told_to_nobody_and_says_why() -> None:
    desks = Desks().order(quiet(0, 8)).news(cut("a", 1)).news(opened("b", 2)).tick(8)
    assert desks.told == []
    assert [one.partition(":")[0] for one in desks.dropped] == ["fire a", "resolve b"]
    assert "silenced by ana until 2025-03-01 08:00 UTC: road works" in desks.dropped[0]


def test_the_end_of_what_people_know_is_told_through_every_silence() -> None:
    desks = Desks().news(cut("a", 1)).order(quiet(2, 9)).news(opened("b", 3))
    assert desks.told == ["fire a", "resolve b"]


def test_news_taken_back_in_a_silence_is_told_to_those_who_know_of_it_alone() -> None:
    known = Desks().news(cut("a", 1)).order(quiet(2, 9)).news(back(cut("a", 1), 3))
    unknown = Desks().order(quiet(0, 9)).news(cut("a", 1)).news(back(cut("a", 1), 3)).tick(9)
    assert (known.told, unknown.told) == (["fire a", "retract a"], [])


def test_of_what_was_held_the_beginning_and_the_last_word_are_told() -> None:
    desks = Desks().order(quiet(0, 8))
    for name, hours, value in (("a", 1, 60), ("b", 2, 70), ("c", 3, 90), ("d", 4, 150)):
        desks.news(toll(name, hours, value))
    assert desks.tick(8).told == ["fire a 60", "escalate d 150"]
    assert all("silenced by ana" in one for one in desks.dropped)


def test_a_silence_hides_nothing_that_its_matchers_do_not_meet() -> None:
    assert Desks().order(quiet(0, 8, "route=M4")).news(cut("a", 1)).told == ["fire a"]


def test_an_incident_that_nobody_acknowledges_goes_to_the_next_in_line_once() -> None:
    desks = Desks().news(cut("a", 1)).tick(1.2)
    assert desks.climbed == []
    for hours in (1.25, 1.3, 2, 3):
        desks.tick(hours)
    title = "NEW CRITICAL: M5 (SYR) is cut, says source-a"
    assert desks.climbed == [f"boss: NOT ACKNOWLEDGED for 15m: {title}", f"head: NOT ACKNOWLEDGED for 1h: {title}"]


def test_what_somebody_acknowledged_goes_to_nobody_else_until_it_gets_worse() -> None:
    desks = Desks().news(toll("a", 1, 60))
    fired = desks.watches.copy().popitem()[1].awaiting
    assert fired is not None
    desks.order(acknowledge(fired.event, **BY, at=hour(1.1))).tick(1.1).tick(3)
    assert desks.climbed == []
    assert [one.event.reason for one in desks.said] == ["acknowledged by ana: road works"]
    desks.news(toll("b", 4, 150)).tick(4.5)
    assert [one.partition(":")[0] for one in desks.climbed] == ["boss"]


def test_what_got_worse_at_the_moment_at_which_it_began_is_acknowledged_by_what_it_came_to() -> None:
    """The events' ids are hashes: in five towns, the beginning would pass for the last word in some."""
    for town in ("Ariha", "Binnish", "Harem", "Salqin", "Sarmin"):
        began, worse = (
            toll(name, 1, value).model_copy(update={"key": {"area": town, "country": "SYR"}})
            for name, value in (("a", 60), ("b", 150))
        )
        desks = Desks().news(began).news(worse)
        news = desks.watches.copy().popitem()[1].awaiting
        assert news is not None
        desks.order(acknowledge(news.event, **BY, at=hour(1.1))).tick(1.1).tick(3)
        assert ([brief(one.event) for one in desks.said], desks.climbed) == (["acknowledge b 150"], [])


def test_an_incident_that_ended_goes_to_nobody_else() -> None:
    assert Desks().news(cut("a", 1)).news(opened("b", 1.1)).tick(3).climbed == []


def test_an_incident_withdrawn_by_hand_is_told_again_only_when_it_gets_worse() -> None:
    desks = Desks().news(toll("a", 1, 60))
    fired = desks.watches.copy().popitem()[1].awaiting
    assert fired is not None
    desks.order(retract(fired.event, **BY, at=hour(2))).tick(2).tick(2.5).news(toll("b", 3, 75))
    assert desks.told == ["fire a 60", "retract a 60"]
    desks.news(toll("c", 4, 150)).tick(5)
    assert desks.told == ["fire a 60", "retract a 60", "escalate c 150"]
    assert desks.dropped == ["update b 75: withdrawn by ana: road works"]


def test_a_watch_is_forgotten_when_its_incident_is_over_for_longer_than_news_can_be_late() -> None:
    (watch,) = Desks().news(cut("a", 1)).news(opened("b", 2)).watches.values()
    (open_,) = Desks().news(cut("a", 1)).watches.values()
    later = hour(2) + KEPT
    assert [forgotten(watch, later), forgotten(watch, later.replace(minute=1)), forgotten(open_, hour(9999))] == [
        False,
        True,
        False,
    ]


def test_a_reopening_that_is_taken_back_leaves_no_closure_untold() -> None:
    reopened = opened("b", 2)
    desks = Desks().order(quiet(0, 8)).news(cut("a", 1)).news(reopened).news(back(reopened, 3))
    assert desks.told == []
    assert desks.tick(8).told == ["fire a"]


def test_a_reopening_that_is_taken_back_has_to_be_acknowledged_like_a_new_closure() -> None:
    reopened = opened("b", 1.1)
    desks = Desks().news(cut("a", 1)).news(reopened).tick(2).news(back(reopened, 3)).tick(3.3)
    assert [one.partition(":")[0] for one in desks.climbed] == ["boss"]


def test_the_withdrawal_of_a_word_that_was_hidden_is_told_to_nobody() -> None:
    desks = Desks().news(toll("a", 1, 60)).order(quiet(2, 9)).news(toll("b", 3, 150)).news(back(toll("b", 3, 150), 4))
    assert desks.tick(9).told == ["fire a 60"]


HAPPENING = st.tuples(
    st.sampled_from(["cut", "opened", "back", "unopened", "tick"]),
    st.integers(0, 3),
    st.floats(0.1, 3, allow_nan=False),
)
SILENCE = st.tuples(st.floats(0, 20), st.floats(0.1, 10))


@given(st.lists(HAPPENING, max_size=14), st.lists(SILENCE, max_size=4))
def test_no_end_is_orphaned_and_nothing_that_lasts_stays_untold(
    happenings: Iterable[tuple[str, int, float]], silences: Iterable[tuple[float, float]]
) -> None:
    desks, now = Desks().order(*(quiet(start, start + length) for start, length in silences)), 1.0
    known: dict[str, Match] = {}
    for what, number, after in happenings:
        now, name = now + after, f"i{number}-{what}"
        if what == "tick":
            desks.tick(now)
        elif what == "back" and (match := known.pop(f"i{number}-cut", None)):
            desks.news(back(match, now))
        elif what in ("cut", "opened"):
            match = (cut if what == "cut" else opened)(f"{name}-{now:06.2f}", now)
            known[name] = match
            desks.news(match)
        elif what == "unopened" and (match := known.pop(f"i{number}-opened", None)):
            desks.news(back(match, now))
    desks.tick(200)
    stands = 0
    for told in desks.told:
        goes_on = told.startswith(("fire", "update")) or (told.startswith("retract") and "opened" in told)
        stands = 1 if goes_on else stands - told.startswith("resolve")
        assert stands >= 0, desks.told
    for watch in desks.watches.values():
        on = watch.lasts and watch.fired and any(one.kind == "fire" for one in watch.marks.values())
        assert watch.held == ()
        assert watch.told or not on


@pytest.mark.parametrize("hours", [0.5, 30])
def test_that_nobody_was_told_is_hidden_by_nothing(hours: float) -> None:
    desks = Desks().order(quiet(0, 40, "severity=~.*"))
    event = Desk(ROUTES).take(cut("a", 0.1)).sent[0].event.model_copy(update={"rule": "nobody-was-told"})
    desks.take(Emission(event=event), hour(hours))
    assert desks.told == ["fire a"]
