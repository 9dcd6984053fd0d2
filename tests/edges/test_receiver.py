import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
import pytest_asyncio

from streams.edges.clocks import FixedClock
from streams.edges.receiver import HANG, MAX_BODY, Answer, Received, Receiver

NOON = datetime(2024, 11, 28, 12, tzinfo=UTC)
MESSAGE = {"version": "1.0", "title": "NEW", "message": "The M5 is cut.", "type": "failure", "attachments": []}


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver.start(FixedClock(NOON)) as started:
        yield started


def address(receiver: Receiver, channel: str = "phone") -> str:
    return f"{receiver.address}/{channel}"


async def post(receiver: Receiver, body: object = MESSAGE, channel: str = "phone") -> int:
    async with aiohttp.ClientSession() as session, session.post(address(receiver, channel), json=body) as answer:
        return answer.status


@pytest.mark.edges
async def test_a_message_is_kept_with_the_moment_it_came(receiver: Receiver) -> None:
    assert await post(receiver) == 200
    assert list(receiver.received) == [Received(NOON, "/phone", "NEW", "The M5 is cut.", "failure")]


@pytest.mark.edges
async def test_it_listens_on_the_loopback_interface_only(receiver: Receiver) -> None:
    assert receiver.address.startswith("http://127.0.0.1:")


@pytest.mark.edges
async def test_its_url_is_the_address_that_apprise_posts_to(receiver: Receiver) -> None:
    assert receiver.url("phone") == f"{receiver.address}/phone".replace("http://", "json://")


@pytest.mark.edges
async def test_without_a_clock_it_goes_by_the_machines() -> None:
    async with Receiver.start() as receiver:
        await post(receiver)
    assert abs(receiver.received[0].at - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.edges
async def test_answers_are_given_once_each_and_then_all_is_well(receiver: Receiver) -> None:
    receiver.answer("phone", Answer(500), Answer(429, headers={"Retry-After": "2"}))
    assert [await post(receiver) for _ in range(3)] == [500, 429, 200]
    assert [message.status for message in receiver.refused] == [500, 429]
    assert len(receiver.received) == 1


@pytest.mark.edges
async def test_answers_are_for_one_channel_only(receiver: Receiver) -> None:
    receiver.answer("phone", Answer(500))
    assert await post(receiver, channel="mail") == 200
    assert await post(receiver, channel="phone") == 500


@pytest.mark.edges
async def test_headers_go_out_with_an_answer(receiver: Receiver) -> None:
    receiver.answer("phone", Answer(429, headers={"Retry-After": "7"}))
    async with aiohttp.ClientSession() as session, session.post(address(receiver), json=MESSAGE) as answer:
        assert answer.headers["Retry-After"] == "7"


@pytest.mark.edges
async def test_a_slow_answer_comes_late_but_the_message_is_there_at_once(receiver: Receiver) -> None:
    receiver.answer("phone", Answer(wait=0.2))
    posting = asyncio.create_task(post(receiver))
    await asyncio.sleep(0.1)
    assert (len(receiver.received), posting.done()) == (1, False)
    assert await posting == 200


@pytest.mark.edges
async def test_what_hangs_is_let_go_when_the_receiver_closes() -> None:
    async with Receiver.start(FixedClock(NOON)) as receiver:
        receiver.answer("phone", HANG)
        posting = asyncio.create_task(post(receiver))
        await asyncio.sleep(0.05)
        closing = time.monotonic()
    assert time.monotonic() - closing < 1
    await asyncio.wait([posting])


@pytest.mark.parametrize("body", ["text", [], {"title": "NEW"}, None])
@pytest.mark.edges
async def test_what_is_no_message_is_refused(receiver: Receiver, body: object) -> None:
    assert await post(receiver, body) == 400
    assert not receiver.received


@pytest.mark.edges
async def test_a_message_that_is_too_great_is_refused(receiver: Receiver) -> None:
    assert await post(receiver, MESSAGE | {"message": "x" * MAX_BODY}) == 413
    assert not receiver.received
