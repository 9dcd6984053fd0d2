"""Tests that need a real Apache Kafka node or long processes."""
