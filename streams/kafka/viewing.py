"""Bringing the view up to date from the topics."""

from collections.abc import Iterable
from typing import Any

from aiokafka import ConsumerRecord

from streams.core.alerts import Emission
from streams.core.deliveries import Attempt
from streams.core.errors import BadMessage
from streams.edges.settings import KafkaSettings
from streams.edges.view import View
from streams.kafka.messages import read
from streams.kafka.reading import ends_of, everything
from streams.kafka.topics import TopicName, topic_name

_BATCH = 1000


async def catch_up(kafka: KafkaSettings, view: View) -> int:
    """Take in what came onto the topics since the view was last brought up to date; answers how many messages.

    Where a topic ends before the place that the view has read to, it is another topic of that name: the view is made anew.
    """
    ends = await ends_of(kafka, "alerts", "deliveries")
    names: tuple[TopicName, ...] = ("alerts", "deliveries")
    if any(
        position > ends.get((topic_name(kafka, name), partition), 0)
        for name in names
        for partition, position in view.positions(topic_name(kafka, name)).items()
    ):
        view.clear()
    return sum([await _taken(kafka, name, view) for name in names])


async def _taken(kafka: KafkaSettings, name: TopicName, view: View) -> int:
    topic, count = topic_name(kafka, name), 0
    batch: list[ConsumerRecord[Any, Any]] = []
    async for record in everything(kafka, name, view.positions(topic)):
        batch.append(record)
        count += 1
        if len(batch) >= _BATCH:
            _take(topic, name, batch, view)
            batch = []
    _take(topic, name, batch, view)
    return count


def _take(topic: str, name: TopicName, batch: "Iterable[ConsumerRecord[Any, Any]]", view: View) -> None:
    following = {record.partition: record.offset + 1 for record in batch}
    if name == "alerts":
        view.take(topic, following, emissions=list(_readable(batch, Emission)))
    else:
        view.take(topic, following, attempts=list(_readable(batch, Attempt)))


def _readable(batch: "Iterable[ConsumerRecord[Any, Any]]", model: Any) -> Any:
    """What can be read; what cannot is somebody else's, and the workers have it among the dead letters."""
    for record in batch:
        try:
            yield read(record.value, model)
        except BadMessage:
            continue
