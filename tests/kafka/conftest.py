"""What the tests on a real Kafka share. A Kafka that cannot be had fails them; it never skips them."""

from collections.abc import Iterator

import pytest

from streams.kafka.broker import Broker


@pytest.fixture(scope="session")
def broker() -> Iterator[Broker]:
    """One running node for all tests; each uses topics and groups of its own name."""
    with Broker.start() as broker:
        yield broker
