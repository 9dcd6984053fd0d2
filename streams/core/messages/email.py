"""E-mail: subject, text, and a page of HTML that needs nothing from the network; with the headers that thread them.

The first message of an incident to somebody has an id that comes of the incident, and all further ones reply to it, so that
mail programs put them together (RFC 5322, section 3.6.4). Where it was never sent, as to who hears of an incident late, they do
so all the same: what is missing of a thread is usual. ``Auto-Submitted`` (RFC 3834) keeps answering machines quiet.
"""

from collections.abc import Mapping
from typing import NamedTuple

from jinja2 import Environment, StrictUndefined, Template

from streams.core.alerts import AlertEvent
from streams.core.identity import digest
from streams.core.messages.accounts import Account
from streams.core.messages.chat import chat, title
from streams.core.messages.phrases import Phrases

_QUOTES = 5
_LONGEST_QUOTE = 600
_LONGEST_RUNBOOK = 2000
_LONGEST_REASON = 400

_COLOURS = {"critical": "#b3261e", "major": "#b45309", "minor": "#4d5b00", "info": "#1f5fa8"}
"""A bar's colour by severity while it lasts; white on it has a contrast of 4.5 at least (WCAG 2.2, 1.4.3)."""

_EXERCISE, _OPEN, _PAST = "#5b3f8c", "#2f6b3a", "#4a5560"
"""The bar of an exercise, of what is well again, and of what is withdrawn or of which nothing further was heard."""


class Mail(NamedTuple):
    """One e-mail. ``headers`` are those beside the usual."""

    subject: str
    text: str
    html: str
    headers: Mapping[str, str]


def page_template(source: str) -> Template:
    """The page's template from its source. All that is filled in is escaped, and what nobody gives is an error."""
    room = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return room.from_string(source)


def email(phrases: Phrases, page: Template) -> Mail:
    """The e-mail of an account."""
    subject, text = chat(phrases)
    html = page.render(
        subject=subject,
        lead=phrases.lead,
        headline=phrases.headline,
        phrases=phrases,
        say=phrases.tongue.say,
        colour=_colour(phrases.account.event),
        direction="rtl" if phrases.tongue.turned else "ltr",
        changed=phrases.tongue.stop.join(phrases.changed),
        quotations=phrases.quotations(_QUOTES, _LONGEST_QUOTE),
        runbook=phrases.runbook(_LONGEST_RUNBOOK),
        reason=phrases.reason(_LONGEST_REASON),
    )
    return Mail(title(phrases), text, html, threading(phrases.account))


def _colour(event: AlertEvent) -> str:
    if event.exercise:
        return _EXERCISE
    if event.event == "resolve" and not event.contested:
        return _OPEN
    return _PAST if event.event in ("retract", "expire") else _COLOURS[event.severity]


def threading(account: Account) -> Mapping[str, str]:
    """The headers that put all messages of an incident to its reader into one thread."""
    root = f"<{digest('thread', account.event.incident, account.reader)}@tocsin.invalid>"
    replies = {"Message-ID": root} if account.opens else {"In-Reply-To": root, "References": root}
    return {**replies, "Auto-Submitted": "auto-generated"}
