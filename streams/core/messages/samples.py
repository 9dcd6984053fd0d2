"""Samples: one alert of each kind of event, to try templates on and to see what messages look like. Nothing of it happened."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from streams.core.alerts import AlertEvent, Cited, Earlier, ItemEvidence, Voice, event_id, incident_id
from streams.core.facts import Place
from streams.core.grades import Grading
from streams.core.messages.accounts import Account, Background

AT = datetime(2025, 3, 1, 7, 58, tzinfo=UTC)
_ARIHA = Place(name="Ariha", canonical="Ariha", level="place", country="SYR", admin1="Idlib")
_IDLIB = Place(name="Idlib", canonical="Idlib", level="admin1", country="SYR", admin1="Idlib")
_ROAD = {"route": "M4", "country": "SYR"}
_AREA = {"area": "Idlib", "level": "admin1", "country": "SYR"}
_DO = {
    "route": "Hold every movement planned on this route, and tell the teams that are on it now.",
    "killed": "The figure is a claim: read the quoted words and who says so before you pass it on.",
}
_REASONS = {
    "acknowledge": "acknowledged by mona: calling the convoy",
    "retract": "withdrawn by mona: the governor denies it",
    "expire": "no further report in the time that the rule allows",
}
_URL = "https://news.example.org/m4"


def samples(language: str = "en", zone: str = "Asia/Damascus", now: datetime | None = None) -> Mapping[str, Account]:
    """Accounts by name: the kinds of event, and what else marks a message."""
    fired = _road("fire", "M4 (SYR) is cut, says river-radio")
    said = (Voice(source="river-radio"),)
    more = (*said, Voice(source="hills-monitor"), Voice(source="coast-agency"))
    before = Earlier(event="fire", at=AT, since=AT, severity="critical", sources=1, grade="C3")
    base = Background(
        language=language,
        zone=zone,
        voices=said,
        cited=(Cited(item="item-1", url=_URL, language="en"),),
        grading=Grading(reliability="C", credibility=3, origins=1),
    )
    arabic = ItemEvidence(item="item-1", field="text", start=0, end=0, quote="قُطع طريق M4 عند أريحا صباح السبت.")

    quote = "The road near Ariha (35.8137, 36.6089) was hit; Karim Sample, 34, a driver, was killed."
    named = ItemEvidence(item="item-1", field="text", start=0, end=len(quote), quote=quote)

    def account(event: AlertEvent, matter: str = "route", *, repeated: bool = False, **more: object) -> Account:
        return Account(event, base.model_copy(update=more), matter, _DO.get(matter, ""), now, repeated)

    toll = _toll("fire", 62, (38, 62), "major", "At least 62 killed in Idlib (SYR), says hills-monitor")
    tolls = (Voice(source="hills-monitor", value=62, at_least=True), Voice(source="town-hospital", value=38))
    higher = (Voice(source="coast-agency", value=210), *tolls)
    first = Earlier(event="fire", at=AT, since=AT, severity="major", value=62, range=(38, 62), sources=2, grade="B4")
    risen = _toll(
        "escalate", 210, (38, 210), "critical", "210 killed in Idlib (SYR), says coast-agency (claims 38 to 210)"
    )
    two = Grading(reliability="B", credibility=4, origins=2, against=1)
    three = Grading(reliability="B", credibility=2, origins=3)
    again = _road("update", "M4 (SYR) is cut, coast-agency reports too", hours=3)
    over = _road("resolve", "M4 (SYR) is open again, says river-radio", hours=26)
    party = {
        "contested": "state-radio",
        "sources": ("state-radio",),
        "summary": "M4 (SYR) is open again, says state-radio",
    }
    return {
        "fire": account(fired),
        "toll": account(toll, "killed", voices=tolls, grading=two),
        "escalate": account(risen, "killed", voices=higher, earlier=first, grading=three),
        "update": account(again, voices=more, earlier=before, grading=three),
        "resolve": account(over, earlier=before),
        "acknowledge": account(_road("acknowledge", "Acknowledged by mona: M4 (SYR)", hours=1), earlier=before),
        "retract": account(_road("retract", "Withdrawn: M4 (SYR)", hours=2), earlier=before),
        "expire": account(_road("expire", "No further news: M4 (SYR)", hours=50), earlier=before),
        "exercise": account(fired.model_copy(update={"exercise": True})),
        "repeated": account(fired, repeated=True),
        "corrected": account(toll, "killed", voices=tolls, corrected=True, grading=two),
        "unanswered": account(fired, unanswered=900),
        "again": account(fired, again=2, earlier=before),
        "contested": account(
            over.model_copy(update=party),
            earlier=before,
            voices=(Voice(source="state-radio"),),
            grading=Grading(reliability="D", credibility=4, origins=1),
        ),
        "arabic-quote": account(
            fired.model_copy(update={"evidence": (arabic,)}), cited=(Cited(item="item-1", url=_URL, language="ar"),)
        ),
        "named": account(fired.model_copy(update={"evidence": (named,)})),
        "nowhere": account(
            fired.model_copy(update={"key": {"route": "unlocated"}, "places": (), "summary": "A bridge is cut"})
        ),
        "other-rule": account(
            fired.model_copy(update={"rule": "school-struck", "summary": "A school was hit in Ariha"}), ""
        ),
    }


def _road(kind: str, summary: str, hours: float = 0) -> AlertEvent:
    quote = "The M4 has been closed at Ariha since dawn, two drivers said."
    return _event(kind, "route-severed", _ROAD, "critical", quote, summary=summary, hours=hours)


def _toll(kind: str, value: int, span: tuple[int, int], severity: str, summary: str) -> AlertEvent:
    quote = f"At least {value} people were killed in Idlib province, the monitors said."
    hours = 0 if kind == "fire" else 5
    event = _event(kind, "casualty-threshold", _AREA, severity, quote, summary=summary, hours=hours)
    return event.model_copy(update={"value": value, "range": span, "places": (_IDLIB,)})


def _event(
    kind: str, rule: str, key: dict[str, str], severity: str, quote: str, *, summary: str, hours: float
) -> AlertEvent:
    incident = incident_id(rule, key, exercise=False, ordinal=1)
    return AlertEvent.model_validate(
        {
            "id": event_id(incident, "fire"),
            "incident": incident,
            "event": kind,
            "rule": rule,
            "key": key,
            "severity": severity,
            "at": AT + timedelta(hours=hours),
            "items": ("item-1",),
            "sources": ("river-radio",),
            "summary": summary,
            "reason": _REASONS.get(kind, "first reported by river-radio"),
            "evidence": (ItemEvidence(item="item-1", field="text", start=0, end=len(quote), quote=quote),),
            "places": (_ARIHA,),
            "rules": "sha256:0",
        }
    )
