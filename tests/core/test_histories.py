"""What is told of an incident when its whole story is put together."""

from streams.core.alerts import Emission, Voice
from streams.core.commands import Standing, acknowledge, retract
from streams.core.events import acknowledged, withdrawn_by_hand
from streams.core.grades import Grading
from streams.core.histories import History, histories
from tests.core.given import ROUTES, TOLLS, Desk, back, briefs, cut, hour, opened, toll

SENT = Desk(TOLLS).take(toll("a", 1, 60), toll("b", 2, 75)).sent
FIRED = SENT[0].event
SEEN = acknowledge(FIRED, author="ana", comment="on it", at=hour(3))
BACK = retract(FIRED, author="ben", comment="denied", at=hour(4))


def only(*emissions: Emission, orders: Standing = Standing()) -> History:  # noqa: B008 -- frozen
    (found,) = histories(emissions, orders)
    return found


def test_an_incident_is_as_its_last_word_has_it_and_lasts_until_it_ends() -> None:
    desk = Desk(ROUTES).take(cut("a", 1))
    assert (only(*desk.sent).state, only(*desk.sent).open) == ("firing", True)
    assert only(*SENT).state == "updated"
    assert only(*Desk(TOLLS).take(toll("a", 1, 60), toll("b", 2, 150)).sent).state == "escalated"
    assert (only(*desk.take(opened("b", 2)).sent).state, only(*desk.sent).open) == ("resolved", False)


def test_items_of_one_moment_count_in_the_order_in_which_they_are_judged() -> None:
    """Their events' ids are hashes: in five towns, some would stand in the other order."""
    for town in ("Ariha", "Binnish", "Harem", "Salqin", "Sarmin"):
        claims = [toll("a", 1, 60), toll("b", 1, 150), toll("c", 1, 250)]
        sent = (
            Desk(TOLLS).take(*(one.model_copy(update={"key": {"area": town, "country": "SYR"}}) for one in claims)).sent
        )
        one = only(*reversed(sent))
        assert briefs(told.event for told in one.events) == ["fire a 60", "escalate b 150", "escalate c 250"]
        assert (one.latest.severity, one.state, one.stage) == ("critical", "escalated", one.events[2].event)


def test_news_taken_back_leaves_a_retracted_incident_that_shows_what_it_was() -> None:
    one = only(*Desk(ROUTES).take(cut("a", 1), back(cut("a", 1))).sent)
    assert (one.state, [(told.event.event, told.withdrawn) for told in one.events]) == ("retracted", [("fire", True)])


def test_an_acknowledgement_counts_from_when_it_is_given_and_until_it_gets_worse() -> None:
    given = Standing().given([SEEN])
    graded = Emission(event=FIRED, voices=(Voice(source="radio"),), grading=Grading(reliability="B", credibility=2))
    said = acknowledged(graded, SEEN)
    assert (said.voices, said.grading) == (graded.voices, graded.grading)
    assert [only(*SENT, orders=given).state, only(*SENT, said).state] == ["acknowledged", "acknowledged"]
    assert only(*SENT, orders=given).summary()["acknowledged"]["by"] == "ana"
    worse = Desk(TOLLS).take(toll("a", 1, 60), toll("b", 5, 150)).sent
    assert only(*worse, said, orders=given).state == "escalated"


def test_an_incident_withdrawn_by_hand_is_over_unless_it_gets_worse_afterwards() -> None:
    said = withdrawn_by_hand(Emission(event=FIRED), BACK)
    worse = Desk(TOLLS).take(toll("a", 1, 60), toll("b", 5, 150)).sent
    assert [only(*SENT, said).state, only(*worse, said).state] == ["retracted", "escalated"]


def test_repeats_and_older_revisions_change_no_history() -> None:
    desk = Desk(TOLLS).take(toll("a", 1, 60), toll("a", 1, 90, version=hour(5)))
    assert histories([*desk.sent, *desk.sent[:1]], Standing()) == histories(desk.sent, Standing())
