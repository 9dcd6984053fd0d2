"""Together: the words of a digest or group in its reader's language: what it stands for, and a line for each of the worst."""

from collections.abc import Mapping, Sequence
from typing import Literal

from streams.core.alerts import SEVERITIES, AlertEvent, Severity
from streams.core.facts import Frozen
from streams.core.messages.accounts import Account, Background, Medium
from streams.core.messages.characters import cut_closed
from streams.core.messages.chat import BODY, TITLE
from streams.core.messages.phrases import Phrases, left_out
from streams.core.messages.rendering import Rendered, bare, phrased
from streams.core.messages.wording import Tongue, Wording
from streams.core.sensitivity.marks import ordered

Gathering = Literal["catch-up", "after-quiet", "digest", "together"]
"""Why several go out as one: they are old; they waited for quiet hours to end; there were too many; they belong together."""

_LONGEST_LINE = 200


class Line(Frozen):
    """One alert of a digest, with no more than its line needs."""

    event: AlertEvent
    background: Background = Background()


class Gathered(Frozen):
    """What a digest stands for: how many of each severity, the worst of them with a line each, and how many more there are."""

    why: Gathering
    counts: dict[Severity, int]
    lines: tuple[Line, ...]
    more: int = 0
    recipient: str = ""


def gathered(
    told: Gathered, accounts: Sequence[Account], medium: Medium, wording: Wording, *, repeated: bool
) -> Rendered:
    """The message for a kind of channel. ``accounts`` are those of its lines, as their reader may see them; at least one.

    Without a ``recipient``, whom a reader outside may not know, it tells how to find the others without one.
    """
    phrases = [phrased(one, medium, wording) for one in accounts]
    tongue = phrases[0].tongue
    first = f"({tongue.say('repeated')}) " if repeated else ""
    lines = [f"- {_line(one)}" for one in phrases]
    if told.more:
        command = tongue.alone(f"tocsin deliveries{f' --recipient {told.recipient}' if told.recipient else ''}")
        lines.append(tongue.say("and-more", count=told.more, command=command))
    cuts = ordered({kind for one in accounts for kind in one.cuts})
    if cuts:
        lines.append(left_out(cuts, tongue))
    body = "\n".join((tongue.say(f"why-{told.why}"), *lines))
    return bare(first + cut_closed(_title(told, phrases[0], tongue), TITLE), cut_closed(body, _BODIES), medium, cuts)


_BODIES = 2 * BODY
"""Characters of the longest digest: services cut what they have no room for at its end."""


def _title(told: Gathered, worst: Phrases, tongue: Tongue) -> str:
    count = sum(told.counts.values())
    if told.why == "together":
        return f"{worst.lead}: {worst.headline} ({tongue.say('more-alerts', count=count - 1)})"
    drill = f"{tongue.say('exercise')} " if worst.account.event.exercise else ""
    return f"{drill}{tongue.say(told.why)}: {tongue.say('alerts', count=count)} ({_tally(told.counts, tongue)})"


def _tally(counts: Mapping[Severity, int], tongue: Tongue) -> str:
    found = [one for one in reversed(SEVERITIES) if counts.get(one)]
    return tongue.comma.join(tongue.say("tally", count=counts[one], severity=tongue.say(one)) for one in found)


def _line(one: Phrases) -> str:
    code = f", {one.account.code}" if one.account.code else ""
    return f"{one.lead}: {cut_closed(one.headline, _LONGEST_LINE)} ({' '.join(filter(None, one.when_short))}{code})"
