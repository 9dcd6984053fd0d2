"""Accounts: everything that a message says of an alert, whatever its channel and language.

``Background`` travels with a delivery; an ``Account`` joins it with the rule that is in force and the moment of sending.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Literal

from pydantic import Field

from streams.core.alerts import AlertEvent, Cited, Earlier, Voice
from streams.core.facts import Frozen
from streams.core.grades import Grading
from streams.core.grouping import UNLOCATED, label
from streams.core.messages.characters import cut, shown
from streams.core.sensitivity.marks import Kind

OLD = timedelta(hours=1)
"""News older than this when its message is made says its age."""

Medium = Literal["sms", "chat", "email"]
"""The kinds of channel that messages are composed for."""

LONGEST = 400
"""Characters of the longest summary that is told whole."""

PLACES = 3
"""Places that a message names."""

_LONGEST = 60


class Background(Frozen):
    """What a message says beside the event itself. ``zone`` (IANA) and ``language`` (ISO 639-1) are the recipient's.

    ``unanswered`` is for how long nobody has acknowledged the incident, in seconds, where that is why it is told;
    ``again`` is how often it was told before, where it lasts and is told again; ``grading`` what the alert is worth.
    """

    voices: tuple[Voice, ...] = ()
    cited: tuple[Cited, ...] = ()
    earlier: Earlier | None = None
    corrected: bool = False
    unanswered: int = Field(default=0, ge=0)
    again: int = Field(default=0, ge=0)
    grading: Grading | None = None
    language: str = "en"
    zone: str = "UTC"


@dataclass(frozen=True)
class Account:
    """One alert as it is told to one recipient.

    ``matter`` is what the rule watches over (``streams.core.messages.matters``), ``runbook`` what it says is to be done.
    ``now`` judges how old the news is; without it, as while an archive is played, no age counts. ``repeated``: the message
    may have arrived before. ``cuts`` are the kinds of what was taken out of it for its reader (``streams.core.sensitivity``).
    ``blurred``: its places are only about where they say. ``reader`` tells one reader's mailbox from another's.
    """

    event: AlertEvent
    background: Background = field(default_factory=Background)
    matter: str = ""
    runbook: str = ""
    now: datetime | None = None
    repeated: bool = False
    cuts: tuple[Kind, ...] = ()
    blurred: bool = False
    reader: str = ""

    @property
    def opens(self) -> bool:
        """Whether it is the first that its reader is told of the incident."""
        background = self.background
        return background.earlier is None and not background.unanswered and not background.again

    @cached_property
    def label(self) -> str:
        """The incident's name for people."""
        return cut(shown(label(self.event.key)) or shown(self.event.summary), LONGEST)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Where it is, each with its province and country, the first being where it happened; nothing where no place is named."""
        event, key = self.event, self.event.key
        named = [(one.canonical or one.name, one.admin1, one.country) for one in event.places]
        if not named and UNLOCATED not in key.values():
            named = [(key.get("area") or key.get("place") or "", key.get("admin1"), key.get("country"))]
        return tuple(dict.fromkeys(text for one in named if (text := _joined(one))))[:PLACES]

    @cached_property
    def place_names(self) -> tuple[str, ...]:
        """The same by their own names alone."""
        return tuple(dict.fromkeys(place.partition(", ")[0] for place in self.places))

    @property
    def age(self) -> timedelta | None:
        """How old the news is, where that is to be told."""
        if self.now is None or self.now - self.event.at < OLD:
            return None
        return self.now - self.event.at

    @cached_property
    def voices(self) -> tuple[Voice, ...]:
        """Who says so, one for each origin, the highest figure first; else the event's own sources."""
        own = tuple(one for one in self.background.voices if not one.copied)
        return own or tuple(Voice(source=one) for one in dict.fromkeys(self.event.sources) if one)

    @property
    def origins(self) -> int:
        """How many independent origins report it; where nobody counted them, how many sources."""
        grading = self.background.grading
        return (grading.origins if grading else 0) or len(self.voices)

    @property
    def code(self) -> str:
        """What it is worth: ``B2``; empty where nobody graded it."""
        return self.background.grading.code if self.background.grading else ""

    @property
    def at_least(self) -> bool:
        """Whether everybody who gives the figure says that it is at least so many."""
        giving = [one.at_least for one in self.voices if one.value is not None and one.value == self.event.value]
        return bool(giving) and all(giving)

    @property
    def lowest(self) -> Voice | None:
        """Who gives the lowest figure, where it is not the one that decided."""
        low = min((one for one in self.voices if one.value is not None), key=lambda one: one.value or 0, default=None)
        return None if low is None or low.value == self.event.value else low

    @property
    def silent(self) -> bool:
        """Whether no news brought it, only time: then it names no place of its own."""
        return self.event.event == "expire" and not self.event.evidence

    @property
    def anywhere(self) -> bool:
        """Whether it is of no place at all, as a drill that has words of its own."""
        return not self.places and "drill" in self.event.key

    @property
    def summary(self) -> str:
        """The rule's own line for people."""
        return cut(shown(self.event.summary), LONGEST) or self.label

    def source(self, item: str) -> str:
        """The source of an item behind the event; empty where it is not known."""
        return shown(dict(zip(self.event.items, self.event.sources, strict=False)).get(item, ""))

    def cited(self, item: str) -> Cited:
        """Where the words of an item stand."""
        return next((one for one in self.background.cited if one.item == item), Cited(item=item))


def _joined(parts: tuple[str | None, ...]) -> str:
    known = dict.fromkeys(cut(shown(part), _LONGEST) for part in parts if part)
    return ", ".join(part for part in known if part)
