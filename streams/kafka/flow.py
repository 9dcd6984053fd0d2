"""The gate before the agents' queues, which forgets queued messages at the right time only."""

from mode.utils.queues import FlowControlEvent


class Flow(FlowControlEvent):
    """Faust's gate, but that opening it leaves the queues as they are.

    Faust's own empties every queue whenever it opens. With a table, recovery opens it before it goes back to the committed
    offsets, so it throws away messages that the consumer counts as read; the next commit passes over them
    (faust-streaming issue 596).

    When partitions are revoked, Faust empties the queues by calling `clear`, and that must stay: messages of the time before
    a rebalance are skipped by the agents, and Faust without its compiled parts acknowledges what it skips.
    """

    def resume(self) -> None:
        self._suspend.clear()
        self._resume.set()
