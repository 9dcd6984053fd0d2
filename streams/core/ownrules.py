"""Own rules: the names under which the service tells what is wrong with itself, as incidents beside those of the news."""

HEARTBEAT_LOST = "heartbeat-lost"
PARTITION_STALLED = "partition-stalled"
CHANNEL_UNSENDABLE = "channel-unsendable"
LANGUAGE_UNREAD = "language-unread"
DEAD_LETTERS_RISING = "dead-letters-rising"
BROKER_UNREACHABLE = "broker-unreachable"
RULES_UNUSABLE = "rules-unusable"
NOBODY_WAS_TOLD = "nobody-was-told"
"""Delivering raises these itself; they go to the subscriptions' ``fallback``."""

BROKEN = frozenset({HEARTBEAT_LOST, PARTITION_STALLED, BROKER_UNREACHABLE})
"""Because of these the service may tell nobody of anything."""

URGENT = BROKEN | {CHANNEL_UNSENDABLE}
"""Of these the service may be unable to tell by itself."""

LOOKED_FOR = URGENT | {LANGUAGE_UNREAD, DEAD_LETTERS_RISING, RULES_UNUSABLE}
"""Rules of what a look finds, and finds to be over."""

OF_THE_SERVICE = LOOKED_FOR | {NOBODY_WAS_TOLD}
"""Rules of incidents of the service itself: they go to the ``fallback`` of the subscriptions, and to nobody else."""
