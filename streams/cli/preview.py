"""``tocsin preview``: Show exactly what a message looks like on a channel, with its length."""

import asyncio
import json
from pathlib import Path
from typing import NamedTuple, get_args

import click

from streams.cli.preview_page import accounts_of, messages_page
from streams.core.alerts import Earlier, Emission
from streams.core.drills import is_drill, practised
from streams.core.errors import BadMessage, Misuse
from streams.core.formats.bodies import Form, body
from streams.core.hearing import told_last
from streams.core.items import Item
from streams.core.messages.accounts import Account, Background, Medium
from streams.core.messages.characters import size
from streams.core.messages.matters import matter
from streams.core.messages.rendering import Rendered, rendered
from streams.core.messages.samples import samples
from streams.core.pipeline import Pipeline
from streams.core.sensitivity.cuts import blurred, cut
from streams.core.sensitivity.marks import Audience
from streams.edges.archives import BadLine, read_archive
from streams.edges.atlas import zones
from streams.edges.channels import open_channels
from streams.edges.clocks import SystemClock
from streams.edges.rulebook import Rulebook, open_rulebook
from streams.edges.settings import KafkaSettings, load_settings
from streams.edges.webhooks import WebhookChannel
from streams.replay.run import replay


@click.command(epilog="Example: tocsin preview toll --channel sms --lang ar")
@click.argument("alert", metavar="INCIDENT|SAMPLE", required=False)
@click.option(
    "--channel",
    default="chat",
    show_default=True,
    help="sms, chat or email; event, cap, geojson or csv for programs; or the name of a channel, as it gets it.",
)
@click.option(
    "--inside/--outside",
    default=None,
    help="As people of the organisation see it, or anybody else; else by the channel's setting, else outside.",
)
@click.option("--lang", "language", help="The language, such as ar; else the recipient's, else English.")
@click.option("--zone", help="The time zone, such as Asia/Damascus; else the recipient's, else UTC.")
@click.option("--to", "recipient", help="As this recipient of the subscriptions gets it.")
@click.option("--rules", type=click.Path(path_type=Path), help="The folder of rules, with its templates in messages/.")
@click.option(
    "--story",
    "stories",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="Instead: a page in Markdown of all that goes out of an archive, in every language.",
)
@click.option("--html", "as_html", is_flag=True, help="The page of an e-mail alone, to open in a browser.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with length and parts.")
def command(
    *,
    alert: str | None,
    channel: str,
    inside: bool | None,
    language: str | None,
    zone: str | None,
    recipient: str | None,
    rules: Path | None,
    stories: tuple[Path, ...],
    as_html: bool,
    as_json: bool,
) -> None:
    """Show what goes out for an incident's last message, or for a sample, and how long it is. Nothing is sent.

    Samples need no Kafka: fire, toll, escalate, update, resolve, acknowledge, retract, expire, exercise, repeated,
    corrected, unanswered, again, contested, arabic-quote, named, nowhere, other-rule.
    """
    book = open_rulebook(rules or load_settings().rules, to_alert=bool(stories))
    for problem in book.problems:
        click.echo(str(problem), err=True)
    if stories:
        click.echo(messages_page([(path.as_posix(), told_of(path, book)) for path in stories], book), nl=False)
        return
    if alert is None:
        raise Misuse(f"name an incident, or a sample: {', '.join(samples())}")
    background = _background(book, recipient, language, zone)
    account = samples(background.language, background.zone).get(alert) or _of_incident(alert, book, background)
    way = _channel(channel)
    outside = way.audience == "outside" if inside is None else not inside
    seen = cut(account, book.guard) if outside else account
    if way.form is not None:
        click.echo(body(blurred(seen) if outside else seen, way.form, sender=way.sender).rstrip())
        return
    message = rendered(seen, way.medium, book.stationery)
    if message.fault:
        click.echo(f"the template cannot be used, so these are the built-in words: {message.fault}", err=True)
    if as_html:
        if not message.html:
            raise Misuse("only an e-mail that no template of yours makes has a page: --channel email")
        click.echo(message.html)
    elif as_json:
        click.echo(json.dumps(_values(message), ensure_ascii=False))
    else:
        _show(message, way.medium)


class _Way(NamedTuple):
    """How a channel's messages are composed: in which ``form``, where programs read it, else for which ``medium``; for and by whom."""

    medium: Medium = "chat"
    form: Form | None = None
    audience: Audience = "outside"
    sender: str = "tocsin"


