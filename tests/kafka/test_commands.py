import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.cli import main
from streams.kafka.broker import Broker

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(90)]

GOOD = {"id": "a-1", "source": "radio", "title": "", "text": "Quiet day.", "published": "2025-01-02T10:00:00+03:00"}


@pytest.fixture
def prefix(broker: Broker, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """A prefix of the test's own, with its topics made."""
    own = f"{request.node.name[:40].replace('_', '-')}."
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP", broker.bootstrap)
    monkeypatch.setenv("TOCSIN_KAFKA__PREFIX", own)
    assert tocsin("topics", "--create").exit_code == 0
    return own


def tocsin(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def lines(folder: Path, *lines: str) -> str:
    (folder / "news.jsonl").write_text("\n".join(lines) + "\n")
    return str(folder / "news.jsonl")


def letters() -> list[dict[str, object]]:
    return [json.loads(line) for line in tocsin("deadletters", "list", "--json").stdout.splitlines()]


def test_topics_are_made_once_with_their_partitions(prefix: str) -> None:
    rows = [json.loads(line) for line in tocsin("topics", "--create", "--json").stdout.splitlines()]
    there = {row["topic"].removeprefix(prefix): row["there"] for row in rows}
    read_whole = {there.pop("rules"), there.pop("commands")}
    assert (read_whole, set(there.values()), {row["made"] for row in rows}) == ({1}, {4}, {False})
    assert "items" in there


@pytest.mark.usefixtures("prefix")
def test_another_number_of_partitions_than_the_broker_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__PARTITIONS", "7")
    told = tocsin("topics", "--create")
    assert (told.exit_code, "has 4 partitions, but kafka.partitions says 7" in told.stderr) == (3, True)


@pytest.mark.usefixtures("prefix")
def test_a_bad_line_is_sent_to_the_dead_letters_with_its_number_and_its_bytes(tmp_path: Path) -> None:
    told = tocsin("send", lines(tmp_path, json.dumps(GOOD), "{not json"))
    (letter,) = letters()
    assert "1 item sent, 1 line refused" in told.stderr
    assert (letter["line"], letter["step"], str(letter["error"]).startswith("not JSON")) == (2, "send", True)


@pytest.mark.usefixtures("prefix")
def test_a_dead_letter_is_shown_with_its_bytes_and_put_back(tmp_path: Path) -> None:
    tocsin("send", lines(tmp_path, "{not json"))
    (letter,) = letters()
    shown = tocsin("deadletters", "show", str(letter["id"])).stdout
    put_back = tocsin("deadletters", "retry", str(letter["id"]))
    assert ("{not json" in shown, put_back.exit_code, "1 put back" in put_back.stderr) == (True, 0, True)


def test_a_broker_that_does_not_answer_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP", "127.0.0.1:9")
    told = tocsin("topics")
    assert (told.exit_code, "start one with `tocsin broker`" in told.stderr) == (3, True)


def test_a_demo_without_a_kafka_says_why_and_runs_in_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA_HOME", str(tmp_path))
    told = tocsin("demo", "--seconds", "1")
    assert "no Kafka here, so all runs in this process" in told.stdout
    assert (told.exit_code, "the same alerts, id for id, as a replay" in told.stdout) == (0, True)
