"""``tocsin watch``: what it refuses, and what it says where nothing answers."""

from click.testing import CliRunner

from streams.cli import main

NOWHERE = {"TOCSIN_KAFKA__BOOTSTRAP": "127.0.0.1:9"}


def test_a_channel_without_an_address_is_refused_before_it_is_needed() -> None:
    told = CliRunner(env=NOWHERE | {"TOCSIN_WATCH__TELL": "duty-phone"}).invoke(main, ["watch", "--once"])
    assert (told.exit_code, "set TOCSIN_CHANNEL_DUTY_PHONE" in told.stderr) == (2, True)


def test_an_address_that_may_not_be_called_is_refused_without_a_word_of_it() -> None:
    told = CliRunner(env=NOWHERE | {"TOCSIN_WATCH__PING": "https://169.254.169.254/s3cret"}).invoke(main, ["watch"])
    assert (told.exit_code, "link-local" in told.stderr, "s3cret" in told.output) == (2, True, False)


def test_a_single_look_without_a_broker_ends_with_what_to_do() -> None:
    told = CliRunner(env=NOWHERE).invoke(main, ["watch", "--once"])
    assert (told.exit_code, "no Kafka broker answers" in told.stderr) == (3, True)
