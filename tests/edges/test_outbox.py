import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from streams.core.alerts import Emission, Severity
from streams.core.caps import Cap, Lane
from streams.core.deliveries import Attempt, Delivery, Grouping
from streams.core.outbox import Entry, Policy
from streams.edges.carrier import Carrier, MemoryLedger
from streams.edges.clocks import SystemClock
from streams.edges.lanes import Parcel
from streams.edges.outbox import Outbox
from streams.edges.receiver import HANG, RESET, Answer, Receiver
from streams.edges.senders import AppriseSender, Sender
from streams.edges.settings import SendingSettings
from tests.deliveries import delivery
from tests.fakes import FakeSender

CLOCK = SystemClock()
QUICK = Policy(attempts=3, backoff=timedelta(seconds=0.01), lease=timedelta(seconds=0.3))


@dataclass(slots=True)
class Desk:
    """An outbox with what it writes: records, alarms, and onward deliveries, which come back to it as they do on Kafka."""

    sender: Sender
    cap: Cap | None = None
    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    policy: Policy = QUICK
    singly: frozenset[str] = frozenset()
    records: list[Attempt] = field(default_factory=list)
    alarms: list[Emission] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    outbox: Outbox = field(init=False)

    def __post_init__(self) -> None:
        self.outbox = Outbox(Carrier(self.sender, self.ledger, self, CLOCK, self.policy), self.cap, self.singly)

    def put(self, *deliveries: Delivery) -> None:
        for one in deliveries:
            self.outbox.put(Parcel(one, lambda one=one: self.done.append(one.id), self._refuse))  # type: ignore[misc]

    async def work_off(self, *deliveries: Delivery) -> None:
        self.put(*deliveries)
        await asyncio.wait_for(self.outbox.idle(), 20)

    async def record(self, *attempts: Attempt) -> None:
        self.records += attempts

    async def forward(self, delivery: Delivery) -> None:
        self.put(delivery)

    async def alarm(self, emission: Emission) -> None:
        self.alarms.append(emission)

    @property
    def outcomes(self) -> list[tuple[str, str]]:
        return [(one.channel, one.outcome) for one in self.records]

    @property
    def endings(self) -> list[tuple[str, str | None]]:
        return [(one.channel, one.ended) for one in self.records if one.ended]

    async def _refuse(self, error: Exception) -> None:
        self.refused.append(str(error))


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver.start(CLOCK) as started:
        yield started


def real(receiver: Receiver, *channels: str, timeout: float = 5) -> AppriseSender:
    addresses = {name: SecretStr(receiver.url(name)) for name in channels or ("phone",)}
    return AppriseSender(addresses, SendingSettings(timeout=timeout), CLOCK)


async def until(there: Callable[[], object]) -> None:
    """Wait, however slow the machine is, until there is something."""
    async with asyncio.timeout(20):
        while not there():  # noqa: ASYNC110 (a phone gives no sign)
            await asyncio.sleep(0.01)


def titles(receiver: Receiver, channel: str = "phone") -> list[str]:
    return [one.title for one in receiver.received if one.path == f"/{channel}"]


@pytest.mark.edges
async def test_what_fails_is_tried_again_and_every_attempt_is_on_record(receiver: Receiver) -> None:
    receiver.answer("phone", Answer(500), Answer(500))
    desk = Desk(real(receiver))
    await desk.work_off(delivery("a"))
    assert desk.outcomes == [("phone", "failed"), ("phone", "failed"), ("phone", "delivered")]
    assert desk.endings == [("phone", "delivered")]
    assert titles(receiver) == ["a"]


@pytest.mark.edges
async def test_the_wait_that_a_service_asks_for_is_kept_by_all_lanes_of_its_channel(receiver: Receiver) -> None:
    receiver.answer("phone", Answer(429, headers={"Retry-After": "1"}))
    desk = Desk(real(receiver))
    began = time.monotonic()
    desk.put(delivery("a"))
    await until(lambda: receiver.refused)
    await desk.work_off(delivery("b").model_copy(update={"recipient": "other"}))
    assert time.monotonic() - began >= 1
    assert sorted(titles(receiver)) == ["a", "b"]
    assert [one.retry_after for one in desk.records if one.outcome == "failed"] == [1.0]


