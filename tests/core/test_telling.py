"""Watches in one process: who is told, without a broker and by the archive's own clock."""

from streams.core.commands import silence
from streams.core.matchers import read_matcher
from streams.core.telling import Telling
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
