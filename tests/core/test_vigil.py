"""The vigil: from when on something is wrong with the service, and that it is told once, and its end too."""

from datetime import timedelta
from functools import partial

from streams.core.alerts import Emission
from streams.core.commands import silence
from streams.core.deliveries import Attempt, Outcome
from streams.core.heartbeats import beaten, heartbeat
from streams.core.matchers import read_matcher
from streams.core.notices import compose
from streams.core.routing import Directory
from streams.core.sheets import FactSheet
from streams.core.sightings import Sightings
from streams.core.silences import silenced
from streams.core.subscriptions import Subscriptions
from streams.core.vigil import Limits, Signs, Trouble, at_first_sight, changes, late, said_again, troubles, unreachable
from tests.core.given import ROUTES, Desk, cut, hour

MINUTE = timedelta(minutes=1)
EVERY = timedelta(minutes=5)
PEOPLE = Subscriptions.model_validate(
    {
        "version": 1,
        "recipients": {"duty": {"channels": "phone"}, "keeper": {"channels": "mail"}},
        "subscriptions": [{"id": "all", "to": "duty"}],
        "fallback": "keeper",
    }
)


def sightings() -> Sightings:
    return Sightings({"en", "ar"}, lambda text: "sw" if "habari" in text else "en")


def found(seen: Sightings, at: float) -> dict[str, str]:
    """Rules and keys of what is wrong at an hour."""
    return {one.rule: ",".join(one.key.values()) for one in troubles(seen.signs(hour(at)), Limits(), hour(at))}


def tried(event: str, outcome: Outcome, at: float, channel: str = "phone") -> Attempt:
    return Attempt(
        delivery=f"{event}-{at}",
        event=event,
        incident="i",
        recipient="duty",
        channel=channel,
        number=1,
        outcome=outcome,
        at=hour(at),
        error="" if outcome == "delivered" else "the service answers 500",
    )


def beats(seen: Sightings, at: float, *, delivered: bool) -> None:
    """A heartbeat goes in, and its event out or not."""
    item = heartbeat(hour(at), EVERY)
    seen.sent(item.published)
    event = Desk(ROUTES).take(cut(item.id, at)).sent[0].event.model_copy(update={"id": f"event of {item.id}"})
    seen.alert(Emission(event=event), hour(at))
    if delivered:
        seen.attempt(tried(event.id, "delivered", at))


def test_a_heartbeat_is_the_same_item_whoever_sends_it_and_says_when_it_was() -> None:
    one, other = heartbeat(hour(1), EVERY), heartbeat(hour(1) + EVERY - timedelta(seconds=1), EVERY)
    assert one == other
    assert (beaten(one.id), heartbeat(hour(1) + EVERY, EVERY) == one) == (hour(1), False)
    assert [beaten(name) for name in ("heartbeat-now", "item-1")] == [None, None]


def test_a_heartbeat_that_comes_out_nowhere_is_missed_after_a_while_and_no_longer_once_one_comes() -> None:
    seen = sightings()
    beats(seen, 0, delivered=True)
    beats(seen, 1, delivered=False)
    beats(seen, 1.5, delivered=False)
    assert (found(seen, 1.2), found(seen, 1.5)) == ({}, {"heartbeat-lost": "all"})
    beats(seen, 2, delivered=True)
    assert found(seen, 2.5) == {}


def test_a_partition_stands_still_only_where_something_waits_and_nothing_is_finished() -> None:
    seen = sightings()
    for minute, done in ((0, 5), (5, 5), (9, 5)):
        seen.offsets({("items", 1): done}, {("items", 0): 0, ("items", 1): 7}, hour(0) + minute * MINUTE)
    assert found(seen, 9 / 60) == {}
    assert found(seen, 10 / 60) == {"partition-stalled": "items,1"}
    seen.offsets({("items", 1): 6}, {("items", 0): 0, ("items", 1): 7}, hour(0.2))
    assert found(seen, 0.3) == {}
    seen.offsets({("items", 1): 7}, {("items", 0): 0, ("items", 1): 7}, hour(0.3))
    assert found(seen, 9) == {}


def test_a_channel_is_unsendable_after_failures_in_a_row() -> None:
    seen = sightings()
    for number in range(2):
        seen.attempt(tried("e", "failed", number / 100))
    seen.attempt(tried("e", "delivered", 0.1, channel="mail"))
    assert found(seen, 1) == {}
    seen.attempt(tried("e", "unknown", 0.2))
    assert found(seen, 1) == {"channel-unsendable": "phone"}
    seen.attempt(tried("f", "delivered", 0.3))
    assert found(seen, 1) == {}


