"""The host without Kafka: the same functions over an archive on a virtual clock."""
