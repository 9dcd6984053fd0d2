"""CAP 1.2: the messages of an incident as the Common Alerting Protocol has them (OASIS Standard, 1 July 2010).

Each event of an incident is a message of its own, which refers to all that went before it in the incident: the first is
an Alert, what follows an Update, and what takes the incident back a Cancel.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from streams.core.alerts import ENDINGS, AlertEvent, Earlier, Severity, message_id
from streams.core.facts import Place
from streams.core.grades import Credibility
from streams.core.grouping import label
from streams.core.histories import History, Told

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"

Kind = Literal["Alert", "Update", "Cancel"]

_SEVERITIES: dict[Severity, str] = {"critical": "Extreme", "major": "Severe", "minor": "Moderate", "info": "Minor"}
_URGENCIES: dict[Severity, str] = {"critical": "Immediate", "major": "Expected", "minor": "Future", "info": "Unknown"}
_CERTAINTIES: dict[Credibility, str] = {
    1: "Observed",
    2: "Likely",
    3: "Possible",
    4: "Possible",
    5: "Unlikely",
    6: "Unknown",
}
"""CAP 1.2, 3.2.2: Observed, Likely (more than even), Possible, Unlikely, Unknown. What is confirmed counts as observed, what a
reliable source alone says as likely."""
_POSSIBLY: Credibility = 3
_IMPROBABLE: Credibility = 5
_HEADLINE = 160
"""Characters of a headline that the standard suggests at the most (3.2.2)."""
_UNPRINTED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no room for (section 2.2)."""


class Message(NamedTuple):
    """An earlier message of the incident, as others refer to it."""

    identifier: str
    sent: datetime


def cap_messages(history: History, *, sender: str) -> Iterator[str]:
    """Every message of an incident, oldest first, each an XML document of one line.

    ``sender`` names who sends them, without spaces, commas, ``<`` and ``&``, as the standard asks (3.2.1).
    """
    sent: list[Message] = []
    for told in history.events:
        own = Message(told.event.id, told.event.at)
        identifier = f"{told.event.id}-withdrawn" if told.withdrawn else told.event.id
        yield _document(told, identifier, [*sent, own] if told.withdrawn else sent, sender, first=not sent)
        sent.append(own)


def cap_message(history: History, *, sender: str) -> str:
    """The last message of an incident: how it is now."""
    *_, last = cap_messages(history, sender=sender)
    return last


def cap_report(
    told: Told, earlier: Earlier | None, *, sender: str, left_out: Sequence[str] = (), radius: int = 0
) -> str:
    """An event as one message, at the moment at which it is told; it refers to the first and the last that its reader was sent.

    ``left_out`` are the kinds of what was cut, ``radius`` how far around its places it may be, in kilometres.
    """
    before = [Message(earlier.first, earlier.since), Message(earlier.message, earlier.at)] if earlier else []
    referred = list(dict.fromkeys(one for one in before if one.identifier))
    identifier = message_id(told.event, told.revision)
    return _document(told, identifier, referred, sender, first=not before, left_out=left_out, radius=radius)


def _document(
    told: Told,
    identifier: str,
    referred: Sequence[Message],
    sender: str,
    *,
    first: bool,
    left_out: Sequence[str] = (),
    radius: int = 0,
) -> str:
    event = told.event
    kind = _kind(told, first=first)
    alert = Element("alert", xmlns=NAMESPACE)
    _add(alert, "identifier", identifier)
    _add(alert, "sender", sender)
    _add(alert, "sent", _time(event.at))
    _add(alert, "status", "Exercise" if event.exercise else "Actual")
    _add(alert, "msgType", kind)
    _add(alert, "scope", "Restricted")
    _add(alert, "restriction", "For those whom the operator of this service names")
    if event.exercise:
        _add(alert, "note", "This is an exercise.")
    elif kind == "Cancel":
        _add(alert, "note", event.reason)
    if referred:
        _add(alert, "references", " ".join(f"{sender},{one.identifier},{_time(one.sent)}" for one in referred))
    _add(alert, "incidents", event.incident)
    info = _info(alert, told, over=told.withdrawn or event.event in ENDINGS)
    parameters = _parameters(told) if not left_out else (*_parameters(told), ("tocsin:left-out", ", ".join(left_out)))
    for name, value in parameters:
        parameter = SubElement(info, "parameter")
        _add(parameter, "valueName", name)
        _add(parameter, "value", value)
    _area(info, event, radius)
    return tostring(alert, encoding="unicode")


