"""The vigil: what is wrong with the service itself, told as incidents beside those of the news.

A heartbeat that nobody was told of, a partition of which no worker finishes anything, a channel that takes nothing,
news in a language that nothing reads, dead letters that become more. What is seen goes in as ``Signs``; gathering them,
and telling, is done elsewhere. Ids come of what is wrong alone, so that two who see the same tell it once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from streams.core.alerts import AlertEvent, Emission, Severity, event_id, incident_id
from streams.core.breakers import FAILURES
from streams.core.durations import duration_text
from streams.core.ownrules import (
    BROKER_UNREACHABLE,
    CHANNEL_UNSENDABLE,
    DEAD_LETTERS_RISING,
    HEARTBEAT_LOST,
    LANGUAGE_UNREAD,
    PARTITION_STALLED,
    RULES_UNUSABLE,
)

HOUR = timedelta(hours=1)

SAID_AGAIN = 12 * HOUR
"""How often what lasts is put onto the topic again, so that whoever begins to look knows of it without reading far back."""

_SOURCE = "tocsin"
_MOST = 500
"""Characters of what is wrong with rules; all of it stands in the worker's log."""


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on something is wrong.

    ``heartbeat`` is how long one may take, where one is sent ``every`` so often. ``failures`` are attempts over a channel that failed in a row, ``letters`` dead letters within an hour, and
    ``rise`` how many times as many as in a usual hour of the day before; ``items`` is how many in a language within an hour.
    """

    heartbeat: timedelta = timedelta(minutes=15)
    every: timedelta = timedelta(minutes=5)
    stalled: timedelta = timedelta(minutes=10)
    unreachable: timedelta = timedelta(minutes=2)
    failures: int = FAILURES
    letters: int = 10
    rise: int = 4
    items: int = 20


@dataclass(frozen=True, slots=True)
class Standstill:
    """A partition with messages of which none was finished ``since`` a moment; ``offset`` is the first of them."""

    topic: str
    partition: int
    offset: int
    behind: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Failing:
    """Attempts over a channel that failed in a row, the first of them ``since``, and the last one's error."""

    failures: int
    since: datetime
    error: str


