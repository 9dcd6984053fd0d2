"""The page of messages is what the code makes of the two stories, and each SMS of theirs answers five questions alone."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from streams.cli.preview import command, told_of
from streams.core.messages.accounts import Account
from streams.core.messages.characters import first_segment, folded, size
from streams.core.messages.rendering import phrased, rendered
from streams.edges.rulebook import Rulebook, open_rulebook

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]

STORIES = ("seeds/m5-offensive.jsonl", "tests/eval/story-1.jsonl")


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return open_rulebook(Path("rules"))


@pytest.fixture(scope="module")
def accounts(book: Rulebook) -> list[Account]:
    return [one for story in STORIES for one in told_of(Path(story), book)]


def test_the_page_of_messages_is_what_the_command_prints() -> None:
    printed = CliRunner().invoke(command, [word for story in STORIES for word in ("--story", story)])
    assert printed.exit_code == 0
    same = printed.stdout == Path("docs/messages.md").read_text(encoding="utf-8")
    assert same, "make it anew: tocsin preview --story ... > docs/messages.md, as its first lines say"


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_an_sms_alone_says_what_where_when_how_sure_and_what_changed(
    book: Rulebook, accounts: list[Account], language: str
) -> None:
    assert len(accounts) >= 20
    for told in accounts:
        background = told.background.model_copy(update={"language": language})
        account = Account(told.event, background, told.matter, told.runbook)
        text = rendered(account, "sms", book.stationery).body
        phrases = phrased(account, "sms", book.stationery.wording)
        first = first_segment(text)
        what = phrases.headline.replace(" (SYR)", "") if language == "ar" else phrases.headline
        assert size(text).segments == (2 if language == "ar" else 1)
        for part in (phrases.lead, what, *phrases.changed[:1], phrases.when_short[0], phrases.sources):
            assert part in first or folded(part) in first, (part, text)
        assert any(name in text for name in (*account.place_names, account.label.partition(" (")[0]))
        if account.event.value is not None:
            assert f"{account.event.value:,}" in first
        before = account.background.earlier
        if before is not None and before.value is not None and before.value != account.event.value:
            assert f"{before.value:,}" in first


def test_what_changed_is_told_of_every_message_but_the_first_of_an_incident(
    accounts: list[Account], book: Rulebook
) -> None:
    firsts = [one for one in accounts if one.background.earlier is None]
    assert {one.event.event for one in firsts} == {"fire"}
    for one in accounts:
        changed = phrased(one, "sms", book.stationery.wording).changed
        assert bool(changed) == (one not in firsts)
