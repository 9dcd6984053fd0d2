"""Escalation: an incident that nobody acknowledges goes to the next in line."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from streams.core.alerts import Emission
from streams.core.branches import Manner, News
from streams.core.deliveries import Delivery, delivery_id, headed
from streams.core.durations import duration_text
from streams.core.notices import compose
from streams.core.routing import Addressee, Directory


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a subscription's escalation; ``name`` tells it from every other."""

    name: str
    to: tuple[str, ...]
    after: timedelta

    def addressees(self, news: News, directory: Directory, now: datetime) -> tuple[Addressee, ...]:
        """Whom it reaches at a moment, each once."""
        found = directory.reached(Manner(to=self.to), self.name, news.event, now)
        return tuple({one.name: one for one in found}.values())


@dataclass(frozen=True, slots=True)
class Turn:
    """When a step is taken if nobody acknowledges the incident before, and whom it tells then."""

    rung: Rung
    at: datetime
    to: tuple[Addressee, ...]


def rungs(news: News, directory: Directory) -> Iterator[Rung]:
    """The steps for an event, of every branch that has it and tells somebody."""
    for visit in directory.taken(news):
        for at, step in enumerate(visit.manner.escalation if visit.manner.to else ()):
            yield Rung(f"{visit.name}/{at}", step.to, step.after)


def first_told(reached: Collection[Addressee], now: datetime) -> datetime:
    """When the first of those whom an event reaches at ``now`` is told of it: before, nobody can have acknowledged it."""
    return min((one.waits or now for one in reached), default=now)


def turns(
    news: News, told: datetime, directory: Directory, taken: Collection[str] = (), now: datetime | None = None
) -> Iterator[Turn]:
    """The turn of each step for what people were ``told``, but for those ``taken`` before; none comes before ``now``.

    A step waits as long as everybody whom it reaches has quiet hours; then it is taken, and leaves to sleep who still has.
    """
    for rung in rungs(news, directory):
        if rung.name in taken:
            continue
        at = told + rung.after if now is None else max(told + rung.after, now)
        reached = rung.addressees(news, directory, at)
        if reached and all(one.waits is not None for one in reached):
            at = first_told(reached, at)
            reached = rung.addressees(news, directory, at)
        yield Turn(rung, at, tuple(one for one in reached if one.waits is None))


def escalated(
    emission: Emission, rung: Rung, to: Collection[Addressee], directory: Directory, now: datetime | None
) -> list[Delivery]:
    """The deliveries to the next in line, marked with how long nobody has acknowledged the incident.

    Their ids are their own: who was told before is told again, because nobody acts.
    """
    mark = f"NOT ACKNOWLEDGED for {duration_text(rung.after)}:"
    unanswered = int(rung.after.total_seconds())
    return [_marked(one, rung.name, mark, unanswered=unanswered) for one in compose(emission, directory, now, to)]


def repeated(
    emission: Emission, to: Addressee, again: int, directory: Directory, now: datetime | None
) -> list[Delivery]:
    """The deliveries that tell somebody again of what lasts."""
    made = compose(emission, directory, now, (to,))
    return [_marked(one, f"again-{again}", "STILL SO:", again=again) for one in made]


def _marked(one: Delivery, rung: str, mark: str, **background: int) -> Delivery:
    """A delivery for a reason beside its event, which its words name, with an id of its own."""
    changes = {
        "rung": rung,
        "title": headed(one, mark),
        "late": False,
        "background": one.background.model_copy(update=background),
    }
    marked = one.model_copy(update=changes)
    return marked.model_copy(
        update={"id": delivery_id(marked.about, marked.revision, marked.recipient, marked.channel)}
    )
