"""Routing: which branches of the subscriptions take an event, whom that reaches at a moment, and why not the others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from streams.core.alerts import STAGES, AlertEvent, Severity
from streams.core.branches import ROOT, Behind, Branch, Manner, News
from streams.core.conditions.terms import Test
from streams.core.drills import called, is_drill
from streams.core.ownrules import OF_THE_SERVICE
from streams.core.sources import NO_SOURCES, Sources
from streams.core.subscriptions import Subscriptions

LONGEST_QUIET = timedelta(days=60)
"""Nothing is held for longer than this and one more stretch. The check refuses hours that leave none between them, but it
cannot know the clocks of years to come."""

Answer = Literal["has it", "passes it on", "lets it go by", "is not asked"]


@dataclass(frozen=True, slots=True)
class Visit:
    """A branch that an event came to, or did not come to any more: what it asked, and what came of it."""

    path: tuple[str, ...]
    manner: Manner
    tests: tuple[Test, ...]
    answer: Answer

    @property
    def name(self) -> str:
        """The branch by the way to it: ``everything/syria``."""
        return "/".join(self.path)


@dataclass(frozen=True, slots=True)
class Addressee:
    """A recipient whom a branch reaches at a moment.

    ``duty`` is the rota by which they are, empty where they are named. ``waits`` is until when they are told nothing of
    this severity, by the quiet hours ``by``; ``quiet`` are all that could hold it. ``channels`` are told over beside
    those for the severity.
    """

    name: str
    branch: str
    manner: Manner
    duty: str = ""
    quiet: tuple[str, ...] = ()
    waits: datetime | None = None
    by: str = ""
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """Who is to be told, and what there is to judge it by: the labels of rules, and what is said of sources."""

    subscriptions: Subscriptions
    sources: Sources = NO_SOURCES
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def news(self, event: AlertEvent, behind: Behind | None = None) -> News:
        """An event as it is judged; where no more is known, by the sources that it names."""
        return News(event, behind or Behind(event.sources), self.labels.get(event.rule, {}), self.sources)

    def visits(self, news: News) -> tuple[Visit, ...]:
        """Every branch that an event comes to, in the order of the file, with those that it does not reach any more.

        A drill comes to none, nor does what is wrong with the service itself: they have their own people.
        """
        found: list[Visit] = []
        if is_drill(news.event) or news.event.rule in OF_THE_SERVICE:
            return ()
        for one in self.subscriptions.subscriptions:
            _walk(one, ROOT, (), news, found)
        return tuple(found)

    def taken(self, news: News) -> Iterator[Visit]:
        """The branches that have it."""
        return (one for one in self.visits(news) if one.answer == "has it")

    def manner(self, branch: str) -> Manner | None:
        """How the branch of a name tells; None where there is none of that name any more."""
        way = self._way(branch)
        manner = ROOT
        for one in way:
            manner = manner.under(one)
        return manner if way else None

    def asks_behind(self, branch: str) -> bool:
        """Whether a branch, or one above it, lets news in or not by what is behind it: that can come later."""
        return any(one.source or one.language or one.corroboration or one.grade for one in self._way(branch))

    def addressees(self, news: News, now: datetime) -> tuple[Addressee, ...]:
        """Whom an event reaches at a moment, each once: by the first branch, and at once if any branch would.

        What is wrong with the service itself goes to the fallback alone, a drill to whom it is for, both in whatever hours.
        """
        if is_drill(news.event):
            return self._called(news.event, now)
        if news.event.rule in OF_THE_SERVICE:
            fallback = self.subscriptions.fallback
            manner = Manner(to=(fallback,) if fallback else ())
            return tuple(Addressee(name, "fallback", manner, duty) for name, duty in self.people(manner.to, now))
        found: dict[str, Addressee] = {}
        for visit in self.taken(news):
            for one in self.reached(visit.manner, visit.name, news.event, now):
                known = found.get(one.name)
                if known is None or (known.waits is not None and one.waits is None):
                    found[one.name] = one
        return tuple(found.values())

    def _called(self, event: AlertEvent, now: datetime) -> tuple[Addressee, ...]:
        """Whom a drill's incident is for; who was told hears by that how it ends."""
        if event.event not in STAGES:
            return ()
        manner = Manner(to=(called(event),))
        return tuple(Addressee(name, f"drill:{event.key['drill']}", manner) for name, _ in self.people(manner.to, now))

    def reached(self, manner: Manner, branch: str, event: AlertEvent, now: datetime) -> Iterator[Addressee]:
        """The recipients of one branch. Whoever is on duty is not quiet by hours of their own."""
        for name, duty in self.people(manner.to, now):
            own = () if duty else self.subscriptions.recipients[name].quiet
            yield self.waiting(Addressee(name, branch, manner, duty, (*manner.quiet, *own)), event, now)

    def people(self, names: tuple[str, ...], now: datetime) -> Iterator[tuple[str, str]]:
        """The recipients of names, each with the duty by which they are meant, if one is."""
        for name in names:
            rota = self.subscriptions.rotas.get(name)
            if rota is not None:
                yield from ((one, name) for one in rota.on_duty(now))
            elif name in self.subscriptions.recipients:
                yield name, ""

    def waiting(self, one: Addressee, event: AlertEvent, now: datetime) -> Addressee:
        """The addressee with until when their quiet hours hold an event."""
        waits, by = self.quiet(one.quiet, event.severity, now)
        return replace(one, waits=waits, by=by)

    def quiet(self, names: tuple[str, ...], severity: Severity, now: datetime) -> tuple[datetime | None, str]:
        """Until when quiet hours of these names hold an alert of a severity, and which of them does the longest."""
        until: datetime | None = None
        by = ""
        moment = now
        while moment - now < LONGEST_QUIET:
            ends = [
                (end, name)
                for name in names
                if (hours := self.subscriptions.quiet_hours.get(name)) is not None
                and hours.hold(severity)
                and (end := hours.until(moment)) is not None
            ]
            if not ends:
                return until, by
            until, by = max(ends)
            moment = until
        return until, by

    def _way(self, branch: str) -> tuple[Branch, ...]:
        """The branches down to the one of a name, itself the last; none where it is not there."""
        below: tuple[Branch, ...] = self.subscriptions.subscriptions
        way: list[Branch] = []
        for part in branch.split("/"):
            found = next((one for one in below if one.id == part), None)
            if found is None:
                return ()
            way.append(found)
            below = found.branches
        return tuple(way)


