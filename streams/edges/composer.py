"""The composer: a delivery's message, with the rules, templates and tables that are in force when it is sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from streams.core.deliveries import Delivery, possibly_repeated
from streams.core.drills import is_drill, practised
from streams.core.formats.bodies import Form, body
from streams.core.messages.accounts import Account, Medium
from streams.core.messages.matters import matter
from streams.core.messages.rendering import Rendered, bare, rendered
from streams.core.sensitivity.cuts import blurred, cut, cut_words
from streams.core.sensitivity.marks import Audience, ordered
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
        """The message for a kind of channel. A digest's words are there already."""
        if delivery.members:
            one = possibly_repeated(delivery) if repeated else delivery
            return self._digest(one, medium)
        account = self.account(delivery, repeated=repeated)
        return rendered(account, medium, self.book().stationery)

    def account(self, delivery: Delivery, *, repeated: bool) -> Account:
        """What its reader may be told of a delivery's alert."""
        book = self.book()
        rule = book.rules.get(delivery.event.rule)
        about = (matter(rule), rule.runbook if rule else "")
        account = Account(
            delivery.event,
            delivery.background,
            *(practised(delivery.event) if is_drill(delivery.event) else about),
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

    def _digest(self, digest: Delivery, medium: Medium) -> Rendered:
        if not self._outside(digest):
            return bare(digest.title, digest.body, medium)
        guard = self.book().guard
        (title, first), (body, rest) = cut_words(digest.title, guard), cut_words(digest.body, guard)
        return bare(title, body, medium, ordered({*first, *rest}))

    def _outside(self, delivery: Delivery) -> bool:
        return self.audiences.get(delivery.channel, "outside") == "outside"
