"""``tocsin subscriptions``: who would be told of what and when, asked without sending anything."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.cli import main

PEOPLE = """\
version: 1
recipients:
  ana: {channels: {info: mail, critical: [sms, mail]}, quiet: night}
  ben: {channels: sms}
rotas:
  duty:
    zone: Europe/Kyiv
    shifts:
      - {who: ana, hours: 08:00-20:00}
      - {who: ben, hours: 20:00-08:00}
quiet_hours:
  night: {zone: Europe/Kyiv, weekly: {hours: 22:00-07:00}}
subscriptions:
  - id: everything
    to: duty
    escalation: [{after: 15m, to: ana}]
    branches:
      - {id: sudan, place: {country: Sudan}, to: ana, group_by: [rule, admin1]}
      - {id: drills, match: exercise=true, to: []}
"""
RULE = Path(__file__).parents[2] / "rules" / "route-severed.yaml"
M5 = ["rule=route-severed", "route=M5", "country=SYR", "severity=critical"]


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    (tmp_path / "subscriptions.yaml").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "route-severed.yaml").write_bytes(RULE.read_bytes())
    return tmp_path


def asked(rules: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["subscriptions", *words, "--rules", str(rules)])


def test_the_way_through_the_branches_is_shown_with_who_is_told_over_what_and_when(rules: Path) -> None:
    answer = asked(rules, "explain", *M5, "--at", "2025-03-01T23:00+02:00", "--json")
    said = json.loads(answer.output)
    branches = [(one["branch"], one["answer"]) for one in said["branches"]]
    assert branches == [
        ("everything", "has it"),
        ("everything/sudan", "lets it go by"),
        ("everything/drills", "lets it go by"),
    ]
    told = [(one["to"], one["over"], one["at"], one["step"]) for one in said["told"]]
    assert told == [
        ("ben", ["sms"], "2025-03-01T23:00:00+02:00", ""),
        ("ana", ["sms", "mail"], "2025-03-01T23:15:00+02:00", "after 15m"),
    ]
    assert said["told"][0]["why"] == "everything, on duty for duty"


def test_it_says_until_when_quiet_hours_hold_and_with_what_an_alert_is_grouped(rules: Path) -> None:
    sudan = ["rule=tolls", "area=Omdurman", "country=SDN", "severity=major"]
    by_night = asked(rules, "explain", *sudan, "--at", "2025-03-01T23:00+02:00", "--json")
    (told,) = [one for one in json.loads(by_night.output)["told"] if not one["step"]]
    assert told["at"] == "2025-03-02T05:00:00+00:00"
    assert "quiet hours night" in told["why"]
    by_day = asked(rules, "explain", *sudan, "--at", "2025-03-01T12:00+02:00")
    assert "with others alike in rule=tolls, admin1=none, 30s" in " ".join(by_day.output.split())


def test_it_says_why_nobody_is_told(rules: Path) -> None:
    drill = asked(rules, "explain", *M5, "exercise=true", "--json")
    assert json.loads(drill.output)["nobody"] == "everything/drills has it, and tells nobody (to: [])"


def test_every_message_that_an_archive_would_bring_is_shown_at_its_moment(rules: Path, tmp_path: Path) -> None:
    item = {"source": "radio", "title": "", "text": "Rebels cut the M5 highway near Saraqib in Syria on Saturday."}
    news = tmp_path / "news.jsonl"
    news.write_text(json.dumps(item | {"published": "2025-03-01T19:50:00+02:00"}), encoding="utf-8")
    lines = [json.loads(line) for line in asked(rules, "messages", str(news), "--json").output.splitlines()]
    shown = [(one["at"], one["to"], one["over"], one["because"]) for one in lines]
    assert shown == [
        ("2025-03-01T19:50:00+02:00", "ana", "sms", "everything, on duty for duty"),
        ("2025-03-01T19:50:00+02:00", "ana", "mail", "everything, on duty for duty"),
        ("2025-03-01T20:05:00+02:00", "ana", "sms", "everything/0"),
        ("2025-03-01T20:05:00+02:00", "ana", "mail", "everything/0"),
    ]


def test_what_is_not_sent_is_counted_with_its_reason(rules: Path, tmp_path: Path) -> None:
    people = (
        "version: 1\nrecipients: {ana: {channels: sms, quiet: night}}\nsubscriptions: [{id: all, to: ana}]\n"
        "quiet_hours: {night: {zone: Europe/Kyiv, weekly: {hours: 22:00-07:00}, unless: nothing}}\n"
    )
    (rules / "subscriptions.yaml").write_text(people, encoding="utf-8")
    item = {"source": "radio", "title": ""}
    texts = {"23:00": "Rebels cut the M5 highway near Saraqib in Syria.", "23:40": "The M5 highway in Syria reopened."}
    lines = [json.dumps(item | {"text": text, "published": f"2025-03-01T{at}:00+02:00"}) for at, text in texts.items()]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    told = asked(rules, "messages", str(tmp_path / "news.jsonl")).stderr.splitlines()
    assert told == ["0 messages", "2 more were not sent: it was over before anybody was told of it"]


def test_who_is_on_duty_is_shown_by_the_clocks_of_the_rota(rules: Path) -> None:
    answer = asked(rules, "duty", "--at", "2025-03-29T23:00+02:00", "--for", "12h", "--json")
    lines = [json.loads(line) for line in answer.output.splitlines()]
    assert [(one["from"], one["until"], one["who"]) for one in lines] == [
        ("2025-03-29T23:00:00+02:00", "2025-03-30T08:00:00+03:00", ["ben"]),
        ("2025-03-30T08:00:00+03:00", "2025-03-30T12:00:00+03:00", ["ana"]),
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["explain", "severity=critical", "route=M5"], "name the rule of the alert"),
        (["explain", "rule=tolls", "severity=bad"], "severity: Input should be"),
        (["duty", "--for", "long"], "--for: 'long' is not a duration"),
    ],
)
def test_what_was_asked_wrongly_is_said(rules: Path, words: list[str], told: str) -> None:
    answer = asked(rules, *words)
    assert answer.exit_code == 2
    assert told in answer.output
