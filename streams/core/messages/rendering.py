"""Rendering: an account as the message of one channel, by the operator's template where there is one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from jinja2 import Template

from streams.core.messages.accounts import Account, Medium
from streams.core.messages.characters import cut, cut_closed, folded, size
from streams.core.messages.chat import BODY, TITLE, chat
from streams.core.messages.email import email, threading
from streams.core.messages.phrases import Phrases
from streams.core.messages.sms import fits, sms
from streams.core.messages.templates import OwnTemplate, TemplateFault
from streams.core.messages.wording import Wording
from streams.core.sensitivity.marks import Kind


@dataclass(frozen=True)
class Rendered:
    """A message as it goes out. ``html`` and ``headers`` are for e-mail alone; an SMS has no title.

    ``fault`` is why the operator's template could not be used, and the built-in words stand here; empty otherwise. ``cuts`` are the
    kinds of what was left out for its reader.
    """

    title: str
    body: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""
    cuts: tuple[Kind, ...] = ()

    @property
    def whole(self) -> str:
        """Title and text as one."""
        return f"{self.title}\n{self.body}" if self.title else self.body


@dataclass(frozen=True, eq=False)
class Stationery:
    """What messages are made with: the tables of languages, the page of e-mails, and the operator's templates by file name."""

    wording: Wording
    page: Template
    templates: Mapping[str, OwnTemplate] = field(default_factory=dict)

    def template(self, medium: Medium, language: str) -> OwnTemplate | None:
        """The operator's template of a medium: that of the language, else the one for every language."""
        base = language.partition("-")[0]
        return self.templates.get(f"{medium}.{base}") or self.templates.get(medium)


def rendered(account: Account, medium: Medium, stationery: Stationery) -> Rendered:
    """The message of an account for a kind of channel."""
    return replace(_rendered(account, medium, stationery), cuts=account.cuts)


def _rendered(account: Account, medium: Medium, stationery: Stationery) -> Rendered:
    phrases = phrased(account, medium, stationery.wording)
    template = stationery.template(medium, account.background.language)
    if template is None:
        return _built_in(phrases, medium, stationery)
    try:
        return _by_template(template, phrases, medium)
    except TemplateFault as error:
        built_in = _built_in(phrases, medium, stationery)
        return replace(built_in, fault=str(error))


def phrased(account: Account, medium: Medium, wording: Wording) -> Phrases:
    """The parts of an account in its reader's language. Only where there is room for them are directions marked."""
    tongue = wording.tongue(account.background.language)
    if tongue.turned and medium != "sms":
        tongue = wording.tongue(account.background.language, isolating=True)
    return Phrases(account, tongue)


def bare(title: str, body: str, medium: Medium, cuts: tuple[Kind, ...] = ()) -> Rendered:
    """Words that are already composed, such as a digest's, for a kind of channel."""
    if medium == "sms":
        return Rendered("", _short(f"{title}\n{body}"), cuts=cuts)
    return Rendered(title, body, cuts=cuts)


def _built_in(phrases: Phrases, medium: Medium, stationery: Stationery) -> Rendered:
    if medium == "sms":
        return Rendered("", sms(phrases))
    if medium == "email":
        mail = email(phrases, stationery.page)
        return Rendered(mail.subject, mail.text, mail.html, mail.headers)
    return Rendered(*chat(phrases))


def _by_template(template: OwnTemplate, phrases: Phrases, medium: Medium) -> Rendered:
    """The template's words, behind the marks that no template can leave out. Its first line is the title."""
    lines = template.filled(phrases).splitlines()
    first = " ".join((*phrases.marks, lines[0]))
    if medium == "sms":
        return Rendered("", _short(" ".join((first, *lines[1:]))))
    headers = threading(phrases.account) if medium == "email" else {}
    body = cut_closed("\n".join(lines[1:]).strip() or first, BODY)
    if phrases.left_out and phrases.left_out not in body:
        body = f"{body}\n{phrases.left_out}"
    return Rendered(cut_closed(first, TITLE), body, headers=headers)


def _short(text: str) -> str:
    """A text within what an SMS takes, one part more at most."""
    plain = folded(" ".join(text.split()))
    text = plain if size(plain).alphabet == "GSM-7" else " ".join(text.split())
    while not fits(text, 1):
        text = cut(text, len(text) - max(1, len(text) // 20))
    return text
