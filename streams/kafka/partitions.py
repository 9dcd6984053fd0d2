"""Which partition a key belongs to, as Kafka's own partitioner says."""

from aiokafka.partitioner import DefaultPartitioner

_partitioner = DefaultPartitioner()


def partition_of(key: bytes, partitions: int) -> int:
    """The partition of ``key`` among ``partitions``."""
    every = list(range(partitions))
    found: int = _partitioner(key, every, every)
    return found
