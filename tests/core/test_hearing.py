"""What each recipient is told and when: quiet hours, duties that change, repeats, groups and ends that must last.

The night is from 22:00 to 07:00 UTC, hours are counted from midnight.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from streams.core.alerts import Emission
from streams.core.caps import HOUR
from streams.core.commands import Standing, acknowledge, silence
from streams.core.inhibition import NO_INHIBITIONS
from streams.core.matchers import read_matcher
from streams.core.matches import Match
from streams.core.postroom import Message, Postroom
from streams.core.routing import Directory
from streams.core.subscriptions import Subscriptions
from streams.core.telling import Telling, taken
from streams.core.watches import Surroundings, Watch
from tests.core.given import ROUTES, TOLLS, Desk, back, cut, hour, opened, toll

NIGHT = {"zone": "UTC", "weekly": {"hours": "22:00-07:00"}, "unless": "nothing"}


class Room:
    """News, commands and time in order; what came of it in ``told``: ``hour recipient title``."""

    def __init__(self, *subscriptions: dict[str, Any], **more: Any) -> None:
        people = {name: {"channels": "phone"} for name in ("ana", "ben")}
        fields = {"version": 1, "recipients": people, "quiet_hours": {"night": NIGHT}, "subscriptions": subscriptions}
        self.room = Postroom(Telling(Subscriptions.model_validate(fields | more), live=True))
        self.messages: list[Message] = []
        self._desks: dict[tuple[str, str], Desk] = {}

    def news(self, *matches: Match) -> "Room":
        for match in matches:
            rule = {"route-severed": ROUTES}.get(match.rule, TOLLS)
            desk = self._desks.setdefault((match.rule, match.key_text), Desk(rule))
            before = len(desk.sent)
            desk.take(match)
            for emission in desk.sent[before:]:
                self.messages += self.room.take(emission, max(match.published, match.version))
        return self

    def until(self, hours: float) -> "Room":
        self.messages += self.room.pass_time(hour(hours))
        watches = self.room.telling.watches
        self.room.telling.watches = {name: Watch.read(one.written()) for name, one in watches.items()}
        return self

    @property
    def told(self) -> list[str]:
        return [f"{self._at(one)} {one.to} {_brief(one)}" for one in self.messages]

    @property
    def dropped(self) -> list[str]:
        return [f"{one.recipient}: {one.reason}" for one in self.room.records if one.ended == "suppressed"]

    @property
    def first(self) -> Emission:
        return next(iter(self._desks.values())).sent[0]

    def _at(self, one: Message) -> str:
        return f"{(one.at - hour(0)) / timedelta(hours=1):.4g}"


def _brief(one: Message) -> str:
    if one.delivery.members:
        return f"{one.delivery.title.partition(':')[0]} of {len(one.delivery.members)}"
    rung = f"{one.delivery.rung} " if one.delivery.rung else ""
    return f"{rung}{one.delivery.event.event} {one.delivery.event.items[0]}"


CALM = {"id": "calm", "to": "ana", "quiet": "night"}
SETTLED = 7 + 20 / 3600
"""The moment at which the digest of what waited goes out: 20 s after nothing further came."""


def test_what_came_in_quiet_hours_and_still_holds_goes_out_as_one_digest_when_they_end() -> None:
    room = Room(CALM).news(cut("a", 1), toll("b", 2, 60)).until(6.9)
    assert room.told == []
    assert room.until(8).told == [f"{SETTLED:.4g} ana AFTER QUIET HOURS of 2"]


def test_what_was_over_before_the_quiet_hours_is_told_to_nobody_and_says_why() -> None:
    room = Room(CALM).news(cut("a", 1), opened("b", 3)).until(9)
    assert room.told == []
    assert [one.rpartition(": ")[2].rpartition("; ")[2] for one in room.dropped] == [
        "it was over before anybody was told of it",
        "it was over before anybody was told of it",
    ]


def test_an_end_waits_too_for_who_knew_of_the_beginning() -> None:
    assert Room(CALM).news(cut("a", -3), opened("b", 3)).until(9).told == [
        "-3 ana fire a",
        f"{SETTLED:.4g} ana resolve b",
    ]


def test_only_the_beginning_and_the_last_word_are_told_of_what_waited() -> None:
    room = Room(CALM).news(*(toll(name, at, value) for name, at, value in (("a", 1, 60), ("b", 2, 70), ("c", 3, 150))))
    assert room.until(9).told == [f"{SETTLED:.4g} ana AFTER QUIET HOURS of 2"]
    assert {line for one in room.messages for line in one.delivery.body.splitlines()[1:]} == {
        "- NEW MAJOR: 60 killed in Idlib (SYR), says source-a (news of 2025-03-01T01:00+00:00)",
        "- WORSE MAJOR: 150 killed in Idlib (SYR), says source-c (news of 2025-03-01T03:00+00:00)",
    }


def test_what_is_severe_enough_breaks_through_and_stands_for_what_waited() -> None:
    lenient = {"night": NIGHT | {"unless": "critical"}}
    room = Room(CALM, quiet_hours=lenient).news(toll("a", 1, 60), toll("b", 2, 230)).until(9)
    assert room.told == ["2 ana escalate b"]
    assert "a later word on the same incident was told in its place" in room.dropped[0]


def test_what_came_by_day_and_is_told_by_night_after_an_outage_waits_too() -> None:
    people = Subscriptions.model_validate(
        {
            "version": 1,
            "recipients": {"ana": {"channels": "phone"}},
            "quiet_hours": {"night": NIGHT},
            "subscriptions": [CALM],
        }
    )
    around = Surroundings(Standing(), NO_INHIBITIONS, Directory(people))
    (fired,) = Desk(ROUTES).take(cut("a", 15)).sent
    late, prompt = (taken(Watch(), fired, around, hour(15), hour(15) + wait) for wait in (8 * HOUR, HOUR / 60))
    assert (len(late.deliveries), [one.ended for one in late.records], len(prompt.deliveries)) == (0, [None], 1)


def test_others_are_told_at_once_while_one_has_quiet_hours() -> None:
    room = Room(CALM, {"id": "now", "to": "ben"}).news(cut("a", 1)).until(8)
    assert room.told == ["1 ben fire a", f"{SETTLED:.4g} ana fire a"]


def test_a_silence_that_lasts_longer_than_the_quiet_hours_holds_on() -> None:
    room = Room(CALM).news(cut("a", 1))
    quiet = silence([read_matcher("route=M5")], author="ben", comment="works", at=hour(2), ends=hour(10))
    room.room.telling.order(quiet)
    assert room.until(9).told == []
    assert room.until(11).told == ["10.01 ana fire a"]


def test_an_end_that_is_taken_back_in_quiet_hours_leaves_nothing_untold() -> None:
    reopened = opened("b", 2)
    room = Room(CALM).news(cut("a", 1), reopened, back(reopened, 3)).until(9)
    assert room.told == [f"{SETTLED:.4g} ana fire a"]


ROTA = {"zone": "UTC", "shifts": [{"who": "ana", "hours": "00:00-12:00"}, {"who": "ben", "hours": "12:00-24:00"}]}


def test_who_was_told_of_the_beginning_hears_the_end_after_their_shift_and_nobody_else_does() -> None:
    room = Room({"id": "duty", "to": "duty"}, rotas={"duty": ROTA}).news(cut("a", 11), opened("b", 13)).until(14)
    assert room.told == ["11 ana fire a", "13 ana resolve b"]
    assert room.dropped == ["ben: they were not told of the incident"]


def test_an_end_goes_over_every_channel_that_told_of_the_incident() -> None:
    people = {"ana": {"channels": {"info": "mail", "critical": "sms"}}}
    room = Room({"id": "one", "to": "ana"}, recipients=people)
    room.news(toll("a", 1, 60), toll("b", 2, 230), back(toll("a", 1, 60), 3), back(toll("b", 2, 230), 4))
    over = [one for one in room.messages if one.delivery.event.event == "retract"]
    assert [one.via for one in room.messages[:2]] == ["mail", "sms"]
    assert {one.via for one in over} == {"mail", "sms"}


def test_nobody_is_next_in_line_while_the_first_was_not_told() -> None:
    steps = [{"after": "15m", "to": "ben"}]
    room = Room(CALM | {"escalation": steps}).news(cut("a", 1)).until(9)
    assert room.told == [f"{SETTLED:.4g} ana fire a", "7.25 ben calm/0 fire a"]


def test_the_next_in_line_is_not_woken_in_quiet_hours_of_their_own() -> None:
    people = {"ana": {"channels": "phone"}, "ben": {"channels": "phone", "quiet": "night"}}
    line = {"id": "line", "to": "ana", "escalation": [{"after": "15m", "to": "ben"}]}
    assert Room(line, recipients=people).news(cut("a", 1)).until(9).told == ["1 ana fire a", "7 ben line/0 fire a"]


def test_what_lasts_is_told_again_until_somebody_acknowledges_it() -> None:
    room = Room({"id": "one", "to": "ana", "repeat_interval": "4h"}).news(cut("a", 8)).until(17)
    assert room.told == ["8 ana fire a", "12 ana again-1 fire a", "16 ana again-2 fire a"]
    assert len({one.delivery.id for one in room.messages}) == 3
    room.room.telling.order(acknowledge(room.first.event, author="ana", comment="going", at=hour(17)))
    assert room.until(30).told[3:] == []


def test_more_sources_reach_who_asked_for_more_than_one() -> None:
    room = Room({"id": "sure", "to": "ana", "corroboration": 2}).news(toll("a", 1, 60))
    assert room.told == []
    assert room.news(toll("b", 2, 150)).told == ["2 ana escalate b"]


def test_who_asked_for_two_sources_is_told_with_the_second_and_hears_the_end() -> None:
    room = Room({"id": "sure", "to": "ana", "corroboration": 2, "events": ["fire", "resolve"]}).news(cut("a", 1))
    assert room.told == []
    room.news(cut("b", 2, source="source-a"), cut("c", 3), cut("d", 4), opened("e", 5))
    assert room.told == ["3 ana fire c", "5 ana resolve e"]


GROUPED = {"id": "all", "to": "ana", "group_by": "country", "group_wait": "10m", "group_interval": "1h"}


def test_a_group_waits_for_others_and_follows_no_sooner_than_its_interval() -> None:
    room = Room(GROUPED).news(cut("a", 8), toll("b", 8.1, 60), toll("c", 8.5, 150)).until(9)
    assert room.told == ["8.167 ana NEW CRITICAL of 2"]
    assert room.messages[0].delivery.title == "NEW CRITICAL: M5 (SYR) is cut, says source-a (and 1 alert more)"
    assert room.until(10).told[1:] == ["9.167 ana escalate c"]


def test_alerts_that_are_not_alike_go_out_by_themselves() -> None:
    room = Room(GROUPED | {"group_by": "rule"}).news(cut("a", 8), toll("b", 8.1, 60)).until(9)
    assert room.told == ["8.167 ana fire a", "8.267 ana fire b"]


LASTING = {"id": "all", "to": "ana", "debounce": "30m"}


def test_what_changes_back_before_it_has_lasted_is_no_news() -> None:
    room = Room(LASTING).news(cut("a", 8), opened("b", 9), cut("c", 9.4), opened("d", 10)).until(12)
    assert room.told == ["8 ana fire a", "10.5 ana resolve d"]
    assert room.dropped == ["ana: it changed back within 30m"] * 2


def test_an_end_that_is_taken_back_before_it_has_lasted_is_no_news() -> None:
    reopened = opened("b", 9)
    assert Room(LASTING).news(cut("a", 8), reopened, back(reopened, 9.2)).until(12).told == ["8 ana fire a"]


HAPPENING = st.tuples(
    st.sampled_from(["cut", "opened", "back", "unopened", "time"]),
    st.integers(0, 2),
    st.floats(0.2, 7, allow_nan=False),
)


@given(st.lists(HAPPENING, max_size=12))
def test_no_recipient_is_left_with_an_end_unheard_or_with_what_lasts_untold(
    happenings: Iterable[tuple[str, int, float]],
) -> None:
    room, now = Room(CALM, {"id": "duty", "to": "duty"}, rotas={"duty": {**ROTA, "shifts": ROTA["shifts"]}}), 1.0
    known: dict[str, Match] = {}
    for what, number, after in happenings:
        now, name = now + after, f"i{number}-{what}"
        if what == "time":
            room.until(now)
        elif what == "back" and (match := known.pop(f"i{number}-cut", None)):
            room.news(back(match, now))
        elif what in ("cut", "opened"):
            known[name] = (cut if what == "cut" else opened)(f"{name}-{now:06.2f}", now)
            room.news(known[name])
        elif what == "unopened" and (match := known.pop(f"i{number}-opened", None)):
            room.news(back(match, now))
    room.until(240)
    for watch in room.room.telling.watches.values():
        heard = watch.heard.get("ana")
        if heard is not None:
            assert heard.held == ()
            begun = any(one.kind == "fire" for one in watch.marks.values())
            assert heard.told or not (watch.on and begun and heard.branch == "calm")
            # What only the log counts to another incident is not taken back from people: it goes on under that one.
            ended = heard.last is None or heard.last.event in ("resolve", "expire", "retract")
            assert ended or watch.on or not watch.fired