@pytest.mark.parametrize("fate", [Answer(wait=1.5), RESET], ids=["200 after the time-out", "reset"])
@pytest.mark.edges
async def test_what_may_have_arrived_is_sent_again_marked(receiver: Receiver, fate: Answer) -> None:
    receiver.answer("phone", fate)
    desk = Desk(real(receiver, timeout=1))
    await desk.work_off(delivery("a"))
    assert desk.outcomes == [("phone", "unknown"), ("phone", "delivered")]
    assert titles(receiver) == ["a", "(possibly repeated) a"]
    assert len({one.key for one in receiver.received}) == 1


@pytest.mark.edges
async def test_a_channel_that_fails_hands_over_to_the_next(receiver: Receiver) -> None:
    receiver.answer("phone", *[Answer(500)] * 3)
    desk = Desk(real(receiver, "phone", "mail"))
    await desk.work_off(delivery("a", "mail"))
    assert desk.endings == [("phone", "failed over"), ("mail", "delivered")]
    assert titles(receiver, "mail") == ["a"]


@pytest.mark.edges
async def test_a_redirect_hands_over_at_once_and_is_not_followed(receiver: Receiver) -> None:
    receiver.answer("phone", Answer(307, headers={"Location": f"{receiver.address}/elsewhere"}))
    desk = Desk(real(receiver, "phone", "mail"))
    await desk.work_off(delivery("a", "mail"))
    assert [one.path for one in receiver.received] == ["/mail"]
    assert desk.outcomes == [("phone", "failed"), ("mail", "delivered")]


async def test_when_no_channel_is_left_an_alarm_says_that_nobody_was_told() -> None:
    desk = Desk(FakeSender(CLOCK, dead=frozenset({"phone", "mail"})))
    await desk.work_off(delivery("a", "mail"))
    assert desk.endings == [("phone", "failed over"), ("mail", "expired")]
    (alarm,) = desk.alarms
    assert (alarm.event.rule, alarm.event.key["recipient"]) == ("nobody-was-told", "duty")
    assert alarm.event.reason.endswith("no channel of duty is left (tried: phone, mail)")


async def test_a_dead_channel_is_found_out_once_and_then_passed_by() -> None:
    desk = Desk(FakeSender(CLOCK, dead=frozenset({"phone"})))
    await desk.work_off(*(delivery(f"a{number}", "mail") for number in range(20)))
    assert desk.outcomes.count(("phone", "failed")) == 3
    assert desk.outcomes.count(("phone", "not sent")) == 19
    assert Counter(desk.endings) == {("phone", "failed over"): 20, ("mail", "delivered"): 20}


@pytest.mark.edges
async def test_a_service_that_hangs_delays_no_other_channel_and_no_other_person(receiver: Receiver) -> None:
    receiver.answer("slow", HANG)
    desk = Desk(real(receiver, "slow", "phone"), policy=replace(QUICK, lease=timedelta(seconds=6)))
    others = [delivery(f"b{number}").model_copy(update={"recipient": f"r{number}"}) for number in range(5)]
    desk.put(delivery("a", channel="slow"), delivery("c"), *others)
    await until(lambda: len(receiver.received) == 7)
    assert Counter(one.path for one in receiver.received) == {"/slow": 1, "/phone": 6}
    await desk.outbox.let_go(0)


@pytest.mark.edges
async def test_a_lane_keeps_its_order_and_has_one_message_under_way(receiver: Receiver) -> None:
    receiver.answer("phone", Answer(wait=0.05), Answer(500), Answer(wait=0.05))
    await Desk(real(receiver)).work_off(*(delivery(name) for name in "abcd"))
    assert titles(receiver) == ["a", "b", "c", "d"]


