"""Time as messages: one tick to each partition of the ticks topic, so that every deciding worker hears of it.

A prefix has one source of ticks. With live news it is the leading worker's timer; whoever plays an archive sends its
own, from the archive's time, and the worker is started without its timer.
"""

from datetime import datetime

from streams.edges.settings import KafkaSettings
from streams.kafka.courier import Courier
from streams.kafka.messages import Tick, message


async def send_ticks(courier: Courier, kafka: KafkaSettings, now: datetime) -> None:
    """Tell every partition that the time is ``now``."""
    for partition in range(kafka.partitions):
        await courier.send((("ticks", message(Tick(now=now), str(partition))),), partition=partition)
