"""CAP over whole histories: whatever comes, in whatever order, each message is valid and refers to what was sent before it."""

from typing import NamedTuple
from xml.etree.ElementTree import fromstring

from hypothesis import given
from hypothesis import strategies as st

from streams.core.alerts import STAGES, Emission
from streams.core.commands import Standing, acknowledge, retract
from streams.core.formats.bodies import body
from streams.core.formats.cap import NAMESPACE, cap_messages
from streams.core.histories import histories
from streams.core.matches import Match
from streams.core.messages.accounts import Account
from streams.core.rules import Rule
from streams.core.subscriptions import Subscriptions
from streams.core.telling import Telling
from tests.core.formats.test_cap import schema
from tests.core.given import worked
from tests.core.test_same_log import END, Delivery, arrived, scenes
from tests.drawing import at_least

READERS = Subscriptions.model_validate(
    {
        "version": 1,
        "recipients": {"ana": {"channels": "a"}, "ben": {"channels": "b"}},
        "subscriptions": [
            {
                "id": "all",
                "to": "ana",
                "events": ["fire", "escalate", "update", "resolve", "acknowledge", "retract", "expire"],
            },
            {"id": "grave", "to": "ben", "severity": "critical"},
        ],
    }
)


class Cap(NamedTuple):
    """What chains are made of. ``references`` are sender, identifier and moment of each."""

    identifier: str
    sent: str
    kind: str
    status: str
    references: list[list[str]]


def cap(message: str) -> Cap:
    schema().validate(message)
    document = fromstring(message)  # noqa: S314 -- written above
    names = ("identifier", "sent", "msgType", "status", "references")
    own, sent, kind, status, referred = (document.findtext(f"c:{name}", "", {"c": NAMESPACE}) for name in names)
    return Cap(own, sent, kind, status, [one.split(",") for one in referred.split()])


def spoken(rule: Rule, coming: list[Delivery], data: st.DataObject) -> list[Emission]:
    """What deciding says of the claims, and whether they are an exercise."""
    drill = data.draw(st.booleans())
    matches = [one for one in arrived(coming) if isinstance(one, Match)]
    return worked(rule, [*(one.model_copy(update={"exercise": drill}) for one in matches), END])[0]


@at_least(30)
@given(scenes, st.data())
def test_an_incidents_messages_refer_to_all_before_them_and_what_takes_back_names_what(
    scene: tuple[Rule, list[Delivery]], data: st.DataObject
) -> None:
    for history in histories(spoken(*scene, data), Standing()):
        chain = [cap(message) for message in cap_messages(history, sender="tocsin")]
        assert len({one.identifier for one in chain}) == len(chain)
        for number, (told, one) in enumerate(zip(history.events, chain, strict=True)):
            assert one.status == ("Exercise" if told.event.exercise else "Actual")
            assert (one.kind == "Alert") == (not one.references)
            before = {(earlier.event.id, chain[at].sent) for at, earlier in enumerate(history.events[:number])}
            own = {(told.event.id, one.sent)} if told.withdrawn else set()
            assert {(identifier, sent) for _, identifier, sent in one.references} == before | own
            assert {sender for sender, _, _ in one.references} <= {"tocsin"}


@at_least(30)
@given(scenes, st.data())
def test_what_a_reader_is_sent_refers_to_nothing_that_the_same_reader_was_not_sent(
    scene: tuple[Rule, list[Delivery]], data: st.DataObject
) -> None:
    telling = Telling(READERS)
    sent: dict[tuple[str, str], list[Cap]] = {}
    waiting = spoken(*scene, data)
    while waiting:
        emission = waiting.pop(0)
        order = data.draw(st.sampled_from([acknowledge, retract, None, None]))
        if order is not None and emission.event.event in STAGES:
            telling.order(order(emission.event, author="mona", comment="seen", at=emission.event.at))
        spokens = [telling.take(emission), *telling.tick(emission.event.at)]
        waiting = [said for one in spokens for said in one.said] + waiting
        for delivery in (one for spoken_ in spokens for one in spoken_.deliveries):
            account = Account(delivery.event, delivery.background)
            one = cap(body(account, "cap", sender="tocsin", revision=delivery.revision))
            before = sent.setdefault((delivery.recipient, delivery.event.incident), [])
            assert {(identifier, at) for _, identifier, at in one.references} <= {
                (was.identifier, was.sent) for was in before
            }
            assert (one.kind == "Alert") == (not before)
            assert bool(one.references) == bool(before)
            before.append(one)
