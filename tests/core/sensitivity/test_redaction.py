"""What is planted in an alert comes out of no channel that is read outside: names, exact spots, staff, protected sources."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from streams.core.alerts import AlertEvent, Cited, ItemEvidence, Voice
from streams.core.deliveries import Delivery
from streams.core.digests import digested
from streams.core.facts import Place
from streams.core.formats.bodies import Form, body
from streams.core.grades import Grading
from streams.core.messages.accounts import Account, Background, Medium
from streams.core.messages.rendering import Rendered, Stationery, bare, rendered
from streams.core.messages.templates import OwnTemplate
from streams.core.messages.together import gathered
from streams.core.notices import words
from streams.core.sensitivity.cuts import Guard, blurred, cut, least, least_event
from streams.core.sources import Sources
from streams.edges.stationery import packaged_stationery
from tests.drawing import at_least

PROTECTED_ALIASES = ("Quiet Well Radio", "الينبوع")
AT = datetime(2025, 3, 1, 7, 58, tzinfo=UTC)
BUILT_IN = packaged_stationery()
OWN = Stationery(
    BUILT_IN.wording,
    BUILT_IN.page,
    {
        medium: OwnTemplate(
            "{{ headline }} {{ where }} {{ sure }} {{ reason }} {{ changed }} {{ runbook }} {{ doubt }} {{ label }}"
            "{% for one in quotes %} {{ one.line }} {{ one.url }} {{ one.text }} {{ one.source }}{% endfor %}",
            f"{medium}.j2",
        )
        for medium in get_args(Medium)
    },
)
SOURCES = Sources.model_validate(
    {
        "version": 1,
        "sources": {
            "quiet-well": {"protected": True, "aliases": [*PROTECTED_ALIASES], "domains": ["quietwell.example"]}
        },
    }
)
GUARD = Guard(SOURCES, lambda name: name in {"Ariha", "Idlib", "Khalil", "Saraqib"})

_SYLLABLES = st.sampled_from("zor vek tul qan mir dras bely phon gur wex".split())
_SURNAME = st.lists(_SYLLABLES, min_size=2, max_size=3).map(lambda parts: "Zq" + "".join(parts))
_GIVEN = st.sampled_from(["Karim", "Oksana", "Fatoumata", "Juan", "Khalil"]) | _SURNAME
_FORMS = (
    "{given} {surname}", "{given} al-{surname}", "Abu {surname}", "Dr. {surname}", "Colonel {given} {surname}", "{given} {surname}, 34,",
    "a nurse named {surname}", "{surname} {given} (71)", "un homme nommé {surname}", "Señora {given} {surname}", "{given} bin {surname}",
)  # fmt: skip
CLEAN = "Drivers turned back at noon."
_OTHER_SCRIPTS = st.sampled_from(
    (
        ("полковник Тащак Мурзинюк", "Мурзинюк"),
        ("Оксана Петренчук", "Петренчук"),
        ("Тащак Сергійович, 34,", "Сергійович"),
        ("الطفل رامز التشكلي", "التشكلي"),
        ("امرأة تدعى رمزية التشكلي", "التشكلي"),
        ("محمود التشكلي (34 عاما)", "التشكلي"),
        ("أبو التشكلي", "التشكلي"),
    )
)
_SENTENCES = (
    "Shelling near Ariha on Monday killed {0} and two others.",
    "{0} was among the dead in Saraqib.",
    "The road was cut, relatives of {0} said.",
    "“We left at dawn”: {0}",
    "Ariha: two killed. {0} died later.",
)
_SPOT = st.sampled_from(
    (
        "{lat}, {lon}", "{lat}N {lon}E", "lat {lat} lon {lon}", "geo:{lat},{lon}", "https://www.google.com/maps/@{lat},{lon},15z",
        "https://www.openstreetmap.org/#map=15/{lat}/{lon}",
    )
)  # fmt: skip
_REACH = st.sampled_from(
    ("mona.zqfield@example.net", "+963 944 817 233", "@zqfield_mona", "https://u:hush@x.example/zqfield?token=zqhush")
)
_SOURCE = st.sampled_from(("quiet-well", *PROTECTED_ALIASES))


@st.composite
def plants(draw: st.DrawFn) -> tuple[Account, list[str]]:
    """An account with everything planted in it, and the words that no output may have."""
    surname, given_name = draw(_SURNAME), draw(_GIVEN)
    name = draw(st.sampled_from(_FORMS)).format(given=given_name, surname=surname)
    if draw(st.booleans()):
        name, surname = draw(_OTHER_SCRIPTS)
    lat, lon = (f"{draw(st.integers(30, 60))}.{draw(st.integers(100, 999))}7" for _ in "ab")
    spot = draw(_SPOT).format(lat=lat, lon=lon)
    reach, source = draw(_REACH), draw(_SOURCE)
    quotes = draw(
        st.permutations(
            [
                draw(st.sampled_from(_SENTENCES)).format(name),
                f"It was at {spot} that the convoy stood.",
                f"Whoever knows more may write to {reach} now.",
                f"The road is cut, {source} said on Monday.",
                CLEAN,
            ]
        )
    )
    quotes.append("The old zqmill is gone.")  # whose words these are must not be known, so they go as well
    items = (*(f"item-{at}" for at in range(6)), f"{source}-2025-017")
    sources = (*(f"paper-{at}" for at in range(5)), source, "paper-6")
    whole = " ".join(name.replace(",", "").split())
    event = AlertEvent(
        id="e" * 24,
        incident="f" * 24,
        event=draw(st.sampled_from(["fire", "escalate", "update", "resolve", "retract", "acknowledge"])),
        rule="route-severed",
        key=draw(
            st.sampled_from(
                [{"route": "M4", "country": "SYR"}, {"source": source}, {"area": "Ariha", "country": "SYR"}]
            )
        ),
        severity="critical",
        value=draw(st.none() | st.just(12)),
        at=AT,
        items=items,
        sources=sources,
        summary=f"M4 (SYR) is cut, says {source}, at {spot}; ask {reach}",
        reason=f"withdrawn by ferndorf: {source} and {reach} deny it, says ferndorf",
        evidence=tuple(
            ItemEvidence(item=item, field="text", start=0, end=len(quote), quote=quote)
            for item, quote in zip(items, quotes, strict=False)
        ),
        places=(Place(name="Ariha", canonical="Ariha", country="SYR", lat=float(lat), lon=float(lon)),),
        rules="sha256:0",
        exercise=draw(st.booleans()),
        contested=source,
    )
    links = st.sampled_from(
        (
            "https://quietwell.example/a",
            f"https://news.example/{surname}-killed",
            f"https://news.example/map?at={lat},{lon}",
            f"https://news.example/b?token=zqhush{lat}",
        )
    )
    background = Background(
        voices=(Voice(source=source, value=12), Voice(source="paper-2", value=9)),
        cited=tuple(Cited(item=item, url=url, language="en") for item, url in ((one, draw(links)) for one in items)),
        grading=Grading(reliability="C", credibility=3, origins=1, reason=f"{source} alone says so"),
        language=draw(st.sampled_from(BUILT_IN.wording.languages)),
    )
    account = Account(
        event, background, draw(st.sampled_from(["", "route"])), f"Call {reach}; {source} is at {spot}.", AT
    )
    told = [
        surname,
        lat,
        lon,
        "ferndorf",
        "zqfield",
        "zqhush",
        "zqmill",
        "944 817",
        "quietwell",
        *SOURCES.sources,
        *PROTECTED_ALIASES,
    ]
    return account, [*told, *([whole] if " " in whole else [])]


def outside(account: Account) -> list[str]:
    """Everything that goes over channels for readers outside, as text."""
    seen = cut(account, GUARD)
    sent: list[Rendered] = [
        rendered(seen, medium, stationery) for medium in get_args(Medium) for stationery in (BUILT_IN, OWN)
    ]
    title, text = words(account.event)
    one = Delivery(
        id="d1",
        event=account.event,
        recipient="ferndorf",
        channel="mail",
        kind="failure",
        title=title,
        body=text,
        background=account.background,
    )
    told = digested([one, one.model_copy(update={"id": "d2"})], AT).gathered
    assert told is not None
    lines = [cut(replace(account, event=line.event, background=line.background), GUARD) for line in told.lines]
    known = told.model_copy(update={"recipient": "", "more": 3})
    digests = [gathered(known, lines, medium, BUILT_IN.wording, repeated=False) for medium in get_args(Medium)]
    assert all(set(one.cuts) >= {"sources", "coordinates"} for one in digests)
    sent += digests
    sent += [bare(*least(account.event), "chat")]
    written = [part for one in sent for part in (one.title, one.body, one.html, json.dumps(dict(one.headers)))]
    for program in (blurred(seen), Account(least_event(account.event))):
        written += [body(program, form, sender="desk@agency.example") for form in get_args(Form)]
    return written


@at_least(60)
@given(plants())
def test_nothing_that_is_planted_comes_out_of_a_channel_for_readers_outside(planted: tuple[Account, list[str]]) -> None:
    account, told = planted
    for text in outside(account):
        plainly = text.casefold()
        assert [one for one in told if one.casefold() in plainly] == []
    seen = cut(account, GUARD)
    assert {"coordinates", "sources", "names", "staff"} <= set(seen.cuts)
    assert {"contacts", "links"} & set(seen.cuts)
    assert [one.quote for one in seen.event.evidence] == [CLEAN]


@given(plants())
def test_the_message_says_what_kinds_were_left_out_and_still_what_happened(planted: tuple[Account, list[str]]) -> None:
    account = cut(planted[0], GUARD)
    tongue = BUILT_IN.wording.tongue(account.background.language)
    for medium in ("chat", "email"):
        said = rendered(account, medium, BUILT_IN).body.replace("\u2068", "").replace("\u2069", "")
        assert tongue.say("left-out", what=tongue.comma.join(tongue.say(f"cut-{one}") for one in account.cuts)) in said
        assert "route-severed" in said
        assert tongue.say("protected") in said


def test_what_names_nobody_goes_out_as_it_is() -> None:
    quote = "The M4 has been closed at Ariha since dawn, two drivers said."
    event = AlertEvent.model_validate(
        {
            "id": "e", "incident": "i", "event": "fire", "rule": "route-severed", "key": {"route": "M4", "country": "SYR"},
            "severity": "critical", "at": AT, "items": ["a"], "sources": ["paper"], "summary": "M4 (SYR) is cut, says paper",
            "reason": "first reported by paper", "rules": "r", "places": [{"name": "Ariha", "country": "SYR"}],
            "evidence": [{"item": "a", "field": "text", "start": 0, "end": len(quote), "quote": quote}],
        }
    )  # fmt: skip
    cited = (Cited(item="a", url="https://paper.example/m4-closed-at-ariha?id=12", language="en"),)
    account = Account(
        event, Background(voices=(Voice(source="paper"),), cited=cited), "route", "Hold every movement.", AT
    )
    assert cut(account, GUARD) == account


def test_an_incident_of_the_service_says_who_heard_nothing_and_whose_channel_is_broken_and_still_no_name_of_the_news() -> (
    None
):
    quote = "Dr. Karim Zqvektul died in Saraqib."
    event = AlertEvent.model_validate(
        {
            "id": "e", "incident": "i", "event": "fire", "rule": "nobody-was-told", "severity": "critical",
            "key": {"event": "x", "recipient": "ferndorf"}, "at": AT, "items": ["a"], "sources": ["quiet-well"],
            "summary": "ferndorf could not be told: NEW CRITICAL: M4 (SYR) is cut, says quiet-well", "rules": "r",
            "reason": "ferndorf-sms: 4 attempts; no channel of ferndorf is left (tried: ferndorf-sms)",
            "evidence": [{"item": "a", "field": "text", "start": 0, "end": len(quote), "quote": quote}],
        }
    )  # fmt: skip
    seen = cut(Account(event), GUARD)
    assert (seen.event.key, seen.event.reason) == (event.key, event.reason)
    assert seen.event.summary == "ferndorf could not be told: NEW CRITICAL: M4 (SYR) is cut, says a protected source"
    assert (seen.event.evidence, seen.cuts) == ((), ("names", "sources"))


def test_who_acknowledged_is_told_of_an_incident_of_the_service_and_of_no_other() -> None:
    known: dict[str, Any] = {
        "id": "e", "incident": "i", "event": "acknowledge", "severity": "major", "at": AT, "rules": "r", "items": [], "sources": [],
        "key": {"channel": "ferndorf-phone"}, "summary": "Nothing goes out over ferndorf-phone: 6 attempts failed in a row",
        "reason": "acknowledged by ferndorf: a new card is on its way",
    }  # fmt: skip
    service, other = (
        cut(Account(AlertEvent.model_validate(known | {"rule": rule})), GUARD)
        for rule in ("channel-unsendable", "route-severed")
    )
    assert (service.event.summary, service.event.reason, service.cuts) == (known["summary"], known["reason"], ())
    assert (other.event.reason, other.cuts) == ("acknowledged by (…): a new card is on its way", ("staff",))
