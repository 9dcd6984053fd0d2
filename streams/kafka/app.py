"""The Faust application: one agent a step, each a thin shell over a pure function of ``steps``.

What Faust 0.15 needs to lose nothing (docs/kafka.md has the measurements):

- ``clear_on_resume`` is refused: recovery of a table resumes partitions before it seeks, and would clear queues of
  messages whose offsets have already advanced.
- An exception in an agent acknowledges its message, so nothing is raised in one: a message that cannot be processed
  goes to the dead letters, and a broker that cannot be reached is waited for.
- Events are acknowledged by the broker before the table is written, and the table's changelog is flushed before the
  message's offset is committed. A crash in between repeats a message, and every step recognises a repeat.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

import faust
from aiokafka.errors import KafkaError
from faust.types import EventT, StreamT, TopicT
from faust.types.queues import ThrowableQueue

from streams.core.errors import TocsinError
from streams.core.deadletters import DeadLetter, StepName, kept
from streams.edges.clocks import Clock
from streams.edges.settings import Settings
from streams.kafka.connection import faust_credentials
from streams.kafka.messages import Message, Tick, message
from streams.kafka.partitions import partition_of
from streams.kafka.steps import Result, Steps
from streams.kafka.topics import MAX_MESSAGE_BYTES, TOPIC_NAMES, TopicName, application_id, topic_name