def test_topics_that_are_read_anew_are_not_counted_twice() -> None:
    seen = sightings()
    for _ in range(2):
        seen.forget()
        seen.attempt(tried("a", "failed", 1))
        seen.attempt(tried("b", "failed", 1.1))
        seen.letter(hour(1))
    signs = seen.signs(hour(2))
    assert (signs.channels["phone"].failures, len(signs.letters)) == (2, 1)


def test_news_in_a_language_that_nothing_reads_is_told_whether_the_item_says_its_language_or_not() -> None:
    seen = sightings()
    for number in range(20):
        said = {"language": "so-SO"} if number % 2 else {"language": None, "text": "habari " * 20}
        sheet = {"item": f"i{number}", "source": "radio", "published": hour(0), "version": hour(0), "content": "x"}
        seen.sheet(FactSheet.model_validate(sheet | said), hour(0))
        seen.sheet(FactSheet.model_validate(sheet | {"language": "ar"}), hour(0))
    limits = Limits(items=10)
    assert [one.key for one in troubles(seen.signs(hour(0.5)), limits, hour(0.5))] == [
        {"language": "so"},
        {"language": "sw"},
    ]
    assert list(troubles(seen.signs(hour(1.5)), limits, hour(1.5))) == []


def test_dead_letters_are_told_where_they_become_more_than_usual() -> None:
    some = [hour(24) + number * MINUTE for number in range(12)]
    usual = [hour(number) for number in range(24) for _ in range(4)]
    assert [one.rule for one in troubles(Signs(letters=some), Limits(), hour(24.5))] == ["dead-letters-rising"]
    assert list(troubles(Signs(letters=[*usual, *some]), Limits(), hour(24.5))) == []
    assert list(troubles(Signs(letters=some[:9]), Limits(), hour(24.5))) == []


def test_rules_that_a_worker_goes_on_without_are_told_until_they_can_be_used() -> None:
    wrong = Signs(unusable="rules/subscriptions.yaml:8:19: to: " + "x " * 1000)
    (one,) = troubles(wrong, Limits(), hour(1))
    (fired,) = changes((), (one,), hour(1))
    assert (one.rule, one.severity, one.reason.startswith("rules/subscriptions.yaml:8:19"), len(one.reason)) == (
        "rules-unusable",
        "major",
        True,
        500,
    )
    assert [each.recipient for each in compose(fired, Directory(PEOPLE))] == ["keeper"]
    assert [each.event.event for each in changes((fired.event,), troubles(Signs(), Limits(), hour(2)), hour(2))] == [
        "resolve"
    ]


def test_a_broker_that_does_not_answer_is_told_after_a_while() -> None:
    assert list(unreachable(hour(0), "why", Limits(), hour(0) + MINUTE)) == []
    (one,) = unreachable(hour(0), "why", Limits(), hour(0) + 2 * MINUTE)
    assert (one.rule, one.severity) == ("broker-unreachable", "critical")


def test_what_lasts_is_told_once_and_its_end_by_whoever_sees_it() -> None:
    seen = sightings()
    seen.offsets({}, {("items", 1): 7}, hour(0))
    wrong = tuple(troubles(seen.signs(hour(1)), Limits(), hour(1)))
    (fired,) = changes((), wrong, hour(1))
    seen.alert(fired, hour(1))
    later = sightings()  # another worker leads, and reads the topic of alerts
    later.alert(fired, hour(1))
    assert list(changes(later.standing.values(), wrong, hour(2))) == []
    (over,) = changes(later.standing.values(), (), hour(3))
    later.alert(over, hour(3))
    assert (over.event.event, over.event.incident, later.standing) == ("resolve", fired.event.incident, {})


def told(rule: str, at: float, **key: str) -> Emission:
    """The beginning of an incident of the service."""
    trouble = Trouble(rule, key, 1, "critical", "It is so", "since then, the last: the service answers 500")
    (fired,) = changes((), (trouble,), hour(at))
    return fired


STANDING = {
    "heartbeat-lost": told("heartbeat-lost", 1, heartbeat="all"),
    "partition-stalled": told("partition-stalled", 1, topic="items", partition="1"),
    "channel-unsendable": told("channel-unsendable", 1, channel="phone"),
    "language-unread": told("language-unread", 1, language="sw"),
}


