"""Phrases: each part of an account in a recipient's language, for every channel to put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from streams.core.alerts import Voice
from streams.core.grouping import UNLOCATED
from streams.core.messages.accounts import Account
from streams.core.messages.characters import cut, shown
from streams.core.messages.quotations import LONGEST_NAME, Quotation, called, quotations
from streams.core.messages.wording import FALLBACK, Tongue, zone_named
from streams.core.ownrules import OF_THE_SERVICE
from streams.core.sensitivity.marks import Kind

NAMED = 4
"""Sources that a message names; the others are counted."""

_TOLLS = frozenset({"killed", "injured", "missing", "detained", "displaced"})
_SAID = ("resolve", "retract", "expire", "acknowledge")
_PAST = ("resolve", "retract", "expire")


@dataclass(frozen=True, eq=False)
class Phrases:
    """One account in one language."""

    account: Account
    tongue: Tongue

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """What stands before all else: a drill, a repeat, a correction, that nobody acts, that it is contested."""
        account, background = self.account, self.account.background
        found = []
        if account.event.exercise:
            found.append(self.tongue.say("exercise"))
        if account.repeated:
            found.append(f"({self.tongue.say('repeated')})")
        if background.unanswered:
            span = self.tongue.span(timedelta(seconds=background.unanswered))
            found.append(self.tongue.say("unanswered", span=span))
        if background.again:
            found.append(self.tongue.say("again"))
        if background.corrected:
            found.append(self.tongue.say("corrected"))
        if account.event.contested:
            found.append(self.tongue.say("contested"))
        return tuple(found)

    @cached_property
    def lead(self) -> str:
        """The marks, what happened to the incident, and how grave it is while it lasts: ``EXERCISE NEW CRITICAL``."""
        event = self.account.event
        grade = () if event.event in _PAST else (self.tongue.say(event.severity).upper(),)
        return " ".join((*self.marks, self.tongue.say(event.event), *grade))

    @cached_property
    def headline(self) -> str:
        """What it is. In English the rule's own line; in other languages ours, where the rule is of a matter that they know."""
        account, tongue = self.account, self.tongue
        if account.event.event in _SAID and account.summary.endswith(f": {account.label}"):
            return tongue.say("bare", label=self.label)  # the lead has said what became of it
        if tongue.code == FALLBACK and account.summary != account.label:
            return account.summary
        name = self._headline_name()
        if not name:
            return tongue.alone(account.summary)
        what = tongue.say(name, label=self.label, count=account.event.value or 0)
        return f"{tongue.say('at-least')} {what}" if account.at_least and name.startswith("what-") else what

    def _headline_name(self) -> str:
        event, matter = self.account.event, self.account.matter
        if event.event == "resolve" and matter == "route":
            return "over-route"
        if event.event in _SAID:
            return "bare"
        if matter in _TOLLS and event.value is None:
            return ""
        return f"what-{matter}" if matter else ""

    @property
    def label(self) -> str:
        """The incident's name."""
        unlocated = UNLOCATED in self.account.event.key.values()
        return self.tongue.say("nowhere") if unlocated else self.account.label

    @property
    def of_the_service(self) -> bool:
        """Whether it tells what is wrong with the service itself: then its reason says what is to be mended."""
        return self.account.event.rule in OF_THE_SERVICE

    @property
    def vouched(self) -> bool:
        """Whether somebody is to be named who says so: of what the service alone saw of itself there is nobody."""
        return bool(self.account.event.items) or not self.of_the_service

    @property
    def anywhere(self) -> bool:
        """Whether it is of no place at all."""
        return self.account.anywhere or (self.of_the_service and not self.account.places)

    @cached_property
    def where(self) -> str:
        """The places, the first being where it happened; or that the news names none. A drill need have none."""
        places = self.tongue.stop.join(map(self.tongue.alone, self.account.places))
        if self.anywhere:
            return ""
        return places or (self.tongue.alone(self.label) if self.account.silent else self.tongue.say("nowhere"))

    def further_places(self, headline: str, longest: int) -> str:
        """The names of places that a headline does not have; that there is none, where it has none either."""
        names = [cut(one, longest) for one in self.account.place_names[:2]]
        if not names and not self.account.silent and not self.anywhere:
            names = [self.tongue.say("nowhere")]
        return "/".join(one for one in names if one.casefold() not in headline.casefold())

    @cached_property
    def sources(self) -> str:
        """How many independent origins say so: ``reported by 3``."""
        return self.tongue.say("sources", count=self.account.origins)

    @cached_property
    def sources_graded(self) -> str:
        """The same with what it is worth: ``reported by 3 (B2)``."""
        code = self.account.code
        return f"{self.sources} ({code})" if code else self.sources

    @cached_property
    def worth(self) -> str:
        """What it is worth: ``B2: usually reliable, probably true``; empty where nobody graded it."""
        grading = self.account.background.grading
        if grading is None:
            return ""
        words = (
            self.tongue.say(f"reliability-{grading.reliability.lower()}"),
            self.tongue.say(f"credibility-{grading.credibility}"),
        )
        return f"{self.tongue.alone(grading.code)}{self.tongue.say('colon')} {self.tongue.comma.join(words)}"

    @cached_property
    def sure(self) -> str:
        """Who says so, with the highest and the lowest figure as their claims."""
        voices = self.account.voices
        if not voices:
            return self.tongue.say("unnamed")
        named = [self.tongue.alone(called(one.source, self.tongue)) for one in voices[:NAMED]]
        count = max(self.account.origins, len(voices))
        if count > len(named):
            named.append(f"+{count - len(named)}")
        names = self.tongue.comma.join(named)
        said = self.tongue.say("named-sources", count=count, names=names)
        figures = [self._claim(one) for one in (voices[0], self.account.lowest) if one is not None]
        return self.tongue.stop.join((said, *dict.fromkeys(one for one in figures if one))) if len(voices) > 1 else said

    @cached_property
    def sure_short(self) -> str:
        """How many sources say so, and the range of their claims where the headline does not have it."""
        span = self.account.event.range
        if span is None or span[0] == span[1] or all(f"{figure:,}" in self.headline for figure in span):
            return self.sources_graded
        return self.tongue.say("sources-range", sources=self.sources_graded, low=span[0], high=span[1])

    def _claim(self, voice: Voice) -> str:
        if voice.value is None:
            return ""
        name = "claim-at-least" if voice.at_least else "claim"
        return self.tongue.say(name, source=called(voice.source, self.tongue), value=voice.value)

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """What is otherwise than in the last message of the incident, the weightiest first; nothing in a first one.

        Who acknowledged or withdrew it, and why, is in their own words.
        """
        event, before = self.account.event, self.account.background.earlier
        because = self.tongue.alone(cut(shown(event.reason), LONGEST_NAME))
        told = (because,) if event.event in ("acknowledge", "retract") and because else ()
        if before is None or event.event == "acknowledge":
            return told
        if event.event in _PAST:
            return (
                *told,
                self.tongue.say("lasted", span=self.tongue.span(max(timedelta(), event.at - before.since))),
            )
        found = []
        if before.value is not None and before.value != event.value:
            found.append(self.tongue.say("was", before=f"{before.value:,}"))
        if before.severity != event.severity:
            found.append(self.tongue.say("was", before=self.tongue.say(before.severity)))
        if before.value == event.value and before.range is not None and before.range != event.range:
            found.append(self.tongue.say("claims-were", low=before.range[0], high=before.range[1]))
        count = self.account.origins
        if before.sources and before.sources != count:
            found.append(self.tongue.say("sources-changed", count=count, before=before.sources))
        if before.grade and self.account.code and before.grade != self.account.code:
            found.append(self.tongue.say("grade-was", now=self.account.code, before=before.grade))
        return tuple(found)

    @cached_property
    def when(self) -> str:
        """The moment of the news where the recipient is, and in UTC; its age where it is old."""
        at = self.account.event.at
        utc, local = at.astimezone(UTC), self._local(at)
        if local.utcoffset() == timedelta():
            text = self.tongue.say("moment-utc", utc=self.tongue.moment(utc, year=True))
        else:
            same = local.date() == utc.date()
            there = self.tongue.clock(utc) if same else self.tongue.moment(utc)
            text = self.tongue.say("moment-local", local=self.tongue.moment(local, year=True), utc=there)
        return f"{text}{self.tongue.comma}{self.age}" if self.age else text

    @cached_property
    def when_short(self) -> tuple[str, str]:
        """The same, as short as an SMS needs it, where the recipient is and in UTC: ``28 Nov 10:58`` and ``(07:58Z)``."""
        at = self.account.event.at
        utc, local = at.astimezone(UTC), self._local(at)
        day = f"{local:%d/%m}" if self.tongue.turned else self.tongue.moment(local).rpartition(" ")[0]
        old = f"{self.tongue.comma}{self.age}" if self.age else ""
        zulu = f"{utc:%H:%M}Z"
        if local.utcoffset() == timedelta():
            return f"{day} {zulu}{old}", ""
        return f"{day} {local:%H:%M}{old}", f"({zulu})"

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(zone_named(self.account.background.zone))

    @cached_property
    def age(self) -> str:
        """How old the news is, where it is old."""
        age = self.account.age
        return "" if age is None else self.tongue.say("old", span=self.tongue.span(age))

    @cached_property
    def doubt(self) -> str:
        """Who alone says that it is over, where it is contested."""
        who = shown(self.account.event.contested)
        return self.tongue.say("contested-by", who=called(who, self.tongue)) if who else ""

    def quotations(self, most: int, longest: int) -> tuple[Quotation, ...]:
        """The words that it stands on: at most so many, each at most so long."""
        return quotations(self.account, self.tongue, most, longest)

    def runbook(self, longest: int) -> str:
        """What the rule says is to be done, in the operator's words; nothing once it is over, unless that is contested."""
        if self.account.event.event in _PAST and not self.account.event.contested:
            return ""
        text = " ".join(shown(line) for line in self.account.runbook.splitlines())
        return cut(" ".join(text.split()), longest)

    def reason(self, longest: int) -> str:
        """Why it was told, which is said in English alone; in other languages nothing but what is wrong with the service."""
        told = self.tongue.code == FALLBACK or self.of_the_service
        return self.tongue.alone(cut(shown(self.account.event.reason), longest)) if told else ""

    @cached_property
    def left_out(self) -> str:
        """What kinds of things were cut out of it for its reader; empty where nothing was."""
        return left_out(self.account.cuts, self.tongue) if self.account.cuts else ""

    @property
    def rule(self) -> str:
        """The rule's id."""
        return shown(self.account.event.rule)

    @property
    def confirming(self) -> str:
        """The command that acknowledges the incident; empty where nothing is to be acknowledged."""
        waits = self.account.event.event in ("fire", "escalate", "update")
        return f"tocsin incidents ack {self.account.event.incident[:12]}" if waits else ""

    def line(self, name: str, text: str) -> str:
        """A line of a message: its name, in the recipient's language, and its text."""
        return f"{self.tongue.say(name)}{self.tongue.say('colon')} {text}"


def left_out(kinds: Sequence[Kind], tongue: Tongue) -> str:
    """The line that says what kinds of things were cut."""
    return tongue.say("left-out", what=tongue.comma.join(tongue.say(f"cut-{one}") for one in kinds))
