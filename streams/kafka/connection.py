"""How to reach the broker: the settings as options of aiokafka and of Faust, and one error when it cannot be reached."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import faust
from aiokafka.errors import KafkaConnectionError, KafkaError
from faust.types.auth import CredentialsT

from streams.core.errors import Outside
from streams.edges.settings import KafkaSettings


def client_options(kafka: KafkaSettings) -> dict[str, Any]:
    """Options that every aiokafka client takes."""
    options: dict[str, Any] = {"bootstrap_servers": kafka.bootstrap, "client_id": "tocsin"}
    options["security_protocol"] = kafka.protocol
    if kafka.tls:
        options["ssl_context"] = _tls(kafka)
    if kafka.sasl_mechanism:
        options |= {
            "sasl_mechanism": kafka.sasl_mechanism,
            "sasl_plain_username": kafka.username,
            "sasl_plain_password": kafka.password.get_secret_value() if kafka.password else None,
        }
    return options


def faust_credentials(kafka: KafkaSettings) -> CredentialsT | None:
    """The same security for Faust; None for a plain connection."""
    context = _tls(kafka) if kafka.tls else None
    if kafka.sasl_mechanism:
        return faust.SASLCredentials(
            username=kafka.username,
            password=kafka.password.get_secret_value() if kafka.password else None,
            mechanism=kafka.sasl_mechanism,
            ssl_context=context,
        )
    return faust.SSLCredentials(context) if context else None


def _tls(kafka: KafkaSettings) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=str(kafka.ca_file) if kafka.ca_file else None)
        if kafka.cert_file:
            context.load_cert_chain(str(kafka.cert_file), str(kafka.key_file) if kafka.key_file else None)
    except (OSError, ssl.SSLError) as error:
        raise Outside(f"the TLS files of kafka cannot be used: {error}") from None
    return context


@asynccontextmanager
async def reachable(kafka: KafkaSettings) -> AsyncIterator[None]:
    """Turn what a client raises when there is no broker into an error that says what to do."""
    try:
        yield
    except KafkaConnectionError:
        raise Outside(
            f"no Kafka broker answers at {kafka.bootstrap}; start one with `tocsin broker`, or set TOCSIN_KAFKA__BOOTSTRAP"
        ) from None
    except KafkaError as error:
        raise Outside(f"the Kafka broker at {kafka.bootstrap} refuses: {error}") from None
