"""Apprise addresses are secrets: what of one may be shown, and keeping the rest out of errors and logs."""

import logging
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import SecretStr

HOST_IS_PUBLIC = frozenset(
    {
        "form",
        "forms",
        "gotify",
        "gotifys",
        "json",
        "jsons",
        "mailto",
        "mailtos",
        "signal",
        "signals",
        "webhook",
        "webhooks",
        "xml",
        "xmls",
    }
)
"""Kinds of address whose host is a machine. Elsewhere it can be a token (``tgram://TOKEN/…``), or a topic as good as one."""

MASK = "***"

_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?\Z|\[[0-9A-Fa-f:]+\](:\d{1,5})?\Z")
_SHORTEST = 4
"""Shorter parts are left alone: they keep nothing secret, and masking them would make errors unreadable."""


def shown(address: SecretStr) -> str:
    """The kind of an address, with its host where that is no secret: ``json://127.0.0.1:8080/***``."""
    url = address.get_secret_value()
    schema, _, rest = url.partition("://")
    place = re.split(r"[/?#]", rest, maxsplit=1)[0]
    host = place.rpartition("@")[2]
    path = rest[len(place) :].partition("?")[0] if "@" in place else rest[len(place) :]
    # An @ further on may mean that a password holds a / or ?, and that what looks like the host is part of it.
    known = schema.lower() in HOST_IS_PUBLIC and _HOST.match(host) and "@" not in path
    return f"{schema}://{host}/{MASK}" if known else f"{schema}://{MASK}"


def _secret_parts(address: SecretStr) -> frozenset[str]:
    """Every part of an address that must not be shown, as it is written and as it is meant."""
    url = address.get_secret_value()
    rest = url.partition("://")[2]
    path, _, query = rest.partition("?")
    parts = {rest, path, *re.split(r"[/:@,;#\s]+", path), *re.split(r"[/,\s]+", path)}
    for _, value in parse_qsl(query):
        parts |= {value, *re.split(r"[@,;\s]+", value)}
    parts |= {unquote(part) for part in parts}
    public = shown(address).removesuffix(f"/{MASK}").partition("://")[2]
    told = {"", public, urlsplit(f"//{public}").hostname or "", public.rpartition(":")[2]}
    return frozenset(part for part in parts if len(part) >= _SHORTEST and part not in told)


class Redaction(logging.Filter):
    """Takes the secret parts of addresses out of texts, and, as a filter, out of a logger's records."""

    def __init__(self, addresses: Iterable[SecretStr]) -> None:
        super().__init__()
        parts = sorted({part for one in addresses for part in _secret_parts(one)}, key=lambda part: (-len(part), part))
        self._pattern = re.compile("|".join(map(re.escape, parts)), re.IGNORECASE) if parts else None

    def __call__(self, text: str) -> str:
        return self._pattern.sub(MASK, text) if self._pattern else text

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self(record.getMessage()), ()
        return True

    def quieten(self, *loggers: str) -> None:
        """Keep these loggers at WARNING or above, where they print no payload, and redact what they still say."""
        for name in loggers:
            logger = logging.getLogger(name)
            logger.setLevel(max(logger.level, logging.WARNING))
            logger.addFilter(self)
