import asyncio
import io
import logging
import threading
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from pydantic import SecretStr

from streams.core.alerts import AlertEvent
from streams.core.notices import Attempt, Delivery
from streams.edges.clocks import FixedClock, SystemClock
from streams.edges.receiver import HANG, Answer, Receiver
from streams.edges.senders import AppriseSender, FakeSender, Render
from streams.edges.settings import SendingSettings

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
    quick = {"attempts": 3, "backoff": 0.01, "timeout": 2.0} | sending
    return AppriseSender(channels, SendingSettings(**quick), SystemClock(), render)


def to_phone(receiver: Receiver, **sending: Any) -> AppriseSender:
    return sender({"phone": SecretStr(receiver.url("phone"))}, **sending)


def outcomes(attempts: tuple[Attempt, ...]) -> list[str]:
    return [attempt.outcome for attempt in attempts]


async def test_a_delivery_arrives_with_its_title_text_and_kind(receiver: Receiver) -> None:
    await to_phone(receiver).send(delivery())
    (message,) = receiver.received
    assert (message.path, message.title, message.body, message.kind) == ("/phone", "NEW", "The M5 is cut.", "failure")


async def test_the_record_of_an_attempt_says_what_went_where_and_how_long_it_took(receiver: Receiver) -> None:
    (attempt,) = await to_phone(receiver).send(delivery())
    assert attempt.model_dump(exclude={"at", "took"}) == {
        "delivery": "d1",
        "event": "event-1",
        "incident": "incident-1",
        "recipient": "duty-officer",
        "channel": "phone",
        "number": 1,
        "outcome": "delivered",
        "services": ("JSON",),
        "error": "",
        "fallback": False,
    }
    assert 0 < attempt.took < 2
    assert abs(attempt.at - datetime.now(UTC)) < timedelta(seconds=5)


async def test_text_is_sent_as_it_is_and_nothing_in_it_is_a_mark_or_template(receiver: Receiver) -> None:
    text = "<b>{{7*7}}</b> & *stars* :smile: \\n ${HOME} “quoted” القصير"
    await to_phone(receiver).send(delivery(body=text))
    assert receiver.received[0].body == text


async def test_a_failure_is_tried_again_and_every_attempt_is_told(receiver: Receiver) -> None:
    receiver.answer("phone", Answer(500), Answer(429, headers={"Retry-After": "1"}))
    attempts = await to_phone(receiver).send(delivery())
    assert outcomes(attempts) == ["failed", "failed", "delivered"]
    assert [attempt.number for attempt in attempts] == [1, 2, 3]
    assert "500" in attempts[0].error
    assert "429" in attempts[1].error


async def test_a_delivery_that_keeps_failing_is_given_up(receiver: Receiver) -> None:
    receiver.answer("phone", *[Answer(500)] * 3)
    attempts = await to_phone(receiver).send(delivery())
    assert outcomes(attempts) == ["failed", "failed", "given up"]
    assert len(receiver.refused) == 3


