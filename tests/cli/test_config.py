import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from streams.cli import main
from streams.cli.config import command


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.upper().startswith("TOCSIN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def printed(*arguments: str) -> str:
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def setting(name: str) -> dict[str, object]:
    rows = {row["name"]: row for row in map(json.loads, printed("--json").splitlines())}
    found: dict[str, object] = rows[name]
    return found


def test_every_setting_is_told_with_its_value_and_origin() -> None:
    lines = printed().splitlines()
    assert lines[1].split() == ["kafka.bootstrap", "127.0.0.1:9092", "default"]
    assert {line.split(".")[0].split()[0] for line in lines} == {"rules", "kafka", "worker", "sending", "view", "watch"}


def test_a_value_is_told_with_the_variable_that_gave_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_SENDING__TIMEOUT", "2m")
    assert setting("sending.timeout") == {
        "name": "sending.timeout",
        "value": "120s",
        "from": "TOCSIN_SENDING__TIMEOUT",
        "variable": "TOCSIN_SENDING__TIMEOUT",
    }


def test_a_value_is_told_with_the_line_of_the_file_that_gave_it() -> None:
    Path("tocsin.yaml").write_text("rules: my-rules\nworker: {ticks: false}\n", encoding="utf-8")
    assert (setting("rules")["value"], setting("rules")["from"]) == ("my-rules", "tocsin.yaml:1:8")
    assert setting("worker.ticks")["value"] is False


def test_a_channel_is_told_by_kind_and_its_address_is_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_CHANNEL_DUTY_PHONE", "tgram://hush-hush/123456")
    assert setting("channels.duty-phone") == {
        "name": "channels.duty-phone",
        "value": "tgram://***",
        "from": "TOCSIN_CHANNEL_DUTY_PHONE",
        "variable": "TOCSIN_CHANNEL_DUTY_PHONE",
    }


def test_no_secret_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__SASL_MECHANISM", "PLAIN")
    monkeypatch.setenv("TOCSIN_KAFKA__USERNAME", "tocsin")
    monkeypatch.setenv("TOCSIN_KAFKA__PASSWORD", "hush-hush")
    monkeypatch.setenv("TOCSIN_CHANNEL_MAIL", "mailto://bob:hush-hush@example.org?to=hush-hush@example.net")
    assert "hush" not in printed()
    assert "hush" not in printed("--json")
    assert setting("kafka.password")["value"] == "***"


def test_settings_that_cannot_be_used_end_with_the_exit_code_of_misuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__PARTITION", "8")
    result = CliRunner().invoke(main, ["config"])
    assert result.exit_code == 2
    assert "did you mean TOCSIN_KAFKA__PARTITIONS?" in result.stderr