def news_of_a_new_leader(seen: Sightings, at: float) -> list[tuple[str, str]]:
    wrong = tuple(troubles(seen.signs(hour(at)), Limits(), hour(at)))
    over = partial(seen.over, now=hour(at), beating=True)
    return [(one.event.event, one.event.rule) for one in changes(seen.standing.values(), wrong, hour(at), over)]


def begun(*rules: str) -> Sightings:
    """What a worker sees that takes the lead days later."""
    seen = sightings()
    for rule in rules:
        seen.alert(STANDING[rule], hour(60))
    seen.offsets({("items", 1): 5}, {("items", 1): 7}, hour(100))
    return seen


def test_a_new_leader_says_of_nothing_that_it_is_over_before_it_can_know_and_tells_nothing_anew() -> None:
    seen = begun(*STANDING)
    assert news_of_a_new_leader(seen, 100) == []
    seen.offsets({("items", 1): 5}, {("items", 1): 7}, hour(100.5))
    beats(seen, 100.2, delivered=False)
    assert news_of_a_new_leader(seen, 100.5) == []


def test_a_new_leader_tells_the_end_of_each_as_soon_as_it_sees_it() -> None:
    seen = begun(*STANDING)
    beats(seen, 100.1, delivered=True)
    assert news_of_a_new_leader(seen, 100.2) == [("resolve", "heartbeat-lost"), ("resolve", "channel-unsendable")]
    seen.offsets({("items", 1): 6}, {("items", 1): 7}, hour(100.3))
    assert ("resolve", "partition-stalled") in news_of_a_new_leader(seen, 100.3)
    assert ("resolve", "language-unread") in news_of_a_new_leader(seen, 101)


def test_a_channel_that_took_something_after_it_was_told_is_not_known_to_fail() -> None:
    seen = sightings()
    seen.attempt(tried("e", "delivered", 2))
    seen.alert(STANDING["channel-unsendable"], hour(60))
    assert found(seen, 61) == {}


def test_what_lasts_is_put_on_the_topic_again_now_and_then_and_people_hear_nothing_of_it() -> None:
    seen = begun("channel-unsendable")
    wrong = tuple(troubles(seen.signs(hour(71)), Limits(), hour(71)))
    assert list(said_again(seen.unsaid(hour(71)), wrong)) == []
    (again,) = said_again(seen.unsaid(hour(72)), wrong)
    assert (again.event, again.material, compose(again, Directory(PEOPLE))) == (
        STANDING["channel-unsendable"].event,
        False,
        (),
    )
    assert list(said_again(seen.unsaid(hour(72)), ())) == []


def test_at_first_sight_a_heartbeat_that_had_to_follow_the_last_is_missed_though_nobody_sent_it() -> None:
    seen = sightings()
    beats(seen, 0, delivered=True)
    for at, lost in ((0.3, False), (0.34, True)):
        signs = at_first_sight(seen.signs(hour(at)), Limits(), hour(at))
        assert [one.rule == "heartbeat-lost" for one in troubles(signs, Limits(), hour(at))] == [True] * lost
        assert late(signs, Limits(), hour(at)) == lost
    assert late(Signs(), Limits(), hour(0))


def test_what_waits_is_judged_by_when_it_came_unless_something_is_finished_between_two_looks() -> None:
    stalled, moving = sightings(), sightings()
    for seen in (stalled, moving):
        seen.offsets({}, {("items", 1): 7}, hour(1))
        seen.waits_since(("items", 1), hour(0.5))
    stalled.offsets({}, {("items", 1): 8}, hour(1) + MINUTE / 12)
    moving.offsets({("items", 1): 1}, {("items", 1): 8}, hour(1) + MINUTE / 12)
    assert (found(stalled, 1.01), found(moving, 1.01)) == ({"partition-stalled": "items,1"}, {})


def test_what_is_wrong_with_the_service_goes_to_the_fallback_alone_however_old_it_is() -> None:
    seen = sightings()
    seen.offsets({}, {("items", 1): 7}, hour(0))
    wrong = troubles(seen.signs(hour(1)), Limits(), hour(1))
    (fired,) = changes((), wrong, hour(1))
    (told,) = compose(Emission(event=fired.event), Directory(PEOPLE), hour(30))
    assert (told.recipient, told.late, told.title.startswith("NEW CRITICAL: Nothing of items")) == (
        "keeper",
        False,
        True,
    )
    known = silence([read_matcher("rule=partition-stalled")], author="ana", comment="moving", at=hour(0), ends=hour(40))
    assert silenced(fired.event, [known], hour(2)) is not None
