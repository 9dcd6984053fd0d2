"""The composer: a delivery's message, with the rules, templates and tables that are in force when it is sent."""

from collections.abc import Callable
from dataclasses import dataclass

from streams.core.deliveries import Delivery, possibly_repeated
from streams.core.messages.accounts import Account, Medium
from streams.core.messages.matters import matter
from streams.core.messages.rendering import Rendered, bare, rendered
from streams.edges.clocks import Clock
from streams.edges.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes messages. ``book`` gives the rulebook in force, ``clock`` tells how old the news is by now."""

    book: Callable[[], Rulebook]
    clock: Clock

    def __call__(self, delivery: Delivery, medium: Medium, *, repeated: bool) -> Rendered:
        """The message for a kind of channel. A digest's words are there already."""
        if delivery.members:
            one = possibly_repeated(delivery) if repeated else delivery
            return bare(one.title, one.body, medium)
        book = self.book()
        rule = book.rules.get(delivery.event.rule)
        account = Account(
            event=delivery.event,
            background=delivery.background,
            matter=matter(rule),
            runbook=rule.runbook if rule else "",
            now=self.clock.now() if delivery.composed else None,
            repeated=repeated,
        )
        return rendered(account, medium, book.stationery)
