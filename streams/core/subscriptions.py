"""Who is told of what, when, and over which channels: the file of subscriptions."""

import difflib
from collections.abc import Collection, Iterator
from typing import Literal, Self

from pydantic import Field, model_validator

from streams.core.branches import ROOT, Branch, Manner, Subscription
from streams.core.errors import Misfit
from streams.core.facts import Frozen
from streams.core.quiet import QuietHours, leave_no_hour
from streams.core.recipients import QuietName, Recipient, RecipientName
from streams.core.rotas import Rota

Where = tuple[str | int, ...]
Found = tuple[Where, str]


class Subscriptions(Frozen):
    """The file of subscriptions."""

    version: Literal[1] = Field(description="the version of this file's language: 1")
    recipients: dict[RecipientName, Recipient] = Field(description="people and duties, by name")
    rotas: dict[RecipientName, Rota] = Field(
        default_factory=dict, description="duties that recipients have by turns, by name"
    )
    quiet_hours: dict[QuietName, QuietHours] = Field(
        default_factory=dict, description="hours in which messages wait, by name"
    )
    subscriptions: tuple[Subscription, ...] = Field(description="what goes to whom")
    fallback: RecipientName | None = Field(
        default=None, description="the recipient or duty told when somebody could not be told over any channel"
    )

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        """Every name is known, none stands for two things, and every branch can be reached."""
        found: list[Found] = [
            (("rotas", name), f"{name} is a recipient, too; give the duty another name")
            for name in self.rotas
            if name in self.recipients
        ]
        for name, rota in self.rotas.items():
            found += self._people(rota, ("rotas", name))
            if rota.gaps:
                sentence = f"nobody is on duty {rota.gaps}; add a shift, or make one longer"
                found.append((("rotas", name, "shifts"), sentence))
        for name, one in self.recipients.items():
            found += self._quiet(one.quiet, ("recipients", name, "quiet"))
            found += self._restless(one.quiet, name, ("recipients", name, "quiet"))
        names: set[str] = set()
        for number, subscription in enumerate(self.subscriptions):
            found += self._branch(subscription, ROOT, ("subscriptions", number), names)
        if self.fallback is not None:
            found += self._told((self.fallback,), ("fallback",), single=True)
        if found:
            raise Misfit(*found)
        return self

    @property
    def channels(self) -> tuple[str, ...]:
        """Every channel that somebody is told over, in order of name."""
        return tuple(sorted({name for one in self.recipients.values() for name in (*one.every, *one.failover)}))

    def branches(self) -> Iterator[tuple[Where, Branch]]:
        """Every subscription and branch with the way to it through the file."""
        waiting: list[tuple[Where, Branch]] = [
            (("subscriptions", at), one) for at, one in enumerate(self.subscriptions)
        ]
        while waiting:
            where, branch = waiting.pop(0)
            yield where, branch
            waiting += [((*where, "branches", at), one) for at, one in enumerate(branch.branches)]

    def _branch(self, one: Branch, above: Manner, where: Where, names: set[str]) -> Iterator[Found]:
        if one.id in names:
            yield (*where, "id"), f"{one.id} is taken by a subscription above; give one of them another"
        names.add(one.id)
        manner = above.under(one)
        yield from self._told(one.to or (), (*where, "to"))
        yield from self._quiet(one.quiet or (), (*where, "quiet"))
        yield from self._nights(one, manner, where)
        for step, rung in enumerate(one.escalation or ()):
            yield from self._told(rung.to, (*where, "escalation", step, "to"))
        if manner.group_by is None:
            for name in ("group_wait", "group_interval"):
                if getattr(one, name) is not None:
                    yield (*where, name), "nothing is grouped here; add group_by: with what is alike, such as country"
        shut = ""
        for at, below in enumerate(one.branches):
            if shut:
                yield (
                    (*where, "branches", at, "id"),
                    f"{below.id} is never asked, as {shut} above it takes everything; move it up, or write continue: true there",
                )
            if below.takes_all and not below.goes_on:
                shut = shut or below.id
            yield from self._branch(below, manner, (*where, "branches", at), names)

    def _people(self, rota: Rota, where: Where) -> Iterator[Found]:
        for field, entries in (("shifts", rota.shifts), ("instead", rota.instead)):
            for at, entry in enumerate(entries):
                for part in ("who", "turns"):
                    for number, name in enumerate(getattr(entry, part, None) or ()):
                        if name not in self.recipients:
                            yield (*where, field, at, part, number), _unknown(name, "recipients", self.recipients)

    def _quiet(self, names: tuple[str, ...], where: Where) -> Iterator[Found]:
        for at, name in enumerate(names):
            if name not in self.quiet_hours:
                yield (*where, at), _unknown(name, "quiet_hours", self.quiet_hours)

    def _nights(self, one: Branch, manner: Manner, where: Where) -> Iterator[Found]:
        """Quiet hours of a branch beside those of whom it names, where either of them is written here."""
        found = list(self._restless(one.quiet or (), "nobody here", (*where, "quiet")))
        yield from found
        for at, name in enumerate(manner.to if not found and (one.to or one.quiet) else ()):
            own = self.recipients[name].quiet if name in self.recipients else ()
            if own and manner.quiet and not any(self._restless(own, name, where)):
                yield from self._restless(
                    (*manner.quiet, *own), name, (*where, "to", at) if one.to else (*where, "quiet")
                )

    def _restless(self, names: tuple[str, ...], who: str, where: Where) -> Iterator[Found]:
        """Quiet hours that together leave no hour in which somebody is told of what is not severe."""
        several = tuple(name for name in dict.fromkeys(names) if name in self.quiet_hours)
        holding = [one for one in map(self.quiet_hours.__getitem__, several) if one.hold("info")]
        if len(holding) > 1 and leave_no_hour(holding):
            never = f"{who} would ever be told" if who.startswith("nobody") else f"{who} would never be told"
            yield where, f"{' and '.join(several)} together leave no hour, so that {never}; shorten one of them"

    def _told(self, names: tuple[str, ...], where: Where, *, single: bool = False) -> Iterator[Found]:
        for at, name in enumerate(names):
            if name not in self.recipients and name not in self.rotas:
                known = (*self.recipients, *self.rotas)
                yield (where if single else (*where, at)), _unknown(name, "recipients", known)


def _unknown(name: str, what: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    meant = f" (did you mean {near[0]}?)" if near else ""
    return f"{name} is none of the {what}: {', '.join(sorted(known)) or 'there are none'}{meant}"