async def test_the_same_delivery_twice_is_sent_once() -> None:
    sender = FakeSender(CLOCK)
    desk = Desk(sender)
    await desk.work_off(delivery("a"), delivery("a"))
    await desk.work_off(delivery("a"))
    assert (len(sender.sent), desk.done) == (1, [delivery("a").id] * 3)


@pytest.mark.edges
async def test_whoever_takes_over_waits_for_the_lease_of_an_attempt_and_sends_marked(receiver: Receiver) -> None:
    receiver.answer("phone", HANG)
    policy = replace(QUICK, lease=timedelta(seconds=0.5))
    first = Desk(real(receiver), policy=policy)
    began = time.monotonic()
    first.put(delivery("a"), delivery("b"))
    await until(lambda: receiver.received)
    await first.outbox.let_go(0.05)
    assert first.done == []
    second = Desk(real(receiver), ledger=first.ledger, policy=policy)
    await second.work_off(delivery("a"), delivery("b"))
    assert titles(receiver) == ["a", "(possibly repeated) a", "b"]
    assert time.monotonic() - began >= 0.5


@pytest.mark.edges
async def test_letting_go_waits_for_what_is_under_way_and_begins_nothing_more(receiver: Receiver) -> None:
    receiver.answer("phone", Answer(wait=0.2))
    desk = Desk(real(receiver))
    desk.put(delivery("a"), delivery("b"))
    await until(lambda: receiver.received)
    await desk.outbox.let_go(5)
    assert (titles(receiver), desk.done, desk.endings) == (["a"], [delivery("a").id], [("phone", "delivered")])
    await desk.work_off(delivery("b"))
    assert titles(receiver) == ["a", "b"]


async def test_beyond_the_cap_the_severe_are_told_singly_and_the_rest_in_one_digest() -> None:
    sender = FakeSender(CLOCK)
    cap = Cap(limit=8, settle=timedelta(seconds=0.1), longest=timedelta(seconds=1))
    desk = Desk(sender, cap)
    storm = [delivery(f"m{number}") for number in range(40)]
    await desk.work_off(*storm[:20], delivery("bridge", severity="critical"), *storm[20:])
    assert sender.sent[0].title == "bridge"
    assert sender.sent[-1].title == "DIGEST: 38 alerts (38 minor)"
    assert len(sender.sent) == 4
    assert Counter(one.ended for one in desk.records) == {"delivered": 4, "suppressed": 38}
    assert len(desk.done) == 41


async def test_what_waits_long_for_room_is_on_record_once_and_after_a_crash_again_under_the_same_id() -> None:
    cap = Cap(limit=4, settle=timedelta(seconds=0.05))
    now = CLOCK.now()
    full = Lane(singles=(now,) * cap.singles, digests=(now,)).written()
    records: list[Attempt] = []
    for _ in range(2):
        desk = Desk(FakeSender(CLOCK), cap, ledger=MemoryLedger({b"lane duty/phone": full}))
        desk.put(delivery("bridge", severity="critical"))
        await until(lambda desk=desk: desk.records)  # type: ignore[misc]
        desk.put(delivery("road", severity="critical"))
        await until(lambda desk=desk: len(desk.records) > 1)  # type: ignore[misc]
        await desk.outbox.let_go(0)
        records += desk.records
    assert [one.delivery for one in records] == [delivery("bridge").id, delivery("road").id] * 2
    due = f"{now + timedelta(hours=1):%Y-%m-%d %H:%M} UTC"
    said = f"held back: no room within sending.per_hour (4), goes out about {due}"
    assert {(one.outcome, one.ended, one.error) for one in records} == {("not sent", None, said)}


async def test_what_waits_for_less_than_a_minute_has_no_record_of_it() -> None:
    desk = Desk(FakeSender(CLOCK), Cap(settle=timedelta(seconds=0.05)))
    await desk.work_off(delivery("a", late=True), delivery("b", late=True))
    assert [one.ended for one in desk.records] == ["delivered", "suppressed", "suppressed"]


