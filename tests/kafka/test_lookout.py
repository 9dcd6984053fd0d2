"""The lookout on a real broker: what whoever looks for the first time finds, however long ago it was."""

from datetime import timedelta

import pytest
from aiokafka import AIOKafkaProducer

from streams.core.alerts import Emission
from streams.core.heartbeats import heartbeat
from streams.core.ownrules import CHANNEL_UNSENDABLE
from streams.core.sightings import Sightings
from streams.core.vigil import Trouble, changes
from streams.edges.clocks import SystemClock
from streams.edges.settings import KafkaSettings, WatchSettings
from streams.kafka.broker import Broker
from streams.kafka.lookout import Lookout
from streams.kafka.messages import Message, item_message, message
from streams.kafka.topics import TopicName, declare, topic_name

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(60)]

CLOCK = SystemClock()
DAY = timedelta(days=1)


async def looking(broker: Broker, name: str, *came: tuple[TopicName, Message, timedelta]) -> Lookout:
    """A lookout at topics on which messages came so long ago."""
    kafka = KafkaSettings(bootstrap=broker.bootstrap, prefix=f"lookout-{name}.", partitions=2)
    await declare(kafka)
    async with AIOKafkaProducer(bootstrap_servers=broker.bootstrap) as producer:
        for topic, one, ago in came:
            at = int((CLOCK.now() - ago).timestamp() * 1000)
            headers = list(one.headers.items())
            await producer.send_and_wait(
                topic_name(kafka, topic), one.value, key=one.key, headers=headers, timestamp_ms=at
            )
    return Lookout(kafka, WatchSettings(heartbeat=True), CLOCK, Sightings({"en"}, lambda _: "en"))


async def test_a_single_look_finds_a_partition_that_stands_still_and_a_heartbeat_that_is_lost(broker: Broker) -> None:
    ago = timedelta(minutes=20)
    beat = item_message(heartbeat(CLOCK.now() - ago, timedelta(minutes=5)))
    async with await looking(broker, "once", ("items", beat, ago)) as lookout:
        found = {one.rule: one.summary for one in await lookout.look_once()}
    assert set(found) == {"heartbeat-lost", "partition-stalled"}
    assert found["partition-stalled"].startswith("Nothing of items, partition ")
    assert found["partition-stalled"].rpartition(" ")[2].startswith("20m")


async def test_a_new_leader_knows_of_an_incident_of_the_service_that_is_days_old(broker: Broker) -> None:
    trouble = Trouble(
        CHANNEL_UNSENDABLE, {"channel": "phone"}, 1, "major", "Nothing goes out", "since then, the last: 500"
    )
    (fired,) = changes((), (trouble,), CLOCK.now() - 5 * DAY)
    async with await looking(broker, "days", ("alerts", message(fired, fired.event.incident), 5 * DAY)) as lookout:
        news: tuple[Emission, ...] = lookout.news(await lookout.look())
    assert [(one.event.event, one.event.incident, one.material) for one in news] == [
        ("fire", fired.event.incident, False)
    ]
