"""The page of messages: what went out of archives' alerts, for each kind of event, channel and language."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from streams.core.alerts import Earlier, Emission
from streams.core.hearing import told_last
from streams.core.messages.accounts import Account, Background
from streams.core.messages.characters import size
from streams.core.messages.matters import matter
from streams.core.messages.rendering import rendered
from streams.core.messages.samples import samples
from streams.core.sensitivity.cuts import cut
from streams.edges.rulebook import Rulebook

ZONE = "Asia/Damascus"


def accounts_of(emissions: Iterable[Emission], book: Rulebook) -> tuple[Account, ...]:
    """What people are told of emissions, in their order, each after what they were told before."""
    last: dict[str, Earlier | None] = {}
    found: list[Account] = []
    for emission in emissions:
        event = emission.event
        # An end for want of news is told to those who ask for it.
        if not emission.material and event.event != "expire":
            continue
        rule = book.rules.get(event.rule)
        found.append(
            Account(
                event,
                Background(
                    voices=emission.voices,
                    cited=emission.cited,
                    earlier=last.get(event.incident),
                    corrected=emission.revised,
                    grading=emission.grading,
                    zone=ZONE,
                ),
                matter(rule),
                rule.runbook if rule else "",
            )
        )
        last[event.incident] = told_last(last.get(event.incident), emission)
    return tuple(found)


def messages_page(stories: Sequence[tuple[str, tuple[Account, ...]]], book: Rulebook) -> str:
    """The page, in Markdown. ``stories`` are the names of archives with what people are told of them."""
    return "\n".join(_page(stories, book)) + "\n"


def _page(stories: Sequence[tuple[str, tuple[Account, ...]]], book: Rulebook) -> Iterator[str]:
    made = " ".join(f"--story {name}" for name, _ in stories)
    yield f"# Messages, as they go out\n\nMade by `tocsin preview {made}`; a test holds it to the code."
    yield "How they are made, and how to write your own: [writing-messages.md](writing-messages.md). The recipient is in"
    yield "Damascus, and the channel is read outside the organisation too, as every channel is that is not said to be"
    yield "[inside](sensitivity.md). The text of an e-mail is that of a chat message; its page, with more quotations, is"
    yield "shown by `tocsin preview toll --channel email --html`."
    for name, whole in stories:
        accounts = tuple(cut(one, book.guard) for one in whole)
        yield f"\n## {name}: every SMS\n\n```text"
        yield from (rendered(account, "sms", book.stationery).body for account in accounts)
        yield f"```\n\n## {name}: the first message of each rule and kind of event"
        for account in _firsts(accounts):
            yield from _shown(f"{account.event.rule}: {account.event.event}", account, book)
    yield "\n## Samples\n\nWhat no story has; each is shown by `tocsin preview NAME`."
    for name, account in samples(zone=ZONE).items():
        yield from _shown(name, cut(account, book.guard), book)


def _firsts(accounts: Iterable[Account]) -> Iterable[Account]:
    found: dict[tuple[str, str], Account] = {}
    for account in accounts:
        found.setdefault((account.event.rule, account.event.event), account)
    return found.values()


def _shown(title: str, account: Account, book: Rulebook) -> Iterator[str]:
    yield f"\n### {title}"
    for language in book.stationery.wording.languages:
        one = replace(account, background=account.background.model_copy(update={"language": language}))
        text = rendered(one, "sms", book.stationery).body
        taken = size(text)
        parts = "1 part" if taken.segments == 1 else f"{taken.segments} parts"
        yield f"\nsms, {language} ({taken.alphabet}, length {taken.units}, {parts})\n\n```text\n{text}\n```"
        yield f"\nchat, {language}\n\n```text\n{rendered(one, 'chat', book.stationery).whole}\n```"
        yield f"\nemail, {language}\n\n```text\nSubject: {rendered(one, 'email', book.stationery).title}\n```"