async def test_what_a_crash_planned_twice_counts_once_in_a_digest_and_both_end() -> None:
    sender = FakeSender(CLOCK)
    for twice, told in ((["a", "a"], "CATCH-UP: 1 alert (1 minor)"), (["a", "a", "b"], "CATCH-UP: 2 alerts (2 minor)")):
        desk = Desk(sender, Cap(settle=timedelta(seconds=0.05)))
        await desk.work_off(*(delivery(name, late=True) for name in twice))
        assert (sender.sent[-1].title, len(desk.done)) == (told, len(twice))


async def test_what_passes_a_dead_channel_by_waits_for_no_digest_there() -> None:
    sender = FakeSender(CLOCK, dead=frozenset({"phone"}))
    desk = Desk(sender, Cap(limit=100, settle=timedelta(seconds=9)))
    await desk.work_off(*(delivery(f"m{number}", "mail") for number in range(45)))
    assert Counter(desk.endings) == {("phone", "failed over"): 45, ("mail", "delivered"): 45}


async def test_what_was_told_in_a_digest_before_a_crash_is_not_told_again() -> None:
    sender = FakeSender(CLOCK)
    cap = Cap(limit=4, settle=timedelta(seconds=0.05), longest=timedelta(seconds=1))
    old = [delivery(name, late=True) for name in "abc"]
    first = Desk(sender, cap)
    await first.work_off(*old)
    digest = next(one for one in first.records if one.outcome == "delivered").delivery
    for one in old:  # as if the crash came before the ledger knew of the members
        first.ledger.entries.pop(one.id.encode())
    lane = next(key for key in first.ledger.entries if key.startswith(b"lane "))
    first.ledger.entries[lane] = (
        first.ledger.entries[lane][:-1] + b',"digest":' + sender.sent[0].model_dump_json().encode() + b"}"
    )
    second = Desk(sender, cap, ledger=first.ledger)
    await second.work_off(*old)
    assert [one.title for one in sender.sent] == ["CATCH-UP: 3 alerts (3 minor)"]
    assert {one.reason for one in second.records} == {f"told in the digest {digest} with 2 others"}


async def test_a_group_whose_worker_dies_while_it_waits_goes_out_whole_once_and_waits_no_longer_for_that() -> None:
    sender = FakeSender(CLOCK)
    grouping = Grouping(name="all", wait=SECOND, interval=SECOND)
    early = [delivery(name, grouping=grouping, composed=CLOCK.now() - 0.4 * SECOND) for name in "ab"]
    died = Desk(sender, Cap())
    died.put(*early)
    await asyncio.sleep(0.3)
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    assert (sender.sent, died.done, died.ledger.entries) == ([], [], {})
    later = delivery("c", grouping=grouping, composed=CLOCK.now())
    began = time.monotonic()
    for _ in range(2):  # the second reads all of it again: none of it was acknowledged when the first died
        desk = Desk(sender, Cap(), ledger=died.ledger)
        await desk.work_off(*early, later)
        assert sorted(desk.done) == sorted(one.id for one in (*early, later))
    (told,) = sender.sent
    assert set(told.members) == {one.id for one in (*early, later)}
    assert time.monotonic() - began < 0.9


@pytest.mark.parametrize("cap", [None, Cap()], ids=["at any pace", "capped"])
async def test_a_ledger_that_cannot_be_read_costs_no_delivery(cap: Cap | None) -> None:
    sender = FakeSender(CLOCK)
    desk = Desk(sender, cap)
    desk.ledger.entries |= {delivery("a").id.encode(): b"nonsense", b"lane duty/phone": b"nonsense"}
    await desk.work_off(delivery("a"), delivery("b"))
    assert [one.title for one in sender.sent] == ["(possibly repeated) a", "b"]
    assert (desk.refused, len(desk.done)) == ([], 2)


