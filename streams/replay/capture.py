"""Capturing: a past incident as a test, with the items behind it as what is given and its events as what is expected."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from streams.core.alerts import ENDINGS, AlertEvent
from streams.core.cases import as_written
from streams.core.composites import composite_key
from streams.core.durations import duration_text
from streams.core.errors import Misuse
from streams.core.grouping import Register
from streams.core.identity import key_text
from streams.core.items import Item
from streams.core.pipeline import Extract, Pipeline
from streams.core.rules import CompositeRule, Rule, RuleSet
from streams.core.ruletests import Arrival
from streams.core.trials import alone
from streams.replay.rehearsal import Rehearsal, rehearse

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"”]+")
_APART = re.compile(r"[-_ ]")
_SHOWN = 10
_QUOTED = 60
_NAMED = 120


@dataclass(frozen=True, slots=True)
class Capture:
    """An incident's rule with those that it is over, first the rule itself; its items, and all that they make of these."""

    rules: tuple[Rule, ...]
    summary: str
    items: tuple[Item, ...]
    events: tuple[AlertEvent, ...]


def capture(
    incident: str, items: Iterable[Item], rules: RuleSet, extract: Extract, register: Register, *, redact: bool = False
) -> Capture:
    """The incident whose id, or that of one of its events, begins with ``incident``. Raises Misuse where the items raise no such one, or several.

    With ``redact`` the items carry neither their sources' names nor addresses.
    """
    arrivals = [Arrival(item.version, item) for item in items]
    end = [max(one.moment for one in arrivals)] if arrivals else []
    whole = rehearse(arrivals, Pipeline(extract, rules, register), end)
    events = _events(incident, whole)
    active = {one.id: one for one in rules.active}
    used = alone(active[events[0].rule], active)
    behind = _behind(events, used, whole)
    if redact:
        behind = redacted(behind)
    last = [events[-1].at, max(item.version for item in behind)]
    again = rehearse([Arrival(item.version, item) for item in behind], Pipeline(extract, used, register), last)
    return Capture(used.rules, events[0].summary if not redact else "", behind, tuple(again.log))