def _walk(branch: Branch, above: Manner, way: tuple[str, ...], news: News, found: list[Visit]) -> bool:
    """Ask a branch and those below it; whether any of them has the event."""
    path, manner = (*way, branch.id), above.under(branch)
    tests = (*branch.tests(news), *_of_kind(manner, news, below=bool(branch.branches)))
    at = len(found)
    if not all(test.holds for test in tests):
        found.append(Visit(path, manner, tests, "lets it go by"))
        return False
    below = closed = False
    found.append(Visit(path, manner, tests, "has it"))
    for one in branch.branches:
        if closed:
            found.append(Visit((*path, one.id), manner.under(one), (), "is not asked"))
            continue
        taken = _walk(one, manner, path, news, found)
        below = below or taken
        closed = taken and not one.goes_on
    if below:
        found[at] = Visit(path, manner, tests, "passes it on")
    elif news.event.event not in manner.events:
        found[at] = Visit(path, manner, (*tests, *_of_kind(manner, news, below=False)), "lets it go by")
        return False
    return True


def _of_kind(manner: Manner, news: News, *, below: bool) -> Iterator[Test]:
    """The kind of event, where it is not of those that are told. Branches below may ask for other kinds."""
    if not below and news.event.event not in manner.events:
        yield Test("events", manner.events, news.event.event, holds=False)