async def test_each_attempt_that_does_not_arrive_is_logged(
    receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    receiver.answer("phone", Answer(500))
    await to_phone(receiver).send(delivery())
    (line,) = [record.getMessage() for record in caplog.records if record.name == "streams.edges.senders"]
    assert line.startswith("d1 over phone, attempt 1 failed: Failed to send JSON")


async def test_a_server_that_is_not_there_is_a_failure() -> None:
    (attempt,) = await sender({"phone": SecretStr("json://127.0.0.1:9/phone")}, attempts=1).send(delivery())
    assert (attempt.outcome, attempt.services) == ("given up", ("JSON",))
    assert "onnection" in attempt.error


async def test_a_time_out_is_unknown_because_it_may_have_arrived(receiver: Receiver) -> None:
    receiver.answer("phone", HANG)
    (attempt,) = await to_phone(receiver, attempts=1, timeout=0.2).send(delivery())
    assert (attempt.outcome, attempt.error) == ("unknown", "no answer within 0.2 s; it may have arrived")
    assert len(receiver.received) == 1


async def test_after_a_time_out_the_message_is_sent_again_marked_as_possibly_repeated(receiver: Receiver) -> None:
    receiver.answer("phone", Answer(wait=0.4))
    attempts = await to_phone(receiver, timeout=0.3, concurrency=2).send(delivery())
    assert outcomes(attempts) == ["unknown", "delivered"]
    assert [message.title for message in receiver.received] == ["NEW", "(possibly repeated) NEW"]


async def test_after_a_plain_failure_nothing_is_marked_as_repeated(receiver: Receiver) -> None:
    receiver.answer("phone", Answer(500))
    await to_phone(receiver).send(delivery())
    assert [message.title for message in receiver.received] == ["NEW"]


async def test_a_channel_that_hangs_delays_no_other(receiver: Receiver) -> None:
    receiver.answer("slow", HANG)
    both = sender(
        {"slow": SecretStr(receiver.url("slow")), "phone": SecretStr(receiver.url("phone"))}, attempts=1, timeout=1.0
    )
    hanging = asyncio.create_task(both.send(delivery("slow")))
    await asyncio.sleep(0.1)
    began = time.monotonic()
    assert outcomes(await both.send(delivery())) == ["delivered"]
    assert time.monotonic() - began < 0.4
    assert not hanging.done()
    assert outcomes(await hanging) == ["unknown"]


async def test_a_channel_takes_no_more_messages_at_a_time_than_it_may(receiver: Receiver) -> None:
    receiver.answer("phone", *[Answer(wait=0.2)] * 4)
    two = to_phone(receiver, concurrency=2)
    sending = [asyncio.create_task(two.send(delivery(identity=f"d{number}"))) for number in range(4)]
    await asyncio.sleep(0.15)
    assert len(receiver.received) == 2
    assert [outcomes(await one) for one in sending] == [["delivered"]] * 4


async def test_a_message_that_waits_behind_one_that_hangs_has_failed_rather_than_maybe_arrived(
    receiver: Receiver,
) -> None:
    receiver.answer("phone", HANG)
    one = to_phone(receiver, attempts=1, timeout=0.3)
    first, second = await asyncio.gather(one.send(delivery(identity="d1")), one.send(delivery(identity="d2")))
    assert outcomes(first) == ["unknown"]
    assert outcomes(second) == ["given up"]
    assert second[0].error == "the channel is still busy with an earlier message"
    assert len(receiver.received) == 1


async def test_what_hangs_does_not_keep_the_program_from_ending(receiver: Receiver) -> None:
    receiver.answer("phone", HANG)
    await to_phone(receiver, attempts=1, timeout=0.1).send(delivery())
    assert {thread.daemon for thread in threading.enumerate() if thread.name == "JSON"} == {True}


@pytest.mark.parametrize("channels", [{}, {"phone": SecretStr("nosuch://host/path")}])
async def test_a_channel_without_a_usable_address_is_a_failure_that_says_what_to_do(
    channels: dict[str, SecretStr],
) -> None:
    (attempt,) = await sender(channels).send(delivery())
    assert attempt.outcome == "given up"
    assert attempt.error.startswith("channel `phone` has no usable address")
    assert attempt.error.endswith("set TOCSIN_CHANNEL_PHONE")


async def test_channels_that_cannot_be_used_are_known_before_anything_is_sent() -> None:
    assert set(sender({"a": SecretStr("nosuch://x"), "b": SecretStr("json://127.0.0.1/")}).unusable) == {"a"}


async def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    elsewhere = f"{receiver.address}/elsewhere"
    receiver.answer("phone", Answer(307, headers={"Location": elsewhere}))
    (attempt,) = await to_phone(receiver, attempts=1).send(delivery())
    assert attempt.outcome == "given up"
    assert not receiver.received


async def test_a_redirect_is_not_followed_even_where_the_address_asks_for_it(receiver: Receiver) -> None:
    elsewhere = f"{receiver.address}/elsewhere"
    receiver.answer("phone", Answer(307, headers={"Location": elsewhere}))
    address = SecretStr(f"{receiver.url('phone')}?redirect=yes")
    await sender({"phone": address}, attempts=1).send(delivery())
    assert not receiver.received


async def test_a_template_makes_the_words(receiver: Receiver) -> None:
    await sender({"phone": SecretStr(receiver.url("phone"))}, lambda one: (one.title.lower(), "in short")).send(
        delivery()
    )
    assert (receiver.received[0].title, receiver.received[0].body) == ("new", "in short")


async def test_a_template_that_fails_costs_no_message(receiver: Receiver) -> None:
    def failing(_: Delivery) -> tuple[str, str]:
        raise ZeroDivisionError

    (attempt,) = await sender({"phone": SecretStr(receiver.url("phone"))}, failing).send(delivery())
    assert (attempt.outcome, attempt.fallback) == ("delivered", True)
    assert receiver.received[0].body == "The M5 is cut."


async def test_a_long_message_is_one_message(receiver: Receiver) -> None:
    await to_phone(receiver).send(delivery(body="The M5 is cut. " * 10_000))
    (message,) = receiver.received
    assert message.body.endswith("...")


@pytest.mark.parametrize("answers", [(), (Answer(500),) * 2, (HANG,) * 2])
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
    one = sender(addresses, attempts=2, timeout=0.2)
    records = [repr(await one.send(delivery(channel))) for channel in addresses]
    logging.getLogger("streams").warning("the end")
    told = output.getvalue()
    assert "the end" in told
    assert TOKEN not in told
    assert TOKEN not in "".join(records) + repr(one.unusable)
    assert TOKEN not in "".join(capfd.readouterr())


async def test_what_a_service_says_of_its_own_address_is_masked(output: io.StringIO) -> None:
    (attempt,) = await sender({"phone": SecretStr(f"apprise://127.0.0.1:9/{TOKEN}")}, attempts=1).send(delivery())
    assert attempt.error == "A Connection error occurred sending Apprise API notification to ***."
    assert "127.0.0.1" not in output.getvalue()


async def test_the_fake_sender_keeps_what_it_is_given() -> None:
    fake = FakeSender(FixedClock(NOON))
    (attempt,) = await fake.send(delivery())
    assert fake.sent == [delivery()]
    assert (attempt.outcome, attempt.at, attempt.took) == ("delivered", NOON, 0)


async def test_a_dead_channel_of_the_fake_sender_takes_nothing() -> None:
    fake = FakeSender(FixedClock(NOON), dead=frozenset({"phone"}))
    assert outcomes(await fake.send(delivery())) == ["given up"]
    assert fake.sent == []