def redacted(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with names in the place of their sources' and ids, and without addresses, in their texts too."""
    sources = {name: f"source-{number}" for number, name in enumerate(dict.fromkeys(one.source for one in items), 1)}
    ids = {name: f"item-{number}" for number, name in enumerate(dict.fromkeys(one.id for one in items), 1)}
    spoken = "|".join(_APART.sub("[-_ ]?", re.escape(_APART.sub(" ", name)).replace("\\ ", " ")) for name in sources)
    named = re.compile(rf"(?<!\w)(?:{spoken})(?!\w)", re.IGNORECASE)
    given = {_APART.sub("", name).casefold(): one for name, one in sources.items()}

    def plain(text: str) -> str:
        return named.sub(lambda found: given[_APART.sub("", found[0]).casefold()], _URL.sub("[address]", text))

    return tuple(
        one.model_copy(
            update={
                "id": ids[one.id],
                "source": sources[one.source],
                "title": plain(one.title),
                "text": plain(one.text),
                "url": None,
                "extra": {},
            }
        )
        for one in items
    )


def as_test_file(captured: Capture, rules: Sequence[str]) -> dict[str, Any]:
    """The capture as the values of a file of tests; ``rules`` are the ways from there to the files of its rules."""
    clock = min(item.published for item in captured.items)
    about = f": {captured.summary}" if captured.summary else ""
    return {
        "version": 1,
        "rules": rules[0] if len(rules) == 1 else list(rules),
        "clock": clock.isoformat(),
        "tests": [
            {
                "name": as_written(f"{captured.rules[0].id}, captured from past news{about}"[:_NAMED]),
                "given": [_given(item, clock) for item in captured.items],
                "expect": [_expected(event, clock) for event in captured.events],
            }
        ],
    }


def _events(incident: str, whole: Rehearsal) -> list[AlertEvent]:
    log = whole.log
    ids = dict.fromkeys(event.incident for event in log)
    found = [one for one in ids if one.startswith(incident)]
    if not found:
        found = list(dict.fromkeys(event.incident for event in log if event.id.startswith(incident)))
    if len(found) != 1 or not incident:
        first = {event.incident: f"{event.at.astimezone(UTC):%d %b %H:%M}  {event.summary}" for event in reversed(log)}
        listed = found or list(ids)
        shown = "".join(f"\n  {one}  {first[one]}" for one in listed[:_SHOWN])
        more = f"\n  and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
        what = "several incidents begin" if found else "no incident of this archive begins"
        asked = f"{what} with {incident}" if incident else "name the incident"
        raise Misuse(f"{asked}; there are{shown or ' none'}{more}")
    return [event for event in log if event.incident == found[0]]


def _behind(events: Sequence[AlertEvent], rules: RuleSet, whole: Rehearsal) -> tuple[Item, ...]:
    """Every version of the items that spoke of the incident's key while it was open, or that still counted then.

    Behind the incident of a composite are the items behind those incidents that it was made of.
    """
    ids = frozenset(one for under in _under(events, rules, whole) for one in _ids(under, rules, whole))
    return tuple(
        arrival.item
        for arrival, _ in whole.outcomes
        if arrival.item.id in ids and arrival.item.exercise == events[0].exercise
    )


def _ids(events: Sequence[AlertEvent], rules: RuleSet, whole: Rehearsal) -> Iterator[str]:
    """The ids of the items that spoke of the key of an incident over items."""
    first, rule = events[0], rules.get(events[0].rule)
    written = key_text(first.rule, first.key, exercise=first.exercise)
    since = first.at - (rule.reach if rule else timedelta())
    for arrival, outcome in whole.outcomes:
        if since <= arrival.item.published <= events[-1].at and any(
            one.key_text == written for one in outcome.matching.matches
        ):
            yield arrival.item.id


def _under(events: Sequence[AlertEvent], rules: RuleSet, whole: Rehearsal) -> Iterator[Sequence[AlertEvent]]:
    """The incidents over items that an incident is made of, each as its events: itself, where it is over items."""
    first, rule = events[0], rules.get(events[0].rule)
    if not isinstance(rule, CompositeRule):
        yield events
        return
    incidents: dict[str, list[AlertEvent]] = {}
    for event in whole.log:
        incidents.setdefault(event.incident, []).append(event)
    for below in incidents.values():
        begun = below[0]
        together = begun.exercise == first.exercise and composite_key(rule, begun.key) == dict(first.key)
        ended = below[-1].at if below[-1].event in ENDINGS else None
        counted = begun.at <= events[-1].at and (ended is None or ended >= first.at - rule.reach)
        if begun.rule in rule.members and together and counted:
            yield from _under(below, rules, whole)


def _given(item: Item, clock: datetime) -> dict[str, Any]:
    optional = {
        "updated": _after(item.updated, clock) if item.updated else None,
        "language": item.language,
        "url": item.url,
        "status": item.status if item.status != "usable" else None,
        "exercise": item.exercise or None,
        "title": as_written(item.title) or None,
        "text": as_written(item.text) or None,
    }
    kept = {name: value for name, value in optional.items() if value is not None}
    return {"id": item.id, "at": _after(item.published, clock), "source": item.source, **kept}


def _expected(event: AlertEvent, clock: datetime) -> dict[str, Any]:
    optional = {
        "value": event.value,
        "range": list(event.range) if event.range else None,
        "exercise": event.exercise or None,
        "evidence": as_written(_beginning(event.evidence[0].quote)) if event.evidence else None,
    }
    return {
        "at": _after(event.at, clock),
        "event": event.event,
        "rule": event.rule,
        "key": dict(event.key),
        "severity": event.severity,
        "items": list(event.items),
        **{name: value for name, value in optional.items() if value is not None},
    }


def _beginning(quote: str) -> str:
    """The first words of a quote: enough to find it by, and true still when more or less of the sentence is quoted."""
    return quote if len(quote) <= _QUOTED else quote[: _QUOTED + 1].rpartition(" ")[0] or quote[:_QUOTED]


def _after(when: datetime, clock: datetime) -> str:
    """The moment from the clock, or absolute where it is before it or within a second."""
    span = when - clock
    if span < timedelta() or span.microseconds:
        return when.isoformat()
    return f"+{duration_text(span)}" if span else "+0h"
