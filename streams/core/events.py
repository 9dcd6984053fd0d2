"""Events: a transition of an incident told as an alert event, with one line for people."""

from collections.abc import Mapping
from dataclasses import dataclass

from streams.core.alerts import AlertEvent, Cited, Emission, EventKind, ItemEvidence, Voice, event_id, incident_id
from streams.core.commands import Acknowledge, Retract
from streams.core.facts import Place
from streams.core.grades import UNGRADED, Grading
from streams.core.grouping import label
from streams.core.kinds.steps import Progress, Transition
from streams.core.rules import Rule
from streams.core.rules.severity import Standing
from streams.core.sensitivity.marks import MASK
from streams.core.sensitivity.people import people
from streams.core.voices import heard


@dataclass(frozen=True, slots=True)
class Told:
    """An event, whether people should hear of it as far as its own transition tells, who says so by then, where, and its worth."""

    event: AlertEvent
    material: bool
    voices: tuple[Voice, ...] = ()
    cited: tuple[Cited, ...] = ()
    grading: Grading = UNGRADED

    @property
    def emission(self) -> Emission:
        """As it is sent for the first time."""
        return Emission(
            event=self.event, material=self.material, voices=self.voices, cited=self.cited, grading=self.grading
        )


def told(rule: Rule, key: Mapping[str, str], *, exercise: bool, transition: Transition, progress: Progress) -> Told:
    """Tell a transition. ``progress`` is the one before a deadline's transition; it names the last item behind it."""
    incident = incident_id(rule.id, key, exercise=exercise, ordinal=transition.ordinal)
    claim = transition.claim
    items, sources, quotes = _grounds(transition, progress)
    source = sources[0]
    known = heard(rule, transition, progress, sources)
    country = key.get("country") or (claim.places[0].country if claim and claim.places else None) or ""
    standing = Standing(level=transition.level, value=transition.peak, country=country, origins=transition.origins)
    event = AlertEvent(
        id=event_id(incident, transition.event, transition.distinction),
        incident=incident,
        event=transition.event,
        rule=rule.id,
        key=dict(key),
        severity=rule.severity_of(standing),
        value=transition.value,
        range=transition.span,
        at=transition.at,
        items=items,
        sources=sources,
        summary=_summary(rule, key, transition, source, at_least=known.at_least),
        reason=transition.reason,
        evidence=quotes,
        places=claim.places if claim else (),
        rules=claim.rules if claim else progress.behind[2],
        exercise=exercise,
        contested=transition.contested,
    )
    cited = (Cited(item=claim.item, url=claim.url, language=claim.language),) if claim and claim.evidence else ()
    return Told(event, transition.material, known.voices, cited, known.grading)


def _grounds(
    transition: Transition, progress: Progress
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[ItemEvidence, ...]]:
    """The items, their sources and the words that a transition stands on, the claim that made it first.

    A silence of who was never heard has no item, and names as its source who is silent.
    """
    claim = transition.claim
    if claim is None:
        item, source, _ = progress.behind
        return (item,) if item else (), (source,), ()
    if not transition.links:
        return claim.items, claim.sources, claim.quotes
    links = transition.links
    return (
        tuple(dict.fromkeys((*claim.items, *(item for link in links for item in link.items)))),
        tuple(dict.fromkeys((*claim.sources, *(source for link in links for source in link.sources)))),
        (*claim.quotes, *(quote for link in links for quote in link.evidence)),
    )


def retracted(rule: Rule, event: AlertEvent, reason: str) -> AlertEvent:
    """What is sent, under the same id, to take back an event that should not have been."""
    words = _words(event.key, event.sources[0], event.value, event.range)
    return event.model_copy(update={"event": "retract", "reason": reason, "summary": _line(rule, "retract", words)})


_ENDINGS: dict[EventKind, str] = {"resolve": "Resolved", "expire": "No further news", "retract": "Withdrawn"}


def _summary(rule: Rule, key: Mapping[str, str], transition: Transition, source: str, *, at_least: bool) -> str:
    words = _words(key, source, transition.value, transition.span)
    if at_least:
        words["value"] = f"at least {words['value']}"
    claim = transition.claim
    if claim is not None:
        words["place"] = claim.places[0].name if claim.places else ""
        asked = rule.summary if isinstance(rule.summary, str) else rule.summary.get(transition.event, "")
        if "who" in asked:
            words["who"] = _nameless(claim.who, claim.places, sure=True)
        if "quote" in asked:
            words["quote"] = _nameless(claim.evidence[0].quote if claim.evidence else "", claim.places)
    return _line(rule, transition.event, words)


def _nameless(words: str, places: tuple[Place, ...], *, sure: bool = False) -> str:
    """Words of the news for a summary, which stands in every list and subject: nothing of them where people are named.

    ``sure``: only where it is certain, as of words that are known to say who.
    """
    own = {name.casefold() for one in places for name in (one.name, one.canonical or "", one.admin1 or "")}
    named = people(words, lambda name: name.casefold() in own)
    return MASK if any(one.sure or not sure for one in named) else words


def _line(rule: Rule, event: EventKind, words: dict[str, str]) -> str:
    own = event not in _ENDINGS if isinstance(rule.summary, str) else event in rule.summary
    if not own and event in _ENDINGS:
        return f"{_ENDINGS[event]}: {words['label']}"
    line = rule.summary_for(event, words)
    return f"A{line[1:]}" if line.startswith("at least ") else line


def _words(key: Mapping[str, str], source: str, value: int | None, span: tuple[int, int] | None) -> dict[str, str]:
    low, high = span or (None, None)
    return {
        "label": label(key),
        "value": "" if value is None else f"{value:,}",
        "range": "" if low is None else f"{low:,}" if low == high else f"{low:,} to {high:,}",
        "source": source,
        "country": key.get("country", ""),
    }


def acknowledged(latest: Emission, order: Acknowledge) -> Emission:
    """That an incident was acknowledged, with who says so and what it is worth as ``latest`` has them."""
    event = latest.event
    changes = {
        "id": event_id(order.incident, "acknowledge", order.event),
        "event": "acknowledge",
        "at": order.at,
        "reason": f"acknowledged by {order.author}: {order.comment}",
        "summary": f"Acknowledged by {order.author}: {label(event.key)}",
    }
    return _beside(latest, changes)


def withdrawn_by_hand(latest: Emission, order: Retract) -> Emission:
    """That an incident was withdrawn by hand, with who had said so as ``latest`` has it."""
    event = latest.event
    changes = {
        "id": event_id(order.incident, "retract", order.event),
        "event": "retract",
        "at": order.at,
        "reason": f"withdrawn by {order.author}: {order.comment}",
        "summary": f"Withdrawn: {label(event.key)}",
    }
    return _beside(latest, changes)


def _beside(latest: Emission, changes: Mapping[str, object]) -> Emission:
    """An event of its own beside the last word on its incident."""
    event = latest.event.model_copy(update=changes)
    return Emission(event=event, voices=latest.voices, cited=latest.cited, grading=latest.grading)
