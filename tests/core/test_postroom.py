"""The postroom: what each recipient is sent and when, on a virtual clock."""

from datetime import timedelta

from streams.core.postroom import Message, Postroom
from streams.core.telling import Telling
from tests.core.given import ROUTES, Desk, cut, hour
from tests.core.test_watches import LINE


def sent(messages: tuple[Message, ...]) -> list[tuple[str, str, float]]:
    return [(one.to, one.via, (one.at - hour(0)) / timedelta(hours=1)) for one in messages]


def test_each_step_of_an_escalation_goes_out_at_its_moment() -> None:
    room = Postroom(Telling(LINE, live=True))
    at_once = room.take(Desk(ROUTES).take(cut("a", 1)).sent[0], hour(1))
    assert sent(at_once) == [("duty", "phone", 1)]
    assert sent(room.pass_time(hour(5))) == [("boss", "phone", 1.25), ("head", "phone", 2)]
