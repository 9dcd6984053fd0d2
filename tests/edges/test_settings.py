import os
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from streams.core.errors import Misuse, Outside
from streams.edges.settings import KafkaSettings, Settings, load_settings, read_settings
from tests.cases import each


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.upper().startswith("TOCSIN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def refusal() -> str:
    with pytest.raises(Misuse) as refused:
        load_settings()
    return str(refused.value)


def secrets(path: Path, text: str, mode: int = 0o600) -> str:
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return str(path)


def test_with_nothing_set_everything_is_the_default() -> None:
    reading = read_settings()
    assert reading.settings == Settings()
    assert reading.origins == {}


def test_the_defaults_are_those_of_the_contracts() -> None:
    kafka = Settings().kafka
    assert (kafka.prefix, kafka.partitions, kafka.replication, kafka.protocol) == ("tocsin.", 4, 1, "PLAINTEXT")
    assert Settings().worker.session_timeout == 10


def test_a_variable_sets_a_value_and_is_named_as_its_origin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__BOOTSTRAP", "kafka-1:9092, kafka-2:9092")
    reading = read_settings()
    assert reading.settings.kafka.bootstrap == "kafka-1:9092,kafka-2:9092"
    assert reading.origins == {("kafka", "bootstrap"): "TOCSIN_KAFKA__BOOTSTRAP"}


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__SASL_MECHANISM", "")
    monkeypatch.setenv("TOCSIN_CHANNEL_DUTY_PHONE", "")
    assert read_settings().origins == {}


def test_the_file_in_the_working_folder_is_read_with_its_lines() -> None:
    Path("tocsin.yaml").write_text("kafka:\n  partitions: 8\n  retention:\n    items: 90d\n", encoding="utf-8")
    reading = read_settings()
    assert reading.settings.kafka.partitions == 8
    assert reading.settings.kafka.retention.items == timedelta(days=90)
    assert reading.origins == {
        ("kafka", "partitions"): "tocsin.yaml:2:15",
        ("kafka", "retention", "items"): "tocsin.yaml:4:12",
    }


def test_one_retention_that_is_set_leaves_the_others_as_they_were() -> None:
    Path("tocsin.yaml").write_text("kafka: {retention: {items: 90d}}\n", encoding="utf-8")
    assert load_settings().kafka.retention.alerts == timedelta(days=400)


def test_a_variable_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("other.yaml").write_text("kafka: {partitions: 8, replication: 3}\n", encoding="utf-8")
    monkeypatch.setenv("TOCSIN_CONFIG", "other.yaml")
    monkeypatch.setenv("TOCSIN_KAFKA__PARTITIONS", "16")
    kafka = load_settings().kafka
    assert (kafka.partitions, kafka.replication) == (16, 3)


def test_a_file_that_is_named_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_CONFIG", "missing.yaml")
    with pytest.raises(Outside, match=r"missing\.yaml"):
        load_settings()


def test_a_misspelt_variable_is_refused_with_the_right_spelling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_KAKFA__BOOTSTRAP", "kafka:9092")
    said = refusal()
    assert "TOCSIN_KAKFA__BOOTSTRAP: no setting has that name; did you mean TOCSIN_KAFKA__BOOTSTRAP?" in said


def test_a_misspelt_name_in_the_file_is_refused_with_its_place_and_the_right_spelling() -> None:
    Path("tocsin.yaml").write_text("sending:\n  atempts: 3\n", encoding="utf-8")
    said = refusal()
    assert "tocsin.yaml:2:3: no setting is called sending.atempts; did you mean sending.attempts?" in said


@pytest.mark.parametrize(
    "name", ["TOCSIN_SERVICE_HOST", "TOCSIN_PORT", "TOCSIN_PORT_9092_TCP_ADDR", "TOCSIN_WEB_SERVICE_PORT_HTTP"]
)
def test_what_kubernetes_sets_beside_a_service_is_no_setting(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "tcp://10.0.0.1:9092")
    assert read_settings().origins == {}


def test_where_the_broker_finds_its_jars_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA_HOME", "/opt/kafka")
    assert read_settings().origins == {}


def test_a_wrong_value_is_told_with_where_it_came_from(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("tocsin.yaml").write_text("sending:\n  attempts: 0\n", encoding="utf-8")
    monkeypatch.setenv("TOCSIN_KAFKA__PARTITIONS", "many")
    said = refusal()
    assert "tocsin.yaml:2:13: sending.attempts: Input should be greater than or equal to 1" in said
    assert "TOCSIN_KAFKA__PARTITIONS: kafka.partitions: Input should be a valid integer" in said


def test_values_that_do_not_go_together_are_told_with_where_each_came_from(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("tocsin.yaml").write_text("kafka:\n  username: tocsin\n", encoding="utf-8")
    monkeypatch.setenv("TOCSIN_KAFKA__SASL_MECHANISM", "PLAIN")
    said = refusal()
    assert "TOCSIN_KAFKA__SASL_MECHANISM, tocsin.yaml:2:13: kafka: sasl_mechanism needs username and password" in said


def test_a_channel_whose_name_no_subscription_could_use_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_CHANNEL__PHONE", "json://127.0.0.1/x")
    assert "TOCSIN_CHANNEL__PHONE: channels.-phone: " in refusal()


def test_a_file_of_anything_but_sections_is_refused() -> None:
    Path("tocsin.yaml").write_text("- kafka\n", encoding="utf-8")
    assert "settings stand in sections" in refusal()


@pytest.mark.parametrize("text", ["kafka:\n  partitions: 4\n  partitions: 5\n", "kafka: {partitions: 4\n"])
def test_a_file_that_is_no_proper_yaml_is_refused_with_its_place(text: str) -> None:
    Path("tocsin.yaml").write_text(text, encoding="utf-8")
    assert "tocsin.yaml:" in refusal()


def test_a_channel_comes_from_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_CHANNEL_DUTY_PHONE", "json://127.0.0.1:8080/phone")
    reading = read_settings()
    assert reading.settings.channels == {"duty-phone": SecretStr("json://127.0.0.1:8080/phone")}
    assert reading.origins == {("channels", "duty-phone"): "TOCSIN_CHANNEL_DUTY_PHONE"}


def test_a_channel_comes_from_the_secrets_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_SECRETS", secrets(tmp_path / "s.yaml", "channels: {duty-phone: 'json://127.0.0.1/x'}\n"))
    assert load_settings().channels == {"duty-phone": SecretStr("json://127.0.0.1/x")}


def test_kafkas_password_comes_from_the_secrets_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_SECRETS", secrets(tmp_path / "s.yaml", "kafka: {password: open-sesame}\n"))
    monkeypatch.setenv("TOCSIN_KAFKA__SASL_MECHANISM", "PLAIN")
    monkeypatch.setenv("TOCSIN_KAFKA__USERNAME", "tocsin")
    kafka = load_settings().kafka
    assert kafka.password == SecretStr("open-sesame")
    assert kafka.protocol == "SASL_PLAINTEXT"


@pytest.mark.parametrize("mode", [0o604, 0o644, 0o602])
def test_a_secrets_file_open_to_everybody_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    path = secrets(tmp_path / "s.yaml", "channels: {duty-phone: 'json://127.0.0.1/x'}\n", mode)
    monkeypatch.setenv("TOCSIN_SECRETS", path)
    assert f"chmod 600 {path}" in refusal()


@pytest.mark.parametrize("mode", [0o600, 0o400, 0o440])
def test_a_secrets_file_for_the_owner_or_group_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    monkeypatch.setenv("TOCSIN_SECRETS", secrets(tmp_path / "s.yaml", "channels: {a: 'json://127.0.0.1/x'}\n", mode))
    assert set(load_settings().channels) == {"a"}


def test_a_secret_in_the_settings_file_is_refused_and_not_repeated() -> None:
    Path("tocsin.yaml").write_text("channels: {duty-phone: 'json://h/TOKEN'}\nkafka: {password: hush-hush}\n", "utf-8")
    said = refusal()
    assert "tocsin.yaml:1:12: channels.duty-phone: a settings file holds no secrets" in said
    assert "TOCSIN_CHANNEL_NAME" in said
    assert "TOCSIN_KAFKA__PASSWORD" in said
    assert "TOKEN" not in said
    assert "hush-hush" not in said


def test_a_setting_that_is_no_secret_does_not_belong_in_the_secrets_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_SECRETS", secrets(tmp_path / "s.yaml", "kafka: {partitions: 5}\n"))
    assert "kafka.partitions: belongs in the settings file" in refusal()


@pytest.mark.parametrize("address", ["hush-hush", "://hush-hush", "json://", "mail to://hush-hush"])
def test_an_address_that_is_none_is_refused_without_repeating_it(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("TOCSIN_CHANNEL_DUTY_PHONE", address)
    said = refusal()
    assert "TOCSIN_CHANNEL_DUTY_PHONE" in said
    assert "hush" not in said


def test_no_secret_is_in_what_is_printed_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_CHANNEL_DUTY_PHONE", "json://127.0.0.1/hush-hush")
    monkeypatch.setenv("TOCSIN_KAFKA__PASSWORD", "hush-hush")
    assert "hush" not in repr(read_settings())
    assert "hush" not in load_settings().model_dump_json()


@each("bootstrap", ["kafka", "kafka:", ":9092", "kafka:port", "kafka:0", "kafka:70000", "a:1,,b:2", ""])
def test_an_address_of_kafka_needs_a_host_and_a_port(bootstrap: str) -> None:
    with pytest.raises(ValidationError, match="HOST:PORT"):
        KafkaSettings(bootstrap=bootstrap)


@each(
    ("given", "wanted"),
    [
        ({"sasl_mechanism": "PLAIN"}, "needs username and password"),
        ({"username": "tocsin"}, "no sasl_mechanism"),
        ({"ca_file": __file__}, "tls is off"),
        ({"tls": True, "cert_file": __file__}, "go together"),
    ],
)
def test_security_that_is_half_set_is_refused(given: dict[str, object], wanted: str) -> None:
    with pytest.raises(ValidationError, match=wanted):
        KafkaSettings.model_validate(given)


@each(
    ("given", "protocol"),
    [
        ({}, "PLAINTEXT"),
        ({"tls": True, "ca_file": __file__}, "SSL"),
        ({"sasl_mechanism": "SCRAM-SHA-256", "username": "u", "password": "p"}, "SASL_PLAINTEXT"),
        ({"tls": True, "sasl_mechanism": "PLAIN", "username": "u", "password": "p"}, "SASL_SSL"),
    ],
)
def test_the_protocol_follows_from_what_is_set(given: dict[str, object], protocol: str) -> None:
    assert KafkaSettings.model_validate(given).protocol == protocol


@each(("kept", "days"), [("7d", 7), ("36h", 2), ("30s", 1)])
def test_retention_is_counted_in_whole_days(kept: str, days: int) -> None:
    kafka = KafkaSettings.model_validate({"retention": {"dead_letters": kept}})
    assert kafka.retention_days("dead-letters") == days


@pytest.mark.parametrize(("written", "seconds"), [("45s", 45), ("2m", 120), ("45", 45), ("0.5", 0.5)])
def test_seconds_are_written_with_or_without_a_unit(
    monkeypatch: pytest.MonkeyPatch, written: str, seconds: float
) -> None:
    monkeypatch.setenv("TOCSIN_SENDING__TIMEOUT", written)
    assert load_settings().sending.timeout == seconds


def test_seconds_in_words_are_refused_with_what_would_be_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_SENDING__TIMEOUT", "a minute")
    assert "TOCSIN_SENDING__TIMEOUT: sending.timeout: 'a minute' is not a duration" in refusal()


def test_settings_made_directly_ask_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_KAFKA__PARTITIONS", "16")
    assert Settings().kafka.partitions == 4
