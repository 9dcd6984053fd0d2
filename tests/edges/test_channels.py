from apprise import Apprise
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from streams.edges.channels import LONGEST, fitted, open_channels
from tests.cases import each


def opened(address: str) -> object:
    return open_channels({"phone": SecretStr(address)}, timeout=1, concurrency=1)["phone"]


def test_a_short_message_is_left_as_it_is() -> None:
    assert fitted("NEW: M5 cut", "The M5 is cut.\nWhy: it was said.", 4096, 250) == (
        "NEW: M5 cut",
        "The M5 is cut.\nWhy: it was said.",
    )


def test_a_long_message_is_cut_between_two_words() -> None:
    assert fitted("NEW", "The road between Aleppo and Damascus is closed.", 40, 250) == (
        "NEW",
        "The road between Aleppo and...",
    )


def test_an_sms_keeps_the_title_whole_and_the_beginning_of_the_text() -> None:
    title, body = fitted("NEW CRITICAL: the M5 is cut near Saraqib", "The M5 is cut. " * 40, 160, 0)
    assert title == "NEW CRITICAL: the M5 is cut near Saraqib"
    assert body.startswith("The M5 is cut. ")
    assert len(f"{title}\r\n{body}") <= 160


def test_a_cut_needs_no_character_that_an_sms_must_pay_twice_for() -> None:
    _, body = fitted("NEW", "x" * 200, 160, 0)
    assert body.isascii()


def test_a_title_is_one_line_and_neither_part_has_control_characters() -> None:
    assert fitted("NEW\r\nBcc: all", "Six people\x00 were \x1b[31mkilled\x07", 4096, 250) == (
        "NEW Bcc: all",
        "Six people  were  [31mkilled",
    )


@given(
    st.text(max_size=400), st.text(max_size=5000), st.sampled_from([0, 140, 160, 1024, 4096]), st.sampled_from([0, 250])
)
def test_every_message_fits_whatever_it_says(title: str, body: str, body_most: int, title_most: int) -> None:
    short, text = fitted(title, body, body_most, title_most)
    assert len(f"{short}\r\n{text}") <= min(body_most or LONGEST, LONGEST)


@each("address", ["nosuch://host/path", "tgram://", "json://", "twilio://short"])
def test_an_address_that_cannot_be_used_is_a_reason(address: str) -> None:
    assert isinstance(opened(address), str)


def test_the_reason_does_not_repeat_the_address() -> None:
    assert "hush-hush" not in str(opened("tgram://hush-hush"))


def test_several_addresses_in_one_channel_are_refused() -> None:
    assert isinstance(opened("json://127.0.0.1/a, json://127.0.0.1/b"), str)


def test_one_unusable_channel_leaves_the_others_usable() -> None:
    channels = open_channels(
        {"bad": SecretStr("nosuch://x"), "good": SecretStr("json://127.0.0.1/a")}, timeout=1, concurrency=1
    )
    assert isinstance(channels["bad"], str)
    assert not isinstance(channels["good"], str)


def test_only_the_kinds_that_are_used_are_enabled() -> None:
    open_channels({"phone": SecretStr("json://127.0.0.1/a")}, timeout=1, concurrency=1)
    assert Apprise.instantiate("xml://127.0.0.1/a") is None
    assert Apprise.instantiate("json://127.0.0.1/a") is not None
