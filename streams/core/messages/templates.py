"""Templates of operators: their own words for a kind of channel, in Jinja, with only what a message needs.

What a template may do is so little that it ends soon whatever it is given: print, choose, and go through the quotations,
at most two levels deep. There are no calls, no assignments, no arithmetic that makes long texts, no files. Its output is
cut off at ``LONGEST``.
"""

from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from streams.core.errors import TocsinError
from streams.core.messages.phrases import Phrases

LONGEST = 4000
"""Characters of what a template makes."""

LONGEST_SOURCE = 8000
"""Characters of a template."""

DEEPEST = 2
"""Loops within loops."""

FILTERS = (
    "upper",
    "lower",
    "capitalize",
    "title",
    "trim",
    "first",
    "last",
    "length",
    "join",
    "default",
    "truncate",
    "int",
    "abs",
)

_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem, nodes.Filter,
    nodes.If, nodes.For, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Test,
    nodes.Concat, nodes.List, nodes.Tuple, nodes.Slice, nodes.Neg, nodes.Keyword,
)  # fmt: skip


class TemplateFault(TocsinError):
    """A template that cannot be used, or that failed with an alert; in words for its operator."""


class OwnTemplate:
    """One operator's template, ready to be filled in. Raises TemplateFault for one that asks for more than it may."""

    def __init__(self, source: str, name: str) -> None:
        self.name = name
        if len(source) > LONGEST_SOURCE:
            raise TemplateFault(f"{name}: it has {len(source):,} characters; a template has at most {LONGEST_SOURCE:,}")
        room = ImmutableSandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        room.filters = {one: room.filters[one] for one in FILTERS}
        room.globals.clear()
        try:
            _checked(room.parse(source), name)
            self._template = room.from_string(source)
        except TemplateError as error:
            line = getattr(error, "lineno", None) or 1
            raise TemplateFault(f"{name}:{line}: {error.message or 'it cannot be read'}") from None

    def filled(self, phrases: Phrases) -> str:
        """The template's text for an alert, at most ``LONGEST`` characters. Raises TemplateFault where it fails or says nothing."""
        parts: list[str] = []
        room = LONGEST
        try:
            for part in self._template.generate(values(phrases)):
                parts.append(part[:room])
                room -= len(parts[-1])
                if room <= 0:
                    break
        except Exception as error:  # noqa: BLE001 (expressions raise what they like; the alert is told all the same)
            raise TemplateFault(f"{self.name}: {type(error).__name__}: {error}") from None
        text = "".join(parts).strip()
        if not text:
            raise TemplateFault(f"{self.name}: it says nothing of this alert")
        return text


def values(phrases: Phrases) -> Mapping[str, Any]:
    """What a template may name: texts in the reader's language, and the figures."""
    account, tongue = phrases.account, phrases.tongue
    event = account.event
    low, high = event.range or (None, None)
    return {
        "event": event.event,
        "kind": tongue.say(event.event),
        "severity": event.severity,
        "grade": tongue.say(event.severity).upper(),
        "headline": phrases.headline,
        "label": phrases.label,
        "where": phrases.where,
        "changed": tongue.stop.join(phrases.changed),
        "sure": phrases.sure,
        "sources": phrases.sources,
        "origins": account.origins,
        "worth": phrases.worth,
        "when": phrases.when,
        "when_short": " ".join(part for part in phrases.when_short if part),
        "age": phrases.age,
        "doubt": phrases.doubt,
        "reason": phrases.reason(400),
        "value": event.value,
        "low": low,
        "high": high,
        "left_out": phrases.left_out,
        "rule": phrases.rule,
        "runbook": phrases.runbook(1000),
        "confirm": phrases.confirming,
        "incident": event.incident[:12],
        "exercise": event.exercise,
        "quotes": [
            {
                "text": one.text,
                "source": one.source,
                "language": one.language,
                "url": one.where,
                "line": one.line,
            }
            for one in phrases.quotations(3, 300)
        ],
    }


def _checked(tree: nodes.Template, name: str) -> None:
    """Raise TemplateFault where a template has what none may have."""
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _NODES):
            what = type(node).__name__.lower()
            raise TemplateFault(
                f"{name}:{node.lineno}: a template may not use {what}; it prints, chooses and loops, no more"
            )
        if isinstance(node, nodes.For) and (node.recursive or _depth(node) > DEEPEST):
            raise TemplateFault(f"{name}:{node.lineno}: loops go {DEEPEST} deep, and never into themselves")


def _depth(loop: nodes.Node) -> int:
    inner = max((_depth(one) for one in loop.iter_child_nodes()), default=0)
    return inner + isinstance(loop, nodes.For)
