import json
import runpy
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.cli import main
from streams.cli.preview import command
from tests.cases import each


def preview(*words: str) -> Result:
    return CliRunner().invoke(command, words)


def test_a_sample_is_shown_with_its_alphabet_length_and_parts() -> None:
    shown = preview("fire", "--channel", "sms", "--zone", "Asia/Damascus")
    assert shown.stdout == (
        "NEW CRITICAL: M4 (SYR) is cut, says river-radio; 1 Mar 10:58 (07:58Z); 1 source only (C3); Ariha; route-severed; "
        "ack 54572ffb48cc\n"
    )
    assert shown.stderr == "GSM-7, length 129, 1 part\n"


def test_a_sample_is_shown_in_a_language() -> None:
    told = json.loads(preview("toll", "--channel", "sms", "--lang", "ar", "--json").stdout)
    assert (told["alphabet"], told["segments"]) == ("UCS-2", 2)
    assert told["body"].startswith("جديد خطير: ما لا يقل عن 62 قتيلا في Idlib؛")


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


@each(
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


def test_a_named_channel_shows_what_it_would_be_sent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = "whsec_" + "3f9c" * 12
    monkeypatch.setenv("TOCSIN_CHANNEL_DESK_PHONE", "json://127.0.0.1/desk")
    monkeypatch.setenv("TOCSIN_CHANNEL_HOOK", f"webhooks://{secret}@hooks.example.org/a?format=geojson")
    (tmp_path / "tocsin.yaml").write_text("sending:\n  audience: {desk-phone: inside}\n  media: {desk-phone: email}\n")
    monkeypatch.setenv("TOCSIN_CONFIG", str(tmp_path / "tocsin.yaml"))
    assert "Karim Sample" in preview("named", "--channel", "desk-phone").stdout
    assert "Left out: names, coordinates" in preview("named", "--channel", "desk-phone", "--outside").stdout
    shown = preview("named", "--channel", "hook").stdout
    assert json.loads(shown)["features"][0]["properties"]["quote"] is None
    assert json.loads(preview("named", "--channel", "event", "--inside").stdout)["evidence"]
    assert "Karim" not in shown


def test_an_audience_that_is_none_is_refused_with_its_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "tocsin.yaml").write_text("sending:\n  audience:\n    desk-phone: insid\n")
    monkeypatch.setenv("TOCSIN_CONFIG", str(tmp_path / "tocsin.yaml"))
    refused = CliRunner().invoke(main, ["config"])
    assert refused.exit_code == 2
    assert "tocsin.yaml:3:17: sending.audience.desk-phone: Input should be 'inside' or 'outside'" in refused.stderr


def test_each_sms_of_the_stories_answers_the_five_questions_in_its_own_words() -> None:
    check = runpy.run_path("scripts/sms_check.py")
    page = Path("docs/messages.md").read_text(encoding="utf-8")
    messages = check["messages"](page)
    assert len(messages) >= 20
    for message in messages:
        answers = check["answers"](message)
        assert all(answers), (message, answers)
        assert all(part in message for answer in answers for part in answer.split("; "))
    same = Path("docs/sms-check.md").read_text(encoding="utf-8") == "\n".join(check["check"](page)) + "\n"
    assert same, "make it anew: python scripts/sms_check.py > docs/sms-check.md"
