"""CAP 1.2: every message is valid against the standard's schema, and refers to what went before it."""

from functools import cache
from pathlib import Path
from xml.etree.ElementTree import fromstring

import xmlschema
from hypothesis import given
from hypothesis import strategies as st

from streams.core.claims import Denial
from streams.core.commands import Standing, acknowledge, retract
from streams.core.events import acknowledged, withdrawn_by_hand
from streams.core.formats.cap import NAMESPACE, cap_message, cap_messages, cap_report
from streams.core.hearing import told_last
from streams.core.histories import History, Told, histories
from streams.core.matches import Match
from tests.cases import each
from tests.core.given import ROUTES, TOLLS, Desk, back, cut, hour, opened, toll


@cache
def schema() -> xmlschema.XMLSchema:
    """OASIS, Common Alerting Protocol 1.2: docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2.xsd, as it stands there."""
    return xmlschema.XMLSchema(Path(__file__).with_name("CAP-v1.2.xsd"))


def only(desk: Desk) -> History:
    (found,) = histories(desk.sent, Standing())
    return found


def said(message: str, *names: str) -> list[str | None]:
    document = fromstring(message)  # noqa: S314 -- written above
    return [document.findtext(name.replace("/", "/c:").join(("c:", "")), namespaces={"c": NAMESPACE}) for name in names]


CUT, OPENED = Desk(ROUTES).take(cut("a", 1)), Desk(ROUTES).take(cut("a", 1), opened("b", 2))
WORSE = Desk(TOLLS).take(toll("a", 1, 60), toll("b", 2, 75), toll("c", 3, 150))
BACK = Desk(ROUTES).take(cut("a", 1), back(cut("a", 1)))
LAST = {"cut": (CUT, "Alert"), "opened": (OPENED, "Update"), "worse": (WORSE, "Update"), "withdrawn": (BACK, "Cancel")}


@each(("desk", "kind"), LAST.values())
def test_each_transition_is_valid_and_of_its_kind(desk: Desk, kind: str) -> None:
    message = cap_message(only(desk), sender="tocsin")
    schema().validate(message)
    assert said(message, "msgType", "status") == [kind, "Actual"]


def test_a_chain_refers_to_every_message_before_it() -> None:
    one = only(WORSE)
    messages = list(cap_messages(one, sender="tocsin"))
    ids = [said(message, "identifier")[0] for message in messages]
    assert [said(message, "references")[0] for message in messages] == [
        None,
        f"tocsin,{ids[0]},{said(messages[0], 'sent')[0]}",
        f"tocsin,{ids[0]},{said(messages[0], 'sent')[0]} tocsin,{ids[1]},{said(messages[1], 'sent')[0]}",
    ]


def test_what_was_taken_back_is_cancelled_by_its_own_name() -> None:
    one = only(BACK)
    message = cap_message(one, sender="tocsin")
    event = one.events[0].event
    assert said(message, "identifier", "references") == [
        f"{event.id}-withdrawn",
        f"tocsin,{event.id},{said(message, 'sent')[0]}",
    ]


def test_a_drill_has_the_status_of_an_exercise() -> None:
    message = cap_message(only(Desk(ROUTES).take(cut("a", 1, exercise=True))), sender="tocsin")
    assert said(message, "status", "note") == ["Exercise", "This is an exercise."]


def test_an_open_route_gives_the_all_clear() -> None:
    assert said(cap_message(only(OPENED), sender="tocsin"), "info/responseType", "info/urgency") == ["AllClear", "Past"]


def test_an_acknowledgement_is_an_update() -> None:
    fired = CUT.sent[0]
    seen = acknowledged(fired, acknowledge(fired.event, author="ana", comment="on it", at=hour(2)))
    (one,) = histories([*CUT.sent, seen], Standing())
    message = cap_message(one, sender="tocsin")
    schema().validate(message)
    assert said(message, "msgType", "info/description")[0] == "Update"


def test_a_withdrawal_cancels_only_what_its_reader_was_sent() -> None:
    order = retract(CUT.sent[0].event, author="ana", comment="denied", at=hour(2))
    back_by_hand = Told(withdrawn_by_hand(CUT.sent[0], order).event, 1, withdrawn=False)
    sent = told_last(None, CUT.sent[0])
    kinds = [said(cap_report(back_by_hand, one, sender="tocsin"), "msgType", "info/certainty") for one in (None, sent)]
    assert kinds == [["Alert", "Unlikely"], ["Cancel", "Unlikely"]]


@given(st.text(max_size=300), st.text(min_size=1, max_size=300))
def test_any_words_make_a_valid_document(summary: str, reason: str) -> None:
    fired = CUT.sent[0].model_copy(
        update={"event": CUT.sent[0].event.model_copy(update={"summary": summary, "reason": reason})}
    )
    (one,) = histories([fired], Standing())
    assert schema().is_valid(cap_message(one, sender="tocsin"))


@each(
    ("matches", "grade", "certainty", "urgency"),
    [
        ((cut("a", 1, grade="A"), cut("b", 2, grade="B")), "A1", "Observed", "Immediate"),
        ((cut("a", 1, grade="A"), cut("b", 2)), "A2", "Likely", "Immediate"),
        ((cut("a", 1, grade="B"),), "B3", "Likely", "Immediate"),
        ((cut("a", 1, grade="C"),), "C3", "Possible", "Immediate"),
        ((cut("a", 1),), "F6", "Unknown", "Immediate"),
        ((cut("a", 1, grade="B", denials=(Denial(by="army", grade="B"),)),), "B5", "Unlikely", "Expected"),
    ],
)
def test_certainty_and_urgency_come_from_the_grade(
    matches: tuple[Match, ...], grade: str, certainty: str, urgency: str
) -> None:
    message = cap_message(only(Desk(ROUTES).take(*matches)), sender="tocsin")
    schema().validate(message)
    assert said(message, "info/certainty", "info/urgency", "info/severity") == [certainty, urgency, "Extreme"]
    assert f"<valueName>tocsin:grade</valueName><value>{grade}</value>" in message
