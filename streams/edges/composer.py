"""The composer: a delivery's message, with the rules, templates and tables that are in force when it is sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from streams.core.alerts import AlertEvent
from streams.core.deliveries import Delivery
from streams.core.drills import is_drill, practised
from streams.core.formats.bodies import Form, body
from streams.core.messages.accounts import Account, Background, Medium
from streams.core.messages.matters import matter
from streams.core.messages.rendering import Rendered, rendered
from streams.core.messages.together import Gathered, gathered
from streams.core.sensitivity.cuts import blurred, cut
from streams.core.sensitivity.marks import Audience
from streams.edges.clocks import Clock
from streams.edges.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes messages. ``book`` gives the rulebook in force, ``clock`` tells how old the news is by now.

    ``audiences`` says who reads a channel; where it says nothing, people outside do.
    """

    book: Callable[[], Rulebook]
    clock: Clock
    audiences: Mapping[str, Audience] = field(default_factory=dict)

    def __call__(self, delivery: Delivery, medium: Medium, *, repeated: bool) -> Rendered:
        """The message for a kind of channel."""
        if delivery.gathered is not None:
            return self._digest(delivery, delivery.gathered, medium, repeated=repeated)
        account = self.account(delivery, repeated=repeated)
        return rendered(account, medium, self.book().stationery)

    def account(self, delivery: Delivery, *, repeated: bool) -> Account:
        """What its reader may be told of a delivery's alert."""
        return self._account(delivery, delivery.event, delivery.background, repeated=repeated)

    def _account(self, delivery: Delivery, event: AlertEvent, background: Background, *, repeated: bool) -> Account:
        book = self.book()
        rule = book.rules.get(event.rule)
        about = (matter(rule), rule.runbook if rule else "")
        account = Account(
            event,
            background,
            *(practised(event) if is_drill(event) else about),
            now=self.clock.now() if delivery.composed else None,
            repeated=repeated,
            reader=delivery.lane,
        )
        return cut(account, book.guard) if self._outside(delivery) else account

    def program(self, delivery: Delivery, form: Form, sender: str) -> Rendered:
        """What a program is sent: the event as its reader may see it. Of a digest, the most severe that it stands for."""
        account = self.account(delivery, repeated=False)
        if self._outside(delivery):
            account = blurred(account)
        return Rendered("", body(account, form, sender=sender, revision=delivery.revision), cuts=account.cuts)

    def _digest(self, digest: Delivery, told: Gathered, medium: Medium, *, repeated: bool) -> Rendered:
        accounts = [self._account(digest, one.event, one.background, repeated=False) for one in told.lines]
        known = told.model_copy(update={"recipient": ""}) if self._outside(digest) else told
        return gathered(known, accounts, medium, self.book().stationery.wording, repeated=repeated)

    def _outside(self, delivery: Delivery) -> bool:
        return self.audiences.get(delivery.channel, "outside") == "outside"
