import logging
from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from streams.edges.addresses import MASK, Redaction, shown
from tests.cases import each


@each(
    ("address", "told"),
    [
        ("json://127.0.0.1:8080/phone?+X-Token=hush", "json://127.0.0.1:8080/***"),
        ("jsons://user:hush@example.org/phone", "jsons://example.org/***"),
        ("mailtos://bob:hush@example.org:587?to=officer@example.net", "mailtos://example.org:587/***"),
        ("gotify://[::1]:80/hush", "gotify://[::1]:80/***"),
        ("tgram://123456789:AAhush/987654", "tgram://***"),
        ("slack://hushA/hushB/hushC/#ops", "slack://***"),
        ("ntfy://hush-topic", "ntfy://***"),
    ],
)
def test_the_kind_is_shown_and_the_host_only_where_it_is_no_secret(address: str, told: str) -> None:
    assert shown(SecretStr(address)) == told


@each("address", ["json://user:hu/sh@example.org/", "json://user:hu?sh@example.org", "json://a b/c"])
def test_a_host_that_could_be_part_of_a_password_is_not_shown(address: str) -> None:
    assert shown(SecretStr(address)) == "json://***"


@each(
    ("address", "said", "redacted"),
    [
        ("tgram://123456789:AAtoken/987654", "POST /bot123456789:AAtoken/send", "POST /bot***/send"),
        ("json://127.0.0.1:8080/AAtoken", "error at 127.0.0.1:8080 for /AAtoken", "error at 127.0.0.1:8080 for /***"),
        ("json://h/?+X-Token=AAtoken", "header AAtoken refused", "header *** refused"),
        ("mailto://bob:p%40ssword@example.org", "login of bob with p@ssword", "login of bob with ***"),
        ("mailto://h?to=officer@example.net", "no such user officer", "no such user ***"),
        ("json://h/AAtoken", "aatoken in small letters", "*** in small letters"),
    ],
)
def test_the_parts_of_an_address_are_taken_out_of_what_is_said(address: str, said: str, redacted: str) -> None:
    assert Redaction([SecretStr(address)])(said) == redacted


def test_a_public_host_is_no_secret() -> None:
    assert Redaction([SecretStr("json://phones.example.org:8443/ops")])("phones.example.org:8443") == (
        "phones.example.org:8443"
    )


def test_with_no_addresses_everything_may_be_said() -> None:
    assert Redaction([])("as it is") == "as it is"


def test_loggers_are_kept_at_warning_and_redacted(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("chatty-service")
    Redaction([SecretStr("tgram://AAtoken/1")]).quieten("chatty-service")
    with caplog.at_level(logging.DEBUG):
        logger.debug("payload AAtoken")
        logger.warning("refused: %s", "AAtoken")
    assert caplog.messages == ["refused: ***"]


def test_a_stricter_level_of_a_logger_is_left() -> None:
    logger = logging.getLogger("quiet-service")
    logger.setLevel(logging.ERROR)
    Redaction([]).quieten("quiet-service")
    assert logger.level == logging.ERROR


@given(
    st.text(ascii_letters + digits + "_-", min_size=4, max_size=40),
    st.sampled_from(["tgram", "slack", "ntfy", "msteams"]),
)
def test_no_token_is_ever_shown(token: str, schema: str) -> None:
    address = SecretStr(f"{schema}://{token}/{token}?key={token}")
    assert shown(address) == f"{schema}://{MASK}"
    assert token not in Redaction([address])(f"<{token}> and /{token}/")
