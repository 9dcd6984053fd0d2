import asyncio
import io
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
import pytest_asyncio
from aiosmtpd.smtp import SMTP, Envelope, Session
from pydantic import SecretStr

from streams.core.alerts import AlertEvent, Earlier
from streams.core.deliveries import Attempt, Delivery
from streams.core.messages.accounts import Background, Medium
from streams.core.messages.rendering import Rendered
from streams.edges.clocks import FixedClock, SystemClock
from streams.edges.composer import Composer
from streams.edges.receiver import HANG, RESET, Answer, Receiver
from streams.edges.rulebook import open_rulebook
from streams.edges.senders import AppriseSender, Render, Sender
from streams.edges.settings import SendingSettings
from tests.fakes import FakeSender

NOON = datetime(2024, 11, 28, 12, tzinfo=UTC)
TOKEN = "AAhush-hush-token"

EVENT = AlertEvent(
    id="event-1",
    incident="incident-1",
    event="fire",
    rule="route-severed",
    key={"route": "M5", "country": "SYR"},
    severity="critical",
    at=NOON,
    items=("item-1",),
    sources=("radio",),
    summary="M5 is cut",
    reason="the radio reports it severed",
    rules="sha256:0",
)


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver.start(SystemClock()) as started:
        yield started


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    """Everything that any logger would print at DEBUG."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def delivery(channel: str = "phone", identity: str = "d1", body: str = "The M5 is cut.") -> Delivery:
    return Delivery(
        id=identity, event=EVENT, recipient="duty-officer", channel=channel, kind="failure", title="NEW", body=body
    )


def sender(channels: dict[str, SecretStr], render: Render | None = None, **sending: Any) -> AppriseSender:
    return AppriseSender(channels, SendingSettings(**{"timeout": 10.0} | sending), SystemClock(), render)


def to_phone(receiver: Receiver, **sending: Any) -> AppriseSender:
    return sender({"phone": SecretStr(receiver.url("phone"))}, **sending)


async def sent(one: Sender, what: Delivery | None = None, number: int = 1, *, repeated: bool = False) -> Attempt:
    """One attempt, in a place of its own."""
    what = what or delivery()
    await one.free(what.channel)
    return await one.attempt(what, number, repeated=repeated)


@pytest.mark.edges
async def test_a_delivery_arrives_with_its_title_text_and_kind_and_the_key_of_its_id(receiver: Receiver) -> None:
    await sent(to_phone(receiver))
    (message,) = receiver.received
    assert (message.path, message.title, message.body, message.kind, message.key) == (
        "/phone",
        "NEW",
        "The M5 is cut.",
        "failure",
        "d1",
    )


@pytest.mark.edges
async def test_the_record_of_an_attempt_says_what_went_where_and_how_long_it_took(receiver: Receiver) -> None:
    attempt = await sent(to_phone(receiver))
    assert attempt.model_dump(exclude={"at", "took"}) == {
        "delivery": "d1",
        "event": "event-1",
        "incident": "incident-1",
        "recipient": "duty-officer",
        "channel": "phone",
        "number": 1,
        "outcome": "delivered",
        "services": ("JSON",),
        "status": 200,
        "retry_after": None,
        "error": "",
        "fallback": False,
        "repeated": False,
        "cut": (),
        "ended": None,
        "reason": "",
    }
    assert 0 < attempt.took < 2
    assert abs(attempt.at - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.edges
async def test_text_is_sent_as_it_is_and_nothing_in_it_is_a_mark_or_template(receiver: Receiver) -> None:
    text = "<b>{{7*7}}</b> & *stars* :smile: \\n ${HOME} “quoted” القصير"
    await sent(to_phone(receiver), delivery(body=text))
    assert receiver.received[0].body == text


@pytest.mark.parametrize(
    ("answer", "outcome", "status", "retry_after"),
    [
        (Answer(500), "failed", 500, None),
        (Answer(429, headers={"Retry-After": "17"}), "failed", 429, 17),
        (
            Answer(
                503,
                headers={"Date": "Sat, 01 Mar 2025 12:00:00 GMT", "Retry-After": "Sat, 01 Mar 2025 12:01:30 GMT"},
            ),
            "failed",
            503,
            90,
        ),
        (Answer(429, headers={"Retry-After": "soon"}), "failed", 429, None),
        (Answer(500, headers={"Retry-After": "17"}), "failed", 500, None),
        (RESET, "unknown", None, None),
        (Answer(wait=0.3), "delivered", 200, None),
    ],
)
@pytest.mark.edges
async def test_what_a_service_answers_is_kept(
    receiver: Receiver, answer: Answer, outcome: str, status: int | None, retry_after: float | None
) -> None:
    receiver.answer("phone", answer)
    attempt = await sent(to_phone(receiver))
    assert (attempt.outcome, attempt.status, attempt.retry_after) == (outcome, status, retry_after)


@pytest.mark.edges
async def test_an_attempt_that_does_not_arrive_is_logged(receiver: Receiver, caplog: pytest.LogCaptureFixture) -> None:
    receiver.answer("phone", Answer(500))
    await sent(to_phone(receiver))
    (line,) = [record.getMessage() for record in caplog.records if record.name == "streams.edges.senders"]
    assert line.startswith("d1 over phone, attempt 1 failed: Failed to send JSON")


@pytest.mark.edges
async def test_a_server_that_is_not_there_is_a_failure() -> None:
    attempt = await sent(sender({"phone": SecretStr("json://127.0.0.1:9/phone")}))
    assert (attempt.outcome, attempt.services, attempt.status) == ("failed", ("JSON",), None)
    assert "onnection" in attempt.error


@pytest.mark.edges
async def test_a_time_out_is_unknown_because_it_may_have_arrived(receiver: Receiver) -> None:
    receiver.answer("phone", HANG)
    attempt = await sent(to_phone(receiver, timeout=0.5))
    assert (attempt.outcome, attempt.error) == ("unknown", "no answer within 0.5 s; it may have arrived")
    assert len(receiver.received) == 1


@pytest.mark.edges
async def test_an_e_mail_reaches_a_mail_server() -> None:
    taken: list[Envelope] = []

    class Mailbox:
        async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
            taken.append(envelope)
            return "250 OK"

    server = await asyncio.get_running_loop().create_server(lambda: SMTP(Mailbox()), "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        address = f"mailto://127.0.0.1:{port}?from=tocsin@example.org&to=duty@example.net&mode=insecure"
        attempt = await sent(sender({"phone": SecretStr(address)}))
    assert (attempt.outcome, attempt.services, attempt.status) == ("delivered", ("E-Mail",), None)
    assert taken[0].rcpt_tos == ["duty@example.net"]
    assert b"Subject: NEW\r\n" in (taken[0].original_content or b"")


@pytest.mark.edges
async def test_an_e_mail_has_a_page_and_a_text_and_further_ones_of_its_incident_reply_to_it() -> None:
    taken: list[Envelope] = []

    class Mailbox:
        async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
            taken.append(envelope)
            return "250 OK"

    before = Earlier(event="fire", at=NOON, since=NOON, severity="critical", sources=1)
    later = delivery(identity="d2").model_copy(update={"background": Background(earlier=before)})
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(Mailbox()), "127.0.0.1", 0)
    composer = Composer(lambda: open_rulebook(None), SystemClock())
    async with server:
        port = server.sockets[0].getsockname()[1]
        address = f"mailto://127.0.0.1:{port}?from=tocsin@example.org&to=duty@example.net&mode=insecure"
        one = sender({"phone": SecretStr(address)}, composer)
        attempt = await sent(one)
        await sent(one, later)
    assert (attempt.outcome, attempt.fallback) == ("delivered", False)
    mail, reply = (message_from_bytes(letter.original_content or b"", policy=default) for letter in taken)
    assert mail["Subject"] == "NEW CRITICAL: M5 is cut"
    assert mail.get_all("Message-ID") == [reply["In-Reply-To"]] == [reply["References"]]
    assert (mail["In-Reply-To"], len(reply.get_all("Message-ID", []))) == (None, 1)
    assert reply["Message-ID"] != mail["Message-ID"]
    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert page is not None
    for part in (text.get_content(), page.get_content()):
        assert "Hold every movement planned on this route" in part
        assert "route-severed" in part
    written = composer(delivery(), "email", repeated=False).body
    assert text.get_content().replace("\r\n", "\n").strip() == written
    assert "\nTo do: Hold every movement" in written


@pytest.mark.edges
async def test_a_repeat_is_marked(receiver: Receiver) -> None:
    attempt = await sent(to_phone(receiver), repeated=True)
    assert (receiver.received[0].title, attempt.repeated) == ("(possibly repeated) NEW", True)


@pytest.mark.edges
async def test_a_channel_that_hangs_delays_no_other(receiver: Receiver) -> None:
    receiver.answer("slow", HANG)
    both = sender({"slow": SecretStr(receiver.url("slow")), "phone": SecretStr(receiver.url("phone"))}, timeout=0.8)
    hanging = asyncio.create_task(sent(both, delivery("slow")))
    await asyncio.sleep(0.1)
    assert (await sent(both)).outcome == "delivered"
    assert not hanging.done()
    assert (await hanging).outcome == "unknown"


@pytest.mark.edges
async def test_a_channel_takes_no_more_messages_at_a_time_than_it_may(receiver: Receiver) -> None:
    receiver.answer("phone", *[Answer(wait=0.3)] * 4)
    two = to_phone(receiver, concurrency=2)
    sending = [asyncio.create_task(sent(two, delivery(identity=f"d{number}"))) for number in range(4)]
    await asyncio.sleep(0.2)
    assert len(receiver.received) <= 2
    assert [(await one).outcome for one in sending] == ["delivered"] * 4


@pytest.mark.edges
async def test_a_place_that_is_given_back_is_free_again(receiver: Receiver) -> None:
    one = to_phone(receiver, concurrency=1)
    await one.free("phone")
    one.give_back("phone")
    assert (await asyncio.wait_for(sent(one), 1)).outcome == "delivered"


@pytest.mark.edges
async def test_what_hangs_holds_its_place_until_it_has_ended(receiver: Receiver) -> None:
    receiver.answer("phone", HANG)
    one = to_phone(receiver, timeout=0.2, concurrency=1)
    await sent(one)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(one.free("phone"), 0.3)


@pytest.mark.edges
async def test_what_hangs_does_not_keep_the_program_from_ending(receiver: Receiver) -> None:
    receiver.answer("phone", HANG)
    await sent(to_phone(receiver, timeout=0.1))
    assert {thread.daemon for thread in threading.enumerate() if thread.name == "JSON"} == {True}


@pytest.mark.parametrize("channels", [{}, {"phone": SecretStr("nosuch://host/path")}])
async def test_a_channel_without_a_usable_address_is_a_failure_that_says_what_to_do(
    channels: dict[str, SecretStr],
) -> None:
    attempt = await sent(sender(channels))
    assert attempt.outcome == "not sent"
    assert attempt.error.startswith("channel `phone` has no usable address")
    assert attempt.error.endswith("set TOCSIN_CHANNEL_PHONE")


async def test_channels_that_cannot_be_used_are_known_before_anything_is_sent() -> None:
    assert set(sender({"a": SecretStr("nosuch://x"), "b": SecretStr("json://127.0.0.1/")}).unusable) == {"a"}


@pytest.mark.edges
async def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    elsewhere = f"{receiver.address}/elsewhere"
    receiver.answer("phone", Answer(307, headers={"Location": elsewhere}))
    attempt = await sent(to_phone(receiver))
    assert (attempt.outcome, attempt.status) == ("failed", 307)
    assert not receiver.received


@pytest.mark.edges
async def test_a_redirect_is_not_followed_even_where_the_address_asks_for_it(receiver: Receiver) -> None:
    elsewhere = f"{receiver.address}/elsewhere"
    receiver.answer("phone", Answer(307, headers={"Location": elsewhere}))
    address = SecretStr(f"{receiver.url('phone')}?redirect=yes")
    await sent(sender({"phone": address}))
    assert not receiver.received


@pytest.mark.edges
async def test_a_template_makes_the_words(receiver: Receiver) -> None:
    def short(delivery: Delivery, medium: Medium, *, repeated: bool) -> Rendered:
        return Rendered(delivery.title.lower(), f"in short, for {medium}, {repeated}")

    attempt = await sent(sender({"phone": SecretStr(receiver.url("phone"))}, short), repeated=True)
    assert (receiver.received[0].title, receiver.received[0].body) == ("new", "in short, for chat, True")
    assert not attempt.fallback


@pytest.mark.edges
async def test_a_template_of_an_operator_that_fails_is_on_the_record(receiver: Receiver) -> None:
    def faulty(_: Delivery, _medium: Medium, *, repeated: bool) -> Rendered:
        return Rendered("NEW", f"built in {repeated}", fault="chat.j2: it says nothing of this alert")

    attempt = await sent(sender({"phone": SecretStr(receiver.url("phone"))}, faulty))
    assert (attempt.outcome, attempt.fallback) == ("delivered", True)
    assert receiver.received[0].body == "built in False"


@pytest.mark.parametrize(
    ("audience", "told"),
    [("inside", ("NEW", "The M5 is cut.")), ("outside", ("FIRE CRITICAL: M5 (SYR)", "Rule: route-severed."))],
)
@pytest.mark.edges
async def test_a_message_that_cannot_be_composed_is_told_in_plain_words_and_outside_in_none_of_a_text(
    receiver: Receiver, audience: str, told: tuple[str, str]
) -> None:
    def failing(_: Delivery, _medium: Medium, *, repeated: bool) -> Rendered:
        raise ZeroDivisionError(repeated)

    attempt = await sent(
        sender({"phone": SecretStr(receiver.url("phone"))}, failing, audience={"phone": audience}),
    )
    assert (attempt.outcome, attempt.fallback) == ("delivered", True)
    assert receiver.received[0].title == told[0]
    assert receiver.received[0].body.startswith(told[1])


@pytest.mark.edges
async def test_a_long_message_is_one_message(receiver: Receiver) -> None:
    await sent(to_phone(receiver), delivery(body="The M5 is cut. " * 10_000))
    (message,) = receiver.received
    assert message.body.endswith("...")


@pytest.mark.parametrize("answers", [(), (Answer(500),), (HANG,)])
@pytest.mark.edges
async def test_no_token_is_in_any_log_or_record(
    receiver: Receiver, output: io.StringIO, capfd: pytest.CaptureFixture[str], answers: tuple[Answer, ...]
) -> None:
    receiver.answer(TOKEN, *answers)
    url = receiver.url(TOKEN)
    addresses = {
        "phone": SecretStr(f"{url}?+X-Key={TOKEN}"),
        "telegram": SecretStr(f"tgram://{TOKEN}/{TOKEN}"),
        "unknown": SecretStr(f"nosuch://{TOKEN}@host/{TOKEN}"),
        "refused": SecretStr(f"json://user:{TOKEN}@127.0.0.1:9/{TOKEN}"),
    }
    one = sender(addresses, timeout=0.2)
    records = [repr(await sent(one, delivery(channel))) for channel in addresses]
    logging.getLogger("streams").warning("the end")
    told = output.getvalue()
    assert "the end" in told
    assert TOKEN not in told
    assert TOKEN not in "".join(records) + repr(one.unusable)
    assert TOKEN not in "".join(capfd.readouterr())


async def test_what_a_service_says_of_its_own_address_is_masked(output: io.StringIO) -> None:
    attempt = await sent(sender({"phone": SecretStr(f"apprise://127.0.0.1:9/{TOKEN}")}))
    assert attempt.error == "A Connection error occurred sending Apprise API notification to ***."
    assert "127.0.0.1" not in output.getvalue()


async def test_the_fake_sender_keeps_what_it_is_given() -> None:
    fake = FakeSender(FixedClock(NOON))
    attempt = await sent(fake)
    assert fake.sent == [delivery()]
    assert (attempt.outcome, attempt.at, attempt.took) == ("delivered", NOON, 0)


async def test_a_dead_channel_of_the_fake_sender_takes_nothing() -> None:
    fake = FakeSender(FixedClock(NOON), dead=frozenset({"phone"}))
    assert (await sent(fake)).outcome == "failed"
    assert fake.sent == []