async def test_what_breaks_a_lane_refuses_what_is_in_it_and_no_more() -> None:
    class Broken(FakeSender):
        async def attempt(self, delivery: Delivery, number: int, *, repeated: bool = False) -> Attempt:
            if delivery.title == "a":
                raise ZeroDivisionError
            return await FakeSender.attempt(self, delivery, number, repeated=repeated)

    desk = Desk(Broken(CLOCK))
    await desk.work_off(delivery("a"), delivery("b"))
    assert ([one.event for one in desk.records], len(desk.refused), len(desk.done)) == (["b"], 1, 2)


class Cut(asyncio.CancelledError):
    """The process died here."""


@dataclass(slots=True)
class Fragile(FakeSender):
    """Dies at given steps of ledger, sender and post, each counted before and after it takes effect."""

    cuts: frozenset[int] = frozenset()
    step: int = 0

    def tick(self) -> None:
        self.step += 1
        if self.step in self.cuts:
            raise Cut

    async def attempt(self, delivery: Delivery, number: int, *, repeated: bool = False) -> Attempt:
        self.tick()
        made = await FakeSender.attempt(self, delivery, number, repeated=repeated)
        self.tick()
        return made


@dataclass(slots=True)
class FragileLedger(MemoryLedger):
    sender: Fragile = field(kw_only=True)

    async def put(self, key: bytes, value: bytes, partition: int) -> None:
        self.sender.tick()
        await MemoryLedger.put(self, key, value, partition)
        self.sender.tick()


@dataclass(slots=True)
class FragileDesk(Desk):
    async def record(self, *attempts: Attempt) -> None:
        assert isinstance(self.sender, Fragile)
        self.sender.tick()
        self.records += attempts
        self.sender.tick()


SEVERITIES: dict[str, Severity] = {"a": "minor", "b": "critical", "c": "minor", "d": "major", "e": "info"}


async def survived(
    cuts: Iterable[int], cap: Cap | None, grouping: Grouping | None = None
) -> tuple[Fragile, FragileDesk, int]:
    """Five deliveries through workers that die at ``cuts``, each followed by another."""
    sender = Fragile(CLOCK, cuts=frozenset(cuts))
    ledger = FragileLedger(sender=sender)
    composed = CLOCK.now() - SECOND
    every = [
        delivery(name, severity=severity, grouping=grouping, composed=composed) for name, severity in SEVERITIES.items()
    ]
    policy = replace(QUICK, lease=timedelta(milliseconds=1))
    records: list[Attempt] = []
    for deaths in range(len(sender.cuts) + 1):
        desk = FragileDesk(sender, cap, ledger, policy, records=records)
        await desk.work_off(*every)
        if len(desk.done) == len(every):
            return sender, desk, deaths
    raise AssertionError("it never ended")


SECOND = timedelta(seconds=1)
PACES: dict[str, tuple[Cap | None, Grouping | None]] = {
    "any": (None, None),
    "capped": (Cap(limit=4, settle=timedelta(milliseconds=5), longest=timedelta(milliseconds=10)), None),
    "grouped": (Cap(), Grouping(name="all", wait=SECOND, interval=SECOND)),
}


@given(st.sets(st.integers(1, 60), max_size=6), st.sampled_from(list(PACES)))
def test_wherever_workers_die_nothing_is_lost_and_what_comes_again_is_marked(cuts: set[int], pace: str) -> None:
    sender, desk, deaths = asyncio.run(survived(cuts, *PACES[pace]))
    told = Counter(one.title.removeprefix("(possibly repeated) ") for one in sender.sent)
    plain = Counter(one.title for one in sender.sent if not one.title.startswith("(possibly"))
    assert max(plain.values(), default=0) <= 1
    assert sum(told.values()) - len(told) <= deaths
    covered = {member for one in sender.sent for member in (one.members or (one.id,))}
    assert covered >= {delivery(name).id for name in "abcde"}
    assert {Entry.read(desk.ledger.entries[one.encode()]).state for one in desk.done} == {"ended"}