@dataclass(frozen=True, slots=True)
class Signs:
    """What is seen. ``missed`` is when the oldest heartbeat went in that came out nowhere, None where all did.

    ``heard`` is the last heartbeat that came out, None where none is known.

    ``unusable`` is what is wrong with rules or subscriptions that a worker was given, and goes on without. ``letters`` are the moments of dead letters of the last day and an hour; ``unread`` counts the last hour's items in
    languages that nothing reads.
    """

    missed: datetime | None = None
    heard: datetime | None = None
    standstills: Sequence[Standstill] = ()
    channels: Mapping[str, Failing] = field(default_factory=dict)
    unusable: str = ""
    letters: Sequence[datetime] = ()
    unread: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong. ``key`` tells what, and ``ordinal`` one occurrence of it from every other."""

    rule: str
    key: Mapping[str, str]
    ordinal: int
    severity: Severity
    summary: str
    reason: str

    @property
    def incident(self) -> str:
        """The id of its incident."""
        return incident_id(self.rule, self.key, exercise=False, ordinal=self.ordinal)


def troubles(signs: Signs, limits: Limits, now: datetime) -> Iterator[Trouble]:
    """What is wrong by the signs."""
    if signs.missed is not None and now - signs.missed >= limits.heartbeat:
        lost = duration_text(now - signs.missed)
        yield Trouble(
            HEARTBEAT_LOST,
            {"heartbeat": "all"},
            _minutes(signs.missed),
            "critical",
            f"No heartbeat came through for {lost}: alerts may reach nobody",
            f"the heartbeat of {_minute(signs.missed)} came out at no channel",
        )
    for one in signs.standstills:
        if now - one.since >= limits.stalled:
            yield Trouble(
                PARTITION_STALLED,
                {"topic": one.topic, "partition": str(one.partition)},
                one.offset + 1,
                "critical",
                f"Nothing of {one.topic}, partition {one.partition}, was finished for {duration_text(now - one.since)}",
                f"{one.behind} messages wait there since {_minute(one.since)}; see that a worker runs, and its log",
            )
    for channel, failing in sorted(signs.channels.items()):
        if failing.failures >= limits.failures:
            yield Trouble(
                CHANNEL_UNSENDABLE,
                {"channel": channel},
                _minutes(failing.since),
                "major",
                f"Nothing goes out over {channel}: {failing.failures} attempts failed in a row",
                f"since {_minute(failing.since)}, the last: {failing.error or 'no reason is known'}",
            )
    if signs.unusable:
        yield Trouble(
            RULES_UNUSABLE,
            {"rules": "all"},
            _minutes(now),
            "major",
            "Rules or subscriptions cannot be used as they were last saved; what could be used before is in force",
            " ".join(signs.unusable.split())[:_MOST],
        )
    yield from _languages(signs.unread, limits, now)
    yield from _letters(signs.letters, limits, now)


def unreachable(since: datetime, reason: str, limits: Limits, now: datetime) -> Iterator[Trouble]:
    """The trouble that no broker answers ``since`` a moment, of which no topic can tell."""
    if now - since >= limits.unreachable:
        yield Trouble(
            BROKER_UNREACHABLE,
            {"broker": "all"},
            _minutes(since),
            "critical",
            f"No Kafka broker answers for {duration_text(now - since)}: nothing is read, and nobody is told",
            reason,
        )


def _languages(unread: Mapping[str, int], limits: Limits, now: datetime) -> Iterator[Trouble]:
    for language, count in sorted(unread.items()):
        if count >= limits.items:
            yield Trouble(
                LANGUAGE_UNREAD,
                {"language": language},
                now.toordinal(),
                "minor",
                f"News comes in a language that nothing reads: {language}",
                f"{count} items within an hour; add tables for it, or take the source away",
            )


def _letters(letters: Sequence[datetime], limits: Limits, now: datetime) -> Iterator[Trouble]:
    """Dead letters of the last hour against those of a usual hour of the day before."""
    recent = sum(now - HOUR < one <= now for one in letters)
    usual = sum(now - 25 * HOUR < one <= now - HOUR for one in letters) / 24
    if recent >= limits.letters and recent >= limits.rise * usual:
        yield Trouble(
            DEAD_LETTERS_RISING,
            {"letters": "all"},
            now.toordinal(),
            "major",
            f"{recent} messages could not be processed within an hour",
            f"a usual hour of the day before had {usual:.1f}; see `tocsin deadletters list`",
        )


def late(signs: Signs, limits: Limits, now: datetime) -> bool:
    """Whether no heartbeat came out since the last for longer than the next one may take; also before any did."""
    return signs.heard is None or now - signs.heard >= limits.every + limits.heartbeat


def at_first_sight(signs: Signs, limits: Limits, now: datetime) -> Signs:
    """The signs for whoever looks only once: a heartbeat that had to follow the last one is missed, sent or not."""
    if signs.heard is None or not late(signs, limits, now):
        return signs
    return replace(signs, missed=signs.heard + limits.every)


def changes(
    standing: Iterable[AlertEvent],
    found: Iterable[Trouble],
    now: datetime,
    over: Callable[[AlertEvent], bool] = lambda _: True,
) -> Iterator[Emission]:
    """The events that lead from the incidents that stand, each by its beginning, to the troubles that are there.

    ``over`` says of one that is not there whether that is known: who has just begun to look may not see it yet.
    """
    before = {_about(one.rule, one.key): one for one in standing}
    after = {_about(one.rule, one.key): one for one in found}
    for about, trouble in after.items():
        if about not in before:
            yield Emission(event=_begun(trouble, now))
    for about, event in before.items():
        if about not in after and over(event):
            yield Emission(event=_over(event, now))


def said_again(standing: Iterable[AlertEvent], found: Iterable[Trouble]) -> Iterator[Emission]:
    """The beginnings of what is still so once more, for whoever reads the topic later: people are told nothing by it."""
    there = {_about(one.rule, one.key) for one in found}
    return (Emission(event=one, material=False) for one in standing if _about(one.rule, one.key) in there)


def standing(events: Iterable[AlertEvent], found: Iterable[Trouble]) -> tuple[Trouble, ...]:
    """The troubles that incidents tell of, each by its beginning, but for what is found anyway."""
    known = {_about(one.rule, one.key) for one in found}
    return tuple(
        Trouble(one.rule, one.key, 1, one.severity, one.summary, one.reason)
        for one in events
        if _about(one.rule, one.key) not in known
    )


def _about(rule: str, key: Mapping[str, str]) -> tuple[str, frozenset[tuple[str, str]]]:
    return rule, frozenset(key.items())


def _begun(trouble: Trouble, now: datetime) -> AlertEvent:
    return AlertEvent(
        id=event_id(trouble.incident, "fire"),
        incident=trouble.incident,
        event="fire",
        rule=trouble.rule,
        key=dict(trouble.key),
        severity=trouble.severity,
        at=now,
        items=(),
        sources=(_SOURCE,),
        summary=trouble.summary,
        reason=trouble.reason,
        rules="",
    )


def _over(event: AlertEvent, now: datetime) -> AlertEvent:
    return event.model_copy(
        update={
            "id": event_id(event.incident, "resolve"),
            "event": "resolve",
            "at": now,
            "summary": f"Well again: {event.summary}",
            "reason": "it is no longer so",
        }
    )


def _minute(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _minutes(moment: datetime) -> int:
    return int(moment.timestamp() // 60)