def _channel(name: str) -> _Way:
    """How the messages of a kind of channel, or of one by its name, are composed."""
    for medium in get_args(Medium):
        if name == medium:
            return _Way(medium)
    for form in get_args(Form):
        if name == form:
            return _Way(form=form)
    settings = load_settings()
    if name not in settings.channels:
        known = ", ".join((*get_args(Medium), *get_args(Form), *sorted(settings.channels)))
        raise Misuse(f"--channel: {name} is no kind of channel and has no address; there are {known}")
    opened = open_channels({name: settings.channels[name]}, 1, 1, settings.sending.media)[name]
    if isinstance(opened, str):
        raise Misuse(f"--channel: {name} cannot be used: {opened}")
    audience = settings.sending.audience.get(name, "outside")
    if isinstance(opened, WebhookChannel):
        return _Way(form=opened.form, audience=audience, sender=opened.sender)
    return _Way(opened.medium, audience=audience)


def _show(message: Rendered, medium: Medium) -> None:
    for name, value in message.headers.items():
        click.echo(f"{name}: {value}")
    if message.title:
        click.secho(message.title, bold=True)
    click.echo(message.body)
    taken = size(message.whole)
    if medium == "sms":
        parts = "1 part" if taken.segments == 1 else f"{taken.segments} parts"
        click.echo(f"{taken.alphabet}, length {taken.units}, {parts}", err=True)
    else:
        click.echo(f"{len(message.whole)} characters", err=True)


def _values(message: Rendered) -> dict[str, object]:
    values: dict[str, object] = {"title": message.title, "body": message.body}
    if message.html:
        values |= {"html": message.html, "headers": dict(message.headers)}
    return values | size(message.whole)._asdict() | {"characters": len(message.whole), "fault": message.fault}


def _background(book: Rulebook, recipient: str | None, language: str | None, zone: str | None) -> Background:
    known = book.subscriptions.recipients
    if recipient is not None and recipient not in known:
        raise Misuse(f"--to: {recipient} is none of the recipients: {', '.join(known) or 'there are none'}")
    whose = known[recipient] if recipient else None
    if language and language.partition("-")[0] not in book.stationery.wording.languages:
        raise Misuse(f"--lang: there are messages in {', '.join(book.stationery.wording.languages)}")
    if zone and zone not in zones():
        raise Misuse(f"--zone: {zone} is no time zone; write an IANA name, such as Asia/Damascus")
    return Background(
        language=language or (whose.language if whose else "en"), zone=zone or (str(whose.zone) if whose else "UTC")
    )


def told_of(archive: Path, book: Rulebook) -> tuple[Account, ...]:
    """What people are told of an archive."""
    items: list[Item] = []
    for line in read_archive(archive, now=SystemClock().now()):
        if isinstance(line, BadLine):
            click.echo(f"{line.file}:{line.line}: {line.reason}", err=True)
        else:
            items.append(line)
    return accounts_of(replay(items, Pipeline(book.extract, book.rules, book.register)).emissions, book)


def _of_incident(incident: str, book: Rulebook, background: Background) -> Account:
    """The last message of an incident, as who hears of everything gets it."""
    told = asyncio.run(_told(load_settings().kafka, incident))
    if not told:
        names = ", ".join(samples())
        raise Misuse(f"{incident}: nobody was told of an incident with this id, and the samples are {names}")
    if len({one.event.incident for one in told}) > 1:
        raise Misuse(f"{incident}: several incidents have an id that begins so; see `tocsin incidents list`")
    last = told[-1]
    rule = book.rules.get(last.event.rule)
    known = {
        "voices": last.voices,
        "cited": last.cited,
        "earlier": last.earlier,
        "corrected": last.revised,
        "grading": last.grading,
    }
    about = practised(last.event) if is_drill(last.event) else (matter(rule), rule.runbook if rule else "")
    return Account(last.event, background.model_copy(update=known), *about, SystemClock().now())


async def _told(kafka: KafkaSettings, incident: str) -> list[Emission]:
    """What people are told of the incidents whose id begins so, in its order."""
    from streams.kafka.messages import read  # noqa: PLC0415 (a sample needs no Kafka)
    from streams.kafka.reading import everything  # noqa: PLC0415

    last: dict[str, Earlier | None] = {}
    told: list[Emission] = []
    async for record in everything(kafka, "alerts"):
        try:
            emission = read(record.value, Emission)
        except BadMessage:
            continue
        one = emission.event.incident
        if one.startswith(incident) and emission.material:
            told.append(emission.model_copy(update={"earlier": last.get(one)}))
            last[one] = told_last(last.get(one), emission)
    return told
