"""Chat: a title and a few plain lines, the weightiest first, since services shorten from the end."""

from collections.abc import Iterator

from streams.core.messages.characters import cut_closed
from streams.core.messages.phrases import Phrases

TITLE = 200
"""Characters of the longest title."""

BODY = 2500
"""Characters of the longest text."""

_QUOTES = 2
_LONGEST_QUOTE = 300
_LONGEST_RUNBOOK = 500
_LONGEST_LINE = 400
_LONGEST_REASON = 500


def title(phrases: Phrases) -> str:
    """What happened, how grave, what and where."""
    lead = f"{phrases.lead}: "
    return lead + cut_closed(phrases.headline, TITLE - len(lead))


def chat(phrases: Phrases) -> tuple[str, str]:
    """The title and the text."""
    return title(phrases), "\n".join(_lines(phrases))


def _lines(phrases: Phrases) -> Iterator[str]:
    if phrases.account.event.exercise:
        yield phrases.tongue.say("drill")
    if phrases.account.repeated:
        yield phrases.tongue.say("repeated-line")
    if phrases.where:
        yield phrases.line("where", cut_closed(phrases.where, _LONGEST_LINE))
    if phrases.changed:
        yield phrases.line("changed", phrases.tongue.stop.join(phrases.changed))
    if phrases.of_the_service and (reason := phrases.reason(_LONGEST_REASON)):
        yield phrases.line("why", reason)
    if phrases.vouched:
        yield phrases.line("sure", cut_closed(phrases.sure, _LONGEST_LINE))
    if phrases.worth:
        yield phrases.line("worth", phrases.worth)
    if phrases.doubt:
        yield phrases.line("doubt", phrases.doubt)
    yield phrases.line("when", phrases.when)
    yield phrases.line("rule", phrases.tongue.alone(phrases.rule))
    quotations = phrases.quotations(_QUOTES, _LONGEST_QUOTE)
    yield from (one.line for one in quotations)
    yield from dict.fromkeys(one.where for one in quotations if one.where)
    if phrases.left_out:
        yield phrases.left_out
    if runbook := phrases.runbook(_LONGEST_RUNBOOK):
        yield phrases.line("do", phrases.tongue.alone(runbook))
    if phrases.confirming:
        yield phrases.line("confirm", phrases.tongue.alone(phrases.confirming))
