import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.cli import main
from streams.cli.preview import command


def preview(*words: str) -> Result:
    return CliRunner().invoke(command, words)


def test_a_sample_is_shown_with_its_alphabet_length_and_parts() -> None:
    shown = preview("fire", "--channel", "sms", "--zone", "Asia/Damascus")
    assert shown.stdout == (
        "NEW CRITICAL: M4 (SYR) is cut, says river-radio; 1 Mar 10:58 (07:58Z); 1 source only; Ariha; route-severed; "
        "ack 54572ffb48cc\n"
    )
    assert shown.stderr == "GSM-7, length 124, 1 part\n"


def test_a_sample_is_shown_in_a_language() -> None:
    told = json.loads(preview("toll", "--channel", "sms", "--lang", "ar", "--json").stdout)
    assert (told["alphabet"], told["segments"]) == ("UCS-2", 2)
    assert told["body"].startswith("جديد خطير: 62 قتيلا في Idlib؛")


def test_an_e_mail_is_shown_with_its_headers_and_its_page() -> None:
    assert "Message-ID: <" in preview("fire", "--channel", "email").stdout
    assert preview("fire", "--channel", "email", "--html").stdout.startswith("<!DOCTYPE html>")


def test_the_page_of_messages_has_the_samples_as_they_are() -> None:
    page = Path("docs/messages.md").read_text(encoding="utf-8")
    for name in ("toll", "escalate", "contested", "exercise"):
        for language in ("ar", "en", "es", "fr"):
            for channel in ("sms", "chat"):
                words = (name, "--channel", channel, "--lang", language, "--zone", "Asia/Damascus")
                assert f"\n{preview(*words).stdout}```" in page


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "name an incident, or a sample: fire, toll"),
        (("fire", "--lang", "xx"), "there are messages in ar, en, es, fr"),
        (("fire", "--to", "nobody-known"), "is none of the recipients"),
        (("fire", "--html"), "--channel email"),
    ],
)
def test_what_cannot_be_shown_is_said(words: tuple[str, ...], why: str) -> None:
    shown = CliRunner().invoke(main, ["preview", *words])
    assert shown.exit_code == 2
    assert why in shown.stderr