def _kind(told: Told, *, first: bool) -> Kind:
    """An update, or what cancels, must say of which message it is (3.2.1): to whom none was sent, any event is an alert."""
    if told.withdrawn:
        return "Cancel"
    if first:
        return "Alert"
    return "Cancel" if told.event.event in ("retract", "expire") else "Update"


def _info(alert: Element, told: Told, *, over: bool) -> Element:
    event = told.event
    info = SubElement(alert, "info")
    _add(info, "language", "en")
    _add(info, "category", "Transport" if "route" in event.key else "Security")
    _add(info, "event", event.rule)
    _add(info, "responseType", "AllClear" if event.event == "resolve" and not told.withdrawn else "Assess")
    _add(info, "urgency", "Past" if over else _urgency(told))
    _add(info, "severity", _SEVERITIES[event.severity])
    _add(info, "certainty", _certainty(told))
    _add(info, "effective", _time(event.at))
    _add(info, "headline", _short(event.summary))
    quotes = (f"\u201c{one.quote}\u201d ({one.item})" for one in event.evidence)
    _add(info, "description", "\n".join([event.summary, f"Why: {event.reason}", *quotes]))
    return info


def _urgency(told: Told) -> str:
    """By the rule's severity; one step less for what is improbable."""
    urgency = _URGENCIES[told.event.severity]
    improbable = told.grading is not None and told.grading.credibility == _IMPROBABLE
    return {"Immediate": "Expected", "Expected": "Future"}.get(urgency, urgency) if improbable else urgency


def _certainty(told: Told) -> str:
    """By the grade (docs/grades.md); what was taken back is unlikely."""
    if told.withdrawn or told.event.event == "retract":
        return "Unlikely"
    if told.grading is None:
        return "Unknown"
    if told.grading.credibility == _POSSIBLY:
        return "Likely" if told.grading.reliability in ("A", "B") else "Possible"
    return _CERTAINTIES[told.grading.credibility]


def _parameters(told: Told) -> Iterator[tuple[str, str]]:
    event = told.event
    yield "tocsin:transition", "withdrawn" if told.withdrawn else event.event
    yield from ((f"tocsin:key:{name}", value) for name, value in event.key.items())
    if event.value is not None:
        yield "tocsin:value", str(event.value)
    if event.range is not None:
        yield "tocsin:range", "-".join(map(str, event.range))
    if told.grading is not None:
        yield "tocsin:grade", told.grading.code
        yield "tocsin:origins", str(told.grading.origins)
        yield "tocsin:grade-reason", told.grading.reason
    yield "tocsin:sources", ", ".join(event.sources)
    yield "tocsin:rules", event.rules


def _area(info: Element, event: AlertEvent, radius: int) -> None:
    area = SubElement(info, "area")
    _add(area, "areaDesc", label(event.key))
    for one in event.places:
        if one.level == "place" and one.lat is not None and one.lon is not None:
            _add(area, "circle", f"{one.lat:.5f},{one.lon:.5f} {radius}")
    for country in dict.fromkeys(filter(None, (event.key.get("country"), *map(_country, event.places)))):
        code = SubElement(area, "geocode")
        _add(code, "valueName", "ISO 3166-1 alpha-3")
        _add(code, "value", country)


def _country(place: Place) -> str | None:
    return place.country


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _UNPRINTED.sub(" ", text)


def _time(moment: datetime) -> str:
    """As the standard writes it: to the second, with the offset in figures, never ``Z`` (3.3.2)."""
    text = moment.replace(microsecond=0).isoformat()
    return text.replace("+00:00", "-00:00")


def _short(text: str) -> str:
    return text if len(text) <= _HEADLINE else f"{text[: _HEADLINE - 1]}\u2026"
